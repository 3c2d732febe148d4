"""PCF8591: four analog inputs and one output, 8 bits, I2C. Data sheet PCF8591 (NXP): control byte 7.2, reading 7.4.

Each byte that is read is the conversion before: the first one after a change of the input is an old value.
"""

from __future__ import annotations

from sim.chips._bus_chips import ChipOnI2c, ConverterChip
from sim.programs.parts.kind import CONVERTER, I2C, PartKind, Talk
from sim.programs.parts.wires import Steady, WiresChip
from sim.wires.i2c import Nack

INPUT_BITS, NEXT_BIT = 0x03, 0x04  # of the control byte: which input, and one further after each conversion
OUTPUT_BIT = 0x40  # the output is on
MUST_BE_0 = 0x88
# Figure 4, by bits 5 and 4: the inputs of each channel, the second one measured against.
CHANNELS = (
    ((0, None), (1, None), (2, None), (3, None)),
    ((0, 3), (1, 3), (2, 3)),
    ((0, None), (1, None), (2, 3)),
    ((0, 1), (2, 3)),
)
AT_POWER_ON = 0x80  # figure 8
SUPPLY_V = 3.3
OUTPUT = "aout"


class Pcf8591Chip(WiresChip, ChipOnI2c, ConverterChip):
    """One converter on 3.3 V."""

    wires = (OUTPUT,)

    def plug(self) -> None:
        ConverterChip.plug(self)
        self._control = 0
        self._last = AT_POWER_ON
        self._output: Steady | None = None  # nothing has been written to it
        self.on_bus(self.option("address", 0x48))

    def power_changed(self) -> None:
        super().power_changed()
        self._control, self._last = 0, AT_POWER_ON
        self.drive(OUTPUT, None)

    def write(self, data: bytes) -> None:
        """Take a control byte, and values for the output."""
        if not self._powered:
            raise Nack
        if data:
            self._control = data[0]
            if len(data) > 1:
                self._output = Steady(data[-1] / 256)
            self.drive(OUTPUT, self._output if self._control & OUTPUT_BIT else None)

    def read(self, count: int) -> bytes:
        """Give conversions, the one before first."""
        if not self._powered:
            raise Nack
        return bytes(self._turn() for _ in range(count))

    def _turn(self) -> int:
        before, number = self._last, self._control & INPUT_BITS
        channels = CHANNELS[self._control >> 4 & 3]
        own, other = channels[min(number, len(channels) - 1)]
        if other is None:
            self._last = min(max(int(self.volts_at(own) / SUPPLY_V * 256), 0), 255)
        else:  # two's complement (section 7.3)
            steps = round((self.volts_at(own) - self.volts_at(other)) / SUPPLY_V * 256)
            self._last = min(max(steps, -128), 127) & 0xFF
        if self._control & NEXT_BIT:
            self._control = self._control & ~INPUT_BITS | (number + 1) % len(channels)
        return before


def _fits(talk: Talk) -> float:
    """The ADS1115 at the same addresses has four registers; a control byte has bit 6 set in nearly every program."""
    if any(first & MUST_BE_0 for first in talk.first_bytes):
        return 0.0
    if any(len(sent) == 2 and not sent[0] & OUTPUT_BIT for sent, _ in talk.exchanges):
        return 0.2  # a value for an output that is off
    if any(first > 0x03 for first in talk.first_bytes):
        return 0.9
    return 0.6 if talk.number > 0x4B else 0.3


KINDS = (
    PartKind(
        "pcf8591", Pcf8591Chip, CONVERTER(name="PCF8591"), I2C, ("a0_v",),
        inputs=tuple(f"a{number}_v" for number in range(4)),
        addresses=tuple(range(0x48, 0x50)),  # data sheet PCF8591, section 7.1
        libraries=("adafruit_pcf8591",),
        fits=_fits,
    ),
)  # fmt: skip
