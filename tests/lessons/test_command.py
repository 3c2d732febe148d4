"""`highland lesson`: what a teacher types, and what is printed."""

import json

import pytest

from highland.__main__ import main
from lessons import names


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr("lessons.checking.kept.cache_folder", lambda: tmp_path / "kept")


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_list_has_every_lesson(lang, capsys):
    assert main(["lesson", "list", "--lang", lang]) == 0
    printed = capsys.readouterr().out
    assert [line.split()[0] for line in printed.splitlines()[2:]] == names()
    assert "check" not in printed


def test_a_lesson_is_shown_with_its_answers_and_to_a_pupil_without(own, capsys):
    own.read()
    assert main(["lesson", "show", str(own.folder)]) == 0
    teacher = capsys.readouterr().out
    assert main(["lesson", "show", str(own.folder), "--pupil"]) == 0
    pupil = capsys.readouterr().out
    assert "Nobody has looked yet." in teacher
    assert "state = ALARM" in teacher
    assert "Nobody has looked yet." not in pupil
    assert "state = ......" in pupil


def test_a_sound_lesson_is_right_and_a_wrong_number_ends_with_1(own, sound, capsys):
    own.read()
    assert main(["lesson", "check", str(own.folder)]) == 0
    assert "2 of 2 numbers are right. Mistakes in the files: 0." in capsys.readouterr().out
    own.write(sound().replace("state = ALARM", "state = NORMAL"))
    assert main(["lesson", "check", str(own.folder)]) == 1
    assert "said NORMAL, came out as ALARM" in capsys.readouterr().out
    assert main(["lesson", "check", str(own.folder), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [each["right"] for each in found["numbers"]] == [True, False]
    assert found["provenance"] == "sim"


def test_a_mistake_in_the_file_ends_with_1_and_its_line(own, sound, capsys):
    own.write(sound().replace("| 7]", "| 9]"))
    assert main(["lesson", "check", str(own.folder)]) == 1
    said = capsys.readouterr()
    assert "mine/lesson.en.md, line 15: the activities take 47 minutes" in said.err
    assert main(["lesson", "show", str(own.folder)]) == 2


def test_a_lesson_that_is_not_there_names_those_that_are(capsys):
    assert main(["lesson", "show", "gas_99"]) == 2
    assert names()[0] in capsys.readouterr().err
