"""Solar lamp: keep a box of books and clothes dry, light the evening, and never run hot or flat. No pins, no clock.

    BOOT -> IDLE -> DRY_FAN, or DRY_HEAT, or RATION when energy is short, or DEW when heat is no help -> IDLE

Mold grows in weeks, a fire in minutes: whenever something is unknown, everything is off.

Read next: model.py (the words), limits.py (the numbers), law/rules.py (what each state does), law/drying.py,
law/benefit.py, law/heater.py, law/light.py and law/energy.py (fan, heat, its worth, light, and what may be spent),
law/verdict.py (what it comes to, in words), and
law/memory.py (how the lamp goes on from tick to tick, and what is watched on each).
"""

from __future__ import annotations

from devices import Decision

from .law import rules
from .law.memory import Memory, advanced, entered
from .limits import BLINK_S
from .model import ALARM, ALL_OFF, SAFE, SAFETY_INPUTS, Action, Latched, LostPart, Sensed, Shed, State, look

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

DANGER = frozenset({State.OVERTEMP, State.RUNAWAY})  # for people far away: states that mean danger,
# and those in which somebody must repair something
TROUBLE = frozenset({State.SENSOR_LOST, State.NO_HEAT, State.LOW_SUPPLY})

RULES = {
    State.BOOT: rules.boot,
    State.SENSOR_LOST: rules.sensor_lost,
    State.OVERTEMP: rules.begin,
    State.RUNAWAY: rules.begin,
    State.DOOR_OPEN: rules.begin,
    State.LOW_BATT: rules.begin,
    State.LOW_SUPPLY: rules.begin,
    State.IDLE: rules.go_on,
    State.DRY_FAN: rules.go_on,
    State.DRY_HEAT: rules.go_on,
    State.RATION: rules.go_on,
    State.DEW: rules.go_on,
    State.NO_HEAT: rules.go_on,
}


def decide(sensed: Sensed, memory: Memory, dt_s: float) -> Decision[Action, Memory]:
    """One decision: look, ask what interrupts every state, and else let the state's own rule answer."""
    seen = look(sensed, dt_s)
    if isinstance(seen, LostPart):  # a safety input is unknown: everything off on this very tick
        now = advanced(memory, sensed, seen, dt_s)
        step = rules.blind(now, seen)
    else:
        now = advanced(memory, sensed, None, dt_s)
        step = rules.interrupted(now, seen) or RULES[now.state](now, seen)
    action = safe_action(memory) if step.action is None else step.action
    return Decision(action, entered(now, step, dt_s), step.why, step.urgent)


def cuts_off(latched: Latched) -> bool:
    """Whether the heartbeat must fall silent: its relay then takes the supply of a heater that does not go off."""
    return latched.runaway


def safe_action(memory: Memory) -> Action:
    """Heater, fan and light off; buzzer and fault lamp as the state wants them."""
    if memory.latched.shed is Shed.ALL:
        return ALL_OFF
    if memory.state is State.OVERTEMP or memory.state is State.RUNAWAY:
        return ALARM
    if memory.state is State.SENSOR_LOST:
        return SAFE if int(memory.in_state_s) % BLINK_S == 0 else ALL_OFF
    return SAFE
