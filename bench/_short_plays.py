"""The scenarios and random worlds of a project in short pieces, so that a wrong law is found out as soon as can be.

A piece is one run of a scenario with what is expected of that run, what is expected of several runs together, or one
random world. Its name, `gas_alarm/hairspray_burst/strong`, stays the same from day to day.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

LONG_TURNS = 86_400.0  # of a scenario's runs together
WILD_RUNS = 24  # random worlds a project
WILD = "random world"
TOGETHER = "together"  # what several runs of a scenario are compared by


class Piece(NamedTuple):
    """`why()` plays it and gives the reason why it does not pass, or nothing; `turns` is how long it takes, roughly."""

    name: str
    turns: float
    why: Callable[[], str]


class Found(NamedTuple):
    """The piece that failed first, why, and what all the playing cost; empty texts when none did."""

    caught_by: str
    why: str
    cpu_s: float
    pieces: int


def found_out(projects: Sequence[str], long: bool = False, first: str = "") -> Found:
    """Play those pieces whose names begin with `first`, then all others, short ones first, until one fails."""
    start, played = time.process_time(), 0
    pieces = sorted((each for project in projects for each in pieces_of(project, long)), key=lambda each: each.turns)
    for piece in sorted(pieces, key=lambda each: not (first and each.name.startswith(first))):
        played += 1
        why = piece.why()
        if why:
            return Found(piece.name, why, time.process_time() - start, played)
    return Found("", "", time.process_time() - start, played)


def pieces_of(project_name: str, long: bool = False) -> Iterator[Piece]:
    """All pieces of a project; scenarios of more than a day of turns only with `long`."""
    for scenario in scenarios_of(project_name, long):
        yield from _pieces_in(project_name, scenario)
    for seed in range(WILD_RUNS):
        yield Piece(f"{project_name}/{WILD}/{seed}", _wild_turns(seed), partial(_wild, project_name, seed))


def scenarios_of(project_name: str, long: bool) -> list[Any]:
    """The scenarios with a law."""
    from firmware.project import find
    from sim.scenarios.play import weight
    from sim.scenarios.read import names, read_scenario

    project = find(project_name)
    found = [read_scenario(project, name) for name in names(project)]
    with_law = [each for each in found if any(run.law for run in each.runs)]
    return [each for each in with_law if long or sum(map(weight, each.runs)) <= LONG_TURNS]


def _pieces_in(project_name: str, scenario: Any) -> Iterator[Piece]:
    from sim.scenarios.play import weight

    compared = tuple(each for each in scenario.expectations if _looks_at_others(each.question))
    for run in scenario.runs:
        of_run = tuple(
            each for each in scenario.expectations if each not in compared and each.question.run in (run.name, "all")
        )
        alone = replace(scenario, runs=(run,), expectations=of_run, score=None)
        name = f"{project_name}/{scenario.name}/{run.name}"
        yield Piece(name, weight(run), partial(failed, project_name, alone))
    if compared:
        turns = sum(map(weight, scenario.runs))
        whole = replace(scenario, expectations=compared, score=None)
        name = f"{project_name}/{scenario.name}/{TOGETHER}"
        yield Piece(name, turns, partial(failed, project_name, whole))


def _looks_at_others(question: Any) -> bool:
    return any(question.arguments.get(other, question.run) != question.run for other in ("over_run", "minus_run"))


def failed(project_name: str, scenario: Any) -> str:
    """Why the scenario does not pass with seed 0, or nothing."""
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


def _wild_turns(seed: int) -> float:
    from bench._wild import RUN_S

    return RUN_S * (1 + seed)  # the first few early, the last ones late


def _wild(project_name: str, seed: int) -> str:
    from bench.invariants import wild_run

    broken = wild_run((project_name, seed))["broken"]
    return broken[0] if broken else ""
