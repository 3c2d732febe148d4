"""Whoever may have to wait for a card, a terminal or a network has a worker that waits in its place.

The control hands a job over and goes on at once. On a board a worker is a thread, one for each slow thing, with a queue
that is bounded: what finds no room is left out and counted. In the simulator and in tests a worker does each job at
once, so that a run stays on one thread and can be repeated.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Condition, Thread
from typing import Protocol

from devices import Backlog, SystemClock

ROOM = 1000  # jobs that may wait: hours of rows of a trace, and little memory
FLUSH_TIMEOUT_S = 10.0  # at the end of a program; systemd kills it 90 s after it was asked to stop
REAL_TIME = SystemClock().monotonic

Job = Callable[[], None]


class Worker(Backlog, Protocol):
    """Does jobs, one after the other. A job that raises ends it: `error` is what was raised, and no more is done."""

    def put(self, job: Job) -> None:
        """Take a job. Never waits; when there is no room the job is left out and counted."""
        ...

    def close(self, timeout_s: float = FLUSH_TIMEOUT_S) -> bool:
        """Do what is waiting and end; whether that was done in time."""
        ...


class AtOnce:
    """Does each job as it comes."""

    error: Exception | None = None
    lost = 0
    late_s = 0.0

    def put(self, job: Job) -> None:
        """Do it."""
        if self.error is None:
            try:
                job()
            except Exception as error:
                self.error = error

    def close(self, timeout_s: float = FLUSH_TIMEOUT_S) -> bool:
        """Nothing waits."""
        return True


class WorkerThread:
    """Does the jobs on a thread of its own, in real time."""

    def __init__(self, room: int = ROOM, monotonic: Callable[[], float] = REAL_TIME) -> None:
        self.error: Exception | None = None
        self.lost = 0
        self._monotonic = monotonic
        self._room = room
        self._jobs: deque[tuple[float, Job]] = deque()  # the first one is being done
        self._changed = Condition()
        self._closing = False
        self._thread: Thread | None = None  # begins with the first job

    @property
    def late_s(self) -> float:
        """How long the oldest job has been waiting."""
        with self._changed:
            return self._monotonic() - self._jobs[0][0] if self._jobs and self.error is None else 0.0

    def put(self, job: Job) -> None:
        """Put it behind the others; without room it is left out and counted."""
        with self._changed:
            if len(self._jobs) >= self._room or self._closing:
                self.lost += 1
                return
            self._jobs.append((self._monotonic(), job))
            self._changed.notify()
            if self._thread is None:
                self._thread = Thread(target=self._work, name="highland-worker", daemon=True)
                self._thread.start()

    def close(self, timeout_s: float = FLUSH_TIMEOUT_S) -> bool:
        """Wait until all is done, or until it has taken too long: a dead card must not keep a program alive."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._thread is None:
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            try:
                job()
            except Exception as error:
                self.error = error
                return
            with self._changed:
                self._jobs.popleft()

    def _next(self) -> Job | None:
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._closing)
            return self._jobs[0][1] if self._jobs else None
