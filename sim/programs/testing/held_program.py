"""A program in a virtual thread: it waits whenever the test does, and goes on when the test lets time pass."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sim.programs.life import Life, compiled
from sim.programs.virtual_time import ProgramTime
from sim.python.swaps import Swaps
from sim.time.threads import Stubborn, VirtualThread, VirtualThreads
from sim.virtual_pi import VirtualPi
from sim.wires.switched_on import Board


class ProgramThread(VirtualThread):
    """A virtual thread that can be interrupted while it sleeps or waits, as a signal interrupts a program."""

    def __init__(self, threads: VirtualThreads, run: Callable[[], object], name: str) -> None:
        super().__init__(threads, run, name)
        self._interruptions: list[Callable[[], object]] = []

    def interrupt(self, call: Callable[[], object]) -> None:
        """Call this in the thread. What it raises ends the sleep or wait; otherwise that goes on."""
        clock = self._threads.clock
        self._interruptions.append(call)
        self._alarm.cancel()
        self._alarm = clock.at(clock.monotonic(), self._go_on)

    def sleep_until(self, until_s: float) -> None:
        super().sleep_until(until_s)
        while self._interrupted() and self._threads.clock.monotonic() < until_s:
            super().sleep_until(until_s)

    def wait_for_wake(self, until_s: float) -> None:
        super().wait_for_wake(until_s)
        while self._interrupted() and not self.woken and self._threads.clock.monotonic() < until_s:
            super().wait_for_wake(until_s)

    def _interrupted(self) -> bool:
        if not self._interruptions:
            return False
        self._interruptions.pop(0)()
        return True


class Handlers:
    """signal.signal for a program that is not in the main thread of the process, where Python would refuse it."""

    def __init__(self, swaps: Swaps) -> None:
        self._set: dict[int, Any] = {}
        swaps.put(signal, "signal", self.signal)
        swaps.put(signal, "getsignal", self.getsignal)

    def signal(self, number: int, handler: Any, /) -> Any:
        """As signal.signal."""
        before = self.getsignal(number)
        self._set[int(number)] = handler
        return before

    def getsignal(self, number: int, /) -> Any:
        """As signal.getsignal."""
        default = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        return self._set.get(int(number), default)


class HeldProgram:
    """One program. `error` is what ended it, or a thread of it, when it was a mistake. Moments are of the clock."""

    def __init__(self, pi: VirtualPi, board: Board, time: ProgramTime, file: Path, words: list[str]) -> None:
        self.file = file
        self.error: BaseException | None = None
        self.error_s = 0.0
        self.ended_s: float | None = None
        self.started_s = pi.clock.monotonic()
        self._clock = pi.clock
        self._life = Life(pi, file, words, time=time)
        self._life.__enter__()
        self._swaps = Swaps()
        self._handlers = Handlers(self._swaps)
        self._swaps.put(threading, "excepthook", self._thread_failed)
        self._threads = board.threads
        self._thread = ProgramThread(board.threads, self._live, file.name)
        self._threads._alive[self._thread] = None

    @property
    def running(self) -> bool:
        """Whether it has not come to its end."""
        return self.ended_s is None

    def ctrl_c(self) -> None:
        """Press Ctrl-C on its terminal: KeyboardInterrupt where it sleeps or waits, or what it made of the signal."""
        handler = self._handlers.getsignal(signal.SIGINT)
        if callable(handler) and self.running:
            self._thread.interrupt(lambda: handler(signal.SIGINT, sys._getframe()))

    def close(self) -> None:
        """End it, whatever it does, and put back what it changed in the process."""
        if self.running:
            self._threads.forget(self._thread)
            with suppress(Stubborn):  # it stays where it is and never gets its turn again
                self._thread.end()
        self._swaps.undo()
        self._life.__exit__(None, None, None)

    def _live(self) -> None:
        ident = self._threads.ident()
        active: dict[int, object] = threading._active  # type: ignore[attr-defined]
        active[ident] = threading.main_thread()  # as the program sees itself: what it starts is no daemon by itself
        try:
            try:
                self._life.run(compiled(self.file))
            except (SyntaxError, ValueError) as error:
                self._fail(error)
            if self._life.error is not None:
                self._fail(self._life.error)
            self._life.end()
            if self._life.error is not None:
                self._fail(self._life.error)
        finally:
            active.pop(ident, None)
            self.ended_s = self._clock.monotonic()

    def _thread_failed(self, failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None:
            self._fail(failure.exc_value)

    def _fail(self, error: BaseException) -> None:
        if self.error is None and not isinstance(error, SystemExit | KeyboardInterrupt):
            self.error, self.error_s = error, self._clock.monotonic()
