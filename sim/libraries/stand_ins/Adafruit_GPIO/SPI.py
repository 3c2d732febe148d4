"""Stand-in for `Adafruit_GPIO.SPI`: the bus of the header, or four pins that are clocked one by one."""

from __future__ import annotations

from collections.abc import Sequence

from sim.libraries.stand_ins.Adafruit_GPIO.GPIO import IN, OUT, BaseGPIO
from sim.libraries.stand_ins.spidev import SpiDev as LinuxSpiDev

MSBFIRST, LSBFIRST = 0, 1
SPEED_HZ = 500_000


class SpiDev:
    """A chip-select wire of the bus."""

    def __init__(self, port: int, device: int, max_speed_hz: int = SPEED_HZ) -> None:
        self._device = LinuxSpiDev(port, device)
        self._device.max_speed_hz, self._device.mode = max_speed_hz, 0

    def set_clock_hz(self, hz: int) -> None:
        """So many bits a second."""
        self._device.max_speed_hz = hz

    def set_mode(self, mode: int) -> None:
        """0 to 3. Raises ValueError for another."""
        _check(mode)
        self._device.mode = mode

    def set_bit_order(self, order: int) -> None:
        """MSBFIRST or LSBFIRST."""
        self._device.lsbfirst = order == LSBFIRST

    def close(self) -> None:
        """Let go of the bus."""
        self._device.close()

    def write(self, data: Sequence[int]) -> None:
        """Send bytes."""
        self._device.writebytes2(list(data))

    def read(self, length: int) -> bytearray:
        """Receive bytes."""
        return bytearray(self._device.readbytes(length))

    def transfer(self, data: Sequence[int]) -> bytearray:
        """Exchange bytes."""
        return bytearray(self._device.xfer2(list(data)))


class BitBang:
    """Pins of one's own; it can only be master, and clocks as fast as it can."""

    def __init__(
        self, gpio: BaseGPIO, sclk: int, mosi: int | None = None, miso: int | None = None, ss: int | None = None
    ) -> None:
        self._gpio, self._sclk, self._mosi, self._miso, self._ss = gpio, sclk, mosi, miso, ss
        self._mode, self._order = 0, MSBFIRST
        for pin in (sclk, mosi, ss):
            if pin is not None:
                gpio.setup(pin, OUT)
        if miso is not None:
            gpio.setup(miso, IN)
        if ss is not None:
            gpio.set_high(ss)

    def set_clock_hz(self, hz: int) -> None:
        """It is as fast as it can be."""

    def set_mode(self, mode: int) -> None:
        """0 to 3. Raises ValueError for another."""
        _check(mode)
        self._mode = mode
        self._gpio.output(self._sclk, mode & 2)

    def set_bit_order(self, order: int) -> None:
        """MSBFIRST or LSBFIRST."""
        self._order = order

    def close(self) -> None:
        """Nothing is open."""

    def write(self, data: Sequence[int], assert_ss: bool = True, deassert_ss: bool = True) -> None:
        """Send bytes."""
        self.transfer(data, assert_ss, deassert_ss)

    def read(self, length: int, assert_ss: bool = True, deassert_ss: bool = True) -> bytearray:
        """Receive bytes."""
        return self.transfer([0] * length, assert_ss, deassert_ss)

    def transfer(self, data: Sequence[int], assert_ss: bool = True, deassert_ss: bool = True) -> bytearray:
        """Exchange bytes."""
        if assert_ss and self._ss is not None:
            self._gpio.set_low(self._ss)
        came = bytearray(self._byte(each) for each in data)
        if deassert_ss and self._ss is not None:
            self._gpio.set_high(self._ss)
        return came

    def _byte(self, sent: int) -> int:
        came, rests = 0, bool(self._mode & 2)
        for place in range(8):
            bit = 7 - place if self._order == MSBFIRST else place
            if self._mode & 1:
                self._gpio.output(self._sclk, not rests)
            if self._mosi is not None:
                self._gpio.output(self._mosi, sent >> bit & 1)
            self._gpio.output(self._sclk, rests if self._mode & 1 else not rests)
            if self._miso is not None:
                came |= self._gpio.input(self._miso) << bit
            if not self._mode & 1:
                self._gpio.output(self._sclk, rests)
        return came


def _check(mode: int) -> None:
    if not 0 <= mode <= 3:
        raise ValueError("Mode must be a value 0, 1, 2, or 3.")
