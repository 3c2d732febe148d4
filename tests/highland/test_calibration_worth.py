"""Calibrating is worth it: over units with an error of their own, little is left of it.

Over twenty units it is a fifth (bench/calibrate.py); the median of these few is allowed a third.
"""

from dataclasses import replace

import pytest

from bench._calibrations import ROWS
from bench.calibrate import GOAL, line, measured
from workshop.calibration.worth import Worth

REACHING = [row for row in ROWS if not row.lacks]
SHARE = 1 / 3
QUICK = [row for row in REACHING if row.part in ("raw", "bed", "battery")]


@pytest.mark.examples(1)
@pytest.mark.parametrize("row", QUICK, ids=lambda row: row.name)
def test_a_few_units(row):
    for found in measured(row, units=5):
        assert found.share <= SHARE


@pytest.mark.long
@pytest.mark.parametrize("row", [row for row in REACHING if row not in QUICK], ids=lambda row: row.name)
def test_more_kinds(row):
    for found in measured(row, units=8):
        assert found.share <= SHARE or found.cannot


# What the bench makes of what was shown


@pytest.fixture
def row():
    (bead,) = (row for row in ROWS if row.name == "NTC, ice and fever thermometer")
    return bead


def unit(before, after, true=(10.0, 30.0)):
    return [Worth("temperature_c", t_c, "°C", was, now, 0.0) for t_c, was, now in zip(true, before, after, strict=True)]


def test_one_good_point_does_not_hide_a_bad_one(row):
    """At 10 C the error is gone, at 30 C nothing is better: the whole range counts, and the worst point is said."""
    found = line(row, "temperature_c", [unit((11.0, 31.0), (10.0, 31.0))])
    assert (found.share, found.worst) == (0.5, 1.0)
    assert not found.good


def test_a_calibration_that_makes_it_worse_is_a_failure_that_nothing_excuses(row):
    found = line(row, "temperature_c", [unit((11.0, 31.0), (12.0, 32.0))])
    assert found.share == 2.0
    assert not found.cannot
    assert "NOTHING EXCUSES" in found.verdict


def test_only_a_floor_above_the_goal_excuses(row):
    poor = replace(row, floors={"temperature_c": lambda _: 0.5})
    found = line(poor, "temperature_c", [unit((11.0, 31.0), (10.6, 30.6))])
    assert found.cannot
    assert found.floor_share == 0.5 > GOAL


def test_no_value_and_a_wild_one_count_as_all_of_it(row):
    ppm = [Worth("tds_ppm", 100.0, "ppm", None, 100.0, 0.0), Worth("tds_ppm", 200.0, "ppm", 9000.0, 200.0, 0.0)]
    found = line(replace(row, floors={"tds_ppm": lambda _: 0.0}), "tds_ppm", [ppm])
    assert (found.before, found.after) == (100.0, 0.0)
