"""A real `highland run` on the simulated board, as the user pi would start it, and what can be learned from it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

HOME = Path(__file__).resolve().parents[3]
SHARE = Path("/run/share")
PERSON = Path("/run/home")  # the home folder of who runs it
# Root without the rights to be real-time or to pass over file modes. With them no missing permission would show, and
# Blinka's real-time helper would starve the only processor.
AS_PI = ("setpriv", "--bounding-set=-sys_nice,-dac_override,-dac_read_search")
LOOK_EVERY_S = 0.02
HUNG = -999  # the exit code of a program that had to be killed


def settings() -> Mapping[str, str]:
    """What the computer told this board."""
    found: Mapping[str, str] = json.loads((SHARE / "settings.json").read_text(encoding="utf-8"))
    return found


def until(true: Callable[[], bool], seconds: float) -> bool:
    """Wait until something is so; whether it came to that in time."""
    end_s = time.monotonic() + seconds
    while time.monotonic() < end_s:
        if true():
            return True
        time.sleep(LOOK_EVERY_S)
    return true()


def environment(lgpio: bool = True, gpiod: bool = True) -> dict[str, str]:
    """The environment of a program; without lgpio or gpiod as on a board where that package is missing."""
    parts = Path(settings()["parts"])
    seen = [str(parts / name) for name, there in (("lgpio", lgpio), ("gpiod", gpiod)) if there]
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
        "HOME": str(PERSON),
        "TMPDIR": "/run/tmp",
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "BLINKA_SKIP_DEPENDENCY_CHECK": "1",
        "PYTHONPATH": os.pathsep.join(seen),
        "LD_LIBRARY_PATH": str(parts / "lib"),
    }


class Program:
    """One process; what it prints goes to a file in the share. `with` kills it at the end if it still runs."""

    number = 0

    def __init__(self, words: Sequence[str], env: Mapping[str, str] | None = None, group: Path | None = None) -> None:
        Program.number += 1
        self.output = SHARE / f"program-{Program.number}.txt"
        self.started_s = time.monotonic()
        enter = None if group is None else lambda: (group / "cgroup.procs").write_text(str(os.getpid()))
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [*AS_PI, *words], env=env or environment(), cwd="/run/home", stdout=output, stderr=output,
                stdin=subprocess.PIPE, preexec_fn=enter,
            )  # fmt: skip

    @property
    def pid(self) -> int:
        """Its process: setpriv becomes the program."""
        return self.process.pid

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def said(self) -> str:
        """All that it has printed."""
        return self.output.read_text(encoding="utf-8", errors="replace")

    def says(self, text: str, seconds: float = 60.0) -> bool:
        """Whether it prints this before it ends and before the time is up."""
        until(lambda: text in self.said() or self.process.poll() is not None, seconds)
        return text in self.said()

    def enter(self) -> None:
        """A person presses Enter."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"\n")
        self.process.stdin.flush()

    def ends(self, seconds: float = 60.0) -> int:
        """Its exit code, as soon as it ends by itself; HUNG when it does not."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return HUNG

    def send(self, number: int) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to end, and its exit code."""
        self.send(number)
        return self.ends(30.0)

    def kill(self) -> None:
        """The kernel ends it at once."""
        self.process.kill()
        self.process.wait()


def highland(*words: str, env: Mapping[str, str] | None = None, group: Path | None = None) -> Program:
    """`highland WORDS`."""
    return Program([settings()["python"], "-P", "-m", "highland", *words], env, group)


def python(code: str, env: Mapping[str, str] | None = None) -> Program:
    """A small program that a pupil might have written."""
    return Program([settings()["python"], "-P", "-c", code], env)


def short(text: str, length: int = 160) -> str:
    """The end of a text, on one line, for the table."""
    words = " ".join(text.split())
    return words if len(words) <= length else f"... {words[-length:]}"
