"""The page of own programs with a real board: what is written runs, shows, stops, and a mistake is at its line."""

import pytest

from tests.classroom.pupil.test_in_browser import AXE, FAULTS

pytestmark = [pytest.mark.long, pytest.mark.minutes]


def test_a_program_of_ones_own_is_written_run_stopped_and_explained(opened):
    page = opened("program.vi.html")
    page.set_viewport_size({"width": 360, "height": 800})
    page.wait_for_selector(".editor .panel")
    page.click(".run")  # the board may still be on its way
    page.wait_for_selector(".parts .part")
    page.wait_for_function("() => document.querySelector('.printed').textContent.startsWith('1')")
    page.click("#stop")
    page.wait_for_selector("#stop[disabled]")
    page.locator(".panel .cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("prnt(1)\n")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".editor .failed:not([hidden])")
    assert "blink.py, dòng 1:" in page.inner_text(".editor .failed")
    assert "Có phải bạn muốn viết print không?" in page.inner_text(".editor .failed")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS) == []
    assert page.complaints == []
