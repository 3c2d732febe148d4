"""MPU9250 and MPU6500: the successors of the MPU6050, the first one with a compass (AK8963) in its case, I2C.

Data sheets RM-MPU-9250A-00 (InvenSense, revision 1.4) and AK8963 (AKM, MS1356-E-02). Both are awake after power-on.
The compass is at an address of its own, 0x0C, as soon as the program opens the way to it (register 0x37, bit 1). The
other way, by which the MPU9250 asks it by itself, is not here.
"""

from __future__ import annotations

from math import cos, radians, sin

from devices import Message
from sim.programs.parts.i2c.motion.compass import COMPASS, DOWN_G, LEVEL_G
from sim.programs.parts.i2c.motion.moved import HEADING
from sim.programs.parts.i2c.motion.mpu6050 import AT_RESET, PWR_MGMT_1, SUCCESSORS, WHO_AM_I, Mpu6050Chip
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed
from sim.wires.i2c import Nack, on_wire

INT_PIN_CFG, BYPASS = 0x37, 0x02
COUNTS_A_KELVIN, ZERO_C = 333.87, 21.0  # register map, section 4.23; the offset is 0
TEMPERATURE_WORD = 3
AWAKE = 0x01
OFFSETS = (0x77, 0x78, 0x7A, 0x7B, 0x7D, 0x7E)

COMPASS_ID, I_AM = 0x00, 0x48
ST_1, READY = 0x02, 0x01
DATA = range(0x03, 0x09)
ST_2, CNTL_1, CNTL_2 = 0x09, 0x0A, 0x0B
OFF, ONCE, FUSE, MODE, SIXTEEN_BITS = 0x00, 0x01, 0x0F, 0x0F, 0x10
USUAL_MODE = 0x16
ONCE_TAKES_S = 0.009  # table 5.3.2, longest
FUSES, NO_CORRECTION = range(0x10, 0x13), 128
MICROTESLA_A_GAUSS = 100.0
MICROTESLA_A_STEP = (0.6, 0.15)  # with 14 and with 16 bits
COMPASS_RESET = {COMPASS_ID: I_AM, 0x01: 0x9A, **dict.fromkeys((ST_1, *DATA, ST_2, CNTL_1, CNTL_2, 0x0C), 0x00),
                 **dict.fromkeys(FUSES, NO_CORRECTION)}  # fmt: skip

CLOSED = Message(
    "script.ak8963_closed",
    "{where}: the {inner} cannot be reached yet. Open the way to it first: write 0x02 to register {register} of the "
    "chip at 0x{by:02x}.",
)


class Mpu6500Chip(Mpu6050Chip):
    """One motion sensor."""

    at_reset = {**AT_RESET, **dict.fromkeys(OFFSETS, 0), PWR_MGMT_1: AWAKE, WHO_AM_I: 0x70}  # noqa: RUF012  # never written

    def _word(self, number: int) -> int:
        if number == TEMPERATURE_WORD:
            return signed((self.feel("temperature_c") - ZERO_C) * COUNTS_A_KELVIN)
        return super()._word(number)


class Mpu9250Chip(Mpu6500Chip):
    """The same beside a compass."""

    at_reset = {**Mpu6500Chip.at_reset, WHO_AM_I: 0x71}  # noqa: RUF012  # never written

    @property
    def is_open(self) -> bool:
        """Whether the compass behind it can be reached."""
        return bool(self.registers[INT_PIN_CFG] & BYPASS)


