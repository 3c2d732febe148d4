"""A probe, a lamp or a valve that lies: what the filter believes, and how little unproven water gets into the tank."""

import pytest

from projects.water_filter.control import Action, Latched, Memory, State, decide
from projects.water_filter.model import Trip
from tests.projects.water_filter.filter_bench import (
    FILLING,
    FULL_TANKS,
    LIT,
    STRONG,
    THIRSTY,
    breaks,
    plant,
    reached,
    run,
    ticks,
)

# Turbidity: at the end of a backwash raw water stands at both probes


@pytest.mark.parametrize(
    ("product_ntu", "raw_ntu", "state"),
    [
        (20.0, 20.0, State.RINSE),
        (12.0, 20.0, State.RINSE),  # 5 NTU and 15 % are allowed
        (11.9, 20.0, State.PROBE),
        (28.1, 20.0, State.PROBE),
        (0.5, 12.0, State.PROBE),
        (0.5, 6.0, State.RINSE),  # such clear raw water proves nothing
        (40.0, 5.0, State.PROBE),  # the raw probe may be the frozen one
    ],
)
def test_probes_that_disagree_in_the_same_water_are_not_believed(product_ntu, raw_ntu, state):
    seen = STRONG._replace(product_turbidity_ntu=product_ntu, raw_turbidity_ntu=raw_ntu)
    washed = ticks(reached(State.BACKWASH), seen, 421)
    assert washed.memory.state is state
    assert washed.action.pump is False


def test_a_probe_that_is_not_believed_waits_for_a_person_and_is_tested_again_before_any_run():
    lying = reached(State.PROBE)
    assert lying.latched.trip is Trip.PROBE
    assert ticks(lying, THIRSTY, 7200).action == Action(fault_lamp=True)
    assert ticks(Memory(latched=lying.latched), THIRSTY, 60).memory.state is State.PROBE, "a reboot changes nothing"
    released = decide(THIRSTY._replace(reset_pressed=True), lying, 1.0).memory
    assert released.latched.trip is Trip.NONE
    assert (released.latched.rinse_due, released.latched.wash_due) == (True, True)


def test_raw_water_that_this_sand_cannot_clear_ends_the_run_whatever_the_probe_says():
    murky = FILLING._replace(raw_turbidity_ntu=34.0, product_turbidity_ntu=0.5)
    assert ticks(reached(State.PRODUCE), murky, 59).memory.state is State.PRODUCE
    ended = ticks(reached(State.PRODUCE), murky, 60)
    assert (ended.memory.state, ended.why.key, ended.memory.latched.tries) == (State.TURBID, "trip.raw", 0)
    assert ticks(reached(State.PRODUCE), murky._replace(raw_turbidity_ntu=33.0), 600).memory.state is State.PRODUCE


@pytest.mark.parametrize("frozen_ntu", [0.0, 0.5, 3.5])
def test_a_frozen_probe_delivers_little_water_above_5_ntu(frozen_ntu):
    """Clogged sand is washed, and fresh sand lets half of the silt through."""

    def frozen(_t_s, felt):
        felt["product_turbidity_ntu"] = frozen_ntu

    world = plant(
        held_g_m3=5800.0, product_l=10.0, household_l_day=900.0, stream_lpm=20.0, battery_soc=1.0, start_h=8.0
    )
    states, memory, found = run(world, 3.0, spoil=frozen)
    assert memory.latched.trip is Trip.PROBE
    assert State.PROBE in states
    assert found["delivered_over_5_ntu_l"] == 0.0


@pytest.mark.parametrize("flood_ntu", [36.0, 49.0, 90.0])
def test_a_frozen_probe_in_a_flood_delivers_little_water_above_5_ntu(flood_ntu):
    def frozen(_t_s, felt):
        felt["product_turbidity_ntu"] = 0.5

    flood = {"storm_h": 0.2, "storm_turbidity_ntu": flood_ntu, "stream_lpm": 60.0}
    _, _, found = run(plant(product_l=10.0, household_l_day=900.0, battery_soc=1.0, **flood), 3.0, spoil=frozen)
    assert found["product_l"] > 5.0
    assert found["delivered_over_5_ntu_l"] < 1.0, "67 L without a watch on the raw water"


@pytest.mark.proof
def test_healthy_probes_pass_wash_after_wash():
    states, memory, found = run(plant(held_g_m3=5800.0, product_l=10.0, stream_lpm=10.0), 1.5)
    assert State.RINSE in states
    assert State.PROBE not in states
    assert found["product_l"] > 5.0
    assert memory.latched.trip is Trip.NONE


# The lamp


def test_a_dead_lamp_pumps_no_water_at_all():
    world = plant(product_l=29.0)
    _, memory, found = run(world, 1.5, spoil=breaks(world, 0.0, uv_lamp={"open": {}}))
    assert memory.latched.trip is Trip.UV_FAULT
    assert found["pump_h"] == 0.0


