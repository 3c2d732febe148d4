"""Does the heater do what it is told? Named faults, latched, and never in a healthy week."""

from __future__ import annotations

from random import Random

import pytest

from devices import Timer
from projects.solar_lamp.control import Action, Latched, Memory, Sensed, State, decide
from projects.solar_lamp.law.energy import Ledger
from projects.solar_lamp.law.heater import CALM, Heater, Signs, cold_fault, drain_a, next_signs, runs_away
from projects.solar_lamp.limits import DRAIN_A
from projects.solar_lamp.model import HeaterFault
from projects.solar_lamp.plant import Plant, Settings

HEATER_A = 10.0 / 12.4
ALARM = Action(buzzer=True, fault_lamp=True)
ON, OFF = Heater(on=True, switched_s=1e4), Heater(on=False, switched_s=1e4)


def test_a_heater_that_warms_is_never_suspected(bench):
    bench.reach(State.DRY_HEAT)
    bench.run(590.0)
    assert (bench.memory.signs, bench.memory.latched) == (CALM, Latched())


def test_a_heater_that_stays_cold_is_given_up_after_four_minutes(bench):
    """180 s to warm, 60 s to be sure, and 10 s of beats."""
    bench.reach(State.DRY_HEAT)
    bench.run(220.0, heater_probe_temperature_c=20.5)
    assert bench.memory.latched.no_heat is HeaterFault.NONE
    decision = bench.run(40.0)
    assert (bench.memory.state, bench.memory.latched.no_heat) == (State.NO_HEAT, HeaterFault.NO_CURRENT)
    assert (decision.action, decision.why.key) == (Action(fault_lamp=True), "no_heat.current")


def test_a_cold_probe_while_current_flows_has_fallen_off(bench):
    bench.reach(State.DRY_HEAT)
    decision = bench.run(260.0, heater_probe_temperature_c=20.5, battery_current_a=-0.06 - HEATER_A)
    assert bench.memory.latched.no_heat is HeaterFault.PROBE_OFF
    assert decision.why.key == "no_heat.probe"


def test_without_heat_the_light_and_the_fan_go_on(bench):
    bench.reach(State.NO_HEAT)
    bench.tick(light_button_pressed=True)
    assert bench.tick(light_button_pressed=False).action == Action(light=True, fault_lamp=True)
    bench.run(30.0, room_humidity_pct=60.0)
    assert bench.decision.action.fan
    assert not bench.decision.action.heater


def test_a_cold_heater_is_tried_again_only_after_reset(bench):
    bench.reach(State.NO_HEAT)
    bench.start(latched=bench.memory.latched, box_humidity_pct=92.0, room_humidity_pct=92.0)
    bench.fill_ledger(heat_wh=40.0)
    assert not bench.run(3600.0, dt_s=10.0).action.heater
    bench.tick(reset_pressed=True)
    assert bench.memory.latched == Latched()
    assert bench.run(20.0, reset_pressed=False).action.heater


def test_a_heater_that_stays_hot_after_off_is_a_runaway(bench):
    """300 s to cool down to 0.7 K above the box, then 60 s to be sure."""
    bench.reach(State.DRY_HEAT)
    bench.tick(door_open=True, heater_probe_temperature_c=40.0)
    bench.run(340.0, door_open=False)
    assert not bench.memory.latched.runaway
    decision = bench.run(40.0)
    assert (bench.memory.state, decision.action, decision.urgent) == (State.RUNAWAY, ALARM, True)
    assert "Pull the heater's fuse" in decision.why.render()


def test_no_pulse_begins_while_the_heater_seems_to_heat_untold(bench):
    """A pulse of ten minutes would hide for so long that the relay is stuck."""
    bench.start(box_humidity_pct=92.0, room_humidity_pct=92.0)
    bench.fill_ledger(heat_wh=40.0)
    bench.run(580.0, dt_s=10.0)
    assert not bench.decision.action.heater, "ten minutes of rest"
    decision = bench.run(50.0, dt_s=10.0, battery_current_a=-0.06 - HEATER_A)
    assert (decision.action.heater, decision.why.key) == (False, "heat.doubted")
    assert bench.run(30.0, dt_s=10.0).action == ALARM


def test_a_heater_that_cools_down_as_it_should_is_no_runaway(bench):
    """11 K above its box at first, and a time constant of 111 s."""
    bench.reach(State.DRY_HEAT)
    bench.tick(door_open=True)
    for second in range(0, 900, 10):
        over_k = 11.1 * 2.718 ** (-second / 111.0)
        bench.run(10.0, door_open=second < 60, heater_probe_temperature_c=20.0 + over_k)
    assert not bench.memory.latched.runaway


def test_current_that_nobody_asked_for_is_a_runaway_too(bench):
    """The probe may have fallen off the heater: then only the battery's meter tells."""
    bench.start()
    bench.run(60.0)
    bench.run(50.0, battery_current_a=-0.06 - HEATER_A)
    assert not bench.memory.latched.runaway
    bench.run(30.0)
    assert bench.memory.state is State.RUNAWAY


