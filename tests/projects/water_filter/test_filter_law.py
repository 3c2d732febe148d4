"""The law of the water filter, state by state: entry, output, exit, and both sides of every limit."""

from itertools import pairwise

import pytest

from firmware.law import law_of
from projects.water_filter import control
from projects.water_filter.control import (
    SAFE,
    Action,
    FilterStatus,
    Latched,
    Memory,
    State,
    action_in,
    decide,
    status_of,
)
from projects.water_filter.limits import BACKOFF_S, MAX_RUN_S, TURBID_NTU
from projects.water_filter.model import LOUD, TRIPS, Trip
from tests.projects.water_filter.filter_bench import BURNING, FILLING, FLOWING, FULL_TANKS, LIT, THIRSTY, reached, ticks

LAW = law_of(control)
FILTERING_TO_WASTE = Action(inlet_valve_open=True, waste_valve_open=True, pump=True, uv_lamp=True)
PRODUCING = Action(inlet_valve_open=True, product_valve_open=True, pump=True, uv_lamp=True)


def after(memory, sensed, dt_s=1.0):
    return decide(sensed, memory, dt_s)


@pytest.mark.parametrize("state", list(State))
def test_every_state_is_reached_by_real_ticks(state):
    assert reached(state).state is state


@pytest.mark.parametrize("state", sorted(TRIPS - LOUD, key=lambda state: state.name))
def test_in_every_trip_everything_is_off_and_the_lamp_tells_it(state):
    assert action_in(state, 100.0) == SAFE == Action(fault_lamp=True)


# BOOT and IDLE


def test_boot_keeps_everything_off_for_ten_seconds_then_idles():
    assert ticks(Memory(), THIRSTY, 9).action == SAFE
    assert ticks(Memory(), THIRSTY, 9).memory.state is State.BOOT
    assert ticks(Memory(), THIRSTY, 10).memory.state is State.IDLE


def test_boot_waits_five_minutes_for_warming_sensors_and_then_calls_them_lost():
    cold = THIRSTY._replace(raw_turbidity_ntu=None)
    assert ticks(Memory(), cold, 299).memory.state is State.BOOT
    assert ticks(Memory(), cold, 300).memory.state is State.SENSOR_LOST


def test_idle_with_enough_water_leaves_the_valves_shut():
    decision = ticks(reached(State.IDLE), FULL_TANKS, 60)
    assert decision.memory.state is State.IDLE
    assert decision.action == Action()


def test_idle_starts_when_the_low_float_falls_dry():
    assert ticks(reached(State.IDLE), THIRSTY, 10).memory.state is State.PRIME


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"raw_low_wet": False, "raw_high_wet": False}, "idle.raw_empty"),
        ({"raw_turbidity_ntu": 20.1}, "idle.raw_dirty"),
        ({"battery_voltage_v": 12.25}, "idle.battery"),
    ],
)
def test_idle_does_not_start_without_raw_water_clear_enough_and_battery(changes, key):
    decision = ticks(reached(State.IDLE), THIRSTY._replace(**changes), 30)
    assert (decision.memory.state, decision.why.key) == (State.IDLE, key)


@pytest.mark.parametrize("changes", [{"raw_turbidity_ntu": 20.0}, {"battery_voltage_v": 12.26}])
def test_idle_starts_right_at_its_limits(changes):
    assert ticks(reached(State.IDLE), THIRSTY._replace(**changes), 10).memory.state is State.PRIME


# PRIME


def test_prime_opens_the_way_lights_the_lamp_and_starts_the_pump_three_seconds_later():
    opened = ticks(reached(State.IDLE), THIRSTY, 10)
    assert opened.action == Action(inlet_valve_open=True, waste_valve_open=True, uv_lamp=True)
    assert ticks(opened.memory, THIRSTY, 2).action == opened.action
    assert ticks(opened.memory, BURNING, 3).action == opened.action._replace(pump=True)


@pytest.mark.parametrize(("current_a", "state"), [(0.05, State.UV_FAULT), (0.39, State.UV_FAULT), (0.40, State.PRIME)])
def test_a_dead_lamp_is_seen_before_the_pump_runs(current_a, state):
    """Before, each try pumped for 120 s until the lamp should have been warm."""
    memory, pumped_s = reached(State.PRIME), 0
    for _ in range(3):
        decision = after(memory, THIRSTY._replace(uv_current_a=current_a))
        memory = decision.memory
        pumped_s += decision.action.pump and memory.state is not State.PRIME
    assert (memory.state, pumped_s) == (state, 0)


