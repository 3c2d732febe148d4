"""The ladder: each law is found by a world that the law before it fails, and is short enough for a lesson."""

import ast
from dataclasses import replace

import pytest

from firmware.ladder.project_file import read_project_file
from firmware.project import find, steps_of
from projects.gas_alarm.model import ALARM, NORMAL, Sensed
from sim.scenarios.contest.worlds import contestant, read_contest
from sim.scenarios.judge import judge
from sim.scenarios.play import play

GAS_ALARM = find("gas_alarm")
STEPS = steps_of(GAS_ALARM)
FOUND_BY = [read_project_file(GAS_ALARM.folder / "steps" / f"step_{n + 1}").found_by for n in range(len(STEPS))]
PAIRS = list(zip(STEPS, STEPS[1:], FOUND_BY[1:], strict=False))
SMALL = STEPS[:-1]

CLEAN_AIR = Sensed(
    gas_lpg_ppm=100.0, gas_warming=False, gas_calibration_age_days=14.0, gas_clean_air_pct=100.0, fumes_co_ppm=0.0,
    fumes_calibration_age_days=14.0, heater_current_a=0.15, battery_voltage_v=13.8, battery_current_a=0.0,
    mains_closed=True, valve_switch_closed=False, reset_pressed=False, hush_pressed=False, test_pressed=False,
    latch_saved=True, under_voltage=False,
)  # fmt: skip


def passes(project, name):
    """Whether the law passes that world of the contest."""
    (world,) = (each for each in read_contest(project).judging if each.name == name)
    judged = contestant(project)
    return judge(world, 0, [play(judged, world, run, 0) for run in world.runs]).passed


def seen_by(project, *moments):
    """What a law decides on each tick of a second: 20 of them for each moment, a change of clean air."""
    law = project.law()
    memory, decisions = law.boot(), []
    for moment in moments:
        for _ in range(20):
            decision = law.decide(CLEAN_AIR._replace(**moment), memory, 1.0)
            memory = decision.memory
            decisions.append(decision)
    return decisions


def test_every_step_says_which_world_of_the_contest_found_it():
    worlds = {each.scenario.name for each in read_contest(GAS_ALARM).worlds}
    assert len(STEPS) == 10
    assert STEPS[-1] == GAS_ALARM
    assert set(FOUND_BY[1:]) <= worlds
    assert len(set(FOUND_BY[1:])) == 9  # each by another one


def lines_of(project):
    """How many lines each function of a pupil's file has, without empty ones."""
    text = (project.folder / "control.py").read_text(encoding="utf-8")
    lines = text.splitlines()
    functions = [each for each in ast.parse(text).body if isinstance(each, ast.FunctionDef)]
    return sum(bool(line.strip()) for each in functions for line in lines[each.lineno - 1 : each.end_lineno])


@pytest.mark.parametrize("n", range(1, 10))
def test_a_law_fits_a_pupils_sheet_up_to_the_sixth_step_and_a_screen_later(n):
    assert lines_of(STEPS[n - 1]) <= (9 if n <= 2 else 15 if n <= 6 else 60)


GAS, SILENT, RESET = {"gas_lpg_ppm": 2000.0}, {"gas_lpg_ppm": None}, {"reset_pressed": True}
AFTER_STEP_2, AFTER_STEP_3 = STEPS[1:-1], STEPS[2:-1]


@pytest.mark.parametrize("step", AFTER_STEP_2, ids=lambda each: each.name)
def test_an_alarm_keeps_the_gas_shut_until_somebody_presses_reset(step):
    decisions = seen_by(step, {}, GAS, {}, RESET)
    assert [each.action.valve_open for each in decisions[19::20]] == [True, False, False, True]
    assert [each.memory.state for each in decisions[19::20]] == [NORMAL, ALARM, ALARM, NORMAL]


@pytest.mark.parametrize("step", AFTER_STEP_3, ids=lambda each: each.name)
def test_a_silent_sensor_shuts_the_gas_and_never_ends_an_alarm(step):
    assert not seen_by(step, {}, SILENT)[-1].action.valve_open
    decisions = seen_by(step, {}, GAS, SILENT, {})
    assert not any(each.action.valve_open for each in decisions[39:])


@pytest.mark.parametrize("step", SMALL, ids=lambda each: each.name)
def test_no_sentence_says_that_the_gas_is_on_while_it_is_shut_or_the_other_way_round(step):
    for action, _, why, _ in seen_by(
        step, {}, {"gas_lpg_ppm": 900.0}, GAS, {}, SILENT, {"heater_current_a": 0.0}, RESET
    ):
        said = why.render()
        assert "the gas is shut" not in said.replace("s, the gas is shut", "") or not action.valve_open
        assert "the gas is on" not in said or action.valve_open


def test_a_cold_sensor_waits_in_quiet_from_the_fourth_step_on():
    assert not passes(STEPS[2], "first_minutes")
    assert passes(STEPS[3], "first_minutes")


def test_no_step_that_waits_for_a_cold_sensor_sounds_the_siren_when_it_is_hot():
    (world,) = (each for each in read_contest(GAS_ALARM).judging if each.name == "first_minutes")
    (clean_air,) = (replace(each, for_s=240.0) for each in world.runs if each.name == "clean_air")
    for step in STEPS[3:]:
        assert play(contestant(step), world, clean_air, 0).metrics["false_siren_s"] == 0.0, step.name


@pytest.mark.minutes
@pytest.mark.parametrize(("before", "step", "world"), PAIRS, ids=FOUND_BY[1:])
def test_each_step_survives_the_world_that_the_one_before_fails(before, step, world):
    assert not passes(before, world)
    assert passes(step, world)


@pytest.mark.minutes
def test_only_the_shipped_law_passes_every_world():
    worlds = [each.scenario.name for each in read_contest(GAS_ALARM).worlds]
    assert [name for name in worlds if not passes(GAS_ALARM, name)] == []
    assert all(any(not passes(step, name) for name in reversed(worlds)) for step in SMALL)