class Ak8963Chip(RegisterChip):
    """The compass in an MPU9250. Its x is the other's y, its y the other's x, and its z points down."""

    feels = (HEADING,)
    usual_address = 0x0C
    at_reset = COMPASS_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._ready_s: float | None = None

    def write(self, data: bytes) -> None:
        """Take a pointer and bytes, if the way is open."""
        self._reach()
        super().write(data)

    def read(self, count: int) -> bytes:
        """Give registers, if the way is open."""
        self._reach()
        return super().read(count)

    def get(self, register: int) -> int:
        """What is read."""
        self._finish()
        if register in DATA and self.registers[CNTL_1] & MODE == OFF and not any(self.registers[at] for at in DATA):
            self.asleep(CNTL_1, USUAL_MODE)
        if register in (ST_1, *DATA) and self.registers[CNTL_1] & MODE not in (OFF, ONCE, FUSE):
            self._measure()
        if register == ST_2:
            self.registers[ST_1] = 0x00
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte; one measurement ends switched off."""
        if register == CNTL_2 and value & 1:
            pointer = self.pointer
            self.reset()
            self.pointer = pointer
        elif register in (CNTL_1, CNTL_2, 0x0C):
            self.registers[register] = value
            self._ready_s = self.pi.clock.monotonic() + ONCE_TAKES_S if value & MODE == ONCE else None

    def _reach(self) -> None:
        for address in (0x68, 0x69):
            chip = self.pi.i2c.chip(address + self._address - on_wire(self._address))
            if isinstance(chip, Mpu9250Chip) and not chip.is_open:
                self.remark(CLOSED(inner="AK8963", register="0x37", where=self.shown["where"], by=address))
                raise Nack

    def _finish(self) -> None:
        if self._ready_s is not None and self.pi.clock.monotonic() >= self._ready_s:
            self._ready_s = None
            self._measure()
            self.registers[CNTL_1] &= ~MODE

    def _measure(self) -> None:
        """Keep what the field is now, low byte first."""
        angle = radians(self.feel(HEADING))
        fine = bool(self.registers[CNTL_1] & SIXTEEN_BITS)
        scale = MICROTESLA_A_GAUSS / MICROTESLA_A_STEP[fine]
        for place, gauss in enumerate((LEVEL_G * sin(angle), LEVEL_G * cos(angle), -DOWN_G)):
            word = signed(gauss * scale)
            self.registers[DATA.start + 2 * place] = word & 0xFF
            self.registers[DATA.start + 2 * place + 1] = word >> 8
        self.registers[ST_1] = READY
        self.registers[ST_2] = SIXTEEN_BITS if fine else 0x00


def _fits_mpu9250(talk: Talk) -> float:
    """It cannot be told from an MPU6050 by what is written to it."""
    named = talk.says(*SUCCESSORS) and not (talk.says("mpu6500") and not talk.says("mpu9250", "ak8963"))
    return 1.0 if named and _is_spoken(talk) else 0.0


def _fits_mpu6500(talk: Talk) -> float:
    return 0.98 if talk.says("mpu6500") and _is_spoken(talk) else 0.0


def _is_spoken(talk: Talk) -> bool:
    return all(first <= OFFSETS[-1] for first in talk.first_bytes)


def _fits_ak8963(talk: Talk) -> float:
    return 0.8 if all(first in COMPASS_RESET for first in talk.first_bytes) else 0.0


MOTION = Message("script.kind.motion_of", "{name}, acceleration and turning, lying flat")
KINDS = (
    PartKind(
        "mpu9250", Mpu9250Chip, MOTION(name="MPU9250"), I2C, ("accel_x_g", "accel_z_g"),
        addresses=(0x68, 0x69),  # register map, section 4.38; AD0 low or high
        fits=_fits_mpu9250,
    ),
    PartKind(
        "mpu6500", Mpu6500Chip, MOTION(name="MPU6500"), I2C, ("accel_x_g", "accel_z_g"),
        addresses=(0x68, 0x69),
        fits=_fits_mpu6500,
    ),
    PartKind(
        "ak8963", Ak8963Chip, COMPASS(name="AK8963"), I2C, (HEADING,),
        addresses=(0x0C,),  # data sheet AK8963, section 8.1: both address wires low, as in an MPU9250
        fits=_fits_ak8963,
    ),
)  # fmt: skip
