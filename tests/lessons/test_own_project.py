"""What the lesson on a law of one's own tells the teacher about other limits is what they do."""

import pytest

from firmware.project import find
from lessons.checking.play import play

pytestmark = pytest.mark.long
USUAL_PPM = 1400.0


@pytest.fixture
def outcome(monkeypatch):
    def found(limit_ppm, world):
        monkeypatch.setattr(find("gas_alarm_step_1").module("control"), "LIMIT_PPM", limit_ppm)
        return play(f"sim gas_alarm_step_1 --world {world}").numbers

    return found


def test_half_the_limit_halves_the_slow_leak_and_helps_little_after_the_spray(outcome):
    usual, half = (outcome(limit, "slow_leak")["leaked_g"] for limit in (USUAL_PPM, USUAL_PPM / 2))
    assert half == pytest.approx(usual / 2, rel=0.1)
    usual, half = (outcome(limit, "false_alarm")["leaked_g"] for limit in (USUAL_PPM, USUAL_PPM / 2))
    assert 0.9 * usual < half < usual


def test_double_the_limit_ends_the_false_alarm_and_lets_the_slow_leak_pass_a_fifth_of_the_lel(outcome):
    assert outcome(2 * USUAL_PPM, "false_alarm")["leaked_g"] == 0.0
    assert outcome(2 * USUAL_PPM, "slow_leak")["peak_lel_pct"] > 20.0
