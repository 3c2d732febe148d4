"""L3GD20, L3G4200D, LSM6DS3, LSM6DSOX and their like, LSM9DS1: turning and acceleration, I2C.

Data sheets L3GD20 (ST, Doc ID 022116), L3G4200D (Doc ID 17116), LSM6DS3 (DocID026899), LSM6DSOX (DS12814), LSM9DS1
(DocID025715): tables "Mechanical characteristics" and register maps. All are switched off after power-on, and a
measurement is always ready. FIFO, steps, taps and limits are not here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import ClassVar, NamedTuple

from devices import Message
from sim.programs.parts.i2c.motion.moved import ACCELERATION, GYRO
from sim.programs.parts.i2c.motion.mpu9250 import MOTION
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed

WHO_AM_I, MOVES_ON = 0x0F, 0x80  # the second one: of the pointer
MDPS = (8.75, 17.5, 35.0, 70.0)  # a step, by the range


class Sense(NamedTuple):
    """Three words, low byte first: where they are, what they feel, a step in that unit, and what switches it on."""

    start: int
    names: tuple[str, ...]
    step: float
    control: int
    on: int
    is_on: bool


class StChip(RegisterChip):
    """What the family has in common."""

    usual_address = 0x6B
    feels: ClassVar[tuple[str, ...]] = (*GYRO, *ACCELERATION, "temperature_c")
    status: ClassVar[tuple[int, ...]] = (0x27,)
    data: ClassVar[tuple[int, ...]]  # registers that nobody writes
    warm: ClassVar[tuple[int, float, float]] = (0, 1.0, 0.0)  # where, steps a degree, and the degrees of 0

    def after(self, register: int) -> int:
        """The next register, or the same one."""
        return MOVES_ON | (register + 1) & 0x7F if register & MOVES_ON else register

    def get(self, register: int) -> int:
        """What is read; switched on, the values are those of now."""
        register &= 0x7F
        senses = list(self.senses())
        if register in self.status:
            return self.new([each.is_on for each in senses])
        for each in senses:
            axis, high = divmod(register - each.start, 2)
            if axis in range(3):
                if each.is_on:
                    self.registers[register] = signed(self.axis(each, axis)) >> 8 * high & 0xFF
                else:
                    self.asleep(each.control, each.on)
        where, steps, zero_c = self.warm
        if where and register - where in (0, 1) and any(each.is_on for each in senses):
            return signed((self.feel("temperature_c") - zero_c) * steps) >> 8 * (register - where) & 0xFF
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        register &= 0x7F
        if register in self.at_reset and register not in (WHO_AM_I, *self.status, *self.data):
            self.registers[register] = value

    def axis(self, sense: Sense, axis: int) -> float:
        """What one axis gives, in steps."""
        return self.feel(sense.names[axis]) / sense.step

    def senses(self) -> Iterator[Sense]:
        """What it measures as it is set now."""
        raise NotImplementedError

    def new(self, on: list[bool]) -> int:
        """The status: which values are new."""
        return 0x0F * on[0]


class L3gd20Chip(StChip):
    """One gyroscope."""

    feels = GYRO
    data = tuple(range(0x28, 0x2E))
    at_reset: ClassVar[dict[int, int]] = {
        **dict.fromkeys((*range(0x21, 0x26), *range(0x28, 0x2F), *range(0x30, 0x39)), 0),
        WHO_AM_I: 0xD4, 0x20: 0x07, 0x27: 0, 0x2F: 0x20,
    }  # fmt: skip

    def senses(self) -> Iterator[Sense]:
        """The range is in CTRL_REG4: 250, 500, 2000, 2000."""
        scale = (0, 1, 3, 3)[self.registers[0x23] >> 4 & 3]
        yield Sense(0x28, GYRO, MDPS[scale] / 1000, 0x20, 0x0F, bool(self.registers[0x20] & 0x08))

    def axis(self, sense: Sense, axis: int) -> float:
        """One that is switched off gives 0."""
        return super().axis(sense, axis) * (self.registers[0x20] >> axis & 1)


class L3g4200dChip(L3gd20Chip):
    """Its older sister."""

    usual_address = 0x69
    at_reset: ClassVar[dict[int, int]] = {**L3gd20Chip.at_reset, WHO_AM_I: 0xD3}


class Lsm6ds3Chip(StChip):
    """One gyroscope with acceleration sensor."""

    usual_address = 0x6A
    status = (0x1E,)
    data = tuple(range(0x20, 0x2E))
    warm = (0x20, 16.0, 25.0)
    at_reset: ClassVar[dict[int, int]] = {
        **dict.fromkeys((1, *range(0x06, 0x0F), *range(0x10, 0x1F), *range(0x20, 0x2E), *range(0x58, 0x60)), 0),
        WHO_AM_I: 0x69, 0x12: 0x04, 0x18: 0x38, 0x19: 0x38,
    }  # fmt: skip

    def after(self, register: int) -> int:
        """The next one, unless IF_INC of CTRL3_C is off."""
        return register + (self.registers[0x12] >> 2 & 1) & 0xFF

    def set(self, register: int, value: int) -> None:
        """Take a byte; a reset is over at once."""
        if register == 0x12 and value & 1:
            pointer = self.pointer
            self.reset()
            self.pointer = pointer
        else:
            super().set(register, value)

    def senses(self) -> Iterator[Sense]:
        """CTRL1_XL: 2, 16, 4, 8 g; CTRL2_G: 250, 500, 1000, 2000, or 125 degrees a second."""
        xl, g = self.registers[0x10], self.registers[0x11]
        mdps = 4.375 if g & 2 else MDPS[g >> 2 & 3]
        yield Sense(0x28, ACCELERATION, (0.061, 0.488, 0.122, 0.244)[xl >> 2 & 3] / 1000, 0x10, 0x40, bool(xl >> 4))
        yield Sense(0x22, GYRO, mdps / 1000, 0x11, 0x40, bool(g >> 4))

    def new(self, on: list[bool]) -> int:
        return on[0] | on[1] << 1 | any(on) << 2


class Lsm6ds3trcChip(Lsm6ds3Chip):
    """The one of later boards."""

    warm = (0x20, 256.0, 25.0)
    at_reset: ClassVar[dict[int, int]] = {**Lsm6ds3Chip.at_reset, WHO_AM_I: 0x6A, 0x18: 0xE0, 0x19: 0}


class Lsm6dsoxChip(Lsm6ds3trcChip):
    """The newest one."""

    at_reset: ClassVar[dict[int, int]] = {**Lsm6ds3trcChip.at_reset, WHO_AM_I: 0x6C}


class Lsm9ds1Chip(StChip):
    """Its compass is a chip of its own."""

    status = (0x17, 0x27)
    data = (*range(0x15, 0x17), *range(0x18, 0x1E), *range(0x28, 0x2E))
    warm = (0x15, 16.0, 25.0)
    at_reset: ClassVar[dict[int, int]] = {
        **dict.fromkeys((*range(0x04, 0x0F), *range(0x10, 0x38)), 0),
        WHO_AM_I: 0x68, 0x1E: 0x38, 0x1F: 0x38, 0x22: 0x04,
    }  # fmt: skip

    def after(self, register: int) -> int:
        """The next one, unless IF_ADD_INC of CTRL_REG8 is off; the highest bit means nothing."""
        return register + (self.registers[0x22] >> 2 & 1) & 0xFF

    def set(self, register: int, value: int) -> None:
        """Take a byte; a reset is over at once."""
        if register & 0x7F == 0x22 and value & 0x81:
            pointer = self.pointer
            self.reset()
            self.pointer = pointer
        else:
            super().set(register, value)

    def senses(self) -> Iterator[Sense]:
        """CTRL_REG6_XL: 2, 16, 4, 8 g, with the gyroscope's rate when that is on; CTRL_REG1_G: 245, 500, 2000."""
        xl, g = self.registers[0x20], self.registers[0x10]
        step = (0.061, 0.732, 0.122, 0.244)[xl >> 3 & 3]
        yield Sense(0x28, ACCELERATION, step / 1000, 0x20, 0x60, bool(xl >> 5 or g >> 5))
        yield Sense(0x18, GYRO, MDPS[g >> 3 & 3] / 1000, 0x10, 0x60, bool(g >> 5))

    def new(self, on: list[bool]) -> int:
        return on[0] | on[1] << 1 | any(on) << 2


