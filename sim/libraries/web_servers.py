"""werkzeug's server, which Flask starts: without its reloader, which would start the whole program once more."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from sim.python.program import program_here

RELOADER = 3  # its place among the arguments of run_simple


def adapt(module: ModuleType) -> None:
    """Leave the reloader out while a program on the board calls run_simple."""
    real: Any = vars(module)["run_simple"]
    if hasattr(real, "of_board"):
        return

    def run_simple(*args: Any, **named: Any) -> Any:
        if program_here() is not None:
            args = tuple(False if place == RELOADER else each for place, each in enumerate(args))
            if len(args) <= RELOADER:
                named["use_reloader"] = False
        return real(*args, **named)

    ours: Any = run_simple
    ours.of_board = True
    vars(module)["run_simple"] = ours
