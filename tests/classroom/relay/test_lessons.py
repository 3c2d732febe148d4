"""A teacher opens another lesson: pages hear of it, works are set aside, answers and points are kept by question."""

import json

import pytest

from classroom.serve import kept_options
from devices import HighlandError
from tests.classroom.lesson.flame import FLAME

WORK = {
    "highland_work": 1,
    "project": "gas_alarm_step_1",
    "lesson": "flame",
    "files": {},
    "answers": {"q1": "Why not."},
}
OLD = {"lesson": "gas_alarm", "project": "gas_alarm", "name": "8A", "word": "A-B", "pin": "1", "most_seats": 3}


def seat_of(joined):
    return f"Seat {joined['token']}"


def test_a_pupil_gets_the_lesson_and_the_teacher_the_answers_to_it(laptop):
    teacher, lan = laptop.teacher(), laptop.join()
    assert laptop.ask("GET", "/api/class")[1]["lesson"] == "flame"
    lesson = laptop.ask("GET", "/api/lesson?lang=en")[1]
    assert [each["id"] for each in lesson["steps"]][-1] == "hand_in"
    assert "SECRET" not in json.dumps(lesson)
    assert laptop.ask("GET", "/api/teacher/answers?lang=en", token=seat_of(lan))[0] == 401
    laptop.post("/api/seat/hand_in", WORK, seat_of(lan))
    found = laptop.ask("GET", "/api/teacher/answers?lang=en", token=teacher)[1]
    question = next(each for each in found["questions"] if each["id"] == "q1")
    assert (question["answer"], question["points"]) == ("Nobody lights the gas again.", 2)
    assert found["seats"][0]["answers"] == {"q1": "Why not."}


def test_points_are_given_within_what_a_question_has(laptop):
    teacher, _ = laptop.teacher(), laptop.join()
    order = {"do": "points", "seat": 1, "question": "q1"}
    assert laptop.post("/api/teacher/order", {**order, "points": 2}, teacher)[0] == 200
    assert laptop.running.points.of(1) == {"q1": 2}
    for wrong in ({"points": 3}, {"points": True}, {"question": "a1", "points": 1}, {"seat": 9, "points": 1}):
        assert laptop.post("/api/teacher/order", {**order, **wrong}, teacher)[0] >= 400
    assert laptop.post("/api/teacher/order", {**order, "points": None}, teacher)[0] == 200
    assert laptop.running.points.of(1) == {}


def test_another_lesson_sets_works_aside_and_every_page_hears_of_it(laptop):
    teacher, lan = laptop.teacher(), laptop.join()
    laptop.post("/api/seat/hand_in", WORK, seat_of(lan))
    pupil = laptop.listen("/api/seat/stream", seat_of(lan))
    before = pupil.until("told")["lesson_n"]
    assert laptop.post("/api/teacher/order", {"do": "lesson", "name": "../etc"}, teacher)[0] == 409
    assert laptop.post("/api/teacher/order", {"do": "lesson", "name": None}, teacher)[0] == 200
    assert pupil.until("told")["lesson_n"] == before + 1
    assert laptop.ask("GET", "/api/class")[1]["lesson"] is None
    kept = laptop.folder / "earlier" / "1-flame" / "handed_in" / "01.json"
    assert json.loads(kept.read_bytes())["work"]["answers"] == WORK["answers"]
    assert laptop.ask("GET", "/api/teacher/works/1", token=teacher)[1]["work"] is None
    pupil.close()


def test_a_class_of_a_lesson_that_is_gone_says_so(tmp_path):
    with pytest.raises(HighlandError, match="did the lesson gas_alarm"):
        kept_options(OLD, tmp_path, "vi")
    assert kept_options({**OLD, "port": 1, "lesson": FLAME.where}, tmp_path, "vi")[0].lesson.name == "flame"
