"""What a calibration is worth on a virtual board: what the driver shows with and without it, beside the truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from math import sqrt
from statistics import fmean, stdev
from typing import Any

from devices import ReadError, WiredPart, Wiring
from firmware.fit import fit
from firmware.plan import Plan
from science.sensor_curves import SEN0189_CLEAR_V
from wiring.calibration import calibrated, measured_in
from workshop.table import Table

MANY = 120  # reads: the noise of a DHT22 is no error of its calibration


@dataclass(frozen=True, slots=True)
class Trial:
    """What is held true at a part, and the channels, with their units, that should show it; `every_s` between reads."""

    held: Mapping[str, float | bool]
    channels: Mapping[str, str]
    reads: int = 5
    every_s: float = 2.0
    settle_s: float = 300.0


@dataclass(frozen=True, slots=True)
class Worth:
    """One channel in one trial: shown with the values of the type, and with the calibration; None for no value.

    `noise` is how far the mean of these reads may be off by chance alone (one standard error).
    """

    channel: str
    true: float
    unit: str
    before: float | None
    after: float | None
    noise: float


def trials_of(part: WiredPart) -> tuple[Trial, ...]:
    """Where this part is tried: over the range that its projects use, the middle of it first."""
    driver = part.driver
    if driver == "mq":
        return tuple(Trial({"lpg_ppm": ppm}, {"lpg_ppm": "ppm"}) for ppm in (1400.0, 420.0, 700.0, 2800.0))
    if driver == "mq7":
        return tuple(Trial({"co_ppm": ppm}, {"co_ppm": "ppm"}, 1, 310.0) for ppm in (100.0, 30.0, 50.0, 300.0))
    if driver == "turbidity":
        return tuple(Trial({"turbidity_ntu": ntu}, {"turbidity_ntu": "NTU"}) for ntu in (50.0, 5.0, 100.0, 300.0))
    if driver == "tds":
        return tuple(
            Trial({"tds_ppm": ppm, "temperature_c": water_c, "wet": True}, {"tds_ppm": "ppm"})
            for ppm, water_c in ((300.0, 25.0), (100.0, 18.0), (500.0, 30.0), (800.0, 22.0))
        )
    if driver == "ina219":
        return tuple(
            Trial({"current_a": amperes}, {"current_a": "A"}, MANY, settle_s=2.0) for amperes in (0.8, 0.2, 2.0, -1.0)
        )
    if driver in ("flow_meter", "yf_s401"):
        least = 1.0 if driver == "yf_s401" else 2.0
        return tuple(
            Trial({"flow_lpm": lpm}, {"flow_lpm": "L/min"}, every_s=30.0, settle_s=5.0)
            for lpm in (2.0 * least, 0.5 * least, least, 4.0 * least)
        )
    if driver == "ntc":
        return tuple(Trial({"temperature_c": t_c}, {"temperature_c": "°C"}, 30) for t_c in (18.0, 5.0, 25.0, 35.0))
    return tuple(
        Trial({"temperature_c": t_c, "humidity_pct": pct}, {"temperature_c": "°C", "humidity_pct": "%"}, MANY, 4.0)
        for t_c, pct in ((22.0, 60.0), (12.0, 45.0), (18.0, 75.0), (30.0, 87.0))  # above 90 % they show too much
    )


def worth(
    table: Table,
    part: WiredPart,
    values: Mapping[str, Any],
    others: Mapping[str, Mapping[str, Any]] | None = None,
    trials: Sequence[Trial] | None = None,
) -> list[Worth]:
    """The trials of the part, before and after; all of them without `trials`. The table is that of a virtual board.

    `others` are calibrations of parts that it depends on, such as its thermometer: they count after, not before.
    """
    wiring, law = table.project.wiring(), table.project.law()
    plans = fit(_of_type(wiring, part), law), fit(with_values(wiring, {**(others or {}), part.name: values}), law)
    return [each for trial in trials or trials_of(part) for each in _tried(table, part.name, trial, plans)]


def with_values(wiring: Wiring, tables: Mapping[str, Mapping[str, Any]]) -> Wiring:
    """The wiring list with what was found on the units of a virtual board: their mark SIM stops real boards only."""
    unmarked = {
        name: {key: value for key, value in table.items() if key != "provenance"} for name, table in tables.items()
    }
    return calibrated(wiring, measured_in(unmarked))


def _tried(table: Table, name: str, trial: Trial, plans: Sequence[Plan]) -> Iterator[Worth]:
    """One trial: the truth is held, and each plan has its turn."""
    assert table.world is not None
    held = {f"{name}_{quantity}": value for quantity, value in trial.held.items()}
    for source in table.planned(name).sources.values():  # its thermometer is in the same water
        held |= {f"{source.part}_{each}": trial.held[each] for each in source.channels if each in trial.held}
    for felt, value in held.items():
        table.world.hold(felt, value)
    before, after = (_shown(table, plan, name, trial) for plan in plans)
    for felt in held:
        table.world.let_go(felt)
    for channel, unit in trial.channels.items():
        (was, _), (now, noise) = before[channel], after[channel]
        yield Worth(channel, float(trial.held[channel]), unit, was, now, noise)


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


def _shown(table: Table, plan: Plan, name: str, trial: Trial) -> dict[str, tuple[float | None, float]]:
    """For each channel the mean of some reads, calibrated as the loop would do, and its standard error."""
    values: dict[str, list[float]] = {channel: [] for channel in trial.channels}
    with table.opened(name, plan=plan) as parts:
        sensor = parts.sensors[name]
        sensor.due_s = table.clock.monotonic()
        table.wait(trial.settle_s, parts)
        for _ in range(trial.reads):
            table.wait(trial.every_s, parts)
            with suppress(ReadError):
                for channel, shown in sensor.part.read().items():
                    if channel in values:
                        values[channel].append(_true(plan, name, channel, shown))
        for channel, found in values.items():
            if not found and (kept := sensor.values[channel]) is not None:
                found.append(float(kept))
    return {channel: _mean(found) for channel, found in values.items()}


def _mean(values: Sequence[float]) -> tuple[float | None, float]:
    if not values:
        return None, 0.0
    return fmean(values), stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0
