"""Read words.toml and pictures.svg, and check that every word has both languages and its drawing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from devices import HighlandError, Message
from devices.toml_file import read_toml

FOLDER = Path(__file__).parent
FILE, PICTURES = "words.toml", "pictures.svg"
LANGUAGES = ("en", "vi")
SYMBOL = re.compile(r'<symbol id="(\w+)"(.*?)</symbol>', re.DOTALL)
SVG = '<svg xmlns="http://www.w3.org/2000/svg"{inside}</svg>'

NOT_COMPLETE = Message("glossary.not_complete", "{file}: the word {name} has no {key} in both languages.")
NOT_COMPLETE_HINT = Message("glossary.not_complete.hint", 'Write {key} = {{ en = "...", vi = "..." }}.')
NO_PICTURE = Message("glossary.no_picture", "{file} has no drawing called {name}.")
NO_PICTURE_HINT = Message("glossary.no_picture.hint", "Draw one, or take the word out of {words}.")
NO_WORD = Message("glossary.no_word", "The glossary has no word {name}.")
NO_WORD_HINT = Message("glossary.no_word.hint", "There are: {names}.")

Words = Mapping[str, str]  # language to text


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its name and a sentence in each language, and `here`, what people of the place call it; may be empty."""

    key: str
    name: Words
    says: Words
    here: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Words that belong together."""

    title: Words
    words: tuple[Word, ...]


@cache
def groups(folder: Path = FOLDER) -> tuple[Group, ...]:
    """All words in the order of the file. Raises HighlandError for a word without a language or a drawing."""
    return tuple(_group(name, content, folder) for name, content in read_toml(folder / FILE, FILE).items())


def word(key: str) -> Word:
    """The word with that key, such as `latch`. Raises HighlandError with the words there are."""
    found = {each.key: each for group in groups() for each in group.words}
    if key not in found:
        raise HighlandError(NO_WORD(name=key), NO_WORD_HINT(names=", ".join(found)))
    return found[key]


def picture(key: str) -> str:
    """The drawing of a word as an SVG of its own, in the color of the text around it. Raises HighlandError."""
    return SVG.format(inside=_symbols(FOLDER)[word(key).key])


def sprite() -> str:
    """All drawings as symbols, for `<use href="#word-latch"/>` in a page that holds them once."""
    symbols = "".join(f'<symbol id="word-{name}"{inside}</symbol>' for name, inside in _symbols(FOLDER).items())
    return f'<svg width="0" height="0" aria-hidden="true" style="position:absolute">{symbols}</svg>'


@cache
def _symbols(folder: Path) -> dict[str, str]:
    return dict(SYMBOL.findall((folder / PICTURES).read_text(encoding="utf-8")))


def _group(name: str, content: Mapping[str, Any], folder: Path) -> Group:
    words = {key: each for key, each in content.items() if key != "title"}
    return Group(_both(name, "title", content), tuple(_word(key, each, folder) for key, each in words.items()))


def _word(key: str, content: Mapping[str, Any], folder: Path) -> Word:
    if key not in _symbols(folder):
        raise HighlandError(NO_PICTURE(file=PICTURES, name=key), NO_PICTURE_HINT(words=FILE))
    return Word(key, _both(key, "word", content), _both(key, "says", content), str(content.get("here", "")))


def _both(name: str, key: str, content: Mapping[str, Any]) -> Words:
    found = content.get(key)
    if not isinstance(found, dict) or set(found) != set(LANGUAGES) or not all(found.values()):
        raise HighlandError(NOT_COMPLETE(file=FILE, name=name, key=key), NOT_COMPLETE_HINT(key=key))
    return dict(found)
