"""Gas alarm: shut the valve and sound the siren before the gas can burn. No pins, no clock, no luck in here.

Begin with `decide`; everything else in this file answers one of its questions. The words (State, Sensed, Action,
Memory) are in model.py, the numbers in limits.py, the timers in watch.py, the faults in faults.py, the hush button in
hush.py, the sentences in why.py and reasons.py.

Two of three: wiring.toml gives the gas sensor a median of its last three samples. The middle one of three is above a
limit exactly when at least two of them are, so this is a two-of-three vote for every limit at once.
"""

from __future__ import annotations

from math import inf

from devices import Decision, Message
from science.carbon_monoxide import must_alarm

from .faults import find_fault, is_blind, too_old
from .hush import Hush, hush_on
from .limits import (
    BEEP_EVERY_S,
    CHIRP_EVERY_S,
    CLEAN_FOR_S,
    EMERGENCY_PPM,
    HOLD_S,
    PREALARM_PPM,
    SELF_TEST_EVERY_S,
    SELF_TEST_LOUD_S,
    SELF_TEST_S,
)
from .model import NEW, OPEN, Action, Held, Latched, Memory, Sensed, State
from .reasons import ALL_WELL
from .watch import Watch, watch_on
from .why import say_why

__all__ = ["SAFE", "SAFETY_INPUTS", "Action", "Latched", "Memory", "Sensed", "State", "decide", "safe_action"]

SAFE = Action(valve_open=False, siren=False, fan=False, fault_lamp=True, amber_lamp=False, green_lamp=False)
WELL = Action(valve_open=True, siren=False, fan=False, fault_lamp=False, amber_lamp=False, green_lamp=True)
SAFETY_INPUTS = frozenset(
    {"gas_lpg_ppm", "fumes_co_ppm", "heater_current_a", "battery_voltage_v", "valve_switch_closed"}
)  # not mains_closed: without it the law believes that the mains is off

STARTING = (State.BOOT, State.WARMUP)
GAS_ALARMS = (State.PREALARM, State.ALARM)  # a hushed alarm is still that alarm: only the siren is quiet
SIRENS = (State.ALARM, State.EMERGENCY, State.CO_ALARM)
ALARMS = (State.PREALARM, *SIRENS)
URGENT = (State.EOL, *ALARMS)
AMBER = (State.WARMUP, *ALARMS)
BEEPS = (State.PREALARM, State.FAULT, State.EOL)


def decide(sensed: Sensed, memory: Memory, dt_s: float) -> Decision[Action, Memory]:
    """One tick: count, look for faults, set the latches, choose the state, act, and say why."""
    before, gas_ppm = memory.state, sensed.gas_lpg_ppm
    told_open = memory.latched.valve == OPEN and before is not State.BOOT
    watch = watch_on(memory.watch, sensed, told_open, before is State.ALARM, dt_s)
    fault = find_fault(sensed, watch, before in ALARMS)
    held = memory.held
    reset = sensed.reset_pressed is True and not held.reset
    hush_press = sensed.hush_pressed is True and not held.hush
    test = sensed.test_pressed is True and not held.test

    latched = latch_alarms(memory, sensed, watch, reset)
    state = next_state(memory, latched, sensed, watch, fault, reset, test)
    latched = latch_valve(latched, state, watch, fault, reset)
    may_hush = state in GAS_ALARMS and fault is None and not (state is State.ALARM and before is State.PREALARM)
    hush = hush_on(memory.hush, hush_press, may_hush, gas_ppm, dt_s)
    state_s = memory.state_s + dt_s if state is before else 0.0
    sentence = say_why(state, sensed, latched.valve, watch, fault, hush.left_s)

    if gas_ppm is None or is_blind(sensed):
        action = safe_action(memory)  # Unknown is never OK. What this tick found out acts from the next tick on.
    elif sentence is ALL_WELL:
        action = WELL
    else:
        testing = state is State.SELFTEST and state_s < SELF_TEST_LOUD_S
        action = Action(
            valve_open=latched.valve == OPEN,
            siren=testing or sounds(state, memory.beep_s, hush),
            fan=run_fan(memory.fan, state, watch, gas_ppm),
            fault_lamp=testing or fault is not None or state is State.EOL,
            amber_lamp=testing or state in AMBER or state is State.NORMAL,  # NORMAL, but not all is well
            green_lamp=testing or state is State.NORMAL,
        )

    beep_s = inf if state not in BEEPS else dt_s if action.siren else memory.beep_s + dt_s
    test_s = 0.0 if state is State.SELFTEST else memory.test_s + dt_s
    down = Held(sensed.reset_pressed is not False, sensed.hush_pressed is not False, sensed.test_pressed is not False)
    remembered = Memory(state, latched, watch, hush, down, action.fan, state_s, beep_s, test_s)
    return Decision(action, remembered, sentence, urgent=fault is not None or state in URGENT)


