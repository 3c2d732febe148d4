"""Marks of a running class: each work that is handed in is marked again, and the teacher's page is told."""

from __future__ import annotations

from collections import Counter

from classroom.lesson import Work, free_work
from classroom.marks.lent import PAGE_LEFT, Lender
from classroom.marks.made import Mark
from classroom.marks.queue import MarkQueue
from classroom.relay.running import RunningClass
from classroom.teacher.result import told_mark
from firmware.project import find

WAITING = "waiting"
MOST_PAGES_LEFT = 2  # a work under which so many pages of the teacher went away may be what ended them


class Marking:
    """Hears of works on the event loop. `made` are the marks by seat, for the table and the sheets.

    Works are marked in the class's lesson; in a class without one, in that of their own project. What had no place to
    run is marked again when a page of the teacher lends one.
    """

    def __init__(self, running: RunningClass, lender: Lender | None = None) -> None:
        self._lender = lender
        self._left: Counter[int] = Counter()  # by seat: how often a page went away under its work
        self.made: dict[int, Mark] = {}
        self._running = running
        self._queues: dict[str, MarkQueue] = {}
        running.on_handed_in = self.hand_in

    def hand_in(self, seat: int, work: Work) -> None:
        """Mark it when its turn comes."""
        self._left.pop(seat, None)
        self._queued(seat, work)

    def page_waits(self) -> None:
        """A page of the teacher has a place and nothing to do: what had no place is marked now."""
        for seat, mark in tuple(self.made.items()):
            known = self._running.seats.get(seat)
            is_waiting = mark.no_place and self._left[seat] < MOST_PAGES_LEFT
            if is_waiting and known is not None and known.handed_work is not None:
                del self.made[seat]
                self._queued(seat, known.handed_work)

    def _queued(self, seat: int, work: Work) -> None:
        self._running.mark(seat, {"state": WAITING})
        self._queue(self._running.lesson.name if self._running.lesson is not None else work.project).hand_in(seat, work)

    def begin_anew(self) -> None:
        """Another lesson: what waits is left, and nothing is marked yet."""
        self.close()
        self._queues.clear()
        self._left.clear()
        self.made.clear()

    def again(self) -> None:
        """After a restart: what was handed in before."""
        for seat in self._running.seats:
            if seat.handed_work is not None:
                self.hand_in(seat.number, seat.handed_work)

    def close(self) -> None:
        """Leave what waits."""
        for queue in self._queues.values():
            queue.close()

    def _queue(self, project: str) -> MarkQueue:
        if project not in self._queues:
            lesson = self._running.lesson or free_work(find(project))
            self._queues[project] = MarkQueue(lesson, self._made, self._running.options.lang, lender=self._lender)
        return self._queues[project]

    def _made(self, seat: int, mark: Mark) -> None:
        """From a thread of the queue."""
        self._running.soon(self._told, seat, mark)

    def _told(self, seat: int, mark: Mark) -> None:
        if self._running.seats.get(seat) is not None:
            self.made[seat] = mark
            self._left[seat] += mark.no_place == PAGE_LEFT.key
            self._running.mark(seat, told_mark(mark))
