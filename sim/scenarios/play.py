"""Play one run of a scenario. The result is small, so that it can come back from another process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from devices import HighlandError, Message
from firmware.code_errors import in_code, place_of
from firmware.ladder.never_safe import never_safe
from firmware.latches import InMemory
from firmware.law import Law
from firmware.project import Project
from sim.plots.about import about
from sim.python.spin_guard import NeverSleeps, SpinGuard
from sim.results.record import Recorder as PictureRecorder
from sim.results.record import Recording
from sim.scenarios.invariants import Guard, Unguarded, energy_breaks, invariants_of
from sim.scenarios.measures import METRIC, take
from sim.scenarios.record import InvariantBreak, RunRecord
from sim.scenarios.recorder import Needs, Recorder, needs_of
from sim.scenarios.scenario import ALL, Question, Run, Scenario, Value
from sim.scenarios.unwired import MAX_SAMPLES, run_law, run_plant
from sim.world.simulation import Simulation

REFUSED = Message("scenario.refused", "The run could not begin: {message} {hint}")
ENDED_BADLY = Message("scenario.ended_badly", "The run did not end well: {why}")
BROKE = Message("scenario.broke", "The run broke off: {error}.")
ENDLESS = Message("scenario.endless", "The law never came to the end of its turn: a loop without an end? {where}")
LINE = Message("scenario.endless.line", "({file}, line {line}: {source})")
NOT_WATCHED = Message("scenario.not_watched", "The run could not be judged: {error}.")

ROOT = Path(__file__).parents[2]
TICK_S = 1.0
PATIENCE_S = 3.0  # chosen: processor time between two turns of a law; those of our projects need a thousandth


@dataclass(frozen=True, slots=True)
class Played:
    """One run: the answer to each question of the scenario, in their order (None: its window never opened, or it is not
    of this run), the metrics, the broken invariants, and why it failed as a whole, if it did.
    """

    run: str
    seed: int
    simulated_s: float = 0.0
    answers: tuple[Value | None, ...] = ()
    metrics: Mapping[str, float] = field(default_factory=dict)
    breaks: tuple[InvariantBreak, ...] = ()
    break_count: int = 0
    failure: Message | None = None
    recording: Recording | None = None
    picture: str = ""
    trace_sha256: str = ""


def play(
    project: Project,
    scenario: Scenario,
    run: Run,
    seed: int,
    law: Law | None = None,
    *,
    drawn: bool = False,
    patience_s: float = PATIENCE_S,
) -> Played:
    """Play it. `law` takes the place of the project's own. Whatever goes wrong is in `failure`, never raised.

    A law that computes for `patience_s` seconds of processor time in one turn is ended, and the run with it. Only a run
    that will be `drawn` keeps a recording for a picture: it costs a fifth of the time.
    """
    needs = needs_of(tuple(each for each in scenario.questions if _is_of(each, run)))
    try:
        if not run.law:
            record, recording = run_plant(project, run, seed, needs)
            return _played(scenario, run, seed, record, recording, None)
        law = law or project.law()
        if not run.wires:
            guard = _guard(project, scenario, law)
            with SpinGuard(guard, patience_s):
                record, recording = run_law(project, run, seed, needs, law, guard, run.tick_s or TICK_S)
            return _played(scenario, run, seed, record, recording, None)
        return _on_the_wires(project, scenario, run, seed, law, needs, drawn, patience_s)
    except HighlandError as error:
        return Played(run.name, seed, failure=REFUSED(message=error.message, hint=error.hint))
    except (Exception, SystemExit, NeverSleeps) as error:
        return Played(run.name, seed, failure=_broken(error, project))


def _on_the_wires(
    project: Project, scenario: Scenario, run: Run, seed: int, law: Law, needs: Needs, drawn: bool, patience_s: float
) -> Played:
    recorder = Recorder(law, needs, _guard(project, scenario, law))
    with Simulation(
        project,
        seed=seed,
        settings=run.settings,
        faults=run.faults,
        presses=run.presses,
        latches=InMemory(dict(run.latched)) if run.latched is not None else None,
        tick_s=run.tick_s or TICK_S,
        law=recorder.law,
        units=run.units,
    ) as simulation:
        recorder.attach(simulation)
        picture: PictureRecorder | None = None
        if drawn:
            picture = PictureRecorder(about(project, law).held_after_s, simulation.world.true, run.for_s / MAX_SAMPLES)
            simulation.sinks.append(picture)
        with SpinGuard(simulation.clock, patience_s):
            result = simulation.run(run.for_s)
    failure = None
    if recorder.error is not None:
        failure = NOT_WATCHED(error=_told(recorder.error, project))
    elif not result.ending.ok:
        failure = ENDED_BADLY(why=result.ending.why)
    recording = picture.recording if picture is not None else None
    played = _played(scenario, run, seed, recorder.record(result), recording, failure)
    return replace(played, trace_sha256=result.trace_sha256)


def _guard(project: Project, scenario: Scenario, law: Law) -> Guard:
    if scenario.contest:
        return Unguarded(law, project.wiring())
    return Guard(law, project.wiring(), invariants_of(project), never_safe(project))


def _played(
    scenario: Scenario, run: Run, seed: int, record: RunRecord, recording: Recording | None, failure: Message | None
) -> Played:
    answers = [
        take(record, each.measure, each.window, each.arguments)
        if _is_of(each, run) and each.measure != METRIC
        else None
        for each in scenario.questions
    ]
    created = [] if scenario.contest else energy_breaks(record)
    return Played(
        run.name,
        seed,
        record.length_s,
        tuple(answers),
        record.metrics,
        (*record.breaks, *created),
        record.break_count + len(created),
        failure,
        recording,
    )


def _broken(error: BaseException, project: Project) -> Message:
    if not isinstance(error, NeverSleeps):
        return BROKE(error=_told(error, project))
    place = place_of(error, project.folder)
    return ENDLESS(where="" if place is None else LINE(**place._asdict()))


def _is_of(question: Question, run: Run) -> bool:
    return question.run in (run.name, ALL)


def _told(error: BaseException, project: Project) -> Message | str:
    """The error with its place in the project, or else in Highland."""
    return in_code(error, ROOT if place_of(error, project.folder) is None else project.folder)


def weight(run: Run) -> float:
    """How long it will take, roughly, in turns of the loop; a run without wires is much quicker."""
    turns = run.for_s / (run.tick_s or TICK_S)
    return turns if run.law and run.wires else turns / 10.0
