"""Sentences in the reader's language: English stands in the code, Vietnamese in the gettext catalogue of this folder.

Only the edges (the command line, a page) translate. `docs/decisions/translations.md` says why and how.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from messages.own import own_sentences

Translate = Callable[[str], str]

LANGUAGES = ("en", "vi")
CATALOGUES = Path(__file__).parent
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides, POSIX.1-2017 section 8.2


def translator(lang: str, folder: Path | None = None) -> Translate:
    """English in, the reader's language out; a sentence nobody has translated stays English.

    `folder` is a project outside the tree that brings sentences of its own. Raises HighlandError for a faulty file.
    """
    if lang == "en":
        return str
    own = own_sentences(folder, lang) if folder is not None else {}
    catalogue = catalogue_file(lang)
    if not catalogue.is_file():
        return lambda text: own.get(text, text)
    with catalogue.open("rb") as opened:
        found = gettext.GNUTranslations(opened).gettext
    # gettext answers an empty sentence with the catalogue's own header, so an empty one never asks it.
    return lambda text: own.get(text) or (found(text) if text else "")


def catalogue_file(lang: str) -> Path:
    """The compiled catalogue of a language; its source, the .po file, lies beside it."""
    return CATALOGUES / lang / "LC_MESSAGES" / "highland.mo"


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
