"""One table of a scenario file: each key is taken out with the type it must have; what is left over is a mistake."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from math import isfinite
from typing import Any

from devices import HighlandError, Message
from sim.time.durations import seconds

UNKNOWN_KEY = Message("scenario.unknown_key", "{file}: {where} has the key {key}, which means nothing there.")
UNKNOWN_KEY_HINT = Message("scenario.unknown_key.hint", "Known keys: {keys}.")
MISSING_KEY = Message("scenario.missing_key", "{file}: {where} has no {key}.")
MISSING_KEY_HINT = Message("scenario.missing_key.hint", "It must be {wanted}.")
BAD_VALUE = Message("scenario.bad_value", "{file}: {where} has {key} = {value}, which does not fit.")
NONE_SUCH = Message("scenario.none_such", "{file}: {where} names the {kind} {name}, which is not there.")
NONE_SUCH_HINT = Message("scenario.none_such.hint", "There are: {names}.")
NEAR_HINT = Message("scenario.near.hint", "Did you mean {near}? There are: {names}.")

SPAN = Message("scenario.wanted.span", 'a time, such as 90, "90s", "10m", "1h30m" or "7d"')
NUMBER = Message("scenario.wanted.number", "a number")
TEXT = Message("scenario.wanted.text", "text in quotes")
YES_OR_NO = Message("scenario.wanted.yes_or_no", "true or false, without quotes")
TABLE = Message("scenario.wanted.table", "a table")
TEXTS = Message("scenario.wanted.texts", "a list of texts in square brackets")
BOTH_LANGUAGES = Message(
    "scenario.wanted.languages", 'a sentence in both languages, in curly brackets: en = "...", vi = "..."'
)
LEVEL = Message("scenario.wanted.level", 'a true quantity and a number, such as ["gas_lpg_ppm", 1800.0]')
PAIR = Message("scenario.wanted.pair", "two numbers in rising order, such as [10, 20]")

LANGUAGES = ("en", "vi")
LONGEST_SHOWN = 60


WHOLE_FILE = Message("scenario.whole_file", "the file")
KEY_OF = Message("scenario.key_of", "{where} {key}")


class ScenarioError(HighlandError):
    """A scenario file that cannot be understood: it names the file, the key, and what is possible."""


class TomlTable:
    """A table; `where` is its name for people, such as `[runs.fan]`."""

    def __init__(self, file: str, where: str | Message, content: Mapping[str, Any]) -> None:
        self.file = file
        self.where = where
        self._left = dict(content)
        self._taken: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def raw(self, key: str) -> Any:
        """The value as it stands, or None."""
        self._taken.append(key)
        return self._left.pop(key, None)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        value = self._value(key, default, TEXT)
        if not isinstance(value, str):
            raise self.refused(key, value, TEXT)
        return value

    def words(self, key: str) -> dict[str, str]:
        """A sentence in both languages."""
        value = self._value(key, None, BOTH_LANGUAGES)
        good = isinstance(value, dict) and set(value) == set(LANGUAGES)
        if not good or not all(isinstance(each, str) and each.strip() for each in value.values()):
            raise self.refused(key, value, BOTH_LANGUAGES)
        return {lang: value[lang] for lang in LANGUAGES}

    def number(self, key: str) -> float:
        """A number that must be there."""
        return self.as_number(key, self._value(key, None, NUMBER))

    def as_number(self, key: str, value: Any, wanted: Message = NUMBER) -> float:
        """That value, when it is a number."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise self.refused(key, value, wanted)
        return float(value)

    def span_s(self, key: str, default: float | None = None) -> float:
        """A time in seconds."""
        value = self._value(key, default, SPAN)
        try:
            found = seconds(value) if isinstance(value, str) else float(value)
        except (TypeError, ValueError):
            raise self.refused(key, value, SPAN) from None
        if isinstance(value, bool) or found < 0 or (value is not default and not isfinite(found)):
            raise self.refused(key, value, SPAN)
        return found

    def yes(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self._value(key, default, YES_OR_NO)
        if not isinstance(value, bool):
            raise self.refused(key, value, YES_OR_NO)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when it is not there."""
        value = self._value(key, [], TEXTS)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.refused(key, value, TEXTS)
        return tuple(value)

    def level(self, key: str) -> tuple[str, float]:
        """A name and a number."""
        value = self._value(key, None, LEVEL)
        if not isinstance(value, list) or len(value) != 2 or not isinstance(value[0], str):
            raise self.refused(key, value, LEVEL)
        return value[0], self.as_number(key, value[1], LEVEL)

    def pair(self, key: str) -> tuple[float, float]:
        """Two numbers in rising order."""
        value = self._value(key, None, PAIR)
        if not isinstance(value, list) or len(value) != 2:
            raise self.refused(key, value, PAIR)
        low, high = (self.as_number(key, each, PAIR) for each in value)
        if low > high:
            raise self.refused(key, value, PAIR)
        return low, high

    def mapping(self, key: str) -> dict[str, Any]:
        """A table inside; empty when it is not there."""
        value = self._value(key, {}, TABLE)
        if not isinstance(value, dict):
            raise self.refused(key, value, TABLE)
        return value

    def done(self) -> None:
        """Refuse a key that was not taken."""
        for key in self._left:
            hint = UNKNOWN_KEY_HINT(keys=", ".join(dict.fromkeys(self._taken)))
            raise ScenarioError(UNKNOWN_KEY(file=self.file, where=self.where, key=key), hint)

    def refused(self, key: str, value: Any, wanted: Message) -> ScenarioError:
        """The refusal of a value."""
        shown = json.dumps(value, ensure_ascii=False, default=str)
        if len(shown) > LONGEST_SHOWN:
            shown = shown[:LONGEST_SHOWN] + "..."
        refusal = BAD_VALUE(file=self.file, where=self.where, key=key, value=shown)
        return ScenarioError(refusal, MISSING_KEY_HINT(wanted=wanted))

    def none_such(self, kind: Message, name: object, names: Iterable[str]) -> ScenarioError:
        """The refusal of a name, with the names there are."""
        known = list(names)
        near = get_close_matches(str(name), known, 1)
        listed = ", ".join(known) or "-"
        hint = NEAR_HINT(near=near[0], names=listed) if near else NONE_SUCH_HINT(names=listed)
        return ScenarioError(NONE_SUCH(file=self.file, where=self.where, kind=kind, name=name), hint)

    def _value(self, key: str, default: Any, wanted: Message) -> Any:
        self._taken.append(key)
        if key in self._left:
            return self._left.pop(key)
        if default is None:
            refusal = MISSING_KEY(file=self.file, where=self.where, key=key)
            raise ScenarioError(refusal, MISSING_KEY_HINT(wanted=wanted))
        return default
