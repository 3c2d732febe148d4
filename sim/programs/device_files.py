"""Device files of the virtual board: which are there, and the serial ones as plain files."""

from __future__ import annotations

import io
from typing import Any

from sim.libraries.stand_ins.raw_pins import servo_blaster
from sim.python.program import pass_read_time
from sim.wires import switched_on
from sim.wires.spi import CHIP_SELECTS, PORT
from sim.wires.uart import DEVICES, SAME, SerialLine

USUAL_BAUD = 9600  # of a terminal that nobody has set (Linux, tty_std_termios)
EOPNOTSUPP = 95  # Linux errno
BUSES = ("/dev/i2c-1", *(f"/dev/spidev{PORT}.{each}" for each in range(len(CHIP_SELECTS))))
SERVOS = servo_blaster.PATH
ALWAYS = (*BUSES, *SAME, "/dev/gpiochip0", "/dev/gpiomem", SERVOS)


def is_there(path: str) -> bool:
    """Whether the board has this device: what it is made with, and a USB port with something in it."""
    return path in ALWAYS or (path in DEVICES and switched_on.board().serial.line(path) is not None)


def names() -> list[str]:
    """What stands in /dev of the board, without the folder."""
    found = [*ALWAYS, *switched_on.board().serial.in_use()]
    return [path.removeprefix("/dev/") for path in dict.fromkeys(found)]


def opened(path: str, mode: str, **named: Any) -> Any:
    """A serial port or the servos as a file. Raises OSError for the other devices, and when nothing is at the port."""
    if path == SERVOS:
        return _as_file(servo_blaster.ServoBlaster(), mode, named)
    if path not in (*DEVICES, *SAME):
        if path in ALWAYS:
            raise OSError(EOPNOTSUPP, "Operation not supported", path)
        raise FileNotFoundError(2, "No such file or directory", path)
    line = switched_on.board().serial.line(path)
    if line is None:
        raise FileNotFoundError(2, "No such file or directory", path)
    return _as_file(_Port(line), mode, named)


def _as_file(raw: io.RawIOBase, mode: str, named: dict[str, Any]) -> Any:
    if "b" in mode and named.get("buffering") == 0:
        return raw
    buffered: Any = io.BufferedRWPair(raw, raw) if "+" in mode else _one_way(raw, mode)
    if "b" in mode:
        return buffered
    text = {key: named[key] for key in ("encoding", "errors", "newline") if key in named}
    return io.TextIOWrapper(buffered, write_through=True, line_buffering=True, **text)


def _one_way(raw: io.RawIOBase, mode: str) -> Any:
    return io.BufferedReader(raw) if "r" in mode else io.BufferedWriter(raw)


class _Port(io.RawIOBase):
    """A serial port in the mode in which a terminal is opened: a line at a time, its end a line feed."""

    def __init__(self, line: SerialLine) -> None:
        self._line = line
        line.clear()
        line.open(USUAL_BAUD)

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Wait for a line."""
        pass_read_time()
        found = bytearray()
        while len(found) < len(buffer) and not found.endswith(b"\n"):
            found += self._line.take(1, None).replace(b"\r", b"\n")
        buffer[: len(found)] = found
        return len(found)

    def write(self, data: Any, /) -> int:
        """Send it."""
        sent = bytes(data)
        self._line.send(sent)
        return len(sent)

    def close(self) -> None:
        """Nobody listens any more."""
        if not self.closed:
            self._line.close()
        super().close()
