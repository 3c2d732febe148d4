"""The numbers of a lesson are played, compared within their tolerance, and kept until something changes."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest

from highland.__main__ import main
from lessons.checking import kept as kept_module
from lessons.checking.check import check, is_within
from lessons.checking.kept import Kept
from lessons.checking.play import Outcome, play
from lessons.reading.lesson import Expected

COMMAND = "sim gas_alarm --for 30m --set leak_g_per_h=600"


@pytest.fixture(scope="module")
def outcome():
    return play(COMMAND)


def test_it_is_what_highland_sim_gives(outcome, capsys):
    assert main([*COMMAND.split(), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert {name: outcome.numbers[name] for name in result["metrics"]} == result["metrics"]
    assert outcome.words["state"] == result["final"]["state"]
    assert result["final"]["why"].startswith(outcome.words["why"])
    states = [each["state"] for each in result["events"] if each["kind"] == "state"]
    assert outcome.numbers["state_changes"] == sum(now != then for then, now in pairwise(states))
    assert outcome.numbers["first_s.ALARM"] == next(e["t_s"] for e in result["events"] if e["state"] == "ALARM")
    assert outcome.numbers["first_s.EOL"] == -1.0
    assert outcome.numbers["switched.valve_open"] >= 2


def test_what_cannot_be_played_says_why():
    assert "leak_kg" in play("sim gas_alarm --set leak_kg=1").failure.render()
    assert "no scenario" in play("sim gas_alarm --scenario none").failure.render()


def expected(value, margin=None):
    return Expected("x", value, str(value), margin, "")


def test_the_tolerance_is_a_share_or_the_lines_own_margin():
    assert is_within(expected(100.0), 101.9, 0.02)
    assert not is_within(expected(100.0), 102.1, 0.02)
    assert is_within(expected(0.0), 0.004, 0.02)
    assert not is_within(expected(0.0), 0.006, 0.02)
    assert is_within(expected(100.0, 5.0), 104.9, 0.02)
    assert not is_within(expected(100.0, 0.5), 101.0, 0.02)
    assert is_within(expected(-1.0), -1.0, 0.02)
    assert not is_within(expected(-1.0), 60.0, 0.02)
    assert is_within(expected("ALARM"), "ALARM", 0.02)
    assert not is_within(expected("ALARM"), "NORMAL", 0.02)


@pytest.mark.proof
def test_a_wrong_number_and_a_name_that_is_not_there_are_found(own, sound, tmp_path):
    text = sound().replace("leaked_g = 100 +- 5", "leaked_g = 9\nmolten_g = 3\nswitched.valve_open = 2")
    lines = check([own.read(text)], kept=Kept(tmp_path / "kept"))
    assert {each.name: each.is_right for each in lines} == {
        "leaked_g": False,
        "molten_g": False,
        "switched.valve_open": True,
        "state": True,
    }
    assert {each.name: each.got for each in lines}["molten_g"] is None


def test_what_was_played_once_is_kept_until_the_code_or_the_command_changes(own, tmp_path, monkeypatch):
    played = []

    def count(command):
        played.append(command)
        return Outcome({"leaked_g": 101.0}, {"state": "ALARM"})

    monkeypatch.setattr("lessons.checking.check.play", count)
    lesson = own.read()
    folder = tmp_path / "kept"
    assert all(each.is_right for each in check([lesson], kept=Kept(folder)))
    assert all(each.is_right for each in check([lesson], kept=Kept(folder)))
    assert len(played) == 1
    other = replace(lesson.runs()[0], command=COMMAND + " --seed 1")
    activity = replace(lesson.activities[1], blocks=(other,))
    check([replace(lesson, activities=(activity,))], kept=Kept(folder))
    assert len(played) == 2
    monkeypatch.setattr(kept_module, "ROOMS", (*kept_module.ROOMS, "look"))  # other code
    check([lesson], kept=Kept(folder))
    assert len(played) == 3
    for file in folder.iterdir():
        file.write_text('{"numbers"', encoding="utf-8")  # a power cut
    check([lesson], kept=Kept(folder))
    assert len(played) == 4


def test_a_failure_is_never_kept(own, tmp_path, monkeypatch):
    monkeypatch.setattr("lessons.checking.check.play", lambda command: play("sim gas_alarm --scenario none"))
    assert not any(each.is_right for each in check([own.read()], kept=Kept(tmp_path / "kept")))
    assert not (tmp_path / "kept").exists()
