"""Stand-in for `robot_hat.i2c`: a chip on the bus, the first of several addresses that answers."""

from __future__ import annotations

from collections.abc import Sequence

from sim.libraries.stand_ins.smbus import BUS
from sim.libraries.stand_ins.smbus2 import SMBus, i2c_msg


class I2C:
    """One address, or the first of these that acknowledges; if none does, the first."""

    def __init__(self, address: int | Sequence[int], bus: int = BUS) -> None:
        self._smbus = SMBus(bus)
        several = [address] if isinstance(address, int) else list(address)
        self.address = several[0] if len(several) == 1 else next(filter(self._answers, several), several[0])

    def _answers(self, address: int) -> bool:
        try:
            self._smbus.write_quick(address)
        except OSError:
            return False
        return True

    def scan(self) -> list[int]:
        """Return all addresses that acknowledge."""
        return [each for each in range(0x08, 0x78) if self._answers(each)]

    def is_avaliable(self) -> bool:  # as the library spells it
        """Whether the chip acknowledges."""
        return self._answers(self.address)

    is_ready = is_avaliable

    def write(self, data: int | Sequence[int]) -> None:
        """Send bytes; a whole number is sent with its low byte first."""
        self._smbus.i2c_rdwr(i2c_msg.write(self.address, _bytes(data)))

    def read(self, length: int = 1) -> list[int]:
        """Read so many bytes, each by itself."""
        return [self._smbus.read_byte(self.address) for _ in range(length)]

    def mem_write(self, data: int | Sequence[int], memaddr: int) -> None:
        """Send bytes to a register."""
        self._smbus.write_i2c_block_data(self.address, memaddr, _bytes(data))

    def mem_read(self, length: int, memaddr: int) -> list[int]:
        """Read so many bytes from a register on."""
        return self._smbus.read_i2c_block_data(self.address, memaddr, length)


def _bytes(data: int | Sequence[int]) -> list[int]:
    if isinstance(data, int):
        return list(data.to_bytes(max((data.bit_length() + 7) // 8, 1), "little"))
    return list(data)
