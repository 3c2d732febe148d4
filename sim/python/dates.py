"""The date of a program: its datetime, its date and its time zone are those of the virtual board.

What its classes make is a datetime or a date of Python itself; so arithmetic, comparing, printing and pickling work.
"""

from __future__ import annotations

import datetime as dates
import os
import sys
import time
import warnings
from typing import Any

from sim.python.time_functions import PROGRAM_CLOCK
from sim.time.clock import VIETNAM, VirtualClock

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


class _StandIn(type):
    """The class of a stand-in, which passes for the class that it replaces."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, vars(cls).get("replaces", ())) or super().__instancecheck__(instance)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, vars(cls).get("replaces", ())) or super().__subclasscheck__(subclass)

    def __eq__(cls, other: object) -> bool:
        return cls is other or (other is not None and other is vars(cls).get("replaces"))

    def __hash__(cls) -> int:
        return hash(vars(cls).get("replaces")) if "replaces" in vars(cls) else super().__hash__()


class ProgramDatetime(dates.datetime, metaclass=_StandIn):
    """Stand-in for datetime.datetime."""

    replaces = dates.datetime

    def __new__(cls, *args: Any, **named: Any) -> Any:
        real = ProgramDatetime.replaces  # the module names the stand-in while a program runs
        return real.__new__(real if cls is ProgramDatetime else cls, *args, **named)

    @classmethod
    def now(cls, tz: dates.tzinfo | None = None) -> Any:
        return cls.fromtimestamp(PROGRAM_CLOCK.time(), tz)

    @classmethod
    def today(cls) -> Any:
        return cls.fromtimestamp(PROGRAM_CLOCK.time())

    @classmethod
    def utcnow(cls) -> Any:
        if sys.version_info >= (3, 12):  # as Python itself says it since then
            told = "datetime.datetime.utcnow() is deprecated. Use datetime.datetime.now(datetime.UTC)."
            warnings.warn(told, DeprecationWarning, stacklevel=2)
        return cls.fromtimestamp(PROGRAM_CLOCK.time(), dates.UTC).replace(tzinfo=None)


class ProgramDate(dates.date, metaclass=_StandIn):
    """Stand-in for datetime.date."""

    replaces = dates.date

    def __new__(cls, *args: Any, **named: Any) -> Any:
        real = ProgramDate.replaces  # the module names the stand-in while a program runs
        return real.__new__(real if cls is ProgramDate else cls, *args, **named)

    @classmethod
    def today(cls) -> Any:
        return cls.fromtimestamp(PROGRAM_CLOCK.time())


for _stand_in in (ProgramDatetime, ProgramDate):
    _stand_in.__name__ = _stand_in.__qualname__ = _stand_in.replaces.__name__
    _stand_in.__module__ = "datetime"


def pickled_datetime(moment: dates.datetime) -> tuple[Any, ...]:
    """Say how a datetime is made again, by the name that it has in the module while a program runs."""
    return ProgramDatetime, moment.__reduce_ex__(4)[1]


def pickled_date(day: dates.date) -> tuple[Any, ...]:
    """Say how a date is made again, by the name that it has in the module while a program runs."""
    return ProgramDate, day.__reduce__()[1]
