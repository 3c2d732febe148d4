"""Files that only a Raspberry Pi has, and device files of this computer that a program cannot open."""

from __future__ import annotations

import builtins
import glob
import io
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

from sim.programs import device_files
from sim.wires import switched_on
from sim.wires.one_wire import DEVICES

MODEL = "Raspberry Pi 4 Model B Rev 1.2"
SERIAL_NUMBER = "10000000a5b6c7d8"  # chosen
CPU_INFO = (
    "".join(
        f"processor\t: {core}\nBogoMIPS\t: 108.00\nCPU implementer\t: 0x41\nCPU part\t: 0xd08\n\n" for core in range(4)
    )
    + f"Hardware\t: BCM2835\nRevision\t: c03112\nSerial\t\t: {SERIAL_NUMBER}\nModel\t\t: {MODEL}\n"
)
THERMAL = "/sys/class/thermal/thermal_zone0/temp"  # Linux: thousandths of a degree
CONFIG = "dtparam=i2c_arm=on\ndtparam=spi=on\nenable_uart=1\n"  # the lines that lessons look for
FILES = {
    "/boot/config.txt": CONFIG,
    "/boot/firmware/config.txt": CONFIG,
    THERMAL: "",  # as it is at this moment
    "/proc/cpuinfo": CPU_INFO,
    "/proc/device-tree/model": f"{MODEL}\0",
    "/sys/firmware/devicetree/base/model": f"{MODEL}\0",
}
OLD_PINS = "/sys/class/gpio"  # on a Pi of today their numbers begin at 512: 17 is an invalid argument
SHUT = (
    OLD_PINS,
    "/dev/serial",
    "/dev/ttyAMA",
    "/dev/ttyS",
    "/dev/ttyUSB",
    "/dev/ttyACM",
    "/dev/gpiochip",
    "/dev/gpiomem",
    device_files.SERVOS,
    "/dev/i2c-",
    "/dev/spidev",
)
ENOENT, EINVAL, EOPNOTSUPP = 2, 22, 95  # Linux errno
READ_ONLY = ("r", "rt", "rb")
MODES = {"folder": stat.S_IFDIR | 0o755, "file": stat.S_IFREG | 0o444, "device": stat.S_IFCHR | 0o660}
DEV = "/dev"
AFTER_MODE = ("buffering", "encoding", "errors", "newline")  # what `open` takes by place


class BoardFiles:
    """While it is entered, a program finds these files with `open`, `os` and what is built on them.

    Every other file is where it always is, except the serial port and the pins of the computer itself: they are not
    the virtual board's.
    """

    def __init__(self) -> None:
        self._undo = ExitStack()

    def __enter__(self) -> None:
        for owner in (builtins, io):
            self._put(owner, "open", _opening(builtins.open))
        self._put(os, "open", _opening_shut(os.open))
        self._put(os, "listdir", _listing(os.listdir))
        self._put(os, "scandir", _scanning(os.scandir))
        for name in ("stat", "lstat"):
            self._put(os, name, _stating(getattr(os, name)))
        for name in ("scandir", "lstat"):
            self._put_into_glob(name, getattr(os, name))
        for name, kinds in (("exists", ("file", "folder", "device")), ("isfile", ("file",)), ("isdir", ("folder",))):
            self._put(os.path, name, _asking(getattr(os.path, name), kinds))

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def _put_into_glob(self, name: str, ours: Any) -> None:
        """Since Python 3.13, pathlib looks for files with classes of the module `glob` that keep functions of `os`."""
        keepers: list[Any] = [each for each in vars(glob).values() if isinstance(each, type)]
        for keeper in keepers:
            if isinstance(vars(keeper).get(name), staticmethod) and getattr(keeper, name).__module__ != "glob":
                self._undo.callback(setattr, keeper, name, vars(keeper)[name])
                setattr(keeper, name, staticmethod(ours))

    def _put(self, owner: Any, name: str, ours: Any) -> None:
        self._undo.callback(setattr, owner, name, getattr(owner, name))
        setattr(owner, name, ours)


class Entry:
    """What os.scandir gives for one of the board's files."""

    def __init__(self, folder: str, name: str) -> None:
        self.name = name
        self.path = f"{folder}/{name}"

    def __fspath__(self) -> str:
        return self.path

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return _kind(self.path) == "folder"

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return _kind(self.path) == "file"

    def is_symlink(self) -> bool:
        return False

    def is_junction(self) -> bool:
        return False

    def inode(self) -> int:
        return 0

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        return _status(_kind(self.path) or "file")


