"""Which sentence to say. The law decides; this only explains."""

from __future__ import annotations

from devices import Message

from . import reasons
from .faults import oldest_calibration_days
from .limits import ALARM_PPM, CALIBRATION_OLD_DAYS, CLEAN_FOR_S, DRAIN_S, EMERGENCY_PPM, PREALARM_PPM
from .model import ALARM, CO_ALARM, EMERGENCY, EOL, NEW, NORMAL, OPEN, PREALARM, SELFTEST, Sensed, State
from .watch import Watch

DANGER = reasons.EMERGENCY(limit_ppm=EMERGENCY_PPM)


def say_why(state: State, sensed: Sensed, valve: str, watch: Watch, fault: Message | None, hushed_s: float) -> Message:
    """The sentence for people."""
    shut_cause = None if valve in (NEW, OPEN) else valve
    if state is NORMAL:
        return normal(sensed, watch, valve == OPEN, shut_cause)
    if state is EMERGENCY:
        return emergency(watch, fault)
    if state is CO_ALARM:
        return co_alarm(sensed, watch, fault)
    if state is ALARM:
        return alarm(sensed, watch, fault, hushed_s, valve == OPEN)
    if state is PREALARM:
        return prealarm(sensed, fault, hushed_s)
    if fault is not None:
        return fault
    if state is EOL:
        return reasons.END_OF_LIFE
    if state is SELFTEST:
        return reasons.SELF_TEST
    return warming_up(shut_cause)


def shut_by(cause: str) -> Message:
    """Why the valve waits for the reset button."""
    return reasons.SHUT_BY.get(cause, reasons.SHUT_BY_UNKNOWN)


def normal(sensed: Sensed, watch: Watch, valve_open: bool, shut_cause: str | None) -> Message:
    """In NORMAL: all is well, or what still has to be done."""
    if shut_cause is not None:
        return shut_by(shut_cause)
    if not valve_open:
        return reasons.AIR_NOT_CLEAN
    if sensed.mains_closed is not True:
        return reasons.ON_BATTERY
    if watch.drain_s >= DRAIN_S:
        return reasons.NOT_CHARGED
    age_days = oldest_calibration_days(sensed)
    if age_days is None:
        return reasons.NOT_CALIBRATED
    if age_days > CALIBRATION_OLD_DAYS:
        return reasons.CALIBRATION_OLD(age_days=age_days)
    return reasons.ALL_WELL


def warming_up(shut_cause: str | None) -> Message:
    """In WARMUP: and why the valve will stay shut afterwards."""
    return reasons.WARMING_UP if shut_cause is None else reasons.WARMING_UP_SHUT(cause=shut_by(shut_cause))


def prealarm(sensed: Sensed, fault: Message | None, hushed_s: float) -> Message:
    """In PREALARM."""
    if fault is not None:
        return gas_and_fault(fault)
    if hushed_s > 0.0:
        return reasons.HUSHED(left_min=hushed_s / 60.0, lpg_ppm=sensed.gas_lpg_ppm)
    return reasons.PREALARM(lpg_ppm=sensed.gas_lpg_ppm, limit_ppm=PREALARM_PPM)


def alarm(sensed: Sensed, watch: Watch, fault: Message | None, hushed_s: float, valve_open: bool) -> Message:
    """In ALARM."""
    if fault is not None:
        return gas_and_fault(fault)
    if watch.clean_s >= CLEAN_FOR_S:
        return reasons.PRESS_RESET
    if hushed_s > 0.0:
        return reasons.HUSHED(left_min=hushed_s / 60.0, lpg_ppm=sensed.gas_lpg_ppm)
    if valve_open:
        return reasons.ALARM(lpg_ppm=sensed.gas_lpg_ppm, limit_ppm=ALARM_PPM)
    return reasons.ALARM_SHUT(lpg_ppm=sensed.gas_lpg_ppm)


def gas_and_fault(fault: Message) -> Message:
    """A gas alarm in which something is broken: gas that still comes needs no other words."""
    return fault if fault is reasons.GAS_STILL_COMES else reasons.ALARM_FAULT(fault=fault)


def emergency(watch: Watch, fault: Message | None) -> Message:
    """In EMERGENCY: it stays until the air was clean for 5 minutes and somebody pressed reset."""
    if fault is not None:
        return reasons.EMERGENCY_FAULT(limit_ppm=EMERGENCY_PPM, fault=fault)
    return reasons.PRESS_RESET if watch.clean_s >= CLEAN_FOR_S else DANGER


def co_alarm(sensed: Sensed, watch: Watch, fault: Message | None) -> Message:
    """In CO_ALARM: the same."""
    if fault is not None or sensed.fumes_co_ppm is None:
        return reasons.CO_ALARM_FAULT(fault=fault or reasons.CO_LOST)
    return reasons.PRESS_RESET if watch.clean_s >= CLEAN_FOR_S else reasons.CO_ALARM(co_ppm=sensed.fumes_co_ppm)
