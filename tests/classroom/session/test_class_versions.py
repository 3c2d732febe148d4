"""The build for a class of each project as a pupil's board: LEDs for all that is switched, and its own small law."""

from dataclasses import replace

import pytest

from classroom.lesson import free_work, work_of
from classroom.marks import mark as marks
from classroom.serve import class_options, served_projects
from firmware.project import find, named, names

VERSIONS = [f"{name}_class" for name in names()]


@pytest.mark.parametrize("name", VERSIONS)
def test_a_pupil_gets_its_law_and_its_world(page, name):
    page.described = page.begin(name)
    assert page.described["kind"] == "described"
    assert [each["path"] for each in page.described["files"]] == ["control.py"]
    assert page.run_for(30)["said"] is not None
    number = page.described["limits"][0]
    changed = page.ask("limits", values={number["name"]: number["value"] + number["step"]})
    assert number["name"] in changed["files"]["control.py"]


@pytest.mark.parametrize("name", VERSIONS)
def test_the_shipped_law_gets_all_points(name):
    """Its lamp for `no value` is the safe action also while a sensor warms up."""
    work = work_of({"highland_work": 1, "project": name, "files": {}})
    mark = marks.mark(work, free_work(find(name)))
    assert (mark.ok, mark.points, mark.failed) == (True, mark.most, None), mark.unsafe


SAFE, OPEN = "SAFE = Action(fault_lamp=True)", "Action(valve_open=True)"


@pytest.mark.parametrize(
    ("name", "line", "instead", "word"),
    [
        ("gas_alarm", SAFE, f"SAFE = {OPEN}", "switch valve_open on"),
        ("gas_alarm_class", "state, safe_action(before.state), why", f"state, {OPEN}, why", "unknown"),
        ("gas_alarm_class", "SAFE, WARM = Action(fault_lamp=True)", f"SAFE, WARM = {OPEN}", "switch valve_open on"),
        ("solar_lamp_class", SAFE, "SAFE = Action(heater=True)", "switch heater on"),
        ("water_filter_class", SAFE, "SAFE = Action(pump=True)", "switch pump on"),
        ("gas_alarm_step_3", "def law", f"SAFE = {OPEN}\ndef law", "switch valve_open on"),
        ("solar_lamp_step_1", "def law", "SAFE = Action(heater=True)\ndef law", "switch heater on"),
        ("water_filter_step_2", "def law", "SAFE = Action(uv_lamp=True)\ndef law", "switch uv_lamp on"),
    ],
)
def test_what_is_not_safe_loses_a_point_also_when_the_law_calls_it_safe(name, line, instead, word):
    project = find(name)
    text = project.file("control.py").read_text(encoding="utf-8")
    assert line in text
    work = work_of({"highland_work": 1, "project": name, "files": {"control.py": text.replace(line, instead, 1)}})
    mark = marks.mark(work, replace(free_work(project), for_s=20.0))
    assert (mark.ok, mark.points) == (False, mark.most - 1)
    assert any(word in each["en"] for each in mark.unsafe), mark.unsafe


def test_a_class_has_the_pages_of_the_class_version_that_it_was_opened_with():
    version = named("gas_alarm_class")
    assert [each.name for each in served_projects(version)] == [*names(), "gas_alarm_class"]
    assert [each.name for each in served_projects(find("gas_alarm"))] == names()
    options = class_options("8A", "word", "123456", "vi", 3, version, None)
    assert set(version.names().faults) <= set(options.faults)
