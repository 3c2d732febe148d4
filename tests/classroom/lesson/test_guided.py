"""A lesson in a class: steps for pupils without answers, numbers or the teacher's words; all of it for the teacher."""

import json

import pytest

from classroom.lesson import free_work, lesson_named
from classroom.lesson.guided import all_lessons
from devices import HighlandError
from firmware.project import find, names
from sim.world.faults import parse_fault
from sim.world.presses import parse_press
from tests.classroom.lesson.flame import FLAME


def test_the_steps_of_a_lesson_are_its_tasks_runs_and_questions():
    steps = FLAME.for_pupils("en")["steps"]
    assert [each["kind"] for each in steps] == ["predict", "try", "explain", "change", "explain", "mark", "hand_in"]
    assert [each["answer"] for each in steps] == ["a1", "", "a2", "", "a3", "", ""]
    assert [law["project"] for each in steps for law in each["laws"]] == ["gas_alarm_step_1"]
    seen, held = [run for each in steps for run in each["runs"]]
    assert (seen["id"], seen["project"], seen["for_s"], seen["seed"], seen["is_own"]) == (
        "seen", "gas_alarm_step_1", 660.0, 5, False,
    )  # fmt: skip
    assert (held["project"], held["is_own"], held["settings"]) == ("gas_alarm_step_2", True, {"spray_ppm": "4000"})
    assert FLAME.own_law == "gas_alarm_step_1"


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_nothing_that_a_pupil_must_find_is_on_its_way_to_a_pupil(lang):
    for lesson in (FLAME, *all_lessons()):
        assert_no_answer_is_sent(lesson, lang)


def assert_no_answer_is_sent(lesson, lang):
    sent = json.dumps([lesson.for_pupils(lang), lesson.for_class()], ensure_ascii=False, allow_nan=False)
    assert "SECRET" not in sent
    assert "BÍ MẬT" not in sent
    for each in lesson.asked:
        assert each.answer is None or len(each.answer[lang].split()) < 3 or each.answer[lang] not in sent
    for block in lesson.written[lang].blocks():
        if getattr(block, "block", "") in ("teacher", "trouble", "product", "objective"):
            assert json.dumps(block.html, ensure_ascii=False)[1:-1] not in sent
    runs = [run for step in lesson.for_pupils(lang)["steps"] for run in step["runs"]]
    assert {key for run in runs for number in run["numbers"] for key in number} <= {"name", "label"}
    assert not any("expected" in run or "tolerance" in run or "command" in run for run in runs)


def test_a_board_understands_every_run_of_a_lesson():
    for lesson in (FLAME, *all_lessons()):
        for plan in lesson.plans.values():
            assert find(plan.project).is_shipped, lesson.name
            assert all(parse_fault(each) for each in plan.faults), lesson.name
            assert all(parse_press(each) for each in plan.presses), lesson.name
        assert sum(stage.minutes for stage in lesson.stages) == 45, lesson.name


def test_what_the_teacher_sees_is_in_both_languages():
    asked = {each.id: each for each in FLAME.asked}
    assert list(asked) == ["a1", "a2", "a3", "q1"]
    assert [each.step for each in asked.values()] == [1, 3, 5, 6]  # as the pupils' pages number them
    assert asked["q1"].answer == {"en": "Nobody lights the gas again.", "vi": "Không ai châm lại lửa."}
    assert (asked["q1"].points, asked["a1"].answer) == (2, None)
    assert asked["a1"].text["en"] == "Somebody uses hair spray near the sensor. What happens?"


def test_a_lesson_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(HighlandError, match="maths"):
        lesson_named("maths")


@pytest.mark.parametrize("name", names())
def test_free_work_on_every_project_has_its_words_in_both_languages(name):
    free = free_work(find(name))
    for words in (free.title, free.question, free.explain):
        assert words["en"] != words["vi"]
    assert free.for_s > 0
    json.dumps(free.as_json(), allow_nan=False)
