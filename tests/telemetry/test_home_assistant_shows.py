"""What Home Assistant shows of a run: its templates are filled in with the node's own state, by the library it uses."""

import json

import pytest
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from firmware.project import find, names
from highland._telemetry import in_both
from sim.world.simulation import Simulation
from telemetry.address import address_of
from telemetry.card.outbox import Outbox
from telemetry.commands import Commands
from telemetry.courier import Courier
from telemetry.discovery import Wording
from telemetry.envelope import Times
from telemetry.node import NodeInfo, Telemetry
from tests.telemetry.home_assistant import RULES, announced

STATES = RULES["states"]
NOW = 1_800_000_000.25


class Instant:
    def timestamp(self):
        return NOW


JINJA = ImmutableSandboxedEnvironment(undefined=StrictUndefined)  # a name that is missing is an error
JINJA.globals["now"] = Instant


@pytest.fixture(scope="module", params=names())
def shown(request, tmp_path_factory):
    """Project, its components, the state that was published, and what each component shows of it."""
    project = find(request.param)
    nobody = Courier(address_of("mqtt://127.0.0.1:1"), "sim-red-heron", Outbox(tmp_path_factory.mktemp("n") / "a.db"))
    nobody.start()
    with Simulation(project) as simulation:
        who = NodeInfo("sim-red-heron", project.name, "sim", simulation.law.alarms(), simulation.clock)
        simulation.sinks.append(Telemetry(who, nobody, in_both(project)))
        simulation.run(300.0)
    nobody.stop(0.0)
    state = json.loads(nobody._state)
    components = announced(project.name, "sim")["components"]
    return project.name, components, state, show(components, state)


def show(components, state):
    return {
        name: JINJA.from_string(each["value_template"]).render(value_json=state)
        for name, each in components.items()
        if each["platform"] != "button"
    }


def test_every_reading_is_shown_as_it_is(shown):
    _, components, state, texts = shown
    seen = 0
    for name, (value, _) in state["readings"].items():
        if isinstance(value, bool):
            assert texts[name] == STATES["on" if value else "off"]
        elif value is None:
            assert texts[name] == STATES["unknown"]
        else:
            assert float(texts[name]) == value
        seen += value is not None
    assert seen > 3
    assert {f"told_{name}" for name in state["commanded"]} < set(components)
    assert all(texts[f"told_{name}"] == STATES["on" if told else "off"] for name, told in state["commanded"].items())


def test_what_is_unknown_is_shown_as_unknown_never_as_off_or_zero(shown):
    _, components, state, _ = shown
    nothing = {name: [None, unit] for name, (_, unit) in state["readings"].items()}
    texts = show(components, state | {"readings": nothing})
    assert {texts[name] for name in nothing} == {STATES["unknown"]}


@pytest.mark.parametrize(
    ("alarm", "problem", "gas"), [("none", "off", "off"), ("trouble", "on", "unknown"), ("danger", "on", "on")]
)
def test_an_alarm_needs_people_and_a_fault_is_no_all_clear(shown, alarm, problem, gas):
    project, components, state, _ = shown
    texts = show(components, state | {"alarm": alarm})
    assert texts["problem"] == STATES[problem]
    if project == "gas_alarm":
        assert texts["gas"] == STATES[gas]


def test_the_state_and_the_reason_are_shown_and_fit(shown):
    _, components, state, texts = shown
    assert (texts["state"], texts["why"]) == (state["state"], state["said"]["en"])
    long = show(components, state | {"said": {"en": "x" * 1000}})
    assert len(long["why"]) <= STATES["longest"]


@pytest.mark.parametrize(("late_s", "accepted"), [(0.0, True), (25.0, True), (35.0, False)])
def test_a_button_there_is_heard_here_and_expires(late_s, accepted):
    components = announced("gas_alarm", "real")["components"]
    wishes = {name: JINJA.from_string(each["command_template"]).render().encode()
              for name, each in components.items() if each["platform"] == "button"}  # fmt: skip
    assert len(wishes) == 2
    commands = Commands(Times(wall=lambda: NOW + late_s, sure=lambda ts: True))
    with Simulation(find("gas_alarm")) as simulation:
        for name, wish in wishes.items():
            part = name.removeprefix("press_")
            answer = commands.take(wish, part, False, simulation.parts.sensors, simulation.parts.actuators)
            assert answer.accepted is accepted, answer


def test_the_state_is_shown_by_its_name_with_its_code_behind(shown):
    project, _, state, _ = shown
    names = find(project).names()
    states = {each: f"{name.vi} ({each})" for each, name in names.states.items()}
    template = announced(project, "sim", Wording(states=states))["components"]["state"]["value_template"]
    assert JINJA.from_string(template).render(value_json=state) == states[state["state"]]
    assert JINJA.from_string(template).render(value_json=state | {"state": "NEW"}) == "NEW"
