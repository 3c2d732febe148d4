"""Which message is for the board of a project and which for a program of the pupil's own: one of them at a time."""

from __future__ import annotations

from typing import Any, Protocol

from classroom.programs.asked import is_program
from classroom.session.asked import message_of
from classroom.session.refused import Refused
from classroom.session.session import Session


class TakesPrograms(Protocol):
    """The programs of a page."""

    def take(self, message: Any) -> bool:
        """Receive a message; False when it is not for a program."""

    def go_on(self) -> float:
        """Do what is due; real seconds until more is."""


def take(line: str | bytes, session: Session, programs: TakesPrograms | None) -> bool:
    """Hand on a message of the page. A program ends the board: there is one in a worker, or in a process.

    False: it brings a program, and what runs programs is not here yet; nothing has changed then.
    """
    try:
        message = message_of(line)
    except Refused:
        message = None  # the session says what is wrong with it
    if is_program(message):
        if programs is None:
            return False
        session.close()
    if programs is None or not programs.take(message):
        session.receive_line(line)
    return True
