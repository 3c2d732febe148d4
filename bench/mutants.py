"""Do the scenarios catch a wrong law? Each of many known mistakes is made in a copy of Highland, and tested there.

Run it: python bench/mutants.py [--project NAME] [--only NUMBER ...] [--afresh] [--long] [--workers N] [--dask ADDRESS]
                                [--json]

The mistakes are in bench/_wrong_laws.py (laws and limits) and bench/_wrong_machine.py (timers, filters, the loop, the
state file, drivers, wiring.toml). Each is one edit in a copy of the tree. The copy plays the runs of its scenarios with
seed 0 and some random worlds of bench/invariants.py, until one fails: expectations, invariants and a run that ends
badly all count. Scenarios of more than a day of turns are left out unless --long is given. Before all that, the correct
law must pass the same.

bench/caught_by.json notes which run caught a mistake. That run is played first the next time, all others only if it
passes; a bench that is stopped has lost nothing, and goes on from there. --afresh reads no notes.
Goal: at least 95 % are caught; those that are not are listed, with a reason.
"""

from __future__ import annotations

import argparse
import atexit
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._many import add_arguments, with_bar  # noqa: E402  # the path comes first
from bench._short_plays import found_out  # noqa: E402
from bench._wrong_laws import SURVIVORS, WRONG_LAWS, WrongLaw  # noqa: E402
from bench._wrong_machine import WRONG_MACHINES  # noqa: E402

GOAL = 0.95
RIGHT = -1  # the number of the law as it is
START = "start"  # caught before anything was played
WRONG = [*WRONG_LAWS, *WRONG_MACHINES]
PLAY = "--play"  # what the copy is started with
NOTES = HOME / "bench" / "caught_by.json"


# In a worker: make the mistake in a copy, and let the copy play


def play_wrong(asked: tuple[int, str, bool, str]) -> dict[str, Any]:
    """Play projects with one mistake, `first` the run that may catch it; what caught it, if anything."""
    number, project, long, first = asked
    tree = copy_of_the_tree()
    command = [sys.executable, "-P", str(tree / "bench" / "mutants.py"), PLAY, project, "--first", first]
    command += ["--long"] if long else []
    start = time.perf_counter()
    with mistake_in(tree, WRONG[number] if number != RIGHT else None):
        environment = {**os.environ, "PYTHONPATH": str(tree)}
        done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    return {"number": number, "project": project, "wall_s": time.perf_counter() - start} | _answer(done)


def _answer(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """What the copy said; one that could not even begin has noticed the mistake too."""
    lines = done.stdout.splitlines()
    if done.returncode == 0 and lines:
        answer: dict[str, Any] = json.loads(lines[-1])
        return answer
    return {"caught_by": START, "why": (done.stderr.strip().splitlines() or ["?"])[-1][:200], "cpu_s": 0.0}


@cache
def copy_of_the_tree() -> Path:
    """A copy of the code, of this process alone, gone when the process ends."""
    folder = TemporaryDirectory(prefix="highland-mutants-")
    atexit.register(folder.cleanup)
    tree = Path(folder.name)
    unwanted = shutil.ignore_patterns("__pycache__")
    for room in sorted({file.parent for file in HOME.glob("*/__init__.py")} | {HOME / "bench"}):
        shutil.copytree(room, tree / room.name, ignore=unwanted)
    return tree


@contextmanager
def mistake_in(tree: Path, wrong: WrongLaw | None) -> Iterator[None]:
    """The copy with one edit, and afterwards without it. Raises SystemExit when the edit does not fit."""
    if wrong is None:
        yield
        return
    file = tree / wrong.file
    before, times = file.read_bytes(), file.stat()
    count = before.count(wrong.old.encode())
    if count != 1:
        raise SystemExit(f"{wrong.file} has {count} times: {wrong.old}")
    try:
        file.write_bytes(before.replace(wrong.old.encode(), wrong.new.encode()))
        yield
    finally:
        file.write_bytes(before)
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))  # else Python would keep the wrong bytecode


# The notes


