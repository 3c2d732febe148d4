"""The front matter of a lesson: every key with its kind, and a remedy for each that is missing, unknown or wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from devices import HighlandError, Message
from devices.toml_file import TomlError, toml_of
from lessons.reading import marked
from lessons.reading.asked import shipped
from lessons.reading.lesson import NATIONAL, PATH, Word
from lessons.reading.marked import Spoken
from lessons.reading.mistakes import HIDDEN, Mistakes

UNKNOWN_KEY = Message("lesson.unknown_key", "there can be no key {name}")
UNKNOWN_KEY_HINT = Message("lesson.unknown_key.hint", "The keys are: {names}.")
NO_KEY = Message("lesson.no_key", "the key {name} is missing")
BAD_VALUE = Message("lesson.bad_value", "the value of {name} cannot be used")
WRITE = Message("lesson.write", "Write it so: {example}.")
OTHER_ID = Message("lesson.other_id", "the name in the file is {id}, but the folder is called {folder}")
OTHER_ID_HINT = Message("lesson.other_id.hint", "Both must be the same: small letters, digits and _.")
NO_SAFETY = Message("lesson.no_safety", "the lesson says nothing about safety")
NO_SAFETY_HINT = Message("lesson.no_safety.hint", 'Write a sentence or more: `safety = ["..."]`.')


class Key(NamedTuple):
    """What may stand behind a key, with an example of it."""

    kind: str
    example: str
    is_needed: bool = True


KEYS: Mapping[str, Key] = {
    "id": Key("text", 'id = "gas_2"'),
    "project": Key("text", 'project = "gas_alarm"'),
    "form": Key("text", 'form = "path"', False),
    "title": Key("text", 'title = "..."'),
    "question": Key("text", 'question = "...?"'),
    "minutes": Key("number", "minutes = 45"),
    "periods": Key("number", "periods = 1", False),
    "grades": Key("numbers", "grades = [8, 9]"),
    "subject": Key("text", 'subject = "..."'),
    "outcomes_checked": Key("yes_no", "outcomes_checked = false"),
    "knowledge": Key("texts", 'knowledge = ["...", "..."]'),
    "competences": Key("texts", 'competences = ["...", "..."]'),
    "qualities": Key("texts", 'qualities = ["...", "..."]'),
    "equipment": Key("texts", 'equipment = ["...", "..."]'),
    "safety": Key("texts", 'safety = ["..."]', False),
    "word": Key("word", 'word = { name = "...", meaning = "...", picture = "latch.svg" }', False),
}
PATH_NEEDS_NOT = ("knowledge", "competences", "qualities")


def read_head(text: str, folder: Path, mistakes: Mistakes) -> dict[str, Any] | None:
    """What the front matter says; None when it cannot be read or something is missing."""
    try:
        found = toml_of(text.encode(), mistakes.file)
    except TomlError as error:
        values = error.message.values
        mistakes.add(int(str(values.get("line", 1))), _fragment(values.get("seen"), error), error.hint)
        return None
    for name in found:
        if name not in KEYS:
            mistakes.add(line_of(text, name), UNKNOWN_KEY(name=name), UNKNOWN_KEY_HINT(names=", ".join(KEYS)))
    is_path = found.get("form", NATIONAL) == PATH
    before = len(mistakes.found)
    for name, key in KEYS.items():
        if name not in found:
            if key.is_needed and not (is_path and name in PATH_NEEDS_NOT):
                mistakes.add(1, NO_KEY(name=name), WRITE(example=key.example))
        elif not fits(found[name], key.kind) or (name == "form" and found[name] not in (NATIONAL, PATH)):
            mistakes.add(line_of(text, name), BAD_VALUE(name=name), WRITE(example=key.example))
    if len(mistakes.found) > before:
        return None
    _check_names(found, text, folder, mistakes)
    return found


def _fragment(seen: object, error: HighlandError) -> Message:
    return seen if isinstance(seen, Message) else error.message


def line_of(text: str, name: str) -> int:
    """The line of a key in the front matter; its text begins with the line of the mark."""
    for number, line in enumerate(text.split("\n"), start=1):
        if re.match(rf"{re.escape(name)}\s*=", line):
            return number
    return 1


def fits(value: Any, kind: str) -> bool:
    """Whether a value of TOML is of this kind; a text has something in it."""
    if kind == "text":
        return isinstance(value, str) and bool(value.strip()) and "\n" not in value and HIDDEN.search(value) is None
    if kind == "yes_no":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1000
    if kind in ("texts", "numbers"):
        return isinstance(value, list) and bool(value) and all(fits(each, kind[:-1]) for each in value)
    return (
        isinstance(value, dict)
        and {"name", "meaning"} <= value.keys() <= {"name", "meaning", "picture"}
        and all(fits(each, "text") for each in value.values())
    )


def _check_names(found: Mapping[str, Any], text: str, folder: Path, mistakes: Mistakes) -> None:
    if found["id"] != folder.name or not re.fullmatch(r"[a-z][a-z0-9_]*", found["id"]):
        mistakes.add(line_of(text, "id"), OTHER_ID(id=found["id"], folder=folder.name), OTHER_ID_HINT)
    try:
        shipped(found["project"])
    except HighlandError as error:
        mistakes.add(line_of(text, "project"), error.message, error.hint)
    if "picture" in found.get("word", {}):
        marked.check_picture(found["word"]["picture"], line_of(text, "word"), folder, mistakes)


def word_of(found: Mapping[str, Any], folder: Path) -> Word | None:
    """The new word with its picture, if the lesson has one."""
    if "word" not in found:
        return None
    said = found["word"]
    return Word(said["name"], said["meaning"], marked.data_of(folder, said.get("picture", "")))


def spoken_in(found: Mapping[str, Any], text: str) -> list[Spoken]:
    """All that people read in the front matter."""
    spoken = []
    for name in ("title", "question", "subject", "knowledge", "competences", "qualities", "equipment", "safety"):
        value = found.get(name, [])
        spoken += [Spoken(line_of(text, name), each) for each in ([value] if isinstance(value, str) else value)]
    if "word" in found:
        spoken.append(Spoken(line_of(text, "word"), found["word"]["meaning"]))
    return spoken
