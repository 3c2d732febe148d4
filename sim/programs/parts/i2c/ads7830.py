"""ADS7830: eight analog inputs, 8 bits, I2C. Data sheet ADS7830 (SBAS302B): command byte, tables 1 and 2."""

from __future__ import annotations

from sim.chips._bus_chips import ConverterChip
from sim.programs.parts.kind import CONVERTER, I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

SINGLE, INTERNAL = 0x80, 0x08  # of the command byte: one input against ground; its own reference
OWN_V, SUPPLY_V = 2.5, 3.3  # table 1; the reference wire at 3.3 V
UNUSED = 0x03


class Ads7830Chip(TellingChip, ConverterChip):
    """One converter."""

    def plug(self) -> None:
        ConverterChip.plug(self)
        self._command = SINGLE
        self.on_bus(self.option("address", 0x48))

    def write(self, data: bytes) -> None:
        """Take a command byte."""
        if not self._powered:
            raise Nack
        if data:
            self._command = data[-1]

    def read(self, count: int) -> bytes:
        """Convert, again for each byte."""
        if not self._powered:
            raise Nack
        return bytes((self._code(),)) * count

    def _code(self) -> int:
        bits = self._command >> 4 & 7
        first = (bits & 3) * 2
        own, other = first + (bits >> 2), first + 1 - (bits >> 2)
        volts = self.volts_at(own) - (0.0 if self._command & SINGLE else self.volts_at(other))
        full_v = OWN_V if self._command & INTERNAL else SUPPLY_V
        return min(max(int(volts / full_v * 256), 0), 255)


def _fits(talk: Talk) -> float:
    """Bit 7 says that an input is measured against ground; a PCF8591 must not have it."""
    firsts = talk.first_bytes
    if any(first & UNUSED for first in firsts) or any(len(sent) > 1 for sent, _ in talk.exchanges):
        return 0.0
    if talk.says("ads7830") and not talk.says("pcf8591"):
        return 0.95
    return 0.98 if any(first & SINGLE for first in firsts) else 0.2


KINDS = (
    PartKind(
        "ads7830", Ads7830Chip, CONVERTER(name="ADS7830"), I2C, ("ch0_v",),
        inputs=tuple(f"ch{number}_v" for number in range(8)),
        addresses=tuple(range(0x48, 0x4C)),  # SBAS302B, section "Address byte"
        libraries=("adafruit_ads7830",),
        fits=_fits,
    ),
)  # fmt: skip
