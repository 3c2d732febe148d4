"""One lesson from its first minute to its last: a teacher, three pupils, three boards in three browsers."""

import csv
import io

import pytest

pytestmark = pytest.mark.long

EVIL = "<b>Lan"


def predict(page):
    page.click("[data-way=lesson]")
    page.fill("#predict", "Van đóng sau năm phút.")
    page.click("#predicted")


def explain_and_hand_in(page):
    page.click("[data-way=lesson]")
    page.fill("#explain", "Khí gas lên cao nên van đóng.")
    page.click("#hand-in")
    page.wait_for_selector("#receipt:not([hidden])")
    return page.inner_text("#receipt")


def tile(seat):
    return f"#wall [data-seat='{seat}']"


def test_a_lesson(browsers):
    teacher = browsers.teacher()
    breaks, changes, writes = (
        browsers.pupil(EVIL),
        browsers.pupil("Minh", "en", 1920),
        browsers.pupil("Hoa", "vi", 360),
    )
    for seat in (1, 2, 3):
        teacher.wait_for_selector(tile(seat))

    # Nobody runs before the prediction is written.
    breaks.click("[data-run-for='3600']")
    assert breaks.inner_text("#clock") == "0 phút 00 giây"

    # One runs the lesson's leak and breaks the sensor: the sentence says so, the wall too.
    for page in (breaks, changes, writes):
        predict(page)
    breaks.click("[data-run-for='3600']")
    breaks.wait_for_selector("#state.danger")
    breaks.click("[data-way=break]")
    breaks.click("[data-fault='gas=off']")
    breaks.wait_for_selector("[data-fault='gas=off'][aria-pressed=true]")
    teacher.wait_for_selector(f"{tile(1)}:not(.idle)")

    # One changes a limit: the file that is handed in has the new number, and the world begins again.
    changes.click("[data-way=numbers]")
    changes.locator("#number-ALARM_PPM").focus()
    changes.keyboard.press("ArrowRight")
    changes.wait_for_selector("#limits .number small button")
    changes.click("[data-run-for='3600']")
    changes.wait_for_selector("#state.danger")

    # One writes a law that does not run: the line and the cause in the pupil's language, the kind on the wall.
    writes.click("[data-way=code]")
    writes.wait_for_selector(".cm-content")
    writes.click(".cm-content")
    writes.keyboard.press("Control+End")
    writes.keyboard.type("\nif True\n")
    writes.keyboard.press("Control+Enter")
    writes.wait_for_selector("#editor [role=alert]:not([hidden]), #failed:not([hidden])")
    teacher.wait_for_selector(f"{tile(3)} small:not(:empty)")

    # The teacher pauses all, breaks one thing for all, and gives a hint.
    teacher.click("[data-act=pause]")
    teacher.click("[data-act=fault]")
    teacher.click("#faults [data-fault='mains=cut']")
    teacher.keyboard.press("Escape")
    for page in (breaks, changes):
        page.wait_for_selector("[data-fault='mains=cut'][aria-pressed=true]", state="attached")
    teacher.click("[data-act=hint]")
    teacher.fill("#hint_text", "Nhìn đồ thị <i>")
    teacher.click("[data-act=send_hint]")
    for page in (breaks, changes, writes):
        page.wait_for_selector("#hint-text:text-is('Nhìn đồ thị <i>')", state="attached")
    teacher.click("[data-act=pause]")

    # Two hand in; marks are made again on the laptop; the table has a row a seat.
    receipts = {explain_and_hand_in(page) for page in (breaks, changes)}
    assert len(receipts) == 2
    teacher.wait_for_selector("#marks li:nth-of-type(2)", timeout=60_000)
    with teacher.expect_download() as coming:
        teacher.click("[data-act=table]")
    rows = list(csv.reader(io.StringIO(coming.value.path().read_text("utf-8-sig")), delimiter=";"))
    assert sum(EVIL in cell for row in rows for cell in row) == 1

    assert browsers.complaints == []
    assert browsers.hosts == {f"127.0.0.1:{browsers.laptop.port}"}
