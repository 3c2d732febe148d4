"""The laptop of the teacher dies in the middle of a lesson: pupils go on, nothing that was said to be kept is lost."""

import json
import signal

import pytest

pytestmark = [pytest.mark.long, pytest.mark.minutes]


def kept(folder, kind):
    return [json.loads(each.read_bytes()) for each in folder.rglob(f"{kind}/*.json")]


def until(page, happened):
    """It is written every five seconds; three times as long for a machine that does other things too."""
    for _ in range(150):
        if happened():
            return
        page.wait_for_timeout(100)
    raise AssertionError("It did not come.")


AWAY_S = (0, 600)  # real seconds: at once again, and as long as it takes to find another power socket


@pytest.mark.parametrize("away_s", AWAY_S)
def test_a_class_comes_back_and_what_was_handed_in_meanwhile_comes_too(away_s, browsers, tmp_path):
    laptop = browsers.laptop
    page = browsers.pupil("Lan")
    seat = page.inner_text("#who")
    page.fill("[data-answer=a1]", "Van đóng sau năm phút.")
    with page.expect_response(lambda answer: answer.url.endswith("/api/seat/work") and answer.ok):
        page.click("[data-keep=a1]")
    until(page, lambda: [each["answers"].get("a1") for each in kept(tmp_path, "works")] == ["Van đóng sau năm phút."])

    laptop.end(signal.SIGKILL)
    page.click("[data-run-for='3600']")
    page.wait_for_selector("#clock:text-matches('^1')")  # the board is the pupil's own
    page.click(".steps-of button:nth-of-type(6)")
    page.fill("[data-answer=q1]", "Không ai châm lại lửa.")
    for minute in range(away_s // 60):
        page.fill("[data-answer=q1]", f"Phút {minute}: em vẫn làm bài.")
        before = page.inner_text("#clock")
        page.click(".time [data-speed='60']")
        page.wait_for_function("was => document.getElementById('clock').textContent !== was", arg=before)
        page.wait_for_timeout(60_000)
    wrote = page.input_value("[data-answer=q1]")
    page.click("#hand-in")
    page.wait_for_selector("#handed:text-matches('máy của thầy cô|máy tính|Máy', 'i')")
    assert page.is_hidden("#receipt")

    laptop.start("--resume", "--lang", "vi", "--port", str(laptop.port))
    page.wait_for_selector("#receipt:not([hidden])", timeout=40_000)
    assert page.inner_text("#who") == seat
    (handed_in,) = kept(tmp_path, "handed_in")
    assert handed_in["receipt"] == page.inner_text("#receipt").strip()
    assert handed_in["work"]["answers"]["q1"] == wrote
    teacher = browsers.teacher()
    teacher.wait_for_selector("#wall [data-seat='1']")
