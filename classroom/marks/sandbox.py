"""A sandbox for code that nobody here has read: bubblewrap, limits of Linux, and a filter of system calls.

Inside there is Python, Highland's rooms and what is bound besides, all read-only; no network, no other program, no file
to write, no environment. One pipe leads in and one out, a line at a time, with a limit to each. As root (a container of
a build machine) the program inside becomes a user of its own whom nobody else is, since Linux does not count root's
processes; as a user it gets a user namespace.
"""

from __future__ import annotations

import itertools
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from math import inf
from pathlib import Path

from devices import HighlandError, Message
from devices.os_errors import cause

NOT_LINUX = Message("sandbox.not_linux", "Only Linux has a sandbox here, so code of others does not run.")
NO_BUBBLEWRAP = Message("sandbox.no_bubblewrap", "The program bubblewrap is missing, so code of others does not run.")
NO_BUBBLEWRAP_HINT = Message("sandbox.no_bubblewrap.hint", "On Debian: sudo apt install bubblewrap.")
DOES_NOT_HOLD = Message("sandbox.does_not_hold", "The sandbox failed its trial. {reason}")
DOES_NOT_HOLD_HINT = Message("sandbox.does_not_hold.hint", "Does this system forbid user namespaces?")
WAYS_OUT = Message("sandbox.ways_out", "Inside it worked: {ways}.")

TOO_SLOW = Message("sandbox.too_slow", "It did not answer for {seconds:span} and was ended: an endless loop?")
TOO_LONG = Message("sandbox.too_long", "It was not done after {seconds:span} and was ended.")
TOO_MUCH_CPU = Message("sandbox.too_much_cpu", "It computed for more than {seconds:span} and was ended.")
TOO_MUCH_SAID = Message("sandbox.too_much_said", "It wrote more than {kilobytes} kB and was ended.")
ENDED_ITSELF = Message("sandbox.ended_itself", "It ended itself (exit code {code}).")
WAS_ENDED = Message("sandbox.was_ended", "Linux ended it ({signal}).")