def test_prime_ends_at_half_a_liter_a_minute():
    assert ticks(reached(State.PRIME), BURNING._replace(filter_flow_lpm=0.49), 7).memory.state is State.PRIME
    caught = ticks(reached(State.PRIME), BURNING._replace(filter_flow_lpm=0.5), 4)
    assert caught.memory.state is State.FILTER_TO_WASTE
    assert caught.action == FILTERING_TO_WASTE


def test_prime_gives_up_after_ten_seconds_of_pumping():
    assert ticks(reached(State.PRIME), BURNING, 12).memory.state is State.PRIME
    dry = ticks(reached(State.PRIME), BURNING, 13)
    assert dry.memory.state is State.DRY_RUN
    assert dry.action == SAFE
    assert dry.urgent


# FILTER_TO_WASTE


def test_the_product_valve_opens_after_120_s_when_clear_steady_and_lit():
    waiting = ticks(reached(State.FILTER_TO_WASTE), LIT, 119)
    assert waiting.memory.state is State.FILTER_TO_WASTE
    assert not waiting.action.product_valve_open
    opened = after(waiting.memory, FILLING)
    assert opened.memory.state is State.PRODUCE
    assert opened.action == PRODUCING._replace(waste_valve_open=True), "the way never shuts while it changes over"
    assert ticks(opened.memory, FILLING, 2).action == PRODUCING


@pytest.mark.parametrize(("ntu", "state"), [(4.0, State.PRODUCE), (4.1, State.FILTER_TO_WASTE)])
def test_the_60_s_mean_decides_when_the_valve_may_open(ntu, state):
    assert ticks(reached(State.FILTER_TO_WASTE), LIT._replace(product_turbidity_ntu=ntu), 120).memory.state is state


@pytest.mark.parametrize(("drop_ntu", "state"), [(0.5, State.PRODUCE), (0.6, State.FILTER_TO_WASTE)])
def test_the_valve_opens_only_when_two_means_agree(drop_ntu, state):
    first = ticks(reached(State.FILTER_TO_WASTE), LIT._replace(product_turbidity_ntu=2.0 + drop_ntu), 60)
    assert ticks(first.memory, LIT._replace(product_turbidity_ntu=2.0), 60).memory.state is state


def test_sand_that_never_ripens_trips_after_20_minutes_and_asks_for_a_wash():
    murky = LIT._replace(product_turbidity_ntu=4.5)
    assert ticks(reached(State.FILTER_TO_WASTE), murky, 1199).memory.state is State.FILTER_TO_WASTE
    tripped = ticks(reached(State.FILTER_TO_WASTE), murky, 1200).memory
    assert tripped.state is State.TURBID
    assert tripped.latched.wash_due


def test_a_lamp_that_does_not_burn_after_its_preheat_trips():
    dim = FLOWING._replace(uv_current_a=0.74)
    assert ticks(reached(State.FILTER_TO_WASTE), dim, 119).memory.state is State.FILTER_TO_WASTE
    assert ticks(reached(State.FILTER_TO_WASTE), dim, 120).memory.state is State.UV_FAULT
    assert after(reached(State.FILTER_TO_WASTE), FLOWING).memory.state is State.UV_FAULT, "dead: at once"


def test_running_dry_trips_after_five_seconds():
    dry = LIT._replace(filter_flow_lpm=0.49)
    assert ticks(reached(State.FILTER_TO_WASTE), dry, 4).memory.state is State.FILTER_TO_WASTE
    assert ticks(reached(State.FILTER_TO_WASTE), dry, 5).memory.state is State.DRY_RUN


