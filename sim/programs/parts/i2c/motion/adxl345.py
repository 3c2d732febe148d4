"""ADXL345: acceleration, I2C. Data sheet ADXL345 (Analog Devices, revision E): register map, table 19.

It is in standby after power-on. A measurement is always ready. Taps, activity, free fall and the FIFO are not here.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.i2c.motion.moved import ACCELERATION
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed

DEVID, I_AM = 0x00, 0xE5
OFFSETS = 0x1E
OFFSET_G = 0.0156  # a step of an offset register
POWER_CTL, MEASURE = 0x2D, 0x08
INT_ENABLE, INT_SOURCE, EVENTS = 0x2E, 0x30, 0x7C
DATA_READY = 0x82  # with the watermark of an empty FIFO
DATA_FORMAT, FULL_RESOLUTION = 0x31, 0x08
DATA = range(0x32, 0x38)
COUNTS_A_G = 256.0  # table 1: in full resolution, and at +-2 g; else halved by each wider range
FULL_COUNTS = 512  # ten bits at +-2 g
AT_RESET = {
    **dict.fromkeys((*range(0x1D, 0x2B), POWER_CTL, INT_ENABLE, 0x2F, DATA_FORMAT, *DATA, 0x38, 0x39), 0x00),
    DEVID: I_AM, 0x2C: 0x0A, INT_SOURCE: DATA_READY,
}  # fmt: skip


class Adxl345Chip(RegisterChip):
    """One acceleration sensor."""

    feels = ACCELERATION
    usual_address = 0x53
    at_reset = AT_RESET

    def get(self, register: int) -> int:
        """What is read; while it measures, the values are those of now."""
        if register in DATA:
            if not self.registers[POWER_CTL] & MEASURE:
                self.asleep(POWER_CTL, MEASURE)
                return self.registers[register]
            axis, high = divmod(register - DATA.start, 2)
            self.registers[register] = self._counts(axis) >> 8 * high & 0xFF
        elif register == INT_SOURCE and self.registers[INT_ENABLE] & EVENTS:
            return self.not_modeled(register, DATA_READY)
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register not in DATA and register != DEVID:
            self.registers[register] = value

    def _counts(self, axis: int) -> int:
        chosen = self.registers[DATA_FORMAT] & 3
        offset = (self.registers[OFFSETS + axis] ^ 0x80) - 0x80
        counts = round((self.feel(ACCELERATION[axis]) + offset * OFFSET_G) * COUNTS_A_G)
        top = FULL_COUNTS << chosen
        counts = min(max(counts, -top), top - 1)
        return signed(counts if self.registers[DATA_FORMAT] & FULL_RESOLUTION else counts >> chosen)


def _fits(talk: Talk) -> float:
    """Other sensors at both addresses have registers where this one has none, and none reads on from its ID."""
    if any(sent == bytes((DEVID,)) and asked > 1 for sent, asked in talk.exchanges):
        return 0.0
    return 0.7 if all(first == DEVID or 0x1D <= first <= 0x39 for first in talk.first_bytes) else 0.0


KINDS = (
    PartKind(
        "adxl345", Adxl345Chip, Message("script.kind.acceleration", "ADXL345, acceleration, lying flat"), I2C,
        ("accel_x_g", "accel_z_g"),
        addresses=(0x53, 0x1D),  # data sheet, section "I2C": ALT ADDRESS low or high
        libraries=("adafruit_adxl34x", "adxl345"),
        fits=_fits,
    ),
)  # fmt: skip
