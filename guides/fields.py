"""The tables of a guide's files, read so that whatever is wrong is one sentence: the file, the key, what to write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from devices import HighlandError, Message
from devices.toml_file import read_toml

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

NO_FILE = Message("guide.no_file", "{file} is missing.")
NO_FILE_HINT = Message(
    "guide.no_file.hint", "A guide has parts.toml and guide.toml. Look at those of a shipped project."
)
UNKNOWN = Message("guide.unknown_key", "{file}: [{table}] has the key {key}, which means nothing there.")
UNKNOWN_HINT = Message("guide.unknown_key.hint", "Known keys: {keys}.")
MISSING = Message("guide.missing_key", "{file}: [{table}] has no {key}.")
BAD = Message("guide.bad_value", "{file}: [{table}] has {key} = {value}.")
WRITE = Message("guide.write", "Write {key} = {example}.")

TEXT = '{ en = "...", vi = "..." }'
NAMES = '["name", "name"]'


class GuideError(HighlandError):
    """A file of a guide that cannot be used."""


class Both(NamedTuple):
    """A text in both languages."""

    en: str
    vi: str

    def text(self, lang: str) -> str:
        """The text in the reader's language."""
        return self.vi if lang == "vi" else self.en

    def filled(self, **values: str) -> Both:
        """The same with these words in place of {project} and the like."""
        found = list(self)
        for name, value in values.items():
            found = [each.replace(f"{{{name}}}", value) for each in found]
        return Both(*found)


class Table:
    """One table of a file. What is not asked for by the time of `close` is unknown, and refused."""

    def __init__(self, file: str, name: str, values: Any) -> None:
        self.file, self.name = file, name
        if not isinstance(values, dict):
            raise GuideError(
                BAD(file=file, table=name, key=name, value=repr(values)), WRITE(key=f"[{name}]", example="...")
            )
        self._left: dict[str, Any] = dict(values)
        self._known: list[str] = []

    def has(self, key: str) -> bool:
        """Whether the table has that key."""
        return key in self._left

    def take(self, key: str, example: str, *, needed: bool = True) -> Any:
        """The value of a key, None when it may be missing and is. Raises GuideError."""
        self._known.append(key)
        if key not in self._left:
            if needed:
                raise GuideError(MISSING(file=self.file, table=self.name, key=key), WRITE(key=key, example=example))
            return None
        return self._left.pop(key)

    def refuse(self, key: str, value: Any, example: str) -> GuideError:
        """What is said of a value that cannot be."""
        refused = BAD(file=self.file, table=self.name, key=key, value=repr(value))
        return GuideError(refused, WRITE(key=key, example=example))

    def both(self, key: str) -> Both:
        """A text in both languages. Raises GuideError."""
        return self._both(key, self.take(key, TEXT))

    def maybe_both(self, key: str) -> Both | None:
        """A text in both languages, or None where the table has none. Raises GuideError."""
        value = self.take(key, TEXT, needed=False)
        return None if value is None else self._both(key, value)

    def list_of_both(self, key: str) -> tuple[Both, ...]:
        """Texts in both languages; none where the table has no such key. Raises GuideError."""
        value = self.take(key, f"[{TEXT}]", needed=False)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.refuse(key, value, f"[{TEXT}]")
        return tuple(self._both(key, each) for each in value)

    def names(self, key: str) -> tuple[str, ...]:
        """A list of names; empty where the table has none. Raises GuideError."""
        value = self.take(key, NAMES, needed=False)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
            raise self.refuse(key, value, NAMES)
        return tuple(value)

    def word(self, key: str, example: str, *, needed: bool = True) -> str:
        """A text in one language, such as a name; empty when it may be missing and is. Raises GuideError."""
        value = self.take(key, example, needed=needed)
        if value is None:
            return ""
        if not isinstance(value, str) or not value:
            raise self.refuse(key, value, example)
        return value

    def number(self, key: str, example: str, *, least: int, needed: bool = True) -> int | None:
        """A whole number from `least` on. Raises GuideError."""
        value = self.take(key, example, needed=needed)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.refuse(key, value, example)
        return value

    def month(self, key: str) -> str:
        """A month such as 2026-11. Raises GuideError."""
        value = self.take(key, '"2026-11"')
        if not isinstance(value, str) or MONTH.fullmatch(value) is None:
            raise self.refuse(key, value, '"2026-11"')
        return value

    def close(self) -> None:
        """Raises GuideError for the first key that nothing asked for."""
        for key in self._left:
            refused = UNKNOWN(file=self.file, table=self.name, key=key)
            raise GuideError(refused, UNKNOWN_HINT(keys=", ".join(sorted(self._known))))

    def _both(self, key: str, value: Any) -> Both:
        if not isinstance(value, dict) or value.keys() != {"en", "vi"}:
            raise self.refuse(key, value, TEXT)
        if not all(isinstance(each, str) and each.strip() for each in value.values()):
            raise self.refuse(key, value, TEXT)
        return Both(value["en"], value["vi"])


def read(file: Path, shown: str) -> Mapping[str, Any]:
    """What a file of a guide says; `shown` is its name for people. Raises GuideError and TomlError."""
    try:
        return read_toml(file, shown)
    except FileNotFoundError:
        raise GuideError(NO_FILE(file=shown), NO_FILE_HINT) from None
