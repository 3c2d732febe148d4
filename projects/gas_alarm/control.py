"""Gas alarm: shut the valve and sound the siren before the gas can burn. No pins, no clock, no luck in here.

Begin with `decide`: it asks one question after the other, and each question is a function. The words (State, Sensed,
Action, Memory) are in model.py, the numbers in limits.py, the timers in watch.py and tightness.py, the faults in
faults.py, the buttons in buttons.py and hush.py, the siren, fan and lamps in outputs.py, the sentences in why.py and
reasons.py. What must hold whatever breaks is in invariants.py.

Two of three: wiring.toml gives the gas sensor a median of its last three samples. The middle one of three is above a
limit exactly when at least two of them are, so this is a two-of-three vote for every limit at once.
"""

from __future__ import annotations

from math import inf

from devices import Decision, Message
from science.carbon_monoxide import must_alarm

from .buttons import Buttons, look_at_buttons
from .faults import find_fault, is_blind, too_old
from .hush import LOUD, hush_on
from .limits import CLEAN_FOR_S, EMERGENCY_PPM, HOLD_S, PREALARM_PPM, SELF_TEST_EVERY_S, SELF_TEST_S
from .model import (
    ALARM,
    ALARMS,
    BOOT,
    CO_ALARM,
    EMERGENCY,
    EOL,
    FAULT,
    GAS_ALARMS,
    NEW,
    NORMAL,
    OPEN,
    PREALARM,
    SELFTEST,
    WARMUP,
    Action,
    Latched,
    Memory,
    Sensed,
    State,
)
from .outputs import BEEPS, SAFE, WELL, act, safe_action
from .reasons import ALL_WELL, GAS_STILL_COMES
from .watch import Watch, watch_on
from .why import say_why

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

SAFETY_INPUTS = frozenset(
    {"gas_lpg_ppm", "fumes_co_ppm", "heater_current_a", "battery_voltage_v", "valve_switch_closed"}
)  # not mains_closed: without it the law believes that the mains is off

URGENT = (EOL, *ALARMS)

DANGER = frozenset(ALARMS)  # for people far away: states that mean danger,
TROUBLE = frozenset({FAULT, EOL})  # and those in which the alarm itself is not sound


def decide(sensed: Sensed, memory: Memory, dt_s: float) -> Decision[Action, Memory]:
    """One tick: count, look for faults, set the latches, choose the state, say why, act, remember."""
    before = memory.state
    pressed, held = look_at_buttons(sensed, memory.held)
    told_open = memory.latched.valve == OPEN and before is not BOOT
    watch = watch_on(memory.watch, sensed, told_open, before is ALARM, dt_s)
    gas_ppm = sensed.gas_lpg_ppm if watch.believed else None  # a cold sensor is not believed
    fault = find_fault(sensed, watch, before in ALARMS)

    latched = latch_alarms(memory, watch, gas_ppm, sensed.fumes_co_ppm, pressed.reset)
    state = next_state(memory, latched, watch, gas_ppm, fault, pressed, too_old(sensed))
    latched = latch_valve(latched, state, watch, fault, pressed.reset)
    state_s = memory.state_s + dt_s if state is before else 0.0

    hush = LOUD
    if state in GAS_ALARMS and fault is None and not (state is ALARM and before is PREALARM):
        hush = hush_on(memory.hush, pressed.hush, gas_ppm, dt_s)
    why = say_why(state, sensed, latched.valve, watch, fault, hush.left_s)

    if is_blind(sensed):
        action = safe_action(memory)  # Unknown is never OK. What this tick found out acts from the next tick on.
    elif why is ALL_WELL:
        action = WELL
    else:
        action = act(state, state_s, memory, latched, hush, gas_ppm, fault is not None)

    beep_s = inf  # so that the first beep comes at once
    if state in BEEPS:
        beep_s = dt_s if action.siren else memory.beep_s + dt_s
    test_s = 0.0 if state is SELFTEST else memory.test_s + dt_s
    remembered = Memory(state, latched, watch, hush, held, action.fan, state_s, beep_s, test_s)
    return Decision(action, remembered, why, fault is not None or state in URGENT)


def latch_alarms(memory: Memory, watch: Watch, gas_ppm: float | None, co_ppm: float | None, reset: bool) -> Latched:
    """Set EMERGENCY and CO; clear them by the reset button, once the air has been clean for 5 minutes."""
    old = memory.latched
    valve, emergency, co, state_lost = old
    if memory.state is BOOT:
        if state_lost:
            valve = "state_lost"
        elif valve == OPEN:
            valve = "restart"  # every flame went out with the power: gas must not come back by itself
    if reset and watch.clean_s >= CLEAN_FOR_S:
        emergency = co = False
    if gas_ppm is not None and gas_ppm >= EMERGENCY_PPM:
        emergency = True
    if co_ppm is not None and must_alarm(watch.dose_min, co_ppm):
        co = True
    unchanged = valve == old.valve and emergency is old.emergency and co is old.co and not state_lost
    return old if unchanged else Latched(valve, emergency, co)


def next_state(
    memory: Memory,
    latched: Latched,
    watch: Watch,
    gas_ppm: float | None,
    fault: Message | None,
    pressed: Buttons,
    worn_out: bool,
) -> State:
    """The strongest state wins. A gas alarm never ends because its sensor died: only clean air ends it."""
    before = memory.state
    clean = watch.clean_s >= CLEAN_FOR_S
    if latched.emergency:
        return EMERGENCY
    if latched.co:
        return CO_ALARM
    if watch.danger:
        return ALARM
    if before is ALARM and not (clean and (pressed.reset or latched.valve in (NEW, OPEN))):
        return ALARM
    if gas_ppm is not None and gas_ppm >= PREALARM_PPM:
        return PREALARM
    if before is PREALARM and not clean:
        return PREALARM
    if fault is not None:
        return FAULT
    if worn_out:
        return EOL
    if watch.waiting_s >= 0.0:
        return WARMUP
    if before is SELFTEST and memory.state_s < SELF_TEST_S:
        return SELFTEST
    if before is NORMAL and watch.clean_s >= 0.0 and (pressed.test or memory.test_s >= SELF_TEST_EVERY_S):
        return SELFTEST
    return NORMAL


def latch_valve(latched: Latched, state: State, watch: Watch, fault: Message | None, reset: bool) -> Latched:
    """Shut the valve and keep the cause; open it only in NORMAL, into clean air, and by reset once it was shut."""
    valve = latched.valve
    if fault is GAS_STILL_COMES or (valve == "gas_still_comes" and state is not NORMAL):
        valve = "gas_still_comes"  # the cause that people must look for, whatever else shut the valve
    elif state is NORMAL:
        if watch.clean_s >= 0.0 and (valve == NEW or reset):
            valve = OPEN
    elif state is EMERGENCY:
        valve = "emergency"
    elif state is CO_ALARM:
        valve = "co"
    elif state is ALARM and watch.hold_s >= HOLD_S:
        valve = "alarm"
    elif valve == OPEN and fault is not None:
        valve = "fault"
    elif valve == OPEN and state is EOL:
        valve = "end_of_life"
    elif valve == OPEN and state is SELFTEST:
        valve = "self_test"
    return latched if valve == latched.valve else Latched(valve, latched.emergency, latched.co)
