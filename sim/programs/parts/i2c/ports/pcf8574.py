"""PCF8574 and PCF8574A: eight wires, I2C. Data sheet PCF8574 (NXP, revision 5): sections 7 and 8.

A wire that is written 1 is held high only weakly and can be an input: a button joins it to ground.
"""

from __future__ import annotations

from sim.programs.parts.i2c.ports.mcp23017 import PORT_8
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import Quantity
from sim.programs.parts.registers import TellingChip
from sim.programs.parts.wires import WiresChip
from sim.wires.i2c import Nack

WIRES = tuple(f"p{bit}" for bit in range(8))
AT_POWER_ON = 0xFF
OF_DISPLAYS = (0x27, 0x3F)  # where a PCF8574 nearly always sits on the back of an LCD
OF_OLEDS = (0x3C, 0x3D)  # these get all their bytes after a 0
DISPLAY_WORDS = {"lcd", "display", "liquidcrystal", "oled", "ssd1306"}


class Pcf8574Chip(WiresChip, TellingChip):
    """One port."""

    feels = tuple(f"{wire}_pressed" for wire in WIRES)
    wires = WIRES

    def plug(self) -> None:
        self._latch = AT_POWER_ON
        self._lows = 0  # wires that were driven low once
        self._is_read = False
        self.on_bus(self.option("address", 0x20))

    def power_changed(self) -> None:
        super().power_changed()
        self._latch = AT_POWER_ON
        for wire in WIRES:
            self.drive(wire, None)

    @property
    def inputs_in_use(self) -> tuple[str, ...]:
        """All that was never driven low, once the port is read."""
        return tuple(wire for bit, wire in enumerate(WIRES) if self._is_read and not self._lows >> bit & 1)

    def write(self, data: bytes) -> None:
        """Put levels on the wires, byte after byte."""
        if not self._powered:
            raise Nack
        for levels in data:
            changed, self._latch = self._latch ^ levels, levels
            self._lows |= changed
            for bit, wire in enumerate(WIRES):
                if changed >> bit & 1:
                    self.drive(wire, float(~levels >> bit & 1))  # as it was until now
                    self.drive(wire, float(levels >> bit & 1))

    def read(self, count: int) -> bytes:
        """Give the levels of the wires."""
        if not self._powered:
            raise Nack
        self._is_read = True
        pressed = sum(bool(self.feel(name)) << bit for bit, name in enumerate(self.feels))
        return bytes((self._latch & ~pressed,)) * count


def _fits(talk: Talk) -> float:
    """It has no registers: a read follows nothing, a write is one byte. The board on an LCD is the same chip."""
    if any(sent and asked for sent, asked in talk.exchanges):
        return 0.0
    if any(len(sent) > 1 for sent, _ in talk.exchanges):
        return 0.0 if talk.number in OF_OLEDS else 0.05
    if "pcf8574" in talk.words and not talk.words & DISPLAY_WORDS:
        return 0.95
    if talk.words & DISPLAY_WORDS:
        return 0.1
    plain_read = any(asked and not sent for sent, asked in talk.exchanges)
    return 0.7 if plain_read or talk.number not in OF_DISPLAYS else 0.3


QUANTITIES = tuple(Quantity(name, False, another="1") for name in Pcf8574Chip.feels)
KINDS = (
    PartKind(
        "pcf8574", Pcf8574Chip, PORT_8(name="PCF8574"), I2C, ("p0_pressed",),
        addresses=(*range(0x20, 0x28), *range(0x38, 0x40)),  # data sheet, table 4: PCF8574 and PCF8574A
        libraries=("adafruit_pcf8574", "pcf8574"),
        fits=_fits,
    ),
)  # fmt: skip
