"""BH1750: light in lux, I2C. Data sheet BH1750FVI (Rohm 11046EDT01): instruction set, measurement time.

Until the first measurement is over it gives what it had before: 0 after a reset. After one of the three instructions
for a single measurement it switches itself off, and keeps that value.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

COUNTS_A_LUX = 1.2  # at the usual measurement time
FINE = (0x11, 0x21)  # high resolution mode 2: half a lux a count
COARSE = (0x13, 0x23)  # low resolution mode: steps of 4 lux
MEASURE = (0x10, 0x20, *FINE, *COARSE)
ONCE = (0x20, 0x21, 0x23)
TAKES_S, COARSE_TAKES_S = 0.12, 0.016  # typical, at the usual measurement time
COARSE_COUNTS = 4
POWER_DOWN, POWER_ON, RESET = 0x00, 0x01, 0x07
USUAL_TIME = 69  # of the measurement time register
TIME_HIGH, TIME_LOW = 0x40, 0x60  # with three bits and with five bits of that register
MAX_COUNTS = 0xFFFF
INSTRUCTIONS = (*MEASURE, POWER_DOWN, POWER_ON, RESET, *range(0x40, 0x48), *range(0x60, 0x80))


class Bh1750Chip(TellingChip):
    """One light sensor. It feels `light_lux`."""

    feels = ("light_lux",)

    def plug(self) -> None:
        self._mode = 0
        self._kept = 0.0  # the last measurement: it stays there while the sensor is switched off, or begins anew
        self._once = 0.0  # what a single measurement has seen that is not over
        self._awake = False
        self._ready_s = 0.0
        self._time = USUAL_TIME
        self.on_bus(self.option("address", 0x23))

    def write(self, data: bytes) -> None:
        """Take instructions of one byte."""
        if not self._powered:
            raise Nack
        for instruction in data:
            if instruction in MEASURE:
                self._begin(instruction)
            elif instruction == POWER_ON:
                self._awake = True
            elif instruction == POWER_DOWN:
                self._kept = self._counts()
                self._mode, self._awake = 0, False
            elif instruction == RESET and self._is_awake:  # "not acceptable in power down mode"
                self._kept = self._once = 0.0
                self._mode = 0
            elif instruction & 0xF8 == TIME_HIGH:
                self._time = self._time & 0x1F | (instruction & 0x07) << 5
            elif instruction & 0xE0 == TIME_LOW:
                self._time = self._time & 0xE0 | instruction & 0x1F

    def read(self, count: int) -> bytes:
        """Give the light as two bytes, high byte first."""
        if not self._powered:
            raise Nack
        if self._mode and self.pi.clock.monotonic() < self._ready_s and not self._kept:
            self.too_early(self._takes_s)
        return min(round(self._counts()), MAX_COUNTS).to_bytes(2, "big")[:count].ljust(count, b"\xff")

    def _begin(self, instruction: int) -> None:
        self._kept = self._counts()
        self._mode = instruction
        self._once = self._seen()
        self._awake = instruction not in ONCE
        self._ready_s = self.pi.clock.monotonic() + self._takes_s

    @property
    def _is_awake(self) -> bool:
        return self._awake or (self._mode in ONCE and self.pi.clock.monotonic() < self._ready_s)

    @property
    def _takes_s(self) -> float:
        return (COARSE_TAKES_S if self._mode in COARSE else TAKES_S) * self._time / USUAL_TIME

    def _counts(self) -> float:
        if not self._mode or self.pi.clock.monotonic() < self._ready_s:
            return self._kept
        return self._once if self._mode in ONCE else self._seen()

    def _seen(self) -> float:
        """What a measurement gives now."""
        counts = float(self.feel("light_lux")) * COUNTS_A_LUX * self._time / USUAL_TIME
        if self._mode in FINE:
            return counts * 2
        return counts // COARSE_COUNTS * COARSE_COUNTS if self._mode in COARSE else counts


def _fits(talk: Talk) -> float:
    """Its instructions have one byte, and a measurement two; many programs read a block of 32."""
    if any(len(sent) > 1 or (sent and sent[0] not in INSTRUCTIONS) for sent, _ in talk.exchanges):
        return 0.1 if all(first in INSTRUCTIONS for first in talk.first_bytes) else 0.0
    measured = any(first in MEASURE for first in talk.first_bytes)
    return 0.95 if measured and all(asked != 1 for _, asked in talk.exchanges) else 0.8


KINDS = (
    PartKind(
        "bh1750", Bh1750Chip, Message("script.kind.lux", "BH1750, light"), I2C, ("light_lux",),
        addresses=(0x23, 0x5C),  # data sheet BH1750FVI, ADDR low or high
        libraries=("adafruit_bh1750",),
        fits=_fits,
    ),
)  # fmt: skip