# PRODUCE


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"product_turbidity_ntu": 5.0}, State.PRODUCE),
        ({"product_turbidity_ntu": 5.01}, State.TURBID),
        ({"raw_turbidity_ntu": 100.0}, State.PRODUCE),
        ({"raw_turbidity_ntu": 100.1}, State.TURBID),
        ({"uv_current_a": 0.75}, State.PRODUCE),
        ({"uv_current_a": 0.74}, State.UV_FAULT),
        ({"uv_current_a": 1.10}, State.PRODUCE),
        ({"uv_current_a": 1.11}, State.UV_FAULT),
        ({"filter_flow_lpm": 1.5}, State.PRODUCE),
        ({"filter_flow_lpm": 1.51}, State.UV_FAULT),
        ({"filter_flow_lpm": 2.0}, State.UV_FAULT),
        ({"filter_flow_lpm": 2.01}, State.LEAK),
        ({"filter_flow_lpm": 0.5}, State.PRODUCE),
        ({"filter_flow_lpm": 0.49}, State.FILTER_TO_WASTE),
        ({"product_low_wet": True, "product_high_wet": True}, State.IDLE),
        ({"raw_low_wet": False, "raw_high_wet": False}, State.IDLE),
        ({"raw_low_wet": False}, State.SENSOR_LOST),
        ({"product_high_wet": True}, State.SENSOR_LOST),
    ],
)
def test_produce_leaves_on_the_very_tick_and_shuts_the_product_valve(changes, state):
    decision = after(reached(State.PRODUCE), FILLING._replace(**changes))
    assert decision.memory.state is state
    assert decision.action.product_valve_open is (state is State.PRODUCE)


def test_a_full_tank_stops_the_pump_first_and_shuts_the_way_three_seconds_later():
    full = LIT._replace(product_low_wet=True, product_high_wet=True)
    stopped = after(reached(State.PRODUCE), full)
    assert stopped.action == Action(waste_valve_open=True)
    assert stopped.urgent, "a pump never waits to stop"
    still = full._replace(filter_flow_lpm=0.0)
    assert ticks(stopped.memory, still, 2).action.waste_valve_open
    assert ticks(stopped.memory, still, 3).action == Action()


def test_a_flow_meter_that_dies_delivers_nothing_more_and_trips_as_dry():
    dead = LIT._replace(filter_flow_lpm=0.0)
    assert after(reached(State.PRODUCE), dead).action == FILTERING_TO_WASTE
    assert ticks(reached(State.PRODUCE), dead, 5).memory.state is State.DRY_RUN


def test_max_run_is_one_and_a_half_times_the_time_to_fill():
    assert pytest.approx(1.5 * 55.0 / 1.25 * 60.0) == MAX_RUN_S
    assert ticks(reached(State.PRODUCE), FILLING, 3959).memory.state is State.PRODUCE
    assert ticks(reached(State.PRODUCE), FILLING, 3960).memory.state is State.MAX_RUN


def test_after_the_raw_tank_ran_low_a_start_waits_15_minutes():
    """At most four starts an hour when the stream is weak."""
    low = after(reached(State.PRODUCE), FILLING._replace(raw_low_wet=False, raw_high_wet=False)).memory
    assert ticks(low, THIRSTY, 899).memory.state is State.IDLE
    assert ticks(low, THIRSTY, 900).memory.state is State.PRIME


def test_product_stop_stands_above_the_noise_of_the_probe():
    assert TURBID_NTU == 5.0  # WHO after PATH; 3 sigma of 0.7 NTU would be 2.1


# TURBID and UV_FAULT end by themselves only when the cause has gone


def test_dirty_raw_water_is_not_a_failed_try_and_ends_after_a_clear_minute():
    storm = after(reached(State.PRODUCE), FILLING._replace(raw_turbidity_ntu=101.0)).memory
    assert storm.latched.tries == 0
    clearing = FULL_TANKS._replace(raw_turbidity_ntu=20.1)
    assert ticks(storm, clearing, 3600).memory.state is State.TURBID
    assert ticks(storm, clearing._replace(raw_turbidity_ntu=20.0), 59).memory.state is State.TURBID
    assert ticks(storm, clearing._replace(raw_turbidity_ntu=20.0), 60).memory.state is State.IDLE


def test_filtered_water_that_is_cloudy_because_the_river_is_asks_for_no_wash_and_is_no_failed_try():
    muddy = LIT._replace(product_turbidity_ntu=6.0, raw_turbidity_ntu=40.0)
    turbid = after(reached(State.PRODUCE), muddy)
    assert (turbid.memory.state, turbid.why.key) == (State.TURBID, "trip.through")
    assert (turbid.memory.latched.wash_due, turbid.memory.latched.tries) == (False, 0)
    assert ticks(turbid.memory, FULL_TANKS, 60).memory.state is State.IDLE, "20 NTU: the river has cleared"


