"""Marks while the class goes on: works are queued, two at a time are marked by processes of their own, politely.

The newest work of a seat counts; one that waits is replaced. A process that hangs or goes is replaced too, and its
work gets a mark that says so.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from classroom.lesson import FreeWork, Guided, Work
from classroom.lesson.lesson import in_all
from classroom.marks import words as w
from classroom.marks.lent import Handed, Lender
from classroom.marks.made import Mark, Where
from classroom.marks.mark import mark
from classroom.marks.sandbox import trouble

WORKERS = 2
POLITE = 10  # of `nice`: the class comes first
LONGEST_S = 240.0  # real seconds for one mark: three runs of a work that its sandbox lets go on, and some
START_S = 60.0  # real seconds for a process to begin, on a laptop that is busy

Told = Callable[[int, Mark], None]


class MarkQueue:
    """Works in, marks out: `told(seat, mark)` is called from a thread of the queue as each one gets done.

    `lender` lends places for laws where this laptop has no sandbox.
    """

    def __init__(
        self,
        lesson: FreeWork | Guided,
        told: Told,
        lang: str = "vi",
        workers: int = WORKERS,
        lender: Lender | None = None,
    ) -> None:
        self._lesson, self._lang, self._told = lesson, lang, told
        self._waiting: dict[int, Work] = {}  # by seat, in the order of their coming
        self._running = 0
        self._closed = False
        self._changed = threading.Condition()
        self._makers = [_Maker(lender) for _ in range(workers)]
        self._threads = [threading.Thread(target=self._work_on, args=(each,), daemon=True) for each in self._makers]
        for thread in self._threads:
            thread.start()

    def hand_in(self, seat: int, work: Work) -> None:
        """Mark this work of a seat, in place of one that still waits."""
        with self._changed:
            self._waiting[seat] = work
            self._changed.notify()

    @property
    def left(self) -> int:
        """How many works wait or are being marked."""
        with self._changed:
            return len(self._waiting) + self._running

    def pids(self) -> list[int]:
        """The processes that make marks now."""
        return [pid for each in self._makers if (pid := each.pid) is not None]

    def close(self) -> None:
        """Leave what waits, end what runs."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify_all()
        for maker in self._makers:
            maker.end()
        for thread in self._threads:
            thread.join()

    def _work_on(self, maker: _Maker) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._waiting)
                if self._closed:
                    return
                seat = next(iter(self._waiting))
                work = self._waiting.pop(seat)
                self._running += 1
            found = maker.make(work, self._lesson, self._lang)
            with self._changed:
                self._running -= 1
                if self._closed:
                    return
            self._told(seat, found)


class _Maker:
    """A process that makes marks, one after the other; it begins with the first and is begun again when it is gone."""

    def __init__(self, lender: Lender | None) -> None:
        self._lender = lender
        self._lock = threading.Lock()
        self._process: Any = None
        self._pipe: Connection | None = None
        self._ended = False

    @property
    def pid(self) -> int | None:
        """Its process, while it is alive."""
        process = self._process
        return process.pid if process is not None and process.is_alive() else None

    def make(self, work: Work, lesson: FreeWork | Guided, lang: str) -> Mark:
        """The mark of a work, whatever happens to the process."""
        try:
            pipe = self._begun()
            pipe.send((work, lesson, lang, self._lender is not None))
            found = self._heard(pipe)
            if found is not None:
                return found
        except (OSError, EOFError):
            pass
        self._stop()
        return Mark(work.project, failed=in_all(w.LOST))

    def _heard(self, pipe: Connection) -> Mark | None:
        """The mark; what is asked on the way is answered. None when nothing comes."""
        handed = Handed(self._lender)
        try:
            while pipe.poll(LONGEST_S):
                found: Any = pipe.recv()
                if isinstance(found, Mark):
                    return found
                answer = handed.answer(*found)
                if answer is not None:
                    pipe.send(answer)
            return None
        finally:
            handed.close()

    def _begun(self) -> Connection:
        with self._lock:
            if self._ended:
                raise EOFError
            if self._pipe is None:
                fresh = get_context("spawn")
                self._pipe, other = fresh.Pipe()
                self._process = fresh.Process(target=_make_marks, args=(other,), daemon=True)
                self._process.start()
                other.close()
                if not self._pipe.poll(START_S) or self._pipe.recv() != "ready":
                    raise EOFError
            return self._pipe

    def _stop(self) -> None:
        with self._lock:
            if self._process is not None:
                self._process.kill()
                self._process.join()
            if self._pipe is not None:
                self._pipe.close()
            self._process = self._pipe = None

    def end(self) -> None:
        """End the process; nothing is begun after that."""
        with self._lock:
            self._ended = True
            if self._process is not None:
                self._process.kill()
                self._process.join()


def _make_marks(pipe: Connection) -> None:
    """A process that marks what comes through its pipe until the other end is closed."""
    with suppress(OSError):
        os.nice(POLITE)
    trouble()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        pipe.send("ready")
        while True:
            work, lesson, lang, is_lent = pipe.recv()
            try:
                found = mark(work, lesson, Where(lent=pipe if is_lent else None), lang)
            except Exception as error:  # a mistake of ours in one work must not keep the others waiting
                found = Mark(work.project, failed=in_all(w.WENT_WRONG(error=type(error).__name__)))
            pipe.send(found)
