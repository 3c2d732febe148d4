"""Who uses the board's pins: every process that holds a GPIO chip or a line of one, and what the kernel calls a line.

Linux shows them under /proc: a link to `/dev/gpiochipN` for an open chip, to an `anon_inode` for a line, whose fdinfo
names the line (`gpio-line:`, seen with 6.1.176); of an older kernel only the chip is known. Only root sees the files of
another user's processes. On other systems nobody is found.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

CHIPS = ("/dev/gpiochip", "/dev/gpiomem")  # the second is how RPi.GPIO writes the pins' registers itself
LINES = ("anon_inode:gpio-", "anon_inode:[gpio-")  # gpio-linehandle, gpio-line, gpio-event
REAPERS = ("systemd", "init")  # who takes the children of a program that is gone
PYTHON = "python"

# <linux/gpio.h>: a request's number, the length of its answer, and where in it offset, flags and the two names are.
LINE_INFO = ((0xC100B405, 256, 64, 72, 0), (0xC048B402, 72, 0, 4, 8))  # version 2, and the first
NAMES = struct.Struct("32s32s")
IN_USE = 1  # the lowest flag of both


@dataclass(frozen=True, slots=True)
class PinUser:
    """One process that has a GPIO chip or line open; `program` is what it runs, such as `blink.py`, "" if unknown.

    `lines` are those that the kernel names, as chip and offset: (0, 22).
    """

    pid: int
    name: str
    program: str
    arguments: tuple[str, ...]
    orphaned: bool
    devices: tuple[str, ...]
    lines: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class LineUse:
    """Who uses one line: what the kernel calls its consumer, and the processes that it can be.

    `certain` is True when the kernel names the line itself; else these only have the same chip open.
    """

    gpio: int
    in_use: bool
    consumer: str
    users: tuple[PinUser, ...]
    certain: bool


AskKernel = Callable[[int, int, Path], tuple[bool, str] | None]


def line_info(gpio: int, chip: int, root: Path = Path("/")) -> tuple[bool, str] | None:
    """Whether a line of a chip is in use, and what its consumer calls itself; None when the kernel does not say."""
    try:
        import fcntl

        handle = os.open(root / f"dev/gpiochip{chip}", os.O_RDONLY)
    except (ImportError, OSError):
        return None
    try:
        for request, size, offset_at, flags_at, names_at in LINE_INFO:
            answer = bytearray(size)
            struct.pack_into("=I", answer, offset_at, gpio)
            try:
                fcntl.ioctl(handle, request, answer)
            except OSError:
                continue
            (flags,) = struct.unpack_from("=I", answer, flags_at)
            consumer = NAMES.unpack_from(answer, names_at)[1].split(b"\0")[0]
            return bool(flags & IN_USE), consumer.decode(errors="replace")
        return None
    finally:
        os.close(handle)


def line_use(gpio: int, chip: int, root: Path = Path("/"), ask: AskKernel = line_info) -> LineUse:
    """Who uses a line, other than this process."""
    others = [user for user in pin_users(root) if user.pid != os.getpid()]
    exact = tuple(user for user in others if (chip, gpio) in user.lines)
    device = f"{CHIPS[0]}{chip}"
    near = tuple(user for user in others if not user.lines and (device in user.devices or not user.devices))
    known = ask(gpio, chip, root)
    in_use, consumer = known if known is not None else (bool(exact), "")
    return LineUse(gpio, in_use, consumer, exact or near, bool(exact))


def pin_users(root: Path = Path("/")) -> tuple[PinUser, ...]:
    """Every process that has a GPIO chip or line open, as far as this user may look; in the order of their numbers."""
    return tuple(user for folder in _processes(root) if (user := _user(folder)) is not None)


def process_name(pid: int, root: Path = Path("/")) -> str:
    """What the kernel calls a process, "" when there is none."""
    return _text(root / f"proc/{pid}/comm").strip()


def command_line(pid: int, root: Path = Path("/")) -> tuple[str, ...]:
    """The words that started a process; empty when there is none."""
    return tuple(word for word in _text(root / f"proc/{pid}/cmdline").split("\0") if word)


def program_of(arguments: tuple[str, ...]) -> str:
    """What a person calls it: the script that a Python runs, a module with its first words, else the program's name."""
    if not arguments:
        return ""
    name = Path(arguments[0]).name
    if PYTHON not in name:
        return name
    words = list(arguments[1:])
    while words and words[0].startswith("-") and words[0] not in ("-m", "-c"):
        words.pop(0)
    if not words or words[0] == "-c":
        return name
    if words[0] == "-m":
        return " ".join(words[1:4])
    return Path(words[0]).name


def _user(folder: Path) -> PinUser | None:
    devices: set[str] = set()
    lines: set[tuple[int, int]] = set()
    holds_line = False
    for number, target in _open_files(folder):
        if target.startswith(CHIPS):
            devices.add(target)
        elif target.startswith(LINES):
            holds_line = True
            lines.update(_lines_of(folder / "fdinfo" / number))
    if not devices and not holds_line:
        return None
    root, pid = folder.parent.parent, int(folder.name)
    words = command_line(pid, root)
    name = process_name(pid, root)
    program, orphaned = program_of(words), _orphaned(pid, root)
    return PinUser(pid, name, program, words, orphaned, tuple(sorted(devices)), tuple(sorted(lines)))


def _orphaned(pid: int, root: Path) -> bool:
    """Whether the program that started it is gone, so that the system's first process, or the user's, took it."""
    after_name = _text(root / f"proc/{pid}/stat").rpartition(")")[2].split()
    if len(after_name) < 2 or not after_name[1].isdigit():
        return False
    parent = int(after_name[1])
    return parent != os.getpid() and (parent == 1 or process_name(parent, root) in REAPERS)


def _processes(root: Path) -> list[Path]:
    try:
        found = [each for each in (root / "proc").iterdir() if each.name.isdigit()]
    except OSError:
        return []
    return sorted(found, key=lambda each: int(each.name))


def _open_files(folder: Path) -> Iterator[tuple[str, str]]:
    """Each open file of a process: its number and what it is."""
    try:
        numbers = os.listdir(folder / "fd")
    except OSError:
        return
    for number in numbers:
        try:
            yield number, os.readlink(folder / "fd" / number)
        except OSError:
            continue


def _lines_of(fdinfo: Path) -> Iterator[tuple[int, int]]:
    """The lines that the kernel names: `gpio-chip: gpiochip0`, then one `gpio-line: 22` for each."""
    chip = -1
    for line in _text(fdinfo).splitlines():
        key, _, value = line.partition(":")
        number = value.strip().removeprefix("gpiochip")
        if number.isdigit() and key == "gpio-chip":
            chip = int(number)
        elif number.isdigit() and key == "gpio-line":
            yield chip, int(number)


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode(errors="replace")
    except OSError:
        return ""
