"""LCD 1602 with the I2C board on its back: an HD44780 behind a PCF8574, as nearly every shop sells it.

Wires of that board: bit 0 RS (text or instruction), 1 RW, 2 enable, 3 backlight, 4 to 7 the upper four data wires.
Data sheet HD44780U (Hitachi): instructions, table 6. It is spoken to in nibbles.
"""

from __future__ import annotations

from devices import Message
from sim.chips._bus_chips import ChipOnI2c
from sim.programs.parts.display import DisplayChip
from sim.programs.parts.kind import I2C, PartKind
from sim.wires.i2c import Nack

RS, RW, ENABLE, LIGHT = 0x01, 0x02, 0x04, 0x08
COLUMNS = 16
LINE_STARTS = (0x00, 0x40)
MEMORY = 0x80
OWN_LETTERS = range(0x10)  # drawn by the program itself
OWN_LETTER = "\u25a0"
OTHERS = {0x5C: "\u00a5", 0x7E: "\u2192", 0x7F: "\u2190", 0xDF: "\u00b0", 0xFF: "\u2588"}  # ROM code A00, table 4
SEEN = range(0x20, 0x80)
UNKNOWN = "\u00bf"  # Japanese letters and signs
BLANK = 0x20


class Hd44780:
    """The controller and the letters in its memory. `lines` is what can be seen."""

    def __init__(self) -> None:
        self._eight_bits = True  # after power-up: each nibble is a whole instruction, its lower half zeros
        self._high: int | None = None
        self._memory = bytearray([BLANK] * MEMORY)
        self._at = 0
        self._draws = False  # what comes is the drawing of an own letter, no text
        self._step = 1
        self._moves = False  # the text moves, not the cursor
        self._shift = 0
        self._on = False

    @property
    def lines(self) -> tuple[str, ...]:
        """Two lines of sixteen letters; blank while the display is off."""
        if not self._on:
            return ("", "")
        return tuple(
            "".join(_letter(self._memory[start + (self._shift + column) % 40]) for column in range(COLUMNS)).rstrip()
            for start in LINE_STARTS
        )

    def nibble(self, bits: int, is_text: bool) -> None:
        """Take four bits: one fall of the enable wire."""
        if self._eight_bits:
            self._take(bits << 4, is_text)
        elif self._high is None:
            self._high = bits
        else:
            byte, self._high = self._high << 4 | bits, None
            self._take(byte, is_text)

    def _take(self, byte: int, is_text: bool) -> None:
        if not is_text:
            self._obey(byte)
        elif not self._draws:
            self._memory[self._at] = byte
            self._go(self._step)
            if self._moves:
                self._shift = (self._shift + self._step) % 40

    def _obey(self, byte: int) -> None:
        """Instructions are told by their highest bit."""
        if byte & 0x80:
            self._at, self._draws = byte & 0x7F, False
        elif byte & 0x40:
            self._draws = True
        elif byte & 0x20:
            self._eight_bits = bool(byte & 0x10)
            self._high = None
        elif byte & 0x10:
            self._move(bool(byte & 0x08), 1 if byte & 0x04 else -1)
        elif byte & 0x08:
            self._on = bool(byte & 0x04)
        elif byte & 0x04:
            self._step, self._moves = (1 if byte & 0x02 else -1), bool(byte & 0x01)
        elif byte:
            self._at, self._shift, self._draws = 0, 0, False
            if byte & 0x01:
                self._memory[:] = bytes([BLANK] * MEMORY)
                self._step = 1

    def _move(self, whole: bool, step: int) -> None:
        if whole:
            self._shift = (self._shift - step) % 40
        else:
            self._go(step)

    def _go(self, step: int) -> None:
        """Forty letters a line; after the first comes the second."""
        line, column = divmod(self._at, 0x40)
        column += step
        if not 0 <= column < 40:
            line, column = 1 - line, column % 40
        self._at = line * 0x40 + column


def _letter(code: int) -> str:
    if code in OWN_LETTERS:
        return OWN_LETTER
    return OTHERS.get(code) or (chr(code) if code in SEEN else UNKNOWN)


class LcdChip(ChipOnI2c, DisplayChip):
    """One display behind its I2C board."""

    def plug(self) -> None:
        self._wires = 0xFF
        self._letters = Hd44780()
        super().plug()
        self.on_bus(self.option("address", 0x27))

    @property
    def lines(self) -> tuple[str, ...]:
        """Two lines, without the blanks at their end."""
        return self._letters.lines if self._powered else ("", "")

    @property
    def lit(self) -> bool:
        """Whether its backlight is on."""
        return self._powered and bool(self._wires & LIGHT)

    def power_changed(self) -> None:
        super().power_changed()
        self._letters = Hd44780()

    def write(self, data: bytes) -> None:
        """Put levels on the eight wires, byte after byte."""
        if not self._powered:
            raise Nack
        for wires in data:
            if self._wires & ENABLE and not wires & (ENABLE | RW):
                self._letters.nibble(self._wires >> 4, bool(self._wires & RS))
            self._wires = wires
        if data:
            self.drawn()

    def read(self, count: int) -> bytes:
        """Give the levels back; the display is never busy."""
        if not self._powered:
            raise Nack
        return bytes([self._wires & ~0x80]) * count


KINDS = (
    PartKind(
        "lcd", LcdChip, Message("script.kind.display", "LCD 1602, display of two lines"), I2C, (),
        addresses=(0x27, 0x3F),  # PCF8574 and PCF8574A as shops sell them, no bridge soldered
    ),
)  # fmt: skip
