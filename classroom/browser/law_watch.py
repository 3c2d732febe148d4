"""A loop without an end in a pupil's law: nobody can look on from outside, so the loop itself does.

Python tells whenever code jumps back (sys.monitoring, since 3.12). Only the pupil's own files are watched: whatever is
compiled for the copies that a session makes of them.
"""

from __future__ import annotations

import importlib.machinery
import sys
from collections.abc import Callable, Iterator
from time import monotonic
from types import CodeType
from typing import Any

from classroom.session.law_files import COPIES

MONITORING: Any = getattr(sys, "monitoring", None)
TOOL = 4  # one of the numbers that belong to no kind of tool
LOOK_EVERY = 128  # jumps
JUMPS = 50_000  # a law loops over a handful of parts: so many in one slice belong to a loop without an end
PATIENCE_S = 1.5  # real seconds of one slice
ALIVE_S = 0.25  # real seconds between two signs of life: a busy computer may lose some


class LawWatch:
    """`begins()` at each slice; a law that loops on and on in it gets a KeyboardInterrupt, in the line of its loop.

    Until then `alive` is called now and then, the last time with the interrupt: whoever waits for an answer need not
    end the worker. A law that catches the interrupt and goes on gives no sign of life any more. `runs` is called before
    each file of such a law runs, `ran` after the outermost has: what is silent in between waits for nothing else.
    """

    def __init__(
        self,
        alive: Callable[[], object],
        wall: Callable[[], float] = monotonic,
        runs: Callable[[], object] = lambda: None,
        ran: Callable[[], object] = lambda: None,
    ) -> None:
        self._alive, self._runs, self._ran = alive, runs, ran
        self._wall = wall
        self._jumps = 0
        self._since = self._told = 0.0
        self._interrupted = False

    def begins(self) -> None:
        """A slice begins: what was before does not count."""
        self._jumps, self._interrupted = 0, False
        self._since = self._told = self._wall()

    def install(self) -> None:
        """Watch every law that is imported from now on."""
        MONITORING.use_tool_id(TOOL, "highland law")
        MONITORING.register_callback(TOOL, MONITORING.events.JUMP, self._jumped)
        self.watch(importlib.machinery.SourceFileLoader)

    def watch(self, loader: Any) -> None:
        """Watch every law that a loader of this class imports from now on."""
        compile_it, run_it = loader.source_to_code, loader.exec_module
        imported: list[str] = []  # the files that are being imported: the outermost first

        def compile_and_watch(self_: Any, data: Any, path: Any, **more: Any) -> CodeType:
            code: CodeType = compile_it(self_, data, path, **more)
            if COPIES in str(path):
                self._runs()
                for each in _all_in(code) if MONITORING is not None else ():
                    MONITORING.set_local_events(TOOL, each, MONITORING.events.JUMP)
            return code

        def run_and_tell(self_: Any, module: Any) -> None:
            if COPIES not in str(self_.path):
                run_it(self_, module)
                return
            imported.append(self_.path)
            try:
                run_it(self_, module)
            finally:
                imported.pop()
                if not imported:
                    self._ran()

        loader.source_to_code, loader.exec_module = compile_and_watch, run_and_tell

    def _jumped(self, code: CodeType, at: int, to: int) -> Any:
        if to > at:
            return MONITORING.DISABLE
        self._jumps += 1
        if self._jumps % LOOK_EVERY == 0:
            self._look(self._wall())
        return None

    def _look(self, now_s: float) -> None:
        if self._jumps > JUMPS and now_s - self._since > PATIENCE_S:
            if not self._interrupted:
                self._alive()
            self._interrupted = True
            raise KeyboardInterrupt
        if not self._interrupted and now_s - self._told > ALIVE_S:
            self._told = now_s
            self._alive()


def _all_in(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _all_in(each)
