"""What a pupil's browser gets over the Wi-Fi that forty share: every byte, from the address to a board that runs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import class_join

pytestmark = [pytest.mark.long, pytest.mark.minutes]


def test_a_first_join_fits_and_a_second_is_almost_nothing():
    asked = [sys.executable, Path(class_join.__file__), "--json"]  # its browsers need a process of their own
    found = json.loads(subprocess.run(asked, capture_output=True, check=True, timeout=300).stdout)
    assert 1.0 < found["first_mb"] < class_join.GOAL_FIRST_MB
    assert 1.0 < found["program_mb"] < class_join.GOAL_FIRST_MB
    assert 0.0 < found["second_kb"] < class_join.GOAL_SECOND_KB
