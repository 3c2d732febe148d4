"""SH1106: OLED display of 128 by 64 pixels, I2C. Data sheet SH1106 (Sino Wealth, v2.3).

Its memory has 132 columns; the glass is wired to the middle ones, so programs begin at column 2. It knows pages only.
"""

from __future__ import annotations

from sim.programs.parts.displays.oled import PARAMETERS, OledChip
from sim.programs.parts.displays.oled_clues import on_i2c
from sim.programs.parts.displays.ssd1306 import ADDRESSES, OLED
from sim.programs.parts.kind import I2C, PartKind, Talk

CONVERTER = 0xAD  # the DC-DC converter; it is on after a reset
CONVERTER_ON = 0x01


class Sh1106Chip(OledChip):
    """One display."""

    parameters = PARAMETERS | {CONVERTER: 1}
    columns, first = 132, 2

    def _reset(self) -> None:
        super()._reset()
        self._converts = True

    @property
    def lit(self) -> bool:
        return super().lit and self._converts

    def obey(self, command: int, values: list[int]) -> None:
        if command == CONVERTER:
            self._converts = bool(values[0] & CONVERTER_ON)
        else:
            super().obey(command, values)

    def draw(self, data: bytes) -> None:
        """Put bytes side by side in the page; what goes beyond its last column is lost."""
        piece = data[: max(self.columns - self._column, 0)]
        self.memory.put(self._page, self._column, piece)
        self._column += len(piece)


def _fits(talk: Talk) -> float:
    return on_i2c(talk)[1]


KINDS = (
    PartKind("sh1106", Sh1106Chip, OLED(name="SH1106"), I2C, (), addresses=ADDRESSES, fits=_fits),
)  # fmt: skip