def read_notes() -> dict[str, str]:
    """Which run caught each mistake the last time: `file: mistake` to the name of the run."""
    if not NOTES.exists():
        return {}
    notes: dict[str, str] = json.loads(NOTES.read_text(encoding="utf-8"))
    return notes


def key_of(wrong: WrongLaw) -> str:
    """What a mistake is called in the notes."""
    return f"{wrong.file}: {wrong.mistake}"


def note(wrong: WrongLaw, caught_by: str) -> None:
    """Write down what caught a mistake, and forget what did before."""
    notes = {key: value for key, value in read_notes().items() if key != key_of(wrong)}
    if caught_by:
        notes[key_of(wrong)] = caught_by
    half = NOTES.with_suffix(".part")
    half.write_text(json.dumps(notes, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    half.replace(NOTES)


# The command


def main() -> int:
    """Print the table; 1 when fewer than 95 % are caught."""
    arguments = _parser().parse_args()
    if arguments.play:
        print(json.dumps(found_out(arguments.play.split(","), arguments.long, arguments.first)._asdict()))
        return 0
    numbers = [
        number
        for number, wrong in enumerate(WRONG)
        if (arguments.project is None or arguments.project in wrong.plays.split(","))
        and (arguments.only is None or number in arguments.only)
    ]
    plays = sorted({project for number in numbers for project in WRONG[number].plays.split(",")})
    notes = {} if arguments.afresh else read_notes()
    asked = [(RIGHT, project, arguments.long, "") for project in plays]
    asked += [(number, WRONG[number].plays, arguments.long, notes.get(key_of(WRONG[number]), "")) for number in numbers]
    done = []
    for each in with_bar(play_wrong, asked, "wrong laws", arguments):
        done.append(each)
        if each["number"] != RIGHT:
            note(WRONG[each["number"]], each["caught_by"])
    right = [each for each in done if each["number"] == RIGHT]
    wrong = sorted((each for each in done if each["number"] != RIGHT), key=lambda each: each["number"])
    for each in right:
        if each["caught_by"]:
            print(f"the right law of {each['project']} fails {each['caught_by']}: {each['why']}", file=sys.stderr)
    share = sum(bool(each["caught_by"]) for each in wrong) / len(wrong)
    _print(wrong, share, arguments.json)
    return 0 if share >= GOAL and not any(each["caught_by"] for each in right) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--project", help="only the mistakes that this project's scenarios are asked to catch")
    parser.add_argument("--only", type=int, nargs="+", help="only the mistakes with these numbers")
    parser.add_argument("--afresh", action="store_true", help="without the notes of what caught a mistake last time")
    parser.add_argument("--long", action="store_true", help="play the longest scenarios too")
    add_arguments(parser)
    parser.add_argument("--json", action="store_true", help="one JSON line")
    parser.add_argument(PLAY, help=argparse.SUPPRESS)
    parser.add_argument("--first", default="", help=argparse.SUPPRESS)
    return parser


def _print(wrong: list[dict[str, Any]], share: float, as_json: bool) -> None:
    caught = sum(bool(each["caught_by"]) for each in wrong)
    minutes = sum(each["cpu_s"] for each in wrong) / 60.0
    if as_json:
        rows = [{"mistake": WRONG[each["number"]].mistake} | each for each in wrong]
        print(json.dumps({"wrong_laws": len(wrong), "caught": caught, "share": round(share, 4), "rows": rows}))
        return
    for each in wrong:
        mistake = WRONG[each["number"]]
        survives = f"NOT CAUGHT. {SURVIVORS.get(mistake.mistake, 'No reason is known yet.')}"
        mark = f"caught by {each['caught_by']}: {each['why']}" if each["caught_by"] else survives
        print(f"{each['number']:3} {mistake.file:32} {mistake.mistake}\n      {mark}")
    print(f"{caught} of {len(wrong)} wrong laws caught ({share:.1%}; goal {GOAL:.0%}), {minutes:.0f} min of processor")


if __name__ == "__main__":
    from bench.mutants import main as main_of_module  # the work must belong to a module that other processes can import

    raise SystemExit(main_of_module())
