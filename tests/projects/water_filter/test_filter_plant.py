"""The filter's world: published physics, balances that must close, and cut-offs without a program."""

import tomllib
from dataclasses import fields, replace
from pathlib import Path
from random import Random

import pytest

from projects.water_filter import control, summary
from projects.water_filter import plant as plant_module
from projects.water_filter.law.backwash import specific_flow
from projects.water_filter.limits import REST_S, SETTLE_S
from projects.water_filter.world.surroundings import PLACES, RIM_L, SECOND_FLOAT_L, UTC_TO_SUN_H
from projects.water_filter.world.treatment import SAND, FilterBed, UvReactor
from projects.water_filter.world.water_path import FREE_FLOW_LPM, WASH_LPM, filter_flow_lpm
from science import sun
from science import water as physics
from tests.projects.water_filter.filter_bench import ACTIONS, SENSED, plant

OFF = dict.fromkeys(ACTIONS, 0.0)
TO_WASTE = OFF | {"inlet_valve_open": 1.0, "waste_valve_open": 1.0, "pump": 1.0}
TO_TANK = OFF | {"inlet_valve_open": 1.0, "product_valve_open": 1.0, "pump": 1.0, "uv_lamp": 1.0}
WASHING = OFF | {"backwash_valve_open": 1.0, "pump": 1.0}
WIRING = tomllib.loads((Path(control.__file__).parent / "wiring.toml").read_text(encoding="utf-8"))["parts"]


def drive(world, seconds, driven, step_s=1.0):
    for _ in range(round(seconds / step_s)):
        world.step(step_s, driven)


# Sand and pump


def reynolds(velocity_m_s):
    return physics.WATER_KG_M3 * velocity_m_s * SAND.grain_m / physics.WATER_PA_S


def test_clean_sand_loses_the_head_that_carman_and_kozeny_say():
    # 20 C, L 0.6 m, d 0.5 mm, porosity 0.42, 5 m/h: 0.279 m by Carman-Kozeny, Re 0.69; Ergun's term adds 3 mm
    assert physics.head_loss_m(SAND, 5.0 / 3600.0) == pytest.approx(0.282, abs=0.001)
    assert reynolds(5.0 / 3600.0) == pytest.approx(0.69, abs=0.01)


def test_flow_through_clean_sand_can_be_counted_and_is_slow_enough_for_the_lamp():
    assert 1.0 <= filter_flow_lpm(0.0) <= 1.3  # 7.6-10 m/h in DN100; a YF-S401 counts from 0.3 L/min
    assert reynolds(physics.velocity_m_s(filter_flow_lpm(0.0), SAND)) < 6.0


def test_a_clean_run_lasts_about_a_day_at_20_ntu():
    """Specific flow falls to 60 % of clean: the wash limit of the law."""
    bed, hours = FilterBed(), 0.0
    while specific_flow(filter_flow_lpm(bed.held_g_m3)) > 0.6 * specific_flow(filter_flow_lpm(0.0)):
        bed.filter(filter_flow_lpm(bed.held_g_m3), 20.0, 60.0)
        hours += 1.0 / 60.0
    assert hours == pytest.approx(24.0, abs=1.0)
    assert bed.out_ntu < 5.0, "head loss ends the run before breakthrough"


def test_the_pump_can_wash_this_column_and_no_wider_one():
    # 15 gpm/ft2 = 36.7 m/h for 7 min; a 5 L/min pump can wash DN100 at the widest
    assert WASH_LPM * 60.0 / 1000.0 / SAND.area_m2 >= physics.BACKWASH_M_H
    assert WASH_LPM < 5.0 < FREE_FLOW_LPM
    assert physics.velocity_m_s(5.0, replace(SAND, diameter_m=0.102)) * 3600.0 == pytest.approx(
        physics.BACKWASH_M_H, rel=0.01
    )


