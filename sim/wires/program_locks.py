"""The lock under everything that threads of a program wait for: Python's own, waited for in virtual time."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from sim.wires.program_real import REAL_THREAD
from sim.wires.program_turn import Program, program_here
from sim.wires.threads import LEAST_WAIT_S, Pause, VirtualThread


class ProgramLock:
    """threading.Lock. A module that is first imported by a program may keep one: outside it is a real lock."""

    __slots__ = ("__weakref__", "_lock", "_promised", "_waiters")

    def __init__(self) -> None:
        self._at_fork_reinit()

    def _at_fork_reinit(self) -> None:
        self._lock: Any = REAL_THREAD.allocate_lock()
        self._waiters: list[Pause | VirtualThread] = []
        self._promised = False  # one who waited was told that the lock is free, and has not had a turn yet

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock; False when it was not free within `timeout` virtual seconds (-1: wait for ever)."""
        if not self._promised and self._lock.acquire(False):
            return True
        program = program_here()
        if program is None or not blocking or (timeout < 0 and timeout != -1):
            if program is not None:
                program.looks.look()
            return self._lock.acquire(blocking, timeout)  # type: ignore[no-any-return]
        if self._promised:
            self._promised = False
            program.clock.sleep(LEAST_WAIT_S)  # who takes a lock again at once lets the one who waited go first
        return self._lock.acquire(False) or self._wait(program, timeout)

    def _wait(self, program: Program, timeout: float) -> bool:
        clock = program.clock
        until_s = clock.monotonic() + timeout
        while True:
            left_s = until_s - clock.monotonic() if timeout >= 0 else None
            woken = program.threads.wait(self._waiters, left_s)
            if woken:
                self._promised = False
            if self._lock.acquire(False):
                return True
            if not woken or (left_s is not None and clock.monotonic() >= until_s):
                return False

    def release(self) -> None:
        """Give the lock back. Raises RuntimeError when nobody holds it."""
        self._lock.release()
        if self._waiters:
            self._promised = True
            self._waiters.pop(0).wake()

    def locked(self) -> bool:
        return self._lock.locked()  # type: ignore[no-any-return]

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def __repr__(self) -> str:
        return f"<{'locked' if self.locked() else 'unlocked'} lock of a virtual program at {id(self):#x}>"
