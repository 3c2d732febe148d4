"""Plays the cases that the computer asked for, on a board that is fresh before each: `runner.py SHARE`."""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from pathlib import Path

HOME = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(HOME))

from bench.kernel_pi.cases import CASES, Case  # noqa: E402  # the path comes first
from bench.kernel_pi.inside import chips, wires  # noqa: E402
from bench.kernel_pi.inside.program import PERSON, settings  # noqa: E402
from bench.kernel_pi.inside.report import Report, tell  # noqa: E402

DEVICES = ("gpiochip0", "i2c-1", "spidev0.0")


def fresh_board() -> None:
    """Nothing plugged in, nothing kept, all devices usable."""
    shutil.rmtree(PERSON, ignore_errors=True)
    PERSON.mkdir()
    for name in DEVICES:
        os.chmod(f"/dev/{name}", 0o660)
    chips.nothing_plugged()
    wires.unplug_everything()
    wires.forget()


def play(case: Case) -> None:
    """One case; an error in it is a row of its own."""
    tell(begins=case.name, limit_s=case.limit_s)
    report = Report(case.name)
    try:
        fresh_board()
        case.play(report)
    except Exception:
        report.row("the case can be played", False, traceback.format_exc(limit=-3))
    tell(ends=case.name)


def main() -> None:
    """In the order asked for."""
    for name in settings()["cases"]:
        play(CASES[name])
    tell(done=True)


if __name__ == "__main__":
    main()
