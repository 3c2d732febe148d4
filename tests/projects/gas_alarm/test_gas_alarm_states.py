"""Every state of the gas alarm: how it is entered, what it does, how it is left. Each limit on both sides."""

from __future__ import annotations

from math import exp

import pytest

from projects.gas_alarm import model
from projects.gas_alarm.control import SAFE, Action, State
from projects.gas_alarm.model import Valve

WARMING = Action(valve_open=False, siren=False, fan=False, fault_lamp=False, amber_lamp=True, green_lamp=False)
WELL = Action(valve_open=True, siren=False, fan=False, fault_lamp=False, amber_lamp=False, green_lamp=True)


def test_safe_is_shut_and_dark_but_for_the_fault_lamp():
    assert Action(False, False, False, True, False, False) == SAFE


def test_short_names_are_the_states():
    assert all(getattr(model, state.name) is state for state in State)


# WARMUP


def test_warm_up_shows_amber_and_keeps_the_valve_shut_for_180_s(cold):
    actions = cold.run(180, gas_lpg_ppm=None, gas_warming=True)
    assert set(actions) == {WARMING}
    assert cold.state is State.WARMUP
    assert cold.why == "warmup.wait"


def test_no_detection_before_180_s_and_detection_from_then_on(cold):
    cold.run(180, gas_lpg_ppm=5000.0)  # a cold MQ sensor shows gas that is not there
    assert cold.state is State.WARMUP
    cold.tick()
    assert cold.state is State.EMERGENCY


def test_gas_goes_on_only_after_warm_up(cold):
    actions = cold.run(185)
    assert [action.valve_open for action in actions].index(True) == 181  # the turn after the latch was saved
    assert cold.action == WELL
    assert cold.why == "normal.well"


def test_warm_up_waits_for_the_first_value_of_the_co_sensor(cold):
    cold.run(300, fumes_co_ppm=None)
    assert cold.state is State.WARMUP
    cold.tick(fumes_co_ppm=1.0)
    assert cold.state is State.NORMAL


def test_the_median_may_need_three_samples_after_warm_up(cold):
    cold.run(180, gas_lpg_ppm=None, gas_warming=True)
    cold.run(3, gas_warming=False)
    assert cold.state is State.WARMUP
    cold.tick(gas_lpg_ppm=4.0)
    assert cold.state is State.NORMAL


def test_a_gas_sensor_that_never_speaks_is_a_fault_soon_after_warm_up(cold):
    cold.run(180, gas_lpg_ppm=None, gas_warming=True)
    cold.run(21, gas_warming=False)
    assert cold.state is State.WARMUP
    cold.tick()
    assert cold.state is State.FAULT
    assert cold.why == "fault.gas_lost"


def test_sensors_that_warm_up_for_ever_are_a_fault_after_10_minutes(cold):
    cold.run(601, gas_lpg_ppm=None, gas_warming=True)
    assert cold.state is State.WARMUP
    cold.tick()
    assert (cold.state, cold.why) == (State.FAULT, "fault.not_ready")


def test_the_valve_opens_only_into_clean_air(cold):
    cold.run(200, gas_lpg_ppm=600.0)
    assert cold.state is State.NORMAL
    assert not cold.action.valve_open
    assert (cold.why, cold.action.amber_lamp) == ("normal.not_clean", True)
    cold.run(2, gas_lpg_ppm=419.9)
    assert cold.action.valve_open


def test_the_valve_opens_only_when_a_restart_would_know_that_it_was_open(cold):
    """A full card: after a restart the gas would come back by itself."""
    cold.run(180, gas_lpg_ppm=None, gas_warming=True)
    actions = cold.run(600, gas_lpg_ppm=5.0, gas_warming=False, latch_saved=False)
    assert not any(action.valve_open for action in actions)
    assert (cold.state, cold.why, cold.action.amber_lamp) == (State.NORMAL, "normal.opening", True)
    cold.tick(latch_saved=True)
    assert (cold.why, cold.action.valve_open) == ("normal.well", True)
    assert all(action.valve_open for action in cold.run(60, latch_saved=False)), "staying never waits"


