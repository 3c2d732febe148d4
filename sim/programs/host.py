"""The computer that a program runs on: how it waits for real time, and who notices a program that never sleeps.

A browser has no second thread to look on, and must let its page's messages in while it waits: there it is another one.
"""

from __future__ import annotations

from types import CodeType

from sim.programs.limit import CtrlCGuard, Guard
from sim.python.swaps import REAL_TIME
from sim.time.clock import VirtualClock


class Host:
    """This computer."""

    def wall(self) -> float:
        """Real seconds since some moment."""
        return REAL_TIME.monotonic()  # type: ignore[no-any-return]

    def wait(self, seconds: float) -> None:
        """Wait so many real seconds; called with 0, too, when a run is late."""
        if seconds > 0:
            REAL_TIME.sleep(seconds)

    def guard(self, clock: VirtualClock, code: CodeType) -> Guard:
        """What to enter while a program of this code runs."""
        return CtrlCGuard(clock)
