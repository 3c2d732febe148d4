"""Whoever computes on and on, and never lets time pass, is ended from outside: by a real thread that looks on."""

from __future__ import annotations

from _thread import get_ident
from typing import Protocol, Self

from sim.python.swaps import REAL_THREAD, REAL_TIME
from sim.time.threads import VirtualThread

PATIENCE_S = 10.0  # chosen: seconds of processor time; an honest program computes for less between two sleeps
LOOK_S = 0.25  # how often a real thread looks whether time moves


class Moving(Protocol):
    """Something whose time moves on: a virtual clock, or a run that counts its turns."""

    def monotonic(self) -> float:
        """Seconds; equal ones mean that nothing has happened."""
        ...


class NeverSleeps(BaseException):
    """Raised where a program or a law computes on and on and never sleeps. No `except Exception` may hold it up."""


class SpinGuard:
    """Ends what computes on and on while time stands still, such as `while True: pass`.

    It looks on from a real thread while it is entered, and raises NeverSleeps in the thread that has the turn. Waiting
    for a keyboard is not computing. `patience_s` are seconds of processor time.
    """

    def __init__(self, clock: Moving, patience_s: float = PATIENCE_S) -> None:
        self._clock = clock
        self._patience_s = patience_s
        self._main = get_ident()
        self._over = REAL_THREAD.allocate_lock()
        self._gone = REAL_THREAD.allocate_lock()

    def __enter__(self) -> Self:
        self._over.acquire()
        self._gone.acquire()
        REAL_THREAD.start_new_thread(self._watch, ())
        return self

    def __exit__(self, *_: object) -> None:
        self._over.release()
        self._gone.acquire()

    def _watch(self) -> None:
        moved_s, begun_s = self._clock.monotonic(), REAL_TIME.process_time()
        while not self._over.acquire(True, min(LOOK_S, self._patience_s / 4)):
            now_s, used_s = self._clock.monotonic(), REAL_TIME.process_time()
            if now_s != moved_s:
                moved_s, begun_s = now_s, used_s
            elif used_s - begun_s >= self._patience_s:
                begun_s = used_s
                self._end_spin()
        self._gone.release()

    def _end_spin(self) -> None:
        raise_in_thread(self._thread() or self._main, NeverSleeps)

    def _thread(self) -> int | None:
        """The interpreter's number of the virtual thread that has the turn; None when the main thread has it."""
        running = getattr(self._clock, "running", None)
        return running.interpreter_ident if isinstance(running, VirtualThread) else None


def raise_in_thread(ident: int, error: type[BaseException]) -> None:
    """Raise an exception in another thread, by the interpreter's number for it, in the next line that it runs."""
    import ctypes  # a browser has none

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), ctypes.py_object(error))
