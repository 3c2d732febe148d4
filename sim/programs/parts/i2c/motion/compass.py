"""HMC5883L and QMC5883L: the magnetic field, I2C. Data sheets HMC5883L (Honeywell) and QMC5883L (QST), register maps.

Shops sell the second one under the first one's name. They lie flat; a measurement is always ready.
"""

from __future__ import annotations

from math import cos, radians, sin
from typing import ClassVar

from devices import Message
from sim.programs.parts.i2c.motion.moved import HEADING, heading_quantity
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed

LEVEL_G, DOWN_G = 0.38, -0.26  # gauss; chosen: about the field of the earth in northern Vietnam, z upward

COUNTS_A_GAUSS = (1370, 1090, 820, 660, 440, 390, 330, 230)  # HMC5883L, table 9, by the gain
HMC_CONFIG_B, HMC_MODE, HMC_STATUS = 1, 2, 9
HMC_DATA = range(3, 9)
HMC_ORDER = (0, 2, 1)  # x, z, y (table 13)
HMC_OVERFLOW = -4096
HMC_CONTINUOUS, HMC_SINGLE, HMC_IDLE = 0, 1, 3  # table 12
HMC_RESET = {0: 0x10, HMC_CONFIG_B: 0x20, HMC_MODE: 0x01, **dict.fromkeys(HMC_DATA, 0), HMC_STATUS: 0x01,
             10: ord("H"), 11: ord("4"), 12: ord("3")}  # fmt: skip

Z = 2
# LSM303DLHC (ST, DocID018771 rev 2), table 75: x and y, z. A gain of 0 is not allowed: the first one is taken.
LSM_COUNTS_A_GAUSS = ((1100, 980), (1100, 980), (855, 760), (670, 600), (450, 400), (400, 355), (330, 295), (230, 205))
LSM_THERMOMETER, LSM_THERMOMETER_ON = range(0x31, 0x33), 0x80
LSM_NAMES, LSM_PLACES = ("lsm303", "lsm303dlhc", "lsm303dlh", "lsm303dlm"), frozenset((0x19, 0x1E))

QMC_DATA = range(0, 6)
QMC_STATUS, QMC_CONTROL, QMC_CONTROL_2, QMC_PERIOD, QMC_ID = 0x06, 0x09, 0x0A, 0x0B, 0x0D
QMC_CONTINUOUS = 0x01
QMC_COUNTS_A_GAUSS = (12000, 3000)  # QMC5883L, table 2: at 2 G and at 8 G
QMC_RESET = {**dict.fromkeys(QMC_DATA, 0), QMC_STATUS: 0x01, QMC_CONTROL: 0, QMC_CONTROL_2: 0, QMC_PERIOD: 0,
             QMC_ID: 0xFF}  # fmt: skip


class Compass(RegisterChip):
    """Feels where its x arrow points."""

    feels = (HEADING,)

    def gauss(self) -> tuple[float, float, float]:
        """The field along x, y and z: turned to the east, north lies on the side of y."""
        angle = radians(self.feel(HEADING))
        return LEVEL_G * cos(angle), LEVEL_G * sin(angle), DOWN_G


