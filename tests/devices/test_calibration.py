"""A calibration turns what a sensor shows into what was true when somebody checked."""

from datetime import date

import pytest

from devices import Calibration

MADE_ON = date(2026, 9, 1)


def test_one_point_is_an_offset():
    assert Calibration(MADE_ON, ((50.0, 47.0),)).apply(80.0) == 77.0


@pytest.mark.parametrize(
    ("shown", "true"), [(0.0, 1.0), (5.0, 5.5), (10.0, 10.0), (15.0, 20.0), (20.0, 30.0), (25.0, 40.0)]
)
def test_points_are_joined_by_lines_that_go_on_beyond_the_ends(shown, true):
    assert Calibration(MADE_ON, ((0.0, 1.0), (10.0, 10.0), (20.0, 30.0))).apply(shown) == pytest.approx(true)


@pytest.mark.parametrize("points", [(), ((1.0, 1.0), (1.0, 2.0)), ((2.0, 1.0), (1.0, 2.0))])
def test_points_that_do_not_rise_are_refused(points):
    with pytest.raises(ValueError, match="rising"):
        Calibration(MADE_ON, points)


def test_a_calibration_has_an_age():
    assert Calibration(MADE_ON, ((0.0, 0.0),)).age_days(date(2027, 3, 1)) == 181.0
