"""A mistake in the wires, and how much it hurts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from devices import Message

BURNS = Message("severity.burns", "burns a part")
FAILS = Message("severity.fails", "does not work")
SURPRISES = Message("severity.surprises", "surprises")


class Severity(Enum):
    """How much a mistake hurts, worst first. The value is the word for a person."""

    BURNS = BURNS
    FAILS = FAILS
    SURPRISES = SURPRISES

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a wiring list: how much it hurts, and what is wrong, why it hurts, what to do instead."""

    severity: Severity
    message: Message

    @property
    def key(self) -> str:
        """The short name of the rule."""
        return self.message.key