@pytest.mark.parametrize("what", [{"gas_lpg_ppm": 5000.0}, {"fumes_co_ppm": 400.0}, {"gas_lpg_ppm": None}])
def test_the_valve_shuts_at_once_also_on_a_full_card(alarm, what):
    assert alarm.action.valve_open
    alarm.tick(**what, latch_saved=False)
    assert not alarm.action.valve_open


def test_gas_that_comes_while_the_card_is_waited_for_is_not_met_by_an_opening_valve(cold):
    cold.run(180, gas_lpg_ppm=None, gas_warming=True)
    cold.run(5, gas_lpg_ppm=5.0, gas_warming=False, latch_saved=False)
    actions = cold.run(60, gas_lpg_ppm=1000.0, latch_saved=True)
    assert not any(action.valve_open for action in actions)


def test_an_alarm_never_opens_the_valve(cold):
    """Gas in the air at power-on: WARMUP goes to PREALARM, and the valve stays as it was."""
    cold.run(181, gas_lpg_ppm=1000.0)
    assert cold.state is State.PREALARM
    assert not cold.action.valve_open


# Limits


@pytest.mark.parametrize(
    ("lpg_ppm", "state"),
    [  # 5, 10 and 20 % of 14 000 ppm
        (699.9, State.NORMAL),
        (700.0, State.PREALARM),
        (1399.9, State.PREALARM),
        (1400.0, State.ALARM),
        (2799.9, State.ALARM),
        (2800.0, State.EMERGENCY),
    ],
)
def test_limits_on_both_sides(alarm, lpg_ppm, state):
    for minute in range(12):  # slowly, so that no fast rise is seen
        alarm.run(60, 3.0, gas_lpg_ppm=min(lpg_ppm, 5.0 + 233.0 * minute))
    alarm.tick(gas_lpg_ppm=lpg_ppm)
    assert alarm.state is state


@pytest.mark.parametrize(("per_minute_ppm", "state"), [(695.0, State.PREALARM), (704.0, State.ALARM)])
def test_a_rise_of_more_than_5_pct_lel_in_a_minute_is_an_alarm(alarm, per_minute_ppm, state):
    for second in range(116):  # ends below 1400 ppm, so that only the rise can tell
        alarm.tick(gas_lpg_ppm=per_minute_ppm * second / 60.0)
    assert alarm.state is state


def test_a_jump_of_more_than_5_pct_lel_is_an_alarm_at_once(alarm):
    alarm.tick(gas_lpg_ppm=705.0)  # from 5 ppm: not more than 700
    assert alarm.state is State.PREALARM
    alarm.tick(gas_lpg_ppm=706.0)
    assert alarm.state is State.ALARM


def test_gas_that_falls_is_never_a_fast_rise(alarm):
    """It rose, and now it falls: the alarm stands, but the 12 s to the shut valve no longer count."""
    alarm.run(5, gas_lpg_ppm=1400.0)
    assert alarm.state is State.ALARM
    alarm.run(60, gas_lpg_ppm=1390.0)
    assert alarm.action.valve_open


def test_a_fast_rise_that_goes_on_shuts_the_valve_like_any_alarm(alarm):
    actions = [alarm.tick(gas_lpg_ppm=40.0 * second) for second in range(44)]  # stays below 1800 ppm
    assert not actions[-1].valve_open


# PREALARM


def test_prealarm_beeps_every_5_s_starts_the_fan_and_leaves_the_gas_on(alarm):
    actions = alarm.run(11, gas_lpg_ppm=700.0)
    assert [second for second, action in enumerate(actions) if action.siren] == [0, 5, 10]
    assert alarm.action == Action(True, True, True, False, True, False)
    assert alarm.why == "gas.prealarm"


def test_prealarm_clears_by_itself_after_5_minutes_below_540(alarm):
    alarm.run(10, gas_lpg_ppm=700.0)
    alarm.run(900, gas_lpg_ppm=420.0)
    assert alarm.state is State.PREALARM
    alarm.run(300, gas_lpg_ppm=419.9)
    assert alarm.state is State.PREALARM
    alarm.tick()
    assert alarm.state is State.NORMAL
    assert alarm.action == WELL  # the fan stops, the gas was never off


