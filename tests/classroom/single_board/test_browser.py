"""The board's page in a real browser: it fits every screen, acts on a click, asks nobody else, and says what is true.

How soon it acts and how smooth it is: `run.py bench sim_page`.
"""

import signal
from urllib.parse import urlsplit

import pytest

from firmware.project import find

pytestmark = pytest.mark.long


CUT_OFF = """() => [...document.querySelectorAll('button, h1, h2, #said, #word')]
  .filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"""
OVERLAP = """() => {
  const hit = (a, b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
  const boxes = [...document.querySelectorAll('#scene text')]
    .map((e) => [e.textContent, e.getBoundingClientRect()]).filter(([text, box]) => text && box.width > 0);
  return boxes.flatMap(([a, one], i) =>
    boxes.slice(i + 1).filter(([, two]) => hit(one, two)).map(([b]) => `${a} / ${b}`));
}"""


@pytest.mark.minutes
def test_it_fits_every_screen_and_asks_no_other_host(look, project):
    seen = look(project, "vi")
    for width in (360, 390, 1280, 1920):
        seen.page.set_viewport_size({"width": width, "height": 800})
        seen.page.wait_for_timeout(300)
        assert seen.page.evaluate("document.documentElement.scrollWidth") == width
        assert seen.page.evaluate(CUT_OFF) == []
    assert {urlsplit(each).hostname for each in seen.requests} == {"127.0.0.1"}
    assert seen.complaints == []


@pytest.mark.minutes
def test_no_two_words_of_a_scene_lie_on_each_other(look, project):
    seen = look(project, "vi", motion="reduce")
    for _ in range(3):
        assert seen.page.evaluate(OVERLAP) == []
        seen.click("[data-do=next]")
        seen.waits_for("[data-do=next][aria-pressed=false]")
    seen.click("[data-fault]:nth-of-type(1)")
    seen.waits_for("[data-fault][aria-pressed=true]")
    assert seen.page.evaluate(OVERLAP) == []


def test_a_click_breaks_a_second_one_mends(look):
    seen = look(find("gas_alarm"))
    seen.click('[data-fault="gas=off"]')
    seen.waits_for('[data-fault="gas=off"][aria-pressed=true] .broken')
    seen.waits_for("#scene .not-known")  # the display says that it does not know
    seen.click('[data-fault="gas=off"]')
    seen.waits_for('[data-fault="gas=off"][aria-pressed=false]')
    seen.click('[data-fault="mains=cut"]')
    seen.click("[data-do=mend_all]")
    seen.waits_for("[data-do=mend_all][disabled]")


def test_the_next_change_pauses_and_a_speed_goes_on(look):
    seen = look(find("gas_alarm"))
    words = []
    while "Warning" not in words and len(words) < 4:
        seen.click("[data-do=next]")
        seen.waits_for("[data-do=next][aria-pressed=false]")
        words.append(seen.page.inner_text("#word"))
    assert words[-1] == "Warning"
    before = seen.page.inner_text("#clock")
    seen.page.wait_for_timeout(300)
    assert seen.page.inner_text("#clock") == before
    seen.click("[data-speed='60']")
    seen.page.wait_for_function("before => document.getElementById('clock').textContent !== before", arg=before)
    seen.click("[data-do=restart]")
    seen.page.wait_for_function("() => document.getElementById('clock').textContent.startsWith('0 min')")


def test_a_press_is_seen_on_the_button_that_is_pressed(look):
    seen = look(find("gas_alarm"))
    seen.click("#pause")
    seen.waits_for("#pause[aria-label='Go on']")
    seen.click("[data-press=test]")
    seen.waits_for("[data-press=test][aria-pressed=true]")
    seen.click("[data-speed='60']")
    seen.waits_for("[data-press=test][aria-pressed=false]")


def test_nothing_turns_for_those_who_want_it_still(look):
    seen = look(find("water_filter"), motion="reduce")
    moving = "() => document.getAnimations().filter((each) => each.playState === 'running').length"
    assert seen.page.evaluate(moving) == 0


def test_a_page_whose_program_has_ended_says_so(look):
    seen = look(find("gas_alarm"))
    seen.process.send_signal(signal.SIGINT)
    seen.waits_for("#lost:not([hidden])")
