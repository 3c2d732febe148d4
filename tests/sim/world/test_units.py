"""Units of a type: forty seeds give forty sensors, each with the calibration that a person would have made of it."""

from __future__ import annotations

from datetime import date

import pytest

from firmware.project import find
from sim.chips._unit import Kind, Units
from sim.scenarios.scenario import Run
from sim.world.simulation import Simulation

DAY = date(2026, 11, 2)
SEEDS = range(40)


def drawn(kind, seed, within=0.3, left=0.04):
    units = Units(kind, seed)
    true = units.unit("gas").share("r0_ohm", 20_000.0, within, left)
    return true, units.calibration(DAY)


def test_forty_seeds_give_forty_sensors_over_the_whole_tolerance():
    found = [drawn(Kind.CALIBRATED, seed)[0] for seed in SEEDS]
    assert len(set(found)) == 40
    assert 14_000.0 <= min(found) < 15_500.0
    assert 24_500.0 < max(found) <= 26_000.0


def test_the_same_seed_gives_the_same_unit_whatever_else_is_plugged_in():
    units = Units(Kind.CALIBRATED, 3)
    units.unit("fumes").share("r0_ohm", 10_000.0, 0.3, 0.04)
    assert units.unit("gas").share("r0_ohm", 20_000.0, 0.3, 0.04) == drawn(Kind.CALIBRATED, 3)[0]


def test_a_calibration_is_dated_and_misses_the_truth_by_what_is_left():
    missed = []
    for seed in SEEDS:
        true, tables = drawn(Kind.CALIBRATED, seed)
        assert tables["gas"]["measured_on"] == DAY
        assert f"seed {seed}" in tables["gas"]["unit"]
        missed.append(tables["gas"]["r0_ohm"] / true - 1.0)
    assert 0.03 < max(map(abs, missed)) <= 0.0401
    assert min(missed) < 0.0 < max(missed)


def test_an_offset_is_told_as_a_pair_of_shown_and_true():
    unit = Units(Kind.CALIBRATED, 1).unit("room")
    offset = unit.offset("humidity_pct", 75.3, within=2.0, left=0.0)
    assert unit.measured == {"humidity_pct": [[pytest.approx(75.3 + offset, abs=0.001), 75.3]]}


def test_uncalibrated_units_are_the_same_ones_without_a_calibration():
    assert drawn(Kind.UNCALIBRATED, 5) == (drawn(Kind.CALIBRATED, 5)[0], {})


def test_ideal_units_are_as_the_data_sheet_says_for_every_seed():
    for seed in SEEDS:
        true, tables = drawn(Kind.IDEAL, seed)
        assert true == tables["gas"]["r0_ohm"] == 20_000.0


@pytest.mark.parametrize(
    ("kind", "age", "turbidity_known"),
    [(Kind.CALIBRATED, 14.0, True), (Kind.IDEAL, 14.0, True), (Kind.UNCALIBRATED, None, False)],
)
def test_the_drivers_are_given_the_file_and_the_law_its_age(kind, age, turbidity_known):
    with Simulation(find("gas_alarm"), units=kind) as simulation:
        result = simulation.run(2.0)
        assert result.final["sensed"]["gas_calibration_age_days"] == pytest.approx(age, abs=0.001)
    with Simulation(find("water_filter"), units=kind) as simulation:
        result = simulation.run(20.0)
        assert (result.final["sensed"]["product_turbidity_ntu"] is not None) is turbidity_known


def test_a_scenario_runs_calibrated_units_where_it_says_nothing():
    assert Run("only", 60.0).units is Kind.CALIBRATED
