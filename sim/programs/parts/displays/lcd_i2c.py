"""LCD 1602 and 2004 with the I2C board on its back: an HD44780 behind a PCF8574, as nearly every shop sells it.

Wires of that board: bit 0 RS (text or instruction), 1 RW, 2 enable, 3 backlight, 4 to 7 the upper four data wires.
A program that writes each byte with `write_byte_data(0x27, 0, byte)` puts a 0 on all wires before: enable falls there.
"""

from __future__ import annotations

from itertools import pairwise

from devices import Message
from sim.chips._bus_chips import ChipOnI2c
from sim.programs.parts.display import DisplayChip
from sim.programs.parts.hd44780 import Hd44780
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.wires.i2c import Nack

RS, RW, ENABLE, LIGHT = 0x01, 0x02, 0x04, 0x08
USUAL = (0x27, 0x3F)  # PCF8574 and PCF8574A as shops sell them, no bridge soldered
OF_OLEDS = (0x3C, 0x3D)  # these get all their bytes after a 0
FIRST = 24  # chosen: exchanges that show how a program speaks
PULSES = 3  # chosen: so many are no accident
WORDS = ("lcd", "lcd1602", "1602", "display", "screen", "backlight")
ADDRESSES = (*USUAL, *range(0x20, 0x27), *range(0x38, 0x3F))  # PCF8574 data sheet, table 3: with bridges


class LcdChip(ChipOnI2c, DisplayChip):
    """One display behind its I2C board."""

    def plug(self) -> None:
        self._wires = 0xFF
        self._letters = Hd44780()
        super().plug()
        self.on_bus(self.option("address", 0x27))

    @property
    def lines(self) -> tuple[str, ...]:
        """Its lines, without the blanks at their end."""
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
        self.redraws()
        for wires in data:
            if self._wires & ENABLE and not self._wires & RW and not wires & ENABLE:
                self._letters.nibble(self._wires >> 4, bool(self._wires & RS))
            self._wires = wires
        if data:
            self.drawn()

    def read(self, count: int) -> bytes:
        """Give the levels back; the display is never busy."""
        if not self._powered:
            raise Nack
        return bytes([self._wires & ~0x80]) * count


def _fits(talk: Talk) -> float:
    """Byte by byte, or each after a 0, and the enable wire goes up and down; a chip of registers gets others."""
    sent = [each for each, _ in talk.exchanges[:FIRST] if each]
    if any(each and asked for each, asked in talk.exchanges):
        return 0.0  # it has no registers to be read
    after_0 = bool(sent) and all(len(each) == 2 and not each[0] for each in sent)
    if not after_0 and any(len(each) != 1 for each in sent):
        return 0.0
    pulses = sum(1 for up, down in pairwise(sent) if up[-1] & ENABLE and down[-1] == up[-1] & ~ENABLE)
    if pulses >= PULSES:
        return 0.95
    if after_0:  # a port with registers begins like that, too
        if talk.number in OF_OLEDS:
            return 0.0
        return 0.56 if talk.number in USUAL and talk.says(*WORDS) else 0.2
    return 0.6 if talk.number in USUAL else 0.3


KINDS = (
    PartKind(
        "lcd", LcdChip, Message("script.kind.display", "LCD 1602 or 2004, display of letters"), I2C, (),
        addresses=ADDRESSES,
        libraries=("RPLCD",),
        fits=_fits,
    ),
)  # fmt: skip
