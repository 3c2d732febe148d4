"""Which message is for the board of a project and which for a program of the pupil's own: one of them at a time."""

from __future__ import annotations

from classroom.programs.asked import is_program
from classroom.programs.programs import Programs
from classroom.session.asked import message_of
from classroom.session.refused import Refused
from classroom.session.session import Session


def take(line: str | bytes, session: Session, programs: Programs) -> None:
    """Hand on a message of the page. A program ends the board: there is one in a worker, or in a process."""
    try:
        message = message_of(line)
    except Refused:
        message = None  # the session says what is wrong with it
    if is_program(message):
        session.close()
    if not programs.take(message):
        session.receive_line(line)
