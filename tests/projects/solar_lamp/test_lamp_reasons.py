"""A sentence shows what was measured: never a 0 that nobody saw, never the wall when the wall is silent."""

from __future__ import annotations

import pytest

from projects.solar_lamp.control import Latched, State


def test_after_a_boot_with_the_door_open_the_box_is_looked_at_before_it_is_spoken_of(bench):
    bench.start(door_open=True, box_humidity_pct=90.0, room_humidity_pct=90.0)
    assert bench.memory.state is State.DOOR_OPEN
    said = [bench.tick(door_open=False).why.render() for _ in range(12)]
    assert bench.memory.state is State.RATION
    assert "Damp (90 %)" in said[-1]
    assert not any("(0 %)" in each for each in said)


@pytest.mark.parametrize("state", [State.DOOR_OPEN, State.SENSOR_LOST, State.LOW_BATT, State.OVERTEMP])
def test_whoever_comes_back_to_work_looks_afresh(bench, state):
    """The box turned damp while the lamp stood still: the first sentence must know."""
    bench.reach(state)
    bench.fill_ledger(soc=0.9)
    bench.run(130.0, box_humidity_pct=91.0, room_humidity_pct=91.0, door_open=False, heater_probe_temperature_c=20.0,
              battery_voltage_v=12.7, battery_current_a=0.0)  # fmt: skip
    if state is State.OVERTEMP:
        bench.tick(reset_pressed=True)
    assert bench.memory.drying.air.surface_rh_pct == pytest.approx(91.0)
    assert "91 %" in bench.decision.why.render()


def test_a_reset_before_the_battery_was_measured_does_not_show_an_empty_battery(bench):
    bench.memory = bench.memory._replace(latched=Latched(overtemp=True))
    bench.run(3.0)
    bench.tick(reset_pressed=True, light_button_pressed=True)
    assert (bench.memory.state, bench.decision.why.key) == (State.BOOT, "boot.testing")


@pytest.mark.parametrize(("wall_c", "place"), [(20.0, "at the coldest surface"), (None, "in the air of the box")])
def test_the_sentence_says_where_the_humidity_was_seen(bench, wall_c, place):
    decision = bench.start(wall_temperature_c=wall_c)
    assert f"60 % {place}" in decision.why.render()


def test_a_nearly_empty_battery_is_named_when_it_keeps_the_heater_off(bench):
    bench.reach(State.DRY_HEAT)
    bench.fill_ledger(soc=0.53, heat_wh=40.0)
    bench.run(1200.0, dt_s=10.0)
    assert bench.decision.why.render().endswith("the battery is at 53 %: heat waits for the sun.")
