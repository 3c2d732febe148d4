"""What a pupil's browser gets over the Wi-Fi that forty share: every byte, from the address to a board that runs."""

import pytest

from bench.class_join import GOAL_FIRST_MB, GOAL_SECOND_KB, measured

pytestmark = [pytest.mark.long, pytest.mark.minutes]


def test_a_first_join_fits_and_a_second_is_almost_nothing():
    found = measured()
    assert 1.0 < found["first_mb"] < GOAL_FIRST_MB
    assert 1.0 < found["program_mb"] < GOAL_FIRST_MB
    assert 0.0 < found["second_kb"] < GOAL_SECOND_KB
