"""Stand-in for `grove.display.jhd1802`: the LCD with two lines of 16 letters, at 0x3E."""

from __future__ import annotations

import sys

from sim.libraries.modules import sleep
from sim.libraries.stand_ins.grove.i2c import Bus

ADDRESS = 0x3E
INSTRUCTION, TEXT = 0x80, 0x40  # control bytes
CLEAR, HOME, ON, TWO_LINES, PLACE, ROW = 0x01, 0x02, 0x0C, 0x28, 0x80, 0x40
SLOW_S = 0.1


class JHD1802:
    """One display."""

    name = "JHD1802"

    def __init__(self, address: int = ADDRESS) -> None:
        self._bus, self._address = Bus(), address
        try:
            self._bus.write_byte(address, 0)
        except OSError:
            print(f"Check if the LCD {self.name} inserted, then try again")
            sys.exit(1)
        self.textCommand(HOME)
        sleep(SLOW_S)
        self.textCommand(ON)
        self.textCommand(TWO_LINES)

    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return 2, 16

    def clear(self) -> None:
        """Wipe it."""
        self.textCommand(CLEAR)

    def home(self) -> None:
        """Go to the first letter."""
        self.textCommand(HOME)
        sleep(2 * SLOW_S)

    def setCursor(self, row: int, column: int) -> None:
        """Go to a letter."""
        self.textCommand(PLACE + ROW * row + column % 0x10)

    def write(self, msg: str) -> None:
        """Write from there on."""
        for letter in msg:
            self._bus.write_byte_data(self._address, TEXT, ord(letter))

    def textCommand(self, cmd: int) -> None:
        """Send an instruction."""
        self._bus.write_byte_data(self._address, INSTRUCTION, cmd)
