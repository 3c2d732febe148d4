"""Washing and the battery: when a backwash is due, when it may start, that a rinse always follows, and when to stop."""

import pytest

from devices import Press
from projects.water_filter import reasons
from projects.water_filter.control import Action, Latched, Memory, State, action_in, decide
from projects.water_filter.law.charge import Charge, counted
from projects.water_filter.law.memory import RunSums, Step, entered
from projects.water_filter.law.monitors import look
from projects.water_filter.model import Seen, Trip
from tests.projects.water_filter.filter_bench import FILLING, FLOWING, FULL_TANKS, STRONG, THIRSTY, reached, ticks


def after(memory, sensed, dt_s=1.0):
    return decide(sensed, memory, dt_s)


def seen_of(sensed) -> Seen:
    seen = look(sensed, Press())
    assert isinstance(seen, Seen)
    return seen


# Backwash and rinse


def test_backwash_opens_its_way_first_and_washes_seven_minutes():
    start = ticks(Memory(latched=Latched(wash_due=True)), FULL_TANKS, 20)
    assert start.memory.state is State.BACKWASH
    assert start.action == Action(backwash_valve_open=True)
    assert after(start.memory, FULL_TANKS).action == Action(backwash_valve_open=True, pump=True)
    assert ticks(start.memory, STRONG, 420).memory.state is State.BACKWASH
    assert ticks(start.memory, STRONG, 421).memory.state is State.RINSE


def test_rinse_settles_then_runs_to_waste_for_three_minutes():
    rinse, still = reached(State.RINSE), FULL_TANKS
    assert action_in(State.RINSE, 0.0) == Action(backwash_valve_open=True), "pump off, way open: no water hammer"
    assert ticks(rinse, still, 14).action == Action(inlet_valve_open=True, waste_valve_open=True)
    assert ticks(rinse, still, 15).action == Action(inlet_valve_open=True, waste_valve_open=True, pump=True)
    flowing = FULL_TANKS._replace(filter_flow_lpm=1.25)
    assert ticks(rinse, flowing, 15 + 179).memory.state is State.RINSE
    done = ticks(rinse, flowing, 15 + 180).memory
    assert (done.state, done.latched.rinse_due, done.latched.wash_due) == (State.IDLE, False, False)


@pytest.mark.parametrize("cut", ["power", "sensor", "battery", "raw water"])
def test_a_backwash_cut_short_is_rinsed_before_anything_else(cut):
    """Never PRODUCE through sand that was not rinsed, whatever cut the wash short."""
    washing = ticks(reached(State.BACKWASH), STRONG, 60).memory
    assert washing.latched.rinse_due
    if cut == "power":
        memory = Memory(latched=washing.latched)
    elif cut == "sensor":
        memory = after(washing, STRONG._replace(raw_turbidity_ntu=None)).memory
    elif cut == "battery":
        memory = ticks(washing, STRONG._replace(battery_voltage_v=11.4), 60).memory
        assert memory.state is State.LOW_BATT
    else:
        memory = after(washing, STRONG._replace(raw_low_wet=False, raw_high_wet=False)).memory
        assert memory.state is State.DRY_RUN
    seen = []
    for _ in range(600):
        memory = decide(THIRSTY, memory, 1.0).memory
        seen.append(memory.state)
    assert next(state for state in seen if state in (State.RINSE, State.PRIME, State.BACKWASH)) is State.RINSE


def test_rinse_after_a_reboot_has_its_own_entry_conditions():
    due = Memory(latched=Latched(rinse_due=True))
    for changes in (
        {"raw_low_wet": False, "raw_high_wet": False},
        {"battery_voltage_v": 12.2},
        {"raw_turbidity_ntu": 70.0},
    ):
        waiting = ticks(due, THIRSTY._replace(**changes), 600)
        assert (waiting.memory.state, waiting.why.key) == (State.IDLE, "idle.rinse_waits")
    assert ticks(due, THIRSTY, 20).memory.state is State.RINSE


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"raw_high_wet": False}, State.IDLE),
        ({"battery_voltage_v": 12.25}, State.IDLE),
        ({"battery_voltage_v": 12.26}, State.BACKWASH),
        ({"raw_turbidity_ntu": 100.1}, State.IDLE),
        ({"raw_turbidity_ntu": 100.0}, State.BACKWASH),
    ],
)
def test_a_backwash_starts_only_when_it_can_be_finished(changes, state):
    due = Memory(latched=Latched(wash_due=True))
    assert ticks(due, FULL_TANKS._replace(**changes), 20).memory.state is state


