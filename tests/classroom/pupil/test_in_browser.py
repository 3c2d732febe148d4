"""The exported page in a real browser: a board begins, runs, breaks, takes another limit, and the work comes back."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from classroom.lesson import read_work

pytestmark = [pytest.mark.long, pytest.mark.minutes]
AXE = Path(__file__).parents[2] / "look" / "axe" / "axe.min.js"
TABS = ("lesson", "break", "numbers", "code", "wiring")
CUT_OFF = """() => [...document.querySelectorAll('button, h1, h2, h3, label, #said, #word, .ways span')]
  .filter((e) => e.checkVisibility() && !e.closest('.editor') && e.scrollWidth > e.clientWidth + 1 && e.clientWidth)
  .map((e) => e.textContent)"""
FAULTS = """() => axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations
  .filter((each) => ['serious', 'critical'].includes(each.impact))
  .flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`)))"""


def choose(page, name):
    page.click(f"#tab-{name}")
    page.wait_for_selector(f"#panel-{name}:not([hidden])")


def test_a_pupil_predicts_runs_breaks_changes_explains_and_comes_back(opened, tmp_path):
    page = opened("gas_alarm.vi.html")
    assert page.is_visible("#question")  # before the board is there
    page.fill("#predict", "Báo động sau 5 phút <b>")
    page.click("#predicted")
    page.click(".time [data-speed='60']")  # waits for the board
    page.wait_for_selector("#state.work")
    choose(page, "break")
    page.click("[data-fault='gas=off']")
    page.wait_for_selector("#scene .not-known")
    choose(page, "numbers")
    page.locator("#number-ALARM_PPM").evaluate("e => { e.value = 1000; e.dispatchEvent(new Event('change')); }")
    page.wait_for_selector("#limits .small")  # a way back to the original
    choose(page, "lesson")
    page.fill("#explain", "Rút dây thì máy không biết gì.")
    page.locator("#explain").blur()
    assert page.locator(".steps .is-done").count() == 5
    with page.expect_download() as download:
        page.click("#download")
    download.value.save_as(tmp_path / "work.json")
    work = read_work((tmp_path / "work.json").read_bytes())
    assert work.answers["predict"] == "Báo động sau 5 phút <b>"
    assert "ALARM_PPM = 1000" in work.files["limits.py"]
    page.reload()
    page.wait_for_function("() => document.getElementById('explain').value")
    choose(page, "numbers")
    page.wait_for_selector("#limits .small")
    assert page.input_value("#number-ALARM_PPM") == "1000"
    assert {urlsplit(each).hostname for each in page.asked} == {"127.0.0.1"}
    assert [each for each in page.asked if "/api/" in each] == []
    assert page.complaints == []


def test_it_fits_every_screen_and_axe_finds_no_serious_fault(begun):
    begun.evaluate(AXE.read_text(encoding="utf-8"))
    for width in (360, 1280, 1920):
        begun.set_viewport_size({"width": width, "height": 800})
        for name in TABS:
            choose(begun, name)
            begun.wait_for_timeout(50)
            assert begun.evaluate("document.documentElement.scrollWidth") == width, name
            assert begun.evaluate(CUT_OFF) == [], (width, name)
            if width != 1920:
                assert begun.evaluate(FAULTS) == [], (width, name)


PRINTS = 'decide = (lambda law: lambda *now: (print("<img src=x onerror=alert(1)>"), law(*now))[1])(decide)'


def test_what_the_pupils_code_says_is_text_and_an_error_names_its_line(begun):
    begun.set_viewport_size({"width": 1280, "height": 800})
    choose(begun, "code")
    for line in (PRINTS, "print(gas_alram)"):
        begun.click("#editor .cm-content")
        begun.keyboard.press("Control+End")
        begun.keyboard.type("\n" + line)
        begun.click("#editor .run")
        if line == PRINTS:
            begun.click(".time [data-speed='60']")
            begun.wait_for_selector("#prints:not([hidden])")
            assert "<img src=x" in begun.inner_text("#printed")
    begun.wait_for_selector("#editor .failed:not([hidden])")
    assert "control.py" in begun.inner_text("#editor .failed")
    assert "gas_alram" in begun.inner_text("#editor .failed")
    before = begun.inner_text("#clock")  # the last law that worked goes on
    begun.wait_for_function("before => document.getElementById('clock').textContent !== before", arg=before)
    assert begun.complaints == []


def test_a_program_of_ones_own_lights_a_lamp_and_is_stopped(opened):
    page = opened("program.vi.html?theme=dark")
    page.click("#programs .run")  # waits for the board
    page.wait_for_selector(".parts .part")
    assert "GPIO17" in page.inner_text(".parts")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS) == []
    page.click("#stop")
    page.wait_for_selector("#stop[disabled]")
    for width in (360, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.complaints == []
