"""Do the scenarios catch a wrong law? Each of many known mistakes is made in a law's source, in memory, and tested.

Run it: python bench/mutants.py [--project NAME] [--only NUMBER] [--long] [--json]

The mistakes are in bench/_wrong_laws.py. For each one a fresh copy of the project is loaded with that one edit, and its
scenarios are played with seed 0, the short ones first, until one fails: expectations, invariants and a run that ends
badly all count. Scenarios of more than a day of turns are left out unless --long is given. Before that, the correct law
must pass the same scenarios. Goal: at least 95 % are caught; those that are not are listed.
"""

from __future__ import annotations

import argparse
import importlib.abc
import importlib.util
import json
import sys
import time
from collections.abc import Sequence
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._many import in_many  # noqa: E402  # the path comes first
from bench._wrong_laws import WRONG_LAWS, WrongLaw  # noqa: E402

GOAL = 0.95
LONG_TURNS = 86_400.0  # of a scenario's runs together
RIGHT = -1  # the number of the law as it is


class Edited(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Finds one module of a project with one edit in its source; nothing is written anywhere."""

    def __init__(self, wrong: WrongLaw) -> None:
        self._name = f"projects.{wrong.project}.{wrong.file.replace('/', '.')}"
        self._file = HOME / "projects" / wrong.project / f"{wrong.file}.py"
        source = self._file.read_text(encoding="utf-8")
        if source.count(wrong.old) != 1:
            raise SystemExit(f"{wrong.project}/{wrong.file}.py has {source.count(wrong.old)} times: {wrong.old}")
        self._source = source.replace(wrong.old, wrong.new).encode()

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Handle only this one module."""
        return importlib.util.spec_from_loader(name, self, origin=str(self._file)) if name == self._name else None

    def get_filename(self, name: str) -> str:
        """Where the source would be."""
        return str(self._file)

    def get_data(self, path: str | bytes) -> bytes:
        """The edited source; no compiled file is ever requested."""
        if str(path) != str(self._file):
            raise OSError(path)
        return self._source


def play_wrong(asked: tuple[int, str, bool]) -> dict[str, Any]:
    """Play the scenarios of a project with one wrong law; which one caught it, if any."""
    number, project_name, long = asked
    start = time.process_time()
    scenarios = scenarios_of(project_name, long)  # read beside the right law
    package = f"projects.{project_name}"  # with the package itself: it holds its old modules by name
    for name in [each for each in sys.modules if each == package or each.startswith(f"{package}.")]:
        del sys.modules[name]
    sys.meta_path[:] = [each for each in sys.meta_path if not isinstance(each, Edited)]
    if number != RIGHT:
        sys.meta_path.insert(0, Edited(WRONG_LAWS[number]))
    caught, why = "", ""
    for scenario in scenarios:
        why = failed(project_name, scenario)
        if why:
            caught = scenario.name
            break
    return {
        "number": number,
        "project": project_name,
        "caught_by": caught,
        "why": why,
        "cpu_s": time.process_time() - start,
    }


@cache
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


def main() -> int:
    """Print the table; 1 when fewer than 95 % are caught."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--project", help="only the wrong laws of this project")
    parser.add_argument("--only", type=int, nargs="+", help="only the wrong laws with these numbers")
    parser.add_argument("--long", action="store_true", help="play the longest scenarios too")
    parser.add_argument("--workers", type=int, help="processes (default: one for each core)")
    parser.add_argument("--json", action="store_true", help="one JSON line")
    arguments = parser.parse_args()
    numbers = [
        number
        for number, wrong in enumerate(WRONG_LAWS)
        if arguments.project in (None, wrong.project) and (arguments.only is None or number in arguments.only)
    ]
    projects = sorted({WRONG_LAWS[number].project for number in numbers})
    asked = [(RIGHT, project, arguments.long) for project in projects]
    asked += [(number, WRONG_LAWS[number].project, arguments.long) for number in numbers]
    done = list(in_many(play_wrong, asked, "wrong laws", arguments.workers))
    right = [each for each in done if each["number"] == RIGHT]
    wrong = sorted((each for each in done if each["number"] != RIGHT), key=lambda each: each["number"])
    caught = [each for each in wrong if each["caught_by"]]
    for each in right:
        if each["caught_by"]:
            print(f"the right law of {each['project']} fails {each['caught_by']}: {each['why']}", file=sys.stderr)
    share = len(caught) / len(wrong)
    if arguments.json:
        rows = [{"mistake": WRONG_LAWS[each["number"]].mistake} | each for each in wrong]
        print(json.dumps({"wrong_laws": len(wrong), "caught": len(caught), "share": round(share, 4), "rows": rows}))
    else:
        for each in wrong:
            mark = f"caught by {each['caught_by']}: {each['why']}" if each["caught_by"] else "NOT CAUGHT"
            print(f"{each['number']:3} {each['project']:13} {WRONG_LAWS[each['number']].mistake}\n      {mark}")
        print(f"{len(caught)} of {len(wrong)} wrong laws caught ({share:.1%}; goal {GOAL:.0%})")
    return 0 if share >= GOAL and not any(each["caught_by"] for each in right) else 1


if __name__ == "__main__":
    raise SystemExit(main())
