"""pyserial: the real library, whose ports are those of the board that is on."""

from __future__ import annotations

import io
from importlib import import_module
from types import ModuleType
from typing import Any, ClassVar

from sim.python.program import pass_read_time, program_here
from sim.wires import switched_on
from sim.wires.uart import SerialLine

ARDUINO = "/dev/ttyACM0"
ENOENT = 2  # Linux errno


class BoardPort:
    """One port of the virtual board: what pyserial's own base class leaves to each kind of computer."""

    of_board = True
    real: ClassVar[Any]  # the library's class for this computer
    failed: ClassVar[type[OSError]]  # the library's errors
    not_open: ClassVar[type[OSError]]
    is_open: bool
    _port: object
    _baudrate: int
    _timeout: float | None
    _line: SerialLine

    def __new__(cls, *args: Any, **named: Any) -> Any:
        """Outside of a program, the computer's own port."""
        return super().__new__(cls) if program_here() is not None else cls.real(*args, **named)

    def open(self) -> None:
        """Open the port. Raises serial.SerialException when nothing is there."""
        path = str(self._port)
        if self._port is None or self.is_open:
            raise self.failed("Port must be configured before it can be used, and opened once.")
        line = switched_on.board().serial.line(path)
        if line is None:
            text = f"could not open port {path}: [Errno {ENOENT}] No such file or directory: {path!r}"
            raise self.failed(ENOENT, text)
        self._line = line
        self.is_open = True
        line.clear()
        line.open(int(self._baudrate))

    def close(self) -> None:
        """Close the port, when all is sent."""
        if self.is_open:
            self._line.flush()
            self.is_open = False
            self._line.close()

    def fileno(self) -> int:
        """There is no file behind it. Raises io.UnsupportedOperation."""
        raise io.UnsupportedOperation("a virtual port has no file")

    def _reconfigure_port(self, *_: Any, **__: Any) -> None:
        if self.is_open:
            self._line.open(int(self._baudrate))

    @property
    def in_waiting(self) -> int:
        """How many bytes have come."""
        line = self._opened()
        pass_read_time()
        return line.waiting

    @property
    def out_waiting(self) -> int:
        """How many bytes still wait to be sent."""
        self._opened()
        return 0

    def read(self, size: int = 1) -> bytes:
        """Wait for so many bytes, until the time-out."""
        line = self._opened()
        if self._timeout == 0:
            pass_read_time()
        return line.take(size, self._timeout)

    def write(self, data: Any, /) -> int:
        """Send bytes and return how many. Raises TypeError for a text."""
        if isinstance(data, str):
            raise TypeError(f"unicode strings are not supported, please encode to bytes: {data!r}")
        sent = bytes(data)
        self._opened().send(sent)
        return len(sent)

    def flush(self) -> None:
        """Wait until all is sent."""
        self._opened().flush()

    def reset_input_buffer(self) -> None:
        """Throw away what has come."""
        self._opened().clear()

    def reset_output_buffer(self) -> None:
        """Nothing waits there."""
        self._opened()

    def cancel_read(self) -> None:
        """Nobody waits in another thread."""

    cancel_write = _update_break_state = _update_rts_state = _update_dtr_state = cancel_read
    cts = dsr = property(lambda self: True)
    ri = cd = property(lambda self: False)

    def _opened(self) -> SerialLine:
        if not self.is_open:
            raise self.not_open
        return self._line


def adapt(module: ModuleType) -> None:
    """Let `serial.Serial` open a port of the virtual board; outside of a program it stays the computer's own."""
    names = vars(module)
    if hasattr(names["Serial"], "of_board"):
        return
    errors = {"failed": names["SerialException"], "not_open": names["PortNotOpenError"]}
    names["Serial"] = type("Serial", (BoardPort, names["SerialBase"]), {"real": names["Serial"], **errors})


def adapt_list(module: ModuleType) -> None:
    """`serial.tools.list_ports`: a program sees no port of the computer itself."""
    names = vars(module)
    real: Any = names["comports"]
    if hasattr(real, "of_board"):
        return

    def comports(*args: Any, **named: Any) -> Any:
        if program_here() is None:
            return real(*args, **named)
        ports = switched_on.board().serial
        found = ports.in_use() or [ARDUINO] * (ports.line(ARDUINO) is not None)
        return [_listed(info, path) for path in found]

    info = import_module(f"{module.__package__}.list_ports_common").ListPortInfo
    ours: Any = comports
    ours.of_board = True
    names["comports"] = ours


def _listed(info: Any, path: str) -> Any:
    found = info(path)
    found.description, found.hwid = found.name, "n/a"
    return found
