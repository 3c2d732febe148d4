"""The steps of a stepper are counted by the signs of the currents in its two coils."""

import pytest

from sim.programs.parts.driven.coils import Coils

SINGLE = [(1, 0), (0, 1), (-1, 0), (0, -1)]
DOUBLE = [(1, 1), (-1, 1), (-1, -1), (1, -1)]
HALF = [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)]


@pytest.mark.parametrize(("states", "steps"), [(SINGLE, 1.0), (DOUBLE, 1.0), (HALF, 0.5)])
def test_each_way_to_step_turns_by_its_own_step_in_both_directions(states, steps):
    coils = Coils()
    coils.to(*states[0])
    for number in range(1, 41):
        coils.to(*states[number % len(states)])
    for number in range(39, 29, -1):
        coils.to(*states[number % len(states)])
    assert (coils.forward_steps, coils.backward_steps) == (40 * steps, 10 * steps)
    assert coils.degrees == pytest.approx(30 * steps * 1.8)


def test_two_motors_that_run_forward_and_back_are_no_stepper():
    coils = Coils()
    for current in (1.0, 0.0, -0.5, 0.0, 1.0, -1.0):
        coils.to(current, current)
    assert not coils.is_stepper
