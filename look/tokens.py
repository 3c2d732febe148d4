"""The colors of tokens.css for whoever draws without a browser: plots, wiring sheets, terminals."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
THEMES = ("light", "dark")
SWITCHED = ("green", "amber", "red", "blue", "orange", "uv", "gray")  # colors of what is switched on
FONT = "Be Vietnam Pro"
FONT_FILES = tuple(FOLDER / "fonts" / f"be-vietnam-pro-{weight}.ttf" for weight in (400, 600, 700))
_COLOR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6})")
_BLOCK = re.compile(r"\[data-theme=(light|dark)\] {(.*?)}", re.DOTALL)


class Meaning(NamedTuple):
    """What a state means to a person: never a color alone, always with an icon and a word, in print with a hatch."""

    name: str
    icon: str  # in icons.svg
    hatch: str  # as matplotlib writes it; empty for none
    mark: str  # in a terminal, which has no icons


MEANINGS = {
    each.name: each
    for each in (
        Meaning("idle", "sleep", "", "○"),
        Meaning("work", "check", "", "●"),
        Meaning("caution", "alert", "///", "!"),
        Meaning("danger", "danger", "xx", "!!"),
        Meaning("fault", "tools", "..", "×"),
    )
}


def color(name: str, theme: str = "light") -> str:
    """A color by its name in tokens.css, such as `danger`, as #rrggbb. Raises KeyError for an unknown name or theme."""
    return colors()[theme][name]


def pale(meaning: str, theme: str = "light") -> str:
    """The ground on which the words of a meaning stand, as #rrggbb. Raises KeyError."""
    return color(f"{meaning}-pale", theme)


@cache
def colors() -> dict[str, dict[str, str]]:
    """All colors of both themes, as tokens.css has them."""
    text = (FOLDER / "tokens.css").read_text(encoding="utf-8")
    return {theme: dict(_COLOR.findall(body)) for theme, body in _BLOCK.findall(text)}
