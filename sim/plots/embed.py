"""A picture of a run inside a page: SVG text whose names collide with no other, and the sentences it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from devices import Message, message
from sim.plots import describe, panels, rows, time_axis, title, words
from sim.plots.draw import draw
from sim.plots.picture import Picture
from sim.world import fault_words

FILE_ONLY = (  # what only a file of its own needs, and addresses that only name a standard
    r"<\?xml.*?\?>",
    r"<!DOCTYPE.*?>",
    r"<metadata>.*?</metadata>",
    r'\sxmlns(:\w+)?="[^"]*"',
)
TELLING = (describe, message, fault_words, panels, rows, time_axis, title, words)


def sentences() -> list[str]:
    """The English sentences in a picture, for those who must bring a translation along."""
    return [text for module in TELLING for text in _texts(module)]


def _texts(module: ModuleType) -> Iterator[str]:
    for each in vars(module).values():
        inner: list[Any] = list(each.values()) if isinstance(each, dict) else [each]
        inner = [one for some in inner for one in (sum(some, ()) if _is_pairs(some) else [some])]
        yield from (one.text for one in inner if isinstance(one, Message))


def _is_pairs(some: Any) -> bool:
    """Whether it is a table such as that of the units of time."""
    return isinstance(some, tuple) and all(isinstance(each, tuple) for each in some)


def inline_svg(picture: Picture, prefix: str) -> str:
    """The drawing as SVG text for a page, see `inline`."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "run.svg"
        draw(picture, file)
        return inline(file.read_text(encoding="utf-8"), prefix)


def inline(svg: str, prefix: str) -> str:
    """A whole SVG file as an element of a page; every name in it begins with `prefix`, so that two never meet."""
    prefix = plain_name(prefix)
    for pattern in FILE_ONLY:
        svg = re.sub(pattern, "", svg, flags=re.DOTALL)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', svg)
    svg = re.sub(r'href="#([^"]+)"', rf'href="#{prefix}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", svg)
    return svg.strip()


def plain_name(name: str) -> str:
    """The name in letters, digits, `_` and `-`, as the addresses inside a page take it."""
    return re.sub(r"[^\w-]", "_", name)
