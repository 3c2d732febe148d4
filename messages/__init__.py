"""Sentences in the reader's language, and how a command says them.

English stands in the code, Vietnamese in the gettext catalog of this folder; a project folder may bring its own.

Only the edges (the command line, a page) translate. `docs/decisions/translations.md` says why and how.
"""

from __future__ import annotations

import gettext
import os
import re
import string
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from devices import HighlandError, Message

Translate = Callable[[str], str]

LANGUAGES = ("en", "vi")
CATALOGS = Path(__file__).parent
FURTHER = "further.mo"  # in a browser: sentences that came later than the catalog beside it
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides, POSIX.1-2017 section 8.2


def translator(lang: str, folder: Path | None = None) -> Translate:
    """English in, the reader's language out; a sentence nobody has translated stays English.

    `folder` is a project outside the tree that brings sentences of its own. Raises HighlandError for a faulty file.
    """
    if lang == "en":
        return str
    own = own_sentences(folder, lang) if folder is not None else {}
    catalog = catalog_file(lang)
    if not catalog.is_file():
        return lambda text: own.get(text, text)
    further = catalog.with_name(FURTHER)
    found = _translations(catalog, catalog.stat().st_mtime_ns, further if further.is_file() else None).gettext
    # gettext answers an empty sentence with the catalog's own header, so an empty one never asks it.
    return lambda text: own.get(text) or (found(text) if text else "")


@cache
def _translations(catalog: Path, changed_ns: int, further: Path | None) -> gettext.GNUTranslations:
    """The catalog, read once for as long as its file does not change, and what a second one knows besides."""
    with catalog.open("rb") as opened:
        found = gettext.GNUTranslations(opened)
    if further is not None:
        with further.open("rb") as opened:
            found.add_fallback(gettext.GNUTranslations(opened))
    return found


def catalog_file(lang: str) -> Path:
    """The compiled catalog of a language; its source, the .po file, lies beside it."""
    return CATALOGS / lang / "LC_MESSAGES" / "highland.mo"


def reader_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language of the person at this machine: `vi` where the locale says Vietnamese, else `en`."""
    for variable in LOCALE_VARIABLES:
        if environment.get(variable):
            return _language_of(environment[variable])
    if os.name == "nt":
        import locale

        return _language_of(locale.getlocale()[0] or "")
    return "en"


def _language_of(locale_name: str) -> str:
    return "vi" if locale_name.lower().startswith(("vi_", "vi-", "vi.", "vietnamese")) or locale_name == "vi" else "en"


NOT_TEXT = Message("messages.not_text", "{file}: the translation of “{text}” is not a text in quotes.")
NOT_TEXT_HINT = Message(
    "messages.not_text.hint", 'Each line is "English sentence" = "Vietnamese sentence", both in quotes.'
)
OTHER_FIELDS = Message("messages.other_fields", "{file}: the translation of “{text}” has other words in braces.")
OTHER_FIELDS_HINT = Message("messages.other_fields.hint", "Keep exactly these, in any order: {fields}.")
NO_FIELDS = Message("messages.no_fields", "none")


class TranslationError(HighlandError):
    """A project's own translations that cannot be used."""


def own_sentences(folder: Path, lang: str) -> dict[str, str]:
    """English sentence to translated sentence; empty without the file. Raises TranslationError, TomlError."""
    from devices.toml_file import read_toml

    file = folder / f"messages.{lang}.toml"
    try:
        found = read_toml(file, file.name)
    except FileNotFoundError:
        return {}
    for text, translated in found.items():
        if not isinstance(translated, str):
            raise TranslationError(NOT_TEXT(file=file.name, text=text), NOT_TEXT_HINT)
        if fields_of(text) != fields_of(translated):
            fields = " ".join(sorted(fields_of(text) or ())) or NO_FIELDS
            raise TranslationError(OTHER_FIELDS(file=file.name, text=text), OTHER_FIELDS_HINT(fields=fields))
    return found


def fields_of(text: str) -> set[str] | None:
    """The fields in braces of a sentence, such as `{limit_ppm:.0f}`; None when a brace is left open."""
    try:
        pieces = list(string.Formatter().parse(text))
    except ValueError:
        return None
    return {f"{{{name}{':' + form if form else ''}}}" for _, name, form, _ in pieces if name is not None}


COMMAND_VARIABLE = "HIGHLAND_COMMAND"  # run.py sets it: `python3 run.py`, or `py run.py` on Windows
COMMAND = re.compile(r"(?<![\w/.-])highland (?=[A-Za-z-])")


def as_typed(text: str) -> str:
    """The text with every `highland ...` as this person types it: whoever came through run.py has no other command."""
    typed = os.environ.get(COMMAND_VARIABLE)
    return COMMAND.sub(lambda _: f"{typed} ", text) if typed else text


class Say:
    """What a command says to the person at the terminal: call it with a message to print it."""

    def __init__(self, lang: str, folder: Path | None = None) -> None:
        self.lang = lang
        self.translate = translator(lang, folder)

    def __call__(self, message: Message, **values: object) -> None:
        """Print the message to standard output."""
        print(self.text(message, **values))

    def text(self, message: Message, **values: object) -> str:
        """The message in the reader's language; a command in it stands as the reader types it."""
        return as_typed((message(**values) if values else message).render(self.translate))

    def aside(self, message: Message, **values: object) -> None:
        """Print the message to standard error, where progress and warnings belong.

        What is running goes on when that cannot be written: the log is on a full disk, or its reader is gone.
        """
        with suppress(OSError, ValueError):
            print(self.text(message, **values), file=sys.stderr, flush=True)

    def error(self, error: HighlandError) -> None:
        """Print what was wrong and what to do, to standard error."""
        print(f"{self.text(error.message)} {self.text(error.hint)}".strip(), file=sys.stderr, flush=True)

    def of_project(self, folder: Path) -> Say:
        """The same, with the sentences that a project folder brings along."""
        return Say(self.lang, folder)
