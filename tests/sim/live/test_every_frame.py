"""The picture of each project fits a small terminal in both languages: no line too long, no word cut, no English."""

import re
from dataclasses import replace

import pytest

from devices import Sink
from firmware.project import find
from messages import translator
from sim.live.console import Console
from sim.live.frame import frame
from sim.live.keyboard import NoKeys
from sim.live.terminal import LiveTerminal
from sim.live.words import Tongue
from sim.world.faults import parse_fault
from sim.world.simulation import Simulation
from tests.messages.english_words import english_words

BROKEN = {"gas_alarm": "gas=off@260s", "solar_lamp": "box=off@60s", "water_filter": "product=off@60s"}
DRAWN = r"[┏┓┗┛╏╍█▇▆▅▄▃▂▁]|\([a-z_]+\)"  # and codes in brackets
WORD = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture(scope="module", params=BROKEN)
def views(request):
    """Moments of a run that comes to a fault."""
    project, seen = find(request.param), []

    class Eyes(Sink):
        def tick(self, tick):
            if tick.t_s % 290.0 < 1.0:
                seen.append(watch.see())

    translate = translator("vi", project.folder)
    with Simulation(project, faults=[parse_fault(BROKEN[request.param])]) as simulation:
        watch = LiveTerminal(simulation, NoKeys(), lambda _: None, 1e9)
        simulation.sinks.extend([watch, Eyes()])
        simulation.run(600.0)
    return seen, {"en": Tongue(), "vi": Tongue("vi", translate)}


@pytest.mark.examples(3)
@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_it_fits_and_no_word_is_cut(views, text_of, lang, width):
    moments, tongues = views
    for view in moments:
        lines = text_of(frame(view, tongues[lang], width, 24), width, 24).splitlines()
        whole = text_of(frame(view, tongues[lang], 400, 200), 400, 200)
        assert {len(line) for line in lines} == {width}
        assert len(lines) <= 24
        more = {word for line in lines if "..." in line for word in WORD.findall(line)}
        assert set(WORD.findall("\n".join(lines))) - more <= set(WORD.findall(whole))


def test_every_output_is_seen_in_a_small_terminal(views, text_of):
    """That the valve is shut matters most while little else is on."""
    moments, tongues = views
    for view in moments:
        text = text_of(frame(view, tongues["en"], 60, 24), 60, 24)
        assert all(view.names.output(name).en in text for name in view.commanded)


def test_there_is_no_english_in_vietnamese(views, text_of):
    moments, tongues = views
    for view in moments:
        shown = text_of(frame(view, tongues["vi"], 400, 200), 400, 200)
        assert english_words(re.sub(DRAWN, " ", shown)) == []


def test_a_paused_picture_has_no_english_either(views, text_of):
    moments, tongues = views
    for console in (Console(1.0, paused=True), Console(1.0, seeking=True)):
        shown = text_of(frame(replace(moments[0], console=console), tongues["vi"], 400, 200), 400, 200)
        assert english_words(re.sub(DRAWN, " ", shown)) == []
