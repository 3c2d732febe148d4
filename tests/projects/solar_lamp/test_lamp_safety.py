"""Unknown is never OK: a missing safety input means the safe action, at once, from every state."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware.law import law_of
from projects.solar_lamp import control
from projects.solar_lamp.control import SAFE, SAFETY_INPUTS, Action, Latched, Memory, Sensed, State, decide, safe_action
from projects.solar_lamp.law.energy import Ledger
from projects.solar_lamp.model import HeaterFault, Shed

OFF = Action()
LAMP = Action(fault_lamp=True)
ALARM = Action(buzzer=True, fault_lamp=True)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("name", sorted(SAFETY_INPUTS))
def test_each_missing_safety_input_means_the_safe_action_on_that_tick(bench, state, name):
    memory = bench.reach(state)
    decision = decide(bench.sensed._replace(**{name: None}), memory, 1.0)
    assert decision.action == safe_action(memory)
    assert decision.urgent
    assert decision.action in (OFF, LAMP, ALARM)


def numbers(low: float, high: float) -> st.SearchStrategy[float | None]:
    return st.none() | st.floats(low, high)


YES_NO = st.none() | st.booleans()
WORLDS = st.builds(
    Sensed,
    numbers(-5, 60), numbers(1, 100), numbers(-5, 45), numbers(1, 100), numbers(-5, 60), numbers(-5, 80),
    numbers(9, 15), numbers(-3, 3), numbers(0, 3), YES_NO, YES_NO, YES_NO,
)  # fmt: skip
LATCHES = st.builds(Latched, st.booleans(), st.sampled_from(Shed), st.booleans())


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(WORLDS, min_size=1, max_size=6), LATCHES, st.floats(0.0, 1.0), st.floats(0.1, 120.0))
def test_no_history_lets_a_missing_input_or_heat_through(worlds, latched, soc, dt_s):
    memory = Memory(latched=latched, ledger=Ledger(known=True, soc=soc, heat_wh=40.0))
    for sensed in worlds:
        decision = decide(sensed, memory, dt_s)
        action = decision.action
        if any(getattr(sensed, name) is None for name in SAFETY_INPUTS):
            assert action == safe_action(memory)
        heater_c, box_c = sensed.heater_probe_temperature_c, sensed.box_temperature_c
        if (heater_c is not None and heater_c > 45.0) or (box_c is not None and box_c > 40.0):
            assert decision.memory.latched.overtemp
            assert not action.heater
        if sensed.door_open is not False:
            assert action in (OFF, LAMP, ALARM)
        assert not (action.heater and action.fan)
        assert "None" not in decision.why.render()  # a value nobody knows is never put into a sentence
        memory = decision.memory


def test_safe_is_everything_off_with_the_fault_lamp_on():
    assert (SAFE.heater, SAFE.fan, SAFE.light, SAFE.buzzer, SAFE.fault_lamp) == (False, False, False, False, True)


@pytest.mark.parametrize("state", [state for state in State if state not in (State.OVERTEMP, State.RUNAWAY)])
def test_safe_action_of_the_states(state):
    assert safe_action(Memory(state=state)) == LAMP


@pytest.mark.parametrize("state", [State.OVERTEMP, State.RUNAWAY])
def test_safe_action_keeps_a_sounding_alarm_sounding(state):
    assert safe_action(Memory(state=state)) == ALARM


@pytest.mark.parametrize(("in_state_s", "action"), [(0.0, LAMP), (1.0, OFF), (3.9, OFF), (4.0, LAMP)])
def test_safe_action_of_a_lost_sensor_blinks(in_state_s, action):
    assert safe_action(Memory(state=State.SENSOR_LOST, in_state_s=in_state_s)) == action


@pytest.mark.parametrize("state", list(State))
def test_the_last_of_the_battery_is_for_the_logger_alone(state):
    assert safe_action(Memory(state=state, latched=Latched(shed=Shed.ALL))) == OFF


def test_heat_that_shows_while_another_sensor_is_lost_is_not_forgotten(bench):
    bench.start()
    bench.tick(box_humidity_pct=None, heater_probe_temperature_c=50.0)
    assert bench.memory.state is State.OVERTEMP
    bench.run(100.0, box_humidity_pct=60.0, heater_probe_temperature_c=20.0)
    assert (bench.memory.state, bench.decision.action) == (State.OVERTEMP, ALARM)


def test_reset_is_refused_while_the_temperature_is_unknown(bench):
    bench.reach(State.OVERTEMP)
    bench.tick(heater_probe_temperature_c=None, reset_pressed=True)
    assert bench.memory.latched.overtemp


def test_a_reset_button_that_presses_itself_clears_nothing(bench):
    bench.reach(State.OVERTEMP)
    for heater_c in [*[50.0] * 30, *[20.0] * 30]:
        bench.run(18.0, heater_probe_temperature_c=heater_c, reset_pressed=False)
        bench.run(2.0, reset_pressed=True)
    assert bench.memory.latched.overtemp


def test_shedding_survives_a_restart(bench):
    bench.start(latched=Latched(shed=Shed.LOADS), battery_voltage_v=12.4)
    assert (bench.memory.state, bench.decision.action) == (State.LOW_BATT, OFF)


def test_latches_that_were_saved_as_numbers_are_read():
    """State files of every version hold them so; whoever updates a lamp must not lose its faults."""
    saved = {"overtemp": False, "shed": 2, "state_lost": False, "runaway": True, "no_heat": 1}
    law = law_of(control)
    latched = law.boot(saved).latched
    assert latched == Latched(shed=Shed.ALL, runaway=True, no_heat=HeaterFault.NO_CURRENT)
    assert law.as_saved(latched) == saved


def test_inputs_that_are_no_safety_inputs_do_not_stop_the_lamp(bench):
    bench.reach(State.DRY_HEAT)
    others = {name: None for name in Sensed._fields if name not in SAFETY_INPUTS | {"latch_saved", "under_voltage"}}
    assert bench.run(20.0, **others).action.heater
    assert bench.memory.state is State.DRY_HEAT


def test_no_heat_begins_before_the_card_has_kept_the_latches(bench):
    """A restart would forget that the heater was too hot. What dries without heat goes on."""
    bench.start(latch_saved=False)
    bench.run(600.0, dt_s=10.0)
    bench.fill_ledger(heat_wh=40.0)
    unsaved = bench.run(600.0, dt_s=10.0, box_humidity_pct=92.0, room_humidity_pct=92.0)
    assert not unsaved.action.heater
    assert unsaved.why.key == "heat.unsaved"
    assert bench.run(20.0, latch_saved=True).action.heater


def test_a_card_that_fills_up_does_not_cut_a_pulse_short(bench):
    bench.reach(State.DRY_HEAT)
    assert bench.run(20.0, latch_saved=False).action.heater


def test_the_fan_does_not_wait_for_the_card(bench):
    bench.start(latch_saved=False)
    bench.run(3600.0, dt_s=10.0)
    assert bench.run(20.0, box_humidity_pct=92.0).action.fan


def test_a_board_whose_supply_sags_sheds_every_load_and_works_again_after_a_good_minute(bench):
    bench.reach(State.DRY_HEAT)
    assert bench.run(5.0, under_voltage=True).action.heater, "a dip is nothing"
    shed = bench.run(2.0)
    assert (bench.memory.state, shed.action, shed.why.key) == (State.LOW_SUPPLY, SAFE, "supply.low")
    assert bench.run(3600.0).memory.state is State.LOW_SUPPLY
    bench.run(60.0, under_voltage=False)
    assert bench.memory.state is State.LOW_SUPPLY
    bench.run(600.0)
    assert bench.decision.action.heater


def test_no_word_about_the_supply_changes_nothing(bench):
    bench.reach(State.DRY_HEAT)
    assert bench.run(60.0, under_voltage=None).action.heater


def test_a_hot_lamp_keeps_its_alarm_when_the_supply_sags(bench):
    bench.reach(State.OVERTEMP)
    assert bench.run(20.0, under_voltage=True).action.buzzer
    assert bench.memory.state is State.OVERTEMP
