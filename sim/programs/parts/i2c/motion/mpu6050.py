"""MPU6050: acceleration, turning and temperature, I2C. Register map RM-MPU-6000A-00 (InvenSense), revision 4.2.

It sleeps after power-on, and its values stay at 0 until it is woken. A measurement is always ready. The FIFO, the
motion processor and a second bus are not here.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.i2c.motion.moved import ACCELERATION, GYRO, motion_quantities
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed

GYRO_CONFIG, ACCEL_CONFIG = 0x1B, 0x1C
INT_STATUS, DATA_READY = 0x3A, 0x01  # section 4.15
DATA = range(0x3B, 0x49)  # sections 4.17 to 4.19: acceleration, temperature, turning
SIGNAL_RESET = 0x68  # section 4.26: reads 0 again
PWR_MGMT_1, DEVICE_RESET, SLEEP = 0x6B, 0x80, 0x40  # section 4.28
WHO_AM_I, I_AM = 0x75, 0x68  # section 4.32: whatever AD0 is
COUNTS_A_G = 16384.0  # at +-2 g, halved by each step of AFS_SEL (section 4.17)
COUNTS_A_DPS = (131.0, 65.5, 32.8, 16.4)  # by FS_SEL (section 4.19)
COUNTS_A_KELVIN, ZERO_C = 340.0, 36.53  # section 4.18
AT_RESET = {
    **dict.fromkeys((*range(0x19, 0x1D), 0x23, 0x37, 0x38, *DATA, SIGNAL_RESET, 0x6A, 0x6C), 0x00),
    INT_STATUS: DATA_READY, PWR_MGMT_1: SLEEP, WHO_AM_I: I_AM,
}  # fmt: skip
NO_CLOCK = range(0x13, 0x100)  # registers that a DS3231, at the same address, does not have


class Mpu6050Chip(RegisterChip):
    """One motion sensor."""

    feels = (*ACCELERATION, *GYRO, "temperature_c")
    usual_address = 0x68
    at_reset = AT_RESET

    def get(self, register: int) -> int:
        """What is read; awake, the values are those of now."""
        if register not in DATA:
            return super().get(register)
        if self.registers[PWR_MGMT_1] & SLEEP:
            self.asleep(PWR_MGMT_1, 0)
        else:
            word, low = divmod(register - DATA.start, 2)
            self.registers[register] = self._word(word) >> (0 if low else 8) & 0xFF
        return self.registers[register]

    def set(self, register: int, value: int) -> None:
        """Take a byte; a reset comes back to sleep."""
        if register == PWR_MGMT_1 and value & DEVICE_RESET:
            pointer = self.pointer
            self.reset()
            self.pointer = pointer
        elif register not in DATA and register not in (WHO_AM_I, INT_STATUS):
            self.registers[register] = 0 if register == SIGNAL_RESET else value

    def _word(self, number: int) -> int:
        """One of the seven measurements as it is now."""
        if number < 3:
            scale = COUNTS_A_G / (1 << (self.registers[ACCEL_CONFIG] >> 3 & 3))
            return signed(self.feel(ACCELERATION[number]) * scale)
        if number == 3:
            return signed((self.feel("temperature_c") - ZERO_C) * COUNTS_A_KELVIN)
        return signed(self.feel(GYRO[number - 4]) * COUNTS_A_DPS[self.registers[GYRO_CONFIG] >> 3 & 3])


def _fits(talk: Talk) -> float:
    """A clock lives at 0x68, too, and has no such high registers."""
    if any(first in NO_CLOCK for first in talk.first_bytes):
        return 1.0 if any(first in AT_RESET for first in talk.first_bytes) else 0.5
    return 0.6 if talk.words & {"mpu", "mpu6050", "gyro", "accel", "accelerometer"} or talk.number != 0x68 else 0.2


QUANTITIES = motion_quantities()
KINDS = (
    PartKind(
        "mpu6050", Mpu6050Chip, Message("script.kind.motion", "MPU6050, acceleration and turning, lying flat"), I2C,
        ("accel_x_g", "accel_z_g"),
        addresses=(0x68, 0x69),  # RM-MPU-6000A-00, section 4.32; AD0 low or high
        libraries=("adafruit_mpu6050", "mpu6050"),
        fits=_fits,
    ),
)  # fmt: skip
