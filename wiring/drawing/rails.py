"""The supply rails: their colors, and a pattern for each, so that a black-and-white copy reads as well."""

from __future__ import annotations

from typing import NamedTuple

from look.tokens import color
from wiring.drawing.pen import INK, PAPER, rect, text


class Rail(NamedTuple):
    """How a rail is drawn: its color, and the dashes of its white core."""

    color: str
    dashes: str = ""


RAILS = {
    "3V3": Rail(color("amber"), "7 5"),
    "5V": Rail(color("red")),
    "GND": Rail(INK),
    "12V": Rail(color("fault"), "16 6"),
    "12V*": Rail(color("uv"), "2 5"),
}


def rail(x: float, y0: float, y1: float, name: str, label: bool = True) -> str:
    """A rail from top to bottom, with its name at the lower end."""
    kind = RAILS[name]
    out = f'<path d="M{x:g} {y0:g}V{y1:g}" stroke="{kind.color}" stroke-width="8" stroke-linecap="round"/>'
    if kind.dashes:
        out += f'<path d="M{x:g} {y0:g}V{y1:g}" stroke="{PAPER}" stroke-width="2.4" stroke-dasharray="{kind.dashes}"/>'
    if not label:
        return out
    return (
        out
        + rect(x - 15, y1 - 12, 30, 18, PAPER, 4, kind.color, 1.6)
        + text(x, y1 + 2, name, 11, INK, "middle", bold=True)
    )
