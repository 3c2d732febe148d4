"""Calibrating is worth it: over units with an error of their own, little is left of it.

Over twenty units it is a fifth (bench/calibrate.py); the median of these few is allowed a third.
"""

import pytest

from bench.calibrate import ROWS, measured

REACHING = [row for row in ROWS if not row.limited]
SHARE = 1 / 3
QUICK = [row for row in REACHING if row.part in ("raw", "bed", "battery")]


@pytest.mark.parametrize("row", QUICK, ids=lambda row: row.name)
def test_a_few_units(row):
    for found in measured(row, units=5):
        assert found.share <= SHARE


@pytest.mark.long
@pytest.mark.parametrize("row", [row for row in REACHING if row not in QUICK], ids=lambda row: row.name)
def test_more_kinds(row):
    for found in measured(row, units=8):
        assert found.share <= SHARE
