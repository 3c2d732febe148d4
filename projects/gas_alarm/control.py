"""Gas alarm: shut the valve and sound the siren before the gas can burn. No pins, no clock, no random numbers in here.

    BOOT -> WARMUP -> NORMAL <-> SELFTEST        NORMAL -> PREALARM -> ALARM -> EMERGENCY

Gas leads to the right, clean air back to NORMAL; carbon monoxide leads to CO_ALARM from everywhere, a fault of the
alarm itself to FAULT, old sensors to EOL. Begin with `decide`. Read next: model.py (the words), limits.py (the
numbers), law/ (the rules: states.py first), reasons.py (the sentences). What must hold whatever breaks is in
invariants.py.

Two of three: wiring.toml gives the gas sensor a median of its last three samples. The middle one of three is above a
limit exactly when at least two of them are, so this is a two-of-three vote for every limit at once.
"""

from __future__ import annotations

from devices import Decision

from .law import states
from .law.memory import BEEPS, Memory, acted, advanced, entered
from .law.senses import SAFETY_INPUTS, look
from .law.valve import may_open
from .limits import BEEP_EVERY_S, CHIRP_EVERY_S, EMERGENCY_PPM, SELF_TEST_LOUD_S
from .model import (
    ALARM,
    ALARMS,
    BOOT,
    CO_ALARM,
    EMERGENCY,
    EOL,
    FAULT,
    NORMAL,
    OPEN,
    PREALARM,
    SELFTEST,
    WARMUP,
    Action,
    Latched,
    Sensed,
    State,
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

SAFE = Action(fault_lamp=True)  # a spring shuts the valve

DANGER = ALARMS  # for people far away: states that mean danger,
TROUBLE = frozenset({FAULT, EOL})  # and those in which the alarm itself needs repair
URGENT = DANGER | TROUBLE  # minimum on and off times of the parts do not hold these back

RULES = {
    BOOT: states.calm,
    WARMUP: states.calm,
    NORMAL: states.after_normal,
    SELFTEST: states.after_self_test,
    PREALARM: states.after_prealarm,
    ALARM: states.after_alarm,
    EMERGENCY: states.calm,
    CO_ALARM: states.calm,
    FAULT: states.calm,
    EOL: states.calm,
}

# What is switched on in each state, from how many seconds after its beginning. The valve, the fan and the beeps are
# added in `action_in`.
LOUD_AND_AMBER = Action(siren=True, amber_lamp=True)
EVERYTHING = Action(siren=True, fault_lamp=True, amber_lamp=True, green_lamp=True)
TIMETABLE: dict[State, tuple[tuple[float, Action], ...]] = {
    WARMUP: ((0.0, Action(amber_lamp=True)),),
    NORMAL: ((0.0, Action(green_lamp=True)),),
    SELFTEST: ((0.0, EVERYTHING), (SELF_TEST_LOUD_S, Action())),
    PREALARM: ((0.0, Action(amber_lamp=True)),),
    ALARM: ((0.0, LOUD_AND_AMBER),),
    EMERGENCY: ((0.0, LOUD_AND_AMBER),),
    CO_ALARM: ((0.0, LOUD_AND_AMBER),),
    FAULT: ((0.0, SAFE),),
    EOL: ((0.0, SAFE),),
}


def decide(sensed: Sensed, memory: Memory, dt_s: float) -> Decision[Action, Memory]:
    """One tick: look, count, let danger or the state's own rule answer, act, remember."""
    seen = look(sensed, memory.held)
    now = advanced(memory, seen, dt_s)
    step = states.danger(now, seen) or RULES[now.state](now, seen)
    after = entered(now, step, dt_s)
    # Unknown is never OK: a blind tick is safe at once. What it found out all the same acts from the next tick on.
    may = memory.valve_open or may_open(memory.latched, now.air.clean.holds, seen)
    valve_open = may and after.latched.valve is OPEN
    action = safe_action(memory) if seen.blind else action_in(after, valve_open, step.warn)
    urgent = after.fault is not None or after.state in URGENT
    return Decision(action, acted(after, action, dt_s), step.why, urgent)


def cuts_off(latched: Latched) -> bool:
    """Whether the heartbeat must fall silent: its relay then takes the valve's supply, and the spring shuts it."""
    return latched.cut_off


def action_in(after: Memory, valve_open: bool, warn: bool) -> Action:
    """What to do in the new state. `fan` and `beep_s` of its memory are still those of the last tick."""
    shown = SAFE
    for from_s, action in TIMETABLE[after.state]:
        if after.state_s >= from_s:
            shown = action
    siren = after.hush.left_s <= 0.0 and (shown.siren or (after.state in BEEPS and beep_is_due(after)))
    red, amber = shown.fault_lamp or after.fault is not None, shown.amber_lamp or warn
    return Action(valve_open, siren, run_fan(after), red, amber, shown.green_lamp)


def run_fan(after: Memory) -> bool:
    """Start the fan in PREALARM and CO_ALARM, stop it in NORMAL. Its switch makes a spark: from 20 % LEL on, and while
    the gas is not known, leave it alone. A board whose own supply is low spares it, but never in a CO_ALARM.
    """
    gas_ppm = after.air.gas_ppm
    if gas_ppm is not None and gas_ppm < EMERGENCY_PPM:
        if after.state is CO_ALARM:
            return True
        if after.state is NORMAL or after.supply.low:
            return False
        if after.state is PREALARM:
            return True
    return after.fan


def beep_is_due(memory: Memory) -> bool:
    """Whether the last beep is long enough ago: 5 s in PREALARM, 40 s otherwise."""
    return memory.beep_s >= (BEEP_EVERY_S if memory.state is PREALARM else CHIRP_EVERY_S)


def safe_action(memory: Memory) -> Action:
    """What to do in the state of `memory` on a tick that cannot see: valve shut, fan untouched, never silent."""
    latched, state = memory.latched, memory.state
    alarm = state in ALARMS or latched.emergency or latched.co
    starting, steady = state in (BOOT, WARMUP), alarm and state is not PREALARM
    siren = steady or (not starting and beep_is_due(memory))
    red, amber = alarm or not starting, alarm or starting
    return Action(False, siren, memory.fan, red, amber, False)
