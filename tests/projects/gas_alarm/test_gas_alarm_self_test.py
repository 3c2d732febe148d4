"""The self-test: lamps, siren, one stroke of the valve; never while there is gas."""

from __future__ import annotations

import pytest

from projects.gas_alarm.control import Action, State

WEEK_S = 7 * 24 * 3600


def test_the_button_starts_lamps_siren_and_a_stroke_of_the_valve(alarm):
    assert alarm.press("test") == Action(False, True, False, True, True, True)  # this is its second tick
    assert alarm.state is State.SELFTEST
    actions = [alarm.action, *alarm.run(8)]
    assert [action.siren for action in actions] == [True] * 2 + [False] * 7
    assert not any(action.valve_open for action in actions)
    alarm.run(2)
    assert (alarm.state, alarm.why) == (State.NORMAL, "shut.self_test")


def test_after_the_stroke_the_gas_waits_for_reset(alarm):
    """The stroke put out every flame, so the gas must not come back by itself."""
    alarm.press("test")
    assert not any(action.valve_open for action in alarm.run(600))
    alarm.press("reset")
    assert alarm.action.valve_open


def test_it_comes_by_itself_once_a_week(alarm):
    began_s = alarm.t_s - alarm.memory.test_s
    while alarm.state is State.NORMAL:
        alarm.tick(3600.0)
    assert alarm.state is State.SELFTEST
    assert WEEK_S <= alarm.t_s - began_s <= WEEK_S + 2 * 3600
    alarm.run(20)
    assert alarm.memory.test_s < 60.0


def test_a_valve_that_does_not_shut_is_found(alarm):
    alarm.press("test")
    for _ in range(6):
        alarm.tick(valve_switch_closed=False)
    assert (alarm.state, alarm.why) == (State.FAULT, "fault.valve_shuts_not")
    for _ in range(100):
        alarm.tick(valve_switch_closed=False)
    assert alarm.state is State.FAULT


@pytest.mark.parametrize("seen", [{"gas_lpg_ppm": 420.0}, {"gas_lpg_ppm": 1000.0}, {"fumes_co_ppm": 25.0}])
def test_never_while_there_is_any_gas(alarm, seen):
    alarm.run(10, **seen)
    alarm.press("test")
    assert alarm.state is not State.SELFTEST
    assert alarm.action.valve_open


def test_the_weekly_test_waits_for_clean_air(alarm):
    alarm.look(gas_lpg_ppm=500.0)
    for _ in range(200):
        alarm.tick(3600.0)
        assert alarm.state is State.NORMAL
    alarm.tick(gas_lpg_ppm=5.0)
    assert alarm.state is State.SELFTEST


def test_gas_ends_the_self_test(alarm):
    alarm.press("test")
    alarm.tick(gas_lpg_ppm=1850.0)
    assert (alarm.state, alarm.action.siren) == (State.ALARM, True)


def test_it_does_not_start_in_a_fault(alarm):
    alarm.tick(heater_current_a=0.0)
    alarm.press("test")
    assert alarm.state is State.FAULT
