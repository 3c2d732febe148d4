"""The kitchen: the dilution equation's published table, and what every part feels."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from projects.gas_alarm.plant import FAULTS, LESSON_S, Plant, Settings
from projects.gas_alarm.summary import LINES
from science.gas import lpg_m3_from_grams

FELT = {
    "gas_lpg_ppm", "gas_temperature_c", "gas_humidity_pct",
    "fumes_co_ppm", "fumes_temperature_c", "fumes_humidity_pct",
    "room_temperature_c", "room_humidity_pct",
    "heater_voltage_v", "heater_current_a", "battery_voltage_v", "battery_current_a",
    "mains_closed", "valve_switch_closed", "reset_pressed", "hush_pressed", "test_pressed",
}  # fmt: skip


def kitchen(**changes) -> Plant:
    return Plant(Settings(**changes), random.Random(1))


def minutes_to(plant: Plant, ppm: float, limit_min: float, driven=None) -> float | None:
    """Minutes after the leak began until there is that much gas."""
    while plant.t_s < limit_min * 60.0:
        plant.step(3.0, driven or {})
        if plant.lpg_ppm >= ppm:
            return plant.t_s / 60.0
    return None


@pytest.mark.parametrize(
    ("g_per_h", "ach", "ppm", "minutes"),
    [  # dilution equation (BS 5925), worked out for 30 m3: grams of LPG an hour, air changes an hour
        (50.0, 0.3, 540.0, 46.2),
        (100.0, 0.3, 900.0, 37.7),
        (100.0, 0.3, 1800.0, 84.3),
        (100.0, 1.0, 900.0, 51.0),
        (100.0, 1.0, 1800.0, None),
        (150.0, 0.5, 1800.0, 57.8),
        (250.0, 0.3, 900.0, 14.2),
        (250.0, 0.3, 1800.0, 29.6),
        (250.0, 0.3, 3600.0, 64.4),
        (250.0, 1.0, 1800.0, 36.8),
    ],
)
def test_time_to_a_level_with_a_leak_before_the_valve(g_per_h, ach, ppm, minutes):
    plant = kitchen(leak_g_per_h=g_per_h, ventilation_ach=ach, leak_start_min=0.0, leak_upstream=True)
    found = minutes_to(plant, ppm, 200.0)
    assert found == (None if minutes is None else pytest.approx(minutes, abs=0.1))


def test_levels_of_the_row_with_1_air_change_and_0_03_m3_an_hour():
    """30 m3, 1 air change, 0.03 m3/h: 393.4 ppm after 0.5 h, 631.9 after 1 h, 864.1 after 2 h."""
    plant = kitchen(
        leak_g_per_h=0.03 / lpg_m3_from_grams(1.0), ventilation_ach=1.0, leak_start_min=0.0, leak_upstream=True
    )
    found = {}
    while plant.t_s < 7200.0:
        plant.step(3.0, {})
        found[plant.t_s] = plant.lpg_ppm
    assert [found[t_s] for t_s in (1800.0, 3600.0, 7200.0)] == pytest.approx([393.4, 631.9, 864.1], abs=0.1)


def test_purge_from_3600_to_540_ppm_at_10_air_changes_takes_11_38_min():
    plant = kitchen(first_lpg_ppm=3600.0, ventilation_ach=10.0, leak_start_min=-1.0)
    while plant.lpg_ppm > 540.0:
        plant.step(1.0, {})
    assert plant.t_s / 60.0 == pytest.approx(11.38, abs=0.02)


def test_a_fan_of_1_air_change_delays_1800_ppm_to_39_8_min():
    """250 g/h at 0.3 ach; the fan runs from 900 ppm on."""
    plant = kitchen(leak_start_min=0.0, leak_upstream=True, fan_ach=1.0)
    minutes_to(plant, 900.0, 60.0)
    assert minutes_to(plant, 1800.0, 60.0, {"fan": 1.0}) == pytest.approx(39.8, abs=0.3)


def test_co_of_a_brazier():
    """0.0045 m3/h in 30 m3 at 0.5 ach: 35.3 ppm after 15 min, 66.4 after 30, 118.0 after 60."""
    plant = kitchen(co_m3_per_h=0.0045, co_start_min=0.0, ventilation_ach=0.5)
    found = {}
    while plant.t_s < 3600.0:
        plant.step(3.0, {})
        found[plant.t_s] = plant.co_ppm
    assert [found[t_s] for t_s in (900.0, 1800.0, 3600.0)] == pytest.approx([35.3, 66.4, 118.0], abs=0.1)


def test_steps_of_any_length_give_the_same_air():
    """The step is exact, so the simulator may choose it."""
    fine, coarse = (kitchen(leak_start_min=0.0, leak_upstream=True) for _ in range(2))
    for _ in range(600):
        fine.step(1.0, {})
    for _ in range(10):
        coarse.step(60.0, {})
    assert fine.lpg_ppm == pytest.approx(coarse.lpg_ppm, rel=1e-9)


def test_a_shut_valve_stops_a_leak_behind_it():
    plant = kitchen(leak_start_min=0.0)
    for _ in range(600):
        plant.step(1.0, {"valve_open": 0.0})
    assert plant.metrics()["leaked_g"] == 0.0
    plant.step(3600.0, {"valve_open": 1.0})
    assert plant.metrics()["leaked_g"] == pytest.approx(250.0)


def test_a_sticking_valve_lets_gas_through_and_its_switch_tells():
    plant = kitchen(leak_start_min=0.0)
    plant.step(1.0, {"valve_open": 1.0})
    plant.apply_faults({"valve": {"stuck": {}}})
    plant.step(1.0, {"valve_open": 0.0})
    assert plant.felt["valve_switch_closed"] is False
    assert plant.metrics()["leaked_g"] > 0.1
    plant.apply_faults({})
    plant.step(1.0, {"valve_open": 0.0})
    assert plant.felt["valve_switch_closed"] is True


@pytest.mark.parametrize(("share", "switch", "leaked_g"), [(0.0, True, 0.0), (0.1, True, 25.0), (1.0, False, 250.0)])
def test_a_valve_stuck_somewhere_lets_that_share_of_the_leak_through_and_a_small_one_is_not_seen(
    share, switch, leaked_g
):
    plant = kitchen(leak_start_min=0.0)
    plant.apply_faults({"valve": {"stuck": {"value": share}}})
    plant.step(3600.0, {"valve_open": 1.0})
    assert plant.felt["valve_switch_closed"] is switch
    assert plant.leaked_g == pytest.approx(leaked_g)
    assert plant.shown["valve_open"] == share


def test_a_burst_hose_is_before_the_valve():
    plant = kitchen(leak_start_min=-1.0)
    plant.apply_faults({"hose": {"burst": {}}})
    plant.step(360.0, {"valve_open": 0.0})
    assert plant.leaked_g == pytest.approx(150.0)


def test_heavy_gas_reaches_the_low_sensor_sooner_in_two_zones():
    mixed, layered = (kitchen(leak_start_min=0.0, leak_upstream=True, two_zones=zones) for zones in (False, True))
    assert minutes_to(layered, 900.0, 60.0) < minutes_to(mixed, 900.0, 60.0)


def test_a_flame_that_lost_its_gas_does_not_come_back_with_the_gas():
    """Why the valve waits for the reset button: gas streams out of the burner, unlit."""
    plant = kitchen(leak_start_min=-1.0, burner_g_per_h=150.0, burner_start_min=0.0)
    for _ in range(100):
        plant.step(1.0, {"valve_open": 1.0})
    assert plant.burner_lit is True
    assert plant.leaked_g == 0.0
    plant.step(1.0, {"valve_open": 0.0})
    plant.step(3600.0, {"valve_open": 1.0})
    assert plant.burner_lit is False
    assert plant.leaked_g == pytest.approx(150.0)


def test_battery_carries_the_alarm_and_runs_down():
    plant = kitchen()
    assert plant.felt["mains_closed"] is True
    assert plant.felt["battery_voltage_v"] == pytest.approx(13.8)
    plant.apply_faults({"mains": {"cut": {}}})
    plant.step(60.0, {})
    assert plant.felt["mains_closed"] is False
    assert plant.felt["battery_current_a"] == pytest.approx(-0.6)
    first_v = plant.felt["battery_voltage_v"]
    for _ in range(60):
        plant.step(60.0, {})
    assert plant.felt["battery_voltage_v"] < first_v < 12.71


def test_a_charger_without_a_fuse_leaves_the_mains_on_and_the_battery_feeding():
    plant = kitchen()
    plant.apply_faults({"charger": {"open": {}}})
    plant.step(1.0, {})
    assert plant.felt["mains_closed"] is True
    assert plant.felt["battery_current_a"] == pytest.approx(-0.6)


def test_a_weak_cell_runs_down_sooner_and_sags_more():
    """A tenth of 7 Ah at 0.6 A: off at 11.1 V long before it is empty; ten times the resistance: 0.19 V more sag."""
    whole, weak = kitchen(), kitchen()
    whole.apply_faults({"mains": {"cut": {}}})
    weak.apply_faults({"mains": {"cut": {}}, "battery": {"weak_cell": {"share": 0.1}}})
    for plant in (whole, weak):
        plant.step(1.0, {})
    assert whole.felt["battery_voltage_v"] - weak.felt["battery_voltage_v"] == pytest.approx(0.6 * 9 * 0.035, abs=0.01)
    assert weak.powered
    for _ in range(72):
        weak.step(60.0, {"valve_open": 1.0})
    assert 10.0 < weak.metrics()["battery_soc_pct"] < 25.0
    assert not weak.powered
    assert weak.valve_open == 0.0


def test_an_alarm_without_power_holds_no_valve_open_and_the_mains_brings_it_back_at_once():
    plant = kitchen(battery_soc=0.02)
    assert plant.powered
    plant.apply_faults({"mains": {"cut": {}}})
    for _ in range(30):
        plant.step(1.0, {"valve_open": 1.0})
    assert (plant.powered, plant.valve_open) == (False, 0.0)
    plant.apply_faults({})
    assert plant.powered


def test_the_mains_feeds_the_alarm_and_charges_the_battery_beside_it():
    """What the charger gives is counted whole: 0.6 A for the alarm, 0.7 A into the battery."""
    plant = kitchen(battery_soc=0.5)
    for _ in range(360):
        plant.step(10.0, {})
    power = plant._supply.power
    assert power.charge_a == pytest.approx(0.7)
    assert power.source_a == pytest.approx(1.3)
    assert power.harvest_wh == pytest.approx(power.load_wh + power.charged_wh)
    assert plant.metrics()["energy_from_nowhere_wh"] < 1e-6


def test_a_fault_of_a_weak_battery_is_of_the_battery_and_not_of_its_charge():
    plant = kitchen(battery_soc=0.5)
    plant.apply_faults({"battery": {"weak_cell": {}}})
    plant.apply_faults({})
    assert plant.metrics()["battery_soc_pct"] == pytest.approx(50.0)


def test_a_broken_heater_draws_nothing_and_shows_clean_air():
    plant = kitchen(leak_start_min=0.0, leak_upstream=True)
    minutes_to(plant, 1e9, 9.0)
    assert plant.felt["heater_current_a"] == pytest.approx(5.0 / 33.0)  # MQ-6 data sheet: 33 ohm at 5 V
    assert plant.felt["gas_lpg_ppm"] > 300.0
    plant.apply_faults({"gas_heater": {"open": {}}})
    plant.step(120.0, {})
    assert (plant.felt["heater_current_a"], plant.felt["gas_lpg_ppm"]) == (0.0, 0.0)
    assert plant.lpg_ppm > 300.0


def test_hair_spray_is_felt_but_is_not_gas():
    plant = kitchen(leak_start_min=-1.0, spray_ppm=3000.0, spray_start_min=1.0, spray_s=10.0)
    felt = []
    for _ in range(90):
        plant.step(1.0, {})
        felt.append(plant.felt["gas_lpg_ppm"])
    assert felt.count(3000.0) == 10
    assert plant.shown["lpg_ppm"] == 0.0
    assert plant.metrics()["peak_ppm"] == 0.0


def test_co_can_be_held_at_one_level_as_in_a_test_chamber():
    plant = kitchen(co_held_ppm=100.0, co_start_min=1.0)
    plant.step(59.0, {})
    assert plant.co_ppm == 0.0
    for _ in range(100):
        plant.step(1.0, {"fan": 1.0})
    assert plant.felt["fumes_co_ppm"] == 100.0


def test_felt_is_complete_from_the_start_and_after_every_step():
    plant = kitchen()
    assert set(plant.felt) == FELT
    plant.felt.clear()
    plant.step(1.0, {"valve_open": 1.0, "fan": 1.0, "siren": 1.0})
    assert set(plant.felt) == FELT


@pytest.mark.parametrize(("thing", "kind"), [(thing, kind) for thing, kinds in FAULTS.items() for kind in kinds])
def test_every_fault_of_this_world_changes_it_and_can_be_mended(thing, kind):
    def an_hour(broken: bool) -> Plant:
        plant = kitchen(leak_start_min=0.0, leak_g_per_h=50.0, battery_soc=0.5)
        for minute in range(60):
            plant.apply_faults({thing: {kind: {"value": 0.5, "share": 0.2}}} if broken and minute < 30 else {})
            plant.step(60.0, {"valve_open": 1.0})
            if minute == 15:
                plant.seen = dict(plant.felt)
        return plant

    whole, mended = an_hour(False), an_hour(True)
    assert whole.seen != mended.seen
    assert set(whole.felt) == set(mended.felt) == FELT
    assert mended.felt["valve_switch_closed"] is False
    assert mended.felt["mains_closed"] is True


def test_the_world_starts_on_its_date_in_vietnam():
    start = kitchen(start_date="2026-02-15").start
    assert start.isoformat() == "2026-02-15T00:00:00+07:00"
    assert start.utcoffset() == timedelta(hours=7)


def test_metrics_before_anything_happened():
    metrics = kitchen().metrics()
    assert metrics["time_to_prealarm_s"] == metrics["time_to_alarm_s"] == metrics["valve_closed_s"] == -1.0
    assert metrics["peak_ppm"] == metrics["leaked_g"] == metrics["false_siren_s"] == 0.0


def test_the_witness_tells_beeps_from_a_siren():
    plant = kitchen(leak_start_min=0.0, first_lpg_ppm=1000.0)
    for second in range(60):
        beep = second in (10, 15)
        siren = second >= 30
        plant.step(1.0, {"siren": float(beep or siren), "valve_open": float(second < 42)})
    metrics = plant.metrics()
    assert metrics["time_to_prealarm_s"] == pytest.approx(10.0)
    assert metrics["time_to_alarm_s"] == pytest.approx(30.0)
    assert metrics["valve_closed_s"] == pytest.approx(43.0)


def test_the_witness_counts_a_siren_in_clean_air_and_a_fan_switched_in_danger():
    clean = kitchen(leak_start_min=-1.0)
    for _ in range(5):
        clean.step(1.0, {"siren": 1.0})
    assert clean.metrics()["false_siren_s"] == pytest.approx(5.0)
    danger = kitchen(leak_start_min=-1.0, first_lpg_ppm=5000.0)
    for fan in (0.0, 1.0, 1.0, 0.0):
        danger.step(1.0, {"fan": fan})
    assert danger.metrics()["fan_switches_above_20pct_lel"] == 2.0


def test_a_siren_that_began_in_gas_stays_a_true_one_until_it_falls_silent():
    """Until reset it sounds on in air that is clean again: once 4,190 s of that counted as false."""
    plant = kitchen(first_lpg_ppm=2000.0, leak_start_min=-1.0, ventilation_ach=60.0)
    while plant.lpg_ppm >= 420.0:
        plant.step(1.0, {"siren": 1.0})
    for siren in (1.0, 1.0, 0.0, 1.0, 1.0, 1.0):
        plant.step(1.0, {"siren": siren})
    assert plant.metrics()["false_siren_s"] == pytest.approx(3.0), "those after the pause"


def test_times_count_from_the_start_when_there_is_gas_from_the_start():
    plant = kitchen(first_lpg_ppm=2000.0)
    for _ in range(10):
        plant.step(1.0, {"siren": 1.0})
    assert plant.metrics()["time_to_alarm_s"] == 0.0


def test_every_line_of_the_summary_has_a_metric_and_no_line_shows_a_minus():
    metrics = kitchen().metrics()
    for name, sentence in LINES:
        assert "-" not in sentence(value=metrics[name]).render()


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-1.0, "There was no gas alarm."),
        (0.0, "The gas alarm sounded 0 s after the leak began."),
        (1799.6, "The gas alarm sounded 30 min after the leak began."),
    ],
)
def test_the_summary_tells_a_time_as_a_span_and_never_in_its_own_words(seconds, said):
    assert dict(LINES)["time_to_alarm_s"](value=seconds).render() == said


def test_the_lesson_is_long_enough_for_its_leak():
    """250 g/h from minute 10: 1800 ppm at 39.6 min."""
    assert LESSON_S > 39.6 * 60.0
