"""What a class is: its name, its word, its lesson, and how pupils come in."""

from __future__ import annotations

from dataclasses import dataclass

from classroom.lesson import Guided
from classroom.relay.wall.errors import WordsOf
from firmware.project import Project


@dataclass(frozen=True)
class Join:
    """How pupils come in: shown on the projector. `qr` is a row a line, of 0 and 1."""

    address: str = ""
    qr: tuple[str, ...] = ()
    port: int = 0


@dataclass(frozen=True)
class ClassOptions:
    """What a class begins as; its teacher may open another lesson later.

    `faults` are those that a teacher may order; `words_of` gives the words of a kind of mistake.
    """

    name: str
    word: str
    pin: str
    lang: str = "vi"
    seats: int = 40
    project: Project | None = None
    lesson: Guided | None = None
    faults: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ("buffalo",)
    words_of: WordsOf = lambda cause: None
