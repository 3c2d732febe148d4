"""One boot of the simulated board: start it, read its report as it grows, and end it when a case takes too long."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from bench.kernel_pi.build import KERNEL, CannotBuild
from bench.kernel_pi.table import Row

HERE = Path(__file__).resolve().parent
MEMORY = "384M"
BOOT_LIMIT_S = 120.0  # a boot takes 2 s on an idle computer
POWER_OFF_LIMIT_S = 30.0
LOOK_EVERY_S = 0.1
PRIORITY = -10  # nice
NOT_ALLOWED = "ptrace"  # what the kernel's complaint names where a program may not run others so
KEEP = "KERNEL_PI_KEEP"  # a folder for what the boards and their programs printed, to look into a wrong row


class Board(NamedTuple):
    """What a boot needs: the built modules, their kernel's version, the Python parts, and which Pi it is to be."""

    modules: Path
    version: str
    parts: Path
    kind: str = "pi4"


class Machine:
    """One boot that plays some cases. `show` hears each row as it comes; `ended` are the cases played to their end."""

    def __init__(self, board: Board, cases: Sequence[str], show: Callable[[Row], None]) -> None:
        self._board, self._cases, self._show = board, list(cases), show
        self.rows: list[Row] = []
        self.ended: set[str] = set()
        self.console = ""
        self._case, self._limit_s, self._since_s = "", BOOT_LIMIT_S, time.monotonic()
        self._done = False
        self._reset_expected = ""  # what the present case expects of a reset of the board

    def play(self) -> list[Row]:
        """Boot, play, and all rows. Raises CannotBuild where this computer lets no such kernel run."""
        with tempfile.TemporaryDirectory(prefix="kernel_pi_") as folder:
            share = Path(folder)
            self._write_settings(share)
            with (share / "console.txt").open("wb") as console:
                kernel = self._boot(share, console)
                try:
                    self._follow(share, kernel)
                finally:
                    _end(kernel)
            self.console = (share / "console.txt").read_text(encoding="utf-8", errors="replace")
            if os.environ.get(KEEP):
                shutil.copytree(share, Path(os.environ[KEEP]) / share.name, ignore=shutil.ignore_patterns("uml"))
            if not (share / "started").exists() and NOT_ALLOWED in self.console:
                raise CannotBuild(f"this computer lets no user-mode kernel run: {self.console.strip()[-200:]}")
            if not self._case:
                self._add(Row(self._cases[0], "the board comes up", self.console.strip(), False, 0.0))
        return self.rows

    def _write_settings(self, share: Path) -> None:
        settings = {
            "cases": self._cases,
            "python": sys.executable,
            "modules": str(self._board.modules),
            "version": self._board.version,
            "parts": str(self._board.parts),
            "board": self._board.kind,
        }
        (share / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        (share / "uml").mkdir()

    def _boot(self, share: Path, console: Any) -> subprocess.Popen[bytes]:
        words = [
            *(KERNEL, "rootfstype=hostfs", "root=/dev/root", "rootflags=/", "ro", f"mem={MEMORY}", "quiet"),
            *("con=null", "con0=null,fd:1", f"uml_dir={share / 'uml'}", "umid=pi", f"init={sys.executable}"),
            *("--", str(HERE / "inside" / "first.py"), str(share)),
        ]
        env = {**os.environ, "TMPDIR": str(share / "uml")}
        self._since_s = time.monotonic()
        kernel = subprocess.Popen(
            words, env=env, stdin=subprocess.DEVNULL, stdout=console, stderr=console, start_new_session=True
        )
        with suppress(PermissionError):  # a board mostly sleeps, but what it does is judged by the second
            os.setpriority(os.PRIO_PGRP, kernel.pid, PRIORITY)
        return kernel

    def _follow(self, share: Path, kernel: subprocess.Popen[bytes]) -> None:
        """Read the report until the board powers off or takes too long."""
        read = 0
        while True:
            off = kernel.poll() is not None
            read = self._read(share / "report.jsonl", read)
            if off:
                self._went_off((share / "reset").exists())
                return
            if time.monotonic() - self._since_s > self._limit_s:
                if not self._done:
                    self._too_late()
                return
            time.sleep(LOOK_EVERY_S)

    def _too_late(self) -> None:
        if self._case:
            expected = f"takes at most {self._limit_s:.0f} s"
            self._add(Row(self._case, expected, "it was still playing", False, self._limit_s))

    def _read(self, report: Path, read: int) -> int:
        """Take in the whole lines that are new; how much of the report is read now."""
        if not report.exists():
            return read
        text = report.read_text(encoding="utf-8")
        end = text.rfind("\n") + 1
        for line in text[read:end].splitlines():
            self._took(json.loads(line))
        return end

    def _took(self, told: dict[str, Any]) -> None:
        if "begins" in told:
            self._case, self._limit_s, self._since_s = told["begins"], told["limit_s"], time.monotonic()
        elif "awaits_reset" in told:
            self._reset_expected, self._since_s = told["awaits_reset"], time.monotonic()
        elif "ends" in told:
            self.ended.add(told["ends"])
        elif "done" in told:
            self._done, self._limit_s, self._since_s = True, POWER_OFF_LIMIT_S, time.monotonic()
        else:
            self._add(Row(**told))

    def _went_off(self, reset: bool) -> None:
        """The kernel has ended: as it should, by a reset that a case waited for, or in the middle of a case."""
        if self._reset_expected and self._case not in self.ended:
            seconds = time.monotonic() - self._since_s
            seen = f"reset after {seconds:.0f} s" if reset else "it went off without a reset"
            self._add(Row(self._case, self._reset_expected, seen, reset, seconds))
            self.ended.add(self._case)
        elif not self._done and self._case:
            self._add(Row(self._case, "the board stays up", "the watchdog reset it" if reset else "off", False, 0.0))

    def _add(self, row: Row) -> None:
        self.rows.append(row)
        self._show(row)


def _end(kernel: subprocess.Popen[bytes]) -> None:
    """End the kernel and the processes of its programs: they are in a group of their own."""
    with suppress(ProcessLookupError):
        os.killpg(kernel.pid, signal.SIGKILL)
    kernel.wait()
