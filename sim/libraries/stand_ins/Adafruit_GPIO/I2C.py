"""Stand-in for `Adafruit_GPIO.I2C`: a chip at its address, byte by byte and word by word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.libraries.stand_ins.smbus import BUS, SMBus


class Device:
    """The chip at one address."""

    def __init__(self, address: int, busnum: int | None = None, i2c_interface: object = None) -> None:
        self._bus, self._address = SMBus(BUS if busnum is None else busnum), address

    def writeRaw8(self, value: int) -> None:
        """Send a byte without a register."""
        self._bus.write_byte(self._address, value & 0xFF)

    def write8(self, register: int, value: int) -> None:
        """Write a byte to a register."""
        self._bus.write_byte_data(self._address, register, value & 0xFF)

    def write16(self, register: int, value: int) -> None:
        """Write two bytes to a register, the low one first."""
        self._bus.write_word_data(self._address, register, value & 0xFFFF)

    def writeList(self, register: int, data: Sequence[int]) -> None:
        """Write bytes from a register on."""
        self._bus.write_i2c_block_data(self._address, register, list(data))

    def readList(self, register: int, length: int) -> bytearray:
        """Read bytes from a register on."""
        return bytearray(self._bus.read_i2c_block_data(self._address, register, length))

    def readRaw8(self) -> int:
        """Read a byte without a register."""
        return self._bus.read_byte(self._address) & 0xFF

    def readU8(self, register: int) -> int:
        """Read a byte, 0 to 255."""
        return self._bus.read_byte_data(self._address, register) & 0xFF

    def readS8(self, register: int) -> int:
        """Read a byte, -128 to 127."""
        return _signed(self.readU8(register), 8)

    def readU16(self, register: int, little_endian: bool = True) -> int:
        """Read two bytes, the low one first unless told otherwise."""
        return int.from_bytes(self.readList(register, 2), "little" if little_endian else "big")

    def readS16(self, register: int, little_endian: bool = True) -> int:
        """The same with a sign."""
        return _signed(self.readU16(register, little_endian), 16)

    def readU16LE(self, register: int) -> int:
        """Two bytes, the low one first."""
        return self.readU16(register)

    def readU16BE(self, register: int) -> int:
        """Two bytes, the high one first."""
        return self.readU16(register, little_endian=False)

    def readS16LE(self, register: int) -> int:
        """Two bytes with a sign, the low one first."""
        return self.readS16(register)

    def readS16BE(self, register: int) -> int:
        """Two bytes with a sign, the high one first."""
        return self.readS16(register, little_endian=False)


def _signed(value: int, bits: int) -> int:
    return value - (1 << bits) if value >> (bits - 1) else value


def get_default_bus() -> int:
    """The bus of the header."""
    return BUS


def get_i2c_device(address: int, busnum: int | None = None, i2c_interface: object = None, **_: Any) -> Device:
    """The chip at this address."""
    return Device(address, busnum)


def require_repeated_start() -> None:
    """Linux does it by itself."""
