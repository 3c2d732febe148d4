"""LCD 1602 with the I2C board on its back: an HD44780 behind a PCF8574, as nearly every shop sells it.

Wires of that board: bit 0 RS (text or instruction), 1 RW, 2 enable, 3 backlight, 4 to 7 the upper four data wires.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sim.chips._bus_chips import ChipOnI2c
from sim.programs.parts.hd44780 import Hd44780
from sim.time.clock import Event
from sim.wires.i2c import Nack

RS, RW, ENABLE, LIGHT = 0x01, 0x02, 0x04, 0x08
SETTLED_S = 0.25  # chosen: what has not changed for so long was meant to be read


class LcdChip(ChipOnI2c):
    """One display. `lines` is what can be read on it; `on_text` is called when somebody had the time to read it."""

    def plug(self) -> None:
        self._wires = 0xFF
        self._letters = Hd44780()
        self._read: tuple[str, ...] = ("", "")
        self._alarm: Event | None = None
        self.on_text: Callable[[tuple[str, ...]], None] | None = None
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
        if data and self._alarm is None:
            self._wait()

    def read(self, count: int) -> bytes:
        """Give the levels back; the display is never busy."""
        if not self._powered:
            raise Nack
        return bytes([self._wires & ~0x80]) * count

    def _wait(self) -> None:
        clock = self.pi.clock
        self._alarm = clock.at(clock.monotonic() + SETTLED_S, partial(self._look, self.lines))

    def _look(self, before: tuple[str, ...]) -> None:
        self._alarm = None
        if self.lines != before:
            self._wait()
        elif self.lines != self._read:
            self._read = self.lines
            if self.on_text is not None:
                self.on_text(self.lines)
