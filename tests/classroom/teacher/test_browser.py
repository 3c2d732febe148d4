"""The teacher's page and the projector's in a real browser."""

import pytest

from tests.classroom.teacher.conftest import EVIL, PIN, fake_laptop, told
from tests.look.test_every_page import AXE, FAULTS

pytestmark = [pytest.mark.long, pytest.mark.minutes]
FITS = """() => {
  const boxes = [...document.querySelectorAll('.tile')].map((each) => each.getBoundingClientRect());
  return boxes.filter((r) => r.left >= 0 && r.top >= 0 && r.right <= innerWidth && r.bottom <= innerHeight).length; }"""
SIZE = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
SMALL = """() => [...document.querySelectorAll('.tile, .acts button')]
  .filter((e) => e.offsetHeight < 48 || e.offsetWidth < 48).length"""
COVERED = """([what, by]) => {
  const places = (found) => [...document.querySelectorAll(found)].map((each) => {
    const letters = document.createRange();
    letters.selectNodeContents(each);
    const box = each.textContent ? letters.getBoundingClientRect() : each.getBoundingClientRect();
    return each.matches(".up") ? each.getBoundingClientRect() : box;
  });
  if (!places(what).length || !places(by).length) return -1;
  return places(what).filter((a) => places(by).some((b) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)).length; }"""
MOMENT = {
    "t_s": 412.0, "date": "2026-11-30T08:06:52", "state": "ALARM", "word": {"vi": "BÁO ĐỘNG", "en": "ALARM"},
    "meaning": "danger", "said": {"vi": "Ra ngoài.", "en": f"Go outside. {EVIL}"},
    "scene": {"gas_ppm": 1500.0, "x": EVIL},
}  # fmt: skip


@pytest.fixture(scope="module")
def laptop():
    with fake_laptop() as found:
        yield found


@pytest.fixture
def opened(chromium, laptop):
    """A page that is logged in; what it complains of fails the test."""
    contexts, complaints = [], []

    def found(lang="en", width=1280, height=800, theme="light"):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", color_scheme=theme
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda line: complaints.append(line.text))
        page = context.new_page()
        page.goto(f"{laptop.url}teacher.{lang}.html?theme={theme}")
        page.fill("#pin", PIN)
        page.keyboard.press("Enter")
        page.wait_for_selector(".tile[data-seat='40']")
        return page

    laptop.orders.clear()
    yield found
    for each in contexts:
        each.close()
    assert complaints == []


@pytest.fixture(params=["light", "dark"])
def projector(request, opened):
    """The projector's page in a light or a dark room."""
    return projector_of(opened(theme=request.param))


def projector_of(page):
    """The projector's page, opened as a teacher opens it."""
    page.click("[data-act=projector]")
    with page.expect_popup() as popup:
        page.click("[data-act=open_projector]")
    popup.value.wait_for_selector("#view-join:not([hidden])")
    return popup.value


def ordered(page, laptop, what):
    """The order reaches the laptop."""
    for _ in range(100):
        if what in laptop.orders:
            return
        page.wait_for_timeout(20)
    raise AssertionError(laptop.orders)


def show_on(page, laptop, view, **more):
    laptop.say("projector", "told", told(projector={"view": view, "names": False}, **more))
    page.wait_for_selector(f"#view-{view}:not([hidden])")


