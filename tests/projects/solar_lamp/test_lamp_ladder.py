"""The ladder of the lamp: each step fails the world that the next one was found by, and the next one passes it."""

import ast

import pytest

from firmware.ladder.project_file import read_project_file
from firmware.project import find, steps_of
from sim.scenarios.contest.worlds import contestant, read_contest
from sim.scenarios.judge import judge
from sim.scenarios.play import play

LAMP = find("solar_lamp")
STEPS = steps_of(LAMP)
SMALL = 15  # lines of a law that a class can read in a minute, up to the sixth step
LONGEST = 60


def found_by(number):
    """The world by which a step was found, as its project.toml says."""
    told = read_project_file(LAMP.folder / "steps" / f"step_{number}")
    return told.found_by


def passes(step, world):
    scenario = next(each for each in read_contest(step).judging if each.name == world)
    judged = contestant(step)
    return judge(scenario, 0, [play(judged, scenario, run, 0) for run in scenario.runs]).passed


def lines_of_law(step):
    """How many lines the functions of a step's control.py have, without blank ones."""
    text = step.file("control.py").read_text(encoding="utf-8")
    lines = text.splitlines()
    return sum(
        bool(line.strip())
        for each in ast.parse(text).body
        if isinstance(each, ast.FunctionDef)
        for line in lines[each.lineno - 1 : each.end_lineno]
    )


def test_a_class_can_read_each_step_and_the_last_is_the_shipped_law():
    assert STEPS[-1] == LAMP
    assert all(lines_of_law(each) <= SMALL for each in STEPS[:6])
    assert all(lines_of_law(each) <= LONGEST for each in STEPS[6:-1])


def test_each_step_but_the_first_was_found_by_a_world_of_the_contest():
    worlds = {each.name for each in read_contest(LAMP).judging}
    assert {found_by(number) for number in range(2, len(STEPS) + 1)} <= worlds


def test_a_silent_sensor_is_told_from_the_fifth_step_on():
    assert [passes(step, "silent_sensor") for step in STEPS[3:5]] == [False, True]


@pytest.mark.minutes
@pytest.mark.parametrize("number", range(2, 11))
def test_each_step_was_found_by_breaking_the_one_before(number):
    assert not passes(STEPS[number - 2], found_by(number))
    assert passes(STEPS[number - 1], found_by(number))
