"""The cases: each plays on a board of its own state, and reports rows of what is expected and what was seen.

The expectations are what is right, from the issue that a row stands for; never what the code happens to do.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bench.kernel_pi.inside.report import Report

Play = Callable[["Report"], None]


class Case(NamedTuple):
    """`machine`: cases with the same one share a boot. `quick`: played by --quick and only there."""

    name: str
    machine: str
    limit_s: float
    play: Play
    quick: bool = False
    board: str = "pi4"


CASES: dict[str, Case] = {}


def case(name: str, machine: str, limit_s: float, quick: bool = False, board: str = "pi4") -> Callable[[Play], Play]:
    """Make a function a case, under this name."""

    def named(play: Play) -> Play:
        if name in CASES:
            raise ValueError(f"two cases are called {name}")
        CASES[name] = Case(name, machine, limit_s, play, quick, board)
        return play

    return named


for _file in sorted(Path(__file__).parent.glob("[!_]*.py")):
    import_module(f"{__name__}.{_file.stem}")
