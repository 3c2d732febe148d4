"""TLC1543: eleven analog inputs, 10 bits, as on Waveshare's AlphaBot. Data sheet TI SLAS052, figures 9 and 10.

The first four bits that are clocked in say which input is converted at the tenth clock; what comes out meanwhile is
the conversion before.
"""

from __future__ import annotations

from sim.chips._bus_chips import ConverterChip
from sim.programs.parts.kind import CONVERTER, SPI, PartKind
from sim.wires.shifting import Out, wires_by_hand

BITS, ADDRESS_BITS, INPUTS = 10, 4, 11
SUPPLY_V = 3.3
TESTS = {11: 512, 12: 0, 13: 1023}  # table 2: half of the reference, its ends
KNOWN = 8  # inputs that kits use


class Tlc1543Chip(ConverterChip):
    """One converter on plain pins. `address` is what was asked in the question before."""

    def plug(self) -> None:
        super().plug()
        self._code: int | None = 0 if self.option("address", None) is None else None  # None: not converted yet
        self._number: int = self.option("address", 0)
        self._count = 0
        self.wires = wires_by_hand(self, self.pi.pins, self.part.options)

    def select(self, selected: bool) -> Out:
        """Show the high bit, or let the wire go."""
        self._count = 0
        return self._bit() if selected else None

    def rise(self, level: bool) -> Out:
        """Take one bit of the address."""
        if self._count < ADDRESS_BITS:
            self._number = (self._number << 1 | level) & 0x0F
        self._count += 1
        return self._bit(self._count - 1)

    def fall(self) -> Out:
        """Show the next bit, or convert."""
        if self._count == BITS:
            self._code = self._converted()
        return self._bit(self._count) if self._count < BITS else False

    def _bit(self, place: int = 0) -> Out:
        if self._code is None:
            self._code = self._converted()
        return bool(self._code >> BITS - 1 - place & 1) if self._powered and place < BITS else None

    def _converted(self) -> int:
        top = (1 << BITS) - 1
        if self._number >= INPUTS:
            return TESTS.get(self._number, 0)
        return min(max(int(self.volts_at(self._number) / SUPPLY_V * (top + 1)) + self.noise(1), 0), top)


KINDS = (
    PartKind(
        "tlc1543", Tlc1543Chip, CONVERTER(name="TLC1543"), SPI, ("ch0_v",),
        inputs=tuple(f"ch{number}_v" for number in range(KNOWN)),
        fits=lambda talk: 0.0,  # nobody asks it over the SPI port
    ),
)  # fmt: skip
