"""A virtual board with one button and one lamp, and a fresh copy of the smallest law."""

import importlib.util
from pathlib import Path
from types import SimpleNamespace

import pytest

from devices import Sink, WiredPart, Wiring
from firmware.fit import fit
from firmware.law import law_of
from firmware.loop import Loop
from firmware.parts import Parts
from sim.virtual_pi import VirtualPi

BUTTON, LAMP = 5, 6
TINY = Wiring((WiredPart("button", "button", {"pin": BUTTON}), WiredPart("lamp", "lamp", {"pin": LAMP})))


class Record(Sink):
    """A sink that keeps everything."""

    def __init__(self):
        self.ticks, self.events = [], []

    def tick(self, tick):
        self.ticks.append(tick)

    def event(self, event):
        self.events.append(event)

    def heard(self):
        return [event.why.key for event in self.events]


@pytest.fixture
def tiny_law():
    spec = importlib.util.spec_from_file_location("tiny_law", Path(__file__).with_name("tiny_law.py"))
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["tiny_law"] = module
    spec.loader.exec_module(module)
    yield law_of(module)
    del sys.modules["tiny_law"]


@pytest.fixture
def tiny(tiny_law):
    with VirtualPi(seed=0) as pi, Parts(fit(TINY, tiny_law), pi.clock) as parts:
        record = Record()
        pi.pins[BUTTON].drive(True)

        def loop(**options):
            return Loop(tiny_law, parts, pi.clock, [record], **options)

        yield SimpleNamespace(
            pi=pi, parts=parts, law=tiny_law, record=record, loop=loop, button=pi.pins[BUTTON], lamp=pi.pins[LAMP]
        )
