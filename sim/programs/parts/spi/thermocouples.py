"""Thermocouples: MAX6675 with 12 bits and MAX31855 with 14. They are only read, over SPI or over plain pins.

Data sheets MAX6675 (Maxim 19-2235, serial interface) and MAX31855 (Maxim 19-5793, memory map).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from devices import Message
from sim.chips import Chip
from sim.programs.parts.kind import SPI, PartKind, Talk
from sim.wires.shifting import Out, ShiftWires, shift_bytes, wires_by_hand
from sim.wires.spi import PORT

QUARTERS, SIXTEENTHS = 4, 16  # of a degree
AT_THE_CHIP_C = 27.0  # chosen: the room


def _max6675(t_c: float) -> int:
    """Bits 14 to 3 of 16; nothing below 0 C."""
    return min(max(round(t_c * QUARTERS), 0), 0xFFF) << 3


def _max31855(t_c: float) -> int:
    """Bits 31 to 18 of 32, and the chip's own temperature in bits 15 to 4."""
    return (round(t_c * QUARTERS) & 0x3FFF) << 18 | round(AT_THE_CHIP_C * SIXTEENTHS) << 4


CODES: dict[str, tuple[int, Callable[[float], int]]] = {"max6675": (16, _max6675), "max31855": (32, _max31855)}


class ThermocoupleChip(Chip):
    """One converter, on the SPI port or on the plain pins `clock`, `out` and `select`. It feels `temperature_c`."""

    feels = ("temperature_c",)

    def plug(self) -> None:
        self._bits, self._code_of = CODES[self.part.driver]
        self._code = self._left = 0
        self._rose = False
        self.wires: ShiftWires | None = None
        if "clock" in self.part.options:
            self.wires = wires_by_hand(self, self.pi.pins, self.part.options)
        else:
            self.pi.spi.attach(PORT, self.option("device", 0), self)

    def transfer(self, data: Sequence[int]) -> list[int]:
        """One transaction over the SPI port."""
        return shift_bytes(self, data)

    def select(self, selected: bool) -> Out:
        """Stop measuring, and put out the first bit."""
        if not selected or not self._powered:
            self._left = 0
            return None
        self._code, self._left = self._code_of(self.feel("temperature_c")), self._bits
        self._rose = False
        return self._bit

    def rise(self, level: bool) -> Out:
        """The program looks now, or after the fall."""
        self._rose = True
        return self._bit

    def fall(self) -> Out:
        """Put out the next bit. A clock that rested high falls once before the first bit was read."""
        if self._rose:
            self._left = max(self._left - 1, 0)
        return self._bit

    @property
    def _bit(self) -> Out:
        return bool(self._code >> self._left - 1 & 1) if self._left else None


def _fits(name: str) -> Callable[[Talk], float]:
    """Nothing in the bytes tells who is only read: the program must name it, or reckon with quarters of a degree."""
    length = CODES[name][0] // 8

    def fits(talk: Talk) -> float:
        if any(any(sent) for sent, _ in talk.exchanges):
            return 0.0
        quarters = 0.25 in talk.numbers and all(asked == length for _, asked in talk.exchanges)
        return 0.6 if talk.says(name) else 0.5 * quarters

    return fits


KINDS = tuple(
    PartKind(
        name, ThermocoupleChip, Message("script.kind.thermocouple", "{name}, a thermocouple")(name=name.upper()), SPI,
        ("temperature_c",), libraries=(f"adafruit_{name}",), fits=_fits(name),
    )
    for name in CODES
)  # fmt: skip
