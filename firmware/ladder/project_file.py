"""The file project.toml of a project that is made from another one: which, and what is new in it.

from = "gas_alarm"
title = { en = "One limit", vi = "Một ngưỡng" }

A step of a project's ladder also says what is `new` against the step before, and which world of the project's
contest it was `found_by`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devices import HighlandError, Message
from devices.toml_file import read_toml

FILE = "project.toml"
KEYS = ("from", "title", "new", "found_by")
LANGUAGES = ("en", "vi")

BAD_ENTRY = Message("project_file.entry", "{file}: {key} is {value}.")
BAD_ENTRY_HINT = Message(
    "project_file.entry.hint",
    'Write `from = "gas_alarm"`, and if you like `title = {{ en = "...", vi = "..." }}`. Nothing was started.',
)
UNKNOWN_KEY = Message("project_file.key", "{file}: there can be no {key}.")
UNKNOWN_KEY_HINT = Message("project_file.key.hint", "The keys are: {keys}. Nothing was started.")

Words = Mapping[str, str]  # language to sentence: en and vi


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """What project.toml says. `base` is the name of a project of the tree."""

    base: str
    title: Words = field(default_factory=dict)
    new: Words = field(default_factory=dict)
    found_by: str = ""


def read_project_file(folder: Path) -> ProjectFile | None:
    """What the folder's project.toml says; None where there is none. Raises HighlandError for a bad file."""
    file = folder / FILE
    try:
        found = read_toml(file)
    except FileNotFoundError:
        return None
    for key in found:
        if key not in KEYS:
            raise HighlandError(UNKNOWN_KEY(file=file, key=key), UNKNOWN_KEY_HINT(keys=", ".join(KEYS)))
    return ProjectFile(
        _text(file, "from", found.get("from")),
        _words(file, "title", found.get("title", {})),
        _words(file, "new", found.get("new", {})),
        _text(file, "found_by", found.get("found_by", "")),
    )


def _text(file: Path, key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise HighlandError(BAD_ENTRY(file=file, key=key, value=value), BAD_ENTRY_HINT())
    return value


def _words(file: Path, key: str, value: Any) -> Words:
    fits = isinstance(value, dict) and set(value) in (set(), set(LANGUAGES))
    if not fits or not all(isinstance(each, str) and each for each in value.values()):
        raise HighlandError(BAD_ENTRY(file=file, key=key, value=value), BAD_ENTRY_HINT())
    return dict(value)
