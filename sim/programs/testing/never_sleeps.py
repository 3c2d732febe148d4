"""Ends a program that turns round and round while virtual time stands still, such as `while True: pass`."""

from __future__ import annotations

import ctypes
from _thread import get_ident
from types import TracebackType
from typing import Any, Self

from sim.python.swaps import REAL_THREAD, REAL_TIME
from sim.time.clock import VirtualClock

PATIENCE_S = 10.0  # chosen: seconds of real processor time; an honest program computes for less between two sleeps
LOOK_EVERY_S = 0.25


class NeverSleeps(BaseException):
    """Raised in a program that computes on and on and never sleeps. No `except Exception` may hold it up."""


class Watchdog:
    """Looks on from a real thread of its own while it is entered."""

    def __init__(self, clock: VirtualClock, patience_s: float = PATIENCE_S) -> None:
        self._clock = clock
        self._patience_s = patience_s
        self._main = get_ident()
        self._entered = REAL_THREAD.allocate_lock()
        self._gone = REAL_THREAD.allocate_lock()

    def __enter__(self) -> Self:
        self._entered.acquire()
        self._gone.acquire()
        REAL_THREAD.start_new_thread(self._watch, ())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._entered.release()
        self._gone.acquire()

    def _watch(self) -> None:
        moved_s, begun_s = self._clock.monotonic(), REAL_TIME.process_time()
        while not self._entered.acquire(timeout=min(LOOK_EVERY_S, self._patience_s / 4)):
            now_s, used_s = self._clock.monotonic(), REAL_TIME.process_time()
            if now_s != moved_s:
                moved_s, begun_s = now_s, used_s
            elif used_s - begun_s > self._patience_s:
                begun_s = used_s
                self._bite()
        self._gone.release()

    def _bite(self) -> None:
        running: Any = self._clock.running
        ident = self._main if running is None else running.interpreter_ident
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), ctypes.py_object(NeverSleeps))
