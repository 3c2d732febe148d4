"""A step of the ladder as a pupil's board: the small law is edited, broken and reset, and a lesson's run is counted."""

import pytest

from firmware.project import find
from sim.results.counted import Counter, counted
from sim.world.faults import parse_fault
from sim.world.simulation import Simulation

STEP = "gas_alarm_step_1"
READS = "    ppm = sensed.gas_lpg_ppm or 0.0"
RUN = {"settings": {"spray_ppm": "4000"}, "faults": ["gas=off@10m20s"], "presses": ["reset@1m"]}


@pytest.fixture
def step(page):
    page.described = page.begin(STEP)
    return page


def test_only_the_small_law_is_shown_with_its_numbers_by_their_own_names(step):
    assert [each["path"] for each in step.described["files"]] == ["control.py"]
    assert [each["name"] for each in step.described["limits"]] == ["LIMIT_PPM"]
    assert step.described["names"]["project"]["en"] == "One limit"


def test_a_changed_small_law_runs_and_can_be_reset(step):
    answer = step.ask("limits", values={"LIMIT_PPM": 500.0})
    assert "LIMIT_PPM = 500.0" in answer["files"]["control.py"]
    assert "500" in step.run_for(5)["said"]["vi"]
    assert step.ask("files", files={})["files"] == {}
    assert "1400" in step.run_for(5)["said"]["en"]


@pytest.mark.examples(1)
@pytest.mark.parametrize(
    ("new", "cause", "line", "word"),
    [
        ("    return ALARM", "wrong_answer", 12, "three"),
        ("    return ALARM, None, CLEAN(ppm=1, limit=2)", "wrong_answer", 12, "Action"),
        ("    if sensed is None:\n        return None\n    return", "forgotten_return", 12, "return"),
        ("    ppm = sensed.gas or 0.0", "no_such_field", 13, "gas"),
        (READS + "\n  x = 1", "indentation", 14, "column"),
    ],
)
def test_a_small_law_that_fails_is_told_with_its_line(step, new, cause, line, word):
    answer = step.ask("files", files={"control.py": step.text("control.py").replace(READS, new)})
    if answer["kind"] == "answer":
        step.run_for(5)
        answer = step.last("failed")
    assert (answer["kind"], answer["cause"], answer["file"], answer["line"]) == ("failed", cause, "control.py", line)
    assert word in answer["text"]


@pytest.mark.proof
def test_a_run_of_a_lesson_comes_to_the_same_numbers_as_on_a_computer(page):
    page.begin(STEP, seed=3, **RUN)
    page.run_for(630)
    found = page.ask("numbers")["numbers"]
    page.session.close()
    counter = Counter()
    faults = [parse_fault(each) for each in RUN["faults"]]
    with Simulation(find(STEP), seed=3, settings=RUN["settings"], faults=faults) as simulation:
        simulation.sinks.append(counter)
        simulation.run(630.0)
        numbers, words = counted(simulation, counter)
    assert (found["state_changes"], found["leaked_g"]) == (numbers["state_changes"], numbers["leaked_g"])
    assert numbers["state_changes"] > 0.0
    assert {"state": found["state"], "why": found["why"]} == words


def test_nothing_but_a_shipped_project_or_step_can_begin(page):
    for name in ("../projects/gas_alarm", "/tmp", "gas_alarm_step_99", "gas_alarm/steps/step_1"):
        assert page.begin(name)["kind"] == "refused"
    assert page.begin(STEP, faults=["gas=nothing_such"])["kind"] == "refused"
    assert page.begin(STEP, presses=["no_such_button@1m"])["kind"] == "failed"
