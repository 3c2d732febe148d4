"""The colors of a terminal, as styles that Rich reads: what people see there means the same as on a page.

A word that means something stands on a ground of its own, so that it can be read on a dark terminal and on a light one.
"""

from __future__ import annotations

from look.tokens import MEANINGS, SWITCHED, color

FEW = {  # for a terminal with sixteen colors, whose own palette decides what they look like
    "idle": "bold black on white",
    "work": "bold black on green",
    "caution": "bold black on yellow",
    "danger": "bold white on red",
    "fault": "bold white on blue",
    "sim": "bold white on magenta",
    "frame": "magenta",
    "gray": "default",
    "orange": "yellow",
    "amber": "yellow",
    "uv": "magenta",
}
FRAME = "#a64ca6"  # the purple of SIM, so light that a dark terminal shows it, so dark that a light one does


def styles(many_colors: bool = True) -> dict[str, str]:
    """Name to style: the five meanings, `sim` (its badge), `frame` (its lines), and the colors of what is switched on.

    `many_colors` is False for a terminal with sixteen.
    """
    if not many_colors:
        return dict.fromkeys(SWITCHED, "") | {name: name for name in ("green", "red", "blue")} | FEW
    grounds = {name: f"bold {color('card')} on {color(name)}" for name in (*MEANINGS, "sim")}
    return grounds | {name: color(name) for name in SWITCHED} | {"frame": FRAME}
