"""ICM20948: acceleration, turning and a compass (AK09916) in one case, I2C. Data sheet DS-000189 (TDK, 1.3).

ICM20649: the same without the compass, for twice as much. Data sheet DS-000192 (TDK, 1.0), tables 1, 2 and section 8.

It sleeps after power-on. Its registers stand in four banks. The compass is asked by the chip itself (through five
slots), or by a program at 0x0C once the way is open (register 0x0F, bit 1). Its FIFO and its processor are not here.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin
from typing import ClassVar

from sim.programs.parts.i2c.motion.compass import COMPASS, DOWN_G, LEVEL_G
from sim.programs.parts.i2c.motion.moved import ACCELERATION, GYRO, HEADING
from sim.programs.parts.i2c.motion.mpu9250 import CLOSED, COUNTS_A_KELVIN, MICROTESLA_A_GAUSS, MOTION, ZERO_C
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed
from sim.wires.i2c import Nack, on_wire

WHO_AM_I, USER_CTRL, PWR_MGMT_1, INT_PIN_CFG, INT_STATUS_1, BANK_SEL = 0x00, 0x03, 0x06, 0x0F, 0x1A, 0x7F
I_AM, ASKS, SLEEP, RESET, BYPASS = 0xEA, 0x20, 0x40, 0x80, 0x02
DATA, ASKED = range(0x2D, 0x3B), range(0x3B, 0x53)  # acceleration, turning, temperature; what its slots have read
BANK_0 = {
    **dict.fromkeys((USER_CTRL, 0x07, INT_PIN_CFG, *range(0x10, 0x14), 0x17, *range(0x19, 0x1D), *DATA, *ASKED), 0x00),
    WHO_AM_I: I_AM, 0x05: 0x40, PWR_MGMT_1: 0x41, 0x66: 0x00, 0x67: 0x00, 0x68: 0x00, 0x69: 0x00, 0x76: 0x00,
}  # fmt: skip
GYRO_CONFIG, ACCEL_CONFIG = 0x01, 0x14  # of bank 2
BANK_2 = {**dict.fromkeys(range(0x00, 0x16), 0x00), GYRO_CONFIG: 0x01, ACCEL_CONFIG: 0x01, 0x52: 0x00, 0x53: 0x00}
ONCE_SLOT, ONCE_READ = (0x13, 0x14, 0x15, 0x16), 0x17  # of bank 3: address, register, control, byte; what was read
MST_STATUS, ONCE_DONE, RESETS = 0x17, 0x40, 0x0E  # of bank 0; bits that clear themselves
SLOTS, SLOT_SIZE, SLOT_ON, SLOT_COUNT, SLOT_READS = range(0x03, 0x13, 4), 4, 0x80, 0x0F, 0x80  # of bank 3
BANK_3 = dict.fromkeys(range(0x00, 0x18), 0x00)
BANKS = (BANK_0, dict.fromkeys(range(0x02, 0x29), 0x00), BANK_2, BANK_3)
COUNTS_A_G, COUNTS_A_DPS = 16384.0, 131.0  # at the finest range, halved by each step (table 1 and 2)

COMPASS_AT = 0x0C
ST_1, FIELD, ST_2, CNTL_2, CNTL_3 = 0x10, range(0x11, 0x17), 0x18, 0x31, 0x32
OFF, ONCE = 0x00, 0x01
MICROTESLA_A_STEP = 0.15
COMPASS_RESET = {0x00: 0x48, 0x01: 0x09, **dict.fromkeys((ST_1, *FIELD, 0x17, ST_2, CNTL_2, CNTL_3), 0x00)}


class Ak09916:
    """The compass. Its x is the other's x; its y and z are turned round (figure 13)."""

    def __init__(self, heading: Callable[[], float]) -> None:
        self._heading = heading
        self.registers = dict(COMPASS_RESET)

    def get(self, register: int) -> int | None:
        """What is read; None: there is no such register."""
        if register in (ST_1, *FIELD) and self.registers[CNTL_2] not in (OFF, ONCE):
            self._measure()
        value = self.registers.get(register)
        if register == ST_2:
            self.registers[ST_1] = 0
        return value

    def set(self, register: int, value: int) -> None:
        """Take a byte; one measurement ends switched off."""
        if register == CNTL_3 and value & 1:
            self.registers = dict(COMPASS_RESET)
        elif register == CNTL_2:
            if value == ONCE:
                self._measure()
            self.registers[CNTL_2] = OFF if value == ONCE else value

    def _measure(self) -> None:
        angle = radians(self._heading())
        for place, gauss in enumerate((LEVEL_G * cos(angle), -LEVEL_G * sin(angle), -DOWN_G)):
            word = signed(gauss * MICROTESLA_A_GAUSS / MICROTESLA_A_STEP)
            self.registers[FIELD.start + 2 * place] = word & 0xFF
            self.registers[FIELD.start + 2 * place + 1] = word >> 8
        self.registers[ST_1] = 1


