"""Chips whose pins get numbers of their own, from 64 on: port expanders, converters, shift registers."""

from __future__ import annotations

from sim.libraries.stand_ins.wiringpi import buses, pins


class _Chip:
    """A chip that can do nothing; each kind adds what it can."""

    def mode(self, pin: int, is_output: bool) -> None:
        """It has no directions."""

    def pull_up(self, pin: int, is_on: bool) -> None:
        """It has no resistors."""

    def write(self, pin: int, level: bool) -> None:
        """It has no outputs."""

    def read(self, pin: int) -> bool:
        return False

    def analog_read(self, pin: int) -> int:
        return 0

    def analog_write(self, pin: int, value: int) -> None:
        """It has no converter."""


class _Expander(_Chip):
    """MCP23008 and MCP23017: one or two ports, whose registers alternate (data sheets, table 1-2 and 1-3)."""

    def __init__(self, address: int, ports: int) -> None:
        self._fd = buses.wiringPiI2CSetup(address)
        of_one, of_two = (0x00, 0x06, 0x09, 0x0A), (0x00, 0x0C, 0x12, 0x14)
        self._direction, self._pull, self._port, self._latch = of_one if ports == 1 else of_two

    def _set(self, register: int, pin: int, is_on: bool) -> None:
        at = register + pin // 8
        was = max(0, buses.wiringPiI2CReadReg8(self._fd, at))
        bit = 1 << pin % 8
        buses.wiringPiI2CWriteReg8(self._fd, at, was | bit if is_on else was & ~bit)

    def mode(self, pin: int, is_output: bool) -> None:
        self._set(self._direction, pin, not is_output)

    def pull_up(self, pin: int, is_on: bool) -> None:
        self._set(self._pull, pin, is_on)

    def write(self, pin: int, level: bool) -> None:
        self._set(self._latch, pin, level)

    def read(self, pin: int) -> bool:
        return bool(buses.wiringPiI2CReadReg8(self._fd, self._port + pin // 8) >> pin % 8 & 1)


class _Pcf8574(_Chip):
    """One byte to write and to read; an input is an output at high."""

    def __init__(self, address: int) -> None:
        self._fd = buses.wiringPiI2CSetup(address)
        self._out = max(0, buses.wiringPiI2CRead(self._fd))

    def mode(self, pin: int, is_output: bool) -> None:
        self.write(pin, not is_output)

    def write(self, pin: int, level: bool) -> None:
        self._out = self._out | 1 << pin if level else self._out & ~(1 << pin)
        buses.wiringPiI2CWrite(self._fd, self._out)

    def read(self, pin: int) -> bool:
        return bool(buses.wiringPiI2CRead(self._fd) >> pin & 1)


class _Pcf8591(_Chip):
    """Four inputs of 8 bits, and one output (data sheet, 7.1: the first byte read is that of the time before)."""

    def __init__(self, address: int) -> None:
        self._fd = buses.wiringPiI2CSetup(address)

    def analog_read(self, pin: int) -> int:
        buses.wiringPiI2CWrite(self._fd, 0x40 | pin & 3)
        buses.wiringPiI2CRead(self._fd)
        return buses.wiringPiI2CRead(self._fd)

    def analog_write(self, pin: int, value: int) -> None:
        buses.wiringPiI2CWriteReg8(self._fd, 0x40, value)


class _Mcp300x(_Chip):
    """MCP3002 and MCP3004 or MCP3008: 10 bits (data sheets, figure 6-1)."""

    def __init__(self, channel: int, is_small: bool) -> None:
        self._channel, self._is_small = channel, is_small
        buses.wiringPiSPISetup(channel, 1_000_000)

    def analog_read(self, pin: int) -> int:
        asked = (0xD0 | pin << 5, 0) if self._is_small else (1, 0x80 | pin << 4, 0)
        _, came = buses.wiringPiSPIDataRW(self._channel, bytes(asked))
        bits = int.from_bytes(came[-2:], "big")
        return bits >> 1 & 0x3FF if self._is_small else bits & 0x3FF


class _ShiftRegisters(_Chip):
    """74HC595, one after the other: all bits anew with each change, the last pin first."""

    def __init__(self, count: int, data: int, clock: int, latch: int) -> None:
        self._count, self._data, self._clock, self._latch = count, data, clock, latch
        self._bits = 0
        for pin in (data, clock, latch):
            pins.digitalWrite(pin, 0)
            pins.pinMode(pin, 1)

    def write(self, pin: int, level: bool) -> None:
        self._bits = self._bits | 1 << pin if level else self._bits & ~(1 << pin)
        pins.digitalWrite(self._latch, 0)
        for bit in reversed(range(self._count)):
            pins.digitalWrite(self._data, self._bits >> bit & 1)
            pins.digitalWrite(self._clock, 1)
            pins.digitalWrite(self._clock, 0)
        pins.digitalWrite(self._latch, 1)


def mcp23017Setup(pinBase: int, i2cAddress: int) -> int:
    """16 pins."""
    return pins.add_chip(pinBase, 16, _Expander(i2cAddress, 2))


def mcp23008Setup(pinBase: int, i2cAddress: int) -> int:
    """8 pins."""
    return pins.add_chip(pinBase, 8, _Expander(i2cAddress, 1))


def pcf8574Setup(pinBase: int, i2cAddress: int) -> int:
    """8 pins."""
    return pins.add_chip(pinBase, 8, _Pcf8574(i2cAddress))


def pcf8591Setup(pinBase: int, i2cAddress: int) -> int:
    """4 analog inputs, and the output at analogWrite of the first."""
    return pins.add_chip(pinBase, 4, _Pcf8591(i2cAddress))


def mcp3002Setup(pinBase: int, spiChannel: int) -> int:
    """2 analog inputs."""
    return pins.add_chip(pinBase, 2, _Mcp300x(spiChannel, is_small=True))


def mcp3004Setup(pinBase: int, spiChannel: int) -> int:
    """8 analog inputs: an MCP3008 has the same words."""
    return pins.add_chip(pinBase, 8, _Mcp300x(spiChannel, is_small=False))


def sr595Setup(pinBase: int, numPins: int, dataPin: int, clockPin: int, latchPin: int) -> int:
    """The outputs of one or more 74HC595."""
    return pins.add_chip(pinBase, numPins, _ShiftRegisters(numPins, dataPin, clockPin, latchPin))
