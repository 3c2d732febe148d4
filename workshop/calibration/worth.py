"""What a calibration is worth on a virtual board: what the driver shows with and without it, beside the truth."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Any

from devices import ReadError, WiredPart, Wiring
from firmware.fit import fit
from firmware.plan import Plan
from science.sensor_curves import SEN0189_CLEAR_V
from wiring.calibration import calibrated, measured_in
from workshop.table import Table

READS = 30  # the noise of a DHT22 is no error of its calibration


@dataclass(frozen=True, slots=True)
class Trial:
    """What is held true at a part, and the channel that should show it; `every_s` between reads."""

    channel: str
    true: float
    unit: str
    held: Mapping[str, float | bool]
    reads: int = 5
    every_s: float = 2.0
    settle_s: float = 300.0


@dataclass(frozen=True, slots=True)
class Worth:
    """One trial: shown with the values of the type, and with the calibration; None for no value."""

    channel: str
    true: float
    unit: str
    before: float | None
    after: float | None


def trials_of(part: WiredPart) -> tuple[Trial, ...]:
    """Where this part is tried: in the middle of what its projects use."""
    driver = part.driver
    if driver == "mq":
        return (Trial("lpg_ppm", 1400.0, "ppm", {"lpg_ppm": 1400.0}),)
    if driver == "mq7":
        return (Trial("co_ppm", 100.0, "ppm", {"co_ppm": 100.0}, reads=1, every_s=310.0),)
    if driver == "turbidity":
        return (Trial("turbidity_ntu", 50.0, "NTU", {"turbidity_ntu": 50.0}),)
    if driver == "tds":
        return (Trial("tds_ppm", 300.0, "ppm", {"tds_ppm": 300.0, "temperature_c": 25.0, "wet": True}),)
    if driver == "ina219":
        return (Trial("current_a", 0.8, "A", {"current_a": 0.8}, reads=READS, settle_s=2.0),)
    if driver in ("flow_meter", "yf_s401"):
        return (Trial("flow_lpm", 2.0, "L/min", {"flow_lpm": 2.0}, every_s=30.0, settle_s=5.0),)
    if driver == "ntc":
        return (Trial("temperature_c", 18.0, "°C", {"temperature_c": 18.0}, reads=READS),)
    held = {"temperature_c": 22.0, "humidity_pct": 60.0}
    return tuple(
        Trial(channel, held[channel], unit, held, reads=READS, every_s=4.0)
        for channel, unit in (("temperature_c", "°C"), ("humidity_pct", "%"))
    )


def worth(
    table: Table, part: WiredPart, values: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]] | None = None
) -> list[Worth]:
    """Each trial of the part, before and after. The table must be that of a virtual board.

    `others` are calibrations of parts that it depends on, such as its thermometer: they count after, not before.
    """
    assert table.world is not None
    wiring, law = table.project.wiring(), table.project.law()
    tables = {**(others or {}), part.name: values}
    for name, each in tables.items():
        tables[name] = {key: value for key, value in each.items() if key != "provenance"}  # this is no real board
    before = fit(_of_type(wiring, part), law)
    after = fit(calibrated(wiring, measured_in(tables)), law)
    found = []
    for trial in trials_of(part):
        held = {f"{part.name}_{quantity}": value for quantity, value in trial.held.items()}
        for source in table.planned(part.name).sources.values():  # its thermometer is in the same water
            held |= {f"{source.part}_{each}": trial.held[each] for each in source.channels if each in trial.held}
        for felt, value in held.items():
            table.world.hold(felt, value)
        shown = [_shown(table, plan, part.name, trial) for plan in (before, after)]
        for felt in held:
            table.world.let_go(felt)
        found.append(Worth(trial.channel, trial.true, trial.unit, *shown))
    return found


def _of_type(wiring: Wiring, part: WiredPart) -> Wiring:
    """The wiring list; a turbidity probe, which without a calibration gives nothing, with its type's volts."""
    if part.driver != "turbidity":
        return wiring
    usual = {"measured_on": date(2026, 1, 1), "clear_v": SEN0189_CLEAR_V}  # any day: no age is asked for here
    return calibrated(wiring, measured_in({part.name: usual}))


def _true(plan: Plan, name: str, channel: str, shown: float | bool) -> float:
    """What the loop would make of it."""
    (planned,) = (each for each in plan.parts if each.wired.name == name)
    calibrations = {} if planned.sampling is None else planned.sampling.calibrations
    return calibrations[channel].apply(shown) if channel in calibrations else float(shown)


def _shown(table: Table, plan: Plan, name: str, trial: Trial) -> float | None:
    """The mean of some reads, calibrated as the loop would do; None when it gives no value."""
    with table.opened(name, plan=plan) as parts:
        sensor = parts.sensors[name]
        sensor.due_s = table.clock.monotonic()
        table.wait(trial.settle_s, parts)
        values = []
        for _ in range(trial.reads):
            table.wait(trial.every_s, parts)
            with suppress(ReadError):
                shown = sensor.part.read().get(trial.channel)
                values += [] if shown is None else [_true(plan, name, trial.channel, shown)]
        if not values and (kept := sensor.values[trial.channel]) is not None:
            values.append(float(kept))
        return fmean(values) if values else None
