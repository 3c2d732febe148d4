"""What the law counts from tick to tick: how long the sensor is warm, the air clean, the alarm standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from science.carbon_monoxide import ALARM_DOSE_MIN, step_dose_min

from .limits import (
    ALARM_PPM,
    BATTERY_GOOD_V,
    BATTERY_LOW_V,
    CLEAN_FOR_S,
    CLEAN_PPM,
    CO_CLEAN_PPM,
    DRAIN_A,
    DRAIN_S,
    FAST_RISE_PPM,
    HEATER_HIGH_A,
    HEATER_LOW_A,
    WARM_UP_S,
)
from .tightness import NOT_SHUT, Tightness, tightness_on

if TYPE_CHECKING:
    from .model import Sensed

NOT_NOW = -1.0  # a timer whose thing does not go on
MARK_EVERY_S = 4.0  # sample_s of the gas sensor in wiring.toml, so that two marks are never of one sample
MARKS = 15  # fifteen marks of 4 s: the last minute


class Watch(NamedTuple):
    """The law's timers and counts.

    A timer is -1 while its thing does not go on, and 0 when it begins. One that has reached its limit may stop there.
    """

    warm_s: float = NOT_NOW  # the heater draws its proper current
    believed: bool = False  # what the gas sensor tells counts: it is hot, or was when its meter fell silent
    waiting_s: float = NOT_NOW  # a sensor is not ready
    been_ready: bool = False  # all sensors have been ready since power-on
    clean_s: float = NOT_NOW  # no gas and no CO, and we know it
    valve_wrong_s: float = NOT_NOW  # the valve's switch contradicts what the valve was told
    drain_s: float = NOT_NOW  # the battery feeds the alarm though the mains is on
    battery_low: bool = False  # while it feeds the alarm; until that ends or the battery is charged
    hold_s: float = 0.0  # alarm level; counts up above it and down below it
    danger: bool = False  # alarm level now, or rising fast
    dose_min: float = 0.0  # CO breathed so far, in minutes at 50 ppm
    marks: tuple[float, ...] = ()  # gas of the last minute, one mark every 4 s
    mark_s: float = 0.0  # since the newest mark
    tightness: Tightness = NOT_SHUT


COLD = Watch()


def watch_on(before: Watch, sensed: Sensed, told_open: bool, alarm_stands: bool, dt_s: float) -> Watch:
    """The counts after this tick. `told_open`: what the valve was told; `alarm_stands`: the state was ALARM."""
    (
        warm_s, believed, waiting_s, been_ready, clean_s, wrong_s, drain_s, battery_low, hold_s, _, dose_min, marks,
        mark_s, tightness,
    ) = before  # fmt: skip
    gas_ppm, co_ppm, heater_a = sensed.gas_lpg_ppm, sensed.fumes_co_ppm, sensed.heater_current_a

    # Is the gas sensor hot? When only its meter falls silent, it is believed if it tells of gas, not of clean air.
    if heater_a is None or not HEATER_LOW_A <= heater_a <= HEATER_HIGH_A:
        warm_s = NOT_NOW
    elif warm_s < WARM_UP_S:
        warm_s = _longer(warm_s, dt_s)
    believed = warm_s >= WARM_UP_S or (heater_a is None and believed)

    # What does it tell?
    if gas_ppm is None or not believed:
        ready = clean = danger = False
        marks = ()
    else:
        ready = co_ppm is not None
        clean = gas_ppm < CLEAN_PPM and co_ppm is not None and co_ppm < CO_CLEAN_PPM and heater_a is not None
        danger = gas_ppm >= ALARM_PPM or rises_fast(marks, gas_ppm)
        mark_s += dt_s
        if not marks or mark_s >= MARK_EVERY_S:
            mark_s = mark_s % MARK_EVERY_S if marks else 0.0
            marks = (*marks[1 - MARKS :], gas_ppm)

    # How long has it been so?
    if ready:
        waiting_s, been_ready = NOT_NOW, True
    else:
        waiting_s = _longer(waiting_s, dt_s)
    if not clean:
        clean_s = NOT_NOW
    elif clean_s < CLEAN_FOR_S:
        clean_s = _longer(clean_s, dt_s)
    if danger:
        hold_s += dt_s if alarm_stands else 0.0
    elif hold_s > 0.0:
        hold_s = max(hold_s - dt_s, 0.0)

    # Carbon monoxide
    if co_ppm is not None and (dose_min > 0.0 or co_ppm >= CO_CLEAN_PPM):
        dose_min = min(step_dose_min(dose_min, co_ppm, dt_s), ALARM_DOSE_MIN)

    # Valve
    valve_wrong = sensed.valve_switch_closed is told_open  # None contradicts nothing: it is a fault of its own
    wrong_s = _longer(wrong_s, dt_s) if valve_wrong else NOT_NOW
    if told_open or valve_wrong:
        tightness = NOT_SHUT
    else:
        tightness = tightness_on(tightness, sensed.valve_switch_closed is True, gas_ppm if believed else None, dt_s)

    # Battery
    battery_v, battery_a, mains = sensed.battery_voltage_v, sensed.battery_current_a, sensed.mains_closed is True
    drain_s = _longer(drain_s, dt_s) if mains and battery_a is not None and battery_a < DRAIN_A else NOT_NOW
    if mains and drain_s < DRAIN_S:
        battery_low = False
    elif battery_v is not None:
        battery_low = battery_v < (BATTERY_GOOD_V if battery_low else BATTERY_LOW_V)

    return Watch(
        warm_s, believed, waiting_s, been_ready, clean_s, wrong_s, drain_s, battery_low, hold_s, danger, dose_min,
        marks, mark_s, tightness,
    )  # fmt: skip


def rises_fast(marks: tuple[float, ...], gas_ppm: float) -> bool:
    """Whether there is much more gas than at some moment of the last minute, and more than 4 to 8 s ago."""
    return gas_ppm > FAST_RISE_PPM and len(marks) > 1 and gas_ppm > marks[-2] and gas_ppm - min(marks) > FAST_RISE_PPM


def _longer(timer_s: float, dt_s: float) -> float:
    """One tick more on a timer; the tick on which its thing begins counts 0."""
    return timer_s + dt_s if timer_s >= 0.0 else 0.0
