"""The mark of a lesson: the pupil's law is played in the runs of its practice, and the numbers are compared.

A point for each number that the law reaches. What pupils wrote is not marked here: the teacher does that.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from classroom.lesson import Guided, Work
from classroom.lesson.guided import Target
from classroom.lesson.lesson import Words, in_all
from classroom.marks import words as w
from classroom.marks.lent import NoPlace
from classroom.marks.made import Line, Mark, Where, failed_because, in_words, law_of_work
from devices import HighlandError, Message
from firmware.project import Project, find
from lessons.checking.check import is_within
from messages import translator
from sim.chips._unit import Kind
from sim.plots.about import about
from sim.plots.describe import describe
from sim.results.counted import Counter, counted
from sim.results.record import Recorder
from sim.world.faults import parse_fault
from sim.world.presses import parse_press
from sim.world.simulation import Simulation

COLUMNS = 700.0  # pixels of a printed curve
HOUR_TURNS = 3600.0
BUSY = 10.0  # times as long on the clock, on a laptop that also serves a class
HOUR_CPU_S = 8.0  # of so many turns of a law in a sandbox, on an old laptop
MOST_SAMPLES = 2_000


def mark_targets(work: Work, lesson: Guided, where: Where, lang: str | None) -> Mark:
    """Play each run of the practice with the work's law. Whatever the pupil's code does becomes a sentence."""
    began = time.monotonic()
    project = find(work.project)
    if lesson.project not in (project.name, project.base and project.base.name):
        return Mark(work.project, failed=in_all(w.OTHER_LESSON(project=lesson.project)), elsewhere=True)
    lines: list[Line] = []
    found = Mark(work.project)
    for target in lesson.targets:
        try:
            made = _played(work, project, target, where, lang if not lines else None)
        except NoPlace:
            raise
        except HighlandError as error:
            told, contained = failed_because(error)
            lines += _missed(target)
            found = replace(found, failed=told, contained=contained)
            continue
        lines += made.lines
        found = replace(
            found, failed=found.failed or made.failed, picture=found.picture or made.picture,
            trace_sha256=found.trace_sha256 or made.trace_sha256,
        )  # fmt: skip
    points = sum(each.passed for each in lines)
    return replace(
        found, ok=bool(lines) and points == len(lines), points=points, most=len(lines), lines=tuple(lines),
        claim=in_all(w.NOT_CLAIMED), took_s=round(time.monotonic() - began, 3),
    )  # fmt: skip


def _played(work: Work, project: Project, target: Target, where: Where, lang: str | None) -> Mark:
    plan = target.run
    with _lawful(project, work, where, plan.for_s / plan.tick_s) as (own, law):
        counter = Counter()
        with Simulation(
            own,
            seed=plan.seed,
            settings=plan.settings,
            faults=[parse_fault(each) for each in plan.faults],
            presses=[parse_press(each) for each in plan.presses],
            law=law,
            units=Kind(plan.units),
            tick_s=plan.tick_s,
        ) as simulation:
            simulation.sinks.append(counter)
            about_it = about(own, simulation.law)
            recorder = Recorder(about_it.held_after_s, simulation.world.true, plan.for_s / MOST_SAMPLES)
            simulation.sinks.append(recorder)
            result = simulation.run(plan.for_s)
            numbers, words = counted(simulation, counter)
        if law is not None and law.far.ended is not None:
            raise law.far.ended
        failed = None if result.counts else in_all(result.ending.why)
        found: dict[str, Any] = {**numbers, **words}
        lines = [_line(target, each, found, failed is None) for each in target.expected]
        picture = None
        if lang is not None:
            try:
                said = translator(lang, own.folder)
                picture = describe(recorder.recording, about_it, lang, said, columns=COLUMNS).as_json()
            except Exception:  # a sentence of the pupil's law that cannot be shown
                picture = None
        return Mark(work.project, lines=tuple(lines), failed=failed, picture=picture, trace_sha256=result.trace_sha256)


@contextmanager
def _lawful(project: Project, work: Work, where: Where, turns: float) -> Iterator[tuple[Project, Any]]:
    """The shipped law needs no sandbox; another one gets as much time as its run has turns."""
    if not work.files:
        yield project, None
        return
    more_s = HOUR_CPU_S * turns / HOUR_TURNS
    limits = where.limits
    longer = replace(limits, cpu_s=limits.cpu_s + round(more_s), whole_s=limits.whole_s + BUSY * more_s)
    with law_of_work(project, work, replace(where, limits=longer)) as (own, law):
        yield own, law


def _line(target: Target, expected: Any, found: dict[str, Any], counts: bool) -> Line:
    got = found.get(expected.name)
    passed = counts and got is not None and is_within(expected, got, target.tolerance)
    return Line(passed, _said(target, expected, w.NUMBER if passed else w.OTHER_NUMBER, got))


def _missed(target: Target) -> list[Line]:
    return [Line(False, _said(target, each, w.OTHER_NUMBER, None)) for each in target.expected]


def _said(target: Target, expected: Any, message: Message, got: Any) -> Words:
    told = "-" if got is None else got if isinstance(got, str) else f"{got:.4g}"
    name = expected.label or expected.name
    return in_words(message, name=name, got=told, wanted=expected.written)
