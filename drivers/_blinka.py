"""Blinka, which Adafruit's libraries stand on: its names for the board's pins, and why it may not be there.

It needs the module gpiod on every Pi, which no other package brings along.
"""

from __future__ import annotations

import os
from typing import Any

from devices import Message, ReadError
from devices.os_errors import cause

NO_GPIOD = Message("blinka.no_gpiod", "The Python module gpiod is missing. Parts on I2C and DHT sensors need it.")
NO_GPIOD_HINT = Message("blinka.no_gpiod.hint", "Install it: `sudo apt install python3-libgpiod`. Then start again.")
NO_LIBRARY = Message("blinka.no_library", "The Python module {name} is missing. This part needs it.")
NO_LIBRARY_HINT = Message(
    "blinka.no_library.hint", "Set Highland up again from its bundle, or with `pip install {name}`. Then start again."
)
NO_BOARD = Message("blinka.no_board", "Adafruit's library (Blinka) does not work on this board: {error}.")
NO_BOARD_HINT = Message(
    "blinka.no_board.hint", "Check that /dev/gpiochip0 is there and that this user is in the group gpio. Start again."
)


def board_pins() -> Any:
    """Blinka's module `board`. Raises ReadError with what to install or check."""
    os.environ.setdefault("BLINKA_SKIP_DEPENDENCY_CHECK", "1")  # Blinka 10 would ask a question and wait forever
    try:
        import board
    except Exception as error:  # each board and each mistake has its own
        raise missing(error) from error
    return board


def missing(error: Exception) -> ReadError:
    """Why one of its modules could not be imported."""
    name = getattr(error, "name", None) or ""
    if "gpiod" in (name or str(error)):
        return ReadError(NO_GPIOD, NO_GPIOD_HINT)
    if isinstance(error, ImportError) and name:
        return ReadError(NO_LIBRARY(name=name), NO_LIBRARY_HINT(name=name))
    first_line = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
    said = cause(error) if isinstance(error, OSError) else f"{type(error).__name__}: {first_line}".rstrip(": ")
    return ReadError(NO_BOARD(error=said), NO_BOARD_HINT)
