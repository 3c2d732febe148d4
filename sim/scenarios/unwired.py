"""A law on its plant, without board, wires and drivers: for whole seasons, which take too long through every wire.

The law senses what is true at that moment, exactly and without noise. Minimum on and off times hold as on the board.

A run without a law and without wires: a schedule drives the plant, for worlds that are checked for themselves.
"""

from __future__ import annotations

import random
from array import array
from collections.abc import Callable, Mapping
from math import nan
from typing import Any

from devices import Moment
from firmware.law import Law
from firmware.plan import CALIBRATION_AGE, WARMING
from firmware.project import Project
from sim.results.samples import Sample, Samples
from sim.scenarios.invariants import Guard
from sim.scenarios.record import Curve, Record, Steps
from sim.scenarios.recorder import Asked
from sim.scenarios.scenario import Hours, Run
from sim.world.bare_law import BareLaw
from sim.world.settings import settings_of

DAY_S = 86_400.0
MAX_SAMPLES = 800  # samples for the picture


def drive(project: Project, run: Run, seed: int, asked: Asked) -> tuple[Record, Samples]:
    """Let the plant go on for the run's length; every actuator that the schedule does not name stays off."""
    module = project.module("plant")
    settings = settings_of(project.name, module, run.settings)
    plant = module.Plant(settings, random.Random(f"plant {seed}"))
    driven = dict.fromkeys(project.law().actions, 0.0)
    step_s = run.tick_s or module.STEP_S
    steps = max(round(run.for_s / step_s), 1)
    midnight_s = plant.start.hour * 3600.0 + plant.start.minute * 60.0 + plant.start.second
    record = Record(length_s=steps * step_s)
    record.power = {name: Steps(array("d")) for name in driven}
    record.true = {name: Curve(step_s) for name in asked.quantities}
    samples = Samples()
    samples.sensed_names = tuple(name for name, value in plant.felt.items() if not isinstance(value, bool))
    samples.actuator_names = tuple(driven)
    sample_every = max(steps // MAX_SAMPLES, 1)
    for number in range(steps + 1):
        t_s = number * step_s
        _schedule(run.schedule, driven, (midnight_s + t_s) % DAY_S / 3600.0)
        for name, power in driven.items():
            record.power[name].note(t_s, power)
        _keep(plant, record)
        if number % sample_every == 0 or number == steps:
            felt = tuple(plant.felt[name] for name in samples.sensed_names)
            samples.kept.append(Sample(t_s, "-", felt, tuple(power > 0.0 for power in driven.values())))
        if number < steps:
            plant.step(step_s, driven)
    record.metrics = plant.metrics()
    return record, samples


def _schedule(schedule: Mapping[str, Hours], driven: dict[str, float], hour: float) -> None:
    for name, hours in schedule.items():
        driven[name] = hours.power if hour < hours.on_h else 0.0


def _keep(plant: Any, record: Record) -> None:
    shown: Mapping[str, float] = getattr(plant, "shown", {})
    for name, curve in record.true.items():
        curve.values.append(float(shown[name] if name in shown else plant.felt[name]))


def think(
    project: Project, run: Run, seed: int, asked: Asked, law: Law, guard: Guard, tick_s: float
) -> tuple[Record, Samples]:
    """Let law and plant go on for the run's length, one decision every `tick_s`."""
    module = project.module("plant")
    plant = module.Plant(settings_of(project.name, module, run.settings), random.Random(f"plant {seed}"))
    program = BareLaw(law, project.wiring(), None if run.latched is None else dict(run.latched))
    driven = program.driven
    step_s = min(module.STEP_S, tick_s)
    steps = max(round(tick_s / step_s), 1)
    ticks = max(round(run.for_s / tick_s), 1)
    record = Record(length_s=ticks * tick_s)
    record.told = {name: Steps() for name in law.actions}
    record.power = {name: Steps(array("d")) for name in law.actions}
    record.true = {name: Curve(tick_s) for name in asked.quantities}
    record.sensed = {name: Steps(array("d")) for name in asked.fields}
    sense, sensed = _senses(law), law.module.Sensed
    samples, sample_every = Samples(MAX_SAMPLES), max(ticks // MAX_SAMPLES, 1)
    samples.sensed_names, samples.actuator_names = law.sensed, law.actions
    commanded: dict[str, bool] = {}
    for number in range(ticks):
        t_s = number * tick_s
        seen = sensed(*[look(plant.felt) for look in sense])
        before = program.memory
        decision, now = program.turn(seen, t_s, tick_s)
        memory = decision.memory
        if now != commanded:
            commanded = now
            for name, on in now.items():
                record.told[name].note(t_s, on)
                record.power[name].note(t_s, driven[name])
        true = plant.felt | getattr(plant, "shown", {})
        guard.look(Moment(t_s, tick_s, seen, before, decision, commanded, true, driven, frozenset()))
        record.states.note(t_s, memory.state.name)
        record.whys.note(t_s, decision.why.key)
        for name, steps_of in record.sensed.items():
            value = getattr(seen, name)
            steps_of.note(t_s, nan if value is None else value)
        for name, curve in record.true.items():
            curve.values.append(float(true[name]))
        if number % sample_every == 0:
            samples.kept.append(Sample(t_s, memory.state.name, tuple(seen), tuple(commanded.values())))
        for _ in range(steps):
            plant.step(step_s, driven)
    record.metrics, record.latched = plant.metrics(), law.as_saved(program.memory.latched)
    record.breaks, record.break_count = guard.breaks, guard.count
    return record, samples


def _senses(law: Law) -> list[Callable[[Mapping[str, Any]], Any]]:
    """For each field of Sensed how it is looked up: nothing warms up here, and no calibration is dated."""
    found: list[Callable[[Mapping[str, Any]], Any]] = []
    for field in law.sensed:
        if field.endswith(f"_{WARMING}"):
            found.append(lambda _: False)
        elif field.endswith(f"_{CALIBRATION_AGE}"):
            found.append(lambda _: None)
        else:
            found.append(lambda felt, field=field: felt[field])  # type: ignore[misc]
    return found
