"""Faults of the alarm itself: heater, battery, valve, sensors, and sensors too old."""

from __future__ import annotations

import pytest

from projects.gas_alarm.control import Action, State, cuts_off
from projects.gas_alarm.model import Fault

WELL = Action(valve_open=True, siren=False, fan=False, fault_lamp=False, amber_lamp=False, green_lamp=True)


@pytest.mark.parametrize(
    ("heater_a", "state"),
    [(0.0, State.FAULT), (0.099, State.FAULT), (0.10, State.NORMAL), (0.20, State.NORMAL), (0.201, State.FAULT)],
)
def test_the_heater_must_draw_its_current(alarm, heater_a, state):
    """A dead heater reads like clean air: only its current tells. 33 ohm at 5 V: 0.15 A (MQ-6 data sheet)."""
    alarm.tick(heater_current_a=heater_a)
    assert alarm.state is state
    assert alarm.action.valve_open is (state is State.NORMAL)


def test_fault_chirps_every_40_s(alarm):
    actions = alarm.run(121, heater_current_a=0.0)
    assert [second for second, action in enumerate(actions) if action.siren] == [0, 40, 80, 120]
    assert alarm.action == Action(False, True, False, True, False, False)


def test_after_a_cold_heater_the_sensor_warms_up_again_and_the_valve_waits_for_reset(alarm):
    alarm.run(5, heater_current_a=0.0)
    alarm.run(180, heater_current_a=0.15, gas_lpg_ppm=5000.0)
    assert (alarm.state, alarm.why) == (State.WARMUP, "warmup.shut")
    alarm.run(10, gas_lpg_ppm=5.0)
    assert (alarm.state, alarm.why, alarm.action.valve_open) == (State.NORMAL, "shut.fault", False)
    alarm.press("reset")
    assert alarm.action == WELL


def test_a_heater_that_could_not_be_measured_may_have_been_cold(alarm):
    alarm.tick(heater_current_a=None)
    alarm.run(180, heater_current_a=0.15)
    assert alarm.state is State.WARMUP
    alarm.tick()
    assert alarm.state is State.NORMAL


def test_gas_is_loud_while_the_meter_of_the_heater_is_silent_but_clean_air_is_not_believed(alarm):
    alarm.run(5, heater_current_a=None)
    assert (alarm.state, alarm.action.valve_open) == (State.FAULT, False)
    alarm.run(5, gas_lpg_ppm=2500.0)
    assert (alarm.state, alarm.action.siren, alarm.action.valve_open) == (State.ALARM, True, False)
    alarm.run(400, gas_lpg_ppm=5.0)
    assert alarm.state is State.ALARM, "a sensor that has gone cold reads the same as clean air"


def test_a_sensor_that_was_never_hot_is_not_believed_because_its_meter_is_silent(cold):
    cold.run(400, heater_current_a=None, gas_lpg_ppm=5000.0)
    assert cold.state is State.FAULT
    assert not cold.action.valve_open


def test_an_alarm_before_the_co_sensor_is_ready_stands_when_the_gas_sensor_dies(cold):
    cold.run(190, gas_lpg_ppm=2000.0, fumes_co_ppm=None)
    assert cold.state is State.ALARM
    cold.run(5, gas_lpg_ppm=None)
    assert (cold.state, cold.why, cold.action.siren) == (State.ALARM, "gas.alarm_fault", True)


@pytest.mark.parametrize(
    ("mains", "battery_v", "state"),
    [
        (True, 11.0, State.NORMAL),
        (False, 11.5, State.NORMAL),
        (False, 11.49, State.FAULT),
        (None, 11.49, State.FAULT),  # unknown mains counts as no mains
    ],
)
def test_a_low_battery_shuts_the_gas_when_the_mains_is_off(alarm, mains, battery_v, state):
    alarm.tick(mains_closed=mains, battery_voltage_v=battery_v)
    assert alarm.state is state


def test_a_low_battery_does_not_flicker(alarm):
    """Without load its voltage rises again; it counts as low until 12.6 V or until the mains is back."""
    alarm.tick(mains_closed=False, battery_voltage_v=11.4)
    alarm.run(10, battery_voltage_v=12.59)
    assert alarm.state is State.FAULT
    alarm.tick(battery_voltage_v=12.6)
    assert alarm.state is State.NORMAL
    alarm.tick(battery_voltage_v=11.4)
    alarm.tick(mains_closed=True)
    assert (alarm.state, alarm.why) == (State.NORMAL, "shut.fault")


