"""The mark of a lesson: the pupil's small law is played in the run of the practice, and its numbers are compared."""

import pytest

from classroom.lesson import work_of
from classroom.marks.mark import mark
from firmware.project import find
from tests.classroom.lesson.flame import FLAME

FIRST, SECOND = (find(f"gas_alarm_step_{each}") for each in (1, 2))
SOLVED = (SECOND.folder / "control.py").read_text(encoding="utf-8")


def made(project, files, **more):
    return mark(work_of({"highland_work": 1, "project": project, "files": files, "lesson": "flame"}), FLAME, **more)


def test_the_law_that_the_lesson_begins_with_does_not_reach_the_numbers():
    found = made(FIRST.name, {})
    assert (found.ok, found.points, found.most) == (False, 0, 2)
    assert [each.words["en"] for each in found.lines] == [
        "state: NORMAL, not ALARM", "switched.valve_open: 2, not 1",
    ]  # fmt: skip


@pytest.mark.usefixtures("boxed")
def test_a_law_that_the_pupil_has_mended_reaches_them():
    found = made(FIRST.name, {"control.py": SOLVED}, lang="vi")
    assert (found.ok, found.points, found.most, found.failed) == (True, 2, 2, None)
    assert found.picture["frame"] == "MÔ PHỎNG"


@pytest.mark.usefixtures("boxed")
def test_a_law_that_fails_gets_its_sentence_and_no_points():
    found = made(FIRST.name, {"control.py": SOLVED.replace("    ppm = ", "    ppm = None + ")})
    assert (found.points, found.most) == (0, 2)
    assert "NoneType" in found.failed["en"]


def test_a_work_of_another_project_is_not_marked_here():
    assert made("water_filter", {}).elsewhere
