"""LCD 1602 behind an MCP23008, as Adafruit's I2C board (292) has it. Data sheet MCP23008 (Microchip DS20001919).

Wires of that board: GP1 RS (text or instruction), GP2 enable, GP3 to GP6 the upper four data wires, GP7 backlight.
"""

from __future__ import annotations

from typing import ClassVar

from devices import Message
from sim.programs.parts.display import DisplayChip
from sim.programs.parts.hd44780 import Hd44780
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip

DIRECTION, PORT, LATCH = 0x00, 0x09, 0x0A  # table 1-2
REGISTERS = 0x0B
RS, ENABLE, DATA_AT, LIGHT = 0x02, 0x04, 3, 0x80


class LcdOnMcp23008(RegisterChip, DisplayChip):
    """One display behind its I2C board."""

    usual_address = 0x20
    at_reset: ClassVar[dict[int, int]] = {each: 0xFF if each == DIRECTION else 0x00 for each in range(REGISTERS)}

    def plug(self) -> None:
        self._letters = Hd44780()
        self.registers = dict(self.at_reset)
        DisplayChip.plug(self)
        super().plug()

    @property
    def lines(self) -> tuple[str, ...]:
        """Its lines, without the blanks at their end."""
        return self._letters.lines if self._powered else ("", "")

    @property
    def lit(self) -> bool:
        """Whether its backlight is on."""
        return self._powered and bool(self.registers[LATCH] & LIGHT)

    def power_changed(self) -> None:
        super().power_changed()
        self._letters = Hd44780()

    def get(self, register: int) -> int:
        """What is read; nothing but the display is on the wires."""
        return super().get(LATCH if register == PORT else register)

    def set(self, register: int, value: int) -> None:
        """Take a byte; what is written to the port goes to its latch."""
        before = self._wires
        super().set(LATCH if register == PORT else register, value)
        wires = self._wires
        if before & ENABLE and not wires & ENABLE:
            self.redraws()
            self._letters.nibble(before >> DATA_AT & 0x0F, bool(before & RS))
            self.drawn()

    @property
    def _wires(self) -> int:
        return self.registers[LATCH] & ~self.registers[DIRECTION]


def _fits(talk: Talk) -> float:
    if any(first >= REGISTERS for first in talk.first_bytes):
        return 0.0
    return 0.97 if talk.says("character", "charlcd") else 0.05


KINDS = (
    PartKind(
        "lcd_mcp23008", LcdOnMcp23008, Message("script.kind.lcd_mcp23008", "LCD 1602 with an MCP23008"), I2C, (),
        addresses=tuple(range(0x20, 0x28)),  # DS20001919, section 1.3
        libraries=("adafruit_mcp230xx", "adafruit_character_lcd", "Adafruit_CharLCD"),
        fits=_fits,
    ),
)  # fmt: skip