def test_on_battery_the_gas_stays_on_and_the_alarm_says_so(alarm):
    alarm.tick(mains_closed=False, battery_voltage_v=12.6)
    assert (alarm.why, alarm.action.amber_lamp, alarm.action.valve_open) == ("normal.battery", True, True)


def test_a_charger_that_does_not_charge_is_named_after_a_minute(alarm):
    alarm.run(60, battery_current_a=-0.6)
    assert alarm.action == WELL
    alarm.tick()
    assert (alarm.state, alarm.why, alarm.action.valve_open) == (State.NORMAL, "normal.not_charged", True)
    assert "fuse" in alarm.decision.why.render()
    alarm.tick(battery_current_a=0.5)
    assert alarm.action == WELL


def test_a_battery_that_runs_flat_with_the_mains_on_shuts_the_gas(alarm):
    alarm.run(61, battery_current_a=-0.6)
    alarm.tick(battery_voltage_v=11.4)
    assert (alarm.state, alarm.why, alarm.action.valve_open) == (State.FAULT, "fault.battery_not_charged", False)
    alarm.tick(battery_current_a=0.5)
    assert (alarm.state, alarm.why) == (State.NORMAL, "shut.fault")


@pytest.mark.parametrize("battery_a", [0.0, -0.001, 0.7, None])
def test_a_full_battery_and_one_that_is_charged_are_well(alarm, battery_a):
    alarm.run(200, battery_current_a=battery_a)
    assert alarm.action == WELL


def test_a_valve_that_does_not_shut_is_a_fault_after_5_s(alarm):
    alarm.tick(gas_lpg_ppm=2800.0)
    for _ in range(5):
        alarm.tick(valve_switch_closed=False)
    assert alarm.why == "gas.emergency"
    alarm.tick(valve_switch_closed=False)
    assert alarm.why == "gas.emergency_fault"
    assert "by hand" in alarm.decision.why.render()


def test_a_valve_that_stays_open_loses_its_supply_until_somebody_presses_reset_in_clean_air(alarm):
    alarm.run(20, gas_lpg_ppm=3000.0, valve_switch_closed=False)
    assert cuts_off(alarm.memory.latched)
    alarm.run(400, gas_lpg_ppm=3.0, valve_switch_closed=True)
    assert (cuts_off(alarm.memory.latched), alarm.memory.fault) == (True, Fault.VALVE_CUT_OFF)
    alarm.tick(gas_lpg_ppm=800.0)
    alarm.press("reset")
    assert cuts_off(alarm.memory.latched)
    alarm.run(400, gas_lpg_ppm=3.0)
    alarm.press("reset")
    assert (cuts_off(alarm.memory.latched), alarm.action.valve_open) == (False, True)


def test_a_valve_that_something_else_shuts_stays_shut(alarm):
    """The heartbeat relay drops for 4 s, say: every flame is out, and the gas must not come back by itself."""
    alarm.tick(valve_switch_closed=True)
    assert alarm.action.valve_open, "one turn may be a bounce"
    alarm.tick(valve_switch_closed=True)
    assert (alarm.action.valve_open, alarm.why) == (False, "shut.cut")
    alarm.run(600)
    assert (alarm.state, alarm.why, alarm.action.valve_open) == (State.NORMAL, "shut.cut", False)
    alarm.press("reset")
    assert alarm.action.valve_open


def test_a_bounce_of_the_switch_shuts_nothing(alarm):
    for _ in range(20):
        alarm.tick(valve_switch_closed=True)
        alarm.tick(valve_switch_closed=False)
    assert alarm.action.valve_open


def test_a_valve_that_was_never_seen_open_is_a_fault_after_5_s(cold):
    cold.run(180, gas_lpg_ppm=None, gas_warming=True)
    cold.run(2, gas_lpg_ppm=5.0, gas_warming=False)
    for _ in range(5):
        assert cold.tick(valve_switch_closed=True).valve_open
    cold.tick(valve_switch_closed=True)
    assert (cold.state, cold.why, cold.action.valve_open) == (State.FAULT, "fault.valve_opens_not", False)


