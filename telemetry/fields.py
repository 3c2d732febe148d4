"""Messages to JSON and back: each field is declared once, with its allowed values.

A message is a dataclass whose fields are `Annotated[type, Kind(...)]`. `encode` writes it, `decode` checks what came
from the network, `restore` reads what this program wrote itself. A field with `only` is sent in records of that kind
alone; an `optional` one is left out while it holds its default.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, NamedTuple, TypeVar, get_type_hints

from telemetry.topics import PART, is_node_name

VERSION = 1
QUALITIES = ("good", "warming", "stale", "unknown")
MAX_FIELDS = 64  # channels, and actuators
LONGEST_TEXT = 500  # characters of a sentence
LONGEST_NAME = 80  # characters of a name in names.toml
UNIT = re.compile(r"[^\x00-\x1f]{0,16}")
LANGUAGES = {"en", "vi"}

M = TypeVar("M")


class BadRecord(ValueError):
    """An invalid payload. `reason` is one short word, for counting; the text, what was seen."""

    def __init__(self, reason: str, seen: str) -> None:
        super().__init__(f"{reason}: {seen}"[:200])
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Value:
    """One channel: a number, yes or no, or None for unknown; its unit; its quality."""

    value: float | bool | None
    unit: str = ""
    quality: str = "good"

    def as_json(self) -> list[Any]:
        """[value, unit], and the quality when it is not good."""
        return [self.value, self.unit] if self.quality == "good" else [self.value, self.unit, self.quality]


# Writing and reading whole messages


def as_json(message: Any) -> dict[str, Any]:
    """The JSON object of a message."""
    record_kind = getattr(message, "kind", "")
    found: dict[str, Any] = {}
    for name, kind, default in declared(type(message)):
        value = getattr(message, name)
        if kind.only in ("", record_kind) and not (kind.optional and value == default):
            found[name] = kind.written(value)
    return found


def encode(message: Any) -> bytes:
    """The payload of a message."""
    return json.dumps(as_json(message), separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def decode(message: type[M], found: Mapping[str, Any]) -> M:
    """The message in a JSON object from the network. Raises BadRecord for whatever is not exactly one."""
    values: dict[str, Any] = {}
    for name, kind, default in declared(message):
        is_left_out = kind.only not in ("", values.get("kind", "")) or (kind.optional and name not in found)
        values[name] = default if is_left_out else kind.checked(name, found.get(name))
    return message(**values)


def restore(message: type[M], payload: bytes) -> M:
    """The message that this program wrote itself: it is not checked again, so that nothing can block an outbox."""
    found = json.loads(payload)
    return message(**{name: kind.restored(found[name]) for name, kind, _ in declared(message) if name in found})


def parsed(payload: bytes, longest: int) -> dict[str, Any]:
    """The JSON object in a payload from the network. Raises BadRecord."""
    if len(payload) > longest:
        raise BadRecord("too_long", f"{len(payload)} bytes")
    try:
        found = json.loads(payload.decode("utf-8"), parse_constant=_no_constant)
    except BadRecord:
        raise
    except (ValueError, RecursionError) as error:
        raise BadRecord("not_json", type(error).__name__) from None
    if not isinstance(found, dict):
        raise BadRecord("not_json", "no object")
    return found


def parsed_version(payload: bytes, longest: int) -> dict[str, Any]:
    """The same, of our version. Raises BadRecord."""
    found = parsed(payload, longest)
    if found.get("v") != VERSION or isinstance(found.get("v"), bool):
        raise BadRecord("version", repr(found.get("v")))
    return found


class Declared(NamedTuple):
    """One field of a message."""

    name: str
    kind: Kind
    default: Any


_DECLARED: dict[type[Any], tuple[Declared, ...]] = {}


def declared(message: type[Any]) -> tuple[Declared, ...]:
    """The fields of a message, in the order in which they are sent."""
    if message not in _DECLARED:
        _DECLARED[message] = tuple(_declared(message))
    return _DECLARED[message]


def _declared(message: type[Any]) -> Iterator[Declared]:
    hints = get_type_hints(message, include_extras=True)
    for each in fields(message):
        default = each.default
        if default is MISSING:
            default = None if each.default_factory is MISSING else each.default_factory()
        yield Declared(each.name, hints[each.name].__metadata__[0], default)


# Kinds of fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What one field holds: `checked` reads it from the network (BadRecord), `restored` from our own file."""

    only: str = ""
    optional: bool = False

    def checked(self, name: str, found: Any) -> Any:
        """The value of a field from the network. Raises BadRecord."""
        raise NotImplementedError

    def restored(self, found: Any) -> Any:
        """The value of a field that this program wrote."""
        return found

    def written(self, value: Any) -> Any:
        """The value as JSON."""
        return value


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """A text that matches this pattern."""

    pattern: re.Pattern[str]

    def checked(self, name: str, found: Any) -> str:
        if not isinstance(found, str) or self.pattern.fullmatch(found) is None:
            raise BadRecord("wrong_type", f"{name} is {found!r}")
        return found


@dataclass(frozen=True, slots=True)
class NodeName(Kind):
    """The name of a node."""

    def checked(self, name: str, found: Any) -> str:
        if not isinstance(found, str) or not is_node_name(found):
            raise BadRecord("bad_name", repr(found))
        return found


