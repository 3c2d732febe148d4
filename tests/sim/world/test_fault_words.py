"""A fault is told in words, with what is typed behind it; every kind has words, every thing that can break a name."""

import pytest

from firmware.names import Name, Names
from firmware.project import find, names
from messages import translator
from sim.world.fault_words import OF_THE_BOARD, WORDS, labeled
from sim.world.faults import KINDS
from sim.world.simulation import FAULT_BEGINS

GAS = Name("Gas sensor", "Cảm biến gas", "Gas sensor", "Cảm biến khí gas")
NAMES = Names(GAS, parts={"gas": GAS}, states={"ALARM": GAS})


@pytest.mark.parametrize(
    ("fault", "english", "vietnamese"),
    [
        ("gas=off", "Gas sensor: unplugged (gas=off)", "Cảm biến gas: bị rút dây (gas=off)"),
        ("gas=wrong(offset_v=2, gain=1)", "(gas=wrong(offset_v=2, gain=1))", "số đo sai"),
        ("card=full", "Memory card: full (card=full)", "Thẻ nhớ: đầy (card=full)"),
        ("door=open", "stands open", "đang mở"),
        ("heater=open", "open circuit", "hở mạch"),
        ("board=no_power", "no energy left", "hết điện"),
        ("no fault at all", "no fault at all", "no fault at all"),
    ],
)
def test_a_fault_in_words(fault, english, vietnamese):
    for lang, wanted in (("en", english), ("vi", vietnamese)):
        event = labeled(FAULT_BEGINS(fault=fault), NAMES, lang)
        assert wanted in event.render(translator(lang))


def test_every_kind_has_words():
    assert set(KINDS) <= set(WORDS)


@pytest.mark.parametrize("project", names())
def test_everything_that_can_break_has_a_name(project):
    called = find(project).names()
    named = {**called.channels, **called.outputs, **called.parts, **called.things, **OF_THE_BOARD}
    assert set(find(project).module("plant").FAULTS) <= set(named)
    assert not set(called.things) & {*called.parts, *called.outputs}
