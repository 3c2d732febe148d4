"""Read a TOML file that a person wrote: whatever is wrong with it is one sentence with its line and what to write."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from devices.message import HighlandError, Message
from devices.os_errors import cause
from devices.toml_mistakes import mistake_in

UNREADABLE = Message("toml.unreadable", "{file} cannot be read: {reason}.")
UTF_16 = Message("toml.utf_16", "{file} is saved as UTF-16.")
NO_TEXT = Message("toml.no_text", "{file} is not a text file.")
NO_TEXT_HINT = Message("toml.no_text.hint", "Write it with a text editor, such as Notepad.")
NOT_UTF_8 = Message("toml.not_utf_8", "{file}, line {line}: a letter is not saved as UTF-8.")
SAVE_AS_UTF_8 = Message("toml.save_as_utf_8", "Save it again as UTF-8: in Notepad “Save as”, then “Encoding: UTF-8”.")
BAD_LINE = Message("toml.bad_line", "{file}, line {line}: {seen}.")

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class TomlError(HighlandError):
    """A TOML file that cannot be read."""


def read_toml(file: Path, shown: str = "") -> dict[str, Any]:
    """What the file says; `shown` is its name for people. Raises FileNotFoundError, and TomlError for the rest."""
    name = shown or str(file)
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise TomlError(UNREADABLE(file=name, reason=cause(error))) from None
    return toml_of(raw, name)


def toml_of(raw: bytes, name: str) -> dict[str, Any]:
    """What the bytes of a file say, with or without the byte order mark of Notepad. Raises TomlError."""
    if raw.startswith(UTF_16_MARKS) or 4 * raw.count(0) > len(raw):
        raise TomlError(UTF_16(file=name), SAVE_AS_UTF_8)
    if b"\0" in raw:
        raise TomlError(NO_TEXT(file=name), NO_TEXT_HINT)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise TomlError(NOT_UTF_8(file=name, line=line), SAVE_AS_UTF_8) from None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line, seen, hint = mistake_in(text, str(error))
        raise TomlError(BAD_LINE(file=name, line=line, seen=seen), hint) from None
