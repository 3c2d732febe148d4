"""What a command leaves behind, and what it knows of the board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command writes to its two outputs, and its exit code."""

    out: str = ""
    err: str = ""
    code: int = 0


Tool = Callable[[Sequence[str]], Answer]  # the words after its name
Filter = Callable[[Sequence[str], str], Answer]  # the same, and what comes in through the pipe

DONE = Answer()


def number(word: str) -> int | None:
    """A number as C reads it: 23, 0x17; None for anything else."""
    try:
        return int(word, 16) if word.lower().startswith("0x") else int(word)
    except ValueError:
        return None
