"""Do the scenarios catch a wrong law? Each of many known mistakes is made in a copy of Highland, and tested there.

Run it: python bench/mutants.py [--project NAME] [--only NUMBER ...] [--long] [--workers N] [--dask ADDRESS] [--json]

The mistakes are in bench/_wrong_laws.py (laws and limits) and bench/_wrong_machine.py (timers, filters, the loop, the
state file, drivers, wiring.toml). Each is one edit in a copy of the tree, and the copy plays its scenarios with seed 0,
the short ones first, until one fails: expectations, invariants and a run that ends badly all count. Scenarios of more
than a day of turns are left out unless --long is given. Then it plays some random worlds of bench/invariants.py. Before
all that, the correct law must pass the same.
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
from bench._wrong_laws import SURVIVORS, WRONG_LAWS, WrongLaw  # noqa: E402
from bench._wrong_machine import WRONG_MACHINES  # noqa: E402

GOAL = 0.95
LONG_TURNS = 86_400.0  # of a scenario's runs together
WILD_RUNS = 24  # random worlds a project, after the scenarios
RIGHT = -1  # the number of the law as it is
WRONG = [*WRONG_LAWS, *WRONG_MACHINES]
PLAY = "--play"  # what the copy is started with


# In a worker: make the mistake in a copy, and let the copy play


def play_wrong(asked: tuple[int, str, bool]) -> dict[str, Any]:
    """Play a project with one mistake; what caught it, if anything."""
    number, project, long = asked
    tree = copy_of_the_tree()
    command = [sys.executable, "-P", str(tree / "bench" / "mutants.py"), PLAY, project, *(["--long"] if long else [])]
    start = time.perf_counter()
    with mistake_in(tree, WRONG[number] if number != RIGHT else None):
        environment = {**os.environ, "PYTHONPATH": str(tree)}
        done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    return {"number": number, "project": project, "wall_s": time.perf_counter() - start} | _answer(done)


def _answer(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """What the copy said; one that could not even begin has noticed the mistake too."""
    lines = done.stdout.splitlines()
    if done.returncode == 0 and lines:
        answer: dict[str, str] = json.loads(lines[-1])
        return answer
    return {"caught_by": "start", "why": (done.stderr.strip().splitlines() or ["?"])[-1][:200]}


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


# In the copy: play until something fails


def play_here(project_names: list[str], long: bool) -> dict[str, str]:
    """The first scenario or random world that fails here, and why; empty texts when none does."""
    for name, why in (found for project in project_names for found in _played(project, long)):
        if why:
            return {"caught_by": name, "why": why}
    return {"caught_by": "", "why": ""}


def _played(project_name: str, long: bool) -> Iterator[tuple[str, str]]:
    from bench.invariants import wild_run

    for scenario in scenarios_of(project_name, long):
        yield scenario.name, failed(project_name, scenario)
    for seed in range(WILD_RUNS):
        broken = wild_run((project_name, seed))["broken"]
        yield f"random world {seed}", broken[0] if broken else ""


def scenarios_of(project_name: str, long: bool) -> list[Any]:
    """The scenarios with a law, short ones first."""
    from firmware.project import find
    from sim.scenarios.play import weight
    from sim.scenarios.read import names, read_scenario

    project = find(project_name)
    found = [read_scenario(project, name) for name in names(project)]
    turns = {scenario.name: sum(map(weight, scenario.runs)) for scenario in found}
    with_law = [each for each in found if any(run.law for run in each.runs)]
    return sorted(
        [each for each in with_law if long or turns[each.name] <= LONG_TURNS], key=lambda each: turns[each.name]
    )


def failed(project_name: str, scenario: Any) -> str:
    """Why the scenario does not pass, or nothing."""
    from firmware.project import find
    from sim.scenarios.judge import judge
    from sim.scenarios.play import play

    project = find(project_name)
    played = []
    for run in scenario.runs:
        played.append(play(project, scenario, run, 0))
        if played[-1].failure is not None:
            return played[-1].failure.render()
        if played[-1].breaks:
            return played[-1].breaks[0].what.render()
    judgment = judge(scenario, 0, played)
    return next((each.expectation.what["en"] for each in judgment.verdicts if not each.passed), "")


# The command


def main() -> int:
    """Print the table; 1 when fewer than 95 % are caught."""
    arguments = _parser().parse_args()
    if arguments.play:
        print(json.dumps(play_here(arguments.play.split(","), arguments.long)))
        return 0
    numbers = [
        number
        for number, wrong in enumerate(WRONG)
        if (arguments.project is None or arguments.project in wrong.plays.split(","))
        and (arguments.only is None or number in arguments.only)
    ]
    plays = sorted({project for number in numbers for project in WRONG[number].plays.split(",")})
    asked = [(RIGHT, project, arguments.long) for project in plays]
    asked += [(number, WRONG[number].plays, arguments.long) for number in numbers]
    done = list(with_bar(play_wrong, asked, "wrong laws", arguments))
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
    parser.add_argument("--long", action="store_true", help="play the longest scenarios too")
    add_arguments(parser)
    parser.add_argument("--json", action="store_true", help="one JSON line")
    parser.add_argument(PLAY, help=argparse.SUPPRESS)
    return parser


def _print(wrong: list[dict[str, Any]], share: float, as_json: bool) -> None:
    caught = sum(bool(each["caught_by"]) for each in wrong)
    if as_json:
        rows = [{"mistake": WRONG[each["number"]].mistake} | each for each in wrong]
        print(json.dumps({"wrong_laws": len(wrong), "caught": caught, "share": round(share, 4), "rows": rows}))
        return
    for each in wrong:
        mistake = WRONG[each["number"]]
        survives = f"NOT CAUGHT. {SURVIVORS.get(mistake.mistake, 'No reason is known yet.')}"
        mark = f"caught by {each['caught_by']}: {each['why']}" if each["caught_by"] else survives
        print(f"{each['number']:3} {mistake.file:32} {mistake.mistake}\n      {mark}")
    print(f"{caught} of {len(wrong)} wrong laws caught ({share:.1%}; goal {GOAL:.0%})")


if __name__ == "__main__":
    from bench.mutants import main as main_of_module  # the work must belong to a module that other processes can import

    raise SystemExit(main_of_module())
