"""What the law counts from tick to tick: how long the sensor is warm, the air clean, the alarm standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from science.carbon_monoxide import ALARM_DOSE_MIN, step_dose_min

from .limits import (
    ALARM_PPM,
    BATTERY_GOOD_V,
    BATTERY_LOW_V,
    CLEAN_PPM,
    CO_CLEAN_PPM,
    FAST_RISE_PPM,
    HEATER_HIGH_A,
    HEATER_LOW_A,
    WARM_UP_S,
)

if TYPE_CHECKING:
    from .model import Sensed

NOT_NOW = -1.0  # a timer whose thing does not go on
MARK_EVERY_S = 10.0
MARKS = 6  # six marks of 10 s: the last minute


class Watch(NamedTuple):
    """The law's timers and counts. A timer is -1 while its thing does not go on, and 0 when it begins."""

    warm_s: float = NOT_NOW  # the heater draws its proper current
    waiting_s: float = NOT_NOW  # a sensor is not ready
    been_ready: bool = False  # all sensors have been ready since power-on
    clean_s: float = NOT_NOW  # no gas and no CO, and we know it
    valve_wrong_s: float = NOT_NOW  # the valve's switch contradicts what the valve was told
    battery_low: bool = False  # without mains; until the mains is back or the battery is charged
    hold_s: float = 0.0  # alarm level; counts up above it and down below it
    danger: bool = False  # alarm level now, or rising fast
    dose_min: float = 0.0  # CO breathed so far, in minutes at 50 ppm
    marks: tuple[float, ...] = ()  # gas of the last minute, one mark every 10 s
    mark_s: float = 0.0

    @property
    def warm(self) -> bool:
        """Whether the gas sensor has been hot long enough to be believed."""
        return self.warm_s >= WARM_UP_S


COLD = Watch()


def watch_on(before: Watch, sensed: Sensed, told_open: bool, alarm_stands: bool, dt_s: float) -> Watch:
    """The counts after this tick. `told_open`: what the valve was told; `alarm_stands`: the state was ALARM."""
    gas_ppm, co_ppm, heater_a = sensed.gas_lpg_ppm, sensed.fumes_co_ppm, sensed.heater_current_a

    heated = heater_a is not None and HEATER_LOW_A <= heater_a <= HEATER_HIGH_A
    warm_s = _longer(before.warm_s, heated, dt_s)
    danger, clean, marks, mark_s = False, False, before.marks, before.mark_s
    if gas_ppm is None or warm_s < WARM_UP_S:
        ready, marks = False, ()
    else:
        ready = co_ppm is not None
        clean = gas_ppm < CLEAN_PPM and co_ppm is not None and co_ppm < CO_CLEAN_PPM
        danger = gas_ppm >= ALARM_PPM
        if marks:
            danger = danger or (gas_ppm > marks[-1] and gas_ppm - min(marks) > FAST_RISE_PPM)
            mark_s += dt_s
        if not marks or mark_s >= MARK_EVERY_S:
            marks, mark_s = (*marks[1 - MARKS :], gas_ppm), mark_s % MARK_EVERY_S

    hold_s = before.hold_s
    if not danger:
        hold_s = max(hold_s - dt_s, 0.0)
    elif alarm_stands:
        hold_s += dt_s

    valve_wrong = sensed.valve_switch_closed is told_open  # None contradicts nothing: it is a fault of its own
    dose_min = before.dose_min
    if co_ppm is not None:
        dose_min = min(step_dose_min(dose_min, co_ppm, dt_s), ALARM_DOSE_MIN)
    return Watch(
        warm_s,
        _longer(before.waiting_s, not ready, dt_s),
        before.been_ready or ready,
        _longer(before.clean_s, clean, dt_s),
        _longer(before.valve_wrong_s, valve_wrong, dt_s),
        _battery_low(before.battery_low, sensed),
        hold_s,
        danger,
        dose_min,
        marks,
        mark_s,
    )


def _battery_low(before: bool, sensed: Sensed) -> bool:
    if sensed.mains_closed is True:
        return False
    volts = sensed.battery_voltage_v
    return before if volts is None else volts < (BATTERY_GOOD_V if before else BATTERY_LOW_V)


def _longer(timer_s: float, goes_on: bool, dt_s: float) -> float:
    if not goes_on:
        return NOT_NOW
    return timer_s + dt_s if timer_s >= 0.0 else 0.0