def test_seven_minutes_of_wash_bring_back_nine_tenths_of_the_flow():
    bed = FilterBed(held_g_m3=5800.0)
    assert filter_flow_lpm(bed.held_g_m3) < 0.65 * filter_flow_lpm(0.0)
    for _ in range(420):
        bed.wash(WASH_LPM, 20.0, 1.0)
    assert filter_flow_lpm(bed.held_g_m3) >= 0.9 * filter_flow_lpm(0.0)
    assert 0.15 <= bed.expansion <= 0.30, "sand that rises by less is not scoured, sand that rises by half runs out"


def test_ripe_clean_sand_passes_what_iwasaki_says_and_fresh_or_full_sand_more():
    ripe = FilterBed(held_g_m3=0.0, ripe=1.0).passed_share()
    assert ripe == pytest.approx(0.15, abs=0.001), "85 % of silt is held; 75 to 95 % is usual without coagulant"
    assert FilterBed(held_g_m3=0.0, ripe=0.0).passed_share() > 3 * ripe
    assert FilterBed(held_g_m3=45_000.0).passed_share() > 3 * ripe, "breakthrough"


def test_mud_in_the_raw_water_takes_time_to_reach_the_tank():
    """Two of three samples, 2 s apart, see it in the raw water before the filtered water has 5 NTU."""
    bed, seconds = FilterBed(out_ntu=1.8), 0
    while bed.out_ntu <= 5.0:
        bed.filter(1.28, 300.0, 1.0)
        seconds += 1
    assert 5 < seconds < 120


def test_the_lamp_is_in_its_band_and_strong_enough_after_its_preheat():
    lamp = UvReactor()
    lamp.step(True, False, 1.0)
    assert lamp.current_a < 0.75
    for _ in range(119):
        lamp.step(True, False, 1.0)
    assert 0.75 <= lamp.current_a <= 1.10
    assert lamp.enough_for(filter_flow_lpm(0.0))


def burning(hours: float, sleeve_share: float = 1.0) -> UvReactor:
    lamp = UvReactor(hours)
    lamp.sleeve_share = sleeve_share
    for _ in range(600):
        lamp.step(True, False, 1.0)
    return lamp


def test_a_lamp_at_the_end_of_its_life_gives_40_mj_at_1_5_liters_a_minute():
    lamp = burning(8999.0)  # 0.5 L, 2 mW/cm2, 40 mJ/cm2: 1.5 L/min
    assert lamp.enough_for(1.49)
    assert not lamp.enough_for(1.51)
    assert lamp.burned_h == pytest.approx(8999.0 + 600.0 / 3600.0)


@pytest.mark.parametrize(("hours", "sleeve_share", "ntu"), [(20_000.0, 1.0, 0.0), (0.0, 0.5, 0.0), (8999.0, 1.0, 20.0)])
def test_age_dirt_and_turbidity_take_the_dose_away_while_the_current_stays(hours, sleeve_share, ntu):
    lamp = burning(hours, sleeve_share)
    assert not lamp.enough_for(1.28, ntu)
    assert 0.75 <= lamp.current_a <= 1.10, "no current meter can tell"


def test_a_dirty_sleeve_is_a_fault_of_the_world():
    world = plant()
    world.apply_faults({"uv_lamp": {"shaded": {"share": 0.7}}})
    drive(world, 300, TO_TANK)
    assert world.metrics()["delivered_under_40_mj_l"] > 4.0
    assert world.felt["uv_current_a"] > 0.9


# Balances


def test_no_water_is_made_or_lost():
    world, luck = plant(household_l_day=200.0), Random(5)
    for _ in range(60):
        drive(world, luck.randint(1, 120), luck.choice([OFF, TO_WASTE, TO_TANK, WASHING]))
    found = world.metrics()
    pumped_l = found["product_l"] + found["waste_l"] + found["wash_l"] + found["lost_l"]
    assert pumped_l == pytest.approx(found["raw_l"])
    in_tank_l = world.settings.product_l + found["product_l"] - found["used_l"] - found["overflow_l"]
    assert in_tank_l == pytest.approx(found["product_level_l"])