@dataclass(frozen=True, slots=True)
class OneOf(Kind):
    """One of these words."""

    words: tuple[str, ...]

    def checked(self, name: str, found: Any) -> str:
        if not isinstance(found, str) or found not in self.words:
            raise BadRecord("wrong_type", f"{name} is {found!r}")
        return found


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A whole number, low..high."""

    low: int
    high: int

    def checked(self, name: str, found: Any) -> int:
        if not isinstance(found, int) or isinstance(found, bool) or not self.low <= found <= self.high:
            raise BadRecord("wrong_type", f"{name} is {found!r}")
        return found


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A finite number; sent to the thousandth."""

    def checked(self, name: str, found: Any) -> float:
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise BadRecord("wrong_type", f"{name} is {found!r}")
        try:
            number = float(found)
        except OverflowError:
            raise BadRecord("not_finite", name) from None
        if not math.isfinite(number):
            raise BadRecord("not_finite", name)
        return number

    def written(self, value: float) -> float:
        return round(value, 3)


@dataclass(frozen=True, slots=True)
class YesNo(Kind):
    """True or false."""

    def checked(self, name: str, found: Any) -> bool:
        if not isinstance(found, bool):
            raise BadRecord("wrong_type", f"{name} is {found!r}")
        return found


@dataclass(frozen=True, slots=True)
class Channels(Kind):
    """{channel: [value, unit] or [value, unit, quality]}."""

    def checked(self, name: str, found: Any) -> dict[str, Value]:
        return {each: _value(each, value) for each, value in _by_part(name, found).items()}

    def restored(self, found: Any) -> dict[str, Value]:
        return {name: Value(*each) for name, each in found.items()}

    def written(self, value: Mapping[str, Value]) -> dict[str, Any]:
        return {name: each.as_json() for name, each in value.items()}


@dataclass(frozen=True, slots=True)
class Switches(Kind):
    """{actuator: true or false}."""

    def checked(self, name: str, found: Any) -> dict[str, bool]:
        return {each: YesNo().checked(each, value) for each, value in _by_part(name, found).items()}

    def written(self, value: Mapping[str, bool]) -> dict[str, bool]:
        return dict(value)


@dataclass(frozen=True, slots=True)
class Sentence(Kind):
    """The same sentence in both languages: {"en", "vi"}."""

    def checked(self, name: str, found: Any) -> dict[str, str]:
        if not isinstance(found, dict) or set(found) != LANGUAGES:
            raise BadRecord("wrong_type", f"{name} is not in two languages")
        for text in found.values():
            if not isinstance(text, str) or len(text) > LONGEST_TEXT:
                raise BadRecord("wrong_type", name)
        return found

    def written(self, value: Mapping[str, str]) -> dict[str, str]:
        return dict(value)


@dataclass(frozen=True, slots=True)
class NamesInBoth(Kind):
    """Names of channels, outputs and the project: {identifier: {"en", "vi"}}."""

    def checked(self, name: str, found: Any) -> dict[str, dict[str, str]]:
        named = _by_part(name, found, 2 * MAX_FIELDS + 1)
        for each in named.values():
            if not isinstance(each, dict) or set(each) != LANGUAGES:
                raise BadRecord("wrong_type", f"{name} is not in two languages")
            if not all(isinstance(text, str) and 0 < len(text) <= LONGEST_NAME for text in each.values()):
                raise BadRecord("wrong_type", name)
        return named

    def written(self, value: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
        return {name: dict(each) for name, each in value.items()}


@dataclass(frozen=True, slots=True)
class Object(Kind):
    """Exactly these fields."""

    fields: Mapping[str, Kind]

    def checked(self, name: str, found: Any) -> dict[str, Any]:
        if not isinstance(found, dict) or set(found) != set(self.fields):
            raise BadRecord("wrong_type", name)
        return {each: kind.checked(each, found[each]) for each, kind in self.fields.items()}

    def written(self, value: Mapping[str, Any]) -> dict[str, Any]:
        return dict(value)


@dataclass(frozen=True, slots=True)
class PartNames(Kind):
    """A list of parts."""

    def checked(self, name: str, found: Any) -> tuple[str, ...]:
        if not isinstance(found, list) or len(found) > MAX_FIELDS:
            raise BadRecord("wrong_type", name)
        for each in found:
            if not isinstance(each, str) or PART.fullmatch(each) is None:
                raise BadRecord("bad_name", repr(each))
        return tuple(found)

    def written(self, value: tuple[str, ...]) -> list[str]:
        return list(value)


def _by_part(name: str, found: Any, limit: int = MAX_FIELDS) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise BadRecord("wrong_type", f"{name} is no object")
    if len(found) > limit:
        raise BadRecord("too_many", f"{len(found)} in {name}")
    for each in found:
        if PART.fullmatch(each) is None:
            raise BadRecord("bad_name", repr(each))
    return found


def _value(name: str, found: Any) -> Value:
    if not isinstance(found, list) or len(found) not in (2, 3):
        raise BadRecord("wrong_type", f"{name} is no [value, unit]")
    value, unit, quality = found[0], found[1], found[2] if len(found) == 3 else "good"
    if value is not None and not isinstance(value, bool):
        value = Number().checked(name, value)
    if not isinstance(unit, str) or UNIT.fullmatch(unit) is None or quality not in QUALITIES:
        raise BadRecord("wrong_type", f"unit or quality of {name}")
    return Value(value, unit, quality)


def _no_constant(name: str) -> float:
    raise BadRecord("not_finite", name)
