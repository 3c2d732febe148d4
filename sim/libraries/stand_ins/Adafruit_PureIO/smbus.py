"""Stand-in for `Adafruit_PureIO.smbus`: what `smbus` does, and any number of bytes in one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from sim.libraries.closing import Closes
from sim.libraries.stand_ins import smbus


class SMBus(smbus.SMBus, Closes):
    """The I2C bus number `bus`."""

    def read_bytes(self, addr: int, number: int) -> bytes:
        """Read so many bytes from where the chip's pointer stands."""
        return bytes(self._read(addr, number))

    def write_bytes(self, addr: int, buf: Sequence[int]) -> None:
        """Write these bytes."""
        self._write(addr, buf)

    def write_i2c_block_data(self, addr: int, cmd: int, vals: Sequence[int], force: bool | None = None) -> None:
        """Write any number of bytes from a register on."""
        self._write(addr, (cmd, *vals))
