"""Pillow's fonts: a file that a Pi has and this computer has not is replaced by Pillow's own font of that size."""

from __future__ import annotations

from pathlib import PurePath
from types import ModuleType
from typing import Any

from sim.python.program import program_here
from sim.wires import switched_on


def adapt(module: ModuleType) -> None:
    """Let `truetype` give Pillow's own font where a program on the board asks for a file that is not here."""
    real: Any = vars(module)["truetype"]
    if hasattr(real, "of_board"):
        return

    def truetype(font: Any = None, size: float = 10, *args: Any, **named: Any) -> Any:
        try:
            return real(font, size, *args, **named)
        except OSError:
            if program_here() is None or not switched_on.on or not isinstance(font, str | PurePath):
                raise
            own: Any = vars(module)["load_default"](size)
            switched_on.board().missing.font(str(font))
            return own

    ours: Any = truetype
    ours.of_board = True
    vars(module)["truetype"] = ours
