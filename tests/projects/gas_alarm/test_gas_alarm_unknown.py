"""Unknown is never OK, in whatever state: random runs, and one pinned safe action for each state."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.gas_alarm.control import SAFETY_INPUTS, Action, Latched, Memory, Sensed, State, decide, safe_action
from projects.gas_alarm.law.senses import Presses, look
from projects.gas_alarm.limits import CLEAN_PPM, EMERGENCY_PPM
from projects.gas_alarm.model import Valve

CLEAN = Sensed(5.0, False, 14.0, 100.0, 1.0, 14.0, 0.15, 13.8, 0.0, True, False, False, False, False, True, None)
LOUD, QUIET = True, False


def is_blind(sensed: Sensed) -> bool:
    """Whether the law finds a safety input missing."""
    return look(sensed, Presses()).blind


# State: siren, fault lamp, amber lamp on a tick that cannot see. Valve shut, green off, fan untouched everywhere.
PINNED = {
    State.BOOT: (QUIET, False, True),
    State.WARMUP: (QUIET, False, True),
    State.NORMAL: (LOUD, True, False),  # the first chirp
    State.PREALARM: (LOUD, True, True),
    State.ALARM: (LOUD, True, True),
    State.EMERGENCY: (LOUD, True, True),
    State.CO_ALARM: (LOUD, True, True),
    State.FAULT: (LOUD, True, False),
    State.SELFTEST: (LOUD, True, False),
    State.EOL: (LOUD, True, False),
}


@pytest.mark.parametrize("fan", [False, True])
@pytest.mark.parametrize("state", State)
def test_pinned_safe_action(state, fan):
    siren, fault_lamp, amber_lamp = PINNED[state]
    memory = Memory(state=state, fan=fan)
    assert safe_action(memory) == Action(False, siren, fan, fault_lamp, amber_lamp, False)


@pytest.mark.parametrize(
    "latched", [Latched(Valve.SHUT_BY_EMERGENCY, emergency=True), Latched(Valve.SHUT_BY_CO, co=True)]
)
def test_a_latched_alarm_is_loud_from_the_first_tick(latched):
    assert safe_action(Memory(latched=latched)).siren


def test_safety_inputs_are_fields_and_is_blind_knows_each():
    assert set(Sensed._fields) >= SAFETY_INPUTS
    assert not is_blind(CLEAN)
    for name in SAFETY_INPUTS:
        assert is_blind(CLEAN._replace(**{name: None}))


def test_unplugged_sensor_shuts_the_valve_on_that_tick_and_chirps(alarm):
    assert alarm.tick(gas_lpg_ppm=None) == Action(False, True, False, True, False, False)
    assert (alarm.state, alarm.why, alarm.decision.urgent) == (State.FAULT, "fault.gas_lost", True)
    actions = alarm.run(80)
    assert [second for second, action in enumerate(actions, 1) if action.siren] == [40, 80]


@pytest.mark.parametrize("lpg_ppm", [1000.0, 2000.0, 4000.0])
def test_an_alarm_goes_on_when_its_sensor_dies(alarm, lpg_ppm):
    alarm.run(20, gas_lpg_ppm=lpg_ppm)
    before = alarm.state
    actions = alarm.run(1000, 3.0, gas_lpg_ppm=None)
    assert alarm.state is before
    assert any(action.siren for action in actions[-10:])
    assert not any(action.valve_open for action in actions)


def test_the_fan_runs_on_when_the_sensor_dies_above_20_pct_lel(alarm):
    alarm.run(5, gas_lpg_ppm=700.0)
    alarm.run(5, gas_lpg_ppm=4000.0)
    actions = alarm.run(100, gas_lpg_ppm=None)
    assert all(action.fan for action in actions)


def test_what_a_blind_tick_finds_out_acts_on_the_next(alarm):
    """The CO sensor dies in the same second as gas reaches 20 % LEL: valve shut now, siren one tick later."""
    assert not alarm.tick(fumes_co_ppm=None, gas_lpg_ppm=4000.0).valve_open
    assert alarm.tick().siren
    assert alarm.state is State.EMERGENCY


# Random runs

STARTS = (
    Memory(),
    Memory(latched=Latched(valve=Valve.OPEN)),
    Memory(latched=Latched(valve=Valve.SHUT_BY_EMERGENCY, emergency=True)),
    Memory(latched=Latched(valve=Valve.SHUT_BY_CO, co=True)),
    Memory(latched=Latched(state_lost=True)),
)


def random_sensed(luck: random.Random, valve_open: bool) -> Sensed:
    """Mostly a healthy board; gas, fumes and every failure at any time."""
    seldom = 0.04

    def flaky(value):
        return None if luck.random() < seldom else value

    gas_ppm = luck.choice((0.0, 5.0, 300.0, 419.0, 420.0, 699.0, 700.0, 1300.0, 1400.0, 2799.0, 2800.0, 9000.0))
    return Sensed(
        gas_lpg_ppm=flaky(5.0 if luck.random() < 0.5 else gas_ppm),
        gas_warming=luck.random() < 0.05,
        gas_calibration_age_days=luck.choice((14.0, 14.0, 14.0, None, 200.0)) if luck.random() < 0.97 else 2000.0,
        gas_clean_air_pct=flaky(luck.choice((100.0, 100.0, 30.0, 160.0))),
        fumes_co_ppm=flaky(1.0 if luck.random() < 0.8 else luck.choice((24.0, 30.0, 100.0, 199.0, 200.0))),
        fumes_calibration_age_days=14.0,
        heater_current_a=flaky(0.15 if luck.random() < 0.97 else 0.0),
        battery_voltage_v=flaky(luck.choice((13.8, 12.0, 11.4))),
        battery_current_a=flaky(luck.choice((0.0, 0.3, -0.6))),
        mains_closed=flaky(luck.random() < 0.8),
        valve_switch_closed=flaky(not valve_open if luck.random() < 0.95 else valve_open),
        reset_pressed=flaky(luck.random() < 0.3),
        hush_pressed=flaky(luck.random() < 0.3),
        test_pressed=flaky(luck.random() < 0.2),
        latch_saved=luck.random() < 0.9,
        under_voltage=flaky(luck.random() < 0.05),
    )


def walk(seed: int):
    """One random life of the alarm: (sensed, memory before, decision, dt_s) for every tick."""
    luck = random.Random(seed)
    memory = luck.choice(STARTS)
    for _ in range(12):
        valve_open = memory.latched.valve is Valve.OPEN
        sensed = random_sensed(luck, valve_open)
        dt_s = luck.choice((0.1, 1.0, 3.0, 3.0))
        for _ in range(luck.choice((1, 2, 5, 14, 61))):
            seen = sensed._replace(valve_switch_closed=not valve_open) if luck.random() < 0.9 else sensed
            decision = decide(seen, memory, dt_s)
            yield seen, memory, decision, dt_s
            memory, valve_open = decision.memory, decision.action.valve_open


@settings(max_examples=50, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_random_runs_keep_every_promise(seed):
    """In every state that is reached, on every tick."""
    for number, (sensed, memory, decision, dt_s) in enumerate(walk(seed)):
        if is_blind(sensed):
            assert decision.action == safe_action(memory)
        elif number % 16 == 0:
            the_safe_action_comes_without_any_one_input(sensed, memory, dt_s)
        nothing_dangerous_is_done(sensed, memory, decision)
        nothing_is_forgotten_without_reset(sensed, memory, decision)
        assert decision.memory.state is memory.state or decision.why.render()


def the_safe_action_comes_without_any_one_input(sensed, memory, dt_s):
    for name in SAFETY_INPUTS:
        blind = decide(sensed._replace(**{name: None}), memory, dt_s)
        assert blind.action == safe_action(memory), (name, memory.state)
        assert not blind.action.valve_open


def nothing_dangerous_is_done(sensed, memory, decision):
    action, state = decision.action, decision.memory.state
    if sensed.gas_lpg_ppm is None or sensed.gas_lpg_ppm >= EMERGENCY_PPM:
        assert action.fan is memory.fan, "no switching above 20 % LEL, nor when gas is unknown"
    if action.fan and not memory.fan:
        assert state in (State.PREALARM, State.CO_ALARM)
    if action.valve_open and not memory.valve_open:
        assert memory.latched.valve is Valve.OPEN
        assert sensed.latch_saved
        assert sensed.gas_lpg_ppm < CLEAN_PPM
    if action.valve_open:
        assert state in (State.NORMAL, State.PREALARM, State.ALARM)
        assert decision.memory.latched.valve is Valve.OPEN
    if state in (State.EMERGENCY, State.CO_ALARM) and memory.state is state:
        assert action.siren


def nothing_is_forgotten_without_reset(sensed, memory, decision):
    before, after = memory.latched, decision.memory.latched
    opened = after.valve is Valve.OPEN and before.valve.needs_reset
    forgotten = [before.emergency > after.emergency, before.co > after.co, before.cut_off > after.cut_off]
    if opened or any(forgotten):
        assert sensed.reset_pressed is True


def test_random_runs_reach_every_state():
    """So that the promise above is about something."""
    reached = {decision.memory.state for seed in range(40) for _, _, decision, _ in walk(seed)}
    assert reached == set(State) - {State.BOOT}


def test_the_law_is_a_pure_function(alarm):
    seen = alarm.look(valve_switch_closed=False)
    assert decide(seen, alarm.memory, 1.0) == decide(seen, alarm.memory, 1.0)
