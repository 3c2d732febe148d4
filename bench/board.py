"""The real `highland run` on the Linux kernel's own GPIO simulator: is what it does at the wires right?

Run it: python3 run.py bench board [--quick] [--only CASE ...] [--machines N] [--list]

A Linux kernel runs as a program (Debian's user-mode-linux) and is a Pi to the program in it: /dev/gpiochip0 with 28
lines, /dev/i2c-1 and /dev/spidev0.0 with chips that have registers, a watchdog. Real are gpiozero, lgpio, Blinka,
Adafruit's libraries, Debian's gpiod and the kernel; the wires are seen and pulled from outside. What that can prove and
what it cannot: docs/explanation/kernel-board.md. --quick is for every change: each project starts, works, meets a
fault and ends safe. Without it each plays its whole story in real time, and everything that can go wrong on a board is
done to it: a quarter of an hour. Where no such kernel can be had the run says SKIPPED, and why; that is no failure.
lgpio and gpiod are not in our lock: bench/kernel_pi/python_parts.py tells where they come from.
Exit code: 0 every row is right, or SKIPPED; 1 a row is WRONG; 2 wrong use.
"""

from __future__ import annotations

import argparse
import compileall
import platform
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench.kernel_pi.build import CannotBuild, cache_folder, kernel_version, modules, possible  # noqa: E402
from bench.kernel_pi.table import Row, line, missing, ordered, verdict  # noqa: E402

if TYPE_CHECKING:
    from bench.kernel_pi.cases import Case

SKIPPED = "SKIPPED: the projects were NOT tried on the kernel's GPIO simulator: {reason}"
OURS = (
    "devices",
    "drivers",
    "firmware",
    "highland",
    "messages",
    "projects",
    "science",
    "telemetry",
    "wiring",
    "workshop",
    "look",
    "bench",
)


def main() -> int:
    """Play the cases, print the table, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one short case a project, together about a minute")
    parser.add_argument("--only", metavar="CASE", action="append", help="only cases whose name contains this")
    parser.add_argument("--machines", metavar="N", type=int, default=3, help="boards at the same time (default 3)")
    parser.add_argument("--list", action="store_true", help="only name the cases")
    arguments = parser.parse_args()
    try:
        possible(platform.system(), platform.machine())
        from bench.kernel_pi.cases import CASES  # not above: on Windows these cannot be imported

        cases = [case for case in CASES.values() if case.quick == arguments.quick and asked(case.name, arguments.only)]
        if not cases:
            parser.error("no case has such a name; --list names them")
        if arguments.list:
            print("\n".join(case.name for case in cases))
            return 0
        return play(cases, max(1, arguments.machines))
    except CannotBuild as error:
        print(SKIPPED.format(reason=error), flush=True)
        return 0


def asked(name: str, only: Sequence[str] | None) -> bool:
    """Whether --only leaves this case in."""
    return not only or any(word.lower() in name.lower() for word in only)


def play(cases: Sequence[Case], machines: int) -> int:
    """Boot a board for each group of cases, some at the same time. Raises CannotBuild."""
    from bench.kernel_pi.machine import Board
    from bench.kernel_pi.python_parts import python_parts

    cache = cache_folder()
    board = Board(modules(cache), kernel_version(), python_parts(cache))
    for room in OURS:  # the boards see this computer's files, but cannot write beside them
        compileall.compile_dir(HOME / room, quiet=2)
    started_s = time.monotonic()
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.machine, []).append(case)
    longest_first = sorted(groups.values(), key=lambda group: -sum(case.limit_s for case in group))
    with ThreadPoolExecutor(machines) as pool:
        played = list(pool.map(lambda group: played_to_the_end(board, group), longest_first))
    names = [case.name for case in cases]
    rows = [row for each in played for row in each]
    rows = ordered([*rows, *missing(rows, names)], names)
    print("\n".join(line(row) for row in rows))
    wrong = sum(not row.right for row in rows)
    print(f"{len(rows)} rows of {len(cases)} cases, {wrong} wrong, {time.monotonic() - started_s:.0f} s")
    return verdict(rows)


def played_to_the_end(board: object, group: Sequence[Case]) -> list[Row]:
    """All cases of a group; when one brings its board down, the others go on with the next boot."""
    from bench.kernel_pi.machine import Board, Machine

    assert isinstance(board, Board)
    rows: list[Row] = []
    left = [case.name for case in group]
    while left:
        machine = Machine(board._replace(kind=group[0].board), left, told)
        rows += machine.play()
        played = {row.case for row in machine.rows} | machine.ended | {left[0]}
        left = [name for name in left if name not in played]
    return rows


def told(row: Row) -> None:
    """Show a row to a person as soon as it comes; the table follows on stdout."""
    if sys.stderr.isatty():
        print(line(row), file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