def test_forty_tiles_are_in_one_view(opened):
    page = opened("vi")
    for width, height in ((1280, 800), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(FITS) == 40
        assert page.evaluate(SIZE) == [
            width,
            height,
        ]
        assert page.evaluate(COVERED, [".tile[data-seat='10'] .step", ".tile[data-seat='10'] .up"]) == 0
        assert page.evaluate(COVERED, ["#stages li span", "#stages .now-mark"]) == 0
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate(SMALL) == 0


def test_axe_finds_no_serious_fault(opened):
    for theme in ("light", "dark"):
        page = opened("vi", theme=theme)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(FAULTS) == []
        page.click(".tile[data-seat='7']")
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate(FAULTS) == []
    page.keyboard.press("Escape")
    for act, dialog in (("hint", "hint"), ("fault", "faults"), ("projector", "views")):
        page.click(f".acts [data-act={act}]")
        page.wait_for_selector(f"#{dialog}[open]")
        assert page.evaluate(FAULTS) == []
        page.keyboard.press("Escape")


def test_a_wrong_pin_opens_nothing(chromium, laptop):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{laptop.url}teacher.en.html")
    page.fill("#pin", "111111")
    page.keyboard.press("Enter")
    page.wait_for_selector("#login_error:not(:empty)")
    assert page.locator("#class").is_hidden()
    assert page.locator(".tile").count() == 0
    assert "".join(page.evaluate("Object.values(sessionStorage)")) == ""
    context.close()


def test_names_are_shown_when_asked_for_and_are_text(opened):
    page = opened()
    assert "Lan" not in page.inner_text("#wall")
    page.click("[data-act=names]")
    assert page.locator(".tile[data-seat='7'] em").inner_text() == EVIL
    assert page.locator("img").count() == 0


def test_what_ends_something_for_all_is_confirmed_and_can_be_undone(opened, laptop):
    page = opened()
    page.click("[data-act=collect]")
    assert laptop.orders == []
    page.click("#confirm [data-act=close]")
    page.click("[data-act=collect]")
    page.click("#confirm_do")
    ordered(page, laptop, {"do": "collect"})
    page.click("[data-act=undo]")
    ordered(page, laptop, {"do": "reopen"})


def test_one_fault_for_everyone_is_undone_by_a_mend(opened, laptop):
    page = opened()
    page.click("[data-act=fault]")
    page.click("[data-fault='gas=off']")
    ordered(page, laptop, {"do": "fault", "fault": "gas=off"})
    page.click("[data-act=undo]")
    ordered(page, laptop, {"do": "mend", "fault": "gas=off"})


def test_a_hint_goes_to_those_with_one_error(opened, laptop):
    page = opened()
    laptop.say("teacher", "errors", {"errors": [{"cause": "NameError", "words": None, "seats": [4, 13]}]})
    page.click("#errors button")
    page.click("#hint .ready >> nth=0")
    text = page.input_value("#hint_text")
    page.click("[data-act=send_hint]")
    ordered(page, laptop, {"do": "hint", "text": text, "seats": [4, 13]})


def test_a_pupil_in_detail(opened, laptop):
    page = opened()
    laptop.answers["7"] = {
        "work": {"project": "gas_alarm"}, "receipt": None, "at": None,
        "changed": [{"file": "limits.py", "lines": [["-", "A = 1"], ["+", EVIL]]}],
    }  # fmt: skip
    page.click(".tile[data-seat='7']")
    ordered(page, laptop, {"do": "look", "seat": 7})
    page.wait_for_selector("#pupil_diff ins")
    assert EVIL in page.inner_text("#pupil_diff")
    laptop.say("teacher", "shown", {"seat": 7, "project": "gas_alarm", "moment": MOMENT})
    page.wait_for_selector("#looked_at svg.scene")
    assert EVIL in page.inner_text("#looked_at")
    page.click("#pupil [data-act=show]")
    ordered(page, laptop, {"do": "show", "seat": 7})
    page.keyboard.press("Escape")
    ordered(page, laptop, {"do": "look", "seat": None})


def test_arrow_keys_walk_the_wall(opened):
    page = opened()
    page.focus(".tile[data-seat='1']")
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.dataset.seat") == "11"
    assert page.evaluate("[...document.querySelectorAll('.tile')].filter(e => e.tabIndex === 0).length") == 1
    page.keyboard.press("Enter")
    assert page.locator("#pupil[open]").count() == 1


def test_the_projector_shows_nothing_private_and_axe_finds_no_serious_fault(projector, laptop):
    projector.evaluate(AXE.read_text(encoding="utf-8"))
    assert projector.evaluate("Object.keys(sessionStorage)") == ["highland-projector"]
    for view in ("join", "wall", "question", "clock"):
        show_on(projector, laptop, view)
        text = projector.inner_text("body")
        assert "Lan" not in text
        assert PIN not in text
        assert "none_compared" not in text
        assert projector.evaluate(FAULTS) == [], view
        assert projector.evaluate("document.documentElement.scrollWidth") <= projector.evaluate("innerWidth")
    show_on(projector, laptop, "board", shown=7)
    laptop.say("projector", "shown", {"seat": 7, "project": "gas_alarm", "moment": MOMENT})
    projector.wait_for_selector("#shown svg.scene")
    assert EVIL in projector.inner_text("#shown"), "what a board says is text"
    assert projector.evaluate(FAULTS) == []


def test_the_projector_can_be_read_from_eight_meters(opened, laptop):
    """A letter of 1/300 of the distance is read with ease: 27 mm of a picture that is 2 m wide, 26 of 1920 px."""
    projector = projector_of(opened("vi"))
    projector.set_viewport_size({"width": 1920, "height": 1080})
    show_on(projector, laptop, "wall")
    assert projector.evaluate(FITS) == 40
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    assert projector.locator(".tile strong").first.evaluate(size) >= 40
    assert projector.locator(".tile .why b").first.evaluate(size) >= 25
    show_on(projector, laptop, "join")
    assert projector.locator("#address").evaluate(size) >= 60
    assert projector.locator("#class_word").evaluate(size) >= 90


def test_when_the_program_has_ended_the_page_says_so(chromium):
    context = chromium.new_context()
    page = context.new_page()
    with fake_laptop() as laptop:
        page.goto(f"{laptop.url}teacher.en.html")
        page.fill("#pin", PIN)
        page.keyboard.press("Enter")
        page.wait_for_selector(".tile")
        assert page.locator("#lost").is_hidden()
    page.wait_for_selector("#lost:not([hidden])")
    assert "does not answer" in page.inner_text("#lost")
    context.close()
