"""Filters protect a project from single wrong readings without hiding a real change."""

import pytest

from devices import Median, StepGate


def test_median_of_three_is_a_two_of_three_vote():
    median = Median(3)
    assert [median.push(value) for value in (0, 2000, 0, 2000, 2000)] == [None, None, 0, 2000, 2000]


def test_one_doubled_reading_never_gets_through_a_median_of_five():
    median = Median(5)
    assert [median.push(value) for value in (60, 61, 122, 60, 61, 60)][-2:] == [61, 61]


@pytest.mark.parametrize("count", [0, 2, 4])
def test_a_median_needs_an_odd_count(count):
    with pytest.raises(ValueError, match="odd"):
        Median(count)


def test_a_step_that_cannot_be_true_is_held_back():
    gate = StepGate(10.0)
    assert [gate.push(value) for value in (60, 61, 122, 61.5, 122, 62)] == [60, 61, None, 61.5, None, 62]


def test_a_step_confirmed_twice_is_believed():
    gate = StepGate(10.0)
    assert [gate.push(value) for value in (60, 90, 91, 92, 93)] == [60, None, None, 92, 93]


def test_two_different_wrong_steps_do_not_confirm_each_other():
    gate = StepGate(10.0)
    assert [gate.push(value) for value in (60, 120, 30, 120, 30)] == [60, None, None, None, None]


def test_a_step_of_just_the_limit_is_let_through():
    assert [StepGate(3.0).push(20.0)] == [20.0]
    gate = StepGate(3.0)
    gate.push(20.0)
    assert gate.push(23.0) == 23.0
    assert gate.push(26.1) is None
