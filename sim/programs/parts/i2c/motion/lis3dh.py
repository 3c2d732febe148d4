"""LIS3DH, LIS331DLH, LIS331HH and H3LIS331DL: acceleration, I2C.

Data sheets LIS3DH (ST, DocID17530 rev 2), LIS331DLH (Doc ID 15094), LIS331HH (Doc ID 16366), H3LIS331DL (DocID023111):
tables "Mechanical characteristics" and register maps. All are switched off after power-on. A measurement is always
ready. Of the high-pass filters that of the LIS331 is here. Clicks, free fall, the FIFO and the three analog inputs are
not here. A pointer moves on only with its bit 7.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, tau
from typing import ClassVar

from devices import Message
from sim.programs.parts.i2c.motion.compass import LSM_NAMES, LSM_PLACES
from sim.programs.parts.i2c.motion.moved import ACCELERATION
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed

MOVES_ON = 0x80  # of the pointer
WHO_AM_I = 0x0F
CTRL_1, CTRL_2, CTRL_3, CTRL_4, CTRL_5 = 0x20, 0x21, 0x22, 0x23, 0x24
FILTERED, FILTERED_331 = 0x08, 0x10  # of CTRL_2: what is read comes through the high-pass filter
RATES_HZ = (50, 100, 400, 1000)  # LIS331DLH, table 19
CUTOFFS = (50, 100, 200, 400)  # which part of the data rate its filter begins at (table 24)
STATUS, NEW_VALUES = 0x27, 0x0F
DATA = range(0x28, 0x2E)
EVENTS = (0x31, 0x35, 0x39)  # what has happened: both events and the clicks
HIGH_BYTE_FIRST, HIGH_RESOLUTION, LOW_POWER = 0x40, 0x08, 0x08
USUAL_ON = 0x57  # of CTRL_1: 100 Hz, three axes
KEPT = (*range(0x20, 0x27), *DATA, 0x30, 0x32, 0x33, *EVENTS)
LIS3DH_KEPT = (*KEPT, 0x1E, 0x1F, 0x2E, 0x34, 0x36, 0x37, 0x38, *range(0x3A, 0x40))
LIS331_KEPT = (*KEPT, 0x34, 0x36, 0x37)


class Lis3dhChip(RegisterChip):
    """One acceleration sensor of 8, 10 or 12 bits, which stand at the top of a word."""

    feels = ACCELERATION
    usual_address = 0x18
    at_reset: ClassVar[dict[int, int]] = {
        **dict.fromkeys(LIS3DH_KEPT, 0x00), WHO_AM_I: 0x33, CTRL_1: 0x07, STATUS: 0x00,
    }  # fmt: skip
    mg_a_step: ClassVar[tuple[int | float, ...]] = (1, 2, 4, 12)  # with 12 bits, by the full scale of CTRL_4
    on: ClassVar[int] = 0xF0  # the bits of CTRL_1 that switch it on
    filtered: ClassVar[int] = FILTERED

    @property
    def bits(self) -> int:
        """How many bits a value has."""
        if self.registers[CTRL_1] & LOW_POWER:
            return 8
        return 12 if self.registers[CTRL_4] & HIGH_RESOLUTION else 10

    def after(self, register: int) -> int:
        """The next register, or the same one."""
        return MOVES_ON | (register + 1) & 0x7F if register & MOVES_ON else register

    def get(self, register: int) -> int:
        """What is read; switched on, the values are those of now."""
        register &= 0x7F
        is_on = self.registers[CTRL_1] & self.on
        if register == STATUS:
            return NEW_VALUES if is_on else 0x00
        if register in EVENTS and self.registers.get(register - 1):
            return self.not_modeled(register)
        if register in DATA:
            if not is_on:
                self.asleep(CTRL_1, USUAL_ON)
                return self.registers[register]
            axis, second = divmod(register - DATA.start, 2)
            high = second ^ bool(self.registers[CTRL_4] & HIGH_BYTE_FIRST)
            if self.registers[CTRL_2] & self.filtered and self.filtered == FILTERED:
                self.not_modeled(CTRL_2)
            self.registers[register] = self._word(axis) >> 8 * high & 0xFF
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        register &= 0x7F
        if register not in DATA and register not in (WHO_AM_I, STATUS, *EVENTS):
            self.registers[register] = value

    def _word(self, axis: int) -> int:
        bits = self.bits
        if not self.registers[CTRL_1] >> axis & 1:
            return 0
        mg = self.mg_a_step[self.registers[CTRL_4] >> 4 & 3] * (1 << 12 - bits)
        return signed(self.felt_g(axis) * 1000 / mg, bits) << 16 - bits

    def felt_g(self, axis: int) -> float:
        """The acceleration that is measured."""
        return float(self.feel(ACCELERATION[axis]))


class Lsm303AccelChip(Lis3dhChip):
    """The acceleration sensor of an LSM303DLHC: always 12 bits, and no word about who it is."""

    at_reset: ClassVar[dict[int, int]] = {**dict.fromkeys(LIS3DH_KEPT, 0x00), CTRL_1: 0x07, STATUS: 0x00}

    @property
    def bits(self) -> int:
        """How many bits a value has."""
        return 8 if self.registers[CTRL_1] & LOW_POWER else 12


class Lis331dlhChip(Lis3dhChip):
    """One acceleration sensor of 12 bits, for up to 8 g."""

    at_reset: ClassVar[dict[int, int]] = {
        **dict.fromkeys(LIS331_KEPT, 0x00), WHO_AM_I: 0x32, CTRL_1: 0x07, STATUS: 0x00,
    }  # fmt: skip
    mg_a_step: ClassVar[tuple[int | float, ...]] = (1, 2, 2, 3.9)
    on = 0xE0
    filtered = FILTERED_331

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._slow = [(0.0, 0.0, 0.0)] * len(ACCELERATION)  # when, what the filter takes away, what was felt then

    def world_moved(self) -> None:
        """The filter has run with what was felt until now."""
        for axis in range(len(ACCELERATION)):
            self.felt_g(axis)

    def felt_g(self, axis: int) -> float:
        """Through the filter only what changes quickly is left."""
        felt_g, now_s = super().felt_g(axis), self.pi.clock.monotonic()
        since_s, slow_g, before_g = self._slow[axis]
        hertz = RATES_HZ[self.registers[CTRL_1] >> 3 & 3] / CUTOFFS[self.registers[CTRL_2] & 3]
        slow_g += (before_g - slow_g) * (1.0 - exp(-tau * hertz * (now_s - since_s)))
        self._slow[axis] = (now_s, slow_g, felt_g)
        return felt_g - slow_g if self.registers[CTRL_2] & FILTERED_331 else felt_g

    @property
    def bits(self) -> int:
        """How many bits a value has."""
        return 12


class Lis331hhChip(Lis331dlhChip):
    """The same for up to 24 g."""

    mg_a_step = (3, 6, 6, 12)


class H3lis331dlChip(Lis331dlhChip):
    """The same for up to 400 g."""

    mg_a_step = (49, 98, 98, 195)


def _is_lsm303(talk: Talk) -> bool:
    return talk.says(*LSM_NAMES) or (talk.numbers >= LSM_PLACES and not talk.says("lis3dh"))


def _is_spoken(talk: Talk, chip: type[Lis3dhChip]) -> bool:
    """A thermometer at the same address has registers up to 8."""
    return all(first & 0x7F >= WHO_AM_I and first & 0x7F in chip.at_reset for first in talk.first_bytes)


def _fits_lis3dh(talk: Talk) -> float:
    """The one that shops sell, unless the program names another."""
    if not talk.first_bytes:
        return 0.2
    return 0.8 if _is_spoken(talk, Lis3dhChip) else 0.0


def _named(chip: type[Lis3dhChip], *names: str) -> Callable[[Talk], float]:
    return lambda talk: 0.98 if talk.says(*names) and _is_spoken(talk, chip) else 0.0


FLAT = Message("script.kind.acceleration_of", "{name}, acceleration, lying flat")
ADDRESSES = (0x18, 0x19)  # all four data sheets, section "I2C operation": SA0 low or high


def _kind(
    name: str, chip: type[Lis3dhChip], fits: Callable[[Talk], float], libraries: tuple[str, ...] = ()
) -> PartKind:
    return PartKind(
        name, chip, FLAT(name=name.upper()), I2C, ("accel_x_g", "accel_z_g"),
        addresses=ADDRESSES, libraries=libraries, fits=fits,
    )  # fmt: skip


KINDS = (
    _kind("lis3dh", Lis3dhChip, _fits_lis3dh, ("adafruit_lis3dh",)),
    PartKind(
        "lsm303_accel",
        Lsm303AccelChip,
        FLAT(name="LSM303"),
        I2C,
        ("accel_x_g", "accel_z_g"),
        addresses=(0x19, 0x18),  # LSM303DLHC, table 14: 0x19; LSM303DLH has 0x18, too
        aliases=LSM_NAMES,
        libraries=("adafruit_lsm303_accel", "adafruit_lsm303"),
        fits=lambda talk: 0.98 * (_is_lsm303(talk) and _is_spoken(talk, Lsm303AccelChip)),
    ),
    _kind("lis331dlh", Lis331dlhChip, _named(Lis331dlhChip, "lis331dlh", "lis331")),
    _kind("lis331hh", Lis331hhChip, _named(Lis331hhChip, "lis331hh"), ("adafruit_lis331",)),
    _kind("h3lis331dl", H3lis331dlChip, _named(H3lis331dlChip, "h3lis331dl", "h3lis331"), ("adafruit_lis331",)),
)
