"""The 40 pins of the board, where each is on the sheet, and where its wire leaves between the others."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from devices.header import PINS
from wiring.drawing.pen import BRASS, INK, SOFT, circle, rect, text
from wiring.drawing.rails import RAILS

ROWS = 20
BESIDE = 118  # from the pins to the board's edge


@dataclass(frozen=True, slots=True)
class Header:
    """The header with pin 1 at (x, y) and `pitch` between two pins."""

    x: float
    y: float
    pitch: float

    @property
    def left(self) -> float:
        """The board's left edge."""
        return self.x - BESIDE

    @property
    def right(self) -> float:
        """The board's right edge."""
        return self.x + self.pitch + BESIDE

    def pin(self, number: int) -> tuple[float, float]:
        """Where a physical pin is."""
        return self.x + (0 if number % 2 else self.pitch), self.y + self.pitch * ((number - 1) // 2)

    def exit(self, number: int, side: str) -> float:
        """At which height a pin's wire leaves: in its row, or between two rows when it passes the other column."""
        _, y = self.pin(number)
        if (number % 2 == 1) == (side == "left"):
            return y
        return y + self.pitch / 2 * (-1 if side == "left" else 1)

    def way_out(self, number: int, side: str) -> list[tuple[float, float]]:
        """The last points of a wire that comes from a side, up to the pin."""
        x, y = self.pin(number)
        if (number % 2 == 1) == (side == "left"):
            return [(x, y)]
        return [(self.x + self.pitch / 2, self.exit(number, side)), (x, y)]

    def board(self, sd_end: str) -> str:
        """The board under the pins."""
        pitch = self.pitch
        return (
            rect(self.left, self.y - 62, 2 * BESIDE + pitch, pitch * ROWS + 96, "#e9f3ea", 14, "#3f8f57", 2)
            + text(self.left + 14, self.y - 38, "Raspberry Pi", 16, "#245c36", bold=True)
            + text(self.left + 14, self.y - 22, sd_end, 11.5, SOFT)
            + rect(self.x - pitch * 0.6, self.y - pitch * 0.6, pitch * 2.2, pitch * 20.2, "#222b33", 4)
        )

    def pins(self, used: Set[int], taken: Set[int] = frozenset()) -> str:
        """All pins with their numbers; those in use are white, those of earlier steps are pale."""
        out = ""
        for pin in PINS:
            x, y = self.pin(pin.physical)
            rail = pin.name if pin.name in RAILS else ""
            is_used = pin.physical in used
            is_pale = pin.physical in taken and not is_used
            fill = RAILS[rail].color if rail else "#fff" if is_used else "#c3ccd1" if is_pale else "#76828b"
            ink = INK if (is_used or is_pale) and not rail else "#fff"
            out += circle(x, y, self.pitch * 0.34, fill, BRASS, 1.8)
            out += text(x, y + 4, pin.physical, 11.5, ink, "middle", bold=True)
        return out
