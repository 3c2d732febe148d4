"""What a law in a sandbox says about itself, made into values of ours: every name, size and text is checked first.

Members of an Enum that the project as shipped has too become that very member, so that its invariants know them;
others become members of an Enum of their own. A sentence may hold plain fields only, or `{x.__class__}` would look
around here.
"""

from __future__ import annotations

import keyword
import math
import re
from collections import namedtuple
from collections.abc import Mapping, Sequence
from enum import Enum
from types import ModuleType
from typing import Any

from devices import HighlandError, Message

UNFIT = Message("far.unfit", "The law answered something that no law answers ({what}).")

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,49}")
FIELD = re.compile(r"\{[a-z][a-z0-9_]{0,39}(?::(?:span|\.\d[fg]))?\}")
MOST_KINDS = 300
MOST_FIELDS = 80
MOST_VALUES = 2000  # in one answer
LONGEST_TEXT = 600
LONGEST_KEY = 80
LARGEST = 1e15


class Unfit(HighlandError):
    """An answer that cannot be one of a law."""

    def __init__(self, what: str) -> None:
        super().__init__(UNFIT(what=what))


class Opaque:
    """A value of a kind that only the law itself knows."""

    __slots__ = ()

    def __str__(self) -> str:
        return "?"


OPAQUE = Opaque()


class Decoder:
    """Makes values out of JSON. Raises Unfit."""

    def __init__(self, shipped: Mapping[str, type[Enum]]) -> None:
        self._shipped = shipped
        self._kinds: list[Any] = []
        self._left = 0
        self._sentences: set[tuple[Any, ...]] = set()

    def begin(self, answer: Mapping[str, Any]) -> None:
        """Learn what a new answer defines, and count its values anew."""
        self._left = MOST_VALUES
        for told in listed(answer.get("define", []), MOST_KINDS):
            if len(self._kinds) >= MOST_KINDS:
                raise Unfit("kinds")
            self._kinds.append(self._defined(told))

    def _defined(self, told: Any) -> Any:
        match told:
            case ["t", str(kind), list(fields)]:
                return namedtuple_of(kind, fields)
            case ["e", str(kind), str(member), value]:
                return self._member(name(kind), name(member), scalar(value))
        raise Unfit("define")

    def _member(self, kind: str, member: str, value: Any) -> Enum:
        shipped = self._shipped.get(kind)
        if shipped is not None and member in shipped.__members__ and shipped[member].value == value:
            return shipped[member]
        others: Any = Enum(kind, {member: value})  # type: ignore[misc]
        found: Enum = others[member]
        return found

    def value(self, told: Any, wanted: type = object) -> Any:
        """A value, of that kind."""
        found = self._value(told, 0)
        if not isinstance(found, wanted):
            raise Unfit(wanted.__name__)
        return found

    def _value(self, told: Any, depth: int) -> Any:
        self._left -= 1
        if self._left < 0 or depth > 14:
            raise Unfit("size")
        if not isinstance(told, dict):
            return scalar(told)
        if len(told) != 1:
            raise Unfit("value")
        ((kind, what),) = told.items()
        if kind == "e":
            return self._kind(what, Enum)
        if kind == "m":
            return self._sentence(what, depth)
        if kind == "x":
            return OPAQUE
        values = [self._value(each, depth + 1) for each in listed(what, MOST_VALUES)[kind == "t" :]]
        if kind == "l":
            return tuple(values)
        if kind != "t" or not what:
            raise Unfit("value")
        return made(self._kind(what[0], type), values)

    def _kind(self, number: Any, wanted: type) -> Any:
        if type(number) is not int or not 0 <= number < len(self._kinds):
            raise Unfit("kind")
        found = self._kinds[number]
        if not isinstance(found, wanted):
            raise Unfit("kind")
        return found

    def _sentence(self, told: Any, depth: int) -> Message:
        """A sentence that can be shown: its fields are plain ones, and it renders."""
        match told:
            case [str(key), str(text), dict(values)] if len(key) <= LONGEST_KEY and len(text) <= LONGEST_TEXT:
                pass
            case _:
                raise Unfit("why")
        if "{" in FIELD.sub("", text) or "}" in FIELD.sub("", text) or len(values) > 20 or not printable(key):
            raise Unfit("why")
        depth += 1
        found = Message(key, text, {name(each): self._value(value, depth) for each, value in values.items()})
        shape = (key, text, *((each, type(value)) for each, value in found.values.items()))
        if depth == 1 and shape not in self._sentences:
            if len(self._sentences) > MOST_KINDS:
                self._sentences.clear()
            self._sentences.add(shape)
            try:
                found.render()
            except Exception:
                raise Unfit("why") from None
        return found


def namedtuple_of(kind: str, fields: Any) -> Any:
    """A class of named tuples with these names."""
    return namedtuple(name(kind), names(fields))


def made(kind: Any, values: Sequence[Any]) -> Any:
    """A tuple of that kind with exactly these values."""
    if len(values) != len(kind._fields):
        raise Unfit("fields")
    return kind._make(values)


def names(told: Any) -> list[str]:
    """A list of names, none of them twice."""
    found = [name(each) for each in listed(told, MOST_FIELDS)]
    if len(set(found)) != len(found):
        raise Unfit("names")
    return found


def name(told: Any) -> str:
    """A name that Python takes for a field or a member, and that does no more than name."""
    if not isinstance(told, str) or not NAME.fullmatch(told) or keyword.iskeyword(told) or told == "mro":
        raise Unfit("name")
    return told


def listed(told: Any, most: int) -> list[Any]:
    """A list of at most so many."""
    if not isinstance(told, list) or len(told) > most:
        raise Unfit("list")
    return told


def scalar(told: Any) -> Any:
    """A number, a short text, yes, no or None."""
    if told is None or isinstance(told, bool):
        return told
    if isinstance(told, int) and abs(told) <= LARGEST:
        return told
    if isinstance(told, float) and (abs(told) <= LARGEST or not math.isfinite(told)):
        return told
    if isinstance(told, str) and len(told) <= LONGEST_TEXT and printable(told):
        return told
    raise Unfit("value")


def printable(text: str) -> bool:
    """No control characters, no half characters: nothing that changes what stands beside it."""
    return all(each.isprintable() for each in text)


def enums_of(*modules: ModuleType) -> dict[str, type[Enum]]:
    """The Enums of a project as shipped, by their names."""
    return {
        each.__name__: each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Enum) and each is not Enum
    }
