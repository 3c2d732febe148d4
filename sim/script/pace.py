"""A program that people watch: virtual time goes no faster than `speed` virtual seconds a second."""

from __future__ import annotations

from sim.clock import VirtualClock
from sim.pace import Schedule
from sim.wires.program_real import REAL_TIME

SLICE_S = 0.02  # real seconds between two looks at the real clock


class LivePace:
    """Waits on the real clock again and again, until it is stopped."""

    def __init__(self, clock: VirtualClock, speed: float) -> None:
        self._clock = clock
        self._speed = speed
        self._schedule = Schedule(REAL_TIME.monotonic)
        self._turns = clock.every(SLICE_S * speed, self._wait)

    def stop(self) -> None:
        """Wait no more."""
        self._turns.cancel()

    def _wait(self) -> None:
        left_s = self._schedule.left_s(self._clock.monotonic(), self._speed)
        if left_s > 0:
            REAL_TIME.sleep(left_s)
