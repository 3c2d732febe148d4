"""Solar lamp: keep a box of books and clothes dry, light the evening, and never run hot or flat. No pins, no clock.

Mold grows in weeks, a fire in minutes: whenever something is unknown, everything is off.
Read on in watch.py (limits), heater_watch.py (does the heater do what it is told), drying.py (fan and heat),
benefit.py (when heat is worth most), energy.py (what may be spent) and evening_light.py. What the lamp senses, switches
and remembers is in model.py.
"""

from __future__ import annotations

from typing import NamedTuple

from devices import Decision, Message
from science.humid_air import absolute_humidity_g_m3, rh_at_temperature_pct

from . import reasons
from .drying import Air, Drying, next_drying, rested, stopped
from .energy import BACK_SOC, BACK_V, HEAT_SHED_SOC, NOTHING_USED, Book, Used, add_used, rest_v, write_book
from .evening_light import DARK, next_light
from .heater_watch import CALM, PROBE_OFF, WORKS, Watch, drain_a, fails_to_warm, next_watch, runs_away
from .model import ALARM, ALL_OFF, SAFE, SAFETY_INPUTS, WORK, Action, Latched, Memory, Sensed, State
from .watch import (
    BOX_LIMIT_C,
    DOOR_CLOSED_S,
    HEATER_LIMIT_C,
    KEEP,
    SHED_ALL,
    Climb,
    Timers,
    count,
    is_cool,
    must_rest,
    next_climb,
    shed_after,
    too_hot,
)

__all__ = [
    "DANGER",
    "SAFE",
    "SAFETY_INPUTS",
    "TROUBLE",
    "Action",
    "Latched",
    "Memory",
    "Sensed",
    "State",
    "decide",
    "safe_action",
]

BOOT_S = 10.0  # all sensors must answer for so long after power-on
SILENT_BOOT_S = 120.0  # 48 polls of a DHT22: a sensor that has not answered by then is lost
SENSOR_BACK_S = 60.0  # a lost sensor must answer for so long
BLINK_S = 4  # slow blink: one second in four
BEAT_S = 10.0  # energy book and drying are thought over this often: a box changes in minutes
DANGER = frozenset({State.OVERTEMP, State.RUNAWAY})  # for people far away: states that mean danger,
TROUBLE = frozenset({State.SENSOR_LOST, State.NO_HEAT})  # and those in which somebody must mend something
WORKING = (State.IDLE, State.DRY_FAN, State.DRY_HEAT, State.RATION, State.NO_HEAT)


def safe_action(memory: Memory) -> Action:
    """Heater, fan and light off; buzzer and fault lamp as the state wants them."""
    if memory.latched.shed == SHED_ALL:
        return ALL_OFF
    if memory.state is State.OVERTEMP or memory.state is State.RUNAWAY:
        return ALARM
    if memory.state is State.SENSOR_LOST:
        return SAFE if int(memory.in_state_s) % BLINK_S == 0 else ALL_OFF
    return SAFE


def decide(sensed: Sensed, memory: Memory, dt_s: float) -> Decision[Action, Memory]:
    """What to do now, what to remember, and why: the first rule that has something to say decides."""
    now = look(sensed, memory, dt_s)
    timers, latched = now.timers, now.latched
    if now.lost:
        return _blind(memory, now)
    if latched.overtemp or latched.runaway or latched.state_lost:
        return _hot(sensed, memory, now)
    if not now.book.known or (memory.state is State.BOOT and timers.good_s < BOOT_S):
        return _stop(memory, now, State.BOOT, safe_action(memory), reasons.BOOTING)
    if memory.state is State.SENSOR_LOST and timers.good_s < SENSOR_BACK_S:
        return _sensor_back(memory, now)
    if timers.closed_s < DOOR_CLOSED_S:
        return _door(sensed, memory, now)
    if latched.shed != KEEP:
        return _low_battery(sensed, memory, now)
    return _work(sensed, memory, now)


class Now(NamedTuple):
    """What is new on this tick. `beat_s` is the length of the beat that is just over, else 0."""

    dt_s: float
    beat_s: float
    lost: str  # the part that is silent now; empty when none is
    timers: Timers
    climb: Climb
    watch: Watch
    latched: Latched
    book: Book
    used: Used


def look(sensed: Sensed, memory: Memory, dt_s: float) -> Now:
    """Bring timers, latches and energy book up to date."""
    lost = lost_part(sensed)
    voltage_v, charge_a = sensed.battery_voltage_v, sensed.battery_current_a
    timers = count(memory.timers, not lost, sensed.door_open, voltage_v, charge_a, memory.book, dt_s)
    climb, watch, book, used, beat_s = memory.climb, memory.watch, memory.book, memory.used, 0.0
    latched = _latch(memory.latched, sensed, timers, watch)
    if timers.beat_s >= BEAT_S:
        beat_s, timers = timers.beat_s, timers._replace(beat_s=0.0)
        climb = next_climb(climb, sensed.heater_probe_temperature_c, beat_s)
        watch, latched = _watch_heater(sensed, memory, latched, beat_s)
        if voltage_v is not None and charge_a is not None:
            panel_a = sensed.panel_current_a or 0.0  # a panel that is not heard of brings nothing
            book, used = write_book(book, voltage_v, charge_a, panel_a, used, beat_s), NOTHING_USED
    return Now(dt_s, beat_s, lost, timers, climb, watch, latched, book, used)


