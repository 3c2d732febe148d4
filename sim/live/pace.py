"""Let virtual time pass at a speed that people can follow, or report the progress of a fast run."""

from __future__ import annotations

import time
from collections.abc import Callable

from devices import Sink, Tick

LAG_S = 0.5  # a computer that is this far behind does not try to catch up
QUIET_S = 3.0  # minimum real seconds between two lines of progress


class Schedule:
    """When a virtual moment is due by the wall clock, at `speed` virtual seconds a second."""

    def __init__(self, wall: Callable[[], float] = time.monotonic) -> None:
        self.wall = wall
        self._speed = 0.0
        self._t_s = 0.0
        self._wall_s = 0.0

    def restart(self, t_s: float) -> None:
        """Restart the count here: after a pause."""
        self._t_s, self._wall_s = t_s, self.wall()

    def left_s(self, t_s: float, speed: float) -> float:
        """Real seconds until `t_s` is due; 0 when already due."""
        if speed != self._speed:
            self._speed = speed
            self.restart(t_s)
        left_s = self._wall_s + (t_s - self._t_s) / speed - self.wall()
        if left_s < -LAG_S:
            self.restart(t_s)
        return max(left_s, 0.0)


class Pace(Sink):
    """A sink that waits, so that the run goes no faster than `speed` virtual seconds a second."""

    def __init__(
        self,
        speed: float,
        wall: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.speed = speed
        self._schedule = Schedule(wall)
        self._wait = wait

    def tick(self, tick: Tick) -> None:
        """Wait until this moment is due."""
        left_s = self._schedule.left_s(tick.t_s, self.speed)
        if left_s > 0:
            self._wait(left_s)


class Progress(Sink):
    """A sink that calls `notify(part_done)` at every tenth of a run, but never more often than every three seconds."""

    TENTH = 0.1

    def __init__(
        self,
        for_s: float,
        notify: Callable[[float], None],
        quiet_s: float = QUIET_S,
        step: float = TENTH,
        wall: Callable[[], float] = time.monotonic,
    ) -> None:
        self._for_s = for_s
        self._notify = notify
        self._quiet_s = quiet_s
        self._step_s = step * for_s
        self.due_s = self._step_s
        self._wall = wall
        self._notified_s = wall()

    def tick(self, tick: Tick) -> None:
        """Notify when the next tenth is reached."""
        if tick.t_s < self.due_s:
            return
        self.due_s = tick.t_s - tick.t_s % self._step_s + self._step_s
        now_s = self._wall()
        if now_s - self._notified_s >= self._quiet_s:
            self._notified_s = now_s
            self._notify(tick.t_s / self._for_s)
