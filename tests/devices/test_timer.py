"""A timer tells a law how long something has held, and forgets it at the first break."""

import pytest

from devices import Timer


def held(holds, dt_s=1.0, **first):
    """A timer after these ticks."""
    timer = Timer()
    for each in holds:
        timer = timer.step(each, dt_s, **first)
    return timer


@pytest.mark.parametrize(
    ("holds", "timer"),
    [
        ([], Timer(False, 0.0)),
        ([True], Timer(True, 0.0)),  # seen this very moment: it may have begun just now
        ([True, True, True], Timer(True, 2.0)),
        ([True, True, False], Timer(False, 0.0)),
        ([True, True, False, True, True], Timer(True, 1.0)),
    ],
)
def test_it_counts_without_a_break_and_the_first_tick_counts_nothing(holds, timer):
    assert held(holds) == timer


def test_the_first_tick_may_count_as_a_whole_one():
    assert held([True, True], 0.5, first_s=0.5) == Timer(True, 1.0)


@pytest.mark.parametrize(("ticks", "reached"), [(5, False), (6, True), (600, True)])
def test_a_limit_is_reached_when_it_has_held_for_that_long(ticks, reached):
    assert held([True] * ticks).reached(5.0) is reached


def test_a_timer_that_nobody_asks_for_more_stays_the_same_value():
    timer = held([True] * 4, stop_s=2.5)
    assert timer == Timer(True, 3.0)
    assert timer.step(True, 1.0, stop_s=2.5) is timer
    assert timer.step(False, 1.0, stop_s=2.5) == Timer()


def test_what_does_not_hold_reaches_no_limit_not_even_zero():
    assert not Timer().reached(0.0)
    assert Timer().step(True, 1.0).reached(0.0)


def test_a_step_leaves_the_old_timer_as_it_was():
    before = Timer(True, 3.0)
    assert before.step(True, 1.0) == Timer(True, 4.0)
    assert before.step(False, 1.0) == Timer()
    assert before == Timer(True, 3.0)