TREE = Path(__file__).parents[2]
ROOMS = ("classroom", "devices", "drivers", "firmware", "look", "messages", "projects", "science", "sim", "wiring")
ROOMS_INSIDE, LIBRARIES_INSIDE = "/highland", "/libraries"
LIBRARIES = ("gpiozero", "adafruit_dht")  # where one is, its neighbors are
SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin")  # where a Python and its libraries may lie
FIRST_USER, USERS = 0x60000000, 0x10000000  # user numbers that no system gives to anybody
CHUNK = 65_536
MEGA = 1_000_000
END_S = 2.0  # real seconds that bubblewrap gets to see that all inside are gone


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a program in the sandbox may use; what is over is refused, or ends it.

    `threads` counts all of it, the first one too. `start_s` is real time for the first answer, `answer_s`
    for each one after it, `whole_s` for all.
    """

    cpu_s: int = 30
    start_s: float = 15.0
    answer_s: float = 5.0
    whole_s: float = inf
    memory_mb: int = 512
    threads: int = 1
    file_mb: int = 0
    open_files: int = 64
    line_kb: int = 256
    said_kb: int = 16_384

    def as_rlimits(self) -> dict[str, int]:
        """The limits that Linux keeps."""
        return {
            "RLIMIT_CPU": self.cpu_s,
            "RLIMIT_AS": self.memory_mb * MEGA,
            "RLIMIT_NPROC": self.threads,
            "RLIMIT_NOFILE": self.open_files,
            "RLIMIT_FSIZE": self.file_mb * MEGA,
            "RLIMIT_CORE": 0,
            "RLIMIT_MEMLOCK": 0,
            "RLIMIT_MSGQUEUE": 0,
        }


class Stopped(HighlandError):
    """The program in the sandbox is gone; the message says what ended it."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What runs in a sandbox: `main(hear, say)` of a module, and what it may see.

    `bound` are folders from outside and where they stand inside, read-only. `rooms` are Highland's. `first` are
    modules that are imported before the system calls are filtered. `writable_mb` is the size of a /tmp in memory.
    """

    module: str
    bound: Mapping[Path, str] = field(default_factory=dict)
    path: Sequence[str] = ()
    rooms: Sequence[str] = ROOMS
    first: Sequence[str] = ()
    libraries: bool = False
    writable_mb: int = 0
    limits: Limits = Limits()


class Cell:
    """One program in a sandbox of its own, to be closed: `with Cell(inside) as cell: cell.say(b"..."); cell.hear()`.

    Raises Stopped when the program is gone or had to be ended, HighlandError where there is no sandbox.
    """

    def __init__(self, inside: Inside) -> None:
        refused = trouble()
        if refused is not None:
            raise refused
        self.limits = inside.limits
        self._begin(inside)

    def _begin(self, inside: Inside) -> None:
        self._process = subprocess.Popen(
            command(inside),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8"},
            cwd="/",
            bufsize=0,
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._in, False)
        self._waits = select.poll()
        self._waits.register(self._out, select.POLLIN)
        self._heard = b""
        self._said = 0
        self._wait_s = self.limits.start_s
        self._ends = time.monotonic() + self.limits.whole_s

    @classmethod
    def untried(cls, inside: Inside) -> Cell:
        """One without the question whether this computer has a sandbox at all: for the trial that answers it."""
        cell = cls.__new__(cls)
        cell.limits = inside.limits
        cell._begin(inside)
        return cell

    @property
    def pid(self) -> int:
        """Its process as this computer knows it."""
        return self._process.pid

    @property
    def ear(self) -> int:
        """The pipe out of the sandbox, for whoever waits for several things."""
        return self._out

    def say(self, line: bytes) -> None:
        """Send a line; the line end is added."""
        left, end = memoryview(line + b"\n"), time.monotonic() + self.limits.answer_s
        while left:
            try:
                left = left[os.write(self._in, left) :]
            except BlockingIOError:
                if time.monotonic() > end:
                    raise self._end(TOO_SLOW(seconds=self.limits.answer_s)) from None
                select.select([], [self._in], [], 0.1)
            except OSError:
                raise self._gone() from None

    def hear(self, within_s: float | None = None) -> bytes:
        """The next line, without its end; within the seconds of the limits, if nothing else is said."""
        now, wait_s = time.monotonic(), self._wait_s if within_s is None else within_s
        end = min(now + wait_s, self._ends)
        while True:
            line = self.heard()
            if line is not None:
                self._wait_s = self.limits.answer_s
                return line
            left_s = end - time.monotonic()
            if left_s <= 0.0 or not self._waits.poll(1000.0 * left_s):
                raise self._end(
                    TOO_LONG(seconds=self.limits.whole_s) if end == self._ends else TOO_SLOW(seconds=wait_s)
                )
            self.take_in()

    def heard(self) -> bytes | None:
        """A whole line that has been taken in already."""
        line, end, rest = self._heard.partition(b"\n")
        if not end:
            return None
        self._heard = rest
        return line

    def take_in(self) -> None:
        """Read what is there; waits when nothing is. Raises Stopped at its end, and when it said too much."""
        chunk = os.read(self._out, CHUNK)
        if not chunk:
            raise self._gone()
        self._said += len(chunk)
        self._heard += chunk
        for most_kb, size in ((self.limits.said_kb, self._said), (self.limits.line_kb, len(self._heard))):
            if size > most_kb * 1000 and (size == self._said or b"\n" not in self._heard):
                raise self._end(TOO_MUCH_SAID(kilobytes=most_kb))

    def _gone(self) -> Stopped:
        """What ended a program that is gone."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1.0)
        code = self._process.poll()
        self.close()
        if code is None:
            return Stopped(ENDED_ITSELF(code="-"))
        number = -code if code < 0 else code - 128  # bubblewrap tells a signal as a shell does
        if number == signal.SIGXCPU:
            return Stopped(TOO_MUCH_CPU(seconds=self.limits.cpu_s))
        if number > 0:
            return Stopped(WAS_ENDED(signal=_signal_name(number)))
        return Stopped(ENDED_ITSELF(code=code))

    def _end(self, why: Message) -> Stopped:
        self.close()
        return Stopped(why)

    def close(self) -> None:
        """End it, with everything it may have begun: Linux ends all others inside before it lets the first one go."""
        for each in _children(self._process.pid) if self._process.poll() is None else ():
            with suppress(OSError):  # it went by itself
                os.kill(each, signal.SIGKILL)
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def __enter__(self) -> Cell:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def command(inside: Inside) -> list[str]:
    """The whole command line of a program in the sandbox."""
    as_root = os.geteuid() == 0
    rights = (
        ("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID") if as_root else ("--unshare-user",)
    )
    order = {
        "limits": inside.limits.as_rlimits(),
        "user": FIRST_USER + next(_NUMBERS) if as_root else None,
        "path": [*inside.path, ROOMS_INSIDE, *([there for _, there in libraries()] if inside.libraries else [])],
        "first": list(inside.first),
        "then": inside.module,
    }
    python = Path(sys.executable).resolve()
    return [
        _bubblewrap(),
        *("--die-with-parent", "--new-session", "--hostname", "highland"),
        *("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try", *rights),
        *("--perms", "0755", "--dir", "/dev", "--dev-bind", "/dev/null", "/dev/null", *_system()),
        *itertools.chain.from_iterable(_bound(outside, there) for outside, there in _seen(inside)),
        *_writable(inside),
        *("--remount-ro", "/", "--chdir", "/", "--", str(python), "-I", "-S", "-B", "-X", "utf8"),
        *(f"{ROOMS_INSIDE}/classroom/marks/inside/enter.py", json.dumps(order)),
    ]


