"""The streams of a class: one for teachers, one for projectors, and a small one for each seat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from web.connections import Source
from web.stream import FULL, Browser, Stream

PAGES_OF_A_SEAT = 3  # a reload, or a phone that was away: the oldest goes
TEACHERS = 8
PROJECTORS = 8


class SeatStream(Stream):
    """All open pages of one seat. A new one is never refused: the oldest is ended for it."""

    def __init__(self) -> None:
        super().__init__(max_waiting=16, max_browsers=PAGES_OF_A_SEAT)
        self._order: list[Browser] = []
        self._is_over = False

    def refuses(self, source: Source) -> int:
        """Only when the seat is gone."""
        return FULL if self._is_over else 0

    def join(self, source: Source) -> Browser:
        """A page begins to listen."""
        if len(self._order) >= PAGES_OF_A_SEAT:
            oldest = self._order.pop(0)
            self._browsers.discard(oldest)
            oldest.end()
        browser = super().join(source)
        self._order.append(browser)
        return browser

    def leave(self, browser: Browser) -> None:
        """A page has left."""
        super().leave(browser)
        if browser in self._order:
            self._order.remove(browser)

    def close(self) -> None:
        """End all, for good."""
        self._is_over = True
        super().close()


class Ends(Protocol):
    """What pages wait for, and must not when the server stops."""

    def close(self) -> None:
        """End it."""


class Streams:
    """Every stream of a class. Everything here belongs to the server's event loop."""

    def __init__(self) -> None:
        self.teachers = Stream(max_waiting=64, max_browsers=TEACHERS)
        self.projectors = Stream(max_waiting=64, max_browsers=PROJECTORS)
        self.others: list[Ends] = []  # of other rooms: ended with these
        self._seats: dict[int, SeatStream] = {}
        self._is_over = False

    def of_seat(self, number: int) -> SeatStream:
        """Made when it is asked for."""
        if number not in self._seats:
            self._seats[number] = SeatStream()
            if self._is_over:
                self._seats[number].close()
        return self._seats[number]

    def listens(self, number: int) -> bool:
        """Whether a page of this seat is open."""
        stream = self._seats.get(number)
        return stream is not None and stream.browsers > 0

    def listening(self) -> Iterator[int]:
        """The seats with an open page."""
        return (number for number in tuple(self._seats) if self.listens(number))

    def tell(self, number: int, event: str, found: Any) -> None:
        """Send to the pages of one seat."""
        if number in self._seats:
            self._seats[number].send(event, found)

    def remove(self, number: int) -> None:
        """The seat is gone."""
        stream = self._seats.pop(number, None)
        if stream is not None:
            stream.close()

    def close(self) -> None:
        """End all, so that the server can stop at once."""
        self._is_over = True
        for stream in (self.teachers, self.projectors, *self._seats.values(), *self.others):
            stream.close()
