"""What must hold whatever happens: unknown is never OK, no pump against a shut pipe, no unproven water."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices import Message
from projects.water_filter import reasons, summary
from projects.water_filter.control import (
    SAFE,
    SAFETY_INPUTS,
    Action,
    Latched,
    Memory,
    Sensed,
    State,
    decide,
    safe_action,
)
from projects.water_filter.model import TRIPS, Trip
from tests.projects.water_filter.filter_bench import FILLING, FULL_TANKS, LIT, STRONG, THIRSTY, reached, ticks

STATES = sorted(State, key=lambda state: state.name)


@pytest.mark.parametrize("state", STATES)
def test_safe_action_of_every_state_is_pinned(state):
    loud = state in (State.LEAK, State.WELDED)
    assert safe_action(Memory()._replace(state=state)) == Action(fault_lamp=True, buzzer=loud)
    assert Action(fault_lamp=True) == SAFE


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", sorted(SAFETY_INPUTS))
def test_each_lost_safety_input_brings_the_safe_action_on_that_tick_in_every_state(state, name):
    memory = reached(state)
    decision = decide(LIT._replace(**{name: None}), memory, 1.0)
    assert decision.action == safe_action(memory)
    assert decision.urgent
    assert decision.memory.state in TRIPS | {State.BOOT}


def test_safety_inputs_are_all_but_dissolved_solids_the_button_and_the_card():
    assert set(Sensed._fields) - SAFETY_INPUTS == {"water_tds_ppm", "reset_pressed", "latch_saved", "under_voltage"}


@settings(max_examples=50, deadline=None, derandomize=True)
@given(
    state=st.sampled_from(STATES),
    base=st.sampled_from([FULL_TANKS, THIRSTY, LIT, STRONG]),
    missing=st.sets(st.sampled_from(sorted(SAFETY_INPUTS)), min_size=1),
    since_s=st.floats(0.0, 1e5),
    dt_s=st.floats(0.1, 3.0),
    latched=st.builds(
        Latched,
        trip=st.sampled_from([Trip.NONE, Trip.LEAK, Trip.DRY_RUN]),
        tries=st.integers(0, 4),
        wash_due=st.booleans(),
        rinse_due=st.booleans(),
        state_lost=st.booleans(),
    ),
)
def test_any_missing_inputs_any_latches_any_time_are_safe(state, base, missing, since_s, dt_s, latched):
    memory = reached(state)._replace(since_s=since_s, latched=latched)
    decision = decide(base._replace(**dict.fromkeys(missing)), memory, dt_s)
    assert decision.action == safe_action(memory)
    assert decision.memory.latched.trip == latched.trip, "blindness never loses a latch"


def has_way(action):
    return action.backwash_valve_open or (
        action.inlet_valve_open and (action.waste_valve_open or action.product_valve_open)
    )


def wild_world(luck, action, tank_l):
    """A world that mostly obeys the pump and the lamp, and sometimes breaks in any way."""
    flow_lpm = 0.0
    if action.pump:
        flow_lpm = 4.8 if action.backwash_valve_open else 1.25
    sensed = FULL_TANKS._replace(
        product_low_wet=tank_l > 30.0,
        product_high_wet=tank_l > 55.0,
        filter_flow_lpm=flow_lpm,
        uv_current_a=0.92 if action.uv_lamp else 0.0,
        product_turbidity_ntu=luck.uniform(0.0, 2.0),
    )
    if luck.random() < 0.01:
        name = luck.choice(Sensed._fields)
        value = getattr(sensed, name)
        wild = not value if isinstance(value, bool) else luck.choice([0.0, 0.7, 3.0, 12.1, 300.0])
        sensed = sensed._replace(**{name: luck.choice([None, wild])})
    return sensed


@settings(max_examples=12, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 10**6),
    latched=st.builds(Latched, wash_due=st.booleans(), rinse_due=st.booleans(), battery_tries=st.integers(0, 9)),
)
def test_in_any_wild_run_the_pump_has_a_way_and_the_product_valve_has_its_proofs(seed, latched):
    luck = Random(seed)
    memory, before, tank_l = Memory(latched=latched), SAFE, 20.0
    for _ in range(700):
        sensed = wild_world(luck, before, tank_l)
        decision = decide(sensed, memory, luck.uniform(0.5, 1.5))
        action, memory = decision.action, decision.memory
        if action.pump:
            assert has_way(action)
            assert has_way(before), "the way was open before the pump started"
        else:
            assert decision.urgent, "a pump never waits to stop"
        assert not (action.backwash_valve_open and action.inlet_valve_open)
        if action.product_valve_open:
            assert memory.state is State.PRODUCE
            assert action.uv_lamp
            assert 0.75 <= sensed.uv_current_a <= 1.10
            assert sensed.product_turbidity_ntu <= 5.0
            assert sensed.raw_turbidity_ntu <= 100.0
            assert 0.5 <= sensed.filter_flow_lpm <= 1.5
            assert not sensed.product_high_wet
            assert not memory.latched.rinse_due
            tank_l += 0.5
        before = action


def test_the_wild_world_does_reach_produce_and_backwash():
    """Else the test above would prove nothing."""
    seen = set()
    for seed in range(6):
        luck = Random(seed)
        memory, action, tank_l = Memory(latched=Latched(wash_due=seed % 2 == 1)), SAFE, 20.0
        for _ in range(700):
            decision = decide(wild_world(luck, action, tank_l), memory, 1.0)
            memory, action = decision.memory, decision.action
            tank_l += 0.5 * action.product_valve_open
            seen.add(memory.state)
    assert {State.PRODUCE, State.BACKWASH, State.RINSE, State.SENSOR_LOST} <= seen


def messages():
    return [each for each in vars(reasons).values() if isinstance(each, Message)] + [line for _, line in summary.LINES]


def test_nothing_ever_says_that_water_is_safe_to_drink():
    for message in messages():
        assert "safe" not in message.text.lower().replace("unsafe", "")
        assert "drink" not in message.text.lower()


def test_every_reason_has_its_own_key():
    keys = [message.key for message in messages()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    "latched", [Latched(), Latched(wash_due=True), Latched(rinse_due=True)], ids=["water", "wash", "rinse"]
)
def test_nothing_begins_before_the_card_has_kept_the_latches(latched):
    """A restart would forget that a person has to come."""
    unsaved = ticks(Memory(latched=latched), THIRSTY._replace(latch_saved=False), 3600.0)
    assert (unsaved.memory.state, unsaved.why.key) == (State.IDLE, "idle.unsaved")
    assert unsaved.action == Action()
    assert ticks(unsaved.memory, THIRSTY, 1.0).memory.state is not State.IDLE


def test_a_run_does_not_stop_for_a_full_card():
    assert ticks(reached(State.PRODUCE), FILLING._replace(latch_saved=False), 60.0).memory.state is State.PRODUCE


SAGGING = FILLING._replace(under_voltage=True)


def test_a_board_whose_supply_sags_stops_the_run_and_counts_it_as_a_try_of_the_battery():
    """The pump may be what pulled it down, so it does not come back after each good minute."""
    running = reached(State.PRODUCE)
    assert ticks(running, SAGGING, 5).memory.state is State.PRODUCE, "a dip is nothing"
    shed = ticks(running, SAGGING, 6)
    assert (shed.memory.state, shed.action, shed.why.key) == (State.LOW_SUPPLY, SAFE, "trip.supply")
    assert (shed.memory.latched.battery_tries, shed.memory.latched.pumping) == (1, False)
    assert ticks(shed.memory, THIRSTY._replace(under_voltage=True), 3600).memory.state is State.LOW_SUPPLY
    well = ticks(shed.memory, THIRSTY, 61)
    assert (well.memory.state, well.why.key) == (State.LOW_SUPPLY, "trip.supply_back")
    assert ticks(well.memory, THIRSTY, 300).memory.state is not State.LOW_SUPPLY


def test_a_rest_that_a_sagging_supply_cuts_is_no_try():
    shed = ticks(reached(State.IDLE), THIRSTY._replace(under_voltage=True), 6)
    assert (shed.memory.state, shed.memory.latched.battery_tries) == (State.LOW_SUPPLY, 0)
    assert ticks(shed.memory, FULL_TANKS, 61).memory.state is State.IDLE


def test_a_trip_stays_that_trip_when_the_supply_sags():
    for state in (State.LEAK, State.WELDED, State.DRY_RUN):
        assert ticks(reached(state), FULL_TANKS._replace(under_voltage=True), 20).memory.state is state


def test_no_word_about_the_supply_changes_nothing():
    assert ticks(reached(State.PRODUCE), FILLING._replace(under_voltage=None), 60).memory.state is State.PRODUCE
