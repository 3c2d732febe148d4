"""The time zone of the virtual board as the zone of this process, where the system can do that."""

from __future__ import annotations

import os
import time

from sim.clock import VIETNAM, VirtualClock

VARIABLE = "TZ"


class ProgramZone:
    """Local time is that of the board. Windows keeps its own zone: a program cannot change it there."""

    def __init__(self, clock: VirtualClock) -> None:
        offset_s = (clock.now().tzinfo or VIETNAM).utcoffset(clock.now())
        minutes = 0 if offset_s is None else round(offset_s.total_seconds() / 60)
        hours, rest = divmod(abs(minutes), 60)
        sign = "-" if minutes < 0 else "+"
        name = f"{sign}{hours:02}" + (f"{rest:02}" if rest else "")
        # POSIX counts the other way round: what is to be added to local time to get UTC.
        self._zone = f"<{name}>{'-' if minutes >= 0 else '+'}{hours}:{rest:02}"
        self._before: str | None = None

    def set(self) -> None:
        """Make it the zone of the process."""
        self._before = os.environ.get(VARIABLE)
        self._apply(self._zone)

    def undo(self) -> None:
        """Put back the zone that was there."""
        self._apply(self._before)

    def _apply(self, zone: str | None) -> None:
        if not hasattr(time, "tzset"):
            return
        if zone is None:
            os.environ.pop(VARIABLE, None)
        else:
            os.environ[VARIABLE] = zone
        time.tzset()
