"""Words of a picture: faults as a person says them, numbers with the reader's mark, axes with round values."""

import pytest

from messages import translator
from sim.plots.words import Tongue, inside, nice_ticks


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("gas=off", "Gas sensor unplugged"),
        ("gas=intermittent(p=0.5)", "Gas sensor: loose plug"),
        ("gas_ppm=stuck(value=3)", "Value “Gas” stuck"),
        ("siren=welded", "Siren cannot be switched off"),
        ("board=killed", "The program is killed"),
        ("card=full", "Memory card full"),
        ("front_door=open", "front door stands open"),
        ("no fault at all", "no fault at all"),
    ],
)
def test_a_fault_is_said_as_a_sentence(about, fault, words):
    assert Tongue().fault(fault, about.names) == words


@pytest.mark.parametrize(
    ("value", "english", "vietnamese"),
    [
        (0.15, "0.15", "0,15"),
        (13.8, "13.8", "13,8"),
        (1400.0, "1400", "1400"),
        (-0.001, "0", "0"),
        (12.06, "12.1", "12,1"),
    ],
)
def test_a_number_has_the_readers_mark_and_no_needless_digit(value, english, vietnamese):
    assert Tongue().short_number(value) == english
    assert Tongue("vi", translator("vi")).short_number(value) == vietnamese


def test_a_name_inside_a_sentence_begins_small_but_for_abbreviations():
    assert [inside(name) for name in ("Gas valve", "CO sensor", "Đèn xanh")] == ["gas valve", "CO sensor", "đèn xanh"]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.0, 1568.0, [0.0, 500.0, 1000.0, 1500.0]),
        (11.8, 14.8, [12.0, 13.0, 14.0]),
        (-1.0, 1.1, [-1.0, -0.5, 0.0, 0.5, 1.0]),
    ],
)
def test_an_axis_has_round_values(low, high, ticks):
    assert nice_ticks(low, high) == pytest.approx(ticks)
