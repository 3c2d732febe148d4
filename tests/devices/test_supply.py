"""A low supply of the board counts after a while, is over after longer, and where nobody knows nothing changes."""

import pytest

from devices import Supply
from devices.supply import SAGS_S, WELL_S

WELL = Supply()


def after(supply, *said):
    """The supply after (flag, seconds), second by second."""
    for flag, seconds in said:
        for _ in range(seconds):
            supply = supply.step(flag, 1.0)
    return supply


def test_a_flag_that_stands_counts_and_a_dip_does_not():
    dip = int(SAGS_S)
    assert not after(WELL, (True, dip)).low
    assert after(WELL, (True, dip + 1)).low
    assert not after(WELL, (True, dip), (False, 1), (True, dip)).low


def test_it_is_over_after_a_minute_without_a_dip():
    low, minute = after(WELL, (True, 10)), int(WELL_S)
    assert after(low, (False, minute)).low
    assert after(low, (False, minute + 1)) == WELL
    assert after(low, (False, minute - 1), (True, 1), (False, minute)).low


@pytest.mark.parametrize("supply", [WELL, after(WELL, (True, 3))])
def test_unknown_is_no_statement(supply):
    assert after(supply, (None, 3600)) == WELL


def test_a_supply_that_was_low_stays_so_until_it_is_known_to_be_well():
    assert after(WELL, (True, 10), (None, 3600)).low


def test_a_slow_loop_counts_seconds_not_turns():
    supply = WELL.step(True, 10.0).step(True, 10.0)
    assert supply.low
    assert after(supply, (False, 1)).step(False, 60.0) == WELL
