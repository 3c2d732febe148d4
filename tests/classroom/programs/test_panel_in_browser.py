"""The panel of a program in a real browser: what its buttons and sliders send moves the parts of the program."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from classroom.programs import words
from look.tokens import FOLDER as LOOK
from tests.classroom.programs.conftest import Desk
from web.files import SHARED, Assets
from web.html import Words
from web.server import Secured, serving

pytestmark = pytest.mark.long
STATIC = Path(words.__file__).parent / "static"
FOLDERS = {"look": LOOK, "shared": SHARED / "shared", "programs": STATIC, "test": Path(__file__).parent / "static"}
PAGE = """<!doctype html><html lang="en" data-words="/words.json"><head><meta charset="utf-8"><title>Panel</title>
<link rel="icon" href="{at}/shared/icon.svg"><link rel="stylesheet" href="{at}/look/tokens.css">
<link rel="stylesheet" href="{at}/programs/panel.css"><script type="module" src="{at}/test/mount.js"></script></head>
<body><main><div id="box"></div><button type="button" id="elsewhere">elsewhere</button></main></body></html>"""
TEXT = """
    from gpiozero import Button, DistanceSensor, InputDevice
    from time import sleep
    unknown, button, sonar = InputDevice(17), Button(2), DistanceSensor(24, 23)
    for _ in range(2):
        sleep(1)
        print(unknown.value, button.value, round(sonar.distance, 1))
"""
AT_REST = "0 0"


@pytest.fixture(scope="module")
def page(chromium):
    """The panel with the parts of TEXT, as the board describes them; `sent` are the orders."""
    assets = Assets(FOLDERS)
    at = f"/static/{assets.digest}"
    routes = [
        Route("/", lambda request: HTMLResponse(PAGE.format(at=at))),
        Route("/words.json", lambda request: JSONResponse(Words("en").catalog(words.FOR_SCRIPT))),
        Route("/static/{digest}/{path:path}", assets.respond),
    ]
    desk = Desk()
    desk.run(TEXT)
    with ExitStack() as stack:
        server = stack.enter_context(serving(Secured(Starlette(routes=routes))))
        context = chromium.new_context(viewport={"width": 360, "height": 800}, has_touch=True)
        stack.callback(context.close)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(server.url)
        page.wait_for_selector("[data-ready]")
        for message in desk.all("program") + desk.all("panel")[-1:]:
            page.evaluate("message => panel.hear(message)", message)
        yield page


@pytest.fixture
def sent(page):
    """What this test's touches send, once."""

    def taken():
        return page.evaluate("sent.splice(0)")

    taken()
    return taken


def second_line(orders):
    """What TEXT prints at its second turn when these come after the first."""
    desk = Desk()
    desk.run(TEXT, {1.5 + number / 100: order for number, order in enumerate(orders)})
    first, second = desk.printed.splitlines()[-2:]
    assert first.startswith(AT_REST)
    return second


def test_a_button_is_down_while_a_finger_is_on_it(page, sent):
    button = page.get_by_role("button", name="Hold it down: button, GPIO2")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    assert button.get_attribute("aria-pressed") == "true"
    orders = sent()
    page.mouse.move(5, 5)  # let go is let go, wherever the finger is then
    page.mouse.up()
    assert button.get_attribute("aria-pressed") == "false"
    assert second_line(orders).startswith("0 1")
    assert second_line(orders + sent()).startswith(AT_REST)


def test_a_key_holds_it_too_and_it_is_let_go_when_the_focus_goes(page, sent):
    button = page.get_by_role("button", name="Hold it down: button, GPIO2")
    button.focus()
    page.keyboard.down("Space")
    page.keyboard.down("Space")  # a key that is held repeats
    orders = sent()
    assert len(orders) == 1
    assert second_line(orders).startswith("0 1")
    page.focus("#elsewhere")
    page.keyboard.up("Space")
    assert second_line(orders + sent()).startswith(AT_REST)


def test_a_level_that_was_guessed_is_turned_round_and_back(page, sent):
    turn = page.get_by_role("button", name="Other way round: digital sensor, GPIO17")
    assert page.locator(".guess").first.inner_text().startswith("A guess: low at rest")
    turn.click()
    assert page.locator(".guess").first.inner_text().startswith("A guess: high at rest")
    orders = sent()
    assert second_line(orders).startswith("1 0")
    turn.click()
    assert second_line(orders + sent()).startswith(AT_REST)


def test_a_slider_moves_what_the_sensor_feels(page, sent):
    slider = page.locator(".slider input").first
    slider.focus()
    page.keyboard.press("Home")
    low = second_line(sent()).split()[-1]
    page.keyboard.press("End")
    assert float(second_line(sent()[-1:]).split()[-1]) > float(low)
