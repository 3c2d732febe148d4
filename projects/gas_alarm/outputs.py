"""What each state does with the siren, the fan and the lamps, and what to do on a tick that cannot see."""

from __future__ import annotations

from .hush import Hush
from .limits import BEEP_EVERY_S, CHIRP_EVERY_S, EMERGENCY_PPM, SELF_TEST_LOUD_S
from .model import (
    ALARMS,
    BOOT,
    EOL,
    FAULT,
    NORMAL,
    OPEN,
    PREALARM,
    SELFTEST,
    SIRENS,
    WARMUP,
    Action,
    Latched,
    Memory,
    State,
)

SAFE = Action(valve_open=False, siren=False, fan=False, fault_lamp=True, amber_lamp=False, green_lamp=False)
WELL = Action(valve_open=True, siren=False, fan=False, fault_lamp=False, amber_lamp=False, green_lamp=True)

STARTING = (BOOT, WARMUP)
BEEPS = (PREALARM, FAULT, EOL)
AMBER = (WARMUP, NORMAL, *ALARMS)  # NORMAL too: `act` is asked only when not all is well


def act(
    state: State, state_s: float, memory: Memory, latched: Latched, hush: Hush, gas_ppm: float | None, faulty: bool
) -> Action:
    """What to do in this state. `state_s`: how long it has lasted; `memory`: what was before this tick."""
    valve_open = latched.valve == OPEN
    fan = run_fan(memory.fan, state, gas_ppm)
    if state is SELFTEST and state_s < SELF_TEST_LOUD_S:
        return Action(valve_open, True, fan, True, True, True)
    siren = hush.left_s <= 0.0 and (state in SIRENS or beep_is_due(state, memory.beep_s))
    red, amber, green = faulty or state is EOL, state in AMBER, state is NORMAL
    return Action(valve_open, siren, fan, red, amber, green)


def safe_action(memory: Memory) -> Action:
    """What to do in the state of `memory` on a tick that cannot see: valve shut, fan untouched, never silent."""
    latched, state = memory.latched, memory.state
    alarm = state in ALARMS or latched.emergency or latched.co
    starting = state in STARTING
    steady = alarm and state is not PREALARM
    siren = steady or (not starting and chirp_is_due(state, memory.beep_s))
    red, amber = alarm or not starting, alarm or starting
    return Action(False, siren, memory.fan, red, amber, False)


def beep_is_due(state: State, beep_s: float) -> bool:
    """Whether to sound for one tick: every 5 s in PREALARM, every 40 s in a fault, else never."""
    return state in BEEPS and chirp_is_due(state, beep_s)


def chirp_is_due(state: State, beep_s: float) -> bool:
    """Whether the last beep is long enough ago."""
    return beep_s >= (BEEP_EVERY_S if state is PREALARM else CHIRP_EVERY_S)


def run_fan(running: bool, state: State, gas_ppm: float | None) -> bool:
    """Start the fan in PREALARM, stop it in NORMAL; from 20 % LEL on leave it alone: its switch makes a spark."""
    if gas_ppm is not None and gas_ppm < EMERGENCY_PPM:
        if state is PREALARM:
            return True
        if state is NORMAL:
            return False
    return running