class Entries:
    """What os.scandir gives."""

    def __init__(self, folder: str, names: tuple[str, ...]) -> None:
        self._entries = iter([Entry(folder, name) for name in names])

    def __iter__(self) -> Iterator[Entry]:
        return self._entries

    def __next__(self) -> Entry:
        return next(self._entries)

    def __enter__(self) -> Entries:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def close(self) -> None:
        """Nothing is open."""


def board_path(file: Any) -> str | None:
    """The path as Linux writes it, if it is one of the board's."""
    if not isinstance(file, str | os.PathLike):
        return None
    path = os.fspath(file)
    if not isinstance(path, str) or len(path) < 2 or path[1:4] not in ("sys", "dev", "pro", "boo"):
        return None
    path = path.replace("\\", "/").rstrip("/").replace("//", "/")
    return path if path in FILES or path.startswith((*SHUT, DEVICES)) else None


def _kind(path: str) -> str | None:
    if path in FILES:
        return "file"
    if path.startswith(SHUT):
        return "device" if device_files.is_there(path) else None
    bus = switched_on.board().one_wire
    return "folder" if bus.folder(path) is not None else "file" if bus.has_file(path) else None


def _missing(path: str) -> FileNotFoundError:
    return FileNotFoundError(ENOENT, "No such file or directory", path)


def _text(path: str) -> str:
    if path == THERMAL:
        return f"{switched_on.board().processor.temperature_c() * 1000:.0f}\n"
    if path in FILES:
        return FILES[path]
    if _kind(path) != "file":
        raise _missing(path)
    return switched_on.board().one_wire.read(path)


def _status(kind: str) -> os.stat_result:
    return os.stat_result((MODES[kind], 0, 0, 1, 0, 0, 0, 0, 0, 0))


def _opening(real: Callable[..., Any]) -> Callable[..., Any]:
    def program_open(file: Any, mode: str = "r", *args: Any, **named: Any) -> Any:
        path = board_path(file)
        if path is None:
            return real(file, mode, *args, **named)
        if path.startswith(OLD_PINS) and mode not in READ_ONLY:
            raise OSError(EINVAL, "Invalid argument", path)
        if path.startswith(SHUT):
            return device_files.opened(path, mode, **dict(zip(AFTER_MODE, args, strict=False)), **named)
        if mode not in READ_ONLY:
            raise PermissionError(13, "Permission denied", path)
        text = _text(path)
        return io.BytesIO(text.encode()) if mode == "rb" else io.StringIO(text)

    return program_open


def _opening_shut(real: Callable[..., int]) -> Callable[..., int]:
    def program_open(file: Any, *args: Any, **named: Any) -> int:
        path = board_path(file)
        if path is not None and path.startswith(SHUT):
            raise OSError(EOPNOTSUPP, "Operation not supported", path) if _kind(path) else _missing(path)
        return real(file, *args, **named)

    return program_open


def _listing(real: Callable[..., Any]) -> Callable[..., Any]:
    def listdir(folder: Any = ".") -> Any:
        path = board_path(folder)
        if path is None:
            return _devices(real(folder)) if _is_dev(folder) else real(folder)
        return list(_names(path))

    return listdir


def _scanning(real: Callable[..., Any]) -> Callable[..., Any]:
    def scandir(folder: Any = ".") -> Any:
        path = board_path(folder)
        if path is None:
            return Entries(DEV, tuple(os.listdir(DEV))) if _is_dev(folder) else real(folder)
        return Entries(path, _names(path))

    return scandir


def _is_dev(folder: Any) -> bool:
    return isinstance(folder, str | os.PathLike) and os.fspath(folder) in (DEV, f"{DEV}/")


def _devices(here: list[str]) -> list[str]:
    """What this computer has in /dev, with the board's devices instead of its own."""
    return [*(name for name in here if not f"{DEV}/{name}".startswith(SHUT)), *device_files.names()]


def _names(path: str) -> tuple[str, ...]:
    names = None if path.startswith(SHUT) else switched_on.board().one_wire.folder(path)
    if names is None:
        raise _missing(path)
    return names


def _stating(real: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
    def program_stat(file: Any, *args: Any, **named: Any) -> os.stat_result:
        path = board_path(file)
        if path is None:
            return real(file, *args, **named)
        kind = _kind(path)
        if kind is None:
            raise _missing(path)
        return _status(kind)

    return program_stat


def _asking(real: Callable[[Any], bool], kinds: tuple[str, ...]) -> Callable[[Any], bool]:
    def asked(file: Any) -> bool:
        path = board_path(file)
        return real(file) if path is None else _kind(path) in kinds

    return asked
