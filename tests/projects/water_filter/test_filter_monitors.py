"""What flows although it was switched off: named, latched, loud; and healthy hours never look like it."""

import pytest

from projects.water_filter.control import Action, Latched, Memory, State, decide
from projects.water_filter.model import RUNNING, TRIPS, Trip
from tests.projects.water_filter.filter_bench import FILLING, FULL_TANKS, breaks, plant, reached, run, ticks

AT_REST = sorted(set(State) - RUNNING - {State.BOOT, State.LEAK, State.WELDED}, key=lambda state: state.name)
DRAINING = FULL_TANKS._replace(battery_current_a=-0.35)  # a valve and the board


@pytest.mark.parametrize("state", AT_REST)
def test_a_lamp_that_takes_current_while_it_is_off_is_called_welded(state):
    resting = ticks(reached(state), FULL_TANKS, 10).memory
    assert ticks(resting, FULL_TANKS._replace(uv_current_a=0.20), 5).memory.state is not State.WELDED
    welded = decide(FULL_TANKS._replace(uv_current_a=0.21), resting, 1.0)
    assert (welded.memory.state, welded.why.key) == (State.WELDED, "trip.lamp_welded")
    assert welded.memory.latched.trip is Trip.WELDED
    assert welded.action == Action(fault_lamp=True, buzzer=True)


def test_a_lamp_that_was_just_switched_off_may_still_show_its_current():
    stopped = decide(FILLING._replace(product_low_wet=True, product_high_wet=True), reached(State.PRODUCE), 1.0).memory
    assert ticks(stopped, FULL_TANKS._replace(uv_current_a=0.92), 9).memory.state is State.IDLE


def test_a_battery_that_gives_current_for_a_minute_while_all_is_off_means_a_welded_relay():
    resting = ticks(reached(State.IDLE), FULL_TANKS, 10).memory
    assert ticks(resting, DRAINING, 59).memory.state is State.IDLE
    welded = ticks(resting, DRAINING, 60)
    assert (welded.memory.state, welded.why.key) == (State.WELDED, "trip.relay_welded")
    board_alone = FULL_TANKS._replace(battery_current_a=-0.30)  # a Pi 4
    assert ticks(resting, board_alone, 3600).memory.state is State.IDLE


def test_a_minute_of_draining_must_be_whole():
    resting = ticks(reached(State.IDLE), FULL_TANKS, 10).memory
    broken_off = decide(FULL_TANKS, ticks(resting, DRAINING, 59).memory, 1.0).memory
    assert ticks(broken_off, DRAINING, 59).memory.state is State.IDLE


def test_current_while_running_is_no_fault():
    assert ticks(reached(State.PRODUCE), FILLING._replace(battery_current_a=-2.8), 600).memory.state is State.PRODUCE


@pytest.mark.parametrize("still", [FULL_TANKS._replace(uv_current_a=0.92), DRAINING])
def test_welded_ends_only_by_reset_and_only_when_the_current_is_gone(still):
    welded = reached(State.WELDED)
    assert ticks(welded, FULL_TANKS, 7200).memory.state is State.WELDED
    assert decide(still._replace(reset_pressed=True), welded, 1.0).memory.state is State.WELDED
    assert decide(FULL_TANKS._replace(reset_pressed=True), welded, 1.0).memory.state is State.IDLE


def test_welded_survives_a_reboot():
    rebooted = ticks(Memory(latched=Latched(trip=Trip.WELDED)), FULL_TANKS, 60).memory
    assert rebooted.state is State.WELDED


def test_water_that_flows_is_worse_than_current():
    """A welded pump that finds an open way is a leak first."""
    leaking = FULL_TANKS._replace(filter_flow_lpm=1.0)
    assert ticks(reached(State.WELDED), leaking, 10).memory.state is State.LEAK
    assert ticks(reached(State.LEAK), leaking._replace(uv_current_a=0.92), 60).memory.state is State.LEAK


@pytest.mark.proof
def test_a_bed_that_no_wash_helps_is_washed_four_times_and_then_no_more():
    world = plant(product_l=29.0, stream_lpm=20.0, battery_soc=1.0)
    states, memory, found = run(world, 3.0, spoil=breaks(world, 0.0, bed={"clogged": {"share": 0.45}}))
    assert memory.latched.trip is Trip.DRY_RUN
    assert found["backwashes"] == 4.0
    assert State.LEAK not in states


@pytest.mark.examples(1)
@pytest.mark.parametrize("settings", [{}, {"battery_soc": 0.6, "clearness": 0.0}, {"storms_per_week": 20.0}])
def test_healthy_nights_and_days_trip_no_monitor(settings):
    states, _, _ = run(plant(start_h=15.0, **settings), 16.0, tick_s=3.0)
    assert not {State.WELDED, State.LEAK, State.DRY_RUN} & set(states)
    assert State.WELDED in TRIPS
