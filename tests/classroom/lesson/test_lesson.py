"""Every project has a lesson that fits a school hour, in both languages."""

import json

import pytest

from classroom.lesson import lesson_named, lessons
from classroom.lesson.lesson import LessonError

SCHOOL_HOUR_MIN = 45.0


@pytest.mark.parametrize("name", lessons())
def test_a_lesson_fits_a_school_hour_and_speaks_both_languages(name: str) -> None:
    lesson = lesson_named(name)
    assert sum(stage.minutes for stage in lesson.stages) <= SCHOOL_HOUR_MIN
    for words in (lesson.title, lesson.question, lesson.explain, *(stage.title for stage in lesson.stages)):
        assert words["en"] != words["vi"]
    assert lesson.for_s > 0
    json.dumps(lesson.as_json(), allow_nan=False)


def test_the_first_lesson_of_the_gas_alarm_is_its_scenario() -> None:
    lesson = lesson_named("gas_alarm")
    assert lesson.scenario == "first_lesson"
    assert lesson.settings["leak_g_per_h"] == 1200.0


def test_a_lesson_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(LessonError, match="gas_alarm"):
        lesson_named("../etc")
