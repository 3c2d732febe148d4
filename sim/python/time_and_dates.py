"""Time for a program: the functions of the module `time`, and the datetime, date and time zone of the virtual board.

A module that is first imported by a program may keep the functions for good: outside of a program they answer in real
time. They are bound methods, because a plain function would get an object in front when it is kept in a class.
What the classes make is a datetime or a date of Python itself; so arithmetic, comparing, printing and pickling work.
"""

from __future__ import annotations

import datetime as dates
import os
import sys
import time
import warnings
from collections.abc import Callable
from time import struct_time
from typing import Any

from sim.python import program as here
from sim.python.program import program_here
from sim.python.swaps import REAL_TIME
from sim.time.clock import VIETNAM, VirtualClock
from sim.time.threads import MIN_WAIT_S

NS = 1_000_000_000
BRIEF_S = 100e-6  # chosen: of a longer sleep nobody notices that Linux's timers come up to 50 us late (timerslack_ns)
WALL_CLOCKS = ("CLOCK_REALTIME", "CLOCK_TAI")
WORK_CLOCKS = ("CLOCK_PROCESS_CPUTIME_ID", "CLOCK_THREAD_CPUTIME_ID", "CLOCK_PROF")


class ProgramClock:
    """The module `time` of a program; what is not named here does not depend on the present time."""

    def sleep(self, seconds: float, /) -> None:
        """Let virtual time pass; a brief sleep takes 50 us more, as on Linux. Raises ValueError when it is negative."""
        program = here.running
        if program is None:
            REAL_TIME.sleep(seconds)
            return
        clock = program.clock
        thread: Any = clock.running
        if program.ident() != (program.main if thread is None else thread.ident):  # as in program_here
            REAL_TIME.sleep(seconds)
            return
        if seconds < BRIEF_S:
            if seconds < 0:
                clock.sleep(seconds)
            seconds += MIN_WAIT_S
        until_s = clock.now_s + seconds
        if until_s < clock.next_s:  # as clock.sleep does
            clock.now_s = until_s
        else:
            clock.sleep(seconds)

    def time(self) -> float:
        """Seconds since 1970 on the virtual wall."""
        program = program_here()
        if program is None:
            return REAL_TIME.time()  # type: ignore[no-any-return]
        program.clock_reads.read()
        return program.clock.time()

    def monotonic(self) -> float:
        """Virtual seconds since some moment before the start."""
        program = program_here()
        if program is None:
            return REAL_TIME.monotonic()  # type: ignore[no-any-return]
        program.clock_reads.read()
        return program.clock.monotonic()

    def perf_counter(self) -> float:
        """Virtual seconds since some moment before the start."""
        return self.monotonic() if program_here() is not None else REAL_TIME.perf_counter()

    def process_time(self) -> float:
        """Virtual seconds that the program spent computing and reading clocks."""
        program = program_here()
        if program is None:
            return REAL_TIME.process_time()  # type: ignore[no-any-return]
        program.clock_reads.read()
        reads_s = program.clock_reads.busy_s + program.library_reads.busy_s
        return reads_s + program.turns.computed_s + program.turns.waited_s

    def thread_time(self) -> float:
        """As process_time: there is one processor."""
        return self.process_time() if program_here() is not None else REAL_TIME.thread_time()

    def time_ns(self) -> int:
        return round(self.time() * NS) if program_here() is not None else REAL_TIME.time_ns()

    def monotonic_ns(self) -> int:
        return round(self.monotonic() * NS) if program_here() is not None else REAL_TIME.monotonic_ns()

    def perf_counter_ns(self) -> int:
        return round(self.monotonic() * NS) if program_here() is not None else REAL_TIME.perf_counter_ns()

    def process_time_ns(self) -> int:
        return round(self.process_time() * NS) if program_here() is not None else REAL_TIME.process_time_ns()

    def thread_time_ns(self) -> int:
        return round(self.process_time() * NS) if program_here() is not None else REAL_TIME.thread_time_ns()

    def clock_gettime(self, clock: int, /) -> float:
        """Seconds of one of Linux's clocks: of the wall, of work, or of the time since the start."""
        if program_here() is None:
            return REAL_TIME.clock_gettime(clock)  # type: ignore[no-any-return]
        if clock in _numbers(WALL_CLOCKS):
            return self.time()
        if clock in _numbers(WORK_CLOCKS):
            return self.process_time()
        return self.monotonic()

    def clock_gettime_ns(self, clock: int, /) -> int:
        if program_here() is None:
            return REAL_TIME.clock_gettime_ns(clock)  # type: ignore[no-any-return]
        return round(self.clock_gettime(clock) * NS)

    def localtime(self, seconds: float | None = None, /) -> struct_time:
        """Local date and time, now or at `seconds` since 1970."""
        return REAL_TIME.localtime(self.time() if seconds is None else seconds)  # type: ignore[no-any-return]

    def gmtime(self, seconds: float | None = None, /) -> struct_time:
        """Date and time in UTC, now or at `seconds` since 1970."""
        return REAL_TIME.gmtime(self.time() if seconds is None else seconds)  # type: ignore[no-any-return]

    def ctime(self, seconds: float | None = None, /) -> str:
        return REAL_TIME.ctime(self.time() if seconds is None else seconds)  # type: ignore[no-any-return]

    def asctime(self, *when: Any) -> str:
        return REAL_TIME.asctime(*(when or (self.localtime(),)))  # type: ignore[no-any-return]

    def strftime(self, format: str, *when: Any) -> str:
        """Write a date, now or `when`, as `format` says."""
        return REAL_TIME.strftime(format, *(when or (self.localtime(),)))  # type: ignore[no-any-return]


def _numbers(names: tuple[str, ...]) -> tuple[int | None, ...]:
    return tuple(getattr(REAL_TIME, name, None) for name in names)


PROGRAM_CLOCK = ProgramClock()
# By name, each made once: `from time import sleep` must find one and the same object every time.
TIME_FUNCTIONS: dict[str, Callable[..., Any]] = {
    name: getattr(PROGRAM_CLOCK, name)
    for name in vars(ProgramClock)
    if not name.startswith("_") and hasattr(REAL_TIME, name)
}


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
