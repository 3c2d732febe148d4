"""Stand-in for `grove.i2c`: one bus for everybody."""

from __future__ import annotations

from collections.abc import Sequence

from sim.libraries.stand_ins.smbus import BUS
from sim.libraries.stand_ins.smbus2 import SMBus, i2c_msg


class Bus(SMBus):
    """The bus of smbus2, whose number may be left out, and that also sends and reads plain bytes."""

    msg = i2c_msg

    def __init__(self, bus: int | str | None = None) -> None:
        self.bus = BUS if bus is None else bus
        super().__init__(self.bus)

    def write(self, address: int, data: Sequence[int]) -> None:
        """Write these bytes."""
        self.i2c_rdwr(i2c_msg.write(address, list(data)))

    def read(self, address: int, count: int) -> list[int]:
        """Read so many bytes."""
        found = i2c_msg.read(address, count)
        self.i2c_rdwr(found)
        return list(found)