class Hmc5883lChip(Compass):
    """One HMC5883L: three words, high byte first."""

    usual_address = 0x1E
    at_reset = HMC_RESET

    def reset(self) -> None:
        """As after power-on: nothing has been measured."""
        super().reset()
        self._measured = False

    def get(self, register: int) -> int:
        """What is read; idle, the values are the old ones."""
        if register in HMC_DATA:
            if self.registers[HMC_MODE] & 0x03 == HMC_CONTINUOUS:
                self._measure()
            elif not self._measured:
                self.asleep(HMC_MODE, HMC_CONTINUOUS)
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte; a single measurement ends idle."""
        if register <= HMC_MODE:
            self.registers[register] = value
            if register == HMC_MODE and value & 0x03 == HMC_SINGLE:
                self._measure()
                self.registers[HMC_MODE] = HMC_IDLE

    def after(self, register: int) -> int:
        """From the last value back to the first (data sheet, section "Register access")."""
        return HMC_DATA.start if register == HMC_DATA.stop - 1 else (register + 1) & 0xFF

    def scale(self, axis: int) -> int:
        """The counts of a gauss."""
        return COUNTS_A_GAUSS[self.registers[HMC_CONFIG_B] >> 5]

    def _measure(self) -> None:
        self._measured = True
        field = self.gauss()
        for place, axis in enumerate(HMC_ORDER):
            counts = round(field[axis] * self.scale(axis))
            word = signed(counts if abs(counts) < 2048 else HMC_OVERFLOW)
            self.registers[HMC_DATA.start + 2 * place] = word >> 8
            self.registers[HMC_DATA.start + 2 * place + 1] = word & 0xFF


class Lsm303Chip(Hmc5883lChip):
    """The compass of an LSM303DLHC: z has steps of its own. Its thermometer is not here."""

    at_reset: ClassVar[dict[int, int]] = {**HMC_RESET, HMC_MODE: 0x03}

    def scale(self, axis: int) -> int:
        """The counts of a gauss on x or y, and on z."""
        return LSM_COUNTS_A_GAUSS[self.registers[HMC_CONFIG_B] >> 5][axis == Z]


class Qmc5883lChip(Compass):
    """One QMC5883L: three words, low byte first."""

    usual_address = 0x0D
    at_reset = QMC_RESET

    def get(self, register: int) -> int:
        """What is read; in standby, the values are the old ones."""
        if register in QMC_DATA:
            if self.registers[QMC_CONTROL] & 0x03 == QMC_CONTINUOUS:
                axis, high = divmod(register, 2)
                scale = QMC_COUNTS_A_GAUSS[self.registers[QMC_CONTROL] >> 4 & 1]
                self.registers[register] = signed(self.gauss()[axis] * scale) >> 8 * high & 0xFF
            else:
                self.asleep(QMC_CONTROL, 0x1D)
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        if register == QMC_CONTROL_2 and value & 0x80:
            pointer = self.pointer
            self.reset()
            self.pointer = pointer
        elif register >= QMC_CONTROL:
            self.registers[register] = value


def _fits_hmc(talk: Talk) -> float:
    return 0.7 if all(first in HMC_RESET for first in talk.first_bytes) else 0.0


def _fits_lsm303(talk: Talk) -> float:
    """It is told by its thermometer, and by the acceleration sensor beside it."""
    if not all(first in HMC_RESET or first in LSM_THERMOMETER for first in talk.first_bytes):
        return 0.0
    warm = any(len(sent) > 1 and not sent[0] and sent[1] & LSM_THERMOMETER_ON for sent, _ in talk.exchanges)
    own = warm or any(first in LSM_THERMOMETER for first in talk.first_bytes)
    both = talk.numbers >= LSM_PLACES and not talk.says("hmc5883l", "hmc5883")
    return 0.98 if own or both or talk.says(*LSM_NAMES) else 0.0


def _fits_qmc(talk: Talk) -> float:
    """Nobody writes to its outputs: a fan board at this address is written there."""
    if any(len(sent) > 1 and sent[0] < QMC_CONTROL for sent, _ in talk.exchanges):
        return 0.0
    return 0.7 if all(first <= QMC_ID for first in talk.first_bytes) else 0.0


COMPASS = Message("script.kind.compass", "{name}, compass, pointing north")
QUANTITIES = (heading_quantity(),)
KINDS = (
    PartKind(
        "hmc5883l", Hmc5883lChip, COMPASS(name="HMC5883L"), I2C, (HEADING,),
        addresses=(0x1E,),  # data sheet HMC5883L, section "I2C interface control"
        libraries=("adafruit_hmc5883l", "hmc5883l"),
        fits=_fits_hmc,
    ),
    PartKind(
        "lsm303_mag", Lsm303Chip, COMPASS(name="LSM303"), I2C, (HEADING,),
        addresses=(0x1E,),  # LSM303DLHC, table 17
        aliases=LSM_NAMES,
        libraries=("adafruit_lsm303dlh_mag", "adafruit_lsm303"),
        fits=_fits_lsm303,
    ),
    PartKind(
        "qmc5883l", Qmc5883lChip, COMPASS(name="QMC5883L"), I2C, (HEADING,),
        addresses=(0x0D,),  # data sheet QMC5883L, section 5.4
        libraries=("py_qmc5883l", "qmc5883l"),
        fits=_fits_qmc,
    ),
)  # fmt: skip
