"""Stand-in for `rpi_lcd`: an LCD of letters behind a PCF8574. Its wires: backlight 3, enable 2, RS 0, data 4 to 7.

Instructions: data sheet HD44780U (Hitachi, ADE-207-272), table 6.
"""

from __future__ import annotations

from sim.libraries.stand_ins.smbus import BUS, SMBus
from sim.wires import switched_on

CLEAR, ENTRY, DISPLAY_ON, FUNCTION, PLACE = 0x01, 0x06, 0x0C, 0x28, 0x80
LIGHT, ENABLE, TEXT = 0x08, 0x04, 0x01
ROWS = (0x00, 0x40, 0x14, 0x54)
SLOW_S, PULSE_S = 2e-3, 0.1e-3


class LCD:
    """A display of `width` letters in `rows` lines."""

    def __init__(
        self, address: int = 0x27, bus: int = BUS, width: int = 20, rows: int = 4, backlight: bool = True
    ) -> None:
        self.address, self.width, self.rows = address, width, rows
        self.bus = SMBus(bus)
        self.backlight_status = backlight
        for instruction in (0x33, 0x32, ENTRY, DISPLAY_ON, FUNCTION, CLEAR):
            self.write(instruction)
            switched_on.board().clock.sleep(SLOW_S)

    def write(self, byte: int, mode: int = 0) -> None:
        """Send an instruction, or a letter with mode 1."""
        for nibble in (byte & 0xF0, byte << 4 & 0xF0):
            value = nibble | mode | (LIGHT if self.backlight_status else 0)
            for wires in (value, value | ENABLE, value):
                self.bus.write_byte(self.address, wires)
                switched_on.board().clock.sleep(PULSE_S)

    def text(self, text: str, line: int, align: str = "left") -> None:
        """Write a line, 1 is the first; what does not fit goes on in the next one."""
        first, rest = text[: self.width], text[self.width :]
        places = {"left": first.ljust, "center": first.center, "right": first.rjust}
        self.write(PLACE | ROWS[line - 1])
        for letter in places.get(align, first.ljust)(self.width):
            self.write(ord(letter) & 0xFF, TEXT)
        if rest and line < self.rows:
            self.text(rest, line + 1, align)

    def backlight(self, turn_on: bool = True) -> None:
        """Switch the light behind it."""
        self.backlight_status = turn_on
        self.write(0)

    def clear(self) -> None:
        """Wipe the display."""
        self.write(CLEAR)
        switched_on.board().clock.sleep(SLOW_S)
