"""What is wrong with a lesson's file: each mistake has its line, what was seen there, and what to write instead."""

from __future__ import annotations

import re
from typing import NamedTuple

from devices import HighlandError, Message

HIDDEN = re.compile(  # control characters and turned writing could move or hide other text
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
AT = Message("lesson.at", "{file}, line {line}: {seen}.")
AT_SENTENCE = Message("lesson.at_sentence", "{file}, line {line}: {seen}")  # where another room says what it saw


class LessonError(HighlandError):
    """A lesson that cannot be used as it is."""


class Mistake(NamedTuple):
    """One of them."""

    line: int
    seen: Message
    hint: Message


class Mistakes:
    """All mistakes of one file, as they are found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Mistake] = []

    def add(self, line: int, seen: Message, hint: Message) -> None:
        """One more."""
        self.found.append(Mistake(line, seen, hint))

    def errors(self) -> list[LessonError]:
        """Each as an error to show, by line."""
        ordered = sorted(self.found, key=lambda each: each.line)
        return [LessonError(_placed(self.file, each), each.hint) for each in ordered]


def _placed(file: str, mistake: Mistake) -> Message:
    sentence = AT_SENTENCE if mistake.seen.render().endswith(".") else AT
    return sentence(file=file, line=mistake.line, seen=mistake.seen)
