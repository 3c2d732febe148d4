"""The page of judgments: it says SIM, asks nobody for anything, and takes nothing for granted."""

import re
from html.parser import HTMLParser

import pytest

from devices import Message
from firmware.project import find
from sim.plots.embed import inline, sentences
from sim.results.curve import Curve, Switch
from sim.results.record import Recording
from sim.scenarios.judge import judge
from sim.scenarios.play import Played
from sim.scenarios.record import InvariantBreak
from sim.scenarios.report import page
from sim.scenarios.scenario import Expectation, Limit, Question, Run, Scenario
from sim.scenarios.workers import Job, picture_of

SCENARIO = Scenario(
    "rack",
    "late",
    {"en": "Late <b>", "vi": "Muộn"},
    {"en": "It is late & dark.", "vi": "Trời tối."},
    (Run("only", 60.0),),
    (Expectation({"en": "Off in time", "vi": "Tắt kịp"}, Question("last_on_s", "only", {}), Limit(high=15.0)),),
    design="off in 15 s",
    limits={"en": "13 s < 15 s", "vi": "13 giây < 15 giây"},
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" id="a"><use href="#b"/><g clip-path="url(#c)"/></svg>'


def judgment(value=10.0, seed=0, picture="", breaks=(), failure=None):
    played = Played("only", seed, 60.0, (value,), {}, breaks, len(breaks), failure, None, picture)
    return judge(SCENARIO, seed, [played])


class Tags(HTMLParser):
    """Checks that every element is closed in order, and keeps the addresses."""

    def __init__(self, text):
        super().__init__()
        self.open, self.addresses = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.addresses += [value for name, value in attrs if name in ("href", "src", "xlink:href")]
        if tag not in ("meta", "link", "img", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.addresses += [value for name, value in attrs if name in ("href", "src", "xlink:href")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture
def whole():
    breaks = (InvariantBreak(61.0, Message("hot", "Too hot: {c} C.")(c=60)),)
    failure = Message("ended", "The run ended: {why}.")(why="<script>")
    return page([judgment(20.0, 0, inline(SVG, "rack-late-only"), breaks, failure), judgment(10.0, 1)], "en")


def test_it_is_whole_html_without_any_outside_address(whole):
    tags = Tags(whole)
    assert tags.open == []
    assert all(address.startswith("#") for address in tags.addresses)
    assert "http" not in whole.replace('http-equiv="Content-Security-Policy"', "")
    assert "default-src 'none'" in whole


def test_it_says_sim_first_and_last(whole):
    body = whole.partition("<body>")[2]
    assert re.match(r'<svg class="icons"[^>]*>.*?</svg>\s*<main class="sim" data-tab="SIM - SIMULATION">', body)
    assert whole.strip().endswith('<p class="last">◆ SIM - SIMULATION</p></div></main></body></html>')
    assert "nothing was measured" in whole


def test_it_shows_the_number_the_limit_the_breaks_and_the_failure(whole):
    for words in (
        "0 of 1 scenarios pass.",
        '<td data-head="found">20 s</td><td data-head="wanted">at most 15</td>',
        "Late &lt;b&gt;",
        "It is late &amp; dark.",
        "Design: off in 15 s",
        "Honest limit: 13 s &lt; 15 s",
        "1 of 2 seeds pass; the worst is seed 0:",
        "Invariant broken 1 times, first after 1 min 01 s: Too hot: 60 C.",
        "The run ended: &lt;script&gt;.",
        "Seed 0; simulated: 1 min",
    ):
        assert words in whole


def test_it_speaks_the_readers_language():
    found = page([judgment()], "vi", lambda text: f"[{text}]")
    assert '<html lang="vi">' in found
    assert "Muộn" in found
    assert "Tắt kịp" in found
    assert "[SIM - SIMULATION]" in found


def test_without_pictures_it_says_so(whole):
    words = "Without pictures: the library matplotlib was not there to draw them."
    assert words in page([judgment()], "en")
    assert words not in whole


def test_a_drawing_inside_a_page_keeps_its_names_to_itself():
    file = '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "x"\n "http://x">\n' + SVG.replace(
        "<use", "<metadata>\nhttps://elsewhere</metadata><use"
    )
    assert inline(file, "p") == '<svg id="p-a"><use href="#p-b"/><g clip-path="url(#p-c)"/></svg>'


@pytest.mark.proof
def test_a_run_is_drawn_in_the_readers_language():
    pytest.importorskip("matplotlib", reason="pictures need the extra `plot`")
    recording = Recording(curves={"box_temperature_c": Curve()}, outputs={"fan": Switch()}, end_s=4.0)
    for t_s in range(5):
        recording.curves["box_temperature_c"].note(float(t_s), 20.0 + t_s)
        recording.outputs["fan"].note(float(t_s), t_s > 2)
    folder = str(find("solar_lamp").folder)
    words = {each: f"«{each}»" for each in sentences()}
    job = Job(folder, SCENARIO, SCENARIO.runs[0], 0, words, "vi")
    svg = picture_of(Played("only", 0, 5.0, recording=recording), job)
    assert svg.startswith("<svg")
    assert "«SIMULATION»" in svg
    assert "http" not in svg
    assert set(re.findall(r'\bid="([a-z]+)-', svg)) == {"rack"}
    assert picture_of(Played("only", 0, 5.0, recording=Recording()), job) == ""
