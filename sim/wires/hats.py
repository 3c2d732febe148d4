"""A board on top of the board, on all 40 pins: the Sense HAT."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from sim.wires.strips import Color

NO_SUCH_FILE = 2  # Linux errno


class SenseHatBoard(Protocol):
    """What the library asks of a Sense HAT."""

    on_stick: Callable[[str, bool], object] | None  # direction, pressed or let go

    def feel(self, quantity: str) -> float:
        """What a sensor measures."""
        ...

    def light(self, colors: Sequence[Color], text: str = "") -> None:
        """Light the 64 LEDs, row by row; `text` is what scrolls or stands on them."""
        ...


class Hats:
    """Which hat sits on the board. `on_asked` may put one there."""

    def __init__(self) -> None:
        self.on_asked: Callable[[], SenseHatBoard] | None = None

    def sense_hat(self) -> SenseHatBoard:
        """The Sense HAT. Raises OSError when none is there."""
        if self.on_asked is None:
            raise OSError(NO_SUCH_FILE, "Cannot detect RPi-Sense FB device")
        return self.on_asked()
