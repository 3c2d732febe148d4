"""One mark: a pupil's law is run again in the lesson's world, judged by its scenario and by what must never happen.

The law runs in a sandbox (far_law.py); the world, the wires, the judge and the trace run here, where no code of the
pupil ever is. Where there is no sandbox, a browser of the teacher lends a place for it (lent.py); without that, only
work that is ours but for its numbers is marked. What the pupil's browser claimed is compared and nothing more.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from classroom.lesson import FreeWork, Guided, Work
from classroom.lesson.lesson import Words, in_all
from classroom.marks import words as w
from classroom.marks.far_law import FarLaw
from classroom.marks.lent import NoPlace
from classroom.marks.made import HERE, Line, Mark, Where, failed_because, law_of_work
from classroom.marks.numbers_only import only_numbers
from classroom.marks.sandbox import trouble
from classroom.marks.targets import mark_targets
from devices import HighlandError, Message
from firmware.project import Project, find
from messages import translator
from sim.plots.about import about
from sim.plots.describe import describe
from sim.scenarios.judge import Judgment, json_value, judge
from sim.scenarios.play import Played, play
from sim.scenarios.read import read_scenario
from sim.scenarios.scenario import ONLY, Run, Scenario
from sim.world.options import settings_of
from sim.world.simulation import Simulation

LONGEST_S = 3600.0  # virtual: without a scenario, the first hour counts; a claim of more is not compared
COLUMNS = 700.0  # pixels of a printed curve
MOST_UNSAFE = 5  # told with their sentences


def mark(work: Work, lesson: FreeWork | Guided, where: Where = HERE, lang: str | None = None) -> Mark:
    """The mark of a work, with a picture in that language. Whatever the pupil's code does becomes a sentence in it."""
    refused = trouble()
    if refused is not None and where.lent is None and not only_numbers(find(work.project), work.files):
        return Mark(work.project, elsewhere=True, failed=in_all(w.ELSEWHERE(reason=refused.message)))
    try:
        return (
            mark_targets(work, lesson, where, lang) if isinstance(lesson, Guided) else _mark(work, lesson, where, lang)
        )
    except NoPlace as error:
        why = in_all(w.NO_PLACE(reason=error.message))
        return Mark(work.project, elsewhere=True, no_place=error.message.key, failed=why)


def _mark(work: Work, lesson: FreeWork, where: Where, lang: str | None) -> Mark:
    began = time.monotonic()
    project = find(work.project)
    scenario = read_scenario(project, lesson.scenario) if lesson.scenario else plain_scenario(lesson)
    played: list[Played] = []
    ended: HighlandError | None = None
    for run in scenario.runs:
        drawn = lang is not None and not played
        one, ended = _played(project, work, scenario, run, lesson.seed, where, drawn)
        played.append(one)
        if ended is not None:
            break
    if ended is not None:
        return _failed(work, scenario, ended, time.monotonic() - began)
    judgment = judge(scenario, lesson.seed, played)
    same, claim = compared(project, work, lesson, scenario, played, where)
    found = _marked(judgment, project.folder, same, claim, time.monotonic() - began)
    return replace(found, picture=picture(project, played[0], lang)) if lang is not None else found


def plain_scenario(lesson: FreeWork) -> Scenario:
    """The world of a lesson that has no scenario: nothing is expected but that it ends well and safely."""
    run = Run(ONLY, min(lesson.for_s, LONGEST_S), settings=lesson.settings)
    return Scenario(lesson.project, lesson.name, lesson.title, {}, (run,), ())


def _played(
    project: Project, work: Work, scenario: Scenario, run: Run, seed: int, where: Where, drawn: bool
) -> tuple[Played, HighlandError | None]:
    """One run of the pupil's law, and why the law answers no more, if it was ended."""
    try:
        with law_of_work(project, work, where) as (own, law):
            found = play(own, scenario, run, seed, law, drawn=drawn)
            return found, _ended(law)
    except NoPlace:
        raise
    except HighlandError as error:
        return Played(run.name, seed, failure=error.message), error


def _ended(law: FarLaw | None) -> HighlandError | None:
    """Why the law answers no more. Raises NoPlace when that is not the law's doing."""
    ended = None if law is None else law.far.ended
    if isinstance(ended, NoPlace):
        raise ended
    return ended