@pytest.mark.proof
def test_no_dirt_is_made_or_lost():
    world, luck = plant(raw_turbidity_ntu=200.0), Random(6)
    for _ in range(40):
        drive(world, luck.randint(60, 600), luck.choice([OFF, TO_WASTE, WASHING]))
    bed = world.path.bed
    assert bed.into_g > 1.0
    assert bed.into_g == pytest.approx(bed.through_g + bed.washed_g + bed.held_g())


def test_the_board_alone_takes_17_watt_hours_a_day():
    dark = plant(clearness=0.0, battery_soc=0.9)
    drive(dark, 24 * 3600, OFF, step_s=10.0)
    assert (0.9 - dark.metrics()["battery_soc"]) * 12.0 * 12.3 == pytest.approx(0.7 * 24.0, rel=0.03)


@pytest.mark.parametrize("start_h", [8.0, 12.0])
def test_its_panel_is_that_of_all_plants_and_its_cells_get_hot(start_h):
    """15 May in Na Hang, a clear sky; once the same 50 Wp gave 2.58 A here and 3.00 A in the lamp."""
    supply = plant(clearness=1.0, start_h=start_h).supply
    climate = PLACES["na_hang"]
    solar_hour = start_h - 7.0 + climate.longitude_deg * UTC_TO_SUN_H
    light_w_m2 = sun.clear_sky_w_m2(sun.cos_zenith(climate.latitude_deg, 135, solar_hour))
    air_c, at_rest_v = climate.temperature_c(5, start_h), supply.power.rest_v()
    assert supply.power.offered_a == sun.pwm_current_a(sun.panel_of(50.0), light_w_m2, air_c, at_rest_v) > 0.5


def test_an_empty_battery_takes_the_board_and_the_pump_down_until_it_is_charged():
    """Once the pump ran for a day on nothing. 11.1 V takes all off, 12.6 V gives it back (BougeRV Sunflow manual)."""
    world = plant(battery_soc=0.02, clearness=0.0)
    assert not world.powered
    drive(world, 600, TO_TANK)
    found = world.metrics()
    assert (found["product_l"], found["raw_l"], found["load_wh"]) == (0.0, 0.0, 0.0)
    assert found["hours_without_power"] == pytest.approx(600.0 / 3600.0)
    world = plant(battery_soc=0.02, clearness=1.0, start_h=8.0)
    down_s = 0
    while not world.powered:
        world.step(30.0, OFF)
        down_s += 30
    assert world.supply.power.voltage_v >= 12.6
    assert 300 < down_s < 6 * 3600


def test_a_pump_that_the_battery_cannot_feed_moves_no_water():
    world = plant(battery_ah=0.01, clearness=0.0)
    assert world.powered
    drive(world, 3, TO_TANK)
    assert not world.powered
    assert (world.metrics()["raw_l"], world.metrics()["pump_h"]) == (0.0, 0.0)


def test_a_sunny_day_charges_the_battery():
    sunny = plant(clearness=1.0, battery_soc=0.5)
    drive(sunny, 12 * 3600, OFF, step_s=10.0)
    assert sunny.metrics()["battery_soc"] > 0.9


# Cut-offs without a program


def test_the_second_float_stops_the_pump_whatever_the_program_does():
    world = plant(household_l_day=0.0)
    drive(world, 3600, TO_TANK)
    assert world.metrics()["overflow_l"] == 0.0
    assert SECOND_FLOAT_L <= world.household.level_l < SECOND_FLOAT_L + 0.1 < RIM_L


def test_without_power_the_springs_shut_every_valve():
    world = plant()
    drive(world, 60, TO_TANK)
    level_l = world.household.level_l
    world.settings = plant(household_l_day=0.0).settings
    drive(world, 60, OFF)
    assert world.path.flow_lpm == 0.0
    assert world.household.level_l <= level_l


