"""The commands that the guides print: each exists, names parts that are there; practice runs end as they say."""

import json
import shlex
from functools import cache

import pytest

from firmware.project import find
from guides.build import build as read_build
from guides.build import builds
from highland.__main__ import command_names, main

BUILDS = builds()
build = cache(read_build)


def commands():
    """Every command that a guide prints, once."""
    found = {}
    for name in BUILDS:
        for step in build(name).guide.steps:
            for command in (*step.test.commands, step.test.practice):
                found.setdefault(command, step.test.ends if command == step.test.practice else "")
    return found


RUNS = {command: ends for command, ends in commands().items() if command.startswith("sim ")}


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setattr("firmware.project.kept_home", lambda: tmp_path)
    monkeypatch.setattr("firmware.host.kept_home", lambda: tmp_path)


@pytest.mark.proof
def test_each_command_exists_and_is_about_this_project():
    for command in commands():
        name, project, *rest = shlex.split(command)
        assert name in command_names()
        if name in ("try", "calibrate"):
            find(project).wiring().part(rest[0])
        else:
            find(project)


@pytest.mark.parametrize("name", BUILDS)
def test_the_doctor_finds_nothing_wrong_with_its_list(name, capsys):
    assert main(["doctor", name, "--json"]) in (0, 1)
    assert [each for each in json.loads(capsys.readouterr().out)["findings"] if each["level"] == "wrong"] == []


@pytest.mark.parametrize("name", [each for each in BUILDS if each.endswith("_class")])
def test_a_class_version_is_a_project_with_a_wiring_without_a_mistake(name, capsys):
    assert main(["wiring", name, "--lang", "en"]) == 0
    assert "No mistake found" in capsys.readouterr().out
    assert find(name).law().actions
    assert find(name).base == find(name.removesuffix("_class"))


@pytest.mark.long
@pytest.mark.parametrize("name", BUILDS)
def test_every_part_can_be_tried_on_a_virtual_board(name, capsys):
    """The guides ask for one part at a time: `try` is the same for each."""
    assert main(["try", name, "--sim", "--answers", "look", "--json"]) == 0
    tried = {each["part"]: each["verdict"] for each in json.loads(capsys.readouterr().out)["parts"]}
    asked = {command.split()[2] for command in commands() if command.split()[:2] == ["try", name]}
    assert asked <= tried.keys()
    assert set(tried.values()) == {"works"}


@pytest.mark.long
@pytest.mark.parametrize("command", [each for each in RUNS if RUNS[each] and "--hours" not in each])
def test_a_practice_run_ends_as_the_guide_says(command, capsys):
    assert main([*shlex.split(command), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["final"]["state"] == RUNS[command]


@pytest.mark.minutes
@pytest.mark.parametrize("command", [each for each in RUNS if not RUNS[each] or "--hours" in each])
def test_a_long_practice_run_ends_as_the_guide_says(command, capsys):
    assert main([*shlex.split(command), "--json"]) == 0
    final = json.loads(capsys.readouterr().out)["final"]
    if RUNS[command]:
        assert final["state"] == RUNS[command]
