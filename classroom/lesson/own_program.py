"""A program of a pupil's own as it comes from a browser: read as a work is. It is shown, and never run here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from classroom.lesson.work import HINT, LARGEST, WorkError, json_of, unfit
from devices import Message

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,44}\.py", re.ASCII)  # as the editor makes them

NOT_A_PROGRAM = Message("work.not_a_program", "This is not a program with its name.")


@dataclass(frozen=True, slots=True)
class OwnProgram:
    """What a pupil has written: the name of its file, and the whole text."""

    name: str
    text: str

    def as_json(self) -> dict[str, str]:
        """As it is saved and sent."""
        return {"name": self.name, "text": self.text}


def read_program(raw: bytes) -> OwnProgram:
    """The program in these bytes. Raises WorkError."""
    return program_of(json_of(raw))


def program_of(found: object) -> OwnProgram:
    """The program in JSON values. Raises WorkError."""
    if not isinstance(found, dict) or set(found) != {"name", "text"}:
        raise WorkError(NOT_A_PROGRAM, HINT)
    name, text = found["name"], found["text"]
    if not isinstance(name, str) or NAME.fullmatch(name) is None:
        raise unfit("name")
    if not isinstance(text, str) or not _can_be_shown(text):
        raise unfit("text")
    return OwnProgram(name, text)


def _can_be_shown(text: str) -> bool:
    """Not too long, no NUL, no half of a character."""
    try:
        return len(text.encode()) <= LARGEST and "\0" not in text
    except UnicodeEncodeError:
        return False