def test_pumping_against_shut_valves_or_air_is_counted():
    world = plant()
    drive(world, 5, OFF | {"pump": 1.0})
    assert world.metrics()["pump_against_shut_valves_s"] == 5.0
    empty = plant(raw_l=2.0, stream_lpm=0.0)
    drive(empty, 5, TO_WASTE)
    assert empty.metrics()["pump_without_water_s"] == 5.0
    assert empty.path.flow_lpm == 0.0


# Time and names


def test_quiet_seconds_that_were_put_off_are_not_given_to_the_pump():
    world = plant()
    drive(world, 7, OFF)
    drive(world, 1, TO_WASTE)
    drive(world, 9, OFF)
    assert world.metrics()["pump_h"] == pytest.approx(1.0 / 3600.0)
    assert world.t_s == 17.0


def test_the_same_seed_gives_the_same_world():
    worlds = [plant(seed, storms_per_week=20.0) for seed in (3, 3, 4)]
    for world in worlds:
        drive(world, 1800, OFF, step_s=10.0)
        drive(world, 300, TO_WASTE)
    assert worlds[0].metrics() == worlds[1].metrics()
    assert worlds[0].metrics() != worlds[2].metrics()


def test_a_storm_brings_mud_and_passes():
    world = plant(storm_h=1.0, storm_lasts_h=2.0)
    drive(world, 3600, OFF, step_s=10.0)
    assert world.felt["raw_turbidity_ntu"] < 30.0
    drive(world, 7200, OFF, step_s=10.0)
    assert world.felt["raw_turbidity_ntu"] > 200.0
    drive(world, 6 * 3600, OFF, step_s=10.0)
    assert world.felt["raw_turbidity_ntu"] < 50.0


def test_every_step_sets_every_feeling_again():
    """A fault may have written over it."""
    world = plant()
    drive(world, 5, OFF)
    true = dict(world.felt)
    world.felt.update(dict.fromkeys(true, -1.0))
    world.step(1.0, OFF)
    assert world.felt == true


def test_what_is_felt_at_the_start_is_true_at_the_start():
    world = plant(start_h=12.0, clearness=1.0)
    assert world.felt["battery_current_a"] > 0.5
    assert 15.0 < world.felt["bed_temperature_c"] < 40.0
    assert world.felt["filter_flow_lpm"] == 0.0


def test_the_world_begins_on_its_date_in_vietnam():
    assert plant(start_date="2026-02-15", start_h=5.5).start.isoformat() == "2026-02-15T05:30:00+07:00"


def test_all_names_of_law_world_wiring_and_summary_fit():
    world = plant()
    assert set(SENSED) <= set(world.felt)
    assert {name for name, _ in summary.LINES} <= set(world.metrics())
    switched = {f"{name}_open" if part["driver"] == "valve" else name for name, part in WIRING.items()}
    assert set(ACTIONS) <= switched
    assert all(any(field.startswith(f"{name}_") for name in WIRING) for field in SENSED)
    assert isinstance(plant_module.LESSON_S, float)
    assert all(isinstance(each.default, (float, str)) for each in fields(plant_module.Settings))


def test_no_pin_or_address_is_used_twice_and_none_is_i2c():
    pins = [part["pin"] for part in WIRING.values() if "pin" in part]
    addresses = [part["address"] for part in WIRING.values() if "address" in part]
    inputs = [part["channel"] for part in WIRING.values() if part.get("on") == "adc"]
    for used in (pins, addresses, inputs):
        assert len(used) == len(set(used))
    assert not {0, 1, 2, 3} & set(pins)
    assert all(4 <= pin <= 27 for pin in pins)


def test_the_law_rests_longer_than_the_pump_must_stay_off():
    """Else the pump would start late, and PRIME would call that dry."""
    assert WIRING["pump"]["switching"]["min_off_s"] < min(REST_S, SETTLE_S)
