"""The ladder of the filter: each step was found by a world that the step before fails, and each fits a lesson."""

import ast

import pytest

from firmware.ladder.project_file import read_project_file
from firmware.project import find, steps_of
from projects.water_filter.model import Action, Sensed, State
from sim.scenarios.contest.worlds import contestant, read_contest
from sim.scenarios.judge import judge
from sim.scenarios.play import play

FILTER = find("water_filter")
STEPS = steps_of(FILTER)
FOUND_BY = {
    n: read_project_file(FILTER.folder / "steps" / f"step_{n}").found_by for n in range(2, len(STEPS) + 1)
}  # the world by which a step was found

LOW_TANK = Sensed(
    raw_low_wet=True, raw_high_wet=True, product_low_wet=False, product_high_wet=False, filter_flow_lpm=1.28,
    raw_turbidity_ntu=12.0, product_turbidity_ntu=1.8, water_tds_ppm=150.0, uv_current_a=0.92,
    product_switch_closed=False, battery_voltage_v=12.6, battery_current_a=-2.0, reset_pressed=False,
    latch_saved=True, under_voltage=False,
)  # fmt: skip


def passes(step, world):
    scenario = next(each for each in read_contest(step).judging if each.name == world)
    judged = contestant(step)
    return judge(scenario, 0, [play(judged, scenario, run, 0) for run in scenario.runs]).passed


def decided(step, *moments):
    """What a law decides in the last second of each moment of 200 s: a change of a filter that fills a low tank."""
    law = step.law()
    memory, found = law.boot(), []
    for moment in moments:
        for _ in range(200):
            decision = law.decide(LOW_TANK._replace(**moment), memory, 1.0)
            memory = decision.memory
        found.append(decision)
    return found


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
    assert STEPS[-1] == FILTER
    assert all(lines_of_law(each) <= 15 for each in STEPS[:6])
    assert all(lines_of_law(each) <= 60 for each in STEPS[6:-1])


def test_each_step_but_the_first_was_found_by_a_world_of_its_own():
    worlds = {each.name for each in read_contest(FILTER).judging}
    assert set(FOUND_BY.values()) == worlds
    assert len(worlds) == len(STEPS) - 1


def test_the_second_step_is_found_by_a_lamp_that_is_cold():
    assert [passes(step, "first_light") for step in STEPS[:2]] == [False, True]


@pytest.mark.parametrize("step", STEPS[:-1], ids=lambda each: each.name)
def test_every_step_fills_a_low_tank_and_stops_when_it_is_full(step):
    filling, full = decided(step, {}, {"product_low_wet": True, "product_high_wet": True})
    assert filling.action.product_valve_open
    assert filling.action.pump
    assert full.action == Action()


@pytest.mark.parametrize("step", STEPS[7:-1], ids=lambda each: each.name)
@pytest.mark.parametrize(
    "sensor",
    ["product_low_wet", "product_high_wet", "filter_flow_lpm", "raw_turbidity_ntu", "product_turbidity_ntu",
     "uv_current_a"],
)  # fmt: skip
def test_what_is_unknown_shuts_everything_and_is_forgotten_when_it_is_known_again(step, sensor):
    unknown, known = decided(step, {sensor: None}, {})
    assert unknown.action == Action(fault_lamp=True)
    assert known.action.product_valve_open


@pytest.mark.parametrize("step", STEPS[6:-1], ids=lambda each: each.name)
def test_a_burst_pipe_waits_for_a_person_and_outlives_a_power_cut(step):
    burst, after, mended = decided(step, {"filter_flow_lpm": 5.7}, {"filter_flow_lpm": 0.0}, {"reset_pressed": True})
    assert (burst.memory.state, after.memory.state) == (State.LEAK, State.LEAK)
    assert not after.action.pump
    assert after.memory.latched.state is State.LEAK
    assert mended.action.pump


@pytest.mark.minutes
@pytest.mark.parametrize("number", FOUND_BY)
def test_each_step_was_found_by_breaking_the_one_before(number):
    assert not passes(STEPS[number - 2], FOUND_BY[number])
    assert passes(STEPS[number - 1], FOUND_BY[number])


@pytest.mark.minutes
@pytest.mark.parametrize("world", FOUND_BY.values())
def test_the_shipped_law_passes_every_world(world):
    assert passes(FILTER, world)
