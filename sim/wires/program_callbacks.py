"""gpiozero's callbacks in a program: on a thread of their own, as on a Pi. One that sleeps does not stop the rest."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from sim.wires.program_swaps import Swaps
from sim.wires.program_turn import Program, look
from sim.wires.threads import VirtualEvent, VirtualThread


class Callbacks:
    """A thread that makes calls one after the other. A call's mistake is printed, and the next call is made.

    `sys.exit()` in a call ends the program.
    """

    def __init__(self, program: Program, name: str) -> None:
        self._program = program
        self._name = name
        self._calls: deque[Callable[[], object]] = deque()
        self._alarm = VirtualEvent(program.threads)
        self._started = False

    def put(self, call: Callable[[], object]) -> None:
        """Make this call next, in the same instant when nothing else is waiting."""
        self._calls.append(call)
        self._alarm.set()
        if not self._started:
            self._started = True
            self._program.threads.start(self._serve, self._name)

    def _serve(self) -> None:
        while True:
            while not self._calls:
                self._alarm.clear()
                self._alarm.wait()
            try:
                self._calls.popleft()()
            except SystemExit as end:
                clock = self._program.clock
                clock.at(clock.monotonic(), partial(_end_program, end))
            except Exception:
                sys.excepthook(*sys.exc_info())


def swap(swaps: Swaps, program: Program) -> None:
    """Give pins and held buttons their threads, and let a loop that asks a device again and again pass time."""
    from sim.wires.gpiozero_pins import VirtualPin
    from sim.wires.hold import Hold

    edges = Callbacks(program, "gpiozero callbacks")
    holds = Callbacks(program, "gpiozero when_held")
    report, held = VirtualPin._report, Hold._held

    def later_report(pin: Any, ticks: float, level: bool) -> None:
        if pin._when_changed is not None:
            edges.put(partial(report, pin, ticks, level))

    def later_held(hold: Any) -> None:
        holds.put(partial(held, hold))

    def state(pin: Any) -> float:
        look()
        return pin._get_state()  # type: ignore[no-any-return]

    swaps.put(VirtualPin, "_report", later_report)
    swaps.put(Hold, "_held", later_held)
    swaps.put(VirtualPin, "state", property(state, VirtualPin._set_state))


def library_threads() -> set[VirtualThread]:
    """gpiozero's own threads, such as that of a LED that blinks."""
    from gpiozero import threads

    return {thread._on_board for thread in threads._THREADS}


def _end_program(end: SystemExit) -> None:
    raise end
