"""Every page in a real browser: SIM cannot be missed, no screen cuts it off, and axe finds no serious fault."""

import re
import signal
import subprocess
import sys
import time
from itertools import pairwise, product
from pathlib import Path

import pytest

from hub.page import serving_club
from hub.store.sqlite import SqliteStore
from look.tokens import color
from sim.scenarios.report import page as report
from telemetry.fields import Value
from tests.hub.page.conftest import Club
from tests.sim.scenarios.test_scenario_page import judgment

pytestmark = pytest.mark.long
TREE = Path(__file__).parents[2]
AXE = Path(__file__).with_name("axe") / "axe.min.js"
WIDTHS = (360, 390, 1280, 1920)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 300" width="900" height="300"><path d="M0 0h9"/></svg>'
)
HIGHLAND = (sys.executable, "-m", "highland")
STATED = "#word:not(:empty)"
READY = {"overview": ".card", "node": "canvas", "board": STATED, "board in the dark": STATED}
PAGES = ("overview", "node", "compare", "events", "summary", "board", "board in the dark", "scenarios", "wiring")
# The frame of SIM, by theme. Events of both kinds share a table with a badge a row; a wiring sheet is no simulation.
FRAMED = dict.fromkeys(("overview", "node", "summary", "board", "scenarios"), "light") | {"board in the dark": "dark"}
FAULTS = """() => axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations
  .filter((each) => ['serious', 'critical'].includes(each.impact))
  .flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`)))"""


@pytest.fixture(scope="module")
def addresses(tmp_path_factory):
    """Name to address of each page, in Vietnamese: its words are the longest."""
    folder = tmp_path_factory.mktemp("pages")
    file = folder / "lab.html"
    file.write_text(report([judgment(20.0, 0, PICTURE), judgment(10.0, 1)], "vi"), encoding="utf-8")
    sheet = folder / "wiring.html"
    wiring = [*HIGHLAND, "wiring", "gas_alarm", "--lang", "vi", "--html", str(sheet)]
    subprocess.run(wiring, cwd=TREE, check=True, stdout=subprocess.DEVNULL)
    command = [*HIGHLAND, "sim", "gas_alarm", "--page", "--port", "0", "--no-browser"]
    store = SqliteStore(folder / "club.sqlite")
    board = subprocess.Popen(command, cwd=TREE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    with board, serving_club(store) as (server, news):
        fill(Club(store, server, news))
        hub = server.url.rstrip("/")
        at = re.search(r"http://\S+/", board.stdout.readline())[0]
        yield {
            "overview": f"{hub}/?lang=vi",
            "node": f"{hub}/node/sim-gold-lotus?lang=vi",
            "compare": f"{hub}/compare?lang=vi",
            "events": f"{hub}/events?lang=vi",
            "summary": f"{hub}/summary?lang=vi",
            "board": f"{at}?lang=vi&theme=light",
            "board in the dark": f"{at}?lang=vi&theme=dark",
            "scenarios": file.as_uri(),
            "wiring": sheet.as_uri(),
        }
        board.send_signal(signal.SIGINT)
    store.close()


def fill(club):
    """A real node and a simulated one for each level of urgency."""
    times = [time.time() - 60.0 * minute for minute in range(30)]
    for node, provenance, more in (
        ("red-heron", "real", {}),
        ("old-tiger", "real", {"alarm": "trouble", "state": "FAULT"}),
        ("white-crane", "real", {"online": False}),
        ("sim-gold-lotus", "sim", {}),
        ("sim-green-bamboo", "sim", {"alarm": "danger", "state": "ALARM"}),
    ):
        club.records(node, provenance, times, {"gas_lpg_ppm": Value(60.0, "ppm")}, commanded={"valve": True})
        club.event(node, provenance, {"en": "Gas: 2140 ppm.", "vi": "Khí gas: 2140 ppm."}, urgent="alarm" in more)
        club.state(node, provenance, commanded={"valve": True}, period_s=3600.0, **more)
    club.until(lambda found: len(found["nodes"]) == 5)


@pytest.fixture
def opened(chromium, addresses):
    """Open a page by its name."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(20_000)

    def found(name):
        page = context.new_page()
        page.goto(addresses[name])
        page.wait_for_selector(READY.get(name, "body"))
        return page

    yield found
    context.close()


@pytest.mark.parametrize("name", FRAMED)
def test_what_is_simulated_has_a_dashed_frame_and_a_tab_that_can_be_seen(opened, name, tmp_path):
    """By the pixels: whatever a style sheet says, a person sees these."""
    image = pytest.importorskip("PIL.Image", reason="pixels need the extra `plot`")
    page = opened(name)
    frame = page.locator(".sim").first.bounding_box()
    page.screenshot(path=tmp_path / "page.png", full_page=True)
    seen = image.open(tmp_path / "page.png").convert("RGB")
    left, top = round(frame["x"]), round(frame["y"])
    right, bottom = round(frame["x"] + frame["width"]), round(frame["y"] + frame["height"])
    for x in (left + 1, right - 2):
        line = [is_sim(seen.getpixel((x, y)), FRAMED[name]) for y in range(top + 40, bottom - 20)]
        assert 0.4 < sum(line) / len(line) < 0.8, "the frame is dashed"
        assert sum(a != b for a, b in pairwise(line)) > len(line) / 20, "by many short dashes"
    places = product(range(left + 4, left + 90), range(top + 4, top + 28))
    tab = [is_sim(seen.getpixel(place), FRAMED[name]) for place in places]
    assert 0.5 < sum(tab) / len(tab) < 0.95, "a tab of that color, with words on it"
    assert page.locator(".sim").first.evaluate("e => getComputedStyle(e, '::before').content").startswith('"◆ ')


def is_sim(pixel, theme):
    """Whether a pixel has the color of SIM, but for the smoothing of edges."""
    wanted = color("sim", theme)
    return all(abs(channel - int(wanted[at : at + 2], 16)) < 40 for channel, at in zip(pixel, (1, 3, 5), strict=True))


@pytest.mark.minutes
@pytest.mark.parametrize("name", PAGES)
def test_no_screen_needs_a_sideways_scroll(opened, name):
    page = opened(name)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(100)
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.minutes
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_serious_fault(opened, name, width):
    page = opened(name)
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS) == []
