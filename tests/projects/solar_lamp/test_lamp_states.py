"""How each state of the solar lamp is entered, what it switches, and how it is left."""

from __future__ import annotations

import pytest

from projects.solar_lamp.control import Action, Latched, State

OFF = Action()
LAMP = Action(fault_lamp=True)
ALARM = Action(buzzer=True, fault_lamp=True)


@pytest.mark.parametrize("state", list(State))
def test_every_state_can_be_reached(bench, state):
    assert bench.reach(state).state is state


def test_boot_keeps_all_off_until_the_sensors_answered_for_ten_seconds(bench):
    decision = bench.run(9.0)
    assert (bench.memory.state, decision.action, decision.urgent) == (State.BOOT, LAMP, True)
    bench.run(2.0)
    assert bench.memory.state is State.IDLE


def test_boot_waits_120_s_for_a_slow_sensor_and_then_calls_it_lost(bench):
    bench.run(120.0, box_humidity_pct=None)
    assert bench.memory.state is State.BOOT
    assert bench.tick().why.key == "sensor.lost"
    assert bench.memory.state is State.SENSOR_LOST


@pytest.mark.parametrize(
    ("t_c", "rh_pct", "state"),
    [
        (20.5, 74.9, State.IDLE),  # 80 % - 5 above 20 C, Hukka and Viitanen 1999
        (20.5, 75.1, State.RATION),
        (10.0, 76.9, State.IDLE),  # RH_crit(10 C) = 82.03 %
        (10.0, 77.1, State.RATION),
    ],
)
def test_idle_ends_five_points_below_the_critical_humidity(bench, t_c, rh_pct, state):
    bench.start(
        box_temperature_c=t_c, wall_temperature_c=t_c, box_humidity_pct=rh_pct, room_temperature_c=t_c,
        room_humidity_pct=rh_pct,
    )  # fmt: skip
    assert bench.memory.state is state


@pytest.mark.parametrize(("rh_pct", "state"), [(70.1, State.RATION), (69.9, State.IDLE)])
def test_damp_is_over_below_70_pct(bench, rh_pct, state):
    bench.reach(State.RATION)
    bench.run(11.0, box_humidity_pct=rh_pct, room_humidity_pct=rh_pct)
    assert bench.memory.state is state


def test_a_cold_wall_counts_not_the_air(bench):
    """Air of 20 C and 65 % at a wall of 16 C: 65 x 2339/1818 = 83.6 %."""
    bench.start(box_humidity_pct=65.0, room_humidity_pct=65.0, wall_temperature_c=16.0)
    assert bench.memory.state is State.RATION
    assert bench.memory.drying.air.surface_rh_pct == pytest.approx(83.6, abs=0.2)


def test_without_the_wall_sensor_the_air_counts(bench):
    bench.start(box_humidity_pct=65.0, room_humidity_pct=65.0, wall_temperature_c=None)
    assert bench.memory.state is State.IDLE


def test_dry_heat_heats_when_the_budget_is_full(bench):
    bench.reach(State.DRY_HEAT)
    assert bench.decision.action == Action(heater=True)
    assert bench.decision.why.key == "heat.on"


def test_heat_becomes_ration_when_half_the_budget_is_spent(bench):
    bench.reach(State.DRY_HEAT)
    bench.fill_ledger(heat_wh=20.1)
    bench.run(11.0)
    assert bench.memory.state is State.DRY_HEAT
    bench.fill_ledger(heat_wh=19.9)
    bench.run(11.0)
    assert bench.memory.state is State.RATION


def test_ration_becomes_heat_when_three_quarters_are_there_again(bench):
    bench.reach(State.RATION)
    bench.fill_ledger(heat_wh=29.9)
    bench.run(11.0)
    assert bench.memory.state is State.RATION
    bench.fill_ledger(heat_wh=30.5)
    bench.run(11.0)
    assert bench.memory.state is State.DRY_HEAT


def test_dry_fan_runs_the_fan_alone(bench):
    bench.reach(State.DRY_FAN)
    assert bench.decision.action == Action(fan=True)


def test_the_fan_stops_when_the_box_is_dry(bench):
    bench.reach(State.DRY_FAN)
    assert bench.run(11.0, box_humidity_pct=65.0).action == OFF
    assert bench.memory.state is State.IDLE


