"""SH1106 and SH1107: OLED displays of up to 128 by 64 and 128 by 128 pixels, I2C. Data sheets: Sino Wealth v2.3, v2.1.

The memory of an SH1106 has 132 columns; the glass is wired to the middle ones, so programs begin at column 2. It knows
pages only. How wide the glass of an SH1107 is, the offset of its module says; the offset and the rows only fit it to
that glass, and move nothing here. One command, 0x20 or 0x21, says which way its pointer goes.
"""

from __future__ import annotations

from collections.abc import Hashable

from sim.programs.parts.displays.oled import MULTIPLEX, OFFSET, PARAMETERS, OledChip
from sim.programs.parts.displays.oled_clues import on_i2c
from sim.programs.parts.displays.oled_memory import BITS, NOT
from sim.programs.parts.displays.ssd1306 import ADDRESSES, OLED
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.picture import Picture

CONVERTER = 0xAD  # the DC-DC converter; it is on after a reset
CONVERTER_ON = 0x01
START = 0xDC  # the first line of an SH1107
SIDE, PAGES = 128, 16
WIDTHS = {0x60: 64, 0x68: 80}  # of the glass of an SH1107, by the offset of its modules


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


class Sh1107Chip(OledChip):
    """One display. A program that sets nothing has its picture upright."""

    parameters = PARAMETERS | {CONVERTER: 1, START: 1}

    def _reset(self) -> None:
        super()._reset()
        self._bytes = bytearray(SIDE * PAGES)
        self._start = 0
        self._width = SIDE
        self._downward = False  # the pointer goes from page to page

    @property
    def state(self) -> Hashable:
        look = self.memory
        seen = (self._start, self._width, look.remapped, look.upward, look.inverted, look.all_on)
        return (self.lit, bytes(self._bytes), *seen)

    def pixels(self) -> Picture:
        look = self.memory
        rows = [bytes(self._width)] * SIDE
        if self.lit and look.all_on:
            rows = [b"\1" * self._width] * SIDE
        elif self.lit:
            rows = [self._row((self._start + each) % SIDE) for each in range(SIDE)]
            if look.inverted:
                rows = [row.translate(NOT) for row in rows]
        return Picture(tuple(rows[::-1] if look.upward else rows))

    def _row(self, row: int) -> bytes:
        page, bit = divmod(row, 8)
        found = bytes(self._bytes[page * SIDE : page * SIDE + self._width]).translate(BITS[bit])
        return found[::-1] if self.memory.remapped else found

    def obey(self, command: int, values: list[int]) -> None:
        if command in (0x20, 0x21):
            self._downward = command == 0x21
        elif command == START:
            self._start = values[0] & 0x7F
        elif command == OFFSET:
            self._width = WIDTHS.get(values[0], SIDE)
        elif 0xB0 <= command < 0xC0:
            self._page = command & 0x0F
        elif not 0x40 <= command < 0x80 and command not in (MULTIPLEX, CONVERTER):
            super().obey(command, values)
            self._column &= SIDE - 1

    def draw(self, data: bytes) -> None:
        """Put bytes side by side in the page, or one below the other."""
        for byte in data:
            self._bytes[self._page * SIDE + self._column] = byte
            if self._column >= self._width:
                self._width = SIDE
            if self._downward:
                self._page = (self._page + 1) % PAGES
            if not self._downward or not self._page:
                self._column = (self._column + 1) % SIDE


def _fits_sh1106(talk: Talk) -> float:
    return on_i2c(talk)[1]


def _fits_sh1107(talk: Talk) -> float:
    return on_i2c(talk)[2]


KINDS = (
    PartKind("sh1106", Sh1106Chip, OLED(name="SH1106"), I2C, (), addresses=ADDRESSES, fits=_fits_sh1106),
    PartKind("sh1107", Sh1107Chip, OLED(name="SH1107"), I2C, (), addresses=ADDRESSES, fits=_fits_sh1107),
)  # fmt: skip
