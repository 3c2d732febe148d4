"""The small trend beside a value: from values that the law had, with a gap where it did not know."""

import pytest

from sim.live.trend import BARS, SHADES, History, cell_for, sparkline


def past(*values, cell_s=10.0):
    """A history with one turn a second."""
    history = History(cell_s)
    for t_s, value in enumerate(values):
        history.note(float(t_s), {"gas_lpg_ppm": value})
    return history.last("gas_lpg_ppm", 60)


def test_a_cell_has_the_last_value_in_it():
    assert past(*[1.0] * 9, 2.0, *[3.0] * 10) == [2.0, 3.0]


def test_a_cell_in_which_the_value_was_unknown_for_a_moment_is_a_gap():
    assert past(*[1.0] * 10, 1.0, None, *[1.0] * 8) == [1.0, None]


def test_time_in_which_nothing_turned_is_a_gap_and_a_long_one_forgets_what_was():
    history = History(10.0)
    for t_s in (0.0, 35.0):
        history.note(t_s, {"x_c": 20.0})
    assert history.last("x_c", 60) == [20.0, None, None, 20.0]
    history.note(1e6, {"x_c": 20.0})
    assert history.last("x_c", 60) == [None] * 59 + [20.0]


def test_what_is_not_sensed_has_no_past():
    assert History(1.0).last("nothing", 8) == []


@pytest.mark.parametrize(
    ("values", "unit", "line"),
    [
        ([0, 100, 200, None, 700], "ppm", "▁▂▃ █"),
        ([21.0, 21.1, 20.9], "C", "▁▂▁"),
        ([13.8, 13.8], "V", "▁▁"),
        ([0.0, 1.0, 1.0], "", "▁██"),
        ([1.0, 1.0], "", "██"),
        ([None, None], "ppm", "  "),
        ([], "ppm", ""),
        ([0.0, 0.0], "kPa", "▁▁"),
    ],
)
def test_a_line_shows_what_moved_and_leaves_noise_flat(values, unit, line):
    assert sparkline(values, unit, BARS) == line


def test_the_console_of_windows_has_shades_for_bars():
    assert sparkline([0, 100, 200, None, 700], "ppm", SHADES) == "░░▒ █"


@pytest.mark.parametrize(("speed", "cell_s"), [(1.0, 1.0), (60.0, 60.0), (120.0, 300.0), (1e9, 21_600.0)])
def test_a_new_bar_comes_about_every_second_of_who_watches(speed, cell_s):
    assert cell_for(speed) == cell_s