@pytest.mark.parametrize(("heater_c", "state"), [(45.0, State.IDLE), (45.1, State.OVERTEMP)])
def test_overtemp_begins_above_45_c_at_the_heater(bench, heater_c, state):
    bench.start()
    bench.tick(heater_probe_temperature_c=heater_c)
    assert bench.memory.state is state


@pytest.mark.parametrize(("box_c", "state"), [(40.0, State.IDLE), (40.1, State.OVERTEMP)])
def test_overtemp_begins_above_40_c_in_the_box(bench, box_c, state):
    bench.start()
    bench.tick(box_temperature_c=box_c, wall_temperature_c=box_c)
    assert bench.memory.state is state


def test_overtemp_sounds_and_stays_when_cool_again(bench):
    bench.reach(State.OVERTEMP)
    assert (bench.decision.action, bench.decision.urgent) == (ALARM, True)
    decision = bench.run(3600.0, dt_s=10.0, heater_probe_temperature_c=20.0)
    assert (bench.memory.state, decision.action, decision.why.key) == (State.OVERTEMP, ALARM, "overtemp.latched")


def test_overtemp_ends_by_hand_once_cool(bench):
    bench.reach(State.OVERTEMP)
    bench.tick(heater_probe_temperature_c=43.5, reset_pressed=True)
    assert bench.memory.state is State.OVERTEMP
    bench.tick(heater_probe_temperature_c=42.9, reset_pressed=False)
    assert bench.memory.state is State.OVERTEMP
    bench.tick(reset_pressed=True)
    assert bench.memory.state is State.IDLE
    assert bench.memory.latched == Latched()


@pytest.mark.parametrize("before", [True, None])
def test_a_reset_button_that_is_taped_down_or_comes_back_from_a_loose_wire_clears_nothing(bench, before):
    bench.reach(State.OVERTEMP)
    bench.run(60.0, heater_probe_temperature_c=43.5, reset_pressed=before)
    bench.run(60.0, heater_probe_temperature_c=20.0, reset_pressed=True)
    assert bench.memory.state is State.OVERTEMP


def test_overtemp_survives_a_restart(bench):
    bench.reach(State.OVERTEMP)
    bench.start(latched=bench.memory.latched)
    assert (bench.memory.state, bench.decision.action) == (State.OVERTEMP, ALARM)


def test_lost_latches_stop_the_lamp_until_somebody_looks(bench):
    bench.start(latched=Latched(state_lost=True))
    assert (bench.memory.state, bench.decision.why.key) == (State.OVERTEMP, "overtemp.state_lost")
    bench.tick(reset_pressed=True)
    assert bench.memory.state is State.IDLE


def test_sensor_lost_blinks_slowly_and_wants_60_good_seconds(bench):
    bench.start()
    bench.tick(box_temperature_c=None)
    lamps = [bench.tick().action for _ in range(8)]
    assert lamps == [LAMP, OFF, OFF, OFF, LAMP, OFF, OFF, OFF]
    bench.run(59.0, box_temperature_c=20.0)
    assert (bench.memory.state, bench.decision.why.key) == (State.SENSOR_LOST, "sensor.back")
    bench.tick()
    assert bench.memory.state is State.IDLE


def test_door_open_stops_all_until_closed_for_ten_seconds(bench):
    bench.reach(State.DRY_HEAT)
    decision = bench.tick(door_open=True)
    assert (bench.memory.state, decision.action, decision.urgent) == (State.DOOR_OPEN, OFF, True)
    bench.run(9.0, door_open=False)
    assert bench.memory.state is State.DOOR_OPEN
    bench.tick()
    assert bench.memory.state is State.DRY_HEAT


def test_the_heater_does_not_come_back_at_once_after_the_door(bench):
    """Ten minutes off for the relay, and entry conditions are judged anew."""
    bench.reach(State.DRY_HEAT)
    bench.tick(door_open=True)
    bench.run(590.0, door_open=False)
    assert not bench.decision.action.heater
    bench.run(30.0)
    assert bench.decision.action.heater


def test_low_battery_beats_damp_and_is_left_for_the_work_that_waits(bench):
    bench.reach(State.LOW_BATT)
    assert (bench.decision.action, bench.decision.urgent) == (OFF, True)