def test_a_moment_of_gas_starts_the_5_minutes_again(alarm):
    alarm.run(10, gas_lpg_ppm=700.0)
    alarm.run(299, gas_lpg_ppm=100.0)
    alarm.tick(gas_lpg_ppm=420.0)
    alarm.run(300, gas_lpg_ppm=100.0)
    assert alarm.state is State.PREALARM
    alarm.tick()
    assert alarm.state is State.NORMAL


@pytest.mark.parametrize("dt_s", [0.5, 3.0])
def test_5_minutes_are_5_minutes_at_any_tick_length(alarm, dt_s):
    alarm.run(10, gas_lpg_ppm=700.0)
    alarm.run(300, dt_s, gas_lpg_ppm=100.0)  # the first tick begins the count
    assert alarm.state is State.PREALARM
    alarm.tick(dt_s)
    assert alarm.state is State.NORMAL


# ALARM


def test_alarm_sounds_at_once_and_shuts_the_valve_after_12_s(alarm):
    """12 to 15 s of ALARM, vendors' practice."""
    actions = alarm.run(20, gas_lpg_ppm=1400.0)
    assert all(action.siren for action in actions)
    assert [action.valve_open for action in actions].index(False) == 12
    assert alarm.why == "gas.alarm_shut"
    assert alarm.memory.latched.valve is Valve.SHUT_BY_ALARM


def test_alarm_reached_by_a_jump_does_not_start_the_fan(alarm):
    assert not any(action.fan for action in alarm.run(30, gas_lpg_ppm=2000.0))


def test_alarm_with_the_valve_still_open_clears_by_itself(alarm):
    alarm.run(10, gas_lpg_ppm=1400.0)
    alarm.run(301, gas_lpg_ppm=100.0)
    assert alarm.state is State.NORMAL
    assert alarm.action.valve_open


def test_alarm_with_a_shut_valve_waits_for_the_reset_button(alarm):
    alarm.run(20, gas_lpg_ppm=1400.0)
    alarm.run(2000, 3.0, gas_lpg_ppm=100.0)
    assert (alarm.state, alarm.action.siren, alarm.why) == (State.ALARM, True, "alarm.over")
    assert not alarm.action.valve_open
    alarm.press("reset")
    assert alarm.state is State.NORMAL
    assert alarm.action == WELL


def test_reset_before_the_air_was_clean_for_5_minutes_does_nothing(alarm):
    alarm.run(20, gas_lpg_ppm=1400.0)
    alarm.run(299, gas_lpg_ppm=100.0)
    alarm.press("reset")
    assert alarm.state is State.ALARM
    alarm.run(10)
    alarm.press("reset")
    assert alarm.state is State.NORMAL


def test_an_alarm_between_its_limits_stands(alarm):
    alarm.run(5, gas_lpg_ppm=1400.0)
    alarm.run(3600, 3.0, gas_lpg_ppm=1000.0)
    assert alarm.state is State.ALARM


# Hair spray (the two-of-three median adds at most a second to what the law sees)


def test_hair_spray_for_10_s_sounds_but_leaves_the_gas_on(alarm):
    actions = alarm.run(10, gas_lpg_ppm=2300.0)
    actions += alarm.run(400, gas_lpg_ppm=5.0)
    assert actions[0].siren
    assert all(action.valve_open for action in actions)
    assert alarm.state is State.NORMAL


def test_hair_spray_as_a_slow_sensor_sees_it_leaves_the_gas_on(alarm):
    """15 s rising, 45 s falling, 2300 ppm for 10 s: the fast-rise rule alone must not shut the valve."""
    felt_ppm = 0.0
    for second in range(200):
        felt_ppm += (2300.0 - felt_ppm) / 15.0 if second < 10 else -felt_ppm / 45.0
        assert alarm.tick(gas_lpg_ppm=felt_ppm).valve_open


