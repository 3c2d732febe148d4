"""The air: whether the gas sensor is believed, how long the air has been clean, and how much gas and CO there was."""

from __future__ import annotations

from typing import NamedTuple

from devices import Timer
from science.gas import ALARM_DOSE_MIN, must_alarm, step_dose_min

from ..limits import (
    ALARM_PPM,
    CLEAN_FOR_S,
    CLEAN_PPM,
    CO_CLEAN_PPM,
    CO_EVERY_S,
    EMERGENCY_PPM,
    FAST_RISE_PPM,
    WARM_UP_S,
)
from ..model import Latched
from .senses import Seen

MARK_EVERY_S = 4.0  # sample_s of the gas sensor in wiring.toml, so that two marks are never of one sample
MARKS = 15  # fifteen marks of 4 s: the last minute


class Air(NamedTuple):
    """What the law knows about the air, and for how long."""

    gas_ppm: float | None = None  # None: unknown, or the sensor is not believed
    warm: Timer = Timer()  # the heater draws its proper current
    believed: bool = False  # the gas sensor: it is hot, or was when the meter of its heater fell silent
    waiting: Timer = Timer()  # a sensor is not ready
    been_ready: bool = False  # all sensors have been ready since power-on
    clean: Timer = Timer()  # known to be free of gas and CO
    danger: bool = False  # alarm level now, or rising fast
    hold_s: float = 0.0  # of an ALARM: counts up at alarm level, down below it
    co_ppm: float | None = None
    co_is_new: bool = False  # the CO sensor has just given a value
    co_gap_s: float = 0.0  # since it last gave one, while it has none
    dose_min: float = 0.0  # CO breathed so far, in minutes at 50 ppm
    marks: tuple[float, ...] = ()  # gas of the last minute, one mark every 4 s
    mark_s: float = 0.0  # since the newest mark


def air_after(before: Air, seen: Seen, alarm_stands: bool, dt_s: float) -> Air:
    """The air after this tick. `alarm_stands`: the state was ALARM."""
    warm = before.warm.step(seen.heater_ok, dt_s, WARM_UP_S)
    # Without the meter of its heater the sensor is still believed about gas, but not about clean air.
    believed = warm.reached(WARM_UP_S) or (before.believed and seen.heater_a is None)
    gas_ppm, co_ppm = (seen.gas_ppm if believed else None), seen.co_ppm
    ready = gas_ppm is not None and co_ppm is not None
    clean = _is_clean(gas_ppm, co_ppm) and seen.heater_a is not None
    danger = gas_ppm is not None and (gas_ppm >= ALARM_PPM or rises_fast(before.marks, gas_ppm))
    hold_s = before.hold_s
    if danger:
        hold_s += dt_s if alarm_stands else 0.0
    elif hold_s > 0.0:
        hold_s = max(hold_s - dt_s, 0.0)
    marks, mark_s = _marks_after(before.marks, before.mark_s + dt_s, gas_ppm)
    return Air(
        gas_ppm,
        warm,
        believed,
        before.waiting.step(not ready, dt_s),
        before.been_ready or ready,
        before.clean.step(clean, dt_s, CLEAN_FOR_S),
        danger,
        hold_s,
        co_ppm,
        co_ppm is not None and co_ppm != before.co_ppm,
        0.0 if co_ppm is not None else before.co_gap_s + dt_s,
        _dose_after(before.dose_min, co_ppm, before.co_gap_s + dt_s),
        marks,
        mark_s,
    )


def rises_fast(marks: tuple[float, ...], gas_ppm: float) -> bool:
    """Whether there is much more gas than at some moment of the last minute, and more than 4 to 8 s ago."""
    return gas_ppm > FAST_RISE_PPM and len(marks) > 1 and gas_ppm > marks[-2] and gas_ppm - min(marks) > FAST_RISE_PPM


def alarms_latched(latched: Latched, air: Air, seen: Seen) -> Latched:
    """Set EMERGENCY and CO; the reset button clears them, once the air has been clean for 5 minutes.

    The CO dose is noted with each value of the sensor, for a restart: as it will be when the next value is due.
    """
    emergency, co = latched.emergency, latched.co
    dose_min = _dose_after(air.dose_min, seen.co_ppm, CO_EVERY_S) if air.co_is_new else latched.co_dose_min
    if seen.pressed.reset and air.clean.reached(CLEAN_FOR_S):
        emergency = co = False
    if air.gas_ppm is not None and air.gas_ppm >= EMERGENCY_PPM:
        emergency = True
    if seen.co_ppm is not None and must_alarm(air.dose_min, seen.co_ppm):
        co = True
    if emergency is latched.emergency and co is latched.co and dose_min == latched.co_dose_min:
        return latched
    return latched._replace(emergency=emergency, co=co, co_dose_min=dose_min)


def _is_clean(gas_ppm: float | None, co_ppm: float | None) -> bool:
    return gas_ppm is not None and gas_ppm < CLEAN_PPM and co_ppm is not None and co_ppm < CO_CLEAN_PPM


def _marks_after(marks: tuple[float, ...], mark_s: float, gas_ppm: float | None) -> tuple[tuple[float, ...], float]:
    """The marks with this tick's, when it is time for one. A silent sensor begins afresh."""
    if gas_ppm is None:
        return (), 0.0
    if not marks:
        return (gas_ppm,), 0.0
    if mark_s < MARK_EVERY_S:
        return marks, mark_s
    return (*marks[1 - MARKS :], gas_ppm), mark_s % MARK_EVERY_S


def _dose_after(dose_min: float, co_ppm: float | None, dt_s: float) -> float:
    """CO breathed so far; nothing to count in air that was and is free of it.

    After a gap `dt_s` is the whole gap: unknown is never clean, so the first value counts for all of it.
    """
    if co_ppm is None or (dose_min <= 0.0 and co_ppm < CO_CLEAN_PPM):
        return dose_min
    return min(step_dose_min(dose_min, co_ppm, dt_s), ALARM_DOSE_MIN)
