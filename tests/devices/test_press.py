"""A press is a press of a person: not a button that is taped down, comes back from a loose wire, or presses itself."""

import pytest

from devices import Press


def presses_that_count(downs, dt_s=1.0):
    """How many presses count, of a button that is down or up at each tick."""
    button, counted = Press(), 0
    for down in downs:
        counted += button.counts(down)
        button = button.step(down, dt_s)
    return counted, button


@pytest.mark.parametrize(
    ("downs", "counted"),
    [([True] * 9, 0), ([False, True, True, False], 1), ([False, None, True, False], 0), ([None, True, False, True], 1)],
)
def test_only_what_was_known_to_be_up_is_pressed(downs, counted):
    assert presses_that_count(downs)[0] == counted


@pytest.mark.parametrize("every_s", [2, 5, 20, 45])
def test_a_button_that_presses_itself_is_soon_not_believed(every_s):
    an_hour = [t_s % every_s == 0 for t_s in range(3600)]
    counted, button = presses_that_count(an_hour)
    assert counted <= 25
    assert button.flutters
    assert presses_that_count(an_hour * 2)[0] == counted


def test_it_counts_again_after_a_minute_of_rest():
    _, button = presses_that_count([False, True] * 30)
    assert not button.counts(True)
    for _ in range(61):
        button = button.step(False, 1.0)
    assert button.counts(True)


@pytest.mark.parametrize("gap_s", [1, 10, 90])
def test_a_person_may_press_several_times_or_now_and_then(gap_s):
    assert presses_that_count(([False] * gap_s + [True]) * 5)[0] == 5
    assert presses_that_count(([False] * 90 + [True]) * 60)[0] == 60
