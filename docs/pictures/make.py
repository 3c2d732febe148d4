"""Remake the pictures of README and docs: `PYTHONPATH=. python docs/pictures/make.py`, or only `... make.py live plot`.

Needs Chromium and the extra `plot`. Nothing in docs/pictures is drawn by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import club
import commands
import house
import lesson
import live
import panel
import road
import shots

PICTURES: dict[str, Callable[[], None]] = {
    "house": house.make,
    "live": live.make,
    "panel": panel.make,
    "plot": commands.make_plot,
    "wiring": commands.make_wiring,
    "board": commands.make_board,
    "guide": commands.make_guide,
    "club": club.make,
    "road": road.make,
    "lesson": lesson.make,
    "shots": shots.make,
}


def main(names: list[str]) -> None:
    """Make those that are named, or all."""
    for name in names or PICTURES:
        print(name, flush=True)
        PICTURES[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