def test_a_backwash_that_began_is_finished_down_to_11_5_volts():
    weak = STRONG._replace(battery_voltage_v=11.6)
    assert ticks(reached(State.BACKWASH), weak, 421).memory.state is State.RINSE


def test_too_weak_a_wash_stops_and_says_so():
    weak = THIRSTY._replace(filter_flow_lpm=4.2)  # 36.7 m/h in DN100 is 4.8 L/min, less the meter's 10 %
    stopped = ticks(reached(State.BACKWASH), weak, 11)
    assert (stopped.memory.state, stopped.why.key) == (State.DRY_RUN, "trip.wash_weak")
    enough = weak._replace(filter_flow_lpm=4.3)
    assert ticks(reached(State.BACKWASH), enough, 12).memory.state is State.BACKWASH


def test_a_wash_is_due_when_specific_flow_is_60_percent_of_clean():
    # Q/h with h = 3 (1 - (Q/6)^2): 60 % of that at 1.25 L/min lies at 0.771 L/min
    producing = reached(State.PRODUCE)._replace(run=reached(State.PRODUCE).run._replace(means=0))
    assert ticks(producing, FILLING._replace(filter_flow_lpm=0.775), 60).memory.state is State.PRODUCE
    clogged = ticks(producing, FILLING._replace(filter_flow_lpm=0.765), 60)
    assert clogged.why.key == "wash.clogged"
    assert clogged.memory.latched.wash_due


def test_a_wash_is_due_after_24_hours_of_filtering_over_many_runs():
    for run_h, state in ((23.9, State.PRODUCE), (23.97, State.IDLE)):
        ran = reached(State.PRODUCE)._replace(latched=Latched(run_h=run_h))  # two minutes to waste are counted already
        assert ticks(ran, FILLING, 60).memory.state is state


def test_hours_of_filtering_are_written_down_when_a_run_ends():
    stopped = ticks(reached(State.PRODUCE), FILLING, 600)
    full = after(stopped.memory, FILLING._replace(product_low_wet=True, product_high_wet=True)).memory
    assert full.latched.run_h == pytest.approx((120 + 601) / 3600.0)


@pytest.mark.parametrize(
    ("before_s", "raw_ntu", "key"),
    [(3541, 50.1, "wash.dirty"), (3540, 50.1, "produce.working"), (3541, 50.0, "produce.working")],
)
def test_a_wash_is_due_after_an_hour_of_raw_water_above_50_ntu(before_s, raw_ntu, key):
    """An hour in all since the last wash: a run with such water ends after a minute."""
    memory = reached(State.PRODUCE)
    almost = memory._replace(run=memory.run._replace(dirty_s=float(before_s)))
    dirty = ticks(almost, FILLING._replace(raw_turbidity_ntu=raw_ntu), 59).memory
    assert ticks(dirty, FILLING, 1).why.key == key


def test_the_flow_of_clean_sand_is_measured_in_the_first_minute_after_a_wash():
    washed = reached(State.PRODUCE)._replace(latched=Latched(clean_lpm=0.0))
    assert ticks(washed, FILLING._replace(filter_flow_lpm=1.1), 60).memory.latched.clean_lpm == pytest.approx(
        1.1, abs=0.01
    )
    assert ticks(washed, FILLING._replace(filter_flow_lpm=0.8), 60).memory.latched.clean_lpm == 1.0, "the meter's range"


def test_a_wash_that_did_not_help_is_not_repeated_at_once():
    """Else a clogged bed would be washed all day. Right after a wash 60 % of clean sand's specific flow must come."""
    washed = reached(State.PRODUCE)._replace(latched=Latched(clean_lpm=0.0))
    assert ticks(washed, FILLING._replace(filter_flow_lpm=0.775), 60).memory.state is State.PRODUCE
    no_help = ticks(washed, FILLING._replace(filter_flow_lpm=0.765), 60)
    assert (no_help.memory.state, no_help.why.key) == (State.DRY_RUN, "trip.wash_no_help")
    assert (no_help.memory.latched.wash_due, no_help.memory.latched.tries) == (True, 1)
    last = washed._replace(latched=Latched(clean_lpm=0.0, tries=3))
    assert ticks(last, FILLING._replace(filter_flow_lpm=0.765), 60).memory.latched.trip is Trip.DRY_RUN


# Battery


def test_near_12_2_volts_at_rest_the_run_stops_after_a_minute():
    """The limit of 12.20 V must hold for the battery itself, so the law stops 10 mV above it."""
    for volts, state in ((12.21, State.PRODUCE), (12.20, State.IDLE), (12.05, State.LOW_BATT)):
        assert ticks(reached(State.PRODUCE), FILLING._replace(battery_voltage_v=volts), 60).memory.state is state
    low = FILLING._replace(battery_voltage_v=12.0)
    assert ticks(reached(State.PRODUCE), low, 59).memory.state is State.PRODUCE, (
        "60 s: a pump's start is no empty battery"
    )


