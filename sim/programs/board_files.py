"""Files that only a Raspberry Pi has, and device files of this computer that a program cannot open.

Commands that control a Pi: a program that calls them does nothing to the computer that it runs on.
"""

from __future__ import annotations

import builtins
import glob
import io
import os
import shlex
import stat
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any

from devices import Message
from sim.wires import switched_on
from sim.wires.one_wire import DEVICES

PROCESSOR_C = 48.0  # chosen: a Pi 4 that has little to do, in a room of 27 C
FILES = {"/sys/class/thermal/thermal_zone0/temp": f"{PROCESSOR_C * 1000:.0f}\n"}  # Linux: thousandths of a degree
SHUT = ("/dev/serial", "/dev/ttyAMA", "/dev/ttyS", "/dev/gpiochip", "/dev/gpiomem", "/dev/i2c-", "/dev/spidev")
ENOENT = 2  # Linux errno
READ_ONLY = ("r", "rt", "rb")


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
        for name, kinds in (("exists", ("file", "folder")), ("isfile", ("file",)), ("isdir", ("folder",))):
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


def _board_path(file: Any) -> str | None:
    """The path as Linux writes it, if it is one of the board's."""
    if not isinstance(file, str | os.PathLike):
        return None
    path = os.fspath(file)
    if not isinstance(path, str) or len(path) < 2 or path[1:4] not in ("sys", "dev"):
        return None
    path = path.replace("\\", "/").rstrip("/").replace("//", "/")
    return path if path in FILES or path.startswith((*SHUT, DEVICES)) else None


def _kind(path: str) -> str | None:
    if path in FILES:
        return "file"
    if path.startswith(SHUT):
        return None
    bus = switched_on.board().one_wire
    return "folder" if bus.folder(path) is not None else "file" if bus.has_file(path) else None


def _missing(path: str) -> FileNotFoundError:
    return FileNotFoundError(ENOENT, "No such file or directory", path)


def _text(path: str) -> str:
    if path in FILES:
        return FILES[path]
    if _kind(path) != "file":
        raise _missing(path)
    return switched_on.board().one_wire.read(path)


def _status(kind: str) -> os.stat_result:
    mode = stat.S_IFDIR | 0o755 if kind == "folder" else stat.S_IFREG | 0o444
    return os.stat_result((mode, 0, 0, 1, 0, 0, 0, 0, 0, 0))


def _opening(real: Callable[..., Any]) -> Callable[..., Any]:
    def program_open(file: Any, mode: str = "r", *args: Any, **named: Any) -> Any:
        path = _board_path(file)
        if path is None:
            return real(file, mode, *args, **named)
        if path.startswith(SHUT):
            raise _missing(path)
        if mode not in READ_ONLY:
            raise PermissionError(13, "Permission denied", path)
        text = _text(path)
        return io.BytesIO(text.encode()) if mode == "rb" else io.StringIO(text)

    return program_open


def _opening_shut(real: Callable[..., int]) -> Callable[..., int]:
    def program_open(file: Any, *args: Any, **named: Any) -> int:
        path = _board_path(file)
        if path is not None and path.startswith(SHUT):
            raise _missing(path)
        return real(file, *args, **named)

    return program_open


def _listing(real: Callable[..., Any]) -> Callable[..., Any]:
    def listdir(folder: Any = ".") -> Any:
        path = _board_path(folder)
        return real(folder) if path is None else list(_names(path))

    return listdir


def _scanning(real: Callable[..., Any]) -> Callable[..., Any]:
    def scandir(folder: Any = ".") -> Any:
        path = _board_path(folder)
        return real(folder) if path is None else Entries(path, _names(path))

    return scandir


def _names(path: str) -> tuple[str, ...]:
    names = None if path.startswith(SHUT) else switched_on.board().one_wire.folder(path)
    if names is None:
        raise _missing(path)
    return names


