"""What keeps a program within its time: Ctrl-C at the limit, the end of a loop that never sleeps, the pace of a run."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from types import FrameType, TracebackType
from typing import Any, Protocol, Self

from sim.live.pace import Schedule
from sim.python.program import world_news
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
        self.for_s = for_s
        self._next = clock.at(clock.monotonic() + for_s, self._press)

    @property
    def virtual_s(self) -> float:
        """What the board's clock shows."""
        return self._clock.monotonic()

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
        world_news()  # a loop that counts its transactions comes to its end as it does on a board
        handler = signal.getsignal(signal.SIGINT)
        if callable(handler):
            handler(signal.SIGINT, sys._getframe())

    def press_from_outside(self, press: Callable[[], object]) -> None:
        """The time is over though the clock stands still; `press` reaches the program from another thread."""
        self.reached = True
        self._presses += 1
        if self._presses > PRESSES:
            self.forced = PRESSES
        press()

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


class Standstill:
    """Where virtual time does not come to its end, though real time does; `is_over` says when to press Ctrl-C then.

    A program may wait in real time for what never comes, the reader of an empty pipe or a function of C that sleeps:
    virtual time stands still, and no processor time is used. It gets as much real time as it was given of the other.
    Whoever sits at a terminal may take all the time, and has a Ctrl-C. After the first Ctrl-C, what has not ended in
    real time gets another: a handler that never returns can make virtual time very slow.
    """

    def __init__(self, limit: TimeLimit) -> None:
        self._limit = limit
        self._patience_s = max(limit.for_s, BLOCKED_S)
        self._since_s = REAL_TIME.monotonic()
        self._seen = self._look()
        self._is_watched = sys.__stdin__ is not None and not sys.__stdin__.closed and sys.__stdin__.isatty()

    def _look(self) -> float:
        return float(self._limit.presses) if self._limit.reached else self._limit.virtual_s

    def is_over(self, now_s: float) -> bool:
        """Whether it is time for Ctrl-C."""
        if (seen := self._look()) != self._seen:
            self._seen, self._since_s = seen, now_s
        is_late = now_s - self._since_s >= (AGAIN_S if self._limit.reached else self._patience_s)
        return is_late and (self._limit.reached or not self._is_watched)


BLOCKED_S = 120.0  # chosen: real seconds in which a slow computer or network may let a program wait
DEAF_S = 30.0  # chosen: real seconds in which not even this thread gets a turn: one C function computes on and on
WAIT_S = 2.0  # chosen: seconds that a program may take to end after a second Ctrl-C
_PIPE, _READ, _WRITE, _CLOSE, _DUP2 = os.pipe, os.read, os.write, os.close, os.dup2  # a program may be given others


class LastResort:
    """Calls `end` for a program that cannot be stopped: it catches everything that is raised in it.

    That is so when it was made to stop three times at its limit or in a busy loop, or when it goes on for two seconds
    after a second Ctrl-C. One that waits in real time, where no Ctrl-C comes of itself, gets it here. `end(by_person)`
    is called in a real thread and is to end the process. A C function that lets no thread have its turn, such as
    `sum(iter(int, 1))`, is ended by the interpreter, with the line.
    """

    def __init__(self, limit: TimeLimit, busy: Guard, end: Callable[[bool], object]) -> None:
        self._limit = limit
        self._busy = busy
        self._end = end
        self._presses = self._own_presses = 0
        self._theirs = -1
        self._main = REAL_THREAD.get_ident()
        self._armed_s = -DEAF_S
        self._faults: Any = import_module("faulthandler")  # a browser has none
        self._second_s: float | None = None
        self._over = REAL_THREAD.allocate_lock()
        self._gone = REAL_THREAD.allocate_lock()

    def __enter__(self) -> Self:
        self._still = Standstill(self._limit)
        self._from, self._to = _PIPE()
        os.set_blocking(self._from, False)
        os.set_blocking(self._to, False)
        self._before = signal.set_wakeup_fd(self._to, warn_on_full_buffer=False)
        self._signal, signal.signal = signal.signal, self._heard  # type: ignore[assignment]
        self._set_fd, signal.set_wakeup_fd = signal.set_wakeup_fd, self._set_theirs
        self._cancel = self._faults.cancel_dump_traceback_later
        self._arm_real = self._faults.dump_traceback_later
        self._faults.cancel_dump_traceback_later = self._faults.dump_traceback_later = _nothing  # there is one alarm
        self._over.acquire()
        self._gone.acquire()
        self._arm(REAL_TIME.monotonic())
        REAL_THREAD.start_new_thread(self._watch, ())
        return self

    def __exit__(self, *_: object) -> None:
        self._over.release()
        self._gone.acquire()
        self._faults.cancel_dump_traceback_later, self._faults.dump_traceback_later = self._cancel, self._arm_real
        self._cancel()
        signal.signal, signal.set_wakeup_fd = self._signal, self._set_fd
        signal.set_wakeup_fd(self._before)
        for end in (self._from, self._to):
            with suppress(OSError):  # the program has closed all files that it can
                _CLOSE(end)

    def _watch(self) -> None:
        while not self._over.acquire(True, LOOK_S):
            self._arm(REAL_TIME.monotonic())
            self._presses += self._signals().count(signal.SIGINT)
            if self._still.is_over(REAL_TIME.monotonic()):
                self._own_presses += 1
                self._limit.press_from_outside(self._wake)
            if self.is_due(REAL_TIME.monotonic()):
                self._end(self._second_s is not None)
                break
        self._gone.release()

    def _wake(self) -> None:
        """Ctrl-C, also for a thread that waits within the operating system."""
        if hasattr(signal, "pthread_kill"):
            signal.pthread_kill(self._main, signal.SIGINT)
        else:
            REAL_THREAD.interrupt_main()

    def _arm(self, now_s: float) -> None:
        """Let the interpreter itself end the process when this thread has had no turn for DEAF_S."""
        if now_s - self._armed_s > DEAF_S / 10:
            self._armed_s = now_s
            self._arm_real(DEAF_S, exit=True, file=sys.__stderr__ or sys.stderr)

    def _heard(self, number: int, handler: Any) -> Any:
        """signal.signal for a program: a Ctrl-C that it ignores is still counted."""
        ignored = number == signal.SIGINT and handler is signal.SIG_IGN
        return self._signal(number, _nothing if ignored else handler)

    def _set_theirs(self, fd: int, *, warn_on_full_buffer: bool = True) -> int:
        """signal.set_wakeup_fd for a program, as asyncio uses it: it hears of signals a moment later."""
        before, self._theirs = self._theirs, fd
        return before

    def _signals(self) -> bytes:
        try:
            found = _READ(self._from, 64)
        except BlockingIOError:
            return b""
        except OSError:  # the program has closed all files, as a daemon does: ours are made again
            for old, new in zip((self._from, self._to), _PIPE(), strict=True):
                os.set_blocking(new, False)
                if new != old:
                    _DUP2(new, old, inheritable=False)
                    _CLOSE(new)
            return b""
        if self._theirs >= 0:
            with suppress(OSError):
                _WRITE(self._theirs, found)
        return found

    def is_due(self, now_s: float) -> bool:
        """Whether nothing else can end it."""
        if self._limit.forced >= PRESSES or self._busy.presses >= PRESSES:
            return True
        if self._second_s is None and self._presses - self._busy.presses - self._own_presses >= 2:  # a person's
            self._second_s = now_s
        return self._second_s is not None and now_s - self._second_s >= WAIT_S


def _nothing(*_: object, **__: object) -> None:
    """What a program does at a signal that it ignores, or with an alarm that is ours."""


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