def _failed(work: Work, scenario: Scenario, ended: HighlandError, took_s: float) -> Mark:
    """A law that was ended gets no points, and the reason in one sentence."""
    told, contained = failed_because(ended)
    others = (in_all(w.ENDED_WELL), in_all(w.IS_SAFE))
    lines = tuple(Line(False, words) for words in (*(each.what for each in scenario.expectations), *others))
    return Mark(
        work.project, points=0, most=_most(scenario), lines=lines, failed=told, contained=contained,
        claim=in_all(w.DIFFERS if work.claimed else w.NOT_CLAIMED), same_as_claimed=False if work.claimed else None,
        took_s=took_s,
    )  # fmt: skip


def _most(scenario: Scenario) -> int:
    """A point for each thing expected in each run, one for a good end, one for a safe run."""
    return len(scenario.expectations) + 2


def _marked(judgment: Judgment, folder: Path, same: bool | None, claim: Message, took_s: float) -> Mark:
    runs = list(judgment.runs.values())
    failed = next((run.failure for run in runs if run.failure is not None), None)
    count = sum(run.break_count for run in runs)
    by_what: dict[int, Line] = {}
    for verdict in judgment.verdicts:
        known = by_what.get(id(verdict.expectation))
        passed = verdict.passed and (known is None or known.passed)
        by_what[id(verdict.expectation)] = Line(passed, verdict.expectation.what)
    lines = (*by_what.values(), Line(failed is None, in_all(w.ENDED_WELL)), Line(count == 0, in_all(w.IS_SAFE)))
    return Mark(
        project=judgment.scenario.project,
        ok=judgment.passed,
        points=0 if failed is not None else sum(each.passed for each in lines),
        most=_most(judgment.scenario),
        lines=lines,
        unsafe=tuple(_unsafe(runs, count, folder)),
        failed=None if failed is None else in_all(failed),
        claim=in_all(claim),
        same_as_claimed=same,
        trace_sha256=runs[0].trace_sha256,
        score=round(judgment.score, 1),
        metrics={name: json_value(value) for name, value in runs[0].metrics.items()},  # type: ignore[misc]
        took_s=round(took_s, 3),
    )


def _unsafe(runs: Sequence[Played], count: int, folder: Path) -> list[Words]:
    breaks = [each for run in runs for each in run.breaks][:MOST_UNSAFE]
    told: list[Words] = [in_all(w.UNSAFE_AT(t_s=each.t_s, what=each.what), folder) for each in breaks]
    return [*told, in_all(w.MORE_UNSAFE(count=count - len(told)))] if count > len(told) else told


def picture(project: Project, played: Played, lang: str) -> dict[str, Any] | None:
    """The curve of a run. None where a sentence of the pupil's law cannot be shown in it."""
    if played.recording is None:
        return None
    with suppress(Exception):
        about_it = about(project)
        return describe(played.recording, about_it, lang, translator(lang, project.folder), columns=COLUMNS).as_json()
    return None


# What the browser claimed


def compared(
    project: Project, work: Work, lesson: FreeWork, scenario: Scenario, played: Sequence[Played], where: Where
) -> tuple[bool | None, Message]:
    """Whether the pupil's browser showed what the law really does, in the pupil's own world."""
    claimed = work.claimed
    if claimed is None:
        return None, w.NOT_CLAIMED
    if claimed.for_s > LONGEST_S:
        return None, w.NOT_COMPARED
    is_known = _is_the_same_run(project, work, lesson, scenario)
    found = played[0].trace_sha256 if is_known else _again(project, work, where)
    same = found == claimed.trace_sha256
    return same, w.SAME if same else w.DIFFERS


def _is_the_same_run(project: Project, work: Work, lesson: FreeWork, scenario: Scenario) -> bool:
    run, plant = scenario.runs[0], project.module("plant")
    assert work.claimed is not None
    shown = Run(run.name, work.claimed.for_s, settings=run.settings)
    if work.seed != lesson.seed or shown != run:
        return False
    try:
        return bool(settings_of(project.name, plant, work.settings) == settings_of(project.name, plant, run.settings))
    except HighlandError:
        return False


def _again(project: Project, work: Work, where: Where) -> str:
    """The trace of the pupil's own world, with its own seed and settings."""
    assert work.claimed is not None
    try:
        with law_of_work(project, work, where) as (own, law):
            found = _traced(own, work, law, work.claimed.for_s)
            _ended(law)
            return found
    except NoPlace:
        raise
    except (HighlandError, ArithmeticError, ValueError):
        return ""


def _traced(project: Project, work: Work, law: FarLaw | None, for_s: float) -> str:
    with Simulation(project, seed=work.seed, settings=work.settings, law=law) as simulation:
        return simulation.run(for_s).trace_sha256
