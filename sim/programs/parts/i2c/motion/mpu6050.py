"""MPU6050: acceleration, turning and temperature, I2C. Register map RM-MPU-6000A-00 (InvenSense), revision 4.2.

It sleeps after power-on, and its values stay at 0 until it is woken. A measurement is always ready. Its events and a
second bus are not here; offsets that a program writes are kept and change nothing, because this unit has no error.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.i2c.motion.moved import ACCELERATION, GYRO, motion_quantities
from sim.programs.parts.i2c.motion.mpu6050_fifo import Fifo, packet, rate_hz
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import RegisterChip, signed

DIVIDER, CONFIG, GYRO_CONFIG, ACCEL_CONFIG = range(0x19, 0x1D)
FIFO_EN = 0x23  # section 4.6: temperature, turning about x, y, z, and acceleration, from bit 7 on
FIFO_ORDER = ((0x08, (0, 1, 2)), (0x80, (3,)), (0x40, (4,)), (0x20, (5,)), (0x10, (6,)))  # by register number
INT_STATUS, DATA_READY, OF_PROCESSOR, OVERFLOW = 0x3A, 0x01, 0x02, 0x10  # section 4.15
DATA = range(0x3B, 0x49)  # sections 4.17 to 4.19: acceleration, temperature, turning
SIGNAL_RESET = 0x68  # section 4.26: reads 0 again
USER_CTRL, PROCESSOR, FIFO_ON, FIFO_RESET, RESETS = 0x6A, 0x80, 0x40, 0x04, 0x0F  # section 4.27
PWR_MGMT_1, DEVICE_RESET, SLEEP = 0x6B, 0x80, 0x40  # section 4.28
BANK, BANK_ADDRESS, MEMORY = 0x6D, 0x6E, 0x6F  # of the motion processor
FIFO_COUNT_H, FIFO_COUNT_L, FIFO_BYTE = 0x72, 0x73, 0x74  # sections 4.30 and 4.31
WHO_AM_I, I_AM = 0x75, 0x68  # section 4.32: whatever AD0 is
COUNTS_A_G = 16384.0  # at +-2 g, halved by each step of AFS_SEL (section 4.17)
COUNTS_A_DPS = (131.0, 65.5, 32.8, 16.4)  # by FS_SEL (section 4.19)
COUNTS_A_KELVIN, ZERO_C = 340.0, 36.53  # section 4.18
LAST = 0x7E
KEPT = (*range(0x00, 0x03), *range(0x06, 0x0C), *range(0x13, 0x39), 0x6C, BANK, BANK_ADDRESS, 0x70, 0x71)
AT_RESET = {
    **dict.fromkeys((*KEPT, *DATA, SIGNAL_RESET, USER_CTRL), 0x00),
    INT_STATUS: DATA_READY, PWR_MGMT_1: SLEEP, WHO_AM_I: I_AM,
}  # fmt: skip
# CTRL_REG1 to 3 of an L3G4200D (ST), the modes of an ICM20948 and of an AMG8833: no program writes there.
OTHER_SENSORS = (0x20, 0x21, 0x22, 0x00, 0x01, 0x06, 0x7F)
SUCCESSORS = ("mpu9250", "mpu9255", "mpu6500", "ak8963")
NO_CLOCK = range(0x13, 0x100)  # registers that a DS3231, at the same address, does not have

IMITATED = Message(
    "script.mpu6050_processor",
    "{where}: the motion processor of the {chip} is imitated. Its packets have 42 bytes, and tilt and turning are "
    "exact in them.",
)


class Mpu6050Chip(RegisterChip):
    """One motion sensor."""

    feels = (*ACCELERATION, *GYRO, "temperature_c")
    usual_address = 0x68
    at_reset = AT_RESET

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._memory: dict[tuple[int, int], int] = {}
        self._fifo = Fifo()
        self._yaw_deg = 0.0
        self._turning_dps = 0.0  # about z, since the FIFO was filled the last time

    def get(self, register: int) -> int:
        """What is read; awake, the values are those of now."""
        if register in DATA:
            return self._measured(register)
        if register == INT_STATUS:
            return self._status()
        if register == MEMORY:
            return self._memory.get(self._place(), 0)
        if register in (FIFO_COUNT_H, FIFO_COUNT_L):
            if register == FIFO_COUNT_H:
                self._fill()
            return len(self._fifo.bytes).to_bytes(2, "big")[register - FIFO_COUNT_H]
        return self._fifo.take() if register == FIFO_BYTE else super().get(register)

    def set(self, register: int, value: int) -> None:
        """Take a byte; a reset comes back to sleep."""
        if register == PWR_MGMT_1 and value & DEVICE_RESET:
            pointer = self.pointer
            self.reset()
            self.pointer = pointer
        elif register == MEMORY:
            self._memory[self._place()] = value
        elif register == USER_CTRL:
            self._control(value)
        elif register not in DATA and register not in (WHO_AM_I, INT_STATUS):
            self.registers[register] = 0 if register == SIGNAL_RESET else value

    def world_moved(self) -> None:
        """What has come until now was turned as before."""
        self._fill()

    def after(self, register: int) -> int:
        """The pointer stays where many bytes come one after the other."""
        return register if register in (MEMORY, FIFO_BYTE) else (register + 1) & 0xFF

    def _measured(self, register: int) -> int:
        if self.registers[PWR_MGMT_1] & SLEEP:
            self.asleep(PWR_MGMT_1, 0)
        else:
            word, low = divmod(register - DATA.start, 2)
            self.registers[register] = self._word(word) >> (0 if low else 8) & 0xFF
        return self.registers[register]

    def _word(self, number: int) -> int:
        """One of the seven measurements as it is now."""
        if number < 3:
            scale = COUNTS_A_G / (1 << (self.registers[ACCEL_CONFIG] >> 3 & 3))
            return signed(self.feel(ACCELERATION[number]) * scale)
        if number == 3:
            return signed((self.feel("temperature_c") - ZERO_C) * COUNTS_A_KELVIN)
        return signed(self.feel(GYRO[number - 4]) * COUNTS_A_DPS[self.registers[GYRO_CONFIG] >> 3 & 3])

    def _place(self) -> tuple[int, int]:
        """Where in the processor's memory: it goes one further with each byte."""
        at = self.registers[BANK_ADDRESS]
        self.registers[BANK_ADDRESS] = at + 1 & 0xFF
        return self.registers[BANK] & 0x1F, at

    def _control(self, value: int) -> None:
        self._fill()
        if value & FIFO_RESET:
            self._fifo.clear()
        if value & PROCESSOR:
            self.remark(IMITATED(**self.shown))
        self.registers[USER_CTRL] = value & ~RESETS
        self._fill()

    def _status(self) -> int:
        """Reading it clears what has happened; a measurement is always ready."""
        self._fill()
        status = DATA_READY
        if self.registers[USER_CTRL] & PROCESSOR and self._fifo.bytes:
            status |= OF_PROCESSOR
        if self._fifo.has_overflowed:
            status |= OVERFLOW
            self._fifo.has_overflowed = False
        return status

    def _fill(self) -> None:
        control = self.registers[USER_CTRL]
        if not control & FIFO_ON or self.registers[PWR_MGMT_1] & SLEEP:
            self._fifo.stop()
            return
        hz = rate_hz(self.registers[CONFIG], self.registers[DIVIDER])
        if control & PROCESSOR:
            hz /= 2  # that program skips every second measurement
            count = self._fifo.fill(self.pi.clock.monotonic(), hz, self._packet)
            self._yaw_deg = (self._yaw_deg + self._turning_dps * count / hz) % 360.0
            self._turning_dps = self.feel(GYRO[2])
        elif self.registers[FIFO_EN]:
            self._fifo.fill(self.pi.clock.monotonic(), hz, self._sample)

    def _packet(self) -> bytes:
        return packet([self.feel(each) for each in ACCELERATION], [self.feel(each) for each in GYRO], self._yaw_deg)

    def _sample(self) -> bytes:
        chosen = self.registers[FIFO_EN]
        words = [number for bit, numbers in FIFO_ORDER if chosen & bit for number in numbers]
        return b"".join(self._word(number).to_bytes(2, "big") for number in words)


def _fits(talk: Talk) -> float:
    """A clock lives at 0x68, too, and has no such high registers; other gyroscopes are started where it has none."""
    if any(len(sent) > 1 and sent[0] in OTHER_SENSORS for sent, _ in talk.exchanges):
        return 0.0
    if any(first > LAST for first in talk.first_bytes):
        return 0.0
    if talk.says(*SUCCESSORS):
        return 0.5
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
