"""A contest: worlds that any law can be judged by; what a law has not is left out, and never counted as passed."""

import shutil
from pathlib import Path

import pytest

from devices import HighlandError
from firmware.project import Project, find
from sim.scenarios.contest.report import as_json, lines_of_contest, result_of
from sim.scenarios.contest.worlds import contestant, read_contest
from sim.scenarios.judge import judge
from sim.scenarios.play import play

TINY = Path(__file__).parents[2] / "highland" / "tiny"
LIT = """
[lit]
title = { en = "Somebody presses", vi = "Có người nhấn" }
for = "20s"
press = ["button@5s"]
[[lit.expect]]
what = { en = "The lamp is on", vi = "Đèn sáng" }
measure = "on_s"
actuator = "lamp"
at_least = 1
[lit.score]
measure = "metric"
name = "used_wh"
zero_at = 0.0
full_at = 0.01
"""
EXPECT = """
for = "10s"
title = { en = "x", vi = "y" }
[[w.expect]]
what = { en = "x", vi = "y" }
"""
DARK = "at_most = 0\nmeasure = 'on_s'\nactuator = 'lamp'"


def written(folder, contest="", **files):
    shutil.copytree(TINY, folder, ignore=shutil.ignore_patterns("__*cache*"))
    for name, text in {"contest.toml": contest, **files}.items():
        if text:
            (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return find(str(folder))


@pytest.fixture
def tiny(tmp_path):
    return lambda contest, name="tiny", **files: written(tmp_path / name, contest, **files)


def outcome(project):
    contest = read_contest(project)
    judged = contestant(project)
    judgments = [
        judge(scenario, 0, [play(judged, scenario, run, 0) for run in scenario.runs]) for scenario in contest.judging
    ]
    return result_of(contest, judgments)


def world(*lines, rest=DARK):
    return "\n".join(["[w]", *lines, EXPECT.replace("[[w.expect]]", "[[w.expect]]", 1), rest])


def told(error):
    return f"{error.message.render()} {error.hint.render()}"


def test_a_world_gives_points_once_its_expectations_hold(tiny):
    result = outcome(tiny(LIT))
    assert (result.passed, round(result.points)) == (True, 17)
    lines = lines_of_contest(result, "vi", str)
    assert lines[1].split(maxsplit=3) == ["pass", "17", "lit", "Có người nhấn"]
    assert lines[-1] == "17 of 100 points; 1 of 1 worlds pass."


def test_no_points_for_a_world_that_fails_however_well_it_did_otherwise(tiny):
    result = outcome(tiny(LIT.replace("at_least = 1", "at_least = 10")))
    assert (result.passed, result.points) == (False, 0.0)


def test_a_law_that_raises_has_no_points_there_and_the_reason_is_shown(tiny):
    bomb = LIT.replace('press = ["button@5s"]', 'press = ["bomb@5s"]').replace("at_least = 1", "at_least = 0")
    result = outcome(tiny(bomb + LIT.replace("[lit", "[other").replace("[[lit", "[[other")))
    assert result.worst[0].score == 0.0
    assert any("ZeroDivisionError" in line for line in lines_of_contest(result, "en", str))
    assert as_json(result)["worlds_failed"] == 1


def test_the_invariants_of_the_project_are_not_judged(tiny):
    always = "class Invariants:\n    def look(self, moment):\n        1 / 0\n"
    assert outcome(tiny(LIT, invariants__py=always)).passed


NAMES_ONE_LAW = [
    (world(rest="measure = 'final_state'\nis = 'LIT'"), "[[expect]] 1 asks for final_state", "metric, first_on_s"),
    (world(rest="measure = 'why_times'\nkey = 'tiny.on'\nis = 0"), "[[expect]] 1 asks for why_times", "metric"),
    (world(rest="measure = 'latched'\nname = 'x'\nis = 0"), "[[expect]] 1 asks for latched", "metric"),
    (world(rest="measure = 'unknown_s'\nfield = 'button_pressed'\nis = 0"), "asks for unknown_s", "metric"),
    (world(rest=DARK + "\nafter_state = 'LIT'"), "[[expect]] 1 has after_state", "Take after_state out"),
    (world(rest=DARK + "\nafter_why = 'tiny.on'"), "[[expect]] 1 has after_why", "Take after_why out"),
    (world("latched = { x = 1 }"), "the world has latched", "Take latched out"),
    (world("runs = { a = { law = false } }"), "[runs.a] has law", "Take law out"),
    (world(rest=DARK + "\n[w.score]\nmeasure = 'state_s'"), "[score] asks for state_s", "metric"),
    (world(rest="measure = 'on_ss'\nis = 0"), "names the measure on_ss", "Did you mean on_s?"),
    (world(rest="measure = 'on_s'\nactuator = 'lamb'\nis = 0"), "names the actuator lamb", "Did you mean lamp?"),
    (world('needs = ["lamb"]'), "names the part, channel or actuator lamb", "Did you mean lamp?"),
    (world('press = ["buton@5s"]'), "There is no button buton", "button, bomb"),
    (world('faults = ["lamb=dead"]'), "lamb", "lamp"),
    (world("colour = 1"), "the world has the key colour", "Known keys"),
    ("w = 1", "the world has w = 1", "It must be a table"),
    ("", "has no world", "at least one table"),
]


@pytest.mark.parametrize(("text", "seen", "remedy"), NAMES_ONE_LAW)
def test_a_mistake_is_told_with_file_key_and_remedy(tiny, text, seen, remedy):
    with pytest.raises(HighlandError) as refused:
        read_contest(tiny(text or "# nothing"))
    assert seen in told(refused.value)
    assert remedy in told(refused.value)
    assert "tiny/contest.toml" in told(refused.value)


def test_without_a_file_it_says_which_is_missing(tiny):
    with pytest.raises(HighlandError, match=r"tiny has no contest: there is no file tiny/contest\.toml"):
        read_contest(tiny(""))


@pytest.fixture
def without_bomb(tiny):
    """A law of one's own for the tiny project's wires, without the second button."""
    base = tiny(
        LIT
        + LIT.replace("lit", "bombed").replace("button@5s", "bomb@5s")
        + LIT.replace("lit", "needed").replace('for = "20s"', 'for = "20s"\nneeds = ["bomb_pressed"]')
    )
    law = (TINY / "control.py").read_text(encoding="utf-8")
    law = law.replace("    bomb_pressed: bool | None\n", "").replace("if sensed.bomb_pressed", "if False")
    wiring = (
        (TINY / "wiring.toml").read_text(encoding="utf-8").replace('[parts.bomb]\ndriver = "button"\npin = 6\n', "")
    )
    own = tiny("", "own", control__py=law, wiring__toml=wiring)
    return Project(own.name, own.folder, own.package, base)


def test_a_world_that_names_what_this_wiring_has_not_is_left_out_with_why(without_bomb):
    result = outcome(without_bomb)
    assert [each.scenario.name for each in result.left_out] == ["bombed", "needed"]
    assert result.passed  # by the one world that can judge it
    lines = lines_of_contest(result, "en", str)
    assert lines[0] == "own, judged in the contest of tiny:"
    assert lines[-1] == "17 of 100 points; 1 of 1 worlds pass; 2 not applicable."
    assert [line.strip() for line in lines if "There is no" in line] == [
        "There is no button bomb.",
        "There is no part, channel or actuator bomb_pressed here.",
    ]
    told = as_json(result)
    assert [each["verdict"] for each in told["worlds"]] == ["passed", "not_applicable", "not_applicable"]
    assert (told["worlds_passed"], told["not_applicable"], told["full"]) == (1, 2, 100.0)


def test_nothing_passes_where_no_world_can_judge(without_bomb, tmp_path):
    only = "".join((without_bomb.base.folder / "contest.toml").read_text(encoding="utf-8").partition("[bombed]")[1:])
    (without_bomb.base.folder / "contest.toml").write_text(only, encoding="utf-8")
    assert not outcome(without_bomb).passed


def test_the_world_is_that_of_the_project_it_is_made_from(without_bomb):
    plant = without_bomb.folder / "plant.py"
    plant.write_text(plant.read_text(encoding="utf-8").replace("3600.0", "1.0"), encoding="utf-8")
    assert round(outcome(without_bomb).points) == 17