def as_sampled(felt_ppm, start_s: int) -> list[float]:
    """What the law sees each second of a sensor that is read every 4 s and voted two of three."""
    samples = [felt_ppm(second) for second in range(start_s - 12, 80, 4)]
    votes = [sorted(three)[1] for three in zip(samples, samples[1:], samples[2:], strict=False)]
    return [vote for vote in votes for _ in range(4)]


def slow_puff_ppm(second: int) -> float:
    """10 s of 2300 ppm, felt by a layer that needs 15 s to rise and 45 s to fall."""
    peak_ppm = 2300.0 * (1.0 - exp(-10.0 / 15.0))
    return max(0.0, 2300.0 * (1.0 - exp(-second / 15.0))) if second <= 10 else peak_ppm * exp((10 - second) / 45.0)


def each_beat(test):
    """Marks of the last minute are taken every 4 s, samples too: no beat of the two may spoil the 12 s."""
    marked = pytest.mark.parametrize("mark_s", range(4))(test)
    return pytest.mark.parametrize("sample_s", range(4))(marked)


@each_beat
def test_a_puff_seen_every_4_s_leaves_the_gas_on(alarm, sample_s, mark_s):
    alarm.run(mark_s)
    actions = [alarm.tick(gas_lpg_ppm=ppm) for ppm in as_sampled(slow_puff_ppm, sample_s)]
    assert any(action.siren for action in actions)
    assert all(action.valve_open for action in actions)


@each_beat
def test_a_rise_seen_every_4_s_shuts_the_valve_12_s_after_the_alarm(alarm, sample_s, mark_s):
    alarm.run(mark_s)
    began_s = None
    for second, ppm in enumerate(as_sampled(lambda second: max(0.0, 20.0 * second), sample_s)):
        action = alarm.tick(gas_lpg_ppm=ppm)
        if began_s is None and alarm.state is State.ALARM:
            began_s = second
        if not action.valve_open:
            break
    assert second - began_s == 12


def test_puffs_far_apart_do_not_add_up_but_gas_that_flickers_does(alarm):
    for _ in range(5):
        alarm.run(8, gas_lpg_ppm=2000.0)
        alarm.run(20, gas_lpg_ppm=100.0)
    assert alarm.action.valve_open
    for _ in range(12):
        alarm.run(3, gas_lpg_ppm=1801.0)
        alarm.run(1, gas_lpg_ppm=1399.0)
    assert not alarm.action.valve_open


def test_hair_spray_for_60_s_shuts_the_gas(alarm):
    actions = alarm.run(60, gas_lpg_ppm=3000.0)
    assert not actions[-1].valve_open
    alarm.run(60, gas_lpg_ppm=5.0)
    assert not alarm.action.valve_open


# EMERGENCY


def test_emergency_shuts_the_valve_at_once_and_leaves_the_fan_as_it_is(alarm):
    alarm.run(5, gas_lpg_ppm=700.0)
    assert alarm.action.fan
    assert alarm.tick(gas_lpg_ppm=2800.0) == Action(False, True, True, False, True, False)
    assert alarm.why == "gas.emergency"
    assert alarm.decision.urgent


def test_emergency_does_not_start_the_fan(alarm):
    actions = alarm.run(20, gas_lpg_ppm=4000.0)
    assert not any(action.fan for action in actions)


def test_emergency_stays_until_clean_air_and_reset(alarm):
    alarm.tick(gas_lpg_ppm=2800.0)
    alarm.run(1000, gas_lpg_ppm=420.0)
    alarm.press("reset")
    assert alarm.state is State.EMERGENCY
    alarm.run(200, gas_lpg_ppm=100.0)
    alarm.press("reset")
    assert (alarm.state, alarm.memory.latched.emergency) == (State.EMERGENCY, True), "clean air for less than 5 minutes"
    alarm.run(101)
    assert (alarm.state, alarm.action.siren, alarm.why) == (State.EMERGENCY, True, "alarm.over")
    alarm.press("reset")
    assert (alarm.state, alarm.action) == (State.NORMAL, WELL)
