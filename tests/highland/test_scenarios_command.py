"""`highland scenarios`: what it prints, its exit codes, and that a run which ends badly never ends the command."""

import json
import shutil
from pathlib import Path

import pytest

TINY = Path(__file__).parent / "tiny"
LIT = """
title = { en = "Somebody presses", vi = "Có người nhấn" }
for = "20s"
press = ["button@5s"]
limits = { en = "two seconds a press", vi = "hai giây mỗi lần nhấn" }
[[expect]]
what = { en = "The lamp is on for two seconds", vi = "Đèn sáng hai giây" }
measure = "told_on_s"
actuator = "lamp"
between = [1.5, 2.5]
[score]
measure = "metric"
name = "used_wh"
zero_at = 0.0
full_at = 0.001
"""
DARK = """
title = { en = "Nobody presses", vi = "Không ai nhấn" }
for = "10s"
[[expect]]
what = { en = "The lamp is on", vi = "Đèn sáng" }
measure = "first_on_s"
actuator = "lamp"
at_most = 5
"""
BOMB = DARK.replace('for = "10s"', 'for = "10s"\npress = ["bomb@5s"]').replace("at_most = 5", "at_least = 0")
ONE = ("--workers", "1")


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "tiny"
    shutil.copytree(TINY, folder, ignore=shutil.ignore_patterns("__*cache*"))
    (folder / "scenarios").mkdir()

    def write(**scenarios):
        for name, text in scenarios.items():
            (folder / "scenarios" / f"{name}.toml").write_text(text, encoding="utf-8")
        return folder

    return write


def test_a_scenario_that_passes(highland, project):
    said = highland("scenarios", project(lit=LIT), *ONE)
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0] == "tiny"
    assert lines[1].split(maxsplit=3) == ["pass", "100", "lit", "Somebody presses"]
    assert lines[2].split(maxsplit=1) == ["ok", "The lamp is on for two seconds: 2 s (1.5 to 2.5)"]
    assert lines[3].strip() == "Honest limit: two seconds a press"
    assert lines[4] == "1 of 1 scenarios pass."
    assert lines[5].startswith("Provenance: SIM.")


def test_one_that_fails_is_exit_1_with_its_number(highland, project):
    said = highland("scenarios", project(lit=LIT, dark=DARK), *ONE)
    assert said.code == 1
    assert "FAIL     0  dark" in said.out
    assert "NOT  The lamp is on: never (at most 5)" in said.out
    assert "1 of 2 scenarios pass." in said.out


def test_in_vietnamese_the_file_speaks_vietnamese(highland, project):
    said = highland("scenarios", project(lit=LIT), *ONE, "--lang", "vi")
    assert "Có người nhấn" in said.out
    assert "Đèn sáng hai giây: 2 s" in said.out


def test_a_run_that_ends_badly_fails_alone(highland, project):
    said = highland("scenarios", project(lit=LIT, bomb=BOMB), *ONE)
    assert said.code == 1
    assert "NOT  The run did not end well: The control law failed with ZeroDivisionError" in said.out
    assert "1 of 2 scenarios pass." in said.out


def test_json_is_one_object_with_the_number_behind_each_expectation(highland, project):
    said = highland("scenarios", project(lit=LIT, dark=DARK), *ONE, "--json", "--seed", "3")
    found = json.loads(said.out)
    assert (said.code, said.err) == (1, "")
    assert (found["provenance"], found["passed"]) == ("sim", False)
    dark, lit = found["scenarios"]
    assert (lit["project"], lit["name"], lit["seed"], lit["passed"], lit["score"]) == ("tiny", "lit", 3, True, 100.0)
    assert lit["title"] == {"en": "Somebody presses", "vi": "Có người nhấn"}
    assert lit["metrics"]["only"]["hidden"] == 1.0
    (expected,) = lit["expectations"]
    assert (expected["value"], expected["at_least"], expected["at_most"]) == (2.0, 1.5, 2.5)
    assert (dark["expectations"][0]["value"], dark["expectations"][0]["passed"]) == (None, False)


def test_further_seeds_show_the_worst(highland, project):
    said = highland("scenarios", project(lit=LIT), *ONE, "--seeds", "2", "--seed", "7")
    assert "3 of 3 seeds pass; the worst is seed 7:" in said.out
    found = json.loads(highland("scenarios", project(), *ONE, "--seeds", "2", "--seed", "7", "--json").out)
    assert [each["seed"] for each in found["scenarios"]] == [7, 8, 9]


def test_list_and_only_name_scenarios_without_playing_them(highland, project, monkeypatch):
    monkeypatch.setattr("sim.scenarios.workers.play_all", lambda *_: pytest.fail("it played"))
    folder = project(lit=LIT, dark=DARK)
    said = highland("scenarios", folder, "--list")
    assert said.code == 0
    assert [line.split(maxsplit=3) for line in said.out.splitlines()[1:]] == [
        ["dark", "10", "s", "Nobody presses"],
        ["lit", "20", "s", "Somebody presses"],
    ]
    assert "lit" not in highland("scenarios", folder, "--list", "--only", "dark").out


def test_only_does_not_read_the_files_of_others(highland, project):
    folder = project(lit=LIT, torn="title = {")
    assert highland("scenarios", folder, *ONE, "--only", "lit").code == 0
    said = highland("scenarios", folder, *ONE)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("tiny/scenarios/torn.toml, line 1: the closing bracket } is missing.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--only", "li"), "There is no scenario called li. There are: lit."),
        (("--workers", "0"), "--workers cannot be 0. Give a whole number of 1 or more."),
        (("--seeds", "-1"), "--seeds cannot be -1. Give a whole number of 0 or more."),
        (("--report", "no/such/page.html"), "no/such/page.html cannot be written"),
        (("--report", ""), "'' cannot be written"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_2(highland, project, words, sentence):
    said = highland("scenarios", project(lit=LIT), *words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(sentence)


def test_a_project_without_scenarios_says_where_to_write_one(highland):
    said = highland("scenarios", TINY)
    assert (said.code, said.out) == (2, "")
    assert said.err == "tiny has no scenarios. Write one into the folder tiny/scenarios.\n"


def test_without_a_project_it_takes_those_of_all(highland, project, monkeypatch):
    from firmware.project import find

    folder = project(lit=LIT)
    monkeypatch.setattr("firmware.project.names", lambda: ["first", "empty", "last"])
    monkeypatch.setattr("firmware.project.find", lambda name: find(str(TINY if name == "empty" else folder)))
    said = highland("scenarios", "--list")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines()] == ["tiny", "lit"] * 2


@pytest.mark.parametrize("drawn", [True, False])
def test_the_report_is_a_page_with_or_without_pictures(highland, project, tmp_path, monkeypatch, drawn):
    monkeypatch.setattr("sim.plots.draw.can_draw", lambda: drawn)
    monkeypatch.setattr("sim.scenarios.workers.picture_of", lambda *_: "<svg></svg>")
    file = tmp_path / "page.html"
    said = highland("scenarios", project(lit=LIT), *ONE, "--report", file, "--lang", "vi")
    text = file.read_text(encoding="utf-8")
    assert str(file) in said.out
    assert text.count("<figure") == drawn
    assert ("Without pictures" in text) is not drawn or "vi" in text
    assert "Có người nhấn" in text
    assert str(tmp_path) not in text
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("page")] == ["page.html"]


def test_progress_is_told_on_standard_error_in_tenths(highland, project):
    said = highland("scenarios", project(lit=LIT, dark=DARK), *ONE)
    assert said.err.splitlines()[-1].startswith("100 %")
    assert len(said.err.splitlines()) == 2
