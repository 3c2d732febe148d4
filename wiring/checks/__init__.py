"""Mistakes in a wiring list that would hurt a part or the board, one kind a file; how bad each one is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from devices import Message

BURNS = Message("severity.burns", "burns a part")
FAILS = Message("severity.fails", "does not work")
SURPRISES = Message("severity.surprises", "surprises")


class Severity(Enum):
    """How bad a mistake is, worst first. The value is the word for a person."""

    BURNS = BURNS
    FAILS = FAILS
    SURPRISES = SURPRISES

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class ElectricalMistake:
    """One mistake in a wiring list: how bad it is, and what is wrong, why it hurts, what to do instead."""

    severity: Severity
    message: Message

    @property
    def key(self) -> str:
        """The short name of the rule."""
        return self.message.key
