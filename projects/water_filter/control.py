"""Water filter: pump raw water through sand and past a UV lamp into the tank. No pins, no clock, no randomness in here.

    BOOT -> IDLE -> PRIME -> FILTER_TO_WASTE -> PRODUCE -> IDLE
            IDLE -> BACKWASH -> RINSE -> IDLE

PRIME looks whether the lamp burns, then waits for water at the flow meter. FILTER_TO_WASTE throws the first water away
until it is clear and the lamp is warm. PRODUCE fills the tank. Any fault leads to a trip: pump off, product valve shut,
lamp off.

Read next: model.py (the words), limits.py (the numbers), then law/: monitors.py (what is asked on every tick),
timers.py and memory.py (what is remembered), produce.py, uv.py, backwash.py, trips.py and supply.py (the rules).
"""

from __future__ import annotations

from devices import Decision, Message

from .law import backwash, monitors, produce, supply, trips
from .law.memory import Memory, advanced, entered, waited
from .law.monitors import SAFETY_INPUTS, look
from .limits import HANDOVER_S, LAMP_LOOK_S, SETTLE_S, TDS_WARN_PPM, VALVE_LAG_S, VALVE_LEAD_S
from .model import LOUD, RETRIED, Action, FilterStatus, Latched, Sensed, State, Trip

__all__ = [
    "DANGER",
    "SAFE",
    "SAFETY_INPUTS",
    "TROUBLE",
    "Action",
    "FilterStatus",
    "Latched",
    "Memory",
    "Sensed",
    "State",
    "decide",
    "safe_action",
    "status_of",
]

SAFE = Action(fault_lamp=True)  # every valve shut by its spring, pump off, lamp off
SAFE_LOUD = Action(fault_lamp=True, buzzer=True)

DANGER = LOUD  # for people far away: states that mean danger,
# and those in which somebody must repair something
TROUBLE = RETRIED | {State.PROBE, State.LOW_SUPPLY, State.SENSOR_LOST}

RULES = {
    State.BOOT: trips.boot,
    State.IDLE: produce.idle,
    State.PRIME: produce.prime,
    State.FILTER_TO_WASTE: produce.filter_to_waste,
    State.PRODUCE: produce.produce,
    State.BACKWASH: backwash.backwash,
    State.RINSE: backwash.rinse,
    State.DRY_RUN: trips.retry,
    State.TURBID: trips.retry,
    State.UV_FAULT: trips.retry,
    State.MAX_RUN: trips.retry,
    State.LEAK: trips.leak,
    State.WELDED: trips.welded,
    State.PROBE: trips.probe,
    State.LOW_BATT: trips.low_battery,
    State.LOW_SUPPLY: supply.low_supply,
    State.SENSOR_LOST: trips.sensor_lost,
}

# What is switched on in each state, from how many seconds after its beginning. Valves move first, the pump follows;
# the pump stops first, the way stays open. All other states are SAFE.
WASTE_WAY = Action(inlet_valve_open=True, waste_valve_open=True)
TO_WASTE = WASTE_WAY._replace(pump=True, uv_lamp=True)
WASH_WAY = Action(backwash_valve_open=True)
PRODUCT_WAY = Action(inlet_valve_open=True, product_valve_open=True, pump=True, uv_lamp=True)
TIMETABLE: dict[State, tuple[tuple[float, Action], ...]] = {
    State.IDLE: ((0.0, Action(waste_valve_open=True)), (VALVE_LAG_S, Action())),
    State.PRIME: ((0.0, WASTE_WAY._replace(uv_lamp=True)), (LAMP_LOOK_S, TO_WASTE)),
    State.FILTER_TO_WASTE: ((0.0, TO_WASTE),),
    State.PRODUCE: ((0.0, PRODUCT_WAY._replace(waste_valve_open=True)), (HANDOVER_S, PRODUCT_WAY)),
    State.BACKWASH: ((0.0, WASH_WAY), (VALVE_LEAD_S, WASH_WAY._replace(pump=True))),
    State.RINSE: ((0.0, WASH_WAY), (VALVE_LAG_S, WASTE_WAY), (SETTLE_S, WASTE_WAY._replace(pump=True))),
}


def decide(sensed: Sensed, memory: Memory, dt_s: float) -> Decision[Action, Memory]:
    """One decision: look, let the state's own rule answer, and switch what belongs to the new state."""
    seen = look(sensed, memory.reset)
    reset = memory.reset.step(sensed.reset_pressed, dt_s)
    if reset is not memory.reset:
        memory = memory._replace(reset=reset)
    power = memory.supply.step(sensed.under_voltage, dt_s)
    if power is not memory.supply:
        memory = memory._replace(supply=power)
    if isinstance(seen, Message):  # a safety input is unknown: everything off on this very tick
        now = waited(memory, dt_s)
        step = trips.blind(now, seen)
        return Decision(safe_action(memory), entered(now, step), step.why, urgent=True)
    now = advanced(memory, seen, dt_s)
    step = monitors.should_not_flow(now, seen) or supply.supply_low(now) or RULES[now.state](now, seen)
    after = entered(now, step)
    warn = status_of(after.state, seen.tds_ppm) is not FilterStatus.WORKING
    action = action_in(after.state, after.since_s, warn)
    return Decision(action, after, step.why, not action.pump)  # urgent: a pump never waits to stop


def cuts_off(latched: Latched) -> bool:
    """Whether the heartbeat must fall silent: its relay then takes the supply of what does not go off."""
    return latched.trip is Trip.WELDED


def safe_action(memory: Memory) -> Action:
    """What is safe in this state. The same everywhere, but the buzzer that calls a person goes on sounding."""
    return SAFE_LOUD if memory.state in LOUD else SAFE


def action_in(state: State, since_s: float, warn: bool = False) -> Action:
    """What is switched on in a state, `since_s` seconds after it began."""
    if state not in TIMETABLE:
        return SAFE_LOUD if state in LOUD else SAFE
    found = SAFE
    for from_s, action in (WARNING_TIMETABLE if warn else TIMETABLE)[state]:
        if since_s >= from_s:
            found = action
    return found


WARNING_TIMETABLE = {
    state: tuple((from_s, action._replace(fault_lamp=True)) for from_s, action in times)
    for state, times in TIMETABLE.items()
}


def status_of(state: State, tds_ppm: float | None) -> FilterStatus:
    """What a person may be told. Unknown dissolved solids make the whole answer unknown: unknown is never OK."""
    if state in TIMETABLE:
        if tds_ppm is None:
            return FilterStatus.UNKNOWN
        return FilterStatus.NOT_WORKING if tds_ppm > TDS_WARN_PPM else FilterStatus.WORKING
    unknown = state in (State.BOOT, State.PROBE, State.SENSOR_LOST)
    return FilterStatus.UNKNOWN if unknown else FilterStatus.NOT_WORKING
