"""MCP4725: an output of twelve bits, I2C. Data sheet MCP4725 (Microchip DS22039), figures 6-1 to 6-3."""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.programs.parts.wires import Steady, WiresChip
from sim.wires.i2c import Nack

OUTPUT = "out"
SLOW, KEPT = 0x40, 0x60  # bits 7 to 5: three bytes; with the second, after the next power-on too
POWER_DOWN = 0x06
READY = 0x80
STEPS = 4096
HALF = 0x800  # from the factory, section 4.5.1


class Mcp4725Chip(WiresChip, TellingChip):
    """One output."""

    wires = (OUTPUT,)

    def plug(self) -> None:
        self._kept = self._value = HALF
        self.on_bus(self.option("address", 0x60))

    def power_changed(self) -> None:
        super().power_changed()
        self._value = self._kept
        self.drive(OUTPUT, Steady(self._value / STEPS) if self._powered else None)

    def write(self, data: bytes) -> None:
        """Take a value in two or three bytes."""
        if not self._powered:
            raise Nack
        if len(data) >= 3 and data[0] & 0xE0 in (SLOW, KEPT):
            self._value = data[1] << 4 | data[2] >> 4
            off = data[0] & POWER_DOWN
            if data[0] & 0xE0 == KEPT:
                self._kept = self._value
        elif len(data) >= 2 and not data[0] & 0xC0:
            self._value = (data[0] & 0x0F) << 8 | data[1]
            off = data[0] & POWER_DOWN << 3
        else:
            return
        self.drive(OUTPUT, None if off else Steady(self._value / STEPS))

    def read(self, count: int) -> bytes:
        """Give the status, the value, and the value that is kept."""
        if not self._powered:
            raise Nack
        value, kept = self._value << 4, self._kept
        return bytes((READY, *divmod(value, 256), *divmod(kept, 256)))[:count].ljust(count, b"\xff")


def _fits(talk: Talk) -> float:
    """A value has two or three bytes, as a radio and a gas sensor at the same addresses get, too."""
    good = all(len(sent) <= 3 and (not sent or sent[0] < 0x80) for sent, _ in talk.exchanges)
    sets = bool(talk.exchanges) and all(len(sent) == 3 and sent[0] in (0x40, 0x60) for sent, _ in talk.exchanges)
    return 0.95 if good and (sets or talk.says("mcp4725", "dac")) else 0.0


KINDS = (
    PartKind(
        "mcp4725", Mcp4725Chip, Message("script.kind.analog_output", "MCP4725, analog output"), I2C, (),
        addresses=(0x62, 0x60, 0x61, *range(0x63, 0x68)),  # DS22039, section 7.2; the first one is of most shops
        libraries=("adafruit_mcp4725", "Adafruit_MCP4725"),
        fits=_fits,
    ),
)  # fmt: skip
