"""I2C, SPI and serial ports by small numbers. Where no chip answers, a read gives -1, as in C: nothing is raised."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sim.libraries.stand_ins.smbus import SMBus
from sim.libraries.stand_ins.spidev import SpiDev
from sim.wires import switched_on
from sim.wires.uart import SerialLine

PORT = 1
SPEED_HZ = 500_000
PATIENCE_S = 10.0  # of serialGetchar (wiringSerial.c)
_open: dict[int, Any] = {}
_spi: dict[int, SpiDev] = {}


def forget() -> None:
    """Another board."""
    _open.clear()
    _spi.clear()


switched_on.on_switch.append(forget)


def _new(thing: Any) -> int:
    number = 3 + len(_open)
    _open[number] = thing
    return number


def wiringPiI2CSetup(address: int) -> int:
    """A number for the chip at this address."""
    return _new((SMBus(PORT), address))


def wiringPiI2CSetupInterface(device: str, address: int) -> int:
    """The same on another bus, such as "/dev/i2c-1"; -1 where there is none."""
    with suppress(OSError, ValueError):
        return _new((SMBus(int(device.rpartition("-")[2])), address))
    return -1


def _done(call: Callable[[], Any]) -> int:
    try:
        found = call()
    except OSError:
        return -1
    return 0 if found is None else int(found)


def wiringPiI2CRead(fd: int) -> int:
    """A byte, or -1."""
    bus, address = _open[fd]
    return _done(lambda: bus.read_byte(address))


def wiringPiI2CWrite(fd: int, data: int) -> int:
    """Send a byte; -1: nobody has taken it."""
    bus, address = _open[fd]
    return _done(lambda: bus.write_byte(address, data & 0xFF))


def wiringPiI2CReadReg8(fd: int, reg: int) -> int:
    """A register's byte, or -1."""
    bus, address = _open[fd]
    return _done(lambda: bus.read_byte_data(address, reg & 0xFF))


def wiringPiI2CReadReg16(fd: int, reg: int) -> int:
    """Two bytes, the low one first, or -1."""
    bus, address = _open[fd]
    return _done(lambda: bus.read_word_data(address, reg & 0xFF))


def wiringPiI2CWriteReg8(fd: int, reg: int, data: int) -> int:
    """Write a register; -1: nobody has taken it."""
    bus, address = _open[fd]
    return _done(lambda: bus.write_byte_data(address, reg & 0xFF, data & 0xFF))


def wiringPiI2CWriteReg16(fd: int, reg: int, data: int) -> int:
    """Write two bytes, the low one first; -1: nobody has taken it."""
    bus, address = _open[fd]
    return _done(lambda: bus.write_word_data(address, reg & 0xFF, data & 0xFFFF))


def wiringPiSPISetup(channel: int, speed_hz: int) -> int:
    """Open a chip-select wire, 0 or 1."""
    return wiringPiSPISetupMode(channel, speed_hz, 0)


def wiringPiSPISetupMode(channel: int, speed_hz: int, mode: int) -> int:
    """The same with one of the four modes of clock and phase."""
    device = SpiDev(0, channel & 1)
    device.max_speed_hz, device.mode = speed_hz, mode & 3
    _spi[channel & 1] = device
    return _new(device)


def wiringPiSPIDataRW(channel: int, data: bytes | str) -> list[Any]:
    """Exchange bytes: how many, and what came. -1 before wiringPiSPISetup."""
    sent = data.encode("latin-1") if isinstance(data, str) else bytes(data)
    device = _spi.get(channel & 1)
    return [-1, sent] if device is None else [len(sent), bytes(device.xfer2(list(sent)))]


def serialOpen(device: str, baud: int) -> int:
    """Open a serial port; -1 where nothing is."""
    line = switched_on.board().serial.line(device)
    if line is None:
        return -1
    line.clear()
    line.open(baud)
    return _new(line)


def _line(fd: int) -> SerialLine | None:
    return _open.get(fd)


def serialClose(fd: int) -> None:
    """Close it."""
    line = _open.pop(fd, None)
    if line is not None:
        line.close()


def serialFlush(fd: int) -> None:
    """Throw away what has come."""
    line = _line(fd)
    if line is not None:
        line.clear()


def serialPuts(fd: int, text: str | bytes) -> None:
    """Send a text."""
    line = _line(fd)
    if line is not None:
        line.send(text.encode() if isinstance(text, str) else bytes(text))


serialPrintf = serialPuts


def serialPutchar(fd: int, char: int) -> None:
    """Send a byte."""
    serialPuts(fd, bytes([int(char) & 0xFF]))


def serialDataAvail(fd: int) -> int:
    """How many bytes have come; -1 of a port that is not open."""
    line = _line(fd)
    return -1 if line is None else line.waiting


def serialGetchar(fd: int) -> int:
    """The next byte; -1 after ten seconds without one."""
    line = _line(fd)
    found = b"" if line is None else line.take(1, PATIENCE_S)
    return found[0] if found else -1