def test_a_dead_lamp_and_a_product_valve_that_sticks_open_bring_no_water_into_the_tank():
    world = plant(product_l=29.0)
    broken = {"uv_lamp": {"open": {}}, "product_valve": {"stuck": {"value": 1.0}}}
    states, memory, found = run(world, 1.0, spoil=breaks(world, 0.0, **broken))
    assert states[-1] is State.WELDED
    assert memory.latched.trip is Trip.WELDED
    assert found["product_l"] == 0.0


def test_the_hours_of_the_lamp_are_counted_and_at_its_end_of_life_a_person_must_change_it():
    stopped = ticks(reached(State.PRODUCE), FILLING, 3600 - 120)
    full = decide(LIT._replace(product_low_wet=True, product_high_wet=True), stopped.memory, 1.0).memory
    assert full.latched.lamp_h == pytest.approx(1.0, abs=0.01)
    young = ticks(Memory(latched=Latched(lamp_h=8999.0)), THIRSTY, 30)
    assert young.why.key != "trip.lamp_old"
    old = ticks(Memory(latched=Latched(lamp_h=9000.0)), THIRSTY, 30)
    assert (old.memory.state, old.why.key) == (State.UV_FAULT, "trip.lamp_old")
    assert not old.action.pump
    changed = decide(THIRSTY._replace(reset_pressed=True), old.memory, 1.0).memory
    assert (changed.state, changed.latched.lamp_h) == (State.IDLE, 0.0)
    leak = reached(State.LEAK)._replace(latched=Latched(trip=Trip.LEAK, lamp_h=9000.0))
    assert decide(FULL_TANKS._replace(reset_pressed=True), leak, 1.0).memory.latched.lamp_h == 9000.0


# The product valve and its switch


@pytest.mark.parametrize("state", [State.IDLE, State.PRIME, State.FILTER_TO_WASTE, State.RINSE, State.DRY_RUN])
def test_a_product_valve_that_stays_open_stops_everything_and_calls_a_person(state):
    base = LIT if state is State.FILTER_TO_WASTE else LIT._replace(filter_flow_lpm=0.0, product_low_wet=True)
    seen = base._replace(uv_current_a=0.92 if state in (State.PRIME, State.FILTER_TO_WASTE) else 0.0)
    ajar = seen._replace(product_switch_closed=False)
    assert ticks(reached(state), ajar, 4).memory.state is not State.WELDED
    stuck = ticks(reached(state), ajar, 5)
    assert (stuck.memory.state, stuck.why.key) == (State.WELDED, "trip.valve_open")
    assert stuck.action == Action(fault_lamp=True, buzzer=True)
    pressed = FULL_TANKS._replace(reset_pressed=True)
    assert decide(pressed._replace(product_switch_closed=False), stuck.memory, 1.0).memory.state is State.WELDED
    assert decide(pressed, stuck.memory, 1.0).memory.state is State.IDLE


def test_a_product_valve_that_does_not_open_stops_the_pump_instead_of_filtering_to_waste_for_ever():
    opened = reached(State.PRODUCE)
    assert ticks(opened, LIT, 2).memory.state is State.PRODUCE
    stuck = ticks(opened, LIT, 3)
    assert (stuck.memory.state, stuck.why.key) == (State.DRY_RUN, "trip.valve_shut")


# What has lasted is counted afresh when it stops, and in a new state


def test_a_river_that_turns_muddy_again_begins_its_clear_minute_afresh():
    storm = decide(FILLING._replace(raw_turbidity_ntu=101.0), reached(State.PRODUCE), 1.0).memory
    almost = ticks(storm, FULL_TANKS, 59).memory
    again = decide(FULL_TANKS._replace(raw_turbidity_ntu=30.0), almost, 1.0).memory
    assert ticks(again, FULL_TANKS, 59).memory.state is State.TURBID
    assert ticks(again, FULL_TANKS, 60).memory.state is State.IDLE


def test_a_battery_that_sags_again_begins_its_charged_minute_afresh():
    low = reached(State.LOW_BATT)
    charged = FULL_TANKS._replace(battery_voltage_v=12.7)
    sagged = decide(FULL_TANKS._replace(battery_voltage_v=12.3), ticks(low, charged, 59).memory, 1.0).memory
    assert ticks(sagged, charged, 59).memory.state is State.LOW_BATT


def test_a_low_battery_is_watched_afresh_in_a_new_state():
    """The end of a run changes the voltage: a minute must pass in the new state."""
    low = FILLING._replace(battery_voltage_v=12.0)
    almost = ticks(reached(State.PRODUCE), low, 59).memory
    full = FULL_TANKS._replace(product_high_wet=True, battery_voltage_v=12.0)
    stopped = decide(low._replace(product_low_wet=True, product_high_wet=True), almost, 1.0).memory
    assert stopped.state is State.IDLE
    assert ticks(stopped, full, 59).memory.state is State.IDLE
    assert ticks(stopped, full, 60).memory.state is State.LOW_BATT


def test_a_short_look_at_the_open_valve_is_forgotten_when_it_shuts():
    ajar = FULL_TANKS._replace(product_switch_closed=False)
    shut = decide(FULL_TANKS, ticks(reached(State.IDLE), ajar, 4).memory, 1.0).memory
    assert ticks(shut, ajar, 4).memory.state is State.IDLE
