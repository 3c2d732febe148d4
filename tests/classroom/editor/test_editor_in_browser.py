"""The editor in a real browser, with CodeMirror and without: typing, undo, comparing, the error's line."""

from pathlib import Path

import pytest

pytestmark = [pytest.mark.long, pytest.mark.minutes]

AXE = Path(__file__).parents[2] / "look" / "axe" / "axe.min.js"
SERIOUS = """async () => (await axe.run({ resultTypes: ["violations"] })).violations
  .filter((each) => ["serious", "critical"].includes(each.impact))
  .map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 200)} ${each.nodes[0].any.map((a) => a.message)}`)"""
TOO_SMALL = """() => [...document.querySelectorAll('.editor button')].filter((e) => e.offsetParent)
  .filter((e) => e.offsetHeight < 48 || e.offsetWidth < 48).map((e) => e.outerHTML)"""
FAILED = """show({file: "control.py", line: 5, source: "    return sensed", text: "decide gives ...", cause: "x"})"""


@pytest.mark.parametrize("plain", [False, True], ids=["codemirror", "plain"])
def test_a_pupil_types_runs_undoes_and_goes_back_to_the_original(editor, plain):
    seen = editor(plain=plain)
    seen.code().click()
    seen.press("Control+End")
    seen.page.keyboard.type("if True:\nHOT = 1")
    text = "ALARM_PPM = 1400.0\nCLEAN_PPM = 420.0\nif True:\n    HOT = 1"
    assert seen.do("texts()")["limits.py"] == text
    assert seen.page.inner_text("[role=tab][aria-selected=true]").split() == ["Limits", "limits.py", "edited"]
    assert seen.page.inner_text(".news") == "Changed, not run yet"
    seen.press("Control+Enter")
    assert seen.page.evaluate("runs") == [{"limits.py": text}]
    assert seen.page.inner_text(".news") == ""
    for _ in range(9):
        if seen.page.is_enabled(".undo"):
            seen.page.click(".undo")
    assert seen.do("changed()") == {}
    seen.page.click(".redo")
    assert seen.do("changed()") != {}
    seen.page.click(".original")
    seen.page.click(".sure .yes")
    assert seen.do("changed()") == {}
    seen.page.click(".undo")
    assert seen.do("changed()") != {}
    aborted = [each for each in seen.complaints if "ERR_FAILED" in each and plain]
    assert seen.complaints == aborted


@pytest.mark.parametrize("plain", [False, True], ids=["codemirror", "plain"])
def test_everything_goes_by_keyboard_and_nobody_is_caught_in_the_code(editor, plain):
    seen = editor(plain=plain)
    seen.page.focus("[role=tab][aria-selected=true]")
    seen.press("ArrowRight")
    assert seen.page.inner_text("[role=tab][aria-selected=true]").split() == ["Law", "control.py"]
    seen.code().focus()
    seen.press("Control+Home", "Tab")
    assert seen.do("texts()")["control.py"].startswith("    from .limits")
    seen.press("Control+z")
    assert seen.do("changed()") == {}
    seen.press("Escape", "Shift+Tab")
    assert seen.page.evaluate("document.activeElement.closest('.panels .code') === null")
    seen.code().focus()
    seen.press("Escape", "Tab")
    assert seen.page.evaluate("document.activeElement.id") == "elsewhere"


@pytest.mark.parametrize("plain", [False, True], ids=["codemirror", "plain"])
def test_an_error_is_shown_at_its_line_and_the_focus_goes_there(editor, plain):
    seen = editor("vi", plain=plain)
    seen.code().focus()
    seen.do(FAILED)
    said = seen.page.inner_text(".failed").split("\n")
    assert [each for each in said if each][:3] == ["control.py, dòng 5:", "return sensed", "decide gives ..."]
    assert seen.page.inner_text("[role=tab][aria-selected=true]").split() == ["Luật", "control.py"]
    at = ".cm-line.wrong-line" if not plain else ".numbers .wrong-line"
    assert seen.page.inner_text(at).strip() in ("return sensed", "5")
    seen.page.keyboard.type("x")  # the cursor stands at the beginning of that line
    assert seen.do("texts()")["control.py"].splitlines()[4] == "x    return sensed"
    seen.do("clear()")
    assert seen.page.locator(f"{at}, .failed:not([hidden])").count() == 0
    seen.page.focus("#elsewhere")
    seen.do(FAILED)  # a law that ends its run takes nobody away from what they do
    assert seen.page.evaluate("document.activeElement.id") == "elsewhere"


def test_on_a_touch_screen_the_line_is_shown_and_no_keyboard_comes_up(editor):
    seen = editor(touch=True)
    seen.page.tap(".compare")
    seen.page.tap(".run")
    seen.do(FAILED)
    seen.page.wait_for_selector(".panel:not([hidden]) .cm-line.wrong-line")
    assert seen.page.evaluate("document.activeElement.closest('.code') === null")


def test_a_pupil_sees_what_differs_from_the_original(editor):
    seen = editor()
    seen.do("focusLine('control.py', 30)")
    seen.page.keyboard.type("X")
    seen.page.click(".compare")
    rows = seen.page.locator(".panel:not([hidden]) .rows > div").all_inner_texts()
    rows = [" ".join(row.split()) for row in rows]
    assert rows == [
        *("27 lines are the same", "28 # 21", "29 # 22"),
        *("− original: # 23", "30 + yours: X# 23"),
        *("31 # 24", "32 # 25", "14 lines are the same"),
    ]
    seen.page.click(".undo")  # leaves the comparison
    assert seen.page.locator(".panel:not([hidden]) .code:not([hidden])").count() == 1
    seen.page.click(".compare")
    assert seen.page.inner_text(".panel:not([hidden]) .rows") == "This file is as in the original."


@pytest.mark.parametrize(("theme", "plain"), [("dark", False), ("light", True)])
def test_it_fits_a_phone_and_accessibility_finds_no_serious_fault(editor, theme, plain):
    seen = editor("vi", 360, theme, plain)
    seen.code().click()
    seen.page.keyboard.type("A = 'chữ' + 2 if True else None  # and a long line goes on and on to the right, far out\n")
    seen.do(FAILED)
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 360
    assert seen.page.evaluate(TOO_SMALL) == []
    seen.page.evaluate(AXE.read_text(encoding="utf-8"))
    assert seen.page.evaluate(SERIOUS) == []
    seen.page.click("[role=tab] >> nth=0")
    seen.page.click(".compare")
    assert seen.page.evaluate(SERIOUS) == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_class_that_is_locked_cannot_type(editor):
    seen = editor()
    seen.do("readOnly(true)")
    seen.code().click()
    seen.page.keyboard.type("nothing")
    assert seen.do("changed()") == {}
    assert seen.page.is_disabled(".run")
    seen.do("readOnly(false)")
    seen.page.keyboard.type("more")
    assert seen.do("changed()") != {}
