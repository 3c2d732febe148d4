"""Files that every Raspberry Pi has and other computers have not: the thermometer of its processor."""

from __future__ import annotations

import builtins
import io
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

PROCESSOR_C = 48.0  # chosen: a Pi 4 that has little to do, in a room of 27 C
FILES = {"/sys/class/thermal/thermal_zone0/temp": f"{PROCESSOR_C * 1000:.0f}\n"}  # Linux: thousandths of a degree


class BoardFiles:
    """While it is entered, `open` finds these files; every other one is where it always is."""

    def __init__(self) -> None:
        self._undo = ExitStack()

    def __enter__(self) -> None:
        real: Callable[..., Any] = builtins.open

        def program_open(file: Any, mode: str = "r", *args: Any, **named: Any) -> Any:
            text = FILES.get(file) if isinstance(file, str) and mode in ("r", "rt", "rb") else None
            if text is None:
                return real(file, mode, *args, **named)
            return io.BytesIO(text.encode()) if mode == "rb" else io.StringIO(text)

        owners: tuple[Any, ...] = (builtins, io)
        for owner in owners:
            self._undo.callback(setattr, owner, "open", owner.open)
            owner.open = program_open

    def __exit__(self, *_: object) -> None:
        self._undo.close()
