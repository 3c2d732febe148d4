"""Scenarios that really run on the virtual board: what is recorded, what fails a run, and worlds without a law."""

from dataclasses import replace
from math import inf
from types import ModuleType

import pytest

from sim.scenarios.invariants import Guard
from sim.scenarios.judge import judge
from sim.scenarios.recorder import Needs, Recorder
from sim.world.simulation import Simulation

HEAD = """
title = { en = "Wet", vi = "Ẩm" }
for = "4m"
[settings]
room_humidity_pct = 95.0
"""


def expect(measure, limit, **keys):
    lines = [f"{key} = {value!r}".replace("'", '"') for key, value in keys.items()]
    return '\n[[expect]]\nwhat = { en = "x", vi = "y" }\n' + "\n".join([f'measure = "{measure}"', limit, *lines])


@pytest.fixture
def values(played):
    """The answers to the expectations of a text, and whether they hold."""

    def call(text, law=None):
        scenario, runs = played(text, law)
        judgment = judge(scenario, 0, runs)
        assert not any(run.failure for run in runs), runs[0].failure
        return [each.value for each in judgment.verdicts], [each.passed for each in judgment.verdicts]

    return call


def changed(law, **exports):
    """A law with something wrong in it."""
    module = ModuleType("control")
    module.__dict__.update(vars(law.module))
    module.__dict__.update(exports)
    return replace(law, module=module)


def test_a_run_answers_from_law_wires_and_world(values):
    found, passed = values(
        HEAD
        + expect("final_state", 'is = "DRYING"')
        + expect("first_state_s", "between = [5, 120]", state="DRYING")
        + expect("first_told_s", "between = [5, 120]", actuator="fan")
        + expect("first_on_s", "at_most = 120", actuator="fan")
        + expect("told_on_s", "at_least = 100", actuator="fan")
        + expect("switches", "is = 1", actuator="fan")
        + expect("lowest", "at_least = 50", quantity="rack_humidity_pct")
        + expect("sensed_highest", "between = [80, 100]", field="rack_humidity_pct")
        + expect("unknown_s", "between = [5, 120]", field="rack_humidity_pct")
        + expect("first_why_s", "at_most = 1", key="rack.starting")
        + expect("failed_read_share", "at_most = 0.9", part="rack")
        + expect("metric", "between = [0.01, 1]", name="fan_wh")
    )
    assert all(passed), found
    drying_s, told_s, powered_s, told_on_s = found[1:5]
    assert drying_s == found[8], "it begins with the first good value"
    assert 60.0 <= told_s == powered_s < 62.0, "the fan's minimum off time counts from the start"
    assert told_on_s == pytest.approx(240.0 - told_s, abs=1.0)


def test_faults_begin_and_end_in_the_record(values):
    """The sensor is off from 70 s. When its last value is too old, the fan is told to stop on that very tick."""
    text = HEAD.replace("for", 'faults = ["rack=off@70s", "fan=dead@90s"]\nfor')
    (lost_s, told_s, powered_s), _ = values(
        text
        + expect("first_state_s", "at_most = 1", state="SENSOR_LOST", after="70s")
        + expect("told_on_s", "at_most = 1", actuator="fan", after="70s")
        + expect("last_on_s", "at_most = 1", actuator="fan")
    )
    assert lost_s == told_s
    assert 50.0 < lost_s <= 61.0
    assert powered_s == 90.0, "a relay dies at its very moment, not at the next turn"


def test_a_board_that_is_killed_is_down_and_boots_again(values):
    text = HEAD.replace("for", 'faults = ["board=killed@2m..3m"]\nfor')
    (before, down_s, again_s, unknown_s), _ = values(
        text
        + expect("final_state", 'is = "DRYING"', until="119s")
        + expect("state_s", "at_most = 1", state="DOWN")
        + expect("first_state_s", "at_most = 1", state="BOOT", after="3m")
        + expect("unknown_s", "at_most = 1", field="rack_humidity_pct", after="2m", until="3m")
    )
    assert before == "DRYING"
    assert 60.0 <= down_s < 65.0
    assert 0.0 < again_s < 5.0
    assert unknown_s == pytest.approx(60.0, abs=1.0)