def test_turbid_product_asks_for_a_wash_before_the_next_run():
    turbid = after(reached(State.PRODUCE), FILLING._replace(product_turbidity_ntu=6.0)).memory
    assert (turbid.latched.wash_due, turbid.latched.tries) == (True, 1)
    assert ticks(turbid, THIRSTY, 300 + 10).memory.state is State.BACKWASH


# Retries and latch


def test_a_dry_pump_tries_again_after_5_15_and_60_minutes_and_then_latches():
    memory, starts_s = reached(State.PRIME), [0]
    for t_s in range(3 * 3600):
        before, memory = memory.state, decide(BURNING if memory.state is State.PRIME else THIRSTY, memory, 1.0).memory
        if memory.state is State.PRIME and before is not State.PRIME:
            starts_s.append(t_s)
    assert memory.state is State.DRY_RUN
    assert memory.latched.trip is Trip.DRY_RUN
    pauses_min = [round((b - a) / 60) for a, b in pairwise(starts_s)]
    assert pauses_min == [5, 15, 60] == [pause_s / 60 for pause_s in BACKOFF_S]
    assert len([start_s for start_s in starts_s if start_s < 3600]) <= 4


def test_a_latched_trip_survives_a_reboot_and_ends_by_the_reset_button():
    latched = Latched(trip=Trip.DRY_RUN, tries=4)
    rebooted = ticks(Memory(latched=latched), THIRSTY, 3600)
    assert rebooted.memory.state is State.DRY_RUN
    assert rebooted.action == SAFE
    released = after(rebooted.memory, THIRSTY._replace(reset_pressed=True)).memory
    assert (released.state, released.latched) == (State.IDLE, Latched())


def test_tries_survive_a_reboot_and_a_full_tank_forgets_them():
    tried = reached(State.PRODUCE)._replace(latched=Latched(tries=2))
    full = after(tried, FILLING._replace(product_low_wet=True, product_high_wet=True)).memory
    assert full.latched.tries == 0
    assert ticks(Memory(latched=Latched(tries=2)), THIRSTY, 11).memory.latched.tries == 2


def test_reset_ends_the_pause_of_a_trip():
    assert after(reached(State.DRY_RUN), THIRSTY._replace(reset_pressed=True)).memory.state is State.IDLE


def test_a_lost_record_waits_for_a_person_and_then_rinses_first():
    """Nobody knows any more whether there was a leak, or a wash that was cut short."""
    lost = ticks(Memory(latched=Latched(state_lost=True)), THIRSTY, 3600)
    assert (lost.memory.state, lost.action) == (State.SENSOR_LOST, SAFE)
    released = after(lost.memory, THIRSTY._replace(reset_pressed=True)).memory
    assert released.latched == Latched(rinse_due=True)


def test_an_unknown_latch_from_another_version_is_never_taken_as_all_well():
    with pytest.raises(ValueError, match="NO_SUCH"):
        LAW.boot(LAW.as_saved(Latched()) | {"trip": "NO_SUCH"})
    assert ticks(LAW.boot_without_latches(), THIRSTY, 100).memory.state is State.SENSOR_LOST


def test_latches_are_read_as_they_were_always_saved():
    saved = {"trip": "LEAK", "tries": 2, "wash_due": True, "rinse_due": False, "run_h": 1.5, "clean_lpm": 1.2}
    saved |= {"state_lost": False, "pumping": True, "battery_tries": 1, "lamp_h": 7.5}
    assert LAW.boot(saved).latched == Latched(Trip.LEAK, 2, True, False, 1.5, 1.2, False, True, 1, 7.5)
    assert LAW.as_saved(Latched(Trip.LEAK))["trip"] == "LEAK"
    assert LAW.as_saved(Latched())["trip"] == ""


# LEAK


@pytest.mark.parametrize(("lpm", "state"), [(0.4, State.IDLE), (0.41, State.LEAK)])
def test_flow_with_the_pump_off_is_a_leak(lpm, state):
    leaking = FULL_TANKS._replace(filter_flow_lpm=lpm)
    assert after(ticks(reached(State.IDLE), FULL_TANKS, 10).memory, leaking).memory.state is state


