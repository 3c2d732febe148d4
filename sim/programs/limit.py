"""The end of a program that never ends by itself: Ctrl-C at the time limit, and what happens to one that ignores it.

A program that people watch: virtual time goes no faster than `speed` virtual seconds a second.
"""

from __future__ import annotations

import ctypes
import signal
import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

from sim.live.pace import Schedule
from sim.python.swaps import REAL_THREAD, REAL_TIME
from sim.time.clock import VirtualClock
from sim.time.threads import SwitchedOff, VirtualThread

AGAIN_S = 30.0  # chosen: virtual seconds that a program may take to tidy up before Ctrl-C is pressed again
PRESSES = 3  # chosen: who ignores so many is ended by force
BUSY_S = 10.0  # chosen: seconds of computing in which virtual time did not move: a loop that waits for nothing
LOOK_S = 0.5  # how often a real thread looks whether virtual time moves


class TimeIsUp(BaseException):
    """Raised in every line of a program that ignores Ctrl-C, until it is over."""


class Limit:
    """Presses Ctrl-C when `for_s` virtual seconds are over. `reached` says whether that happened."""

    def __init__(self, clock: VirtualClock, for_s: float, is_of_program: Callable[[str], bool]) -> None:
        self.reached = False
        self._clock = clock
        self._is_of_program = is_of_program
        self._presses = 0
        self._next = clock.at(clock.monotonic() + for_s, self._press)

    def over(self) -> None:
        """The program is over: press no more."""
        self._next.cancel()
        sys.settrace(None)

    def _press(self) -> None:
        self.reached = True
        self._presses += 1
        self._next = self._clock.at(self._clock.monotonic() + AGAIN_S, self._press)
        if self._presses > PRESSES:
            self._force(sys._getframe())
            return
        handler = signal.getsignal(signal.SIGINT)
        if callable(handler):
            handler(signal.SIGINT, sys._getframe())

    def _force(self, frame: FrameType | None) -> None:
        """Let every line of the program raise TimeIsUp; `except:` catches it only until the next line."""
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


class BusyWatch:
    """Presses Ctrl-C in a program that computes on and on while virtual time stands still, such as `while True: pass`.

    A thread that does so ends. `found` says whether that happened, `thread_at` where the thread was. Waiting for a
    keyboard is not computing.
    """

    def __init__(self, clock: VirtualClock, busy_s: float = BUSY_S) -> None:
        self.found = False
        self.thread_at: FrameType | None = None
        self._clock = clock
        self._busy_s = busy_s
        self._over = REAL_THREAD.allocate_lock()
        self._gone = REAL_THREAD.allocate_lock()

    def __enter__(self) -> BusyWatch:
        self._over.acquire()
        self._gone.acquire()
        REAL_THREAD.start_new_thread(self._watch, ())
        return self

    def __exit__(self, *_: object) -> None:
        self._over.release()
        self._gone.acquire()

    def _watch(self) -> None:
        seen_s, since_s = self._clock.monotonic(), REAL_TIME.process_time()
        while not self._over.acquire(True, min(LOOK_S, self._busy_s)):
            now_s = self._clock.monotonic()
            if now_s != seen_s:
                seen_s, since_s = now_s, REAL_TIME.process_time()
            elif REAL_TIME.process_time() - since_s >= self._busy_s:
                self.found = True
                since_s = REAL_TIME.process_time()
                self._end_thread()
                REAL_THREAD.interrupt_main()
        self._gone.release()

    def _end_thread(self) -> None:
        """End the virtual thread that has the turn, if it is one; the program itself hears Ctrl-C."""
        running = self._clock.running
        if isinstance(running, VirtualThread) and running.interpreter_ident is not None:
            self.thread_at = sys._current_frames().get(running.interpreter_ident)
            ident, ending = ctypes.c_ulong(running.interpreter_ident), ctypes.py_object(SwitchedOff)
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ident, ending)


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