def lost_part(sensed: Sensed) -> str:
    """The first part whose value safety needs and nobody knows; empty when all are known."""
    if sensed.box_temperature_c is None or sensed.box_humidity_pct is None:
        return "box"
    if sensed.heater_probe_temperature_c is None:
        return "heater_probe"
    if sensed.battery_voltage_v is None or sensed.battery_current_a is None:
        return "battery"
    return "door" if sensed.door_open is None else ""


def _latch(latched: Latched, sensed: Sensed, timers: Timers, watch: Watch) -> Latched:
    """The latches after too much heat, a low battery, or a reset, which works only when all is cool and calm again."""
    heater_c, box_c = sensed.heater_probe_temperature_c, sensed.box_temperature_c
    shed = shed_after(latched.shed, timers)
    if too_hot(heater_c, box_c):
        if not latched.overtemp:
            latched = latched._replace(overtemp=True)
    elif sensed.reset_pressed and watch == CALM and is_cool(heater_c, box_c):
        latched = Latched(shed=latched.shed)
    return latched if shed == latched.shed else latched._replace(shed=shed)


def _watch_heater(sensed: Sensed, memory: Memory, latched: Latched, beat_s: float) -> tuple[Watch, Latched]:
    """Whether the heater did what it was told since the last beat."""
    heater_c, box_c, drying = sensed.heater_probe_temperature_c, sensed.box_temperature_c, memory.drying
    over_k = None if heater_c is None or box_c is None else heater_c - box_c
    drain = drain_a(sensed.battery_current_a, sensed.panel_current_a, drying.fan, memory.light.on)
    watch = next_watch(memory.watch, drying.heater, drying.heater_s, over_k, drain, beat_s)
    if runs_away(watch) and not latched.runaway:
        latched = latched._replace(runaway=True)
    elif drying.heater and latched.no_heat == WORKS:
        cold = fails_to_warm(watch, drain)
        if cold != WORKS:
            latched = latched._replace(no_heat=cold)
    return watch, latched


# The rules, most urgent first.


def _blind(memory: Memory, now: Now) -> Decision[Action, Memory]:
    why = reasons.SENSOR_LOST(part=now.lost)
    if now.latched.overtemp or now.latched.state_lost:
        state = State.OVERTEMP
    elif now.latched.runaway:
        state = State.RUNAWAY
    elif memory.state is State.BOOT and memory.in_state_s < SILENT_BOOT_S:
        state, why = State.BOOT, reasons.BOOTING
    else:
        state = State.SENSOR_LOST
    return _stop(memory, now, state, safe_action(memory), why)


def _hot(sensed: Sensed, memory: Memory, now: Now) -> Decision[Action, Memory]:
    latched = now.latched
    heater_c, box_c = sensed.heater_probe_temperature_c, sensed.box_temperature_c
    state = State.OVERTEMP if latched.overtemp or latched.state_lost else State.RUNAWAY
    if latched.runaway:
        why = reasons.RUNAWAY(heater_c=heater_c, box_c=box_c)
    elif too_hot(heater_c, box_c):
        limits = {"heater_limit_c": HEATER_LIMIT_C, "box_limit_c": BOX_LIMIT_C}
        why = reasons.OVERTEMP(heater_c=heater_c, box_c=box_c, **limits)
    elif latched.overtemp:
        why = reasons.OVERTEMP_LATCHED(heater_c=heater_c, box_c=box_c)
    else:
        why = reasons.STATE_LOST
    return _stop(memory, now, state, ALL_OFF if latched.shed == SHED_ALL else ALARM, why)


def _sensor_back(memory: Memory, now: Now) -> Decision[Action, Memory]:
    why = reasons.SENSOR_BACK(part=memory.lost, left_s=SENSOR_BACK_S - now.timers.good_s)
    return _stop(memory, now, State.SENSOR_LOST, safe_action(memory), why)


def _door(sensed: Sensed, memory: Memory, now: Now) -> Decision[Action, Memory]:
    left_s = DOOR_CLOSED_S - now.timers.closed_s
    why = reasons.DOOR_OPEN if sensed.door_open else reasons.DOOR_CLOSING(left_s=left_s)
    return _stop(memory, now, State.DOOR_OPEN, ALL_OFF, why)


