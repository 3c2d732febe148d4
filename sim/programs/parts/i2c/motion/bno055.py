"""BNO055: how a thing is held, turned and moved, computed in the chip, I2C. Data sheet BST-BNO055-DS000 (Bosch, 1.8).

It is in its mode for settings until it is given another (table 3-5), and calibrated as soon as it computes. Lying flat
it says 0° of roll and pitch; the signs of both, and its quaternion, are chosen. What its second page sets changes
nothing; its interrupts are not here.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, atan2, cos, degrees, hypot, radians, sin

from devices import Message
from sim.programs.parts.i2c.motion.compass import DOWN_G, LEVEL_G
from sim.programs.parts.i2c.motion.moved import ACCELERATION, GYRO, HEADING
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed
from sim.wires.i2c import Nack

CHIP_ID, PAGE, TEMPERATURE, CALIBRATION, UNITS, MODE = 0x00, 0x07, 0x34, 0x35, 0x3B, 0x3D
SYS_STATUS, POWER, TRIGGER = 0x39, 0x3E, 0x3F
RESET = 0x20  # of the trigger
# The blocks of words, by their first register: table 4-2.
ACC, MAG, GYR, EULER, QUATERNION, LINEAR, GRAVITY = 0x08, 0x0E, 0x14, 0x1A, 0x20, 0x28, 0x2E
DATA = range(ACC, TEMPERATURE)
SETTINGS = (UNITS, MODE, POWER, 0x40, 0x41, 0x42, *range(0x55, 0x6B))
AT_RESET = {
    **dict.fromkeys((*DATA, *SETTINGS, TEMPERATURE, CALIBRATION, 0x37, 0x38, SYS_STATUS, 0x3A, TRIGGER, PAGE), 0x00),
    CHIP_ID: 0xA0, 0x01: 0xFB, 0x02: 0x32, 0x03: 0x0F, 0x04: 0x11, 0x05: 0x03, 0x06: 0x15, 0x36: 0x0F, UNITS: 0x80,
    0x41: 0x24,
}  # fmt: skip
SECOND_PAGE = {**dict.fromkeys(range(0x08, 0x20), 0x00), 0x08: 0x0D, 0x09: 0x6D, 0x0A: 0x38}  # table 4-3: ranges
SET_UP = 0x00  # the mode for settings
WITH_ACC, WITH_MAG, WITH_GYR = (1, 4, 5, 7), (2, 4, 6, 7), (3, 5, 6, 7)  # of the modes without fusion
FUSION = range(0x08, 0x0D)
WITHOUT_GYR, WITHOUT_MAG = (0x09, 0x0A), (0x08,)
USUAL_MODE = 0x0C
BOOT_S, SWITCH_S = 0.65, 0.019  # tables 0-2 and 3-6
FIRST_S = 0.02  # chosen: two of its hundred values a second
G_MS2, MICROTESLA_A_GAUSS = 9.80665, 100.0
ACC_COUNTS = (100.0 * G_MS2, 1000.0)  # a g, in m/s² or in mg (table 3-17)
GYR_COUNTS, ANGLE_COUNTS = (16.0, 900.0 * radians(1)), (16.0, 900.0 * radians(1))  # a degree, or in radians
MAG_COUNTS, QUATERNION_ONE = 16.0, 1 << 14
IN_MG, IN_RPS, IN_RADIANS, IN_FAHRENHEIT, ANDROID = 0x01, 0x02, 0x04, 0x10, 0x80  # of the units
CALIBRATED = 0xFF


class Bno055Chip(RegisterChip):
    """One motion sensor with a processor."""

    feels = (*ACCELERATION, *GYRO, HEADING, "temperature_c")
    usual_address = 0x28
    at_reset = AT_RESET

    def plug(self) -> None:
        self._ready_s = self._awake_s = 0.0
        super().plug()

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._second_page = dict(SECOND_PAGE)

    def power_changed(self) -> None:
        super().power_changed()
        self._awake_s = self.pi.clock.monotonic() + BOOT_S

    def write(self, data: bytes) -> None:
        """Take a pointer and bytes; while it boots, it does not acknowledge."""
        self._wake()
        super().write(data)

    def read(self, count: int) -> bytes:
        """Give registers."""
        self._wake()
        return super().read(count)

    def get(self, register: int) -> int:
        """What is read."""
        if self.registers[PAGE] and register != PAGE:
            return self._second_page[register] if register in self._second_page else self.not_modeled(register)
        if register in DATA:
            return self._value(register)
        mode = self._mode
        if register == SYS_STATUS:
            return 5 if mode in FUSION else 6 if mode else 0
        if register == CALIBRATION:
            return CALIBRATED if mode in FUSION else 0
        if register == TEMPERATURE:
            celsius = self.feel("temperature_c")
            return signed((celsius * 9 / 5 + 32) / 2 if self.registers[UNITS] & IN_FAHRENHEIT else celsius, 8)
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte; settings can be written in their mode alone (section 3.3)."""
        if register == TRIGGER and value & RESET:
            pointer = self.pointer
            self.reset()
            self.pointer = pointer
            self._awake_s = self.pi.clock.monotonic() + BOOT_S
        elif register == MODE:
            if value & 0x0F != self._mode:
                self._ready_s = self.pi.clock.monotonic() + (FIRST_S if value & 0x0F else SWITCH_S)
            self.registers[MODE] = value & 0x0F
        elif self.registers[PAGE] and register in self._second_page:
            self._second_page[register] = value
        elif register == PAGE or (register in SETTINGS and self._mode == SET_UP):
            self.registers[register] = value

    @property
    def _mode(self) -> int:
        return self.registers[MODE] & 0x0F

    def _wake(self) -> None:
        if self._powered and self.pi.clock.monotonic() < self._awake_s:
            self.busy(BOOT_S)
            raise Nack

    def _value(self, register: int) -> int:
        """A byte of the values; what its mode does not measure is 0."""
        if self._mode == SET_UP:
            self.asleep(MODE, USUAL_MODE)
            return 0
        if self.pi.clock.monotonic() < self._ready_s:
            self.too_early(FIRST_S)
            return 0
        start = max(each for each in (ACC, MAG, GYR, EULER, QUATERNION, LINEAR, GRAVITY) if each <= register)
        place, high = divmod(register - start, 2)
        return signed(self._words(start)[place]) >> 8 * high & 0xFF if self._has(start) else 0

    def _has(self, start: int) -> bool:
        mode = self._mode
        if mode in FUSION:
            return not (start == GYR and mode in WITHOUT_GYR) and not (start == MAG and mode in WITHOUT_MAG)
        return mode in {ACC: WITH_ACC, MAG: WITH_MAG, GYR: WITH_GYR}.get(start, ())

    def _words(self, start: int) -> Sequence[float]:
        units = self.registers[UNITS]
        acc = [self.feel(each) for each in ACCELERATION]
        size = hypot(*acc) or 1.0
        of_g = ACC_COUNTS[bool(units & IN_MG)]
        if start == ACC:
            return [each * of_g for each in acc]
        if start == GRAVITY:
            return [each / size * of_g for each in acc]
        if start == LINEAR:
            return [(each - each / size) * of_g for each in acc]
        heading = self.feel(HEADING) % 360.0
        if start == MAG:
            field = LEVEL_G * cos(radians(heading)), LEVEL_G * sin(radians(heading)), DOWN_G
            return [each * MICROTESLA_A_GAUSS * MAG_COUNTS for each in field]
        if start == GYR:
            return [self.feel(each) * GYR_COUNTS[bool(units & IN_RPS)] for each in GYRO]
        roll, pitch = degrees(asin(-acc[0] / size)), degrees(atan2(acc[1], acc[2]))
        if start == EULER:
            angles = heading, roll, -pitch if units & ANDROID else pitch
            return [each * ANGLE_COUNTS[bool(units & IN_RADIANS)] for each in angles]
        return [each * QUATERNION_ONE for each in _quaternion(-heading, pitch, roll)]