def _system() -> Iterator[str]:
    for each in map(Path, SYSTEM):
        if each.is_symlink():
            yield from ("--symlink", os.readlink(each), str(each))
        elif each.is_dir():
            yield from ("--ro-bind", str(each), str(each))


def _seen(inside: Inside) -> Iterator[tuple[Path, str]]:
    """Everything besides the system that is there inside: Python, Highland's rooms, what is asked for."""
    if not sys.base_prefix.startswith(SYSTEM):
        yield Path(sys.base_prefix), sys.base_prefix
    for room in inside.rooms:
        yield TREE / room, f"{ROOMS_INSIDE}/{room}"
    if inside.libraries:
        yield from libraries()
    yield from inside.bound.items()


def libraries() -> list[tuple[Path, str]]:
    """Where the libraries of parts lie on this computer, and where they stand inside."""
    found = [find_spec(each) for each in LIBRARIES]
    folders = dict.fromkeys(Path(each.origin).parent for each in found if each is not None and each.origin)
    places = dict.fromkeys(each.parent if (each / "__init__.py").is_file() else each for each in folders)
    return [(place, f"{LIBRARIES_INSIDE}/{number}") for number, place in enumerate(places)]


def _writable(inside: Inside) -> tuple[str, ...]:
    if not inside.writable_mb:
        return ()
    return ("--perms", "1777", "--size", str(inside.writable_mb * MEGA), "--tmpfs", "/tmp")


def _bound(outside: Path, there: str) -> Iterator[str]:
    for parent in reversed(Path(there).parents[:-1]):  # bubblewrap itself makes them for root only
        yield from ("--perms", "0755", "--dir", str(parent))
    yield from ("--ro-bind", str(outside), there)


_NUMBERS = itertools.cycle(range(os.getpid() % USERS, USERS))


def _bubblewrap() -> str:
    return shutil.which("bwrap") or "bwrap"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


@cache
def trouble() -> HighlandError | None:
    """Why code of others cannot run here, or None: a sandbox is believed only once it has held a trial."""
    if sys.platform != "linux":
        return HighlandError(NOT_LINUX, DOES_NOT_HOLD_HINT)
    if shutil.which("bwrap") is None:
        return HighlandError(NO_BUBBLEWRAP, NO_BUBBLEWRAP_HINT)
    try:
        with (
            tempfile.NamedTemporaryFile() as file,
            Cell.untried(Inside("classroom.marks.inside.trial", limits=Limits())) as cell,
        ):
            cell.say(json.dumps({"file": file.name, "pid": os.getpid()}).encode())
            ways = cell.hear()
    except Stopped as error:
        return HighlandError(DOES_NOT_HOLD(reason=error.message), DOES_NOT_HOLD_HINT)
    except OSError as error:
        return HighlandError(DOES_NOT_HOLD(reason=cause(error)), DOES_NOT_HOLD_HINT)
    if ways == b"":
        return None
    return HighlandError(DOES_NOT_HOLD(reason=WAYS_OUT(ways=ways.decode(errors="replace"))), DOES_NOT_HOLD_HINT)
