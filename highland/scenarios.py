"""`highland scenarios [PROJECT]`: play the scenarios of a project, and print what passed and by how much."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from devices import HighlandError, Message
from highland._scenario_runs import REPORT_IS, list_them, page_asked, play_them, with_units, write_page
from messages import Say
from messages.arguments import Parser, UsageError

if TYPE_CHECKING:
    from firmware.project import Project
    from sim.scenarios.judge import Judgment
    from sim.scenarios.scenario import Scenario

HELP = Message("cli.scenarios", "run the scenarios of a project with their faults, and judge what the law does")
EXAMPLE = """\
highland scenarios
highland scenarios gas_alarm --only slow_leak_at_night
highland scenarios water_filter --seeds 5 --report filter.html
highland scenarios gas_alarm_step_2 --contest
highland scenarios ./my_alarm --contest --only slow_leak
highland scenarios --seeds 10 --dask tcp://192.168.1.10:8786
"""
PROJECT = Message("cli.scenarios.project", "name of a project, or path of a project folder (default: all)")
SEED = Message("cli.scenarios.seed", "random seed; the same number gives the same runs")
SEEDS = Message("cli.scenarios.seeds", "also run each scenario with this many more seeds, and show the worst")
WORKERS = Message("cli.scenarios.workers", "runs at the same time (default: one per processor)")
DASK = Message("cli.scenarios.dask", "let a computer room do the runs: the address of its dask scheduler")
CONTEST = Message(
    "cli.scenarios.contest",
    "judge the law in the worlds of its project's contest, which suit any law, also a step or a law of your own",
)
ONLY = Message("cli.scenarios.only", "run only the scenario with this name; may be repeated")
LIST = Message("cli.scenarios.list", "list the scenarios and exit")
JSON = Message("cli.scenarios.json", "print all results as one JSON object and nothing else")
REPORT = Message("cli.scenarios.report", "write a page with the results and a plot of each run, to open offline")

NO_SCENARIO = Message("cli.scenarios.none", "{project} has no scenarios.")
NO_SCENARIO_HINT = Message("cli.scenarios.none.hint", "Write one into the folder {project}/scenarios.")
NOT_THERE = Message("cli.scenarios.not_there", "There is no scenario called {name}.")
NOT_THERE_HINT = Message("cli.scenarios.not_there.hint", "There are: {names}.")
TOO_FEW = Message("cli.scenarios.too_few", "{name} cannot be {value}.")
TOO_FEW_HINT = Message("cli.scenarios.too_few.hint", "Give a whole number of {least} or more.")

FAILED = 1


def add_arguments(parser: Parser) -> None:
    """What `highland scenarios` understands."""
    from sim.start import add_units

    parser.add_argument("project", metavar="PROJECT", nargs="?", help=PROJECT)
    parser.add_argument("--seed", metavar="S", type=int, default=0, help=SEED)
    parser.add_argument("--seeds", metavar="N", type=int, default=0, help=SEEDS)
    add_units(parser)
    parser.add_argument("--workers", metavar="N", type=int, default=os.cpu_count() or 1, help=WORKERS)
    parser.add_argument("--dask", metavar="ADDRESS", help=DASK)
    parser.add_argument("--only", metavar="NAME", action="append", default=[], help=ONLY)
    parser.add_argument("--contest", action="store_true", help=CONTEST)
    parser.add_argument("--list", action="store_true", help=LIST)
    parser.add_argument("--json", action="store_true", help=JSON)
    parser.add_argument("--report", metavar="FILE.html", help=REPORT)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Play. 0: all pass; 1: one fails; 2: invalid usage or an invalid scenario file."""
    for name, least in (("seeds", 0), ("workers", 1)):
        if getattr(arguments, name) < least:
            refusal = TOO_FEW(name=f"--{name}", value=getattr(arguments, name))
            raise UsageError(refusal, TOO_FEW_HINT(least=least))
    from sim.start import units_asked

    units = units_asked(arguments)
    if arguments.contest:
        from highland._contest import run_contest

        return run_contest(arguments, units, say)
    found = _found(arguments.project, arguments.only, units)
    if arguments.list:
        return list_them(found, say)
    page = page_asked(arguments.report)
    judgments = play_them(found, arguments, say, drawn=page is not None)
    if page is not None:
        from sim.scenarios.report import page as page_of

        write_page(page, page_of(judgments, say.lang, say.translate), say)
    if arguments.json:
        from firmware.trace import SIM

        passed = all(each.passed for each in judgments)
        scenarios = [each.as_json() for each in judgments]
        print(json.dumps({"provenance": SIM, "passed": passed, "scenarios": scenarios}, ensure_ascii=False))
    else:
        _print(found, judgments, say)
        if page is not None:
            say(REPORT_IS, file=page)
    return 0 if all(each.passed for each in judgments) else FAILED


def _found(name: str | None, only: Sequence[str], units: str | None) -> list[tuple[Project, list[Scenario]]]:
    """The projects with the scenarios that were asked for. Raises HighlandError."""
    from firmware.project import find
    from firmware.project import names as project_names
    from sim.scenarios.known_names import KnownNames
    from sim.scenarios.read import names, read_scenario

    projects = [find(each) for each in ([name] if name is not None else project_names())]
    there = [(project, names(project)) for project in projects]
    possible = [each for _, its in there for each in its]
    for each in only:
        if each not in possible:
            raise UsageError(NOT_THERE(name=each), NOT_THERE_HINT(names=", ".join(possible) or "-"))
    found = []
    for project, its in there:
        asked = [each for each in its if not only or each in only]
        if asked:
            with project.errors_told():
                known = KnownNames(project)
                found.append((project, [with_units(units, read_scenario(project, each, known)) for each in asked]))
        elif name is not None:
            raise HighlandError(NO_SCENARIO(project=project.name), NO_SCENARIO_HINT(project=project.name))
    return found


def _print(found: Sequence[tuple[Project, Sequence[Scenario]]], judgments: Sequence[Judgment], say: Say) -> None:
    from sim.results.summary import PROVENANCE_LINE
    from sim.scenarios.report import SUMMARY, lines_of

    count = passed = 0
    for project, scenarios in found:
        print(project.name)
        translate = say.of_project(project.folder).translate
        for scenario in scenarios:
            played = [each for each in judgments if each.scenario is scenario]
            count += 1
            passed += all(each.passed for each in played)
            print("\n".join(f"  {line}" for line in lines_of(played, say.lang, translate)))
    say(SUMMARY, passed=passed, count=count)
    say(PROVENANCE_LINE)
