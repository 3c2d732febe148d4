"""Each fault of the filter's world does what its name says, and `apply_faults({})` mends it."""

import pytest

from projects.water_filter.plant import FAULTS
from projects.water_filter.world.water_path import BURST_LPM, WASH_LPM, filter_flow_lpm
from tests.projects.water_filter.filter_bench import ACTIONS, plant

OFF = dict.fromkeys(ACTIONS, 0.0)
TO_WASTE = OFF | {"inlet_valve_open": 1.0, "waste_valve_open": 1.0, "pump": 1.0}
TO_TANK = OFF | {"inlet_valve_open": 1.0, "product_valve_open": 1.0, "pump": 1.0, "uv_lamp": 1.0}
WASHING = OFF | {"backwash_valve_open": 1.0, "pump": 1.0}
CLEAN_LPM = filter_flow_lpm(0.0)


def drive(world, seconds, driven):
    for _ in range(seconds):
        world.step(1.0, driven)


def flow_lpm(world, driven):
    drive(world, 60, driven)
    return world.felt["filter_flow_lpm"]


@pytest.mark.parametrize(
    ("thing", "kind", "details", "driven", "broken_lpm"),
    [
        ("pump", "dry", {}, TO_WASTE, 0.0),
        ("inlet_valve", "stuck", {"value": 0.0}, TO_WASTE, 0.0),
        ("waste_valve", "stuck", {"value": 0.0}, TO_WASTE, 0.0),
        ("product_valve", "stuck", {}, TO_TANK, 0.0),  # it was shut when it stuck
        ("backwash_valve", "stuck", {"value": 1.0}, TO_WASTE, WASH_LPM),
        ("pipe", "burst", {}, TO_WASTE, BURST_LPM),
        ("bed", "clogged", {"share": 0.4}, TO_WASTE, 0.4 * CLEAN_LPM),
        ("bed", "clogged", {}, TO_WASTE, 0.5 * CLEAN_LPM),
    ],
)
def test_what_breaks_changes_the_flow_and_what_is_mended_brings_it_back(thing, kind, details, driven, broken_lpm):
    world = plant()
    assert kind in FAULTS[thing]
    world.apply_faults({thing: {kind: details}})
    assert flow_lpm(world, driven) == pytest.approx(broken_lpm, rel=0.01)
    world.apply_faults({})
    assert flow_lpm(world, driven) == pytest.approx(CLEAN_LPM, rel=0.02)


def test_a_valve_that_sticks_without_a_value_stays_as_it_is():
    world = plant()
    drive(world, 10, TO_TANK)
    world.apply_faults({"product_valve": {"stuck": {}}})
    drive(world, 60, TO_WASTE)
    assert world.shown["delivered_lpm"] == pytest.approx(0.5 * CLEAN_LPM, rel=0.01), "half runs into the tank"
    world.apply_faults({"product_valve": {"stuck": {}}, "panel": {"shaded": {}}})
    drive(world, 60, TO_WASTE)
    assert world.shown["delivered_lpm"] > 0.5, "another fault does not move it"


def test_a_burst_pipe_loses_water_only_while_the_pump_runs_and_the_inlet_is_open():
    world = plant()
    world.apply_faults({"pipe": {"burst": {}}})
    drive(world, 60, OFF)
    drive(world, 60, WASHING)
    assert world.metrics()["lost_l"] == 0.0
    drive(world, 60, TO_TANK)
    assert world.metrics()["lost_l"] == pytest.approx(BURST_LPM, rel=0.05)
    assert world.metrics()["product_l"] == world.shown["delivered_lpm"] == 0.0


def test_no_wash_takes_out_what_clogs_the_bed_for_good():
    world = plant(held_g_m3=6000.0, raw_l=100.0, stream_lpm=10.0)
    world.apply_faults({"bed": {"clogged": {"share": 0.5}}})
    drive(world, 420, WASHING)
    drive(world, 60, OFF)
    assert world.metrics()["clean_flow_pct"] == pytest.approx(50.0, abs=2.0)
    assert world.shown["bed_flow_pct"] == pytest.approx(50.0, abs=2.0)


def test_a_lamp_whose_circuit_opens_goes_out_at_once():
    world = plant()
    drive(world, 200, TO_TANK)
    world.apply_faults({"uv_lamp": {"open": {}}})
    assert world.felt["uv_current_a"] < 0.1, "not a second later"
    dim_l = world.metrics()["delivered_under_40_mj_l"]
    drive(world, 10, TO_TANK)
    assert world.metrics()["delivered_under_40_mj_l"] > dim_l


def test_a_shaded_panel_brings_less():
    worlds = [plant(start_h=9.0, clearness=1.0, battery_soc=0.4) for _ in range(2)]
    worlds[1].apply_faults({"panel": {"shaded": {"share": 0.75}}})
    for world in worlds:
        drive(world, 3600, OFF)
    bright_wh, shaded_wh = (world.metrics()["harvested_wh"] for world in worlds)
    assert shaded_wh / bright_wh == pytest.approx(0.25, abs=0.03)


def test_a_weak_cell_empties_and_sags_sooner():
    worlds = [plant(clearness=0.0) for _ in range(2)]
    worlds[1].apply_faults({"battery": {"weak_cell": {"share": 0.25}}})
    for world in worlds:
        drive(world, 3600, TO_WASTE)
    good, weak = worlds
    fell = [0.9 - world.shown["battery_soc"] for world in worlds]
    assert fell[1] == pytest.approx(4.0 * fell[0], rel=0.05)
    sag_v = [world.shown["battery_rest_v"] - world.felt["battery_voltage_v"] for world in (good, weak)]
    assert sag_v[1] == pytest.approx(4.0 * sag_v[0], rel=0.2)


def test_a_dry_probe_is_in_the_air():
    world = plant()
    world.apply_faults({"water": {"dry": {}}})
    assert world.felt["water_wet"] is False
    world.apply_faults({})
    assert world.felt["water_wet"] is True


def test_a_wash_that_stops_early_is_counted_as_cut_short():
    world = plant()
    for seconds, cut_short in ((420, 0.0), (200, 1.0), (420, 1.0)):
        drive(world, seconds, WASHING)
        drive(world, 30, OFF)
        assert world.metrics()["backwashes_cut_short"] == cut_short
    assert world.metrics()["backwashes"] == 3.0


def test_what_is_shown_is_true_all_the_time():
    world = plant(product_l=29.0)
    for driven in (TO_TANK, OFF, WASHING, OFF):
        drive(world, 100, driven)
        found = world.metrics()
        assert world.shown["product_level_l"] == pytest.approx(found["product_level_l"], abs=0.5)
        assert world.shown["raw_level_l"] == pytest.approx(found["raw_level_l"], abs=3.0)
        assert world.shown["overflow_l"] == found["overflow_l"]
        assert world.shown["battery_soc"] == pytest.approx(found["battery_soc"], abs=0.01)
