"""Things of the lamp's world that break, and that are whole again when they are mended."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from projects.solar_lamp.plant import FAULTS, Plant, Settings
from projects.solar_lamp.world.power import UvLamp

STEADY = {"weather": "constant", "door_min_d": 0.0, "evening_light_h": 0.0, "ghi_kwh_m2_d": 4.0}


def world(**changes: Any) -> Plant:
    return Plant(Settings(**(STEADY | changes)), Random(1))


def after(plant: Plant, minutes: int, **driven: float) -> Plant:
    for _ in range(minutes * 12):
        plant.step(5.0, driven)
    return plant


def broken(plant: Plant, thing: str, kind: str, **details: float) -> Plant:
    assert kind in FAULTS[thing]
    plant.apply_faults({thing: {kind: details}})
    return plant


def test_a_heater_with_a_broken_wire_takes_no_power_and_stays_cold():
    plant = after(broken(world(), "heater", "open"), 10, heater=1.0)
    assert plant.felt["heater_probe_temperature_c"] < 21.0
    assert plant.shown["heater_w"] == plant.heater.used_wh == 0.0
    plant.apply_faults({})
    assert after(plant, 10, heater=1.0).felt["heater_probe_temperature_c"] > 31.0


def test_a_probe_that_fell_off_feels_the_air_and_the_heater_is_hot_all_the_same():
    plant = after(broken(world(), "heater_probe", "dry"), 10, heater=1.0)
    assert plant.felt["heater_probe_temperature_c"] == plant.felt["box_temperature_c"]
    assert plant.shown["heater_c"] > 31.0


def test_a_door_that_stands_open_stays_open_until_somebody_shuts_it():
    plant = broken(world(door_at_h=0.1, door_min_d=2.0), "door", "open")
    assert all(after(plant, 1).felt["door_open"] for _ in range(20))
    plant.apply_faults({})
    assert not after(plant, 1).felt["door_open"]


def test_another_fault_does_not_shut_a_door_that_somebody_just_opened():
    plant = after(world(door_at_h=0.1, door_min_d=5.0), 8)
    assert plant.felt["door_open"]
    broken(plant, "panel", "shaded")
    plant.step(5.0, {})
    assert plant.felt["door_open"]


@pytest.mark.proof
@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_shade_takes_its_share_of_the_current(share):
    whole = after(world(initial_soc=0.5), 8 * 60)
    shaded = after(broken(world(initial_soc=0.5), "panel", "shaded", share=share), 8 * 60)
    assert shaded.felt["panel_current_a"] == pytest.approx((1.0 - share) * whole.felt["panel_current_a"], rel=0.001)


def test_a_weak_battery_drains_faster_sags_more_and_is_replaced_as_full():
    whole, weak = world(ghi_kwh_m2_d=0.0), broken(world(ghi_kwh_m2_d=0.0), "battery", "weak_cell", share=0.5)
    after(whole, 60, heater=1.0)
    after(weak, 60, heater=1.0)
    used = 0.9 - whole.shown["battery_soc"]
    assert 0.9 - weak.shown["battery_soc"] == pytest.approx(2.0 * used, rel=0.02)
    weak_ohm, whole_ohm = weak.power.supply.battery.resistance_ohm, whole.power.supply.battery.resistance_ohm
    assert weak_ohm == pytest.approx(2.0 * whole_ohm)
    soc = weak.shown["battery_soc"]
    weak.apply_faults({})
    assert (weak.power.supply.battery, weak.power.supply.soc) == (whole.power.supply.battery, soc)


def test_what_no_part_feels_is_shown_from_the_beginning():
    plant = world()
    before = set(plant.shown)
    assert {"surface_rh_pct", "battery_soc", "heater_c", "mold_index", "uv_hand_mj_cm2"} <= before
    assert set(after(plant, 2).shown) == before
    assert plant.shown["surface_rh_pct"] == pytest.approx(92.0, abs=1.5)


@pytest.mark.parametrize("dt_s", [0.001, 0.02, 0.1, 1.0])
def test_a_fading_lamp_gives_a_hand_one_microjoule_whatever_the_step(dt_s):
    """0.1 mW/cm2 that fades in 10 ms: 0.001 mJ/cm2."""
    lamp = UvLamp(0.1, door_switch=True)
    lamp.shine(True, False, dt_s)
    for _ in range(round(1.0 / dt_s)):
        lamp.shine(True, True, dt_s)
    assert lamp.mw_cm2 == 0.0
    assert lamp.hand_mj_cm2 == pytest.approx(0.001, rel=0.01)


def test_without_a_door_switch_a_hand_is_at_its_limit_after_a_minute():
    """6 mJ/cm2 in 8 h: CIE 187:2010; at 0.1 mW/cm2 that is 60 s."""
    lamp = UvLamp(0.1, door_switch=False)
    for _ in range(60):
        lamp.shine(True, True, 1.0)
    assert lamp.hand_mj_cm2 == pytest.approx(6.0)


def test_no_build_of_ours_has_a_uv_lamp():
    plant = after(world(door_at_h=2.05, uv_at_h=0.0), 20)
    assert (Settings().uv_mw_cm2, plant.shown["uv_mw_cm2"], plant.shown["uv_hand_mj_cm2"]) == (0.0, 0.0, 0.0)
