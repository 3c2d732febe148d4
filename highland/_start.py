"""How a run begins: what a scenario of the project says, with the options of the command line on top."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from devices import HighlandError, Message
from highland._sim_options import units_asked
from messages.arguments import NOT_TOGETHER, TRY_HELP, UsageError

if TYPE_CHECKING:
    from firmware.project import Project
    from sim.scenarios.scenario import Run, Scenario
    from sim.world.simulation import Simulation

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
        from firmware.latches import InMemory
        from sim.world.simulation import Simulation

        latched = self.options["latched"]
        latches = None if latched is None else InMemory(dict(latched))
        given = {name: value for name, value in self.options.items() if name != "latched"}
        return Simulation(self.project, **given, latches=latches)


def start_of(project: Project, arguments: argparse.Namespace, lesson_s: float) -> Start:
    """What is asked for. Raises HighlandError for a scenario or an option that cannot be."""
    from sim.chips._unit import Kind
    from sim.scenarios.scenario import Run
    from sim.world.faults import parse_fault
    from sim.world.options import settings_asked
    from sim.world.presses import parse_press

    if arguments.scenario is not None and arguments.world is not None:
        raise UsageError(NOT_TOGETHER(name="--scenario", other="--world"), TRY_HELP(program="highland sim"))
    scenario, run = None, Run("", lesson_s)
    if arguments.scenario is not None:
        scenario, run = _found(project, arguments.scenario)
    elif arguments.world is not None:
        project, scenario, run = _world(project, arguments.world)
    units = units_asked(arguments, "highland sim")
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
    from sim.scenarios.contest.worlds import contestant, read_contest

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
    from sim.scenarios.read import names, read_scenario

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
