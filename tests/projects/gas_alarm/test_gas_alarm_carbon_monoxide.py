"""Carbon monoxide: the dose law, the rows of EN 50291-1, and the latch."""

from __future__ import annotations

import pytest

from projects.gas_alarm.control import Action, State

SAMPLE_S = 150  # the MQ-7 gives one value a heater cycle


def minutes_to_alarm(alarm, co_ppm: float, limit_min: int) -> float | None:
    """Fed as the sensor feeds it: the first sample up to 150 s late, then one value held for 150 s."""
    alarm.run(SAMPLE_S, 3.0)
    for tick in range(limit_min * 6):
        alarm.tick(10.0, fumes_co_ppm=co_ppm)
        if alarm.state is State.CO_ALARM:
            return (SAMPLE_S + tick * 10.0) / 60.0
    return None


@pytest.mark.parametrize(
    ("co_ppm", "not_before_min", "by_min"),
    [(30.0, 120.0, 1000.0), (50.0, 60.0, 90.0), (100.0, 10.0, 40.0), (300.0, 0.0, 3.0)],  # EN 50291-1
)
def test_rows_of_en_50291_with_one_sample_every_150_s(alarm, co_ppm, not_before_min, by_min):
    minutes = minutes_to_alarm(alarm, co_ppm, 300)
    assert minutes is not None
    assert not_before_min <= minutes <= by_min


@pytest.mark.parametrize(("co_ppm", "state"), [(199.9, State.NORMAL), (200.0, State.CO_ALARM)])
def test_one_sample_of_200_ppm_is_enough(alarm, co_ppm, state):
    alarm.tick(fumes_co_ppm=co_ppm)
    assert alarm.state is state


def test_dose_alarms_at_75_minutes_of_50_ppm(alarm):
    alarm.run(74 * 60, 3.0, fumes_co_ppm=50.0)
    alarm.run(59)
    assert alarm.state is State.NORMAL
    alarm.run(2)
    assert alarm.state is State.CO_ALARM


def test_below_25_ppm_the_dose_decays(alarm):
    """An hour of clean air leaves exp(-1) of the dose."""
    alarm.run(60 * 60, 3.0, fumes_co_ppm=50.0)
    alarm.run(60 * 60, 3.0, fumes_co_ppm=24.9)
    assert alarm.memory.air.dose_min == pytest.approx(60.0 * 0.36788, rel=0.01)
    assert alarm.state is State.NORMAL


def test_24_ppm_never_alarms(alarm):
    for _ in range(24 * 60):
        alarm.tick(60.0, fumes_co_ppm=24.0)
    assert alarm.state is State.NORMAL


def test_co_alarm_shuts_the_valve_at_once_and_starts_the_fan(alarm):
    assert alarm.tick(fumes_co_ppm=300.0) == Action(False, True, True, False, True, False)
    assert (alarm.why, alarm.decision.urgent) == ("co.alarm", True)


@pytest.mark.parametrize("gas_ppm", [2800.0, None])
def test_co_alarm_leaves_the_fan_alone_where_its_spark_could_light_gas(alarm, gas_ppm):
    alarm.run(3, fumes_co_ppm=300.0, gas_lpg_ppm=gas_ppm)
    assert alarm.memory.latched.co
    assert not alarm.action.fan


def test_co_alarm_leaves_the_fan_alone_while_the_gas_sensor_is_not_believed(alarm):
    """A sensor without heat shows clean air in any gas: then nobody knows what a spark would do."""
    alarm.run(3, fumes_co_ppm=300.0, heater_current_a=0.0)
    assert (alarm.state, alarm.action.siren, alarm.action.fan) == (State.CO_ALARM, True, False)


def test_the_dose_survives_a_restart(alarm, reboot):
    """Noted with each value as it will be at the next; what was breathed without one counts as the next one shows."""
    for value in (100.0, 101.0, 102.0):
        alarm.run(150, fumes_co_ppm=value)
    noted_min = alarm.memory.latched.co_dose_min
    assert noted_min == pytest.approx(alarm.memory.air.dose_min, rel=0.01)
    assert noted_min == pytest.approx(450.0 / 60.0 * 4.0, rel=0.05)
    again = reboot(alarm.memory.latched)
    again.run(150, fumes_co_ppm=None, gas_lpg_ppm=None, gas_warming=True)
    again.tick(fumes_co_ppm=100.0)
    assert again.memory.air.dose_min == pytest.approx(noted_min + 151.0 / 60.0 * 4.0)


def test_the_dose_is_not_written_to_the_card_on_every_tick(alarm):
    alarm.run(3, fumes_co_ppm=100.0)
    noted_min = alarm.memory.latched.co_dose_min
    alarm.run(100)
    assert alarm.memory.latched.co_dose_min == noted_min > 0.0


def test_co_alarm_stays_until_clean_air_and_reset(alarm):
    alarm.tick(fumes_co_ppm=300.0)
    alarm.run(1000, 3.0, fumes_co_ppm=25.0)
    alarm.press("reset")
    assert alarm.state is State.CO_ALARM
    alarm.run(200, fumes_co_ppm=24.9)
    alarm.press("reset")
    assert (alarm.state, alarm.memory.latched.co) == (State.CO_ALARM, True), "clean air for less than 5 minutes"
    alarm.run(101)
    assert (alarm.state, alarm.action.siren) == (State.CO_ALARM, True)
    alarm.press("reset")
    assert (alarm.state, alarm.action.valve_open) == (State.NORMAL, True)


def test_after_a_long_exposure_co_alarms_again_soon(alarm):
    """The dose is held at 75, so one reset does not give the next exposure a fresh start."""
    alarm.run(3 * 3600, 30.0, fumes_co_ppm=100.0)
    alarm.run(301, fumes_co_ppm=0.0)
    alarm.press("reset")
    assert alarm.state is State.NORMAL
    alarm.run(10 * 60, 3.0, fumes_co_ppm=50.0)
    assert alarm.state is State.CO_ALARM


def test_emergency_is_stronger_than_co_and_co_remains_behind_it(alarm):
    alarm.tick(fumes_co_ppm=300.0, gas_lpg_ppm=4000.0)
    assert alarm.state is State.EMERGENCY
    assert alarm.memory.latched.co
