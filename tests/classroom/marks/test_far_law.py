"""A law in a sandbox decides as the same law does here, through restarts too, and nothing forged gets through."""

import json

import pytest

from classroom.marks.far_law import LawFailed, far_law
from classroom.marks.values import Decoder, Unfit, enums_of
from firmware.project import find
from sim.world.faults import parse_fault
from sim.world.simulation import Simulation

pytestmark = pytest.mark.usefixtures("boxed")


@pytest.mark.parametrize("name", ["gas_alarm", "solar_lamp", "water_filter"])
def test_the_trace_is_the_same_as_without_a_sandbox(name):
    """With a start in the middle, from latches that were saved."""
    project = find(name)

    def run(law):
        faults = [parse_fault("board=killed@40s..60s")]
        with Simulation(project, seed=7, law=law, faults=faults) as simulation:
            return simulation.run(100.0)

    with far_law(project, {}) as law:
        boxed = run(law)
    plain = run(None)
    assert boxed.trace_sha256 == plain.trace_sha256
    assert [str(each) for each in boxed.events] == [str(each) for each in plain.events]
    assert [each.kind for each in boxed.events].count("start") == 2


def test_an_invariant_sees_what_the_law_remembers():
    """Fields of the memory are asked for when somebody looks, of this turn and of the one before."""
    project = find("gas_alarm")
    with far_law(project, {}) as law:
        before = law.boot()
        sensed = law.module.Sensed(*[None] * len(law.sensed))
        decision = law.decide(sensed, before, 1.0)
        after = decision.memory
        assert before.state is project.law().module.State.BOOT
        assert after.state is project.law().module.State.FAULT
        assert (before.hush.left_s, after.air.believed) == (0.0, False)
        assert decision.action == law.module.safe_action(before)
        law.decide(sensed, after, 1.0)
        assert before.hush.left_s == 0.0  # looked at before
        with pytest.raises(Unfit):
            _ = before.supply  # it is gone


def test_an_error_names_its_line(control):
    with pytest.raises(LawFailed) as failed, far_law(find("gas_alarm"), control("x = nothing")):
        pass
    told = failed.value.message.values
    assert (told["file"], told["source"]) == ("control.py", "x = nothing")
    assert told["line"] > 100


def test_the_world_is_not_in_the_sandbox(control):
    with (
        pytest.raises(LawFailed, match="cannot import name 'plant'"),
        far_law(find("gas_alarm"), control("from . import plant")),
    ):
        pass


@pytest.fixture
def decoder():
    return Decoder(enums_of(find("gas_alarm").law().module))


def test_members_of_our_own_enums_are_those(decoder):
    """Or else an invariant that asks for a state would never see it."""
    state = find("gas_alarm").law().module.State
    decoder.begin(
        {"define": [["e", "State", "ALARM", "alarm"], ["e", "State", "ALARM", "other"], ["e", "New", "A", 1]]}
    )
    assert decoder.value({"e": 0}) is state.ALARM
    assert decoder.value({"e": 1}) is not state.ALARM
    assert (decoder.value({"e": 1}).name, decoder.value({"e": 2}).value) == ("ALARM", 1)


FORGED = [
    ({"m": ["key", "{a.__class__}", {"a": 1.0}]}, []),
    ({"m": ["key", "{a:>99999999999}", {"a": 1.0}]}, []),
    ({"m": ["key", "{a!r}", {"a": 1.0}]}, []),
    ({"m": ["key", "{a:span}", {"a": "x"}]}, []),
    ({"m": ["key", "{b}", {"a": 1.0}]}, []),
    ({"m": ["key\n", "x", {}]}, []),
    ({"m": ["key", "x" * 5000, {}]}, []),
    ("a\x00b", []),
    (10**400, []),
    ([1, 2], []),
    ({"e": 5}, []),
    ({"e": True}, [["e", "State", "A", 1]]),
    ({"e": 0}, [["e", "__class__", "A", 1]]),
    ({"e": 0}, [["e", "A", "mro", 1]]),
    ({"t": [0, 1]}, [["t", "T", ["a", "b"]]]),
    ({"t": [0, 1, 2]}, [["t", "T", ["a", "a"]]]),
    ({"t": [0, 1]}, [["t", "T", ["_make"]]]),
    ({"t": [0, 1]}, [["t", "T", ["class"]]]),
    ({"t": [0, 1]}, [["t", "T):\n import os", ["a"]]]),
    ({"t": [0]}, [["e", "State", "A", 1]]),
    ({"l": [0] * 5000}, []),
    (json.loads('{"l":[' * 40 + "1" + "]}" * 40), []),
    ({"q": 1}, []),
]


@pytest.mark.parametrize(("told", "define"), FORGED, ids=[str(told)[:40] for told, _ in FORGED])
def test_what_no_law_says_is_refused(told, define, decoder):
    with pytest.raises(Unfit):
        _decoded(decoder, told, define)


def _decoded(decoder, told, define):
    decoder.begin({"define": define})
    return decoder.value(told)
