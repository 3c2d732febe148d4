"""The glossary on paper: an A4 table with drawing, word, sentence, and a column for the words of the place."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from devices import Message
from lessons.glossary.words import Group, Word, groups, sprite
from look.alone import style
from web.html import Words

TITLE = Message("glossary.title", "Words of the lessons")
WORD = Message("glossary.word", "Word")
OTHER = {"en": Message("glossary.vietnamese", "In Vietnamese"), "vi": Message("glossary.english", "In English")}
SENTENCE = Message("glossary.sentence", "In one sentence")
HERE = Message("glossary.here", "What we call it")
HOW = Message(
    "glossary.how",
    "Write into the last column what people at your place call it. Say the word, point at the drawing, say it again.",
)
STYLE = Path(__file__).with_name("sheet.css")
OTHERS = {"en": "vi", "vi": "en"}
NO_REQUESTS = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"


def page(lang: str) -> str:
    """The whole glossary as one HTML page without anything from elsewhere, for A4 paper."""
    return "\n".join(_lines(lang)) + "\n"


def _lines(lang: str) -> Iterator[str]:
    words = Words(lang)

    def said(message: Message) -> str:
        return escape(words(message))

    yield "<!DOCTYPE html>"
    yield f'<html lang="{lang}"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{NO_REQUESTS}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Highland: {said(TITLE)}</title>"
    yield f"<style>{style()}{STYLE.read_text(encoding='utf-8')}</style></head><body>{sprite()}"
    yield f"<main><h1>{said(TITLE)}</h1><p>{said(HOW)}</p>"
    heads = "".join(f'<th scope="col">{said(each)}</th>' for each in (WORD, OTHER[lang], SENTENCE, HERE))
    for group in groups():
        yield from _table(group, lang, heads)
    yield "</main></body></html>"


def _table(group: Group, lang: str, heads: str) -> Iterator[str]:
    yield f'<table><caption>{escape(group.title[lang])}</caption><thead><tr><td class="pic"></td>{heads}</tr></thead>'
    yield "<tbody>"
    yield from (_row(each, lang) for each in group.words)
    yield "</tbody></table>"


def _row(word: Word, lang: str) -> str:
    other = OTHERS[lang]
    return (
        f'<tr><td class="pic"><svg aria-hidden="true"><use href="#word-{word.key}"/></svg></td>'
        f'<th scope="row">{escape(word.name[lang])}</th><td lang="{other}">{escape(word.name[other])}</td>'
        f'<td>{escape(word.says[lang])}</td><td class="here">{escape(word.here)}</td></tr>'
    )
