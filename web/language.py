"""The reader's language: chosen by `?lang=`, else the cookie, else the browser, and the page's words in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from devices import Message
from messages import LANGUAGES, Translate, translator

if TYPE_CHECKING:
    from starlette.requests import Request

COOKIE = "lang"
COOKIE_HOLDS_S = 365 * 86_400
NAMES = {"en": "English", "vi": "Tiếng Việt"}  # each in its own language
DECIMAL = {"en": ".", "vi": ","}


@cache
def translate_to(lang: str) -> Translate:
    """The translator of a language; the catalogue is read once."""
    return translator(lang)


class Words:
    """The sentences of a page in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._translate = translate_to(lang)

    def __call__(self, message: Message, **values: object) -> str:
        """The message in the reader's language."""
        return (message(**values) if values else message).render(self._translate)

    def number(self, value: float) -> str:
        """Three digits, or all before the sign, with the reader's decimal sign: 27,5."""
        text = f"{value:.0f}" if 100 <= abs(value) < 1e9 else f"{value:.3g}"
        return text.replace(".", DECIMAL[self.lang])

    def catalogue(self, messages: Iterable[Message]) -> dict[str, str]:
        """Key to sentence, for the page's own program; the fields in braces are left for it to fill."""
        return {message.key: self._translate(message.text) for message in messages}


def asked_language(request: Request, otherwise: str = "en") -> str:
    """`en` or `vi`."""
    for lang in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if lang in LANGUAGES:
            return lang
    return _accepted(request.headers.get("accept-language", "")) or otherwise


def _accepted(header: str) -> str:
    """The language that the browser wants most (RFC 9110, 12.5.4) of those we have, or nothing."""
    best, weight = "", 0.0
    for each in header[:500].split(","):
        name, _, quality = each.strip().partition(";q=")
        lang = name.strip().lower().partition("-")[0]
        try:
            wanted = float(quality or 1)
        except ValueError:
            continue
        if lang in LANGUAGES and wanted > weight:
            best, weight = lang, wanted
    return best
