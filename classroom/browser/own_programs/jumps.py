"""A program that computes on and on, in a browser: no second thread can look on, so its own loops do.

Python tells whenever a loop of the program jumps back (sys.monitoring, since 3.12). Now and then such a jump lets the
page's messages in; when virtual time stands still for too long, it presses Ctrl-C.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType, TracebackType
from typing import Any, Self

from sim.programs.limit import AFTER_CTRL_C_S
from sim.python.spin_guard import PATIENCE_S
from sim.python.swaps import REAL_TIME
from sim.time.clock import VirtualClock
from sim.time.threads import SwitchedOff, VirtualThread

MONITORING: Any = getattr(sys, "monitoring", None)
TOOL = 3  # one of the numbers that belong to no kind of tool
LOOK_EVERY = 32  # jumps
BREATHE_S = 0.05  # real seconds of computing between two breaths
STANDS = 0.5  # chosen: time that goes slower than half of the real clock's stands still
ASLEEP_S = 1.0  # a computer that was closed for so long has not computed meanwhile


class JumpGuard:
    """Enter it while a program runs; `breathe` is called in the program's own stack and may wait."""

    def __init__(
        self,
        clock: VirtualClock,
        code: CodeType,
        breathe: Callable[[], None],
        patience_s: float = PATIENCE_S,
    ) -> None:
        self.found = False
        self.presses = 0
        self.thread_at: FrameType | None = None
        self._clock, self._code, self._breathe = clock, code, breathe
        self._patience_s = patience_s
        self._jumps = 0
        self._breathes = False
        self._moved_s = clock.monotonic()
        self._looked_at = self._breathed_at = REAL_TIME.monotonic()
        self._computed_s = 0.0  # while virtual time stood still, or nearly

    def __enter__(self) -> Self:
        if MONITORING.get_tool(TOOL) is None:
            MONITORING.use_tool_id(TOOL, "highland")
        MONITORING.register_callback(TOOL, MONITORING.events.JUMP, self._jumped)
        for code in _all_in(self._code):  # its own alone: to watch every code there is ends Pyodide's interpreter
            MONITORING.set_local_events(TOOL, code, MONITORING.events.JUMP)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        MONITORING.register_callback(TOOL, MONITORING.events.JUMP, None)

    def _jumped(self, code: CodeType, at: int, to: int) -> Any:
        if to > at:
            return MONITORING.DISABLE
        self._jumps += 1
        if self._jumps % LOOK_EVERY == 0 and not self._breathes:
            self._look()
        return None

    def _look(self) -> None:
        now_s = REAL_TIME.monotonic()
        computed_s = min(now_s - self._looked_at, ASLEEP_S)
        virtual_s = self._clock.monotonic()
        stands = virtual_s - self._moved_s < STANDS * computed_s
        self._computed_s = self._computed_s + computed_s if stands else 0.0
        self._looked_at, self._moved_s = now_s, virtual_s
        if self._computed_s >= self._patience_s:
            self._press()
        elif now_s - self._breathed_at >= BREATHE_S:
            self._breathes = True
            try:
                self._breathe()
            finally:
                self._breathes = False
                self._breathed_at = self._looked_at = REAL_TIME.monotonic()

    def _press(self) -> None:
        self.found = True
        self.presses += 1
        self._patience_s = min(self._patience_s, AFTER_CTRL_C_S)
        self._computed_s = 0.0
        running = self._clock.running
        if not isinstance(running, VirtualThread):
            raise KeyboardInterrupt
        self.thread_at = sys._getframe(2)
        running.failure = KeyboardInterrupt()  # raised in the program itself, once this thread has ended
        raise SwitchedOff


def _all_in(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _all_in(each)