def test_a_cold_heater_keeps_its_name(alarm):
    """After ten minutes it was called a sensor that is not ready."""
    alarm.run(1200, heater_current_a=0.0)
    assert (alarm.state, alarm.why) == (State.FAULT, "fault.heater_wrong")


def test_an_alarm_is_louder_than_a_fault(alarm):
    """The CO sensor is dead; the gas sensor still guards."""
    alarm.run(3, fumes_co_ppm=None)
    alarm.run(2, gas_lpg_ppm=2000.0)
    assert (alarm.state, alarm.action.siren, alarm.action.fault_lamp) == (State.ALARM, True, True)
    assert alarm.why == "gas.alarm_fault"


# Calibration and end of life


@pytest.mark.parametrize(
    ("age_days", "state", "why"),
    [
        (-20_000.0, State.NORMAL, "normal.well"),  # a Pi without a clock believes it is 1970
        (183.0, State.NORMAL, "normal.well"),
        (184.0, State.NORMAL, "normal.calibration_old"),
        (1826.0, State.NORMAL, "normal.calibration_old"),
        (1827.0, State.EOL, "eol.sensor"),
        (None, State.NORMAL, "normal.not_calibrated"),
    ],
)
@pytest.mark.parametrize("part", ["gas", "fumes"])
def test_calibration_grows_old(alarm, part, age_days, state, why):
    alarm.tick(**{f"{part}_calibration_age_days": age_days})
    assert (alarm.state, alarm.why) == (state, why)


def test_end_of_life_shuts_the_gas_chirps_and_still_warns(alarm):
    actions = alarm.run(41, gas_calibration_age_days=2000.0)
    assert [second for second, action in enumerate(actions) if action.siren] == [0, 40]
    assert alarm.action == Action(False, True, False, True, False, False)
    alarm.tick(gas_lpg_ppm=4000.0)
    assert alarm.state is State.EMERGENCY


class TestALowSupplyOfTheBoard:
    """It may stop at any moment, and its sensors live on the same 5 V: what is safe is done while it still can be."""

    def test_a_dip_is_nothing(self, alarm):
        assert alarm.run(5, under_voltage=True)[-1] == WELL
        assert alarm.run(600, under_voltage=False)[-1] == WELL

    def test_it_shuts_the_valve_for_good_and_calls(self, alarm):
        actions = alarm.run(50, under_voltage=True)
        assert (alarm.state, alarm.why) == (State.FAULT, "fault.supply_low")
        assert not any(action.valve_open for action in actions[5:])
        assert sum(action.siren for action in actions) == 2, "it chirps every 40 s"
        alarm.run(600, under_voltage=False)
        assert (alarm.state, alarm.why, alarm.action.valve_open) == (State.NORMAL, "shut.fault", False)
        assert alarm.press("reset").valve_open

    def test_no_word_about_it_changes_nothing(self, alarm):
        assert alarm.run(600, under_voltage=None)[-1] == WELL

    def test_the_battery_is_named_where_that_is_the_cause(self, alarm):
        alarm.run(20, under_voltage=True, mains_closed=False, battery_voltage_v=11.0)
        assert alarm.why == "fault.battery_low"

    def test_the_siren_of_an_alarm_goes_on(self, alarm):
        alarm.run(30, gas_lpg_ppm=2000.0)
        assert all(action.siren for action in alarm.run(120, under_voltage=True))
        assert alarm.state is State.ALARM

    def test_it_spares_the_fan_below_20_pct_lel_only(self, alarm):
        alarm.run(30, gas_lpg_ppm=702.0)
        assert alarm.run(5, under_voltage=True)[-1].fan
        assert not any(action.fan for action in alarm.run(60))
        alarm.run(70, under_voltage=False)
        assert alarm.action.fan
        alarm.run(2, gas_lpg_ppm=3000.0)
        assert all(action.fan for action in alarm.run(60, under_voltage=True)), "no switch is moved in so much gas"

    def test_it_does_not_take_the_fan_from_people_who_breathe_carbon_monoxide(self, alarm):
        alarm.run(5, fumes_co_ppm=250.0)
        assert alarm.state is State.CO_ALARM
        assert all(action.fan and action.siren for action in alarm.run(60, under_voltage=True))
