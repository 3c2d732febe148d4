"""Handles of open buses, as pigpio and lgpio have them: `i2c_open`, `spi_xfer` and the others, on the board's buses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.libraries.stand_ins.smbus import SMBus
from sim.libraries.stand_ins.spidev import SpiDev


class BusHandles:
    """The methods for I2C and SPI of pigpio.pi; lgpio has the same as functions. A handle is a small number."""

    def __init__(self) -> None:
        self._open: dict[int, Any] = {}
        self._next = 0

    def _new(self, thing: Any) -> int:
        self._next += 1
        self._open[self._next - 1] = thing
        return self._next - 1

    def i2c_open(self, i2c_bus: int, i2c_address: int, i2c_flags: int = 0) -> int:
        """Open a chip on the bus."""
        return self._new((SMBus(i2c_bus), i2c_address))

    def i2c_close(self, handle: int) -> int:
        """Close it."""
        self._open.pop(handle, None)
        return 0

    def i2c_read_byte(self, handle: int) -> int:
        bus, address = self._open[handle]
        return bus.read_byte(address)  # type: ignore[no-any-return]

    def i2c_write_byte(self, handle: int, byte_val: int) -> int:
        bus, address = self._open[handle]
        bus.write_byte(address, byte_val)
        return 0

    def i2c_read_byte_data(self, handle: int, reg: int) -> int:
        bus, address = self._open[handle]
        return bus.read_byte_data(address, reg)  # type: ignore[no-any-return]

    def i2c_write_byte_data(self, handle: int, reg: int, byte_val: int) -> int:
        bus, address = self._open[handle]
        bus.write_byte_data(address, reg, byte_val)
        return 0

    def i2c_read_word_data(self, handle: int, reg: int) -> int:
        bus, address = self._open[handle]
        return bus.read_word_data(address, reg)  # type: ignore[no-any-return]

    def i2c_write_word_data(self, handle: int, reg: int, word_val: int) -> int:
        bus, address = self._open[handle]
        bus.write_word_data(address, reg, word_val)
        return 0

    def i2c_read_i2c_block_data(self, handle: int, reg: int, count: int) -> tuple[int, bytearray]:
        bus, address = self._open[handle]
        data = bytearray(bus.read_i2c_block_data(address, reg, count))
        return len(data), data

    def i2c_write_i2c_block_data(self, handle: int, reg: int, data: Sequence[int]) -> int:
        bus, address = self._open[handle]
        bus.write_i2c_block_data(address, reg, list(data))
        return 0

    def i2c_read_device(self, handle: int, count: int) -> tuple[int, bytearray]:
        bus, address = self._open[handle]
        data = bytearray(bus._read(address, count))
        return len(data), data

    def i2c_write_device(self, handle: int, data: Sequence[int]) -> int:
        bus, address = self._open[handle]
        bus._write(address, list(data))
        return 0

    def spi_open(self, spi_channel: int, baud: int, spi_flags: int = 0) -> int:
        """Open a chip-select wire."""
        device = SpiDev(0, spi_channel)
        device.max_speed_hz = baud
        return self._new(device)

    def spi_close(self, handle: int) -> int:
        """Close it."""
        self._open.pop(handle, None)
        return 0

    def spi_xfer(self, handle: int, data: Sequence[int] | bytes | str) -> tuple[int, bytearray]:
        """Exchange bytes."""
        sent = data.encode("latin-1") if isinstance(data, str) else data
        answer = bytearray(self._open[handle].xfer2(list(sent)))
        return len(answer), answer

    def spi_write(self, handle: int, data: Sequence[int] | bytes) -> int:
        """Send bytes."""
        self._open[handle].writebytes2(list(data))
        return len(data)

    def spi_read(self, handle: int, count: int) -> tuple[int, bytearray]:
        """Receive bytes."""
        return count, bytearray(self._open[handle].readbytes(count))
