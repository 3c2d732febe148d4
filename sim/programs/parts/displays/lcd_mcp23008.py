"""LCD 1602 behind an MCP23008 or MCP23017, as Adafruit's boards have it. Data sheets Microchip DS20001919, DS20001952.

Board 292: GP1 RS (text or instruction), GP2 enable, GP3 to GP6 the upper four data wires, GP7 backlight. The plates
with five buttons (714, 716, 1109, 1110): GPB7 RS, GPB6 R/W, GPB5 enable, GPB4 to GPB1 the upper four data wires; a
light of three colors that are on at low at GPA6, GPA7, GPB0; buttons to ground at GPA0 to GPA4.
"""

from __future__ import annotations

from typing import ClassVar

from devices import Message
from sim.programs.parts.display import DisplayChip
from sim.programs.parts.hd44780 import Hd44780
from sim.programs.parts.i2c.ports.mcp23017 import LATCH as LATCHES_AT
from sim.programs.parts.i2c.ports.mcp23017 import Mcp23017Chip
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip

DIRECTION, PORT, LATCH = 0x00, 0x09, 0x0A  # table 1-2
REGISTERS = 0x0B
RS, ENABLE, DATA_AT, LIGHT = 0x02, 0x04, 3, 0x80
ABOUT = ("character", "charlcd")
PORT_B = 1
PLATE_RS, PLATE_READS, PLATE_ENABLE = 0x80, 0x40, 0x20  # of port B
PLATE_DATA = (0x10, 0x08, 0x04, 0x02)  # of port B: D4 to D7
PLATE_LIGHTS = {"gpa6": "red", "gpa7": "green", "gpb0": "blue"}


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


class LcdPlateChip(Mcp23017Chip, DisplayChip):
    """One display with five buttons: GPA0 select, GPA1 right, GPA2 down, GPA3 up, GPA4 left."""

    def plug(self) -> None:
        self._letters = Hd44780()
        self.registers = dict(self.at_reset)
        DisplayChip.plug(self)
        super().plug()

    @property
    def lines(self) -> tuple[str, ...]:
        """Its lines, without the blanks at their end."""
        return self._letters.lines if self._powered else ("", "")

    def power_changed(self) -> None:
        super().power_changed()
        self._letters = Hd44780()

    def drive(self, wire: str, level: float | None) -> None:
        """Only its light is reported: how much of each color there is."""
        if wire in PLATE_LIGHTS:
            super().drive(PLATE_LIGHTS[wire], None if level is None else 1.0 - level)

    def set(self, register: int, value: int) -> None:
        """Take a byte; the display looks when its enable wire falls."""
        before = self._wires
        super().set(register, value)
        if before & PLATE_ENABLE and not self._wires & PLATE_ENABLE and not before & PLATE_READS:
            self.redraws()
            nibble = sum(1 << place for place, wire in enumerate(PLATE_DATA) if before & wire)
            self._letters.nibble(nibble, bool(before & PLATE_RS))
            self.drawn()

    @property
    def _wires(self) -> int:
        return self._of(LATCHES_AT, PORT_B) & ~self._of(DIRECTION, PORT_B)


def _speaks_of_both_ports(talk: Talk) -> bool:
    return any(len(sent) == 3 for sent, _ in talk.exchanges) or any(first >= REGISTERS for first in talk.first_bytes)


def _fits(talk: Talk) -> float:
    """Until a register is named, it may be the large one."""
    if _speaks_of_both_ports(talk):
        return 0.0
    if not talk.says(*ABOUT):
        return 0.05
    return 0.97 if talk.first_bytes else 0.6


def _fits_plate(talk: Talk) -> float:
    """Two ports at once, or registers that the small one does not have."""
    if any(first not in Mcp23017Chip.at_reset for first in talk.first_bytes):
        return 0.0
    if not talk.says(*ABOUT):
        return 0.03
    if not talk.first_bytes:
        return 0.7 if talk.says("rgb", "plate") else 0.5
    return 0.98 if _speaks_of_both_ports(talk) else 0.1


KINDS = (
    PartKind(
        "lcd_mcp23008", LcdOnMcp23008, Message("script.kind.lcd_mcp23008", "LCD 1602 with an MCP23008"), I2C, (),
        addresses=tuple(range(0x20, 0x28)),  # DS20001919, section 1.3
        libraries=("adafruit_mcp230xx", "adafruit_character_lcd", "Adafruit_CharLCD"),
        fits=_fits,
    ),
    PartKind(
        "lcd_mcp23017", LcdPlateChip, Message("script.kind.lcd_plate", "LCD 1602 with an MCP23017 and five buttons"),
        I2C, ("gpa0_pressed",),
        addresses=tuple(range(0x20, 0x28)),  # DS20001952, section 3.3
        libraries=("adafruit_mcp230xx", "adafruit_character_lcd", "Adafruit_CharLCD"),
        fits=_fits_plate,
    ),
)  # fmt: skip
