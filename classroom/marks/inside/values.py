"""A law's values as JSON, so that another process can judge them: what it remembers, does and says.

Numbers, texts, yes, no and None stand as they are. Everything else is an object with one key: a NamedTuple `t`, a
member of an Enum `e`, a sentence `m`, a list `l`; of anything else only its kind is told. Kinds and members have
numbers, told once, as `define`.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from devices import Message

PLAIN = (bool, int, float, str, type(None))
DEEPEST = 12


class Encoder:
    """Turns values into JSON; `define` holds what the other side must know first, and its sender empties it."""

    def __init__(self) -> None:
        self.define: list[list[Any]] = []
        self._numbers: dict[
            int, tuple[int, Any]
        ] = {}  # by identity; what it is of stays, so that no other gets its own

    def value(self, value: Any, depth: int = 0) -> Any:
        """A value of any kind."""
        if type(value) in PLAIN:
            return value
        if depth > DEEPEST:
            return {"x": "too deep"}
        if isinstance(value, Enum):
            return {"e": self._number(value, ["e", type(value).__name__, value.name, plain(value.value)])}
        if isinstance(value, Message):
            values = {str(name): self.value(each, depth + 1) for name, each in value.values.items()}
            return {"m": [value.key, value.text, values]}
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            number = self._number(type(value), ["t", type(value).__name__, list(value._fields)])
            return {"t": [number, *(self.value(each, depth + 1) for each in value)]}
        if isinstance(value, (tuple, list)):
            return {"l": [self.value(each, depth + 1) for each in value]}
        return {"x": type(value).__name__}

    def _number(self, what: Any, told: list[Any]) -> int:
        known = self._numbers.get(id(what))
        if known is None:
            known = self._numbers[id(what)] = len(self._numbers), what
            self.define.append(told)
        return known[0]


def plain(value: Any) -> Any:
    """The value of a member of an Enum, as far as JSON has it."""
    return value if type(value) in PLAIN else repr(value)