def _low_battery(sensed: Sensed, memory: Memory, now: Now) -> Decision[Action, Memory]:
    assert sensed.battery_voltage_v is not None
    assert sensed.battery_current_a is not None
    at_rest_v = rest_v(sensed.battery_voltage_v, sensed.battery_current_a)
    if now.latched.shed == SHED_ALL:
        why = reasons.EMPTY_BATTERY(rest_v=at_rest_v)
    else:
        soc_pct = 100.0 * now.book.soc
        why = reasons.LOW_BATTERY(soc_pct=soc_pct, rest_v=at_rest_v, back_v=BACK_V, back_pct=100.0 * BACK_SOC)
    return _stop(memory, now, State.LOW_BATT, ALL_OFF, why)


def _work(sensed: Sensed, memory: Memory, now: Now) -> Decision[Action, Memory]:
    heater_c, box_c = sensed.heater_probe_temperature_c, sensed.box_temperature_c
    assert heater_c is not None
    assert box_c is not None
    book, drying = now.book, memory.drying
    broken = now.latched.no_heat != WORKS
    may_heat = not broken and not must_rest(heater_c, now.climb, box_c)
    resting = drying.heater and not may_heat
    if resting:
        drying = rested(drying)
    elif now.beat_s > 0.0 or memory.state not in WORKING:  # whoever comes from elsewhere looks afresh
        drying = next_drying(drying, air_of(sensed, may_heat), book, now.beat_s)
    light = next_light(memory.light, sensed.light_button_pressed, book.light_wh, book.soc, now.dt_s)
    used = add_used(now.used, drying.heater, drying.fan, light.on, now.dt_s)
    if broken:
        state = State.NO_HEAT
    elif not drying.wet:
        state = State.IDLE
    elif drying.fan:
        state = State.DRY_FAN
    else:
        state = State.DRY_HEAT if drying.rich else State.RATION
    if sensed.light_button_pressed and not light.allowed:
        why = reasons.LIGHT_REFUSED(soc_pct=100.0 * book.soc)
    elif drying is memory.drying and state is memory.state and not memory.light.was_pressed:
        why = memory.said
    else:
        why = _work_reason(state, drying, book, now.latched)
    action = WORK[drying.heater, drying.fan, light.on, broken]
    in_state_s = memory.in_state_s + now.dt_s if state is memory.state else 0.0
    seen = now.timers, now.climb, now.watch
    after = Memory(state, now.latched, in_state_s, *seen, "", book, used, drying, light, why)
    return Decision(action, after, why, resting)


def air_of(sensed: Sensed, may_heat: bool) -> Air:
    """The air as the drying looks at it. The wall is the coldest surface; without its sensor, the air stands for it."""
    box_c, box_pct, wall_c = sensed.box_temperature_c, sensed.box_humidity_pct, sensed.wall_temperature_c
    assert box_c is not None
    assert box_pct is not None
    surface_c = box_c if wall_c is None else wall_c
    surface_pct = box_pct if wall_c is None else rh_at_temperature_pct(box_c, box_pct, wall_c)
    room_g_m3 = None
    if sensed.room_temperature_c is not None and sensed.room_humidity_pct is not None:
        room_g_m3 = absolute_humidity_g_m3(sensed.room_temperature_c, sensed.room_humidity_pct)
    box_g_m3 = absolute_humidity_g_m3(box_c, box_pct)
    return Air(surface_c, surface_pct, box_g_m3, room_g_m3, may_heat, at_wall=wall_c is not None)


def _work_reason(state: State, drying: Drying, book: Book, latched: Latched) -> Message:
    if state is State.NO_HEAT:
        return reasons.PROBE_OFF if latched.no_heat == PROBE_OFF else reasons.NO_CURRENT
    place = reasons.AT_WALL if drying.at_wall else reasons.IN_AIR
    if state is State.IDLE:
        return reasons.DRY_ENOUGH(rh_pct=drying.rh_pct, place=place)
    if state is State.DRY_FAN:
        return reasons.FAN_HELPS(less_g_m3=drying.drier_g_m3)
    if not drying.heater and book.soc <= HEAT_SHED_SOC:
        return reasons.HEAT_SHED(soc_pct=100.0 * book.soc, rh_pct=drying.rh_pct)
    if state is State.DRY_HEAT:
        if drying.heater:
            return reasons.HEATING(rh_pct=drying.rh_pct, place=place)
        return reasons.HEATER_RESTS(rh_pct=drying.rh_pct, limit_c=HEATER_LIMIT_C)
    if drying.heater:
        return reasons.RATION_HEATING(rh_pct=drying.rh_pct)
    return reasons.RATION_WAITING(purse_wh=book.heat_wh, rh_pct=drying.rh_pct)


def _stop(memory: Memory, now: Now, state: State, action: Action, why: Message) -> Decision[Action, Memory]:
    """Heater, fan and light off at once, whatever their minimum times."""
    in_state_s = memory.in_state_s + now.dt_s if state is memory.state else 0.0
    drying, lost = stopped(memory.drying, now.dt_s), now.lost or memory.lost
    seen = now.timers, now.climb, now.watch
    after = Memory(state, now.latched, in_state_s, *seen, lost, now.book, now.used, drying, DARK, why)
    return Decision(action, after, why, urgent=True)
