"""Stand-in for `picar_4wd.i2c`: bytes to any address on the bus, and from it."""

from __future__ import annotations

from collections.abc import Sequence

from sim.libraries.stand_ins.smbus import BUS
from sim.libraries.stand_ins.smbus2 import SMBus, i2c_msg


class I2C:
    """The bus."""

    def __init__(self, *_: object, **__: object) -> None:
        self._smbus = SMBus(BUS)

    def scan(self) -> list[str]:
        """Return all addresses that acknowledge, each as two hexadecimal digits."""
        return [f"{each:02x}" for each in range(0x08, 0x78) if self.is_ready(each)]

    def is_ready(self, addr: int) -> bool:
        """Whether somebody acknowledges there."""
        try:
            self._smbus.write_quick(addr)
        except OSError:
            return False
        return True

    def send(self, send: int | Sequence[int], addr: int, timeout: float = 0) -> None:
        """Send bytes; a whole number is sent with its high byte first."""
        self._smbus.i2c_rdwr(i2c_msg.write(addr, _bytes(send)))

    def recv(self, recv: int | bytearray, addr: int = 0x00, timeout: float = 0) -> bytearray:
        """Read so many bytes, each by itself."""
        count = recv if isinstance(recv, int) else len(recv)
        return bytearray(self._smbus.read_byte(addr) for _ in range(count))

    def mem_write(
        self, data: int | Sequence[int], addr: int, memaddr: int, timeout: float = 5000, addr_size: int = 8
    ) -> None:  # fmt: skip
        """Send bytes to a register."""
        self._smbus.write_i2c_block_data(addr, memaddr, _bytes(data))

    def mem_read(
        self, data: int | bytearray, addr: int, memaddr: int, timeout: float = 5000, addr_size: int = 8
    ) -> list[int]:  # fmt: skip
        """Read so many bytes from a register on."""
        return self._smbus.read_i2c_block_data(addr, memaddr, data if isinstance(data, int) else len(data))


def _bytes(data: int | Sequence[int]) -> list[int]:
    return list(data.to_bytes(max((data.bit_length() + 7) // 8, 1), "big")) if isinstance(data, int) else list(data)
