"""Markdown of a lesson as safe HTML: no raw HTML, no links, no pictures but those beside the lesson."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from devices import Message
from lessons.reading.mistakes import Mistakes

KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".svg": "image/svg+xml"}
MAX_PICTURE_BYTES = 300_000  # chosen: a sheet of paper opens at once on an old phone
NAME = re.compile(r"[A-Za-z0-9_-]+\.(?:png|jpg|svg)")
BEFORE_A_UNIT = re.compile(r"(?<=\d) (?=(?:[mkµ]?(?:V|A|W|Wh|Hz|Ω|g|l|s|m)|cm|mm|min|h|ppm|%|°C|VND)\b|[%°])")
NO_BREAK = "\N{NO-BREAK SPACE}"

RAW_HTML = Message("lesson.raw_html", "there is HTML: {text}")
RAW_HTML_HINT = Message("lesson.raw_html.hint", "Write plain text. What shall be seen as it is stands in `backticks`.")
LINK = Message("lesson.link", "there is a link")
LINK_HINT = Message("lesson.link.hint", "A lesson is printed: write the address as plain text, in `backticks`.")
INNER_HEADING = Message("lesson.inner_heading", "there is a heading inside a block")
INNER_HEADING_HINT = Message("lesson.inner_heading.hint", "Only activities have headings. Write **bold** text instead.")
NO_PICTURE = Message("lesson.no_picture", "the picture {file} is not in the folder of the lesson")
NO_PICTURE_HINT = Message(
    "lesson.no_picture.hint",
    "Put a `.png`, `.jpg` or `.svg` file beside the lesson, and write its name without a folder.",
)
BIG_PICTURE = Message("lesson.big_picture", "the picture {file} has {size_kb} kB")
BIG_PICTURE_HINT = Message("lesson.big_picture.hint", "Make it smaller: at most {most_kb} kB.")


class Spoken(NamedTuple):
    """A paragraph or a cell as people read it, with its line; code counts as one word, a gap."""

    line: int
    text: str


@cache
def _parser(html: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": html, "xhtmlOut": True}).enable("table")
    if not html:  # what is only checked stays as it was written
        parser.core.ruler.push("units", _keep_units)
    return parser


def _keep_units(state: StateCore) -> None:
    """No line ends between a number and its unit; code stays as it is."""
    for token in state.tokens:
        for each in token.children or ():
            if each.type == "text":
                each.content = BEFORE_A_UNIT.sub(NO_BREAK, each.content)


def tokens_of(text: str) -> list[Token]:
    """The text as the library has parsed it, for whoever writes it in another form."""
    return _parser(html=False).parse(text)


def html_of(text: str, folder: Path) -> str:
    """Safe HTML, well-formed as XML, with its pictures inside; a picture that cannot be had is left out."""
    return str(_writer().render(text, {"folder": folder}))


@cache
def _writer() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable("table").disable(["link", "autolink"])
    parser.core.ruler.push("units", _keep_units)

    def image(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        token.attrs["src"] = data_of(env["folder"], str(token.attrs.get("src", "")))
        return str(renderer.image(tokens, index, options, env)) if token.attrs["src"] else ""

    parser.add_render_rule("image", image)
    return parser


def data_of(folder: Path, name: str) -> str:
    """A picture beside the lesson as a data: address; nothing for one that may not be used."""
    file = picture_file(folder, name)
    if file is None or file.stat().st_size > MAX_PICTURE_BYTES:
        return ""
    return f"data:{KINDS[file.suffix]};base64,{b64encode(file.read_bytes()).decode('ascii')}"


def picture_file(folder: Path, name: str) -> Path | None:
    """The file of a picture, if it lies in this folder itself."""
    if NAME.fullmatch(name) is None:
        return None
    file = folder / name
    return file if file.is_file() and file.resolve().parent == folder.resolve() else None


def check_picture(name: str, line: int, folder: Path, mistakes: Mistakes) -> None:
    """Add a mistake for a picture that is not there, lies elsewhere or is too large."""
    file = picture_file(folder, name)
    if file is None:
        mistakes.add(line, NO_PICTURE(file=name), NO_PICTURE_HINT)
    elif file.stat().st_size > MAX_PICTURE_BYTES:
        seen = BIG_PICTURE(file=name, size_kb=file.stat().st_size // 1000)
        mistakes.add(line, seen, BIG_PICTURE_HINT(most_kb=MAX_PICTURE_BYTES // 1000))


def check(text: str, first: int, folder: Path, mistakes: Mistakes) -> list[Spoken]:
    """Add what may not be in a lesson; gives what is read aloud. `first` is the line of the text's first line."""
    spoken = []
    line = first
    for token in _parser(html=True).parse(text):
        if token.map is not None:
            line = first + token.map[0]
        if token.type == "heading_open":
            mistakes.add(line, INNER_HEADING, INNER_HEADING_HINT)
        for each in (token, *(token.children or ())):
            _check_token(each, line, folder, mistakes)
        if token.type == "inline":
            spoken.append(Spoken(line, _as_read(token.children or ())))
    return spoken


def _check_token(token: Token, line: int, folder: Path, mistakes: Mistakes) -> None:
    if token.type in ("html_block", "html_inline"):
        mistakes.add(line, RAW_HTML(text=token.content.strip()[:40]), RAW_HTML_HINT)
    elif token.type == "link_open":
        mistakes.add(line, LINK, LINK_HINT)
    elif token.type == "image":
        check_picture(str(token.attrs.get("src", "")), line, folder, mistakes)


CODE_GAP = "\N{WHITE SQUARE}"  # stands for a piece of code, which nobody reads as a sentence


def _as_read(tokens: Sequence[Token]) -> str:
    return "".join(_words(tokens))


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "code_inline":
            yield CODE_GAP
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        else:
            yield token.content
