"""The teacher's page against the real laptop: what it orders reaches pupils, what pupils do reaches the wall."""

import pytest

from classroom.marks.mark import Mark
from classroom.relay.http.app import class_app
from classroom.reports import ClassReports
from classroom.teacher.result import told_mark
from tests.classroom.relay.conftest import PIN, WORK, Laptop
from tests.classroom.teacher.conftest import page_routes
from web.server import Secured, serving

pytestmark = pytest.mark.long
MOMENT = {"t_s": 412.0, "date": "2026-11-30T08:06:52", "state": "ALARM", "meaning": "danger", "scene": {}}
MOMENT |= {"word": {"vi": "BÁO ĐỘNG", "en": "ALARM"}, "said": {"vi": "Ra ngoài.", "en": "Go outside."}}
MARK = Mark("gas_alarm", ok=True, points=5, most=5)
ELSEWHERE = Mark("gas_alarm", elsewhere=True, failed={"en": "No sandbox here.", "vi": "Không có hộp cát."})


@pytest.fixture
def laptop(tmp_path):
    found = Laptop(tmp_path)
    app = class_app(found.running, ClassReports(found.running, {1: MARK}), page_routes())
    with serving(Secured(app), before_stop=found.running.end) as server:
        found.port, found.url = server.port, server.url
        yield found


@pytest.fixture
def teacher(chromium, laptop):
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    complaints = []
    context.on("console", lambda line: complaints.append(line.text))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    page = context.new_page()
    page.goto(f"{laptop.url}teacher.en.html")
    page.fill("#pin", PIN)
    page.keyboard.press("Enter")
    page.wait_for_selector("#nobody:visible")
    yield page
    context.close()
    assert complaints == []


def seat_of(joined):
    return f"Seat {joined['token']}"


def test_a_hint_a_fault_and_a_pause_reach_the_pupil(laptop, teacher):
    lan = seat_of(laptop.join("Lan"))
    hears = laptop.listen("/api/seat/stream", lan)
    tile = {"state": "ALARM", "meaning": "danger", "step": 3, "steps": 6, "error": "None < 3", "cause": "none_compared"}
    assert laptop.post("/api/seat/tile", tile, lan)[0] == 204
    teacher.wait_for_selector(".tile.danger[data-seat='1']")
    assert "None compared with a number" in teacher.inner_text(".tile[data-seat='1']")
    teacher.click("#errors button")
    teacher.fill("#hint_text", "Look at <b>line 12</b>.")
    teacher.click("[data-act=send_hint]")
    assert hears.until("told", lambda found: found["hint"])["hint"]["text"] == "Look at <b>line 12</b>."
    teacher.click("[data-act=fault]")
    teacher.click("[data-fault='gas=off']")
    assert hears.until("told", lambda found: found["faults"])["faults"] == ["gas=off"]
    teacher.click("[data-act=pause]")
    hears.until("told", lambda found: found["paused"])
    teacher.click("[data-act=undo]")
    hears.until("told", lambda found: not found["paused"])
    hears.close()


def test_a_board_is_looked_at_and_shown_on_the_projector(laptop, teacher):
    lan = seat_of(laptop.join("Lan"))
    hears = laptop.listen("/api/seat/stream", lan)
    teacher.click(".tile[data-seat='1']")
    hears.until("told", lambda found: found["send_board"] and not found["shown"])
    assert laptop.post("/api/seat/board", MOMENT, lan)[0] == 204
    teacher.wait_for_selector("#looked_at svg.scene")
    teacher.click("#pupil [data-act=show]")
    hears.until("told", lambda found: found["shown"])
    teacher.keyboard.press("Escape")
    teacher.click("[data-act=projector]")
    with teacher.expect_popup() as popup:
        teacher.click("[data-act=open_projector]")
    projector = popup.value
    projector.wait_for_selector("#view-board:not([hidden])")
    assert laptop.post("/api/seat/board", MOMENT, lan)[0] == 204
    projector.wait_for_selector("#shown svg.scene")
    text = projector.inner_text("body")
    assert "Go outside." in text
    assert "Lan" not in text
    hears.close()


def test_the_end_of_a_lesson(laptop, teacher):
    lan = seat_of(laptop.join("=Lan"))
    hears = laptop.listen("/api/seat/stream", lan)
    teacher.wait_for_selector(".tile[data-seat='1']")
    teacher.click("#next_stage")
    hears.until("told", lambda found: found["stage"])
    teacher.click("[data-act=collect]")
    teacher.click("#confirm_do")
    hears.until("told", lambda found: found["collected"])
    status, receipt = laptop.post("/api/seat/hand_in", WORK, lan)
    assert status == 200
    teacher.wait_for_selector(".tile.done")
    laptop.running.soon(laptop.running.mark, 1, told_mark(MARK))
    teacher.wait_for_selector("#marks li.work")
    laptop.running.soon(laptop.running.mark, 1, told_mark(ELSEWHERE))
    teacher.wait_for_selector("#marks_why:not(:empty)")
    laptop.running.soon(laptop.running.mark, 1, told_mark(MARK))
    teacher.wait_for_selector("#marks li.work")
    with teacher.expect_download() as download:
        teacher.click("[data-act=table]")
    table = download.value.path().read_bytes().decode("utf-8-sig")
    assert f"1,'=Lan,10:31,{receipt['receipt']},pass,5,5" in table
    with teacher.expect_popup() as popup:
        teacher.click("[data-act=pages]")
    sheet = popup.value
    sheet.wait_for_selector("article")
    assert receipt["receipt"] in sheet.inner_text("article")
    assert sheet.evaluate("getComputedStyle(document.querySelector('.sim')).borderTopStyle") == "dashed"
    assert sheet.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"')")
    hears.close()
