"""The bones of a lesson's file: its front matter, its headings, and its blocks with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from devices import Message
from lessons.reading.mistakes import Mistakes

TEXTS = ("task", "product", "teacher", "trouble", "objective", "organization")
FENCES = ("law", "run", "quiz")
OPTIONS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(TEXTS, ()),
    "task": ("kind",),
    "law": ("kind",),
    "run": ("id", "tolerance", "kind"),
    "quiz": ("kind",),
}
MARK = "+++"
ALL_BLOCKS = ", ".join((*(f":::{name}" for name in TEXTS), *(f"```{name}" for name in FENCES)))

NO_HEAD = Message("lesson.no_head", "the file does not begin with `+++`")
NO_HEAD_HINT = Message(
    "lesson.no_head.hint", "Begin with a line `+++`, then lines such as `minutes = 45`, then a line `+++`."
)
NO_HEAD_END = Message("lesson.no_head_end", "the second line `+++` is missing")
BAD_HEADING = Message("lesson.bad_heading", "this heading cannot be understood")
BAD_HEADING_HINT = Message("lesson.bad_heading.hint", "Write `# [{word} | 7]` and a title; 7 stands for its minutes.")
OUTSIDE = Message("lesson.outside", "there is text outside a block")
OUTSIDE_HINT = Message("lesson.outside.hint", "Put it between a line `:::task` and a line `:::`.")
NO_BLOCK = Message("lesson.no_block", "there is no block {name}")
NO_BLOCK_HINT = Message("lesson.no_block.hint", "The blocks are: {names}.")
OPEN = Message("lesson.open", "the block {name} has no end")
OPEN_HINT = Message("lesson.open.hint", "End it with a line {mark}, before the next block begins.")
BEFORE = Message("lesson.before", "a block stands before the first activity")
NO_OPTION = Message("lesson.no_option", "{option} is not an option of the block {name}")
NO_OPTION_HINT = Message(
    "lesson.no_option.hint", "Its options are: {names}. Write them like `kind=try`, without spaces."
)

HEADING = re.compile(r"#\s*\[\s*([^|\]]+?)\s*\|\s*(\d{1,3})\s*\]\s*(\S.*)")
BEGIN = re.compile(r"(:::|```)\s*([^\s`:]*)\s*(.*)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block as it stands in the file; `line` is that of its first mark, and its body begins one line later."""

    line: int
    name: str
    options: Mapping[str, str]
    body: tuple[str, ...]
    is_text: bool


@dataclass(slots=True)
class Part:
    """A heading and the blocks below it."""

    line: int
    word: str
    minutes: int
    title: str
    pieces: list[Piece] = field(default_factory=list)


def split(text: str, mistakes: Mistakes) -> tuple[str, int]:
    """The front matter, and in which line the rest begins; 0: there is none."""
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != MARK:
        mistakes.add(1, NO_HEAD, NO_HEAD_HINT)
        return "", 0
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == MARK:
            return "\n".join(["", *lines[1 : number - 1]]), number + 1
    mistakes.add(1, NO_HEAD_END, NO_HEAD_HINT)
    return "", 0


def parts_of(text: str, first: int, mistakes: Mistakes, example: str) -> list[Part]:
    """Headings and blocks from this line on. `example` is a word that may stand in a heading."""
    parts: list[Part] = []
    lines = iter(enumerate(text.splitlines()[first - 1 :], start=first))
    for number, line in lines:
        if not line.strip():
            continue
        if line.startswith("#"):
            found = HEADING.fullmatch(line.strip())
            if found is None:
                mistakes.add(number, BAD_HEADING, BAD_HEADING_HINT(word=example))
            else:
                parts.append(Part(number, found[1].casefold(), int(found[2]), found[3].strip()))
        elif begin := BEGIN.fullmatch(line.rstrip()):
            piece = _piece(number, begin, lines, mistakes)
            if piece is not None and parts:
                parts[-1].pieces.append(piece)
            elif piece is not None:
                mistakes.add(number, BEFORE, BAD_HEADING_HINT(word=example))
        else:
            mistakes.add(number, OUTSIDE, OUTSIDE_HINT)
    return parts


def _piece(number: int, begin: re.Match[str], lines: Iterator[tuple[int, str]], mistakes: Mistakes) -> Piece | None:
    mark, name, rest = begin.groups()
    body: list[str] = []
    ended = False
    nested = 0
    for inner, line in lines:
        if line.rstrip() == mark:
            ended = True
            break
        if line.startswith(":::") and not nested:
            nested = inner
        body.append(line)
    shown = f"{mark}{name}"
    if not ended or nested:
        mistakes.add(number, OPEN(name=shown), OPEN_HINT(mark=mark))
        return None
    known = TEXTS if mark == ":::" else FENCES
    if name not in known:
        mistakes.add(number, NO_BLOCK(name=shown), NO_BLOCK_HINT(names=ALL_BLOCKS))
        return None
    if name == "law":
        project, _, rest = rest.partition(" ")
        body.insert(0, project)
    return Piece(number, name, _options(number, name, rest, mistakes), tuple(body), mark == ":::")


def _options(number: int, name: str, rest: str, mistakes: Mistakes) -> dict[str, str]:
    found = {}
    for word in rest.split():
        key, equals, value = word.partition("=")
        if not equals or not value or key not in OPTIONS[name] or key in found:
            hint = NO_OPTION_HINT(names=", ".join(OPTIONS[name]) or "-")
            mistakes.add(number, NO_OPTION(option=word, name=name), hint)
        else:
            found[key] = value
    return found
