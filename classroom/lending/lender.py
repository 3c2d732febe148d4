"""Places for laws: asked for by the threads that make marks, given by pages of the teacher that ask for work.

A page is asked by answering it: it posts what its law said, and the answer to that brings the next line.
"""

from __future__ import annotations

import asyncio
import itertools
import queue
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from classroom.marks.lent import NO_PAGE, PAGE_LEFT, NoPlace
from classroom.marks.sandbox import TOO_SLOW, Stopped
from devices import Message

BROKE = Message("lent.broke", "The browser ended it.")

SEEN_S = 40.0  # real seconds since a page asked last: a page that is open asks every POLL_S
POLL_S = 15.0
BEGIN_S = 150.0  # until a page has begun a place: an old laptop starts Python for half a minute
ANSWER_S = 5.0  # the page ends a law that needs longer
GONE_S = 30.0  # without a word of the page
TEXT, ENDED = "text", "ended"


class Lent:
    """One place, from both ends: `ask` and `close` for the thread that makes a mark, the rest for the event loop."""

    def __init__(self, number: int, files: Mapping[str, str], soon: Callable[..., object]) -> None:
        self.number, self.files = number, files
        self.is_over = False
        self.taken = threading.Event()  # by a page
        self._soon = soon
        self._asked: asyncio.Queue[str | None] = asyncio.Queue()
        self._said: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()

    def ask(self, line: str) -> str:
        """The law's answer to a line."""
        self._soon(self._asked.put_nowait, line)
        return self.heard(GONE_S)

    def heard(self, within_s: float) -> str:
        """What comes next. Raises Stopped when the page ended the law, NoPlace when nothing comes."""
        try:
            kind, text = self._said.get(timeout=within_s)
        except queue.Empty:
            raise NoPlace(PAGE_LEFT) from None
        if kind == TEXT:
            return text
        if text == "endless":
            raise Stopped(TOO_SLOW(seconds=ANSWER_S))
        if text == "broke":
            raise Stopped(BROKE)
        raise NoPlace(PAGE_LEFT)

    def close(self) -> None:
        """The law is not needed any more."""
        self.is_over = True
        self._soon(self._asked.put_nowait, None)

    async def next_line(self) -> str | None:
        """What the law is asked next; None: nothing more."""
        return await self._asked.get()

    def say(self, kind: str, text: str) -> None:
        """What the page's law answers, or how it ended."""
        self._said.put((kind, text))


class Lender:
    """All places of a class. `soon` calls a function on the server's event loop."""

    def __init__(self, soon: Callable[..., object], now: Callable[[], float] = time.monotonic) -> None:
        self._soon, self._now = soon, now
        self._numbers = itertools.count(1)
        self._wanted: asyncio.Queue[Lent] = asyncio.Queue()
        self._places: dict[int, Lent] = {}
        self._seen = self._seen_here = -SEEN_S
        self.over = asyncio.Event()  # set at the end of the class

    @property
    def has_page(self) -> bool:
        """Whether a page that lends has asked lately."""
        return not self.over.is_set() and self._now() - self._seen < SEEN_S

    def lend(self, files: Mapping[str, str]) -> Lent:
        """A place with these files, from the thread that makes a mark. Raises NoPlace."""
        if not self.has_page:
            raise NoPlace(NO_PAGE)
        place = Lent(next(self._numbers), files, self._soon)
        self._soon(self._wanted.put_nowait, place)
        while not place.taken.wait(POLL_S):  # pages may be busy with others
            if not self.has_page:
                place.is_over = True
                raise NoPlace(NO_PAGE)
        try:
            place.heard(BEGIN_S)
        except NoPlace:
            place.is_over = True
            raise
        return place

    # on the event loop

    def seen(self, is_here: bool) -> bool:
        """A page has asked; whether it is one that lends: a page elsewhere only where none is open on this laptop."""
        self._seen = self._now()
        if is_here:
            self._seen_here = self._seen
        return is_here or self._seen - self._seen_here >= SEEN_S

    async def wanted(self) -> Lent:
        """The next place that is asked for."""
        while True:
            place = await self._wanted.get()
            if not place.is_over:
                self._places = {number: each for number, each in self._places.items() if not each.is_over}
                self._places[place.number] = place
                place.taken.set()
                return place

    def place(self, number: object) -> Lent | None:
        """One that a page has begun, while it is needed."""
        place = self._places.get(number) if isinstance(number, int) else None
        return None if place is None or place.is_over else place

    def left(self, place: Lent, how: str) -> None:
        """The page has ended it: `endless`, `broke` or `left`."""
        self._places.pop(place.number, None)
        place.say(ENDED, how)
        place.is_over = True

    def forget(self, place: Lent) -> None:
        """It is over."""
        self._places.pop(place.number, None)

    def close(self) -> None:
        """Nobody lends any more: whoever waits for a law is told so."""
        self.over.set()
        while not self._wanted.empty():
            place = self._wanted.get_nowait()
            self._places[place.number] = place
            place.taken.set()
        for place in tuple(self._places.values()):
            self.left(place, "left")


def begun(place: Lent, board: str, ours: Mapping[str, str]) -> dict[str, Any]:
    """What a page needs to begin a place: where a board's worker is, our files for it, the law's files."""
    return {"job": place.number, "begin": {"board": board, "ours": dict(ours), "files": dict(place.files)}}