def _quaternion(yaw: float, pitch: float, roll: float) -> tuple[float, float, float, float]:
    """Turned about z, then about its x, then about its y."""
    (cz, cx, cy), (sz, sx, sy) = (
        [function(radians(each) / 2) for each in (yaw, pitch, roll)] for function in (cos, sin)
    )
    return (
        cz * cx * cy - sz * sx * sy,
        cz * sx * cy - sz * cx * sy,
        cz * cx * sy + sz * sx * cy,
        sz * cx * cy + cz * sx * sy,
    )


def _fits(talk: Talk) -> float:
    """At 0x29 it is told from a laser by the mode that it is given; no program for that one writes there."""
    if any(first not in AT_RESET for first in talk.first_bytes):
        return 0.0
    if talk.says("bno055"):
        return 1.0
    if any(len(sent) > 1 and (asked or (sent[0] < UNITS and sent[0] != PAGE)) for sent, asked in talk.exchanges):
        return 0.0  # a register of two bytes, or one that is only read
    if [(sent, asked) for sent, asked in talk.exchanges] == [(bytes((CHIP_ID,)), 1)]:
        return 0.9  # who it is, first of all: no laser is asked so
    starts = any(len(sent) == 2 and sent[0] == MODE and 0 < sent[1] <= USUAL_MODE for sent, _ in talk.exchanges)
    return 1.0 if starts else 0.6 if talk.number == Bno055Chip.usual_address else 0.2


KINDS = (
    PartKind(
        "bno055", Bno055Chip, Message("script.kind.bno055", "BNO055, motion and compass, lying flat to the north"), I2C,
        (HEADING, "accel_x_g"),
        addresses=(0x28, 0x29),  # BST-BNO055-DS000, table 4-7
        libraries=("adafruit_bno055",),
        fits=_fits,
    ),
)  # fmt: skip
