"""The Vietnamese that a project folder brings: `messages.vi.toml`, English on the left, Vietnamese on the right."""

from __future__ import annotations

import string
from pathlib import Path

from devices import HighlandError, Message

NOT_TOML = Message("messages.not_toml", "{file} is not valid TOML: {reason}.")
NOT_TOML_HINT = Message(
    "messages.not_toml.hint", 'Each line is "English sentence" = "Vietnamese sentence", both in quotes.'
)
OTHER_FIELDS = Message("messages.other_fields", "{file}: the translation of “{text}” has other words in braces.")
OTHER_FIELDS_HINT = Message("messages.other_fields.hint", "Keep exactly these, in any order: {fields}.")
NO_FIELDS = Message("messages.no_fields", "none")


class TranslationError(HighlandError):
    """A project's own translations that cannot be used."""


def own_sentences(folder: Path, lang: str) -> dict[str, str]:
    """English sentence to translated sentence; empty when the folder brings none. Raises TranslationError."""
    import tomllib

    file = folder / f"messages.{lang}.toml"
    try:
        with file.open("rb") as opened:
            found = tomllib.load(opened)
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TranslationError(NOT_TOML(file=file.name, reason=error), NOT_TOML_HINT) from None
    for text, translated in found.items():
        if not isinstance(translated, str):
            raise TranslationError(NOT_TOML(file=file.name, reason=text), NOT_TOML_HINT)
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
