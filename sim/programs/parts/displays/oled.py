"""What the small OLED controllers have in common: commands and data behind a control byte, and most commands.

Data sheet SSD1306 (Solomon Systech, rev 1.1): control byte 8.1.5.2, commands table 9-1. Data sheet SH1106 (Sino
Wealth, v2.3): the same with fewer commands. A command and its parameters may come in several transactions.
"""

from __future__ import annotations

from collections.abc import Hashable

from sim.programs.parts.display import PixelChip
from sim.programs.parts.displays.oled_memory import OledMemory
from sim.programs.parts.picture import Picture
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

ONE_MORE, DATA = 0x80, 0x40  # of the control byte: one byte, then another control byte; what follows is picture
OFF_BIT = 0x40  # of the status byte that can be read
MULTIPLEX, OFFSET, CONTRAST = 0xA8, 0xD3, 0x81
PARAMETERS = {CONTRAST: 1, MULTIPLEX: 1, OFFSET: 1, 0xD5: 1, 0xD9: 1, 0xDA: 1, 0xDB: 1}  # timing and voltages, too
RESET_CONTRAST = 0x7F
FEWEST_ROWS = 16  # multiplex ratio, table 9-1


class OledChip(TellingChip, PixelChip):
    """One display. A subclass says which commands are its own."""

    parameters = PARAMETERS
    columns, first = 128, 0
    seen_s = 0.02  # a page of 128 bytes on I2C takes 12 ms

    def plug(self) -> None:
        self._reset()
        super().plug()
        self.on_bus(self.option("address", 0x3C))

    def _reset(self) -> None:
        self.memory = OledMemory(self.columns, self.first)
        self.contrast = RESET_CONTRAST
        self._on = False
        self._page = self._column = 0
        self._command: list[int] = []  # a command that waits for its parameters

    @property
    def state(self) -> Hashable:
        return (self.lit, self.memory.state)

    @property
    def lit(self) -> bool:
        """Whether its pixels can light up."""
        return self._powered and self._on

    def pixels(self) -> Picture:
        return self.memory.seen(self.lit)

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def write(self, data: bytes) -> None:
        """Take control bytes, and behind them commands or a piece of the picture."""
        if not self._powered:
            raise Nack
        self.redraws()
        at = 0
        while at + 1 < len(data):
            control = data[at]
            end = at + 2 if control & ONE_MORE else len(data)
            if control & DATA:
                self.draw(data[at + 1 : end])
            else:
                for byte in data[at + 1 : end]:
                    self.take_command(byte)
            at = end
        if data:
            self.drawn()

    def read(self, count: int) -> bytes:
        """Give the status byte."""
        if not self._powered:
            raise Nack
        return bytes([0 if self._on else OFF_BIT]) * count

    def draw(self, data: bytes) -> None:
        """Take a piece of the picture."""
        raise NotImplementedError

    def take_command(self, byte: int) -> None:
        """Take the next byte of the commands."""
        command = self._command
        command.append(byte)
        if len(command) > self.parameters.get(command[0], 0):
            self._command = []
            self.obey(command[0], command[1:])

    def obey(self, command: int, values: list[int]) -> None:
        """Carry out a whole command; the subclass has tried its own ones before."""
        memory = self.memory
        if command < 0x20:
            half = command & 0x0F
            self._column = self._column & 0x0F | half << 4 if command & 0x10 else self._column & 0xF0 | half
        elif 0x40 <= command < 0x80:
            memory.start = command & 0x3F
        elif 0xB0 <= command < 0xC0:
            self._page = command & 0x07
        elif 0xC0 <= command < 0xD0:
            memory.upward = bool(command & 0x08)
        elif 0xA0 <= command < 0xB0:
            self._set_look(command, values)
        elif command == CONTRAST:
            self.contrast = values[0]
        elif command == OFFSET:
            memory.offset = values[0] & 0x3F

    def _set_look(self, command: int, values: list[int]) -> None:
        memory, flag = self.memory, bool(command & 1)
        if command == MULTIPLEX:
            memory.rows = max((values[0] & 0x3F) + 1, FEWEST_ROWS)
        elif command <= 0xA1:
            memory.remapped = flag
        elif command in (0xA4, 0xA5):
            memory.all_on = flag
        elif command in (0xA6, 0xA7):
            memory.inverted = flag
        elif command >= 0xAE:
            if not flag and self._on:
                self.goes_dark()
            self._on = flag
