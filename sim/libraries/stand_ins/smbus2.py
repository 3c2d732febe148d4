"""Stand-in for `smbus2`: what `smbus` does, a `with` for it, and several messages in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntFlag

from sim.libraries.closing import Closes
from sim.libraries.stand_ins import smbus

READ = 0x0001  # flag of a message that reads: I2C_M_RD, linux/i2c.h


class I2cFunc(IntFlag):
    """What an I2C port can do; the numbers of linux/i2c.h."""

    I2C = 0x00000001
    TEN_BIT_ADDR = 0x00000002
    SMBUS_PEC = 0x00000008
    SMBUS_BLOCK_PROC_CALL = 0x00008000
    SMBUS_QUICK = 0x00010000
    SMBUS_READ_BYTE = 0x00020000
    SMBUS_WRITE_BYTE = 0x00040000
    SMBUS_READ_BYTE_DATA = 0x00080000
    SMBUS_WRITE_BYTE_DATA = 0x00100000
    SMBUS_READ_WORD_DATA = 0x00200000
    SMBUS_WRITE_WORD_DATA = 0x00400000
    SMBUS_PROC_CALL = 0x00800000
    SMBUS_READ_BLOCK_DATA = 0x01000000
    SMBUS_WRITE_BLOCK_DATA = 0x02000000
    SMBUS_READ_I2C_BLOCK = 0x04000000
    SMBUS_WRITE_I2C_BLOCK = 0x08000000


CANNOT = (
    I2cFunc.TEN_BIT_ADDR | I2cFunc.SMBUS_PEC | I2cFunc.SMBUS_BLOCK_PROC_CALL | I2cFunc.SMBUS_READ_BLOCK_DATA
)  # fmt: skip


class _Chars:
    """One of them is a byte of length 1, a slice is bytes."""

    def __init__(self, data: bytearray) -> None:
        self._data = data

    def __len__(self) -> int:
        return len(self._data)

    def __getitem__(self, at: int | slice) -> bytes:
        return bytes(self._data[at]) if isinstance(at, slice) else bytes((self._data[at],))


class i2c_msg:
    """One message of a transaction: bytes to write, or room for bytes to read. `list(msg)` gives its bytes."""

    def __init__(self, addr: int, flags: int, data: bytearray) -> None:
        self.addr = addr
        self.flags = flags
        self.data = data

    @staticmethod
    def read(address: int, length: int) -> i2c_msg:
        """Make a message that reads `length` bytes."""
        return i2c_msg(address, READ, bytearray(length))

    @staticmethod
    def write(address: int, buf: Sequence[int] | str) -> i2c_msg:
        """Make a message that writes these bytes. Raises ValueError for numbers that are no bytes."""
        return i2c_msg(address, 0, bytearray(map(ord, buf) if isinstance(buf, str) else buf))

    @property
    def len(self) -> int:
        """How many bytes it has."""
        return self.data.__len__()

    @property
    def buf(self) -> _Chars:
        """Its bytes, as a pointer of C gives them."""
        return _Chars(self.data)

    def __iter__(self) -> Iterator[int]:
        return iter(self.data)

    def __len__(self) -> int:
        return self.data.__len__()

    def __bytes__(self) -> bytes:
        return bytes(self.data)

    def __str__(self) -> str:
        return self.data.decode(errors="ignore")

    def __repr__(self) -> str:
        return f"i2c_msg({self.addr},{self.flags},{bytes(self.data)!r})"


class SMBus(smbus.SMBus, Closes):
    """The I2C bus number `bus`, or the one at a path such as /dev/i2c-1."""

    def __init__(self, bus: int | str | None = None, force: bool = False) -> None:
        super().__init__(bus, force)
        self.force = force
        self.funcs = ~CANNOT

    def enable_pec(self, enable: bool = True) -> None:
        """Raise OSError 95 when packet error checking is switched on: no chip here checks its packets."""
        self.pec = int(enable)

    def i2c_rdwr(self, *i2c_msgs: i2c_msg) -> None:
        """Write and read without letting the bus go between. Raises OSError 121 or 110 as every transaction."""
        waiting: i2c_msg | None = None  # a write that may be followed by a read from the same chip
        for message in i2c_msgs:
            bus = self._open_bus(message.addr, len(message))  # its time passes now
            if message.flags & READ:
                if waiting is not None and waiting.addr == message.addr:
                    bus.writeto_then_readfrom(message.addr, waiting.data, message.data)
                    waiting = None
                    continue
                self._send(waiting)
                waiting = None
                bus.readfrom_into(message.addr, message.data)
            else:
                self._send(waiting)
                waiting = message
        self._send(waiting)

    def _send(self, message: i2c_msg | None) -> None:
        if message is not None and self._bus is not None:
            self._bus.writeto(message.addr, message.data)
