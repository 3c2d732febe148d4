"""`highland check` and parts on several wires: bits for a display are no lamp that stays on, and it reads its font."""

import sys
from pathlib import Path

import pytest

from sim.programs.checking.check_run import FAIL
from sim.programs.checking.examine import examine

SCRIPTS = Path(__file__).parents[1] / "scripts"


@pytest.mark.examples(1)
@pytest.mark.parametrize(
    "name",
    [
        "out_lcd_by_hand",
        "out_595_four_digits",
        "out_7seg_zero",
        "out_motor_l298n",
        "out_unknown_bits",
        "out_tm1637_zero",
    ],
)
def test_right_programs_pass(name, monkeypatch):
    """From above the libraries, as in a school: gpiozero's letters of seven segments lie in a file beside it."""
    monkeypatch.chdir(Path(sys.prefix).parent)
    found = examine(SCRIPTS / f"{name}.py")
    assert [each.seen.render() for each in found.results if each.result == FAIL] == []


@pytest.mark.examples(1)
def test_a_matrix_is_not_turned_to_try_something(monkeypatch):
    monkeypatch.chdir(Path(sys.prefix).parent)
    found = examine(SCRIPTS / "told_which_way_up.py").as_json()
    assert not any("turned_deg" in each for each in found["not_tried"])
    assert found["guesses"] == {"GPIO17": "--set hc595_gpio17_turned_deg=180"}
