"""A program of a pupil's own is handed in: kept, shown to the teacher as it is, and hostile until it is read."""

import json

import pytest

from tests.classroom.relay.conftest import WORK

PROGRAM = {"name": "den.py", "text": "from gpiozero import LED\nLED(17).on()  # <b>đèn</b>\n"}


def seat_of(joined):
    return f"Seat {joined['token']}"


def hand_in(laptop, seat, found=PROGRAM):
    return laptop.post("/api/seat/hand_in_program", found, seat)


def seen(laptop, number=1):
    return laptop.ask("GET", f"/api/teacher/works/{number}", token=laptop.teacher())[1]


def test_the_teacher_gets_the_text_with_its_receipt_beside_the_work(laptop):
    lan = seat_of(laptop.join())
    laptop.post("/api/seat/hand_in", WORK, lan)
    status, told = hand_in(laptop, lan)
    assert (status, told["at"], len(told["receipt"])) == (200, "10:31", 4)
    found = seen(laptop)
    assert found["program"] == {**PROGRAM, **told}
    assert found["work"]["files"] == WORK["files"]
    assert laptop.post("/api/rejoin", {}, lan)[1]["handed_program"] == told
    assert [each["program"] for each in laptop.running.wall.whole()["seats"]] == [True]


def test_nobody_marks_it(laptop):
    marked = []
    laptop.running.on_handed_in = lambda seat, work: marked.append(seat)
    hand_in(laptop, seat_of(laptop.join()))
    assert marked == []


def test_it_is_there_after_a_power_cut(make_laptop):
    first = make_laptop()
    lan = seat_of(first.join())
    _, told = hand_in(first, lan)
    again = make_laptop(first.folder, again=True)
    assert seen(again)["program"] == {**PROGRAM, **told}
    assert again.post("/api/rejoin", {}, lan)[1]["handed_program"] == told


def test_after_collecting_each_may_once_more(laptop):
    lan, teacher = seat_of(laptop.join()), laptop.teacher()
    assert hand_in(laptop, lan)[0] == 200
    laptop.post("/api/teacher/order", {"do": "collect"}, teacher)
    assert hand_in(laptop, lan)[0] == 200
    assert hand_in(laptop, lan, {**PROGRAM, "text": "print('later')\n"})[0] == 423
    assert seen(laptop)["program"]["text"] == PROGRAM["text"]


def test_a_new_lesson_sets_it_aside(laptop):
    hand_in(laptop, seat_of(laptop.join()))
    laptop.post("/api/teacher/order", {"do": "lesson", "name": None}, laptop.teacher())
    assert seen(laptop)["program"] is None
    (kept,) = laptop.folder.glob("earlier/*/programs/01.json")
    assert json.loads(kept.read_bytes())["work"] == PROGRAM


@pytest.mark.parametrize(
    "found",
    [
        {"name": "den.py"},
        {**PROGRAM, "more": 1},
        {**PROGRAM, "name": "../../den.py"},
        {**PROGRAM, "name": "<img src=x>.py"},
        {**PROGRAM, "name": "đèn.py"},
        {**PROGRAM, "name": "den.sh"},
        {**PROGRAM, "name": ["den.py"]},
        {**PROGRAM, "text": None},
        {**PROGRAM, "text": "a\0b"},
        {**PROGRAM, "text": "\ud800"},
        [PROGRAM],
    ],
)
def test_what_is_no_program_is_refused_and_nothing_is_kept(laptop, found):
    lan = seat_of(laptop.join())
    assert hand_in(laptop, lan, found)[0] == 400
    assert list(laptop.folder.glob("programs/*")) == []
    assert seen(laptop)["program"] is None


def test_too_long_from_another_page_or_without_a_seat(laptop):
    lan = seat_of(laptop.join())
    assert hand_in(laptop, lan, {**PROGRAM, "text": "x" * 70_000})[0] == 413
    elsewhere = {"origin": "http://evil.example"}
    assert laptop.post("/api/seat/hand_in_program", PROGRAM, lan, headers=elsewhere)[0] == 403
    assert hand_in(laptop, "Seat nobody")[0] == 401
    assert laptop.ask("GET", "/api/teacher/works/1", token=lan)[0] == 401
    assert seen(laptop)["program"] is None
