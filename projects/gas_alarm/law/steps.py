"""What is said, latched and hushed in each state. Where the states lead is in states.py."""

from __future__ import annotations

from devices import Message

from .. import reasons
from ..limits import ALARM_PPM, CLEAN_FOR_S, EMERGENCY_PPM, HOLD_S, PREALARM_PPM, PREALARM_S
from ..model import Fault, Notice, State, Valve
from .faults import find_notice, notice_sentence
from .memory import LOUD, Hush, Memory, Step
from .senses import Seen
from .valve import opened, shut, shut_by_fault, shut_for_good, shut_if_open


def emergency(now: Memory) -> Step:
    """From 20 % LEL on: the valve shuts at once, and no button makes it quiet."""
    latched = shut(now.latched, Valve.SHUT_BY_EMERGENCY, now.fault)
    if now.fault_why is not None:
        why = reasons.EMERGENCY_FAULT(limit_ppm=EMERGENCY_PPM, fault=now.fault_why)
    else:
        why = _over(now) or reasons.EMERGENCY(limit_ppm=EMERGENCY_PPM)
    return Step(State.EMERGENCY, why, latched)


def co_alarm(now: Memory, seen: Seen) -> Step:
    """Carbon monoxide: the same."""
    latched = shut(now.latched, Valve.SHUT_BY_CO, now.fault)
    if now.fault_why is not None or seen.co_ppm is None:
        why = reasons.CO_ALARM_FAULT(fault=now.fault_why or reasons.FAULTS[Fault.CO_LOST])
    else:
        why = _over(now) or reasons.CO_ALARM(co_ppm=seen.co_ppm)
    return Step(State.CO_ALARM, why, latched)


def alarm(now: Memory, seen: Seen) -> Step:
    """From 10 % LEL on, or a fast rise: the valve shuts when it lasts 12 s. A hushed PREALARM becomes loud again."""
    latched = shut_by_fault(now.latched, now.fault)
    if now.air.hold_s >= HOLD_S:
        latched = shut(now.latched, Valve.SHUT_BY_ALARM, now.fault)
    hush = LOUD if now.fault is not None or now.state is State.PREALARM else now.hush
    said = reasons.ALARM(lpg_ppm=seen.gas_ppm, limit_ppm=ALARM_PPM)
    if latched.valve is not Valve.OPEN:
        said = reasons.ALARM_SHUT(lpg_ppm=seen.gas_ppm)
    why = _gas_and_fault(now) or _over(now) or _hushed(hush, seen) or said
    return Step(State.ALARM, why, latched, hush)


def prealarm(now: Memory, seen: Seen) -> Step:
    """From 5 % LEL on: beeps, and the fan may start. After half an hour the valve shuts."""
    latched = shut_by_fault(now.latched, now.fault)
    if now.state is State.PREALARM and now.state_s >= PREALARM_S:
        latched = shut_for_good(latched, Valve.SHUT_BY_LONG_WARNING)
    hush = LOUD if now.fault is not None else now.hush
    said = reasons.PREALARM(lpg_ppm=seen.gas_ppm, limit_ppm=PREALARM_PPM)
    if latched.valve is Valve.SHUT_BY_LONG_WARNING:
        said = reasons.PREALARM_SHUT(lpg_ppm=seen.gas_ppm)
    why = _gas_and_fault(now) or _hushed(hush, seen) or said
    return Step(State.PREALARM, why, latched, hush)


def warm_up(now: Memory) -> Step:
    """The sensors are not ready yet; says why the valve will stay shut afterward, if it will."""
    valve = now.latched.valve
    why = reasons.WARMING_UP_SHUT(cause=reasons.SHUT_BY[valve]) if valve.needs_reset else reasons.WARMING_UP
    return Step(State.WARMUP, why, now.latched)


def self_test(now: Memory) -> Step:
    """Lamps and siren on, and the valve closes once."""
    return Step(State.SELFTEST, reasons.SELF_TEST, shut_if_open(now.latched, Valve.SHUT_BY_SELF_TEST))


def normal(now: Memory, seen: Seen) -> Step:
    """All is well, or something still has to be done: then the amber lamp is on."""
    latched = opened(now.latched, now.air.clean.holds, seen.pressed.reset)
    notice = find_notice(seen, now.power, latched.valve, now.sense)
    if now.latched.valve is Valve.OPEN and not now.valve_open and not seen.latch_saved:
        notice = Notice.OPENING
    why = reasons.ALL_WELL if notice is None else notice_sentence(notice, seen, latched.valve)
    if notice is Notice.VALVE_SHUT and now.held.reset.flutters:
        why = reasons.RESET_FLUTTERS
    return Step(State.NORMAL, why, latched, LOUD, notice is not None)


def _over(now: Memory) -> Message | None:
    if not now.air.clean.reached(CLEAN_FOR_S):
        return None
    return reasons.RESET_FLUTTERS if now.held.reset.flutters else reasons.PRESS_RESET


def _hushed(hush: Hush, seen: Seen) -> Message | None:
    return reasons.HUSHED(left_min=hush.left_s / 60.0, lpg_ppm=seen.gas_ppm) if hush.left_s > 0.0 else None


def _gas_and_fault(now: Memory) -> Message | None:
    """A gas alarm in which something is broken: gas that still comes needs no other words."""
    if now.fault_why is None or now.fault is Fault.GAS_STILL_COMES:
        return now.fault_why
    return reasons.ALARM_FAULT(fault=now.fault_why)