def test_the_voltage_is_corrected_for_the_current_before_it_is_judged():
    loaded = FILLING._replace(battery_voltage_v=12.18, battery_current_a=-2.5)  # 12.22 V at rest
    assert ticks(reached(State.PRODUCE), loaded, 60).memory.state is State.PRODUCE
    charging = THIRSTY._replace(battery_voltage_v=12.7, battery_current_a=1.0)  # 12.2 V at rest: too low to start
    assert ticks(reached(State.IDLE), charging, 60).memory.state is State.IDLE


def test_shed_at_12_06_until_12_6_volts_for_a_minute():
    idle = reached(State.IDLE)
    assert ticks(idle, FULL_TANKS._replace(battery_voltage_v=12.06), 600).memory.state is State.IDLE
    assert ticks(idle, FULL_TANKS._replace(battery_voltage_v=12.05), 60).memory.state is State.LOW_BATT
    low = reached(State.LOW_BATT)
    rested = low._replace(since_s=300.0, charge=Charge(True, 0.9))
    assert ticks(rested, FULL_TANKS._replace(battery_voltage_v=12.59), 3600).memory.state is State.LOW_BATT
    assert ticks(rested, FULL_TANKS._replace(battery_voltage_v=12.6), 59).memory.state is State.LOW_BATT
    assert ticks(rested, FULL_TANKS._replace(battery_voltage_v=12.6), 60).memory.state is State.IDLE


@pytest.mark.proof
def test_low_battery_asks_for_a_pause_and_for_charge_as_well_as_for_volts():
    """Volts alone: at each noon a worn battery looked charged, and sagged a minute after the pump started."""
    low, sunny = reached(State.LOW_BATT), FULL_TANKS._replace(battery_voltage_v=13.5, battery_current_a=0.3)
    assert low.latched.battery_tries == 1
    full = low._replace(charge=Charge(True, 0.9))
    assert ticks(full, sunny, 298).memory.state is State.LOW_BATT, "five minutes at least"
    assert ticks(full, sunny, 300).memory.state is State.IDLE
    empty = low._replace(charge=Charge(True, 0.5))
    assert ticks(empty, sunny, 3600).memory.state is State.LOW_BATT
    by_the_book = ticks(empty, sunny, 5 * 3600 + 1800)  # 0.3 A for 5 h are 12 % of 12 Ah; 67 % are asked for
    assert by_the_book.memory.state is State.LOW_BATT
    assert ticks(empty, sunny, 7 * 3600).memory.state is State.IDLE


def test_a_low_battery_counts_its_tries_and_leaves_after_its_pause_by_volts_and_by_charge():
    good, low_v = FULL_TANKS._replace(battery_voltage_v=12.7), FULL_TANKS._replace(battery_voltage_v=12.0)
    for tries, pause_s, soc in ((0, 300, 0.67), (1, 900, 0.74), (2, 3600, 0.81)):
        low = ticks(reached(State.IDLE)._replace(latched=Latched(battery_tries=tries)), low_v, 60).memory
        assert (low.state, low.latched.battery_tries) == (State.LOW_BATT, tries + 1)
        charged = ticks(low._replace(charge=Charge(True, soc + 0.01)), good, 60).memory
        assert ticks(charged._replace(since_s=pause_s - 2.0), good, 1).memory.state is State.LOW_BATT
        assert ticks(charged._replace(since_s=pause_s - 1.0), good, 1).memory.state is State.IDLE
        by_volts = charged._replace(since_s=1e5, charge=Charge(True, soc - 0.01))
        assert ticks(by_volts, good, 1).memory.state is State.LOW_BATT


@pytest.mark.parametrize(
    "changes", [{"raw_low_wet": False, "raw_high_wet": False}, {"filter_flow_lpm": 0.2}, {"uv_current_a": 0.0}]
)
def test_only_a_full_tank_forgets_the_tries_of_the_battery(changes):
    running = reached(State.PRODUCE)._replace(latched=Latched(battery_tries=2, pumping=True))
    stopped = after(running, FILLING._replace(**changes)).memory
    assert stopped.state is not State.PRODUCE
    assert stopped.latched.battery_tries == 2


