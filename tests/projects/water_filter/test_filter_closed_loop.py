"""The law on its world for some virtual hours: what a household would see, and what each fault comes to."""

import pytest

from projects.water_filter.control import FilterStatus, Memory, State, status_of
from projects.water_filter.model import TRIPS, Trip
from projects.water_filter.world.water_path import filter_flow_lpm
from tests.projects.water_filter.filter_bench import breaks, closed_loop, plant, run

EMPTY_SOON = {"product_l": 29.0}  # the first run begins at once


def test_a_clean_day_brings_40_liters_without_a_trip():
    world = plant()
    states, _, found = run(world, 24.0, tick_s=3.0)
    assert not TRIPS & set(states)
    assert found["product_l"] >= 40.0
    assert found["delivered_over_5_ntu_l"] == found["delivered_under_40_mj_l"] == found["missed_l"] == 0.0
    assert found["pump_against_shut_valves_s"] == found["pump_without_water_s"] == 0.0
    assert found["battery_lowest_soc"] > 0.6


def test_mud_shuts_the_product_valve_before_any_of_it_is_delivered():
    states, _, found = run(plant(storm_h=0.2, stream_lpm=30.0, product_l=10.0), 1.0)
    assert states[-1] is State.TURBID
    assert found["product_l"] > 5.0, "there was something to stop"
    assert found["delivered_over_5_ntu_l"] <= 0.1


def test_clogged_sand_is_washed_in_time_and_flows_again():
    world = plant(held_g_m3=5800.0, **EMPTY_SOON)
    states, memory, found = run(world, 0.6)
    order = [State.PRODUCE, State.IDLE, State.BACKWASH, State.RINSE, State.IDLE, State.PRIME]
    assert states[states.index(State.PRODUCE) :][: len(order)] == order
    assert filter_flow_lpm(5800.0) > 0.5 * filter_flow_lpm(0.0), "it began before the flow was half"
    assert found["clean_flow_pct"] >= 90.0
    assert found["backwashes"] == 1.0
    assert not memory.latched.rinse_due


def test_a_crash_in_the_wash_leads_to_the_rinse():
    world = plant(held_g_m3=5800.0, **EMPTY_SOON)
    washing = next(
        decision.memory for _, _, decision in closed_loop(world, 1.0) if decision.memory.state is State.BACKWASH
    )
    states, _, _ = run(world, 0.1, memory=Memory(latched=washing.latched))
    assert states[:3] == [State.BOOT, State.IDLE, State.RINSE]


def test_a_burst_pipe_loses_less_than_two_liters():
    world = plant(**EMPTY_SOON)
    states, memory, found = run(world, 0.5, spoil=breaks(world, 360.0, pipe={"burst": {}}))
    assert states[-1] is State.LEAK
    assert memory.latched.trip is Trip.LEAK
    assert 0.0 < found["lost_l"] <= 2.0


def test_a_lamp_that_goes_out_shuts_the_valve_within_two_seconds():
    world = plant(**EMPTY_SOON)
    _, memory, found = run(world, 0.15, spoil=breaks(world, 360.0, uv_lamp={"open": {}}))
    assert memory.state is State.UV_FAULT
    assert found["product_l"] > 1.0
    assert found["delivered_under_40_mj_l"] <= 2.0 * filter_flow_lpm(0.0) / 60.0


def test_a_float_stuck_at_not_full_never_floods_the_house():
    def stuck(_t_s, felt):
        felt["product_high_wet"] = False

    states, _, found = run(plant(household_l_day=0.0, **EMPTY_SOON), 1.0, spoil=stuck)
    assert State.DRY_RUN in states, "the second float cut the pump's power"
    assert found["overflow_l"] == 0.0


def test_a_dry_tank_whose_float_is_stuck_wet_is_pumped_four_times_and_then_no_more():
    def stuck(_t_s, felt):
        felt["raw_low_wet"] = True
        felt["raw_high_wet"] = True

    states, memory, found = run(plant(raw_l=2.0, stream_lpm=0.0, **EMPTY_SOON), 1.5, spoil=stuck, tick_s=2.0)
    assert states.count(State.PRIME) == 4
    assert memory.latched.trip is Trip.DRY_RUN
    assert found["pump_without_water_s"] <= 4 * 15.0


def test_a_dead_flow_meter_delivers_nothing():
    def dead(_t_s, felt):
        felt["filter_flow_lpm"] = 0.0

    states, memory, found = run(plant(**EMPTY_SOON), 1.5, spoil=dead, tick_s=2.0)
    assert found["product_l"] == 0.0
    assert memory.latched.trip is Trip.DRY_RUN
    assert State.FILTER_TO_WASTE not in states


def test_a_dry_tds_probe_is_unknown_and_stops_nothing():
    world = plant(**EMPTY_SOON)
    world.apply_faults({"water": {"dry": {}}})
    last = None
    for _, sensed, decision in closed_loop(world, 0.1):
        last = status_of(decision.memory.state, sensed.water_tds_ppm)
    assert decision.memory.state is State.PRODUCE
    assert last is FilterStatus.UNKNOWN


@pytest.mark.parametrize("soc", [0.55, 0.62])
def test_a_low_battery_starts_neither_water_nor_wash(soc):
    """12.26 V at rest is 65 %."""
    states, _, found = run(plant(battery_soc=soc, clearness=0.0, held_g_m3=5800.0, **EMPTY_SOON), 0.5)
    assert set(states) == {State.BOOT, State.IDLE}
    assert found["pump_h"] == 0.0
