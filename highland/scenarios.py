"""`highland scenarios [PROJECT]`: play the scenarios of a project, and print what passed and by how much."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from devices import HighlandError, Message
from devices.os_errors import cause
from firmware.whole_file import try_to_write, whole_file
from highland._sim_options import add_units, units_asked
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
highland scenarios --seeds 10 --dask tcp://192.168.1.10:8786
"""
PROJECT = Message("cli.scenarios.project", "name of a project, or path of a project folder (default: all)")
SEED = Message("cli.scenarios.seed", "random seed; the same number gives the same runs")
SEEDS = Message("cli.scenarios.seeds", "also run each scenario with this many more seeds, and show the worst")
WORKERS = Message("cli.scenarios.workers", "runs at the same time (default: one per processor)")
DASK = Message("cli.scenarios.dask", "let a computer room do the runs: the address of its dask scheduler")
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
SO_FAR = Message("cli.scenarios.so_far", "{percent:.0f} % of the scenarios done")
REPORT_IS = Message("cli.scenarios.report_is", "The page is in {file} (SIM).")
NO_PICTURES = Message(
    "cli.scenarios.no_pictures", "The page has no plots: they need the library matplotlib, which is not installed."
)
CANNOT_WRITE = Message("cli.scenarios.cannot_write", "{file} cannot be written: {reason}.")
CANNOT_WRITE_HINT = Message(
    "cli.scenarios.cannot_write.hint", "Give a file in a folder that exists and that you may write to."
)

FAILED = 1
QUIET_SHARE = 0.1  # without a terminal: a line of progress at every tenth


def add_arguments(parser: Parser) -> None:
    """What `highland scenarios` understands."""
    parser.add_argument("project", metavar="PROJECT", nargs="?", help=PROJECT)
    parser.add_argument("--seed", metavar="S", type=int, default=0, help=SEED)
    parser.add_argument("--seeds", metavar="N", type=int, default=0, help=SEEDS)
    add_units(parser)
    parser.add_argument("--workers", metavar="N", type=int, default=os.cpu_count() or 1, help=WORKERS)
    parser.add_argument("--dask", metavar="ADDRESS", help=DASK)
    parser.add_argument("--only", metavar="NAME", action="append", default=[], help=ONLY)
    parser.add_argument("--list", action="store_true", help=LIST)
    parser.add_argument("--json", action="store_true", help=JSON)
    parser.add_argument("--report", metavar="FILE.html", help=REPORT)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Play. 0: all pass; 1: one fails; 2: invalid usage or an invalid scenario file."""
    for name, least in (("seeds", 0), ("workers", 1)):
        if getattr(arguments, name) < least:
            refusal = TOO_FEW(name=f"--{name}", value=getattr(arguments, name))
            raise UsageError(refusal, TOO_FEW_HINT(least=least))
    found = _found(arguments.project, arguments.only, units_asked(arguments, "highland scenarios"))
    if arguments.list:
        return _list(found, say)
    page = _page(arguments.report)
    from sim.scenarios.workers import jobs_of, play_all

    seeds = [arguments.seed + number for number in range(arguments.seeds + 1)]
    jobs = [
        job
        for project, scenarios in found
        for scenario in scenarios
        for job in jobs_of(
            str(project.folder), scenario, seeds, _picture_words(project, say) if page else None, say.lang
        )
    ]
    with _progress(quiet=arguments.json, say=say) as done:
        judgments = play_all(jobs, arguments.workers, done, arguments.dask)
    if page is not None:
        _write_page(page, judgments, say)
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
                found.append((project, [_with(units, read_scenario(project, each, known)) for each in asked]))
        elif name is not None:
            raise HighlandError(NO_SCENARIO(project=project.name), NO_SCENARIO_HINT(project=project.name))
    return found


def _with(units: str | None, scenario: Scenario) -> Scenario:
    """The scenario with these sensors in every run, whatever its file says; None: as the file says."""
    from sim.chips._unit import Kind

    if units is None:
        return scenario
    return replace(scenario, runs=tuple(replace(run, units=Kind(units)) for run in scenario.runs))


def _list(found: Sequence[tuple[Project, Sequence[Scenario]]], say: Say) -> int:
    from sim.scenarios.report import list_line

    for project, scenarios in found:
        print(project.name)
        for scenario in scenarios:
            print(list_line(scenario, say.lang, say.translate))
    return 0


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


@contextmanager
def _progress(quiet: bool, say: Say) -> Iterator[Callable[[float], None]]:
    """How far all the work has come, on standard error: a bar on a terminal, else a line at every tenth."""
    if quiet and not sys.stderr.isatty():
        yield lambda _: None
        return
    if not sys.stderr.isatty():
        reported = 0.0

        def tell(share: float) -> None:
            nonlocal reported
            if share >= reported + QUIET_SHARE:
                reported = share
                say.aside(SO_FAR, percent=100.0 * share)

        yield tell
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), auto_refresh=False, transient=True) as bar:
        task = bar.add_task("SIM", total=1.0)
        yield lambda share: bar.update(task, completed=share, refresh=True)


def _page(name: str | None) -> Path | None:
    """The file of the page, checked to be writable before the long runs begin."""
    if name is None:
        return None
    file = Path(name)
    try:
        try_to_write(file)
    except (OSError, ValueError) as error:
        raise _cannot_write(name, error) from error
    return file


def _picture_words(project: Project, say: Say) -> dict[str, str] | None:
    from sim.plots.draw import can_draw
    from sim.plots.embed import sentences

    return {text: say.of_project(project.folder).translate(text) for text in sentences()} if can_draw() else None


def _write_page(file: Path, judgments: Sequence[Judgment], say: Say) -> None:
    from sim.plots.draw import can_draw
    from sim.scenarios.report import page

    try:
        with whole_file(file) as part:
            part.write_text(page(judgments, say.lang, say.translate), encoding="utf-8", newline="\n")
    except OSError as error:
        raise _cannot_write(str(file), error) from error
    if not can_draw():
        say.aside(NO_PICTURES)


def _cannot_write(file: str, error: Exception) -> HighlandError:
    reason = cause(error)
    return HighlandError(CANNOT_WRITE(file=file or "''", reason=reason), CANNOT_WRITE_HINT)
