"""How a run begins: what a scenario of the project says, with the options of a command line on top."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from devices import HighlandError, Message
from firmware.latches import InMemory
from firmware.project import Project
from sim.chips._unit import Kind
from sim.scenarios.contest.worlds import contestant, read_contest
from sim.scenarios.read import names, read_scenario
from sim.scenarios.scenario import Run, Scenario
from sim.world.faults import parse_fault
from sim.world.options import ONE_LENGTH, OptionError, settings_asked
from sim.world.presses import parse_press
from sim.world.simulation import Simulation

PROJECT = Message("cli.sim.project", "name of a project, or the path of a project folder")
DAYS = Message("cli.sim.days", "virtual days to run")
HOURS = Message("cli.sim.hours", "virtual hours to run")
FOR = Message(
    "cli.sim.for", "virtual time to run, such as 90s, 10m or 1h30m (default: the length of the project's lesson)"
)
SEED = Message("cli.sim.seed", "random seed; the same number gives the same run")
SCENARIO = Message(
    "cli.sim.scenario",
    "begin as this scenario of the project does, such as first_lesson, or NAME:RUN; other options come on top of it",
)
WORLD = Message("cli.sim.world", "begin as this world of the project's contest does, such as slow_leak, or NAME:RUN")
FAULT = Message("cli.sim.fault", "inject a fault, such as gas=off@30m..45m or heater=welded@2h; may be repeated")
PRESS = Message("cli.sim.press", "press a button for two seconds, such as reset@40m; may be repeated")
IDEAL = Message("cli.sim.ideal", "perfect sensors: no spread from unit to unit, no lag")
UNCALIBRATED = Message("cli.sim.uncalibrated", "sensors as they come from the shop, without a calibration")
SET = Message("cli.sim.set", "change a setting of the world; may be repeated")

NO_SCENARIO = Message("cli.sim.no_scenario", "{project} has no scenario {name}.")
NO_SCENARIO_HINT = Message("cli.sim.no_scenario.hint", "There are: {names}.")
NO_WORLD = Message("cli.sim.no_world", "The contest of {project} has no world {name}.")
NOT_APPLICABLE = Message("cli.sim.not_applicable", "The world {name} is not applicable to this law: {why}")
NO_RUN = Message("cli.sim.no_run", "The scenario {name} has no run {run}.")
NO_BOARD = Message("cli.sim.no_board", "The scenario {name} plays without a board, so it cannot be run here.")
NO_BOARD_HINT = Message("cli.sim.no_board.hint", "`highland scenarios {project} --only {name}` plays it.")


@dataclass(frozen=True, slots=True)
class Start:
    """All that a simulation needs to begin; it lasts `for_s` when nobody says otherwise."""

    project: Project
    for_s: float
    title: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)

    def simulation(self) -> Simulation:
        """A new simulation; each call begins the same run again."""
        latched = self.options["latched"]
        latches = None if latched is None else InMemory(dict(latched))
        given = {name: value for name, value in self.options.items() if name != "latched"}
        return Simulation(self.project, **given, latches=latches)


class Adds(Protocol):
    """A parser: ours speaks the reader's language, argparse's own never shows its help."""

    def add_argument(self, *names: Any, **options: Any) -> Any:
        """As in argparse."""


def add_run_options(parser: Adds) -> None:
    """What says which run it is; how it is shown and recorded is for the command to add."""
    parser.add_argument("project", metavar="PROJECT", help=PROJECT)
    parser.add_argument("--days", metavar="D", help=DAYS)
    parser.add_argument("--hours", metavar="H", help=HOURS)
    parser.add_argument("--for", metavar="10m", dest="span", help=FOR)
    parser.add_argument("--seed", metavar="N", type=int, help=SEED)
    parser.add_argument("--scenario", metavar="NAME", help=SCENARIO)
    parser.add_argument("--world", metavar="NAME", help=WORLD)
    parser.add_argument("--fault", metavar="WHAT=KIND@WHEN", action="append", help=FAULT)
    parser.add_argument("--press", metavar="BUTTON@WHEN", action="append", help=PRESS)
    add_units(parser)
    parser.add_argument("--set", metavar="KEY=VALUE", action="append", help=SET)


def add_units(parser: Adds) -> None:
    """Which units the world is built of: calibrated ones, where nothing is asked."""
    parser.add_argument("--ideal", action="store_true", default=None, help=IDEAL)
    parser.add_argument("--uncalibrated", action="store_true", default=None, help=UNCALIBRATED)


def units_asked(arguments: argparse.Namespace) -> str | None:
    """What --ideal or --uncalibrated ask for, or None. Raises OptionError for both."""
    if arguments.ideal and arguments.uncalibrated:
        raise OptionError(ONE_LENGTH(name="--ideal", other="--uncalibrated"))
    return "ideal" if arguments.ideal else "uncalibrated" if arguments.uncalibrated else None


def start_of(project: Project, arguments: argparse.Namespace, lesson_s: float) -> Start:
    """What is asked for. Raises HighlandError for a scenario or an option that cannot be."""
    if arguments.scenario is not None and arguments.world is not None:
        raise OptionError(ONE_LENGTH(name="--scenario", other="--world"))
    scenario, run = None, Run("", lesson_s)
    if arguments.scenario is not None:
        scenario, run = _found(project, arguments.scenario)
    elif arguments.world is not None:
        project, scenario, run = _world(project, arguments.world)
    units = units_asked(arguments)
    options = {
        "seed": arguments.seed or 0,
        "settings": {**run.settings, **settings_asked(arguments.set or (), arguments.project)},
        "faults": [*run.faults, *(parse_fault(text) for text in arguments.fault or ())],
        "presses": [*run.presses, *(parse_press(text) for text in arguments.press or ())],
        "units": Kind(units) if units else run.units,
        "latched": run.latched,
        "tick_s": run.tick_s or 1.0,
    }
    return Start(project, run.for_s, scenario.title if scenario is not None else {}, options)


def _world(project: Project, asked: str) -> tuple[Project, Scenario, Run]:
    """A world of the contest, `NAME` or `NAME:RUN`, with the project as it is judged there. Raises HighlandError."""
    contest = read_contest(project)
    worlds = {each.scenario.name: each for each in contest.worlds}
    name = asked.partition(":")[0]
    if name not in worlds:
        refusal = NO_WORLD(project=contest.project, name=name)
        raise HighlandError(refusal, NO_SCENARIO_HINT(names=", ".join(worlds)))
    lacks = worlds[name].lacks
    if lacks is not None:
        raise HighlandError(NOT_APPLICABLE(name=name, why=lacks))
    return contestant(project), worlds[name].scenario, _run_of(worlds[name].scenario, asked)


def _found(project: Project, asked: str) -> tuple[Scenario, Run]:
    """`NAME`, or `NAME:RUN` where it has several. Raises HighlandError."""
    name = asked.partition(":")[0]
    possible = names(project)
    if name not in possible:
        raise HighlandError(
            NO_SCENARIO(project=project.name, name=name), NO_SCENARIO_HINT(names=", ".join(possible) or "-")
        )
    scenario = read_scenario(project, name)
    return scenario, _run_of(scenario, asked)


def _run_of(scenario: Scenario, asked: str) -> Run:
    """The run that is asked for, else the first. Raises HighlandError."""
    name, _, wanted = asked.partition(":")
    runs = {each.name: each for each in scenario.runs}
    if wanted and wanted not in runs:
        raise HighlandError(NO_RUN(name=name, run=wanted), NO_SCENARIO_HINT(names=", ".join(runs)))
    run = runs[wanted] if wanted else scenario.runs[0]
    if not run.law or not run.wires:
        raise HighlandError(NO_BOARD(name=name), NO_BOARD_HINT(project=scenario.project, name=name))
    return run
