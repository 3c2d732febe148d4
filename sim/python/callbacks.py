"""A thread of a program that makes calls one after the other, as a library does for its callbacks."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from functools import partial

from sim.python.program import Program
from sim.time.threads import VirtualEvent


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


def _end_program(end: SystemExit) -> None:
    raise end
