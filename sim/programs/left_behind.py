"""What a program leaves behind may not hold up the end: a `__del__`, a generator's `finally`, a handler's close."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from types import TracebackType
from typing import Any, Self

from sim.python.swaps import REAL_THREAD

LEFT_S = 10.0  # chosen: real seconds; what an honest program leaves behind is over in milliseconds
DEAF_S = 20.0  # chosen: the same where no thread of ours gets a turn: one C function computes on and on


class LeftBehind:
    """Calls `end` when what begins with `begin` is not over in LEFT_S, in a thread; it is to end the process.

    Where no thread gets its turn, the interpreter ends the process, with the line.
    """

    def __init__(self, end: Callable[[], object]) -> None:
        self._end = end
        self._has_begun = False
        self._faults: Any = None
        self._over = REAL_THREAD.allocate_lock()
        self._gone = REAL_THREAD.allocate_lock()

    def __enter__(self) -> Self:
        return self

    def begin(self) -> None:
        """From now on time counts."""
        self._has_begun = True
        self._over.acquire()
        self._gone.acquire()
        REAL_THREAD.start_new_thread(self._watch, ())
        self.arm()

    def arm(self) -> None:
        """Let the interpreter itself end the process; there is one such alarm, and who used it before has ended it."""
        if self._has_begun:
            self._faults = import_module("faulthandler")  # a browser has none
            self._faults.dump_traceback_later(LEFT_S + DEAF_S, exit=True, file=sys.__stderr__ or sys.stderr)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._has_begun:
            self._over.release()
            self._gone.acquire()
            self._faults.cancel_dump_traceback_later()

    def _watch(self) -> None:
        if not self._over.acquire(True, LEFT_S):
            self._end()
        self._gone.release()
