"""What became of one part: it works, it does not, or it was not tried."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from devices import HighlandError, Message
from devices.message import NO_HINT


class Verdict(Enum):
    """Whether a part works."""

    WORKS = "works"
    FAILS = "does_not_work"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on one part, what was seen, and what to check. `other` is the part that it is mixed up with."""

    part: str
    verdict: Verdict
    seen: Message
    hint: Message = NO_HINT
    other: str = ""


def works(part: str, seen: Message) -> Outcome:
    """It works."""
    return Outcome(part, Verdict.WORKS, seen)


def fails(part: str, seen: Message, hint: Message = NO_HINT, other: str = "") -> Outcome:
    """It does not work as wiring.toml has it."""
    return Outcome(part, Verdict.FAILS, seen, hint, other)


def not_tried(part: str, seen: Message) -> Outcome:
    """Nobody can say."""
    return Outcome(part, Verdict.NOT_TRIED, seen)


def refused(part: str, error: HighlandError) -> Outcome:
    """It does not work, and its driver or the board says why."""
    return fails(part, error.message, error.hint)