@pytest.mark.parametrize(("state", "seen"), [(State.BACKWASH, STRONG), (State.RINSE, FLOWING)])
def test_a_wash_that_the_battery_did_not_last_is_counted_too(state, seen):
    washing = reached(state)._replace(latched=Latched(wash_due=True, rinse_due=True, battery_tries=1))
    cut = ticks(washing, seen._replace(battery_voltage_v=11.4), 60).memory
    assert (cut.state, cut.latched.battery_tries, cut.wait_s) == (State.LOW_BATT, 2, 900.0)
    assert cut.latched.rinse_due


def test_a_run_that_power_cut_forgets_nothing_of_what_was_latched():
    saved = Latched(pumping=True, battery_tries=2, tries=1, wash_due=True, lamp_h=7.5)
    booted = ticks(Memory(latched=saved), THIRSTY, 10).memory
    assert booted.latched == saved._replace(pumping=False, battery_tries=3)
    assert booted.wait_s == 3600.0


def test_each_run_that_the_battery_did_not_last_asks_for_more_charge_and_a_longer_pause():
    sagging = FILLING._replace(battery_voltage_v=12.15)  # below 12.21 at rest, above shedding
    for tries, pause_s, soc in ((0, 300, 0.67), (1, 900, 0.74), (2, 3600, 0.81), (5, 3600, 0.81)):
        running = reached(State.PRODUCE)._replace(latched=Latched(battery_tries=tries))
        stopped = ticks(running, sagging, 60).memory
        assert (stopped.state, stopped.latched.battery_tries) == (State.IDLE, tries + 1)
        good = THIRSTY._replace(battery_voltage_v=12.7)
        for charge, state in ((soc - 0.01, State.IDLE), (soc + 0.001, State.PRIME)):
            booked = stopped._replace(charge=Charge(True, charge))
            assert ticks(booked, good, pause_s - 1).memory.state is State.IDLE
            assert ticks(booked._replace(since_s=pause_s - 1.0), good, 1).memory.state is state


def test_a_worn_battery_is_named_and_a_full_tank_forgets_its_tries():
    worn = Memory(state=State.IDLE, latched=Latched(battery_tries=3), charge=Charge(True, 0.7))
    assert ticks(worn, THIRSTY, 30).why.key == "idle.battery_worn"
    running = reached(State.PRODUCE)._replace(latched=Latched(battery_tries=3))
    full = after(running, FILLING._replace(product_low_wet=True, product_high_wet=True)).memory
    assert full.latched.battery_tries == 0


def test_power_that_goes_away_in_a_run_counts_as_a_run_that_the_battery_did_not_last():
    """A pump that pulls the supply down would start again at each boot."""
    running = reached(State.PRODUCE)
    assert running.latched.pumping
    booted = ticks(Memory(latched=running.latched), THIRSTY, 10)
    assert (booted.memory.state, booted.why.key) == (State.IDLE, "boot.cut")
    assert (booted.memory.latched.pumping, booted.memory.latched.battery_tries) == (False, 1)
    assert ticks(booted.memory, THIRSTY, 299).memory.state is State.IDLE
    assert ticks(booted.memory, THIRSTY, 300).memory.state is State.PRIME
    assert not reached(State.IDLE).latched.pumping


def test_the_book_counts_charge_and_follows_the_rest_voltage_while_nothing_charges():
    assert counted(Charge(), seen_of(FULL_TANKS._replace(battery_voltage_v=12.20)), 1.0).soc == pytest.approx(0.6)
    in_the_sun = FULL_TANKS._replace(battery_voltage_v=13.5, battery_current_a=1.0)
    assert counted(Charge(), seen_of(in_the_sun), 1.0).soc == 0.70
    assert counted(Charge(True, 0.5), seen_of(in_the_sun), 3600.0).soc == pytest.approx(0.5 + 1.0 / 12.0)
    charge = Charge(True, 0.9)
    for second in range(3600):
        charge = counted(charge, seen_of(FULL_TANKS._replace(battery_voltage_v=12.20)), 1.0)
        assert charge.soc == 0.9 or second >= 299
    assert 0.60 < charge.soc < 0.66


# What the sums of a run forget


def test_a_wash_forgets_how_dirty_the_sand_was_else_it_would_wash_without_end():
    dirty = Memory(State.BACKWASH, run=RunSums(dirty_s=5000.0))
    assert entered(dirty, Step(State.RINSE, reasons.RINSED, dirty.latched)).run == RunSums()


def test_water_whose_flow_was_lost_must_prove_anew_that_it_is_clear():
    running = Memory(State.PRODUCE, run=RunSums(means=3, mean_ntu=1.0, previous_ntu=1.0, dirty_s=60.0, worked_s=500.0))
    after_it = entered(running, Step(State.FILTER_TO_WASTE, reasons.PRIMING, running.latched)).run
    assert after_it == RunSums(dirty_s=60.0, worked_s=500.0)