class Icm20948Chip(RegisterChip):
    """One motion sensor with its compass."""

    feels: ClassVar[tuple[str, ...]] = (*ACCELERATION, *GYRO, HEADING, "temperature_c")
    usual_address = 0x68
    at_reset = BANK_0
    i_am: ClassVar[int] = I_AM
    finest: ClassVar[tuple[float, float]] = (COUNTS_A_G, COUNTS_A_DPS)
    has_compass: ClassVar[bool] = True

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._banks = [dict(each) for each in BANKS]
        self._banks[0][WHO_AM_I] = self.i_am
        self.registers = self._banks[0]
        self._bank = 0
        self.compass = Ak09916(lambda: self.feel(HEADING))

    @property
    def is_open(self) -> bool:
        """Whether the compass behind it can be reached."""
        return bool(self._banks[0][INT_PIN_CFG] & BYPASS)

    def get(self, register: int) -> int:
        """What is read of the chosen bank; awake, the values are those of now."""
        if register == BANK_SEL:
            return self._bank << 4
        if self._bank:
            value = self._banks[self._bank].get(register)
            return self.not_modeled(register) if value is None else value
        awake = not self.registers[PWR_MGMT_1] & SLEEP
        if register in DATA:
            if awake:
                word, low = divmod(register - DATA.start, 2)
                self.registers[register] = self._word(word) >> (0 if low else 8) & 0xFF
            else:
                self.asleep(PWR_MGMT_1, 0x01)
        if register == INT_STATUS_1:
            return int(awake)
        if register == MST_STATUS:
            found = self.registers[MST_STATUS]
            self.registers[MST_STATUS] = 0  # reading clears it
            return found
        if register == ASKED.start and awake:
            self._ask()
        return super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte for the chosen bank."""
        if register == BANK_SEL:
            self._bank = value >> 4 & 3
        elif not self._bank and register == PWR_MGMT_1 and value & RESET:
            pointer = self.pointer
            self.reset()
            self.pointer = pointer
        elif self._bank or register not in (WHO_AM_I, *DATA, *ASKED):
            at_once = not self._bank and register == USER_CTRL
            self._banks[self._bank][register] = value & ~RESETS if at_once else value
            if self._bank == 3 or at_once:
                self._ask()

    def _word(self, number: int) -> int:
        gyro, accel = self._banks[2][GYRO_CONFIG], self._banks[2][ACCEL_CONFIG]
        if number < 3:
            return signed(self.feel(ACCELERATION[number]) * self.finest[0] / (1 << (accel >> 1 & 3)))
        if number < 6:
            return signed(self.feel(GYRO[number - 3]) * self.finest[1] / (1 << (gyro >> 1 & 3)))
        return signed((self.feel("temperature_c") - ZERO_C) * COUNTS_A_KELVIN)

    def _ask(self) -> None:
        """Do what the slots say, if the chip asks by itself (section 7.5)."""
        if not self._banks[0][USER_CTRL] & ASKS or not self.has_compass:
            return
        found: list[int] = []
        self._ask_once()
        for start in SLOTS:
            address, register, control, value = (self._banks[3][start + each] for each in range(SLOT_SIZE))
            if not control & SLOT_ON or address & 0x7F != COMPASS_AT:
                continue
            if address & SLOT_READS:
                found += [self.compass.get(register + each) or 0 for each in range(control & SLOT_COUNT)]
            else:
                self.compass.set(register, value)
        for at, byte in zip(ASKED, found, strict=False):
            self._banks[0][at] = byte

    def _ask_once(self) -> None:
        """The fifth slot carries one byte, and says when that is done (section 7.5.2)."""
        address, register, control, value = (self._banks[3][each] for each in ONCE_SLOT)
        if not control & SLOT_ON or address & 0x7F != COMPASS_AT:
            return
        if address & SLOT_READS:
            self._banks[3][ONCE_READ] = self.compass.get(register) or 0
        else:
            self.compass.set(register, value)
        self._banks[3][ONCE_SLOT[2]] &= ~SLOT_ON
        self._banks[0][MST_STATUS] |= ONCE_DONE


class Icm20649Chip(Icm20948Chip):
    """One motion sensor for 4 to 30 g and 500 to 4000 degrees a second."""

    feels = (*ACCELERATION, *GYRO, "temperature_c")
    i_am = 0xE1
    finest = (8192.0, 65.5)  # a g, a degree a second
    has_compass = False

    @property
    def is_open(self) -> bool:
        """Nothing is behind it."""
        return False


class Ak09916Chip(RegisterChip):
    """The compass of an ICM20948 at its own address."""

    feels = (HEADING,)
    usual_address = COMPASS_AT
    at_reset = COMPASS_RESET

    def plug(self) -> None:
        self._alone = Ak09916(lambda: self.feel(HEADING))
        super().plug()

    def write(self, data: bytes) -> None:
        """Take a pointer and bytes, if the way is open."""
        self._compass()
        super().write(data)

    def read(self, count: int) -> bytes:
        """Give registers, if the way is open."""
        self._compass()
        return super().read(count)

    def get(self, register: int) -> int:
        """What is read."""
        value = self._compass().get(register)
        return self.not_modeled(register) if value is None else value

    def set(self, register: int, value: int) -> None:
        """Take a byte."""
        self._compass().set(register, value)

    def _compass(self) -> Ak09916:
        for address in (0x68, 0x69):
            chip = self.pi.i2c.chip(address + self._address - on_wire(self._address))
            if isinstance(chip, Icm20948Chip):
                if not chip.is_open:
                    self.remark(CLOSED(inner="AK09916", register="0x0F", where=self.shown["where"], by=address))
                    raise Nack
                return chip.compass
        return self._alone


def _fits(talk: Talk) -> float:
    """It is woken, and its banks are chosen, where the others at the same addresses have nothing."""
    if talk.says("mpu6050", "mpu9250", "ds3231") or (talk.says("icm20649") and not talk.says("icm20948")):
        return 0.0
    if not talk.first_bytes:
        return 0.3 * talk.says("icm20948", "icm20x")
    banks = any(len(sent) == 2 and sent[0] == BANK_SEL for sent, _ in talk.exchanges)
    wakes = any(len(sent) == 2 and sent[0] == PWR_MGMT_1 for sent, _ in talk.exchanges)
    return 1.0 if banks or (talk.says("icm20948") and (wakes or WHO_AM_I in talk.first_bytes)) else 0.0


def _fits_20649(talk: Talk) -> float:
    return 1.0 if talk.says("icm20649") and not talk.says("icm20948") else 0.0


def _fits_compass(talk: Talk) -> float:
    if any(first not in COMPASS_RESET for first in talk.first_bytes):
        return 0.0
    own = any(first >= ST_1 + 8 or first == 0x01 for first in talk.first_bytes)
    return 0.98 if talk.says("ak09916", "icm20948") else 0.9 if own else 0.2


KINDS = (
    PartKind(
        "icm20948", Icm20948Chip, MOTION(name="ICM20948"), I2C, ("accel_x_g", "accel_z_g"),
        addresses=(0x68, 0x69),  # section 5.4; AD0 low or high
        libraries=("adafruit_icm20x", "icm20948"),
        fits=_fits,
    ),
    PartKind(
        "icm20649", Icm20649Chip, MOTION(name="ICM20649"), I2C, ("accel_x_g", "accel_z_g"),
        addresses=(0x68, 0x69),  # DS-000192, section 6.4
        libraries=("adafruit_icm20x",),
        fits=_fits_20649,
    ),
    PartKind(
        "ak09916", Ak09916Chip, COMPASS(name="AK09916"), I2C, (HEADING,),
        addresses=(COMPASS_AT,),  # section 12
        fits=_fits_compass,
    ),
)  # fmt: skip