@pytest.mark.parametrize("state", [State.LOW_BATT, State.DOOR_OPEN, State.SENSOR_LOST, State.RATION, State.IDLE])
def test_a_runaway_is_seen_in_every_state(bench, state):
    bench.reach(state)
    stay = {"door_open": state is State.DOOR_OPEN}
    stay |= {"room_temperature_c": None}  # no safety input
    bench.run(400.0, heater_probe_temperature_c=38.0, **stay)
    assert bench.memory.state is State.RUNAWAY


def test_a_runaway_that_gets_too_hot_is_overtemp_and_still_asks_for_the_fuse(bench):
    bench.reach(State.RUNAWAY)
    decision = bench.tick(heater_probe_temperature_c=46.0)
    assert (bench.memory.state, decision.action, decision.why.key) == (State.OVERTEMP, ALARM, "runaway.now")


def test_reset_is_refused_while_the_heater_still_heats(bench):
    bench.reach(State.RUNAWAY)
    bench.tick(reset_pressed=True)
    assert bench.memory.latched.runaway
    bench.run(20.0, reset_pressed=False, heater_probe_temperature_c=21.0)
    bench.tick(reset_pressed=True)
    assert bench.memory.latched == Latched()


def test_a_runaway_survives_a_restart(bench):
    decision = bench.start(latched=Latched(runaway=True))
    assert (bench.memory.state, decision.action) == (State.RUNAWAY, ALARM)


@pytest.mark.parametrize(
    ("charge_a", "panel_a", "fan", "light", "heater_flows"),
    [
        (-0.06, 0.0, False, False, False),  # the Pi alone
        (-0.31, 0.0, False, True, False),  # evening light
        (-0.41, 0.0, True, True, False),
        (-0.31, 0.0, False, False, False),  # a light that somebody bridged: 3 W are no heater
        (-0.06 - HEATER_A, 0.0, False, False, True),
        (-0.31 - HEATER_A, 0.0, False, True, True),
        (1.94, 2.0, False, False, False),  # full sun
        (1.64, 2.0, False, False, False),  # full sun, two meters that differ by 15 %
        (2.0 - 0.06 - HEATER_A, 2.0, False, False, True),
        (2.94, None, False, False, False),  # the panel's meter is silent
    ],
)
def test_only_a_heater_draws_so_much(charge_a, panel_a, fan, light, heater_flows):
    drain = drain_a(charge_a, panel_a, fan, light)
    assert drain is not None
    assert (drain > DRAIN_A) is heater_flows


def test_what_is_unknown_is_no_sign():
    assert drain_a(None, 1.0, False, False) is None
    assert next_signs(Signs(hot=Timer(True, 50.0)), OFF, None, None, 10.0) == CALM
    assert next_signs(Signs(cold=Timer(True, 50.0)), ON, None, None, 10.0) == CALM


def test_signs_that_come_and_go_are_forgiven():
    signs = CALM
    for _ in range(20):
        signs = next_signs(signs, OFF, 6.5, 0.0, 50.0)
        assert not runs_away(signs)
        signs = next_signs(signs, OFF, 5.5, 0.0, 10.0)
    assert cold_fault(Signs(cold=Timer(True, 59.0)), None) is HeaterFault.NONE


@pytest.mark.examples(1)
@pytest.mark.parametrize(
    ("seed", "world"),
    [
        (1, {"weather": "constant", "constant_t_c": 27.0, "constant_rh_pct": 94.0, "clearness": 0.9}),  # a warm room
        (2, {"start_date": "2026-01-10", "heater_w": 7.0, "clearness": 0.5}),  # a weak heater
        (3, {"start_date": "2026-02-24", "evening_light_h": 4.0}),
    ],
)
def test_healthy_days_have_no_heater_fault(world, seed):
    """Sun on the box and bad thermometers: the probe reads up to 2 K wrong, and up to 3 K of sun lie on the heater."""
    luck = Random(seed)
    wrong_k, meter = luck.uniform(-2.0, 2.0), luck.uniform(0.9, 1.1)
    plant = Plant(Settings(**world), Random(seed))
    memory, driven = Memory(ledger=Ledger(heat_wh=40.0)), dict.fromkeys(Action._fields, 0.0)
    felt, pulses = plant.felt, 0
    for _ in range(int(20.0 * 3600.0 / 10.0)):
        felt["heater_probe_temperature_c"] += wrong_k + plant.weather.sun_w_m2 / 300.0 + luck.gauss(0.0, 0.3)
        felt["panel_current_a"] *= meter
        values = [felt[name] for name in Sensed._fields[:-2]]
        sensed = Sensed(*values, latch_saved=True, under_voltage=False)  # type: ignore[arg-type]
        decision = decide(sensed, memory, 10.0)
        memory = decision.memory
        assert memory.state not in (State.RUNAWAY, State.NO_HEAT, State.OVERTEMP), decision.why
        pulses += decision.action.heater and not driven["heater"]
        driven.update({name: float(value) for name, value in decision.action._asdict().items()})
        plant.step(10.0, driven)
    assert pulses > 2
