"""A gas sensor that has lost its sense shows clean air for ever: its signal there, and gas that somebody shows it."""

from __future__ import annotations

import pytest

from projects.gas_alarm.control import State
from projects.gas_alarm.model import Valve

DAY_S = 86_400


@pytest.mark.parametrize(
    ("signal_pct", "state"),
    [(69.9, State.EOL), (70.0, State.NORMAL), (130.0, State.NORMAL), (130.1, State.EOL)],
)
def test_a_day_of_another_signal_in_clean_air_ends_the_sensor(alarm, signal_pct, state):
    alarm.run(DAY_S - 2 * 3600, 60.0, gas_clean_air_pct=signal_pct)
    assert alarm.state is State.NORMAL
    alarm.run(3 * 3600, 60.0)
    assert (alarm.state, alarm.action.valve_open) == (state, state is State.NORMAL)


@pytest.mark.parametrize(("signal_pct", "moved"), [(84.9, True), (85.0, False), (115.0, False), (115.1, True)])
def test_a_day_of_a_signal_that_has_moved_asks_for_a_calibration(alarm, signal_pct, moved):
    """What is lost before the sensor's end is not small: with a fifth lost 20 % of the LEL shows as 490 ppm."""
    alarm.run(DAY_S + 3600, 60.0, gas_clean_air_pct=signal_pct)
    assert (alarm.state, alarm.action.valve_open) == (State.NORMAL, True)
    assert (alarm.why, alarm.action.amber_lamp) == (("normal.signal_moved", True) if moved else ("normal.well", False))


def test_no_single_hour_decides(alarm):
    alarm.run(11 * 3600, 60.0, gas_clean_air_pct=20.0)
    alarm.run(DAY_S, 60.0, gas_clean_air_pct=100.0)
    assert alarm.state is State.NORMAL


def test_a_signal_in_air_that_is_not_clean_is_not_noted(alarm):
    alarm.run(2 * DAY_S, 60.0, gas_clean_air_pct=20.0, gas_lpg_ppm=420.0)
    assert alarm.state is State.NORMAL
    assert alarm.memory.sense.notes_pct == (100.0,), "that of the start"


def test_a_sensor_that_has_smelled_no_gas_for_eight_days_asks_for_a_bump_test(alarm):
    alarm.run(8 * DAY_S, 60.0)
    assert alarm.memory.latched.valve is Valve.SHUT_BY_SELF_TEST, "of the week"
    alarm.press("reset")
    alarm.run(120)
    assert (alarm.state, alarm.why, alarm.action.amber_lamp) == (State.NORMAL, "normal.bump_test", True)
    alarm.tick(gas_lpg_ppm=700.0)
    alarm.run(400, gas_lpg_ppm=5.0)
    assert (alarm.why, alarm.action.amber_lamp) == ("normal.well", False)


@pytest.mark.parametrize("danger", [{"gas_lpg_ppm": 2800.0}, {"fumes_co_ppm": 300.0}])
def test_clean_air_needs_a_living_co_sensor_too(alarm, danger):
    alarm.tick(**danger)
    state = alarm.state
    alarm.run(400, gas_lpg_ppm=5.0, fumes_co_ppm=None)
    alarm.press("reset")
    assert (alarm.state, alarm.action.valve_open) == (state, False)
    alarm.run(301, fumes_co_ppm=1.0)
    alarm.press("reset")
    assert (alarm.state, alarm.action.valve_open) == (State.NORMAL, True)
