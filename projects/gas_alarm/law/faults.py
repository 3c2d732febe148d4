"""What can be wrong with the alarm itself, and what it asks of people. A value that is missing is a fault."""

from __future__ import annotations

from typing import NamedTuple

from devices import Message, Timer

from .. import reasons
from ..limits import (
    BATTERY_GOOD_V,
    BATTERY_LOW_V,
    CALIBRATION_OLD_DAYS,
    DRAIN_S,
    GAS_READY_BY_S,
    HEATER_HIGH_A,
    HEATER_LOW_A,
    READY_BY_S,
    VALVE_MOVES_S,
)
from ..model import OPEN, Fault, Notice, Valve
from .air import Air
from .senses import Seen
from .sensitivity import Sensitivity
from .valve import ValveCheck


class Power(NamedTuple):
    """What the law knows about the battery."""

    drain: Timer = Timer()  # the battery feeds the alarm though the mains is on
    low: bool = False  # while it feeds the alarm; until that ends or the battery is charged


CHARGED = Power()


def power_after(before: Power, seen: Seen, dt_s: float) -> Power:
    """The battery after this tick. A low one stays low until it is charged, so that nothing flickers."""
    drain = before.drain.step(seen.drains, dt_s, DRAIN_S)
    if seen.mains and not drain.holds:
        return CHARGED
    if seen.mains and not drain.reached(DRAIN_S):
        return Power(drain, low=False)
    if seen.battery_v is None:
        return Power(drain, before.low)
    return Power(drain, seen.battery_v < (BATTERY_GOOD_V if before.low else BATTERY_LOW_V))


def find_fault(
    seen: Seen, air: Air, check: ValveCheck, power: Power, supply_low: bool, alarm_stands: bool, cut_off: bool
) -> Fault | None:
    """The first fault, or None. `alarm_stands`: the state was one of ALARMS. `cut_off`: the valve has no supply."""
    warming_up = not air.been_ready and not alarm_stands
    found = _silent_sensor(seen, air, warming_up) or _heater(seen) or _valve(seen, check)
    found = found or (Fault.VALVE_CUT_OFF if cut_off else None) or _power(seen, power, supply_low)
    return found or (Fault.NOT_READY if air.waiting.held_s > READY_BY_S else None)  # last: the others name the cause


def _silent_sensor(seen: Seen, air: Air, warming_up: bool) -> Fault | None:
    """After power-on the sensors may be silent for a while: that is no fault yet."""
    gas_may_wait = warming_up and (seen.gas_warming or air.waiting.held_s <= GAS_READY_BY_S)
    if seen.gas_ppm is None and not gas_may_wait:
        return Fault.GAS_LOST
    if seen.co_ppm is None and not warming_up:
        return Fault.CO_LOST
    return None


def _heater(seen: Seen) -> Fault | None:
    if seen.heater_a is None:
        return Fault.HEATER_UNKNOWN
    return None if seen.heater_ok else Fault.HEATER_WRONG


def _valve(seen: Seen, check: ValveCheck) -> Fault | None:
    if seen.valve_shut is None:
        return Fault.VALVE_UNKNOWN
    if check.disobeys.reached(VALVE_MOVES_S):
        return Fault.VALVE_STAYS_SHUT if seen.valve_shut else Fault.VALVE_STAYS_OPEN
    return Fault.GAS_STILL_COMES if check.tightness.leaks else None


def _power(seen: Seen, power: Power, supply_low: bool) -> Fault | None:
    """A battery that is low pulls the board's own supply down: it is the cause."""
    if seen.battery_v is None:
        return Fault.BATTERY_UNKNOWN
    if not power.low:
        return Fault.SUPPLY_LOW if supply_low else None
    return Fault.BATTERY_NOT_CHARGED if seen.mains else Fault.BATTERY_LOW


def fault_sentence(fault: Fault, seen: Seen) -> Message:
    """What people are told about a fault."""
    sentence = reasons.FAULTS[fault]
    if fault is Fault.HEATER_WRONG:
        return sentence(heater_a=max(seen.heater_a or 0.0, 0.0), low_a=HEATER_LOW_A, high_a=HEATER_HIGH_A)
    if fault is Fault.BATTERY_LOW or fault is Fault.BATTERY_NOT_CHARGED:
        return sentence(battery_v=seen.battery_v, limit_v=BATTERY_LOW_V)
    return sentence


def find_notice(seen: Seen, power: Power, valve: Valve, sense: Sensitivity) -> Notice | None:
    """What somebody should see to though nothing is wrong now; the most important first. None: all is well."""
    if valve is not OPEN:
        return Notice.VALVE_SHUT if valve.needs_reset else Notice.AIR_NOT_CLEAN
    if not seen.mains:
        return Notice.ON_BATTERY
    if power.drain.reached(DRAIN_S):
        return Notice.NOT_CHARGED
    if seen.calibration_days is None:
        return Notice.NOT_CALIBRATED
    if seen.calibration_days > CALIBRATION_OLD_DAYS:
        return Notice.CALIBRATION_OLD
    if sense.has_moved:
        return Notice.SIGNAL_MOVED
    return Notice.BUMP_TEST if sense.bump_test_is_due else None


def notice_sentence(notice: Notice, seen: Seen, valve: Valve) -> Message:
    """What people are told about it."""
    if notice is Notice.VALVE_SHUT:
        return reasons.SHUT_BY[valve]
    sentence = reasons.NOTICES[notice]
    return sentence(age_days=seen.calibration_days) if notice is Notice.CALIBRATION_OLD else sentence
