"""What keeps a program within its time: Ctrl-C at the limit, the end of a loop that never sleeps, the pace of a run."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from types import FrameType, TracebackType
from typing import Any, Protocol, Self

from sim.live.pace import Schedule
from sim.python.spin_guard import LOOK_S, PATIENCE_S, SpinGuard, raise_in_thread
from sim.python.swaps import REAL_THREAD, REAL_TIME
from sim.time.clock import VirtualClock
from sim.time.threads import SwitchedOff

AGAIN_S = 30.0  # chosen: virtual seconds that a program may take to tidy up before Ctrl-C is pressed again
PRESSES = 3  # chosen: who ignores so many is ended by force
AFTER_CTRL_C_S = 2.0  # chosen: the same after the first Ctrl-C


class TimeIsUp(BaseException):
    """Raised in every line of a program that ignores Ctrl-C, until it is over."""


class TimeLimit:
    """Presses Ctrl-C when `for_s` virtual seconds are over. `reached` says whether that happened.

    `on_force` gets what is to be raised in every turn of a program's loops, when it ignores Ctrl-C again and again.
    """

    def __init__(
        self,
        clock: VirtualClock,
        for_s: float,
        is_of_program: Callable[[str], bool],
        on_force: Callable[[type[BaseException]], object] = lambda _: None,
    ) -> None:
        self.reached = False
        self.forced = 0  # how often it was made to stop, in vain
        self._clock = clock
        self._is_of_program = is_of_program
        self._on_force = on_force
        self._presses = 0
        self._next = clock.at(clock.monotonic() + for_s, self._press)

    @property
    def presses(self) -> int:
        """How often Ctrl-C was pressed."""
        return self._presses

    def over(self) -> None:
        """The program is over: press no more."""
        self._next.cancel()
        sys.settrace(None)

    def now(self) -> None:
        """The time is over already."""
        self._next.cancel()
        self._press()

    def _press(self) -> None:
        self.reached = True
        self._next = self._clock.at(self._clock.monotonic() + AGAIN_S, self._press)
        self.press()

    def press(self) -> None:
        """Press Ctrl-C now. Who ignores it again and again is ended by force."""
        self._presses += 1
        if self._presses > PRESSES:
            self._force(sys._getframe())
            return
        handler = signal.getsignal(signal.SIGINT)
        if callable(handler):
            handler(signal.SIGINT, sys._getframe())

    def _force(self, frame: FrameType | None) -> None:
        """Let the next line of the program raise TimeIsUp, and every turn of its loops and every `except` of it.

        A program that Python was asked to compile later has none of those, and an `except:` there catches even that.
        """
        self.forced += 1
        self._on_force(TimeIsUp)
        trace = partial(_raise_in, self._is_of_program)
        sys.settrace(trace)
        while frame is not None:
            if self._is_of_program(frame.f_code.co_filename):
                frame.f_trace = trace
            frame = frame.f_back


def _raise_in(is_of_program: Callable[[str], bool], frame: FrameType, event: str, _: Any) -> Any:
    if not is_of_program(frame.f_code.co_filename):
        return None
    if event == "line":
        raise TimeIsUp
    return partial(_raise_in, is_of_program)


class Guard(Protocol):
    """Presses Ctrl-C in a program that computes on and on; `found` says whether that happened, `presses` how often.

    `thread_at` is where a virtual thread was that did so.
    """

    found: bool
    presses: int
    thread_at: FrameType | None

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class CtrlCGuard(SpinGuard):
    """Presses Ctrl-C in such a program in place of that; one of its threads that spins is ended as well.

    `found` says whether that happened, `thread_at` where the thread was.
    """

    def __init__(self, clock: VirtualClock, patience_s: float = PATIENCE_S) -> None:
        super().__init__(clock, patience_s)
        self.found = False
        self.presses = 0
        self.thread_at: FrameType | None = None

    def _end_spin(self) -> None:
        self.found = True
        self.presses += 1
        self._patience_s = min(self._patience_s, AFTER_CTRL_C_S)
        self.press()

    def press(self) -> None:
        """Press Ctrl-C, from another thread: in the program, and in one of its threads that has the turn."""
        ident = self._thread()
        if ident is not None:
            self.thread_at = sys._current_frames().get(ident)
            raise_in_thread(ident, SwitchedOff)
        REAL_THREAD.interrupt_main()


DEAF_S = 30.0  # chosen: real seconds in which not even this thread gets a turn: one C function computes on and on
WAIT_S = 2.0  # chosen: seconds that a program may take to end after a second Ctrl-C
_PIPE, _READ, _CLOSE = os.pipe, os.read, os.close  # the real ones: a program may be given others


class LastResort:
    """Calls `end` for a program that cannot be stopped: it catches everything that is raised in it.

    That is so when it was made to stop three times at its limit or in a busy loop, or when it goes on for two seconds
    after a second Ctrl-C. `end(by_person)` is called in a real thread and is to end the process. A C function that lets
    no thread have its turn, such as `sum(iter(int, 1))`, is ended by the interpreter, with the line.
    """

    def __init__(self, limit: TimeLimit, busy: Guard, end: Callable[[bool], object]) -> None:
        self._limit = limit
        self._busy = busy
        self._end = end
        self._presses = 0
        self._armed_s = -DEAF_S
        self._faults: Any = import_module("faulthandler")  # a browser has none
        self._second_s: float | None = None
        self._over = REAL_THREAD.allocate_lock()
        self._gone = REAL_THREAD.allocate_lock()

    def __enter__(self) -> Self:
        self._from, self._to = _PIPE()
        os.set_blocking(self._from, False)
        os.set_blocking(self._to, False)
        self._before = signal.set_wakeup_fd(self._to, warn_on_full_buffer=False)
        self._signal, signal.signal = signal.signal, self._heard  # type: ignore[assignment]
        self._over.acquire()
        self._gone.acquire()
        self._arm(REAL_TIME.monotonic())
        REAL_THREAD.start_new_thread(self._watch, ())
        return self

    def __exit__(self, *_: object) -> None:
        self._over.release()
        self._gone.acquire()
        self._faults.cancel_dump_traceback_later()
        signal.signal = self._signal
        signal.set_wakeup_fd(self._before)
        _CLOSE(self._from)
        _CLOSE(self._to)

    def _watch(self) -> None:
        while not self._over.acquire(True, LOOK_S):
            self._arm(REAL_TIME.monotonic())
            self._presses += self._signals().count(signal.SIGINT)
            if self.is_due(REAL_TIME.monotonic()):
                self._end(self._second_s is not None)
                break
        self._gone.release()

    def _arm(self, now_s: float) -> None:
        """Let the interpreter itself end the process when this thread has had no turn for DEAF_S."""
        if now_s - self._armed_s > DEAF_S / 10:
            self._armed_s = now_s
            self._faults.dump_traceback_later(DEAF_S, exit=True, file=sys.__stderr__ or sys.stderr)

    def _heard(self, number: int, handler: Any) -> Any:
        """signal.signal for a program: a Ctrl-C that it ignores is still counted."""
        ignored = number == signal.SIGINT and handler is signal.SIG_IGN
        return self._signal(number, _nothing if ignored else handler)

    def _signals(self) -> bytes:
        try:
            return _READ(self._from, 64)
        except OSError:
            return b""

    def is_due(self, now_s: float) -> bool:
        """Whether nothing else can end it."""
        if self._limit.forced >= PRESSES or self._busy.presses >= PRESSES:
            return True
        if self._second_s is None and self._presses - self._busy.presses >= 2:  # the guard's own are no person's
            self._second_s = now_s
        return self._second_s is not None and now_s - self._second_s >= WAIT_S


def _nothing(*_: object) -> None:
    """What a program does at a signal that it ignores."""


SLICE_S = 0.02  # real seconds between two looks at the real clock


class LivePace:
    """Lets virtual time go no faster than `speed` virtual seconds a second, until it is stopped.

    `wait` is called every SLICE_S real seconds with those that are left until then on `wall`.
    """

    def __init__(
        self, clock: VirtualClock, speed: float, wait: Callable[[float], object], wall: Callable[[], float]
    ) -> None:
        self._clock = clock
        self._speed = speed
        self._wait_real = wait
        self._schedule = Schedule(wall)
        self._turns = clock.every(SLICE_S * speed, self._wait)

    def stop(self) -> None:
        """Wait no more."""
        self._turns.cancel()

    def _wait(self) -> None:
        self._wait_real(self._schedule.left_s(self._clock.monotonic(), self._speed))
