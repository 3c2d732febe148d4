"""One board with a card that stays: each boot lasts until it powers off, its power is cut, or it is late."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from bench.kernel_pi.build import KERNEL, CannotBuild
from bench.kernel_pi.table import Row

HERE = Path(__file__).resolve().parent
MEMORY = "512M"
BOOT_LIMIT_S = 180.0
LOOK_EVERY_S = 0.05


class Machine:
    """`boot` plays some cases; `rows` grows. Raises CannotBuild where no such kernel can run."""

    def __init__(self, share: Path, card: Path, settings: Mapping[str, str], show: Callable[[Row], None]) -> None:
        self._share, self._card, self._settings, self._show = share, card, dict(settings), show
        self.rows: list[Row] = []

    def boot(self, cases: Sequence[str]) -> None:
        """Until the board powers off, asks for a power cut, or is late."""
        (self._share / "settings.json").write_text(json.dumps({**self._settings, "cases": list(cases)}))
        report = self._share / "report.jsonl"
        report.write_text("")
        scratch = self._share / "uml"
        scratch.mkdir(exist_ok=True)
        words = [
            *(KERNEL, f"ubd0={self._card}", "rootfstype=hostfs", "root=/dev/root", "rootflags=/", "ro"),
            *(f"mem={MEMORY}", "quiet", "con=null", "con0=null,fd:1", f"uml_dir={scratch}", "umid=pi"),
            *("init=/usr/bin/python3", "--", str(HERE / "first.py"), str(self._share)),
        ]
        console = (self._share / "console.txt").open("wb")
        kernel = subprocess.Popen(
            words,
            env={**os.environ, "TMPDIR": str(scratch)},
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=console,
            start_new_session=True,
        )
        try:
            self._follow(report, kernel, cases)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(kernel.pid, signal.SIGKILL)
            kernel.wait()
            console.close()

    def _follow(self, report: Path, kernel: subprocess.Popen[bytes], cases: Sequence[str]) -> None:
        read, limit_s, case, since_s = 0, BOOT_LIMIT_S, cases[0], time.monotonic()
        while True:
            off = kernel.poll() is not None
            text = report.read_text(encoding="utf-8")
            end = text.rfind("\n") + 1
            for told in map(json.loads, text[read:end].splitlines()):
                if "cut" in told:
                    return
                if "begins" in told:
                    case, limit_s, since_s = told["begins"], told["limit_s"], time.monotonic()
                else:
                    self._add(told)
            read = end
            if off and not text:
                console = (self._share / "console.txt").read_text(encoding="utf-8", errors="replace")
                raise CannotBuild(f"the board did not come up: {console.strip()[-300:]}")
            if off:
                return
            if time.monotonic() - since_s > limit_s:
                self._add({"case": case, "expected": f"takes at most {limit_s:.0f} s", "seen": "it was still playing",
                           "right": False, "seconds": limit_s})  # fmt: skip
                return
            time.sleep(LOOK_EVERY_S)

    def _add(self, told: dict[str, Any]) -> None:
        row = Row(**told)
        self.rows.append(row)
        self._show(row)
