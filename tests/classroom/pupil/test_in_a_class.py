"""A pupil's browser and the teacher's laptop, both real: join, do what the teacher orders, hand in, whatever goes."""

import json
import re
import signal
from pathlib import Path

import pytest

from tests.classroom.pupil.conftest import watched
from tests.highland.test_classroom_command import ask, port_in, running

pytestmark = [pytest.mark.long, pytest.mark.minutes]
LESSON = Path(__file__).parents[1] / "lesson" / "flame"
CLASS = ("--lesson", str(LESSON), "--name", "8A", "--port", "0")
NICKNAME = "<b>Lan</b>"


class Teacher:
    """What the teacher's page would send."""

    def __init__(self, said):
        self.port = port_in(said)
        self.pin = re.search(r"PIN: (\d{6})", said)[1]
        self.word = re.search(r"Word of the class: (\S+)", said)[1]
        self.token = json.loads(ask(self.port, "POST", "/api/teacher/login", {"pin": self.pin})[1])["token"]

    def orders(self, do, **more):
        status, _ = ask(self.port, "POST", "/api/teacher/order", {"do": do, **more}, f"Teacher {self.token}")
        assert status == 200


def joined(page, teacher):
    page.goto(f"http://127.0.0.1:{teacher.port}/vi.html#{teacher.word}")  # as the QR code has it
    page.fill("#name", NICKNAME)
    page.click("[value=duck]")
    page.click("#join [type=submit]")
    page.wait_for_url("**/gas_alarm.vi.html")
    page.wait_for_selector("#who bdi")


def test_a_pupil_joins_follows_the_teacher_and_hands_in_though_the_laptop_is_away(chromium, tmp_path):
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = watched(context.new_page())
    with running(tmp_path, *CLASS) as (process, said):
        teacher = Teacher(said)
        joined(page, teacher)
        assert page.inner_text("#who bdi") == NICKNAME
        page.click(".time [data-speed='60']")
        page.wait_for_function("() => document.activeElement.dataset.answer === 'a1'")  # first the prediction
        page.fill("[data-answer=a1]", "Báo động sau 5 phút")
        page.click("[data-keep=a1]")
        page.wait_for_selector("#boot", state="hidden")
        page.click(".time [data-speed='60']")
        page.wait_for_selector("#state.work")
        teacher.orders("hint", text="Xem <b>đèn</b>")
        page.wait_for_selector("#hint:not([hidden])")
        assert page.inner_text("#hint-text") == "Xem <b>đèn</b>"
        teacher.orders("fault", fault="gas=off")
        page.wait_for_selector("[data-fault='gas=off'][aria-pressed=true]", state="attached")
        teacher.orders("mend")
        page.wait_for_selector("[data-fault='gas=off'][aria-pressed=false]", state="attached")
        teacher.orders("pause")
        page.wait_for_selector("body.held")
        teacher.orders("go_on")
        page.wait_for_selector("body:not(.held)")
        page.wait_for_selector("html:not(.paused)")
        process.send_signal(signal.SIGKILL)
        process.wait()
    page.wait_for_function("() => document.getElementById('quiet').textContent.length > 20")
    before = page.inner_text("#clock")
    page.wait_for_function("before => document.getElementById('clock').textContent !== before", arg=before)
    page.click("#hand-in")
    page.wait_for_function("() => document.getElementById('handed').textContent.length > 30")
    assert page.is_hidden("#receipt")
    with running(tmp_path, "--resume") as (_, again):
        page.wait_for_selector("#receipt:not([hidden])")
        assert re.fullmatch(r"[0-9A-F]{4}", page.inner_text("#receipt"))
        handed = ask(teacher.port, "GET", "/api/teacher/works/1", None, f"Teacher {Teacher(again).token}")[1]
        assert json.loads(handed)["work"]["answers"] == {"a1": "Báo động sau 5 phút"}
    context.close()
    assert [each for each in page.complaints if "net::ERR_" not in each] == []  # but that nobody answered
