"""The same picture in a page, in a real browser: beeps are bars, unknown is a gap, no other host is asked."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sim.plots.describe import describe

pytestmark = pytest.mark.long

HOME = Path(__file__).parents[3]
PLACES = {"look": HOME / "look", "shared": HOME / "web/static/shared", "uplot": HOME / "web/static/uplot"}
PAGE = """<!doctype html><html data-theme=light><link rel=stylesheet href=/look/tokens.css>
<link rel=stylesheet href=/uplot/uPlot.min.css><script src=/uplot/uPlot.iife.min.js></script><div id=box></div>
<script type=module>import { plot } from "/shared/run_plot.js"; window.plot = plot;</script>"""
RUNS = """([canvas, share, color]) => {
  const [context, count] = [canvas.getContext("2d"), canvas.width];
  const data = context.getImageData(0, Math.round(canvas.height * share), count, 1).data;
  const near = (at) => color.every((each, index) => Math.abs(each - data[4 * at + index]) < 30);
  let runs = 0;
  for (let at = 1; at < count; at++) if (near(at) && !near(at - 1)) runs++;
  return runs;
}"""
THERE = """([canvas, from, to, color]) => {
  const [left, wide] = [Math.round(canvas.width * from), Math.round(canvas.width * (to - from))];
  const data = canvas.getContext("2d").getImageData(left, 0, wide, canvas.height).data;
  const near = (at) => color.every((each, index) => Math.abs(each - data[at + index]) < 30);
  for (let at = 0; at < data.length; at += 4) if (near(at)) return true;
  return false;
}"""
RED, LINK = [0xC6, 0x2F, 0x2B], [0x0B, 0x5A, 0x8A]


@pytest.fixture
def shown(chromium):
    """A page with a picture in it: `shown(picture)` gives the page; what it asked for and complained of is checked."""
    page = chromium.new_page(viewport={"width": 1000, "height": 800})
    asked, complaints = [], []

    def answer(route):
        path = urlsplit(route.request.url).path
        asked.append(urlsplit(route.request.url).hostname)
        room, _, rest = path.lstrip("/").partition("/")
        if not rest:
            route.fulfill(body=PAGE, content_type="text/html")
        else:
            route.fulfill(path=PLACES[room] / rest)

    page.route("**/*", answer)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def show(picture):
        page.goto("http://plot.test/")
        page.wait_for_function("() => Boolean(window.plot)")
        page.evaluate("(d) => { window.drawn = plot(document.getElementById('box'), d); }", as_json(picture))
        page.evaluate("document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(done)))")
        return page

    yield show
    page.close()
    assert complaints == []
    assert set(asked) == {"plot.test"}


def as_json(picture):
    return json.loads(json.dumps(picture.as_json()))


def test_every_beep_of_a_short_window_is_a_bar(shown, recording, about):
    """Two minutes with a beep every 5 s: 24 bars in the siren's row, the second of two."""
    page = shown(describe(recording, about, from_s=1740.0, to_s=1859.0))
    foot = page.query_selector_all("canvas")[-1]
    high = page.evaluate("(canvas) => canvas.height / devicePixelRatio", foot)
    assert page.evaluate(RUNS, [foot, 1.5 * 16 * 1.55 / high, RED]) == 24


def test_unknown_is_a_gap_and_an_update_is_drawn(shown, recording, about):
    page = shown(describe(recording, about))
    canvas = page.query_selector(".uplot canvas")
    left = page.evaluate(
        "document.querySelector('.u-over').offsetLeft / document.querySelector('.uplot canvas').offsetWidth"
    )

    def curve(from_s, to_s):
        at = [left + (1.0 - left - 0.012) * each / 7200.0 for each in (from_s, to_s)]
        return page.evaluate(THERE, [canvas, *at, LINK])

    assert [curve(300.0, 1500.0), curve(1950.0, 2550.0), curve(3000.0, 7000.0)] == [True, False, True]
    for t_s in range(7260, 10_801, 60):
        recording.curves["gas_ppm"].note(float(t_s), 900.0)
    recording.end_s = 10_800.0
    page.evaluate("(d) => drawn.update(d)", as_json(describe(recording, about)))
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert curve(4800.0, 5000.0), "the axis is longer now: what was at 3000 s stands where 2000 s were"
    assert page.evaluate("document.querySelector('.run-plot').getAttribute('aria-label')").startswith("SIMULATION: ")
