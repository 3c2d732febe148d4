"""Time comes in from outside: a project never reads a clock of its own."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Protocol


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
    """The clock of the machine, for a real board."""

    monotonic = staticmethod(time.monotonic)

    def now(self) -> datetime:
        return datetime.now().astimezone()

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            time.sleep(seconds)
