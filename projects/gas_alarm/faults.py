"""What can be wrong with the alarm itself. Unknown is never OK: a value that is missing is a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices import Message

from . import reasons
from .limits import (
    BATTERY_LOW_V,
    END_OF_LIFE_DAYS,
    GAS_READY_BY_S,
    HEATER_HIGH_A,
    HEATER_LOW_A,
    READY_BY_S,
    VALVE_MOVES_S,
)
from .watch import Watch

if TYPE_CHECKING:
    from .model import Sensed


def find_fault(sensed: Sensed, watch: Watch, alarm_stands: bool) -> Message | None:
    """The first fault, or None. After power-on the sensors may be silent for a while: that is no fault yet."""
    warming_up = not watch.been_ready and not alarm_stands
    if watch.waiting_s > READY_BY_S:
        return reasons.NOT_READY
    if sensed.gas_lpg_ppm is None and not (warming_up and (sensed.gas_warming or watch.waiting_s <= GAS_READY_BY_S)):
        return reasons.GAS_LOST
    if sensed.fumes_co_ppm is None and not warming_up:
        return reasons.CO_LOST
    heater_a = sensed.heater_current_a
    if heater_a is None:
        return reasons.HEATER_UNKNOWN
    if not HEATER_LOW_A <= heater_a <= HEATER_HIGH_A:
        return reasons.HEATER_WRONG(heater_a=max(heater_a, 0.0), low_a=HEATER_LOW_A, high_a=HEATER_HIGH_A)
    if sensed.valve_switch_closed is None:
        return reasons.VALVE_UNKNOWN
    if watch.valve_wrong_s >= VALVE_MOVES_S:
        return reasons.VALVE_OPENS_NOT if sensed.valve_switch_closed else reasons.VALVE_SHUTS_NOT
    if watch.tightness.leaks:
        return reasons.GAS_STILL_COMES
    battery_v = sensed.battery_voltage_v
    if battery_v is None:
        return reasons.BATTERY_UNKNOWN
    if watch.battery_low:
        low = reasons.BATTERY_NOT_CHARGED if sensed.mains_closed is True else reasons.BATTERY_LOW
        return low(battery_v=battery_v, limit_v=BATTERY_LOW_V)
    return None


def oldest_calibration_days(sensed: Sensed) -> float | None:
    """Age of the older of the two calibrations, or None when one of them has no date."""
    gas_days, fumes_days = sensed.gas_calibration_age_days, sensed.fumes_calibration_age_days
    return None if gas_days is None or fumes_days is None else max(gas_days, fumes_days)


def too_old(sensed: Sensed) -> bool:
    """Whether a sensor is past its service life, counted from its calibration."""
    return (sensed.gas_calibration_age_days or 0.0) >= END_OF_LIFE_DAYS or (
        sensed.fumes_calibration_age_days or 0.0
    ) >= END_OF_LIFE_DAYS


def is_blind(sensed: Sensed) -> bool:
    """Whether any of SAFETY_INPUTS is missing."""
    return (
        sensed.gas_lpg_ppm is None
        or sensed.fumes_co_ppm is None
        or sensed.heater_current_a is None
        or sensed.battery_voltage_v is None
        or sensed.valve_switch_closed is None
    )
