"""A run without a law and without wires: a schedule drives the plant, for worlds that are checked for themselves."""

from __future__ import annotations

import random
from array import array
from collections.abc import Mapping
from typing import Any

from projects.find import Project
from sim.samples import Sample, Samples
from sim.scenarios.record import Curve, Record, Steps
from sim.scenarios.recorder import Asked
from sim.scenarios.scenario import Hours, Run
from sim.settings import settings_of

DAY_S = 86_400.0
MOST = 800  # samples for the picture


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
    sample_every = max(steps // MOST, 1)
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
