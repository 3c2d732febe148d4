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


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("return state, safe_action(before.state), why", "return state, Action(valve_open=True), why"),
        ("SAFE, WARM = Action(fault_lamp=True), Action(amber_lamp=True)", "SAFE = WARM = Action(valve_open=True)"),
    ],
)
def test_a_law_that_opens_the_gas_without_a_value_loses_a_point(line, instead):
    """Also one that calls it safe."""
    text = (find("gas_alarm_class").folder / "control.py").read_text(encoding="utf-8")
    assert line in text
    work = work_of(
        {"highland_work": 1, "project": "gas_alarm_class", "files": {"control.py": text.replace(line, instead)}}
    )
    mark = marks.mark(work, replace(free_work(find("gas_alarm_class")), for_s=60.0))
    assert (mark.ok, mark.points) == (False, mark.most - 1)
    assert any("unknown" in each["en"] for each in mark.unsafe)


def test_a_class_has_the_pages_of_the_class_version_that_it_was_opened_with():
    version = named("gas_alarm_class")
    assert [each.name for each in served_projects(version)] == [*names(), "gas_alarm_class"]
    assert [each.name for each in served_projects(find("gas_alarm"))] == names()
    options = class_options("8A", "word", "123456", "vi", 3, version, None)
    assert set(version.names().faults) <= set(options.faults)
