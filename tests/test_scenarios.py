"""The scenarios that ship: all are there, in two languages, and the quick ones pass. The rest: `highland scenarios`."""

from __future__ import annotations

from functools import cache

import pytest

from firmware.project import find
from firmware.project import names as project_names
from sim.scenarios.judge import judge
from sim.scenarios.known_names import KnownNames
from sim.scenarios.play import play, weight
from sim.scenarios.read import names, read_scenario
from sim.scenarios.scenario import Scenario

QUICK_TURNS = 3600.0  # of the loop: half a second

OWED = {  # the scenarios that these three projects were designed against
    "solar_lamp": {
        "dry_winter", "monsoon_week", "nom_condensation", "season_90d_box", "season_90d_mains", "oracle_97_20",
        "cloudy_week_low_battery", "dht_dead", "dht_flaky_75", "stuck_relay_on", "door_open_uv", "crash_midheat",
    },
    "water_filter": {
        "clean_day", "dry_tank", "float_stuck_high", "clogged_filter", "monsoon_turbidity", "uv_lamp_out",
        "tds_probe_dry", "flow_meter_dead", "burst_pipe", "cloudy_week_low_battery", "crash_midbackwash",
    },
    "gas_alarm": {
        "clean_week", "slow_leak_at_night", "fast_leak_unlit_burner", "window_open", "co_brazier", "co_en_table",
        "humid_85", "hairspray_burst", "sensor_unplugged", "boot_during_leak", "hush_abuse", "power_cut",
    },
}  # fmt: skip
SHIPPED = [(project, name) for project in project_names() for name in names(find(project))]


@cache
def known(project: str) -> KnownNames:
    return KnownNames(find(project))


@cache
def read(project: str, name: str) -> Scenario:
    return read_scenario(find(project), name, known(project))


@pytest.mark.parametrize("project", OWED)
def test_every_scenario_of_the_design_is_there(project):
    assert set(names(find(project))) >= OWED[project]


@pytest.mark.parametrize(("project", "name"), SHIPPED)
def test_a_scenario_speaks_both_languages_and_says_what_it_was_designed_against(project, name):
    scenario = read(project, name)
    for words in (scenario.title, scenario.story, *(each.what for each in scenario.expectations)):
        assert words["en"].strip()
        assert words["vi"].strip()
        assert words["en"] != words["vi"]
    assert scenario.design
    assert scenario.expectations
    assert scenario.score is not None


def turns(pair: tuple[str, str]) -> float:
    """How often the loop turns in all runs of a scenario."""
    return sum(map(weight, read(*pair).runs))


QUICK = sorted((pair for pair in SHIPPED if turns(pair) <= QUICK_TURNS), key=turns)
EVERYDAY = {project: (project, name) for project, name in reversed(QUICK)}  # the quickest of each


@pytest.mark.parametrize(
    ("project", "name"),
    [pytest.param(*pair, marks=() if pair in EVERYDAY.values() else pytest.mark.proof) for pair in QUICK],
)
def test_a_quick_scenario_passes(project, name):
    scenario = read(project, name)
    judgment = judge(scenario, 0, [play(find(project), scenario, run, seed=0) for run in scenario.runs])
    missed = [each for each in judgment.verdicts if not each.passed]
    failed = [f"{each.expectation.what['en']}: {each.value} in {each.run}" for each in missed]
    breaks = [f"{each.t_s:.0f} s: {each.what.render()}" for run in judgment.runs.values() for each in run.breaks]
    failures = [run.failure.render() for run in judgment.runs.values() if run.failure is not None]
    assert (failed, breaks, failures) == ([], [], [])


def test_there_are_quick_ones_of_every_project():
    assert {project for project, _ in QUICK} == set(OWED)
