"""Runs without board, wires and drivers: a law on its plant, or the plant alone.

A law senses the true values of the moment, exactly and without noise; minimum on and off times hold as on the board.
That is for whole seasons, which take too long through every wire. A plant alone is driven by a schedule, to check the
world itself.
"""

from __future__ import annotations

import random
from array import array
from collections.abc import Callable, Iterable, Mapping
from math import inf, nan
from types import ModuleType
from typing import Any

from devices import Moment
from firmware.law import Law
from firmware.plan import CALIBRATION_AGE, TOLD, WARMING
from firmware.project import Project
from sim.results.curve import Curve, Switch
from sim.results.record import Recorder as PictureRecorder
from sim.results.record import Recording
from sim.scenarios.invariants import Guard
from sim.scenarios.record import RunRecord, Steps, TrueSeries
from sim.scenarios.recorder import Needs
from sim.scenarios.scenario import Hours, Run
from sim.world.bare_law import BareBoard, BareLaw
from sim.world.faults import DOWN
from sim.world.options import settings_of

DAY_S = 86_400.0
MAX_SAMPLES = 800  # moments of the curves in a picture


def run_plant(project: Project, run: Run, seed: int, needs: Needs) -> tuple[RunRecord, Recording]:
    """The plant alone for the run's length; every actuator that the schedule does not name stays off."""
    module, plant = _plant(project, run, seed)
    driven = dict.fromkeys(project.law().actions, 0.0)
    step_s = run.tick_s or module.STEP_S
    steps = max(round(run.for_s / step_s), 1)
    midnight_s = plant.start.hour * 3600.0 + plant.start.minute * 60.0 + plant.start.second
    record = _record(steps * step_s, step_s, driven, needs)
    measured = tuple(name for name, value in plant.felt.items() if not isinstance(value, bool))
    recording = Recording(
        curves={name: Curve(silence_s=inf) for name in measured}, outputs={name: Switch() for name in driven}
    )
    sample_every = max(steps // MAX_SAMPLES, 1)
    for number in range(steps + 1):
        t_s = number * step_s
        _schedule(run.schedule, driven, (midnight_s + t_s) % DAY_S / 3600.0)
        for name, power in driven.items():
            record.power[name].note(t_s, power)
            recording.outputs[name].note(t_s, power > 0.0)
        _note_true(record, plant)
        if number % sample_every == 0 or number == steps:
            for name in measured:
                recording.curves[name].note(t_s, plant.felt[name])
        if number < steps:
            plant.step(step_s, driven)
    record.metrics, recording.end_s = plant.metrics(), steps * step_s
    return record, recording


def run_law(
    project: Project, run: Run, seed: int, needs: Needs, law: Law, guard: Guard, tick_s: float
) -> tuple[RunRecord, Recording]:
    """Law and plant for the run's length, one decision every `tick_s`."""
    module, plant = _plant(project, run, seed)
    board = BareBoard(law, project.wiring(), None if run.latched is None else dict(run.latched))
    alive: BareLaw | None = None  # the program that ran on the turn before
    step_s = min(module.STEP_S, tick_s)
    steps = max(round(tick_s / step_s), 1)
    ticks = max(round(run.for_s / tick_s), 1)
    record = _record(ticks * tick_s, tick_s, law.actions, needs)
    record.commanded = {name: Steps() for name in law.actions}
    record.sensed = {name: Steps(array("d")) for name in needs.fields}
    senses, sensed_of = _senses(law), law.module.Sensed
    sample_every = max(ticks // MAX_SAMPLES, 1)
    picture = PictureRecorder(every_s=sample_every * tick_s)
    picture.begin(sensed_of, law.actions)
    commanded: dict[str, bool] = {}
    for number in range(ticks):
        guard.now_s = t_s = number * tick_s
        program = board.program(t_s, plant)
        if program is not alive:
            alive, commanded = program, {}
            guard.board_starts(t_s)
        if program is None:
            _note_down(record, t_s)
            picture.recording.note_down(t_s)
            _note_true(record, plant)
            for _ in range(steps):
                plant.step(step_s, {})
            continue
        sensed = sensed_of(*[sense(plant.felt) for sense in senses])
        before = program.memory
        turn = program.turn(sensed, t_s, tick_s)
        if turn.commanded != commanded:
            commanded = turn.commanded
            for name, on in commanded.items():
                record.commanded[name].note(t_s, on)
                record.power[name].note(t_s, program.driven[name])
                picture.recording.outputs[name].note(t_s, on)
        true = plant.felt | getattr(plant, "shown", {})
        moment = Moment(
            t_s, tick_s, sensed, before, turn.decision, commanded, true, program.driven, frozenset()
        )  # fmt: skip
        guard.look(moment)
        state = turn.decision.memory.state.name
        record.states.note(t_s, state)
        picture.recording.note_state(t_s, state)
        record.whys.note(t_s, turn.decision.why.key)
        for name, values in record.sensed.items():
            value = getattr(sensed, name)
            values.note(t_s, nan if value is None else value)
        _note_true(record, plant)
        if number % sample_every == 0:
            picture.note_sensed(t_s, sensed, {})
        for _ in range(steps):
            plant.step(step_s, program.driven)
    record.metrics, record.latched = plant.metrics(), board.saved
    record.breaks, record.break_count = guard.breaks, guard.count
    picture.recording.end_s = ticks * tick_s
    return record, picture.recording


def _note_down(record: RunRecord, t_s: float) -> None:
    """No program runs, and nothing is on."""
    record.states.note(t_s, DOWN)
    for on in record.commanded.values():
        on.note(t_s, False)
    for power in record.power.values():
        power.note(t_s, 0.0)
    for values in record.sensed.values():
        values.note(t_s, nan)


def _plant(project: Project, run: Run, seed: int) -> tuple[ModuleType, Any]:
    module = project.module("plant")
    return module, module.Plant(settings_of(project.name, module, run.settings), random.Random(f"plant {seed}"))


def _record(length_s: float, step_s: float, actuators: Iterable[str], needs: Needs) -> RunRecord:
    return RunRecord(
        length_s,
        power={name: Steps(array("d")) for name in actuators},
        true={name: TrueSeries(step_s) for name in needs.quantities},
    )


def _schedule(schedule: Mapping[str, Hours], driven: dict[str, float], hour: float) -> None:
    for name, hours in schedule.items():
        driven[name] = hours.power if hour < hours.on_h else 0.0


def _note_true(record: RunRecord, plant: Any) -> None:
    shown: Mapping[str, float] = getattr(plant, "shown", {})
    for name, series in record.true.items():
        series.values.append(float(shown[name] if name in shown else plant.felt[name]))


def _senses(law: Law) -> list[Callable[[Mapping[str, Any]], Any]]:
    """For each field of Sensed how it is looked up: nothing warms up here, and no calibration is dated."""
    found: list[Callable[[Mapping[str, Any]], Any]] = []
    for field in law.sensed:
        if field.endswith(f"_{WARMING}"):
            found.append(lambda _: False)
        elif field.endswith(f"_{CALIBRATION_AGE}"):
            found.append(lambda _: None)
        elif field in TOLD:
            found.append(lambda _, field=field: TOLD[field])  # type: ignore[misc]
        else:
            found.append(lambda felt, field=field: felt[field])  # type: ignore[misc]
    return found
