"""Stand-in for `Adafruit_PCA9685`, which its authors have given up: kits of robots still use it.

Registers: data sheet PCA9685 (NXP, rev. 4), table 4.
"""

from __future__ import annotations

from sim.libraries.stand_ins.smbus import BUS, SMBus
from sim.wires import switched_on

PCA9685_ADDRESS = 0x40
MODE1, MODE2, FIRST, ALL, PRESCALE = 0x00, 0x01, 0x06, 0xFA, 0xFE
SLEEP, ALLCALL, RESTART, OUTDRV = 0x10, 0x01, 0x80, 0x04
OSCILLATOR_HZ, COUNTS = 25_000_000, 4096
WAKES_S = 0.005  # of the oscillator: 0.5 ms at most, section 7.3.1.1
GENERAL_CALL, RESET = 0x00, 0x06  # section 7.6


class PCA9685:
    """Sixteen channels of PWM at one I2C address."""

    def __init__(self, address: int = PCA9685_ADDRESS, i2c: object = None, busnum: int = BUS, **_: object) -> None:
        self._bus, self._address = SMBus(busnum), address
        self.set_all_pwm(0, 0)
        self._write(MODE2, OUTDRV)
        self._write(MODE1, ALLCALL)
        self._wait()
        self._write(MODE1, self._bus.read_byte_data(address, MODE1) & ~SLEEP)
        self._wait()

    def set_pwm_freq(self, freq_hz: float) -> None:
        """Set the frequency of all channels in hertz; section 7.3.5."""
        mode = self._bus.read_byte_data(self._address, MODE1)
        self._write(MODE1, mode & ~RESTART | SLEEP)
        self._write(PRESCALE, round(OSCILLATOR_HZ / COUNTS / freq_hz) - 1)
        self._write(MODE1, mode)
        self._wait()
        self._write(MODE1, mode | RESTART)

    def set_pwm(self, channel: int, on: int, off: int) -> None:
        """Let a channel go high at the count `on` of 4096 and low at `off`."""
        self._counts(FIRST + 4 * channel, on, off)

    def set_all_pwm(self, on: int, off: int) -> None:
        """The same for all channels."""
        self._counts(ALL, on, off)

    def _counts(self, register: int, on: int, off: int) -> None:
        for place, byte in enumerate((on & 0xFF, on >> 8, off & 0xFF, off >> 8)):
            self._write(register + place, byte)

    def _write(self, register: int, value: int) -> None:
        self._bus.write_byte_data(self._address, register, value & 0xFF)

    def _wait(self) -> None:
        switched_on.board().clock.sleep(WAKES_S)


def software_reset(i2c: object = None, **_: object) -> None:
    """Put all chips of this kind on the bus into their first state."""
    SMBus(BUS).write_byte(GENERAL_CALL, RESET)
