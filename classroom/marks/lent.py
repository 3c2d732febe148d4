"""A law in the teacher's browser, where this laptop has no sandbox: in a worker of that page that loads nothing else.

What makes a mark asks through a pipe (`LentCell`); the queue hands each line on to whoever lends a place (`Handed`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from classroom.marks.sandbox import Stopped
from devices import HighlandError, Message

NO_PAGE = Message("lent.no_page", "No page of the teacher is open in a browser that can run it.")
PAGE_LEFT = Message("lent.page_left", "The teacher's page was closed or reloaded while it ran the work.")
LINE, STOPPED, NO_PLACE = "line", "stopped", "no_place"
OPEN, ASK, CLOSE = "open", "ask", "close"


class NoPlace(HighlandError):
    """No page lends a place for a law, or the page went away. Nothing is said about the law."""


class Place(Protocol):
    """A place for one law. Raises Stopped when the law had to be ended, NoPlace when the place is gone."""

    def ask(self, line: str) -> str:
        """The law's answer to a line."""

    def close(self) -> None:
        """The law is not needed any more."""


class Lender(Protocol):
    """Whoever lends places."""

    def lend(self, files: Mapping[str, str]) -> Place:
        """A place with these files of a law. Waits until it is there; raises NoPlace."""


class LentCell:
    """A law in a lent place, used as one in a sandbox: `with LentCell(pipe, folder) as cell: cell.say(line)`.

    `folder` holds what the law consists of. Raises Stopped and NoPlace.
    """

    def __init__(self, pipe: Connection, folder: Path) -> None:
        self._pipe = pipe
        self._line = ""
        files = {
            each.relative_to(folder).as_posix(): each.read_text(encoding="utf-8")
            for each in sorted(folder.rglob("*"))
            if each.is_file()
        }
        self._asked(OPEN, files)

    def say(self, line: bytes) -> None:
        """A line for the law."""
        self._line = line.decode()

    def hear(self) -> bytes:
        """Its answer."""
        return self._asked(ASK, self._line).encode()

    def _asked(self, kind: str, what: Any) -> str:
        self._pipe.send((kind, what))
        how, found = self._pipe.recv()  # the queue knows how long a page may take, and answers in any case
        if how == STOPPED:
            raise Stopped(found)
        if how == NO_PLACE:
            raise NoPlace(found)
        return str(found)

    def __enter__(self) -> LentCell:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._pipe.send((CLOSE, None))


class Handed:
    """The queue's end: what a LentCell asks is asked of a place of the lender's."""

    def __init__(self, lender: Lender | None) -> None:
        self._lender = lender
        self._place: Place | None = None

    def answer(self, kind: str, what: Any) -> tuple[str, Any] | None:
        """What to send back; nothing after the end of a law."""
        try:
            if kind == ASK and self._place is not None:
                return LINE, self._place.ask(what)
            self.close()
            if kind == CLOSE:
                return None
            if self._lender is None:
                return NO_PLACE, NO_PAGE
            self._place = self._lender.lend(what)
            return LINE, ""
        except Stopped as error:
            return STOPPED, error.message
        except NoPlace as error:
            return NO_PLACE, error.message

    def close(self) -> None:
        """Give the place back."""
        place, self._place = self._place, None
        if place is not None:
            place.close()
