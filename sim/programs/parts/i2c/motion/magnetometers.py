"""LIS3MDL, the compass of an LSM9DS1, LIS2MDL, QMC5883P: the magnetic field, I2C.

Data sheets LIS3MDL (ST, DocID024204), LSM9DS1 (DocID025715), LIS2MDL (DocID029374), QMC5883P (QST, 13-52-19): register
maps. They lie flat; a measurement is always ready. Limits and offsets change nothing. A pointer moves on also without
the bit of the data sheets, as the makers' libraries read.
"""

from __future__ import annotations

from typing import ClassVar

from sim.programs.parts.i2c.motion.compass import COMPASS, Compass
from sim.programs.parts.i2c.motion.moved import HEADING
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import signed

WHO_AM_I = 0x0F


class _Field(Compass):
    """Three words, low byte first, from `start` on; off after power-on."""

    start: ClassVar[int]
    control: ClassVar[tuple[int, int, int]]  # the register that starts it, its bits, and what a program writes there
    status: ClassVar[tuple[int, int]]
    fixed: ClassVar[tuple[int, ...]]  # registers that nobody writes
    pointer_bits: ClassVar[int] = 0xFF
    alerts: ClassVar[int | None] = None  # of ST's: what is watched, what has happened, the limit in two bytes

    def get(self, register: int) -> int:
        """What is read; switched on, the values are those of now."""
        register &= self.pointer_bits
        if register == self.status[0]:
            return self.status[1] * self.is_on
        if self.alerts is not None and register == self.alerts + 1:
            return self._happened(self.alerts)
        axis, high = divmod(register - self.start, 2)
        if axis in range(3):
            if self.is_on:
                self.registers[register] = signed(self.gauss()[axis] * self.counts) >> 8 * high & 0xFF
            else:
                self.asleep(self.control[0], self.control[2])
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte; a reset is over at once."""
        register &= self.pointer_bits
        if self.resets(register, value):
            pointer = self.pointer
            self.reset()
            self.pointer = pointer
        elif register in self.at_reset and register not in self.fixed:
            self.registers[register] = value
            if register == self.alerts and value & 1:
                self.no_interrupt(register + 1)

    def _happened(self, watched: int) -> int:
        """Which axes are beyond the limit, upwards and downwards (INT_SRC, INT_SOURCE_REG)."""
        limit = (self.registers[watched + 2] | self.registers[watched + 3] << 8) & 0x7FFF
        found = 0
        if self.is_on and self.registers[watched] & 1:
            for axis in range(3):
                counts = self.gauss()[axis] * self.counts
                if self.registers[watched] << axis & 0x80 and abs(counts) > limit:
                    found |= (0x80 if counts > 0 else 0x10) >> axis
        return found | (found > 0)

    @property
    def is_on(self) -> bool:
        """Whether it measures."""
        return not self.registers[self.control[0]] & self.control[1]

    @property
    def counts(self) -> float:
        """The counts of a gauss."""
        raise NotImplementedError

    def resets(self, register: int, value: int) -> bool:
        """Whether this byte is the one that resets it."""
        raise NotImplementedError


class Lis3mdlChip(_Field):
    """One LIS3MDL."""

    usual_address = 0x1E
    start, status, control, pointer_bits = 0x28, (0x27, 0x0F), (0x22, 0x02, 0x00), 0x7F
    fixed = (WHO_AM_I, *range(0x28, 0x30))
    alerts = 0x30
    by_range: ClassVar[tuple[float, ...]] = (6842, 3421, 2281, 1711)
    at_reset: ClassVar[dict[int, int]] = {
        **dict.fromkeys((*range(0x05, 0x0B), *range(0x21, 0x2E), *range(0x30, 0x34)), 0),
        WHO_AM_I: 0x3D, 0x20: 0x10, 0x22: 0x03,
    }  # fmt: skip

    @property
    def counts(self) -> float:
        return self.by_range[self.registers[0x21] >> 5 & 3]

    def resets(self, register: int, value: int) -> bool:
        return register == 0x21 and bool(value & 0x0C)


class Lsm9ds1MagChip(Lis3mdlChip):
    """The compass of an LSM9DS1."""

    by_range = (1 / 0.00014, 1 / 0.00029, 1 / 0.00043, 1 / 0.00058)


class Lis2mdlChip(_Field):
    """One LIS2MDL: 1.5 mG a step."""

    usual_address = 0x1E
    start, status, control, pointer_bits, counts = 0x68, (0x67, 0x0F), (0x60, 0x03, 0x8C), 0x7F, 1 / 0.0015
    fixed = (0x4F, *range(0x68, 0x70))
    alerts = 0x63
    at_reset: ClassVar[dict[int, int]] = {
        **dict.fromkeys((*range(0x45, 0x4B), *range(0x61, 0x6E)), 0), 0x4F: 0x40, 0x60: 0x03
    }  # fmt: skip

    def resets(self, register: int, value: int) -> bool:
        return register == 0x60 and bool(value & 0x60)


class Qmc5883pChip(_Field):
    """One QMC5883P, on boards of today that are called QMC5883L or HMC5883L."""

    usual_address = 0x2C
    start, status, control = 0x01, (0x09, 0x01), (0x0A, 0x03, 0xCD)
    fixed = (*range(0x00, 0x07), 0x09)
    at_reset: ClassVar[dict[int, int]] = {**dict.fromkeys((*range(1, 7), *range(0x09, 0x0C), 0x29), 0), 0: 0x80}

    @property
    def is_on(self) -> bool:
        """Its mode 0 is the sleep."""
        return bool(self.registers[0x0A] & 0x03)

    @property
    def counts(self) -> float:
        return (1000, 2500, 3750, 15000)[self.registers[0x0B] >> 2 & 3]

    def resets(self, register: int, value: int) -> bool:
        return register == 0x0B and bool(value & 0x80)


def _registers(talk: Talk, chip: type[_Field]) -> bool:
    return all(first & chip.pointer_bits in chip.at_reset for first in talk.first_bytes)


def _fits_lis3mdl(talk: Talk) -> float:
    """Beside an LSM303 nobody else at this address has registers from 0x20 on."""
    if not talk.first_bytes or not _registers(talk, Lis3mdlChip):
        return 0.1 * (not talk.first_bytes)
    if any(len(sent) > 1 and 0x25 <= sent[0] & 0x7F < 0x30 for sent, _ in talk.exchanges):  # an MMA8452 is set there
        return 0.0
    own = any(first & 0x7F >= WHO_AM_I for first in talk.first_bytes)  # an HMC5883L has only those before
    return (0.7 if talk.says("lsm9ds1") else 0.9) if own else 0.05


def _fits_lsm9ds1(talk: Talk) -> float:
    return (1.0 if talk.says("lsm9ds1") else 0.6) * (_fits_lis3mdl(talk) > 0.1 or talk.says("lsm9ds1"))


def _fits_lis2mdl(talk: Talk) -> float:
    return 0.95 * _registers(talk, Lis2mdlChip) if talk.first_bytes else 0.1


def _fits_qmc5883p(talk: Talk) -> float:
    """Nobody writes where a digital potentiometer at the same address has its value."""
    if any(len(sent) > 1 and sent[0] not in (0x0A, 0x0B, 0x29) for sent, _ in talk.exchanges):
        return 0.0
    return 0.9 * _registers(talk, Qmc5883pChip)


KINDS = (
    PartKind(
        "lis3mdl", Lis3mdlChip, COMPASS(name="LIS3MDL"), I2C, (HEADING,),
        addresses=(0x1E, 0x1C),  # DocID024204, table 12
        libraries=("adafruit_lis3mdl",),
        fits=_fits_lis3mdl,
    ),
    PartKind(
        "lsm9ds1_mag", Lsm9ds1MagChip, COMPASS(name="LSM9DS1"), I2C, (HEADING,),
        addresses=(0x1E, 0x1C),  # DocID025715, table 20
        aliases=("lsm9ds1",),
        libraries=("adafruit_lsm9ds1",),
        fits=_fits_lsm9ds1,
    ),
    PartKind(
        "lis2mdl", Lis2mdlChip, COMPASS(name="LIS2MDL"), I2C, (HEADING,),
        addresses=(0x1E,),  # DocID029374, section 6.2
        libraries=("adafruit_lis2mdl",),
        fits=_fits_lis2mdl,
    ),
    PartKind(
        "qmc5883p", Qmc5883pChip, COMPASS(name="QMC5883P"), I2C, (HEADING,),
        addresses=(0x2C,),  # 13-52-19, section 5.4
        aliases=("qmc5883", "qmc5883l"),
        libraries=("adafruit_qmc5883p",),
        fits=_fits_qmc5883p,
    ),
)  # fmt: skip
