"""Stand-in for `smbus`, Linux's I2C: one call, one transaction on the bus of the board that is on."""

from __future__ import annotations

from collections.abc import Sequence

from sim.python.program import pass_i2c_time
from sim.wires import switched_on
from sim.wires.i2c import I2cBus

BUS = 1  # the bus on GPIO2 and GPIO3; a Pi 4 has no other one on its header
BLOCK_MAX = 32  # bytes in one block: I2C_SMBUS_BLOCK_MAX, linux/i2c.h
HIGHEST_ADDRESS = 0x7F  # of 7 bits; the kernel refuses what is above
ENOENT, EBADF, EINVAL, EOPNOTSUPP = 2, 9, 22, 95  # Linux errno, literals because Windows numbers differ


class SMBus:
    """The I2C bus number `bus`. Raises FileNotFoundError for a bus that a Pi has not.

    Every transaction raises OSError 121 when nobody acknowledges and OSError 110 when the bus hangs. Words go low byte
    first. Of a number that is too big for its byte or word only the low bits are sent.
    """

    def __init__(self, bus: int | str | None = None, force: bool = False) -> None:
        self._bus: I2cBus | None = None
        if bus is not None:
            self.open(bus)

    def open(self, bus: int | str) -> None:
        """Open /dev/i2c-<bus>. Raises FileNotFoundError when the Pi has no such bus."""
        path = bus if isinstance(bus, str) else f"/dev/i2c-{bus}"
        if path != f"/dev/i2c-{BUS}":
            raise FileNotFoundError(ENOENT, "No such file or directory", path)
        self._bus = switched_on.board().i2c

    def close(self) -> None:
        """Close the bus."""
        self._bus = None

    @property
    def pec(self) -> int:
        """Packet error checking: off. Raises OSError 95 when it is switched on: no chip here checks its packets."""
        return 0

    @pec.setter
    def pec(self, enable: int) -> None:
        if enable:
            raise OSError(EOPNOTSUPP, "Operation not supported: the virtual chips know no packet error checking")

    def write_quick(self, i2c_addr: int, force: bool | None = None) -> None:
        """Ask whether somebody is there."""
        self._write(i2c_addr, ())

    def read_byte(self, i2c_addr: int, force: bool | None = None) -> int:
        """Read one byte from where the chip's pointer stands."""
        return self._read(i2c_addr, 1)[0]

    def write_byte(self, i2c_addr: int, value: int, force: bool | None = None) -> None:
        """Write one byte."""
        self._write(i2c_addr, (value,))

    def read_byte_data(self, i2c_addr: int, register: int, force: bool | None = None) -> int:
        """Read one byte of a register."""
        return self._ask(i2c_addr, (register,), 1)[0]

    def write_byte_data(self, i2c_addr: int, register: int, value: int, force: bool | None = None) -> None:
        """Write one byte to a register."""
        self._write(i2c_addr, (register, value))

    def read_word_data(self, i2c_addr: int, register: int, force: bool | None = None) -> int:
        """Read two bytes of a register, low byte first."""
        return int.from_bytes(self._ask(i2c_addr, (register,), 2), "little")

    def write_word_data(self, i2c_addr: int, register: int, value: int, force: bool | None = None) -> None:
        """Write two bytes to a register, low byte first."""
        self._write(i2c_addr, (register, value, value >> 8))

    def process_call(self, i2c_addr: int, register: int, value: int, force: bool | None = None) -> int:
        """Write a word to a register and read a word without letting the bus go between."""
        return int.from_bytes(self._ask(i2c_addr, (register, value, value >> 8), 2), "little")

    def read_i2c_block_data(
        self, i2c_addr: int, register: int, length: int = BLOCK_MAX, force: bool | None = None
    ) -> list[int]:
        """Read up to 32 bytes from a register on. Raises ValueError for more."""
        if length > BLOCK_MAX:
            raise ValueError(f"Desired block length over {BLOCK_MAX} bytes")
        return list(self._ask(i2c_addr, (register,), length))

    def write_i2c_block_data(
        self, i2c_addr: int, register: int, data: Sequence[int], force: bool | None = None
    ) -> None:
        """Write up to 32 bytes from a register on. Raises ValueError for more."""
        self._write(i2c_addr, (register, *_block(data)))

    def write_block_data(self, i2c_addr: int, register: int, data: Sequence[int], force: bool | None = None) -> None:
        """Write up to 32 bytes to a register, their number first. Raises ValueError for more."""
        self._write(i2c_addr, (register, len(data), *_block(data)))

    def read_block_data(self, i2c_addr: int, register: int, force: bool | None = None) -> list[int]:
        """Raise OSError 95: the I2C port of a Pi cannot read a block whose length the chip tells."""
        raise OSError(
            EOPNOTSUPP,
            "Operation not supported: a Pi's I2C port cannot read blocks whose length the chip tells; "
            "use read_i2c_block_data",
        )

    def block_process_call(
        self, i2c_addr: int, register: int, data: Sequence[int], force: bool | None = None
    ) -> list[int]:
        """Raise OSError 95, as read_block_data does."""
        return self.read_block_data(i2c_addr, register)

    def _write(self, address: int, data: Sequence[int]) -> None:
        bus = self._open_bus(address, len(data), only_writes=True)
        bus.writeto(address, bytes(value & 0xFF for value in data))

    def _read(self, address: int, count: int) -> bytearray:
        buffer = bytearray(count)
        self._open_bus(address, count).readfrom_into(address, buffer)
        return buffer

    def _ask(self, address: int, data: Sequence[int], count: int) -> bytearray:
        buffer = bytearray(count)
        sent = bytes(value & 0xFF for value in data)
        self._open_bus(address, len(sent) + 1 + count).writeto_then_readfrom(address, sent, buffer)
        return buffer

    def _open_bus(self, address: int, count: int, only_writes: bool = False) -> I2cBus:
        """The bus, after the time that the address and `count` bytes take on it."""
        if self._bus is None:
            raise OSError(EBADF, "Bad file descriptor: the I2C bus is not open")
        if not 0 <= address <= HIGHEST_ADDRESS:
            raise OSError(EINVAL, f"Invalid argument: {address:#x} is no 7-bit I2C address")
        pass_i2c_time(count, only_writes)
        return self._bus


def _block(data: Sequence[int]) -> Sequence[int]:
    if len(data) > BLOCK_MAX:
        raise ValueError(f"Data length cannot exceed {BLOCK_MAX} bytes")
    return data
