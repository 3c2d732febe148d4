"""The rules: what interrupts every state, and one function for what each state does."""

from __future__ import annotations

from devices import Message

from .. import limits, reasons
from ..model import ALARM, ALL_OFF, WORK, HeaterFault, Latched, LostPart, Seen, Shed, State
from .drying import air_of, next_drying
from .energy import rest_v, why_low
from .heater import heats_untold, must_rest, rested
from .light import next_light
from .memory import Memory, Step, too_hot
from .supply import low_supply
from .verdict import judged

WAITING = frozenset({State.BOOT, State.SENSOR_LOST})  # for their sensors; nothing is on meanwhile


def blind(now: Memory, part: LostPart) -> Step:
    """A safety input is unknown: everything off. An alarm stays that alarm, for it is latched."""
    alarm = _alarm(now.latched)
    if alarm is None and now.state is State.BOOT and now.in_state_s < limits.BOOT_TIMEOUT_S:
        return Step(State.BOOT, reasons.BOOTING)
    return Step(alarm or State.SENSOR_LOST, reasons.SENSOR_LOST(part=part.value))


# What interrupts every state, most urgent first


def interrupted(now: Memory, seen: Seen) -> Step | None:
    """Heat, a battery never measured, the board's supply, the door, a low battery. None when nothing is wrong."""
    alarm = _alarm(now.latched)
    if alarm is not None:
        return Step(alarm, _why_alarm(now.latched, seen), ALL_OFF if now.latched.shed is Shed.ALL else ALARM)
    if not now.ledger.known:
        return Step(State.BOOT, reasons.BOOTING)
    if now.state in WAITING:
        return None
    return low_supply(now) or _door(now, seen) or _low_battery(now, seen)


def _alarm(latched: Latched) -> State | None:
    if latched.overtemp or latched.state_lost:
        return State.OVERTEMP
    return State.RUNAWAY if latched.runaway else None


def _why_alarm(latched: Latched, seen: Seen) -> Message:
    heater_c, box_c = seen.heater_c, seen.box_c
    if latched.runaway:
        return reasons.RUNAWAY(heater_c=heater_c, box_c=box_c)
    if too_hot(heater_c, box_c):
        return reasons.OVERTEMP(
            heater_c=heater_c, box_c=box_c, heater_limit_c=limits.HEATER_LIMIT_C, box_limit_c=limits.BOX_LIMIT_C
        )
    return reasons.OVERTEMP_LATCHED(heater_c=heater_c, box_c=box_c) if latched.overtemp else reasons.STATE_LOST


def _door(now: Memory, seen: Seen) -> Step | None:
    closed = now.timers.closed
    if closed.reached(limits.DOOR_CLOSED_S):
        return None
    closing = reasons.DOOR_CLOSING(left_s=limits.DOOR_CLOSED_S - closed.held_s)
    return Step(State.DOOR_OPEN, reasons.DOOR_OPEN if seen.door_open else closing, ALL_OFF)


def _low_battery(now: Memory, seen: Seen) -> Step | None:
    if now.latched.shed is Shed.NOTHING:
        return None
    at_rest_v = rest_v(seen.battery_v, seen.battery_a)
    if now.latched.shed is Shed.ALL:
        return Step(State.LOW_BATT, reasons.EMPTY_BATTERY(rest_v=at_rest_v), ALL_OFF)
    return Step(State.LOW_BATT, why_low(now.ledger, at_rest_v), ALL_OFF)


# What each state does


def boot(now: Memory, seen: Seen) -> Step:
    """BOOT: everything off until all sensors have answered for a while."""
    if not now.timers.good.reached(limits.BOOT_S):
        return Step(State.BOOT, reasons.BOOTING)
    return begin(now, seen)


def sensor_lost(now: Memory, seen: Seen) -> Step:
    """SENSOR_LOST: all sensors answer again; wait to be sure."""
    left_s = limits.SENSOR_BACK_S - now.timers.good.held_s
    if left_s > 0.0:
        return Step(State.SENSOR_LOST, reasons.SENSOR_BACK(part=now.lost.value, left_s=left_s))
    return begin(now, seen)


def begin(now: Memory, seen: Seen) -> Step:
    """What stopped the lamp is over: look at the air afresh and work, if nothing else is wrong."""
    return low_supply(now) or _door(now, seen) or _low_battery(now, seen) or _work(now, seen, afresh=True)


def go_on(now: Memory, seen: Seen) -> Step:
    """The working states: dry the box, and light the evening."""
    return _work(now, seen, afresh=False)


def _work(now: Memory, seen: Seen, afresh: bool) -> Step:
    ledger, drying = now.ledger, now.drying
    fault = now.latched.no_heat
    broken = fault is not HeaterFault.NONE
    may_heat = not broken and not must_rest(seen.heater_c, now.climb, seen.box_c)
    doubted = heats_untold(now.signs)
    rests = drying.heater.on and not may_heat
    if rests:
        drying = judged(drying._replace(heater=rested(drying.heater)), ledger, seen.latch_saved, doubted)
    elif afresh or now.beat_s:
        may_heat = may_heat and (drying.heater.on or (seen.latch_saved and not doubted))
        drying = next_drying(drying, air_of(seen), ledger, may_heat, now.beat_s)
        drying = judged(drying, ledger, seen.latch_saved, doubted)
    light = next_light(now.light, seen.light_pressed, ledger.light_wh, ledger.soc, seen.dt_s)
    state, why = (State.NO_HEAT, reasons.NO_HEAT[fault]) if broken else (drying.state, drying.why)
    if seen.light_pressed and not light.allowed:
        why = reasons.LIGHT_REFUSED(soc_pct=100.0 * ledger.soc)
    return Step(state, why, WORK[drying.heater.on, drying.fan.on, light.on, broken], drying, light, urgent=rests)