def test_water_that_still_runs_out_after_a_stop_is_no_leak():
    stopped = after(reached(State.PRODUCE), FILLING._replace(product_low_wet=True, product_high_wet=True)).memory
    draining = FULL_TANKS._replace(product_high_wet=True, filter_flow_lpm=1.0)
    assert ticks(stopped, draining, 9).memory.state is State.IDLE
    assert ticks(stopped, draining, 10).memory.state is State.LEAK


@pytest.mark.parametrize("state", [State.FILTER_TO_WASTE, State.PRODUCE])
def test_more_flow_than_the_filter_lets_through_is_a_leak_and_latches(state):
    leak = after(reached(state), LIT._replace(filter_flow_lpm=5.5))
    assert leak.memory.state is State.LEAK
    assert leak.memory.latched.trip is Trip.LEAK
    assert leak.action == Action(fault_lamp=True, buzzer=True)


@pytest.mark.parametrize("before", [True, None])
def test_a_reset_button_that_is_taped_down_or_comes_back_from_a_loose_wire_clears_nothing(before):
    flowing = FULL_TANKS._replace(reset_pressed=before, filter_flow_lpm=1.0)
    leak = ticks(reached(State.LEAK), flowing, 20).memory
    assert ticks(leak, FULL_TANKS._replace(reset_pressed=True), 60).memory.state is State.LEAK


def test_a_reset_button_that_presses_itself_clears_nothing():
    """Else a pump without water would start every 20 s, and a burst pipe would be filled again and again."""
    memory = reached(State.LEAK)
    for wet in [*[1.0] * 30, *[0.0] * 30]:
        memory = ticks(memory, FULL_TANKS._replace(filter_flow_lpm=wet), 18).memory
        memory = ticks(memory, FULL_TANKS._replace(filter_flow_lpm=wet, reset_pressed=True), 2).memory
    assert memory.state is State.LEAK


def test_a_leak_ends_only_by_reset_and_only_when_no_water_flows():
    leak, pressed = reached(State.LEAK), FULL_TANKS._replace(reset_pressed=True)
    assert ticks(leak, FULL_TANKS, 7200).memory.state is State.LEAK
    assert after(leak, pressed._replace(filter_flow_lpm=0.5)).memory.state is State.LEAK
    assert after(leak, pressed).memory.state is State.IDLE


# SENSOR_LOST and quality


def test_a_lost_sensor_must_be_back_for_a_minute():
    lost = reached(State.SENSOR_LOST)
    assert ticks(lost, THIRSTY, 59).memory.state is State.SENSOR_LOST
    assert ticks(lost, THIRSTY, 60).memory.state is State.IDLE
    blinking = after(ticks(lost, THIRSTY, 59).memory, THIRSTY._replace(filter_flow_lpm=None)).memory
    assert ticks(blinking, THIRSTY, 59).memory.state is State.SENSOR_LOST, "the minute begins afresh"


@pytest.mark.parametrize(
    ("state", "tds_ppm", "quality"),
    [
        (State.PRODUCE, 150.0, FilterStatus.WORKING),
        (State.PRODUCE, 1000.0, FilterStatus.WORKING),  # QCVN 01:2009/BYT: 1000 mg/L
        (State.PRODUCE, 1000.1, FilterStatus.NOT_WORKING),
        (State.PRODUCE, None, FilterStatus.UNKNOWN),
        (State.IDLE, None, FilterStatus.UNKNOWN),
        (State.DRY_RUN, 150.0, FilterStatus.NOT_WORKING),
        (State.SENSOR_LOST, 150.0, FilterStatus.UNKNOWN),
        (State.BOOT, 150.0, FilterStatus.UNKNOWN),
    ],
)
def test_quality_is_working_only_when_it_is_known(state, tds_ppm, quality):
    assert status_of(state, tds_ppm) is quality


def test_unknown_dissolved_solids_trip_nothing_but_are_never_shown_as_good():
    decision = ticks(reached(State.PRODUCE), FILLING._replace(water_tds_ppm=None), 30)
    assert decision.memory.state is State.PRODUCE
    assert decision.action == PRODUCING._replace(fault_lamp=True)
    assert decision.why.key == "produce.tds_unknown"