def _stating(real: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
    def program_stat(file: Any, *args: Any, **named: Any) -> os.stat_result:
        path = _board_path(file)
        if path is None:
            return real(file, *args, **named)
        kind = _kind(path)
        if kind is None:
            raise _missing(path)
        return _status(kind)

    return program_stat


def _asking(real: Callable[[Any], bool], kinds: tuple[str, ...]) -> Callable[[Any], bool]:
    def asked(file: Any) -> bool:
        path = _board_path(file)
        return real(file) if path is None else _kind(path) in kinds

    return asked


SWITCH_OFF = ("poweroff", "shutdown", "halt", "reboot")
ANSWERS = {
    **dict.fromkeys(("modprobe", "raspi-gpio", "pinctrl", "pigpiod", "dtoverlay", *SWITCH_OFF), ""),
    "vcgencmd": f"temp={PROCESSOR_C:.1f}'C\n",
}
POPEN_OPTIONS = ("bufsize", "executable", "stdin", "stdout", "stderr")  # the first of those without a name
BEFORE = ("sudo", "/usr/bin/sudo", "-n")

OFF = Message("script.switch_off", "The program calls {command}: a Pi would go off now. Nothing is switched off here.")


class BoardCommands:
    """While it is entered, these commands do nothing and say what a Pi's would; every other one runs as always.

    `notify` hears of the first one that would switch the Pi off.
    """

    def __init__(self, notify: Callable[[Message], None]) -> None:
        self._notify = notify
        self._notified = False
        self._undo = ExitStack()

    def __enter__(self) -> None:
        real_system, real_start = os.system, subprocess.Popen.__init__

        def system(command: Any) -> int:
            answer = self._answer(command)
            if answer is None:
                return real_system(command)
            if ">" not in command:
                print(answer, end="")
            return 0

        def start(popen: Any, args: Any, *more: Any, **named: Any) -> None:
            answer = self._answer(args)
            if answer is None:
                real_start(popen, args, *more, **named)
            else:
                _answer_at_once(popen, args, answer, more, named)

        owners: tuple[tuple[Any, str, Any], ...] = (
            (os, "system", system),
            (subprocess.Popen, "__init__", start),
        )  # fmt: skip
        for owner, name, ours in owners:
            self._undo.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, ours)

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def _answer(self, command: str | bytes | Sequence[Any]) -> str | None:
        """What the board's command says, or None for every other command."""
        words = _words(command)
        name = next((os.path.basename(word) for word in words if word not in BEFORE), "")
        if name in SWITCH_OFF and not self._notified:
            self._notified = True
            self._notify(OFF(command=" ".join(words)))
        return ANSWERS.get(name)


def _answer_at_once(popen: Any, args: Any, answer: str, more: Sequence[Any], named: dict[str, Any]) -> None:
    """Make it a process that has ended already; no real one is needed for that, and a browser has none."""
    given = dict(zip(POPEN_OPTIONS, more, strict=False)) | named
    is_text = any(given.get(name) for name in ("text", "universal_newlines", "encoding", "errors"))
    make: Any = io.StringIO if is_text else io.BytesIO
    empty: Any = "" if is_text else b""
    popen.args, popen.pid, popen.returncode = args, 0, 0
    popen.text_mode = is_text
    popen._communication_started, popen._child_created, popen._input = False, False, None
    popen.stdin = make(empty) if given.get("stdin") == subprocess.PIPE else None
    popen.stdout = make(answer if is_text else answer.encode()) if given.get("stdout") == subprocess.PIPE else None
    popen.stderr = make(empty) if given.get("stderr") == subprocess.PIPE else None
    if given.get("stdout") is None:
        print(answer, end="")


def _words(command: Any) -> list[str]:
    if isinstance(command, str):
        try:
            return shlex.split(command)
        except ValueError:
            return command.split()
    return [str(word) for word in command] if isinstance(command, list | tuple) else []
