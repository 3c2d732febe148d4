"""One program at a time has the pins: a lock that the kernel frees when its holder dies, however it dies.

It is `flock` on /run/highland/gpio.lock. Where this user may only read that file, reading is enough to lock it; where
there is none and none can be made, a file of the person's own serves, and two users do not see each other: then the
kernel still refuses a pin that is in use. The text says who holds it; that of a program that is gone is not believed.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices import HighlandError, Message
from drivers._pin_users import command_line, program_of
from firmware.host import own_state_home

SYSTEM_LOCK = "run/highland/gpio.lock"
OWN_LOCK = "gpio.lock"
LONGEST = 4096  # bytes of a text that is read
FOR_ALL = 0o664  # whoever shares the group may sign, everybody may read
TRIES, PAUSE_S = 3, 0.02  # somebody who only looks holds it for a moment

TAKEN = Message(
    "instance.taken",
    "Another program has the pins: {what}, process {pid}, for {running_s:span}. Nothing was started; no pin was "
    "touched.",
)
TAKEN_BY = Message(
    "instance.taken_by",
    "Another program has the pins: {what}, process {pid}. Nothing was started; no pin was touched.",
)
TAKEN_HINT = Message(
    "instance.taken.hint",
    "Stop that one first: with Ctrl-C in its window, or `kill {pid}`; a service with "
    "`sudo systemctl stop highland@PROJECT`.",
)
TAKEN_UNKNOWN = Message(
    "instance.taken_unknown", "Another program has the pins; it holds {file}. Nothing was started; no pin was touched."
)
TAKEN_UNKNOWN_HINT = Message(
    "instance.taken_unknown.hint", "`sudo fuser -v {file}` shows which one. Stop it, then start again."
)


@dataclass(frozen=True, slots=True)
class Holder:
    """The program that has the pins: its process, what it does (`run gas_alarm`), and for how many seconds.

    `file` is the lock. None and "" stand for what is not known.
    """

    file: Path
    pid: int | None = None
    what: str = ""
    running_s: float | None = None


@contextmanager
def only_instance(what: str, root: Path = Path("/"), home: Path | None = None) -> Iterator[None]:
    """Hold the pins while something runs; `what` says it: `run gas_alarm`. Raises HighlandError when they are taken.

    Enter it before any pin is opened. Where the system has no such locks (Windows) nothing is held.
    """
    with ExitStack() as held:
        for file in lock_files(root, home):
            handle, may_write = _opened(file)
            if handle is None:
                continue
            held.callback(os.close, handle)
            if not _lock(handle):
                raise taken(_holder(file, handle, root))
            if may_write:
                _sign(handle, what)
                held.callback(os.ftruncate, handle, 0)
                break
        yield


def holder(root: Path = Path("/"), home: Path | None = None) -> Holder | None:
    """Who has the pins now; None when nobody has. It leaves the lock as it is."""
    for file in lock_files(root, home):
        try:
            handle = os.open(file, os.O_RDONLY | _NO_LINK)
        except OSError:
            continue
        try:
            if not _lock(handle):
                return _holder(file, handle, root)
        finally:
            os.close(handle)
    return None


def lock_files(root: Path = Path("/"), home: Path | None = None) -> tuple[Path, ...]:
    """Where the lock may be: the machine's, then the person's own if this user has a home folder."""
    with suppress(HighlandError):
        return root / SYSTEM_LOCK, own_state_home(home) / OWN_LOCK
    return (root / SYSTEM_LOCK,)


def taken(by: Holder) -> HighlandError:
    """The error for a person who starts a second one."""
    if by.pid is None:
        return HighlandError(TAKEN_UNKNOWN(file=by.file), TAKEN_UNKNOWN_HINT(file=by.file))
    hint = TAKEN_HINT(pid=by.pid)
    if by.running_s is None:
        return HighlandError(TAKEN_BY(what=by.what or "?", pid=by.pid), hint)
    return HighlandError(TAKEN(what=by.what, pid=by.pid, running_s=by.running_s), hint)


_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


def _opened(file: Path) -> tuple[int | None, bool]:
    """The file, and whether it may be written. None where it is not there and cannot be made."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
    for flags, may_write in ((os.O_RDWR | os.O_CREAT, True), (os.O_RDONLY, False)):
        with suppress(OSError):
            handle = os.open(file, flags | _NO_LINK, FOR_ALL)
            if may_write:
                _let_all_read(handle)
            return handle, may_write
    return None, False


def _let_all_read(handle: int) -> None:
    """Whatever a service's umask says: who cannot read the lock does not see that the pins are taken."""
    if hasattr(os, "fchmod"):
        with suppress(OSError):  # somebody else's file, which we may write
            os.fchmod(handle, FOR_ALL)


def _lock(handle: int) -> bool:
    """Whether the lock is ours now. Two handles of one process count as two."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    for again in range(TRIES):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if again < TRIES - 1:
                time.sleep(PAUSE_S)
        else:
            return True
    return False


def _sign(handle: int, what: str) -> None:
    """Write who we are. The clock of a board may be wrong, so the time is that since its start."""
    text = json.dumps({"pid": os.getpid(), "what": what, "since_start_s": time.monotonic()})
    with suppress(OSError):  # a full disk: the lock holds all the same
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, text.encode())


def _holder(file: Path, handle: int, root: Path) -> Holder:
    """Who holds it, by the kernel's list of locks, and by the text where that fits."""
    said = _signature(handle)
    pid = _kernels_word(handle, root)
    if said is not None and pid in (None, said["pid"]):
        return Holder(file, said["pid"], said["what"], max(0.0, time.monotonic() - said["since_start_s"]))
    return Holder(file, pid, "" if pid is None else program_of(command_line(pid, root)))


def _signature(handle: int) -> dict[str, Any] | None:
    """The text, if it is what we write: anybody may have written another."""
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        found = json.loads(os.read(handle, LONGEST))
        pid, what, since_s = int(found["pid"]), str(found["what"]), float(found["since_start_s"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return {"pid": pid, "what": what, "since_start_s": since_s} if what.isprintable() else None


def _kernels_word(handle: int, root: Path) -> int | None:
    """The process that the kernel names for the lock on this file; None when it does not say."""
    try:
        file = os.fstat(handle)
        lines = (root / "proc/locks").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    wanted = f"{os.major(file.st_dev):02x}:{os.minor(file.st_dev):02x}:{file.st_ino}"
    for line in lines:
        words = line.split()
        if len(words) > 5 and words[1] == "FLOCK" and words[5] == wanted and words[4].isdigit():
            return int(words[4]) or None
    return None
