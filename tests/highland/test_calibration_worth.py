"""Calibrating is worth it: over units with an error of their own, little is left of it.

Over twenty units it is a fifth (bench/calibrate.py); the median of these few is allowed a third.
"""

from dataclasses import replace

import pytest

from bench._calibrations import ROWS
from bench.calibrate import GOAL, line, measured
from devices import Message
from workshop.calibration.budget import Budget
from workshop.calibration.practice import METER_WITHIN
from workshop.calibration.worth import Worth

SHARE = 1 / 3
WHOLE = [row for row in ROWS if not row.answers and row.meter_within == METER_WITHIN]  # all that the guide asks for
QUICK = [row for row in WHOLE if row.part in ("raw", "bed", "battery")]


@pytest.mark.examples(1)
@pytest.mark.parametrize("row", QUICK, ids=lambda row: row.name)
def test_a_few_units(row):
    for found in measured(row, units=5):
        assert found.share <= SHARE or not found.guided


@pytest.mark.long
@pytest.mark.parametrize("row", [row for row in WHOLE if row not in QUICK], ids=lambda row: row.name)
def test_more_kinds(row):
    for found in measured(row, units=8):
        assert found.share <= SHARE or not found.guided


# What the bench makes of what was shown


@pytest.fixture
def row():
    (bead,) = (row for row in ROWS if row.name == "NTC, ice and fever thermometer")
    return bead


def unit(before, after, true=(10.0, 30.0)):
    return [Worth("temperature_c", t_c, "°C", was, now, 0.0) for t_c, was, now in zip(true, before, after, strict=True)]


def budget(within=0.1):
    any_words = Message("test.any", "any")
    return Budget("bed", "temperature_c", "°C", 1.0, any_words, within, any_words)


def test_one_good_point_does_not_hide_a_bad_one(row):
    """At 10 C the error is gone, at 30 C nothing is better: the whole range counts, and the worst point is said."""
    found = line(row, "temperature_c", [unit((11.0, 31.0), (10.0, 31.0))], budget())
    assert (found.share, found.worst) == (0.5, 1.0)
    assert not found.good


def test_what_is_recommended_must_reach_a_fifth_whatever_its_floor(row):
    poor = replace(row, floors={"temperature_c": lambda _: 0.5})
    found = line(poor, "temperature_c", [unit((11.0, 31.0), (10.3, 30.3))], budget())
    assert found.guided
    assert found.floor_share == 0.5 > GOAL
    assert not found.good


def test_what_is_called_some_help_must_not_reach_a_fifth(row):
    found = line(row, "temperature_c", [unit((11.0, 31.0), (10.1, 30.1))], budget(0.3))
    assert (found.guided, found.good) == (False, False)
    assert line(row, "temperature_c", [unit((11.0, 31.0), (10.3, 30.3))], budget(0.3)).good


def test_nothing_is_advised_against_that_could_reach_a_fifth(row):
    found = line(row, "temperature_c", [unit((11.0, 31.0), (10.6, 30.6))], budget(0.5))
    assert not found.guided
    assert not found.good
    poor = replace(row, floors={"temperature_c": lambda _: 0.5})
    assert line(poor, "temperature_c", [unit((11.0, 31.0), (10.6, 30.6))], budget(0.5)).good


def test_no_value_and_a_wild_one_count_as_all_of_it(row):
    ppm = [Worth("tds_ppm", 100.0, "ppm", None, 100.0, 0.0), Worth("tds_ppm", 200.0, "ppm", 9000.0, 200.0, 0.0)]
    found = line(replace(row, floors={"tds_ppm": lambda _: 0.0}), "tds_ppm", [ppm], budget())
    assert (found.before, found.after) == (100.0, 0.0)
