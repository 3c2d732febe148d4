"""Time comes in from outside: the clock that a loop is given, and the timer that a law keeps in its Memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from math import inf
from typing import NamedTuple, Protocol


class Clock(Protocol):
    """What the loop and the parts may know of time."""

    def monotonic(self) -> float:
        """Seconds that never jump. Use it for every age and every wait."""
        ...

    def now(self) -> datetime:
        """The date on the wall. A Pi without internet may be years off: only for labels and calibration dates."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait that long."""
        ...


class SystemClock:
    """The clock of the machine, for a real board; `now` gives the date, where the machine's is not the best."""

    monotonic = staticmethod(time.monotonic)

    def __init__(self, now: Callable[[], datetime] | None = None) -> None:
        self._now = now

    def now(self) -> datetime:
        return datetime.now().astimezone() if self._now is None else self._now()

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            time.sleep(seconds)


class Timer(NamedTuple):
    """How long something has held, in seconds. It counts the `dt_s` it is given and never reads a clock.

    `Timer()` does not run; its `held_s` is 0.
    """

    holds: bool = False
    held_s: float = 0.0

    def step(self, holds: bool, dt_s: float, stop_s: float = inf, *, first_s: float = 0.0) -> Timer:
        """The timer one tick later. The first tick on which something holds counts `first_s`: 0, as it has just been
        seen, or `dt_s` for a law that takes it to have begun right after the last tick. A timer that has reached
        `stop_s` stays as it is: nobody asks for more.
        """
        if not holds:
            return STOPPED
        if not self.holds:
            return Timer(True, first_s)
        return self if self.held_s >= stop_s else Timer(True, self.held_s + dt_s)

    def reached(self, limit_s: float) -> bool:
        """Whether it holds now and has held for that long."""
        return self.holds and self.held_s >= limit_s


STOPPED = Timer()
