"""What a page is written with: escaped HTML, and words in the reader's language.

HTML comes from the standard library's element tree: every text and every attribute is escaped, so none can run.
The language is chosen by `?lang=`, else the cookie, else the browser.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category
from xml.etree.ElementTree import Element

from devices import Message
from messages import LANGUAGES, Translate, translator

if TYPE_CHECKING:
    from starlette.requests import Request


Child = Element | str | None


def h(name: str, /, *children: Child, **attributes: str | None) -> Element:
    """An element. `class_` and `for_` stand for class and for, `aria_label` for aria-label; None leaves one out."""
    found = Element(name, {key.rstrip("_").replace("_", "-"): v for key, v in attributes.items() if v is not None})
    last: Element | None = None
    for child in children:
        if isinstance(child, Element):
            found.append(child)
            last = child
        elif child and last is None:
            found.text = (found.text or "") + clean(child)
        elif child and last is not None:
            last.tail = (last.tail or "") + clean(child)
    return found


def clean(text: str) -> str:
    """Without control characters, which HTML does not allow."""
    return "".join(each for each in text if each in "\n\t" or category(each) != "Cc")


def document(root: Element) -> bytes:
    """The whole page."""
    return b"<!doctype html>\n" + ElementTree.tostring(root, encoding="unicode", method="html").encode(
        "utf-8", "replace"
    )


COOKIE = "lang"
COOKIE_HOLDS_S = 365 * 86_400
NAMES = {"en": "English", "vi": "Tiếng Việt"}  # each in its own language
NOISE = 5e-4  # chosen: half of the finest step that a sensor here resolves, 1 mV or 1 mA
DECIMAL = {"en": ".", "vi": ","}


@cache
def translate_to(lang: str) -> Translate:
    """The translator of a language; the catalog is read once."""
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
        """Three digits, or all before the sign, with the reader's decimal sign: 27,5. Noise round zero is 0."""
        value = 0.0 if abs(value) < NOISE else value
        text = f"{value:.0f}" if 100 <= abs(value) < 1e9 else f"{value:.3g}"
        return text.replace(".", DECIMAL[self.lang])

    def catalog(self, messages: Iterable[Message]) -> dict[str, str]:
        """Key to sentence, for the page's script, which fills in the fields in braces."""
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
