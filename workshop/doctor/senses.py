"""What the doctor sees a machine with, besides its files: commands, rights, free space, buses, the network.

Every sense has a time limit of its own and changes nothing. Tests and the bench hand over others.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from devices.os_errors import cause
from drivers._pin_users import AskKernel, line_info
from telemetry.address import Address
from workshop.doctor.ask_hub import HubAnswer, ask_hub
from workshop.doctor.finding import CANNOT_READ, NO_ANSWER, NO_PERMISSION, NO_PROGRAM, NotLookedAt

COMMAND_LIMIT_S = 8.0  # chosen: on a healthy board systemctl answers within 0.1 s; a long log takes some seconds
READ, WRITE = 4, 2  # bits of a file's rights
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str = ""


@dataclass(frozen=True, slots=True)
class Rights:
    """Who owns a file, and what its owner, its group and all others may do."""

    uid: int
    gid: int
    mode: int


@dataclass(frozen=True, slots=True)
class Space:
    """Free and whole room of a file system, in bytes and in files."""

    free_bytes: int
    all_bytes: int
    free_files: int
    all_files: int


@dataclass(frozen=True, slots=True)
class User:
    """A user and the groups that a program of theirs has."""

    name: str
    uid: int
    groups: frozenset[int]

    def may_use(self, rights: Rights, wanted: int = READ | WRITE) -> bool:
        """Whether this user may do that with a file of these rights: the owner's count, else the group's."""
        if self.uid == 0:
            return True
        shift = 6 if self.uid == rights.uid else 3 if rights.gid in self.groups else 0
        return rights.mode >> shift & wanted == wanted


def run_limited(words: Sequence[str], limit_s: float = COMMAND_LIMIT_S) -> Ran:
    """Run a program of the system in plain English, without a shell. Raises NotLookedAt."""
    plain = {"PATH": SYSTEM_PATH, "LC_ALL": "C.UTF-8", "SYSTEMD_COLORS": "0", "SYSTEMD_PAGER": ""}
    try:
        done = subprocess.run(
            list(words),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            timeout=limit_s,
            env={**os.environ, **plain},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotLookedAt(NO_ANSWER(limit_s=limit_s)) from None
    except PermissionError:
        raise NotLookedAt(NO_PERMISSION) from None
    except OSError:
        raise NotLookedAt(NO_PROGRAM(name=words[0])) from None
    return Ran(done.returncode, done.stdout, done.stderr)


def rights_of(file: Path) -> Rights:
    """The rights of a file. Raises OSError."""
    found = file.stat()
    return Rights(found.st_uid, found.st_gid, found.st_mode & 0o7777)


def space_of(folder: Path) -> Space:
    """The room where a folder lies. Raises OSError."""
    if not hasattr(os, "statvfs"):  # Windows
        from shutil import disk_usage

        found = disk_usage(folder)
        return Space(found.free, found.total, 1, 1)
    room = os.statvfs(folder)
    return Space(room.f_bavail * room.f_frsize, room.f_blocks * room.f_frsize, room.f_favail, room.f_files)


def this_user() -> User:
    """Who runs this program."""
    import getpass

    uid = getattr(os, "getuid", lambda: -1)()
    groups: list[int] = getattr(os, "getgroups", lambda: [])()
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = str(uid)
    return User(name, uid, frozenset(groups))


def answering_on_i2c() -> frozenset[int] | None:
    """The I2C addresses that answer, None when the bus hangs. Raises NotLookedAt."""
    from drivers._i2c_scan import answering

    try:
        return answering()
    except PermissionError:
        raise NotLookedAt(NO_PERMISSION) from None
    except ImportError:
        raise NotLookedAt(NO_PROGRAM(name="Adafruit-PureIO")) from None
    except OSError as error:
        raise NotLookedAt(CANNOT_READ(file="/dev/i2c-1", reason=cause(error))) from error


def folders_of_python() -> tuple[Path, ...]:
    """Where this Python looks for packages."""
    return tuple(Path(each) for each in sys.path if each)


@dataclass(frozen=True)
class Senses:
    """All senses of one examination; the defaults are those of the computer that this program runs on."""

    run: Callable[[Sequence[str]], Ran] = run_limited
    rights: Callable[[Path], Rights] = rights_of
    space: Callable[[Path], Space] = space_of
    user: Callable[[], User] = this_user
    wall_s: Callable[[], float] = time.time
    since_start_s: Callable[[], float] = time.monotonic
    line: AskKernel = line_info
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    python_version: tuple[int, ...] = tuple(sys.version_info[:3])
    python_folders: Callable[[], Sequence[Path]] = folders_of_python
    answering: Callable[[], frozenset[int] | None] = answering_on_i2c
    ask_hub: Callable[[Address], HubAnswer] = ask_hub
