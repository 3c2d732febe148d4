"""MMA8451, MMA8452 and MMA7660: acceleration, I2C. Data sheets of Freescale, register maps and "Sensitivity".

They are in standby after power-on. A measurement is always ready. Taps, tilt, free fall and the FIFO are not here.
"""

from __future__ import annotations

from typing import ClassVar

from sim.programs.parts.i2c.motion.lis3dh import FLAT
from sim.programs.parts.i2c.motion.moved import ACCELERATION
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed

STATUS, NEW_VALUES = 0x00, 0x0F
DATA = range(0x01, 0x07)
SYSMOD, ACTIVE = 0x0B, 0x01
WHO_AM_I, RANGE = 0x0D, 0x0E
CTRL_1, SHORT, CTRL_2, RESET = 0x2A, 0x02, 0x2B, 0x40
SETTINGS = (RANGE, 0x0F, 0x11, 0x12, 0x13, 0x14, 0x15, 0x17, 0x18, 0x1D, 0x1F, 0x20, *range(0x21, 0x32))
AT_RESET = {**dict.fromkeys((*SETTINGS, STATUS, *DATA, SYSMOD, 0x09, 0x0A), 0x00), 0x11: 0x80, 0x13: 0x84, 0x14: 0x44}


class Mma8452Chip(RegisterChip):
    """One acceleration sensor of 12 bits, which stand at the top of a word, high byte first."""

    feels = ACCELERATION
    usual_address = 0x1D
    at_reset: ClassVar[dict[int, int]] = {**AT_RESET, WHO_AM_I: 0x2A}
    bits: ClassVar[int] = 12

    def get(self, register: int) -> int:
        """What is read; active, the values are those of now."""
        is_active = self.registers[CTRL_1] & ACTIVE
        if register in (STATUS, SYSMOD):
            return 0 if not is_active else NEW_VALUES if register == STATUS else ACTIVE
        if register in DATA:
            if not is_active:
                self.asleep(CTRL_1, ACTIVE)
            else:
                axis, low = divmod(register - DATA.start, 2)
                self.registers[register] = self._word(axis) >> (0 if low else 8) & 0xFF
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte; while it is active, the range cannot be changed."""
        if register == CTRL_2 and value & RESET:
            pointer = self.pointer
            self.reset()
            self.pointer = pointer
        elif register in SETTINGS and not (register == RANGE and self.registers[CTRL_1] & ACTIVE):
            self.registers[register] = value

    def after(self, register: int) -> int:
        """The next register; with values of 8 bits, the low bytes are passed over."""
        short = self.registers[CTRL_1] & SHORT
        if register in (DATA.stop - 1, *((DATA.stop - 2,) if short else ())):
            return STATUS
        return register + 2 if short and register in DATA else (register + 1) & 0xFF

    def _word(self, axis: int) -> int:
        counts_a_g = (1 << self.bits - 2) >> (self.registers[RANGE] & 3)  # at +-2 g a quarter of all counts
        return signed(self.feel(ACCELERATION[axis]) * counts_a_g, self.bits) << 16 - self.bits


class Mma8451Chip(Mma8452Chip):
    """The same with 14 bits."""

    at_reset: ClassVar[dict[int, int]] = {**AT_RESET, WHO_AM_I: 0x1A}
    bits = 14


OLD_DATA = range(0x00, 0x03)
OLD_MODE, OLD_TILT, OLD_RESET = 0x07, 0x03, dict.fromkeys((*range(0x00, 0x03), *range(0x04, 0x0B)), 0x00)
OLD_COUNTS_A_G = 21.33


class Mma7660Chip(RegisterChip):
    """One acceleration sensor of six bits for 1.5 g, as on older Grove boards."""

    feels = ACCELERATION
    usual_address = 0x4C
    at_reset = OLD_RESET

    def get(self, register: int) -> int:
        """What is read; active, the values are those of now."""
        if register in OLD_DATA:
            if not self.registers[OLD_MODE] & ACTIVE:
                self.asleep(OLD_MODE, ACTIVE)
            else:
                self.registers[register] = signed(self.feel(ACCELERATION[register]) * OLD_COUNTS_A_G, 6)
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register > OLD_TILT:
            self.registers[register] = value


def _fits_mma8452(talk: Talk) -> float:
    """Another sensor at 0x1D begins with other registers."""
    if any(first not in AT_RESET and first != WHO_AM_I for first in talk.first_bytes):
        return 0.0
    begins = any(sent[0] in (CTRL_1, RANGE) and len(sent) > 1 for sent, _ in talk.exchanges if sent)
    return 0.95 if begins or WHO_AM_I in talk.first_bytes else 0.5


def _fits_mma8451(talk: Talk) -> float:
    return 0.98 if talk.says("mma8451") and _fits_mma8452(talk) else 0.0


def _fits_mma7660(talk: Talk) -> float:
    """It is switched on by its seventh register; a converter at the same address has none."""
    if any(first not in OLD_RESET and first != OLD_TILT for first in talk.first_bytes):
        return 0.0
    return (
        0.95
        if talk.says("mma7660") or any(len(sent) == 2 and sent[0] == OLD_MODE for sent, _ in talk.exchanges)
        else 0.0
    )


KINDS = (
    PartKind(
        "mma8452", Mma8452Chip, FLAT(name="MMA8452"), I2C, ("accel_x_g", "accel_z_g"),
        addresses=(0x1D, 0x1C),  # data sheet MMA8452Q, section 5.11: SA0 high or low
        fits=_fits_mma8452,
    ),
    PartKind(
        "mma8451", Mma8451Chip, FLAT(name="MMA8451"), I2C, ("accel_x_g", "accel_z_g"),
        addresses=(0x1D, 0x1C),
        libraries=("adafruit_mma8451",),
        fits=_fits_mma8451,
    ),
    PartKind(
        "mma7660", Mma7660Chip, FLAT(name="MMA7660"), I2C, ("accel_x_g", "accel_z_g"),
        addresses=(0x4C,),  # data sheet MMA7660FC, section "Serial interface"
        fits=_fits_mma7660,
    ),
)  # fmt: skip