RELATIVES = ("ism330dhcx", "ism330", "lsm6dso32")  # not here: another name, or twice the range


def _fits(chip: type[StChip], written: Collection[int], read: int, *names: str) -> Callable[[Talk], float]:
    """Who it is stands in the same register of all; it is told by what is written, and by where its values are."""

    def fits(talk: Talk) -> float:
        mask = 0xFF if issubclass(chip, Lsm6ds3Chip) else 0x7F
        if any(first & mask not in chip.at_reset for first in talk.first_bytes) or talk.says(*RELATIVES):
            return 0.0
        who = chip.at_reset[WHO_AM_I]
        is_its = talk.says(*names) or (who in talk.numbers and who != talk.number)
        starts = any(len(sent) > 1 and sent[0] & mask in written for sent, _ in talk.exchanges)
        values = any(sent and sent[0] & mask == read and asked > 1 for sent, asked in talk.exchanges)
        if starts or values:
            return (0.95 if is_its else 0.9) + 0.04 * values
        who_only = not talk.first_bytes or WHO_AM_I in talk.first_bytes
        return 0.6 if is_its else 0.5 if who_only and chip.usual_address != 0x69 else 0.0

    return fits


GYROSCOPE = Message("script.kind.gyro", "{name}, turning about three axes, lying still")
TURNS, BOTH = ("gyro_x_dps", "gyro_z_dps"), ("accel_x_g", "gyro_z_dps")
L3GD20, LSM6, LSM9 = ((0x20, 0x23), 0x28), ((0x10, 0x11, 0x12), 0x22), ((0x10, 0x1E, 0x1F, 0x20, 0x22), 0x18)
KINDS = (
    PartKind(
        "l3gd20", L3gd20Chip, GYROSCOPE(name="L3GD20"), I2C, TURNS,
        addresses=(0x6B, 0x6A),  # Doc ID 022116, table 12
        aliases=("l3gd20h",),
        libraries=("adafruit_l3gd20",),
        fits=_fits(L3gd20Chip, *L3GD20, "l3gd20", "l3gd20h"),
    ),
    PartKind(
        "l3g4200d", L3g4200dChip, GYROSCOPE(name="L3G4200D"), I2C, TURNS,
        addresses=(0x69, 0x68),  # Doc ID 17116, table 12
        aliases=("l3g4200",),
        fits=_fits(L3g4200dChip, *L3GD20, "l3g4200d", "l3g4200"),
    ),
    *(
        PartKind(
            name, chip, MOTION(name=name.upper()), I2C, BOTH,
            addresses=(0x6A, 0x6B),  # all data sheets, section "I2C operation"
            aliases=aliases,
            libraries=() if name == "lsm6ds3" else ("adafruit_lsm6ds",),
            fits=_fits(chip, *LSM6, name, *aliases),
        )
        for name, chip, aliases in (
            ("lsm6ds3", Lsm6ds3Chip, ("lsm6ds",)),
            ("lsm6ds33", Lsm6ds3Chip, ()),
            ("lsm6dsox", Lsm6dsoxChip, ("lsm6dso",)),
            ("lsm6ds3trc", Lsm6ds3trcChip, ("lsm6dsl", "lsm6ds3")),  # Adafruit's library calls it LSM6DS3
        )
    ),
    PartKind(
        "lsm9ds1", Lsm9ds1Chip, MOTION(name="LSM9DS1"), I2C, BOTH,
        addresses=(0x6B, 0x6A),  # DocID025715, table 19
        libraries=("adafruit_lsm9ds1",),
        fits=_fits(Lsm9ds1Chip, *LSM9, "lsm9ds1"),
    ),
)  # fmt: skip
