"""The hush button silences the siren of PREALARM and ALARM for ten minutes, and nothing else."""

from __future__ import annotations

from itertools import pairwise

import pytest

from projects.gas_alarm.control import State


def test_hush_is_quiet_for_10_minutes_and_no_longer(alarm):
    alarm.run(5, gas_lpg_ppm=1400.0)
    alarm.press("hush")
    assert alarm.why == "gas.hushed"
    actions = [alarm.action, *alarm.run(598)]
    assert not any(action.siren for action in actions)
    assert alarm.tick().siren


def test_a_hushed_alarm_still_shuts_the_valve(alarm):
    alarm.tick(gas_lpg_ppm=1400.0)
    alarm.press("hush")
    actions = alarm.run(20)
    assert not any(action.siren for action in actions)
    assert not actions[-1].valve_open
    assert alarm.state is State.ALARM
    assert alarm.action.amber_lamp


@pytest.mark.parametrize(("lpg_ppm", "siren"), [(2179.9, False), (2180.0, True)])
def test_2_pct_lel_more_gas_ends_the_quiet(alarm, lpg_ppm, siren):
    alarm.run(5, gas_lpg_ppm=1900.0)
    alarm.press("hush")
    assert alarm.tick(gas_lpg_ppm=lpg_ppm).siren is siren


def test_pressing_again_neither_prolongs_the_quiet_nor_raises_its_limit(alarm):
    alarm.run(5, gas_lpg_ppm=1900.0)
    alarm.press("hush")
    for _ in range(4):
        alarm.tick(hush_pressed=True, gas_lpg_ppm=2150.0)
        alarm.run(148, hush_pressed=False)
    assert not alarm.action.siren
    alarm.run(4)
    assert alarm.action.siren
    alarm.press("hush")
    assert alarm.tick(gas_lpg_ppm=2429.9).siren is False
    assert alarm.tick(gas_lpg_ppm=2430.0).siren


def test_a_taped_down_button_hushes_once(alarm):
    alarm.run(5, gas_lpg_ppm=1900.0)
    alarm.run(600, hush_pressed=True)
    assert all(action.siren for action in alarm.run(100))


def test_a_button_whose_damp_wire_presses_it_again_and_again_keeps_nothing_quiet(alarm):
    for _ in range(100):
        alarm.run(18, gas_lpg_ppm=1900.0, hush_pressed=False)
        alarm.run(2, hush_pressed=True)
    assert alarm.state is State.ALARM
    assert all(action.siren for action in alarm.run(30, hush_pressed=False))


def test_a_button_held_since_power_on_does_nothing(cold):
    cold.run(200, hush_pressed=True, gas_lpg_ppm=1900.0)
    assert (cold.state, cold.action.siren) == (State.ALARM, True)


def test_a_button_that_was_unreadable_and_is_down_is_no_press(alarm):
    alarm.run(5, gas_lpg_ppm=1500.0)
    alarm.tick(hush_pressed=None)
    assert alarm.tick(hush_pressed=True).siren


def test_a_worse_alarm_ends_the_quiet(alarm):
    for ppm in range(0, 1390, 10):
        alarm.tick(gas_lpg_ppm=float(ppm))
    alarm.press("hush")
    assert alarm.state is State.PREALARM
    assert not any(action.siren for action in alarm.run(30))
    assert alarm.tick(gas_lpg_ppm=1400.0).siren
    assert alarm.state is State.ALARM


def test_hush_abuse_cannot_silence_rising_gas_for_long_nor_an_emergency(alarm):
    """Somebody presses every second while gas rises: every 280 ppm the siren is heard, from 2800 ppm for good."""
    sounded_ppm = []
    for ppm in range(0, 4000, 5):
        alarm.tick(gas_lpg_ppm=float(ppm), hush_pressed=ppm % 10 == 0)
        if alarm.action.siren:
            sounded_ppm.append(ppm)
        if ppm >= 3600:
            assert alarm.action.siren
    gaps = [right - left for left, right in pairwise(sounded_ppm)]
    assert max(gaps) <= 375  # 360 ppm, and up to 10 ppm until the next press, and one tick


@pytest.mark.parametrize(
    ("seen", "state"), [({"gas_lpg_ppm": 4000.0}, "EMERGENCY"), ({"fumes_co_ppm": 300.0}, "CO_ALARM")]
)
def test_emergency_and_co_cannot_be_hushed(alarm, seen, state):
    alarm.tick(**seen)
    for _ in range(20):
        assert alarm.press("hush").siren
        assert alarm.tick().siren
    assert alarm.state.name == state


@pytest.mark.parametrize("lost", ["gas_lpg_ppm", "fumes_co_ppm", "battery_voltage_v"])
def test_a_fault_ends_the_quiet(alarm, lost):
    alarm.run(5, gas_lpg_ppm=1900.0)
    alarm.press("hush")
    alarm.tick()
    good = getattr(alarm.seen, lost)
    assert alarm.tick(**{lost: None}).siren
    assert alarm.state is State.ALARM
    assert all(action.siren for action in alarm.run(50, **{lost: good}))


def test_an_alarm_whose_sensor_is_not_hot_yet_cannot_be_hushed(alarm):
    """Its value means nothing yet, so nobody knows whether the gas rises."""
    alarm.run(20, gas_lpg_ppm=1900.0)
    alarm.run(3, heater_current_a=0.0)
    alarm.run(3, heater_current_a=0.15)
    assert alarm.press("hush").siren
    assert alarm.tick().siren
    assert alarm.state is State.ALARM
