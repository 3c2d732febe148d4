"""`highland scenarios --contest`, `highland sim --world`: the same worlds for a shipped law, a step, a pupil's own."""

import json
import shutil
from pathlib import Path

import pytest

TINY = Path(__file__).parent / "tiny"
ONE = ("--workers", "1")
WORLDS = """
[{0}]
title = {{ en = "Somebody presses", vi = "Có người nhấn" }}
for = "20s"
press = ["button@5s"]
[[{0}.expect]]
what = {{ en = "The lamp is on for two seconds", vi = "Đèn sáng hai giây" }}
measure = "told_on_s"
actuator = "lamp"
at_least = {1}
"""


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "tiny"
    shutil.copytree(TINY, folder, ignore=shutil.ignore_patterns("__*cache*"))
    text = WORLDS.format("lit", 1.5) + WORLDS.format("longer", 3)
    (folder / "contest.toml").write_text(text, encoding="utf-8")
    return folder


def test_it_prints_each_world_with_its_points_and_the_sum(highland, project):
    said = highland("scenarios", project, "--contest", *ONE)
    assert said.code == 1
    lines = said.out.splitlines()
    assert lines[1].split(maxsplit=3) == ["pass", "100", "lit", "Somebody presses"]
    assert lines[3].split(maxsplit=3) == ["FAIL", "0", "longer", "Somebody presses"]
    assert lines[5] == "100 of 200 points; 1 of 2 worlds pass."
    assert lines[6].startswith("Provenance: SIM.")


@pytest.mark.proof
def test_only_json_seeds_and_report_work_as_for_scenarios(highland, project, tmp_path):
    page = tmp_path / "page.html"
    words = ("--only", "lit", "--json", "--seeds", "1", "--report", str(page))
    said = highland("scenarios", project, "--contest", *ONE, *words)
    assert said.code == 0
    (contest,) = json.loads(said.out)["contests"]
    assert (contest["law"], contest["points"], contest["full"], len(contest["sha256"])) == ("tiny", 100.0, 100.0, 64)
    assert [(each["seed"], each["verdict"]) for each in contest["worlds"]] == [(0, "passed"), (1, "passed")]
    assert "100 of 100 points; 1 of 1 worlds pass." in page.read_text(encoding="utf-8")


def test_it_lists_the_worlds_and_refuses_one_that_is_not_there(highland, project):
    assert "longer" in highland("scenarios", project, "--contest", "--list").out
    said = highland("scenarios", project, "--contest", "--only", "lid")
    assert (said.code, said.err) == (2, "There is no world called lid in the contest. There are: lit, longer.\n")


def test_a_project_without_one_says_so(highland, tiny):
    said = highland("scenarios", tiny, "--contest")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("tiny has no contest: there is no file tiny/contest.toml. Write the worlds into it")


def test_a_world_can_be_watched(highland, project):
    said = highland("sim", project, "--world", "lit", "--speed", "max", "--json")
    assert said.code == 0
    assert json.loads(said.out)["simulated_s"] == 20.0
    said = highland("sim", project, "--world", "lid")
    assert (said.code, said.err) == (2, "The contest of tiny has no world lid. There are: lit, longer.\n")


def test_a_folder_made_from_a_project_is_judged_in_its_contest(highland, tmp_path):
    folder = tmp_path / "my_alarm"
    folder.mkdir()
    (folder / "project.toml").write_text('from = "gas_alarm"\n', encoding="utf-8")
    (folder / "control.py").write_text(
        "from devices import Message\n"
        "from projects.gas_alarm.model import NORMAL, Action\n"
        'SHUT = Message("shut", "The gas stays off.")\n'
        "def law(sensed, before):\n"
        "    return NORMAL, Action(), SHUT\n",
        encoding="utf-8",
    )
    said = highland("scenarios", folder, "--contest", "--list")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("my_alarm\n")