def test_a_schedule_drives_the_plant_without_a_law(values):
    (on_s, first_s, told, dry), _ = values(
        """
        title = { en = "Forced", vi = "Cưỡng bức" }
        for = "2d"
        tick = "60s"
        law = false
        [schedule]
        fan = { on_h = 6.0 }
        [runs.forced]
        [runs.still]
        schedule = { fan = { power = 0.0 } }
        """
        + expect("on_s", "at_most = 1", actuator="fan", run="forced")
        + expect("first_on_s", "at_most = 1", actuator="fan", run="forced", after="7h")
        + expect("on_s", "is = 0", actuator="fan", run="still")
        + expect("metric", "at_least = 1", name="dried_g", run="forced", over_run="still")
    )
    assert on_s == 2 * 6 * 3600.0
    assert first_s == 17 * 3600.0, "the next midnight"
    assert told == 0.0
    assert dry > 1.0


def test_an_expectation_of_all_runs_is_judged_in_each(played):
    scenario, runs = played(
        HEAD + '[runs.wet]\n[runs.dry]\nsettings = { room_humidity_pct = 20.0, water_g = 0.0 }\n'
        + expect("first_on_s", "at_most = 120", actuator="fan", run="all")
    )  # fmt: skip
    verdicts = judge(scenario, 0, runs).verdicts
    assert [(each.run, each.passed) for each in verdicts] == [("wet", True), ("dry", False)]
    assert verdicts[1].value == inf


def test_a_window_that_never_opens_fails_unless_it_need_not(values):
    found, passed = values(
        HEAD
        + expect("on_s", "at_most = 9", actuator="fan", after_state="RESTING")
        + expect("on_s", "at_most = 9", actuator="fan", after_state="RESTING")
        + "\nif_ever = true"
    )
    assert found == [None, None]
    assert passed == [False, True]


def test_the_same_seed_gives_the_same_outcome_and_another_one_another(played):
    text = HEAD.replace("for", 'faults = ["rack=silent(p=0.5)"]\nfor')
    text += expect("failed_read_share", "at_most = 1", part="rack")
    first, again, other = [played(text, seed=seed)[1][0] for seed in (1, 1, 2)]
    assert first.answers == again.answers != other.answers
    assert first.metrics == again.metrics


def test_a_world_that_cannot_be_is_a_failed_run(played):
    scenario, runs = played(HEAD + 'start_date = "soon"' + expect("final_state", 'is = "IDLE"'))
    judgment = judge(scenario, 0, runs)
    assert (
        runs[0].failure.render().startswith("The run broke off: ValueError: Invalid isoformat string: 'soon' (plant.py")
    )
    assert not judgment.passed
    assert judgment.score == 0.0


def test_a_law_that_divides_by_zero_is_a_failed_run(played, rack):
    def bomb(sensed, memory, dt_s):
        return 1 / 0

    scenario, runs = played(HEAD + expect("told_on_s", "is = 0", actuator="fan"), changed(rack.law(), decide=bomb))
    judgment = judge(scenario, 0, runs)
    assert "ZeroDivisionError" in runs[0].failure.render()
    assert "test_scenario_play.py" not in runs[0].failure.render(), "no file of the project"
    assert judgment.score == 0.0
    assert judgment.verdicts[0].passed
    assert not judgment.passed, "what holds in a run that broke off proves nothing"


@pytest.mark.parametrize("wires", ["", "wires = false\n"])
def test_a_law_that_never_comes_back_is_a_failed_run(played, rack, wires):
    def spins(sensed, memory, dt_s):
        while True:
            pass

    text = HEAD.replace("[settings]", f"{wires}[settings]") + expect("told_on_s", "is = 0", actuator="fan")
    scenario, runs = played(text, changed(rack.law(), decide=spins), patience_s=0.05)
    assert "a loop without an end?" in runs[0].failure.render()
    assert not judge(scenario, 0, runs).passed


def test_watching_a_run_does_not_change_it(rack):
    """The same seed gives the same trace, watched or not."""
    with Simulation(rack, seed=3) as simulation:
        alone = simulation.run(300.0)
    recorder = Recorder(
        rack.law(), Needs(("rack_humidity_pct",), ("rack_humidity_pct",)), Guard(rack.law(), rack.wiring())
    )
    with Simulation(rack, seed=3, law=recorder.law) as simulation:
        recorder.attach(simulation)
        watched = simulation.run(300.0)
    assert watched.trace_sha256 == alone.trace_sha256
    assert watched.metrics == alone.metrics
    record = recorder.record(watched)
    assert len(record.true["rack_humidity_pct"].values) == 301