def safe_action(memory: Memory) -> Action:
    """What to do in the state of `memory` on a tick that cannot see: valve shut, fan untouched, never silent."""
    latched, state = memory.latched, memory.state
    alarm = state in ALARMS or latched.emergency or latched.co
    if state in STARTING and not alarm:
        siren = False
    elif alarm and state is not State.PREALARM:
        siren = True
    else:
        siren = beep_is_due(state, memory.beep_s)
    return Action(
        valve_open=False,
        siren=siren,
        fan=memory.fan,
        fault_lamp=alarm or state not in STARTING,
        amber_lamp=alarm or state in STARTING,
        green_lamp=False,
    )


def latch_alarms(memory: Memory, sensed: Sensed, watch: Watch, reset: bool) -> Latched:
    """Set EMERGENCY and CO; clear them by the reset button, once the air has been clean for 5 minutes."""
    old = memory.latched
    valve, emergency, co = old.valve, old.emergency, old.co
    if memory.state is State.BOOT:
        if old.state_lost:
            valve = "state_lost"
        elif valve == OPEN:
            valve = "restart"  # every flame went out with the power: gas must not come back by itself
    if reset and watch.clean_s >= CLEAN_FOR_S:
        emergency = co = False
    gas_ppm, co_ppm = sensed.gas_lpg_ppm, sensed.fumes_co_ppm
    if gas_ppm is not None and watch.warm and gas_ppm >= EMERGENCY_PPM:
        emergency = True
    if co_ppm is not None and must_alarm(watch.dose_min, co_ppm):
        co = True
    unchanged = valve == old.valve and emergency == old.emergency and co == old.co and not old.state_lost
    return old if unchanged else Latched(valve, emergency, co)


def next_state(
    memory: Memory, latched: Latched, sensed: Sensed, watch: Watch, fault: Message | None, reset: bool, test: bool
) -> State:
    """The strongest state wins. A gas alarm never ends because its sensor died: only clean air ends it."""
    before, gas_ppm = memory.state, sensed.gas_lpg_ppm
    clean = watch.clean_s >= CLEAN_FOR_S
    if latched.emergency:
        return State.EMERGENCY
    if latched.co:
        return State.CO_ALARM
    if watch.danger:
        return State.ALARM
    if before is State.ALARM and not (clean and (reset or latched.valve in (NEW, OPEN))):
        return State.ALARM
    if gas_ppm is not None and watch.warm and gas_ppm >= PREALARM_PPM:
        return State.PREALARM
    if before is State.PREALARM and not clean:
        return State.PREALARM
    if fault is not None:
        return State.FAULT
    if too_old(sensed):
        return State.EOL
    if watch.waiting_s >= 0.0:
        return State.WARMUP
    if before is State.SELFTEST and memory.state_s < SELF_TEST_S:
        return State.SELFTEST
    if before is State.NORMAL and watch.clean_s >= 0.0 and (test or memory.test_s >= SELF_TEST_EVERY_S):
        return State.SELFTEST
    return State.NORMAL


def latch_valve(latched: Latched, state: State, watch: Watch, fault: Message | None, reset: bool) -> Latched:
    """Shut the valve and keep the cause; open it only in NORMAL, into clean air, and by reset once it was shut."""
    valve = latched.valve
    if state is State.NORMAL:
        if watch.clean_s >= 0.0 and (valve == NEW or reset):
            valve = OPEN
    elif state is State.EMERGENCY:
        valve = "emergency"
    elif state is State.CO_ALARM:
        valve = "co"
    elif state is State.ALARM and watch.hold_s >= HOLD_S:
        valve = "alarm"
    elif valve == OPEN and fault is not None:
        valve = "fault"
    elif valve == OPEN and state is State.EOL:
        valve = "end_of_life"
    elif valve == OPEN and state is State.SELFTEST:
        valve = "self_test"
    return latched if valve == latched.valve else Latched(valve, latched.emergency, latched.co)


def sounds(state: State, beep_s: float, hush: Hush) -> bool:
    """Siren: steady in an alarm, one tick now and then in PREALARM, FAULT and EOL, quiet while hushed."""
    if hush.left_s > 0.0:
        return False
    return state in SIRENS or (state in BEEPS and beep_is_due(state, beep_s))


def beep_is_due(state: State, beep_s: float) -> bool:
    """Every 5 s in PREALARM, else every 40 s, the chirp of a fault."""
    return beep_s >= (BEEP_EVERY_S if state is State.PREALARM else CHIRP_EVERY_S)


def run_fan(running: bool, state: State, watch: Watch, gas_ppm: float) -> bool:
    """Start the fan in PREALARM, stop it in NORMAL; from 20 % LEL on leave it alone: its switch makes a spark."""
    if watch.warm and gas_ppm < EMERGENCY_PPM:
        if state is State.PREALARM:
            return True
        if state is State.NORMAL:
            return False
    return running
