"""A law that is wrong is caught at the very turn, whatever the scenario expects."""

from dataclasses import replace
from functools import partial
from shutil import copytree, ignore_patterns
from types import ModuleType, SimpleNamespace

import pytest

from devices import Decision, Message, Moment, WiredPart, Wiring
from firmware.project import Project, find, names
from sim.chips import find as find_chip
from sim.chips._switched import SwitchedChip
from sim.scenarios.invariants import MAX_KEPT, Guard
from sim.scenarios.judge import judge
from sim.scenarios.play import play
from sim.scenarios.scenario import Run, Scenario
from sim.world.faults import parse_fault

HEAD = """
title = { en = "Wet", vi = "Ẩm" }
for = "4m"
faults = ["rack=off@30s..150s"]
[settings]
room_humidity_pct = 95.0
[[expect]]
what = { en = "x", vi = "y" }
measure = "on_s"
actuator = "fan"
at_least = 0
"""


def with_decide(law, decide):
    module = ModuleType("control")
    module.__dict__.update(vars(law.module))
    module.__dict__["decide"] = decide
    return replace(law, module=module)


def test_the_law_as_it_is_breaks_nothing(played):
    scenario, (run,) = played(HEAD)
    assert (run.break_count, run.failure) == (0, None)
    assert judge(scenario, 0, [run]).passed


def test_a_law_that_goes_on_in_doubt_is_caught(played, rack):
    """It takes the fan for needed when it knows nothing: each time of doubt is one break."""
    law = rack.law()

    def trusting(sensed, memory, dt_s):
        decision = law.decide(sensed, memory, dt_s)
        if sensed.rack_humidity_pct is not None:
            return decision
        return decision._replace(action=law.module.Action(fan=True))

    scenario, (run,) = played(HEAD, with_decide(law, trusting))
    assert run.break_count == 2, "before the first value, and when the sensor is off"
    assert run.breaks[0].what.key == "invariant.not_safe"
    assert run.breaks[0].what.values == {"field": "rack_humidity_pct", "state": "BOOT"}
    assert run.breaks[0].t_s < 1.0, "the very first turn"
    assert 80.0 < run.breaks[1].t_s < 92.0
    judgment = judge(scenario, 0, [run])
    assert judgment.verdicts[0].passed
    assert not judgment.passed


OWN = """
from devices import Message

HOT = Message("own.hot", "The fan runs in the dark: {state}.")


class Invariants:
    def look(self, moment):
        if moment.t_s > 200.0:
            raise KeyError("a bug in an invariant")
        assert set(moment.true) == {"rack_temperature_c", "rack_humidity_pct", "water_share"}
        assert moment.driven["fan"] == float(moment.commanded["fan"])
        assert moment.broken in (frozenset(), frozenset({"rack=off"}))
        return HOT(state=moment.before.state.name) if moment.broken and moment.decision.action.fan else None
"""


def test_a_project_brings_its_own(played, rack):
    file = rack.folder / "invariants.py"
    file.write_text(OWN, encoding="utf-8")
    try:
        _, (short,) = played(HEAD.replace("4m", "3m"))
        _, (whole,) = played(HEAD)
    finally:
        file.unlink()
    assert short.failure is None
    assert short.break_count == 1
    assert 30.0 <= short.breaks[0].t_s <= 31.0
    assert short.breaks[0].what.render() == "The fan runs in the dark: DRYING."
    assert "a bug in an invariant" in whole.failure.render()
    assert "invariants.py" in whole.failure.render()
    assert whole.simulated_s < 205.0


# Turn by turn, by hand

WIRING = Wiring((WiredPart("pump", "pump", {"pin": 6}, {"min_on_s": 5, "min_off_s": 8}),))
WHY = Message("why", "Because.")


@pytest.fixture
def tiny_guard(rack):
    law = rack.law()
    safe = SimpleNamespace(_asdict=lambda: {"pump": False})
    fake = SimpleNamespace(
        module=SimpleNamespace(safe_action=law.module.safe_action),
        cuts_off=law.cuts_off,
        safe=safe,
        safety_inputs=frozenset({"rack_humidity_pct"}),
    )
    return Guard(fake, WIRING), law.module


def turn(module, t_s, on, urgent=False, humidity_pct=50.0, action=False):
    decision = Decision(module.Action(action), module.Memory(), WHY, urgent)
    sensed = module.Sensed(humidity_pct)
    return Moment(t_s, 1.0, sensed, module.Memory(), decision, {"pump": on}, {}, {}, frozenset())


@pytest.mark.parametrize(
    ("turns", "count"),
    [
        ([(0, False), (8, True), (13, False), (21, True)], 0),
        ([(0, False), (7, True)], 1),
        ([(0, False), (8, True), (12, False)], 1),
        ([(0, False), (8, True), (13, False), (20, True)], 1),
        ([(0, False), (7, True, True), (9, False, True)], 0),
    ],
)
def test_minimum_times_hold_unless_it_is_urgent(tiny_guard, turns, count):
    guard, module = tiny_guard
    for each in turns:
        guard.look(turn(module, *each))
    assert guard.count == count


def test_a_board_that_boots_counts_from_its_boot(tiny_guard):
    guard, module = tiny_guard
    guard.look(turn(module, 8.0, True))
    guard.board_starts(9.0)
    guard.look(turn(module, 10.0, False))
    guard.look(turn(module, 17.0, True))
    assert guard.count == 0
    guard.board_starts(18.0)
    guard.look(turn(module, 20.0, True))
    assert guard.count == 1


def test_breaks_are_counted_for_ever_and_kept_for_a_while(tiny_guard):
    guard, module = tiny_guard
    for number in range(100):
        guard.look(turn(module, number, False, humidity_pct=None if number % 2 else 50.0, action=True))
    assert guard.count == 50
    assert len(guard.breaks) == MAX_KEPT


@pytest.mark.parametrize(("wh", "count"), [(0.0, 0), (9e-7, 0), (0.001, 1)])
@pytest.mark.parametrize("kind", ["", "wires = false\n", "law = false\n"])
def test_energy_from_nowhere_breaks_every_run(played, rack, monkeypatch, kind, wh, count):
    """A plant with a supply says what its book can't explain: more than a millionth of a watt-hour is a break."""
    metrics = {"energy_from_nowhere_wh": wh}
    monkeypatch.setattr(rack.module("plant").Plant, "metrics", lambda _: metrics)
    head = HEAD.replace('faults = ["rack=off@30s..150s"]\n', kind)
    if "law" in kind:
        head = head.replace('measure = "on_s"\nactuator = "fan"', 'measure = "highest"\nquantity = "rack_humidity_pct"')
    scenario, (run,) = played(head)
    assert run.failure is None
    assert [each.what.key for each in run.breaks] == ["invariant.energy_from_nowhere"] * count
    assert run.break_count == count
    assert judge(scenario, 0, [run]).passed is not bool(count)


# Wrong in wiring.toml, right on the table


def flipped(part: str, wiring: str) -> str:
    """The wiring list with the polarity of one part said the wrong way round."""
    head, found, rest = wiring.partition(f"[parts.{part}]")
    assert found
    section, next_part, tail = rest.partition("\n[")
    if "active_high = false\n" in section:
        section = section.replace("active_high = false\n", "")
    else:
        section = section.replace("\ndriver", "\nactive_high = false\ndriver")
    return head + found + section + next_part + tail


def switched_parts(name: str) -> list[str]:
    return [part.name for part in find(name).wiring().parts if issubclass(find_chip(part.driver), SwitchedChip)]


def copied(tmp_path, name: str, file: str, edit) -> Project:
    """A shipped project in which one file was changed."""
    folder = tmp_path / name
    copytree(find(name).folder, folder, ignore=ignore_patterns("__pycache__", "scenarios", "lessons"))
    changed = folder / file
    text = changed.read_text(encoding="utf-8")
    assert edit(text) != text
    changed.write_text(edit(text), encoding="utf-8")
    return find(str(folder))


def broken(project: Project, for_s: float, *faults: str) -> list[tuple[int, str]]:
    run = Run("x", for_s, settings=NO_LEAK, faults=tuple(map(parse_fault, faults)))
    played = play(project, Scenario(project.name, "x", {}, {}, (run,), ()), run, seed=0)
    assert played.failure is None
    return [(round(each.t_s), each.what.key) for each in played.breaks]


NO_LEAK = {"leak_g_per_h": 0.0}
STALL = "board=stalled@240s..260s"  # the valve is open since 183 s


def test_a_valve_that_the_heartbeat_relay_does_not_guard_is_seen_though_no_turn_looks_at_it(tmp_path):
    unguarded = copied(tmp_path, "gas_alarm", "wiring.toml", lambda text: text.replace('"valve", "fan"]', '"fan"]'))
    assert (260, "invariant.unattended") in broken(unguarded, 262.0, STALL)
    assert broken(find("gas_alarm"), 262.0, STALL) == []


def test_gas_that_comes_back_after_a_restart_is_seen_by_the_valve_itself(tmp_path):
    """This law takes a restart for nothing: an open valve opens again at once."""
    trusting = copied(
        tmp_path,
        "gas_alarm",
        "law/valve.py",
        lambda text: text.replace("    return _as(latched, Valve.SHUT_BY_RESTART) if", "    return latched if"),
    )
    assert "invariant.gas_came_back" in [key for _, key in broken(trusting, 500.0, STALL)]


@pytest.mark.examples(1)
@pytest.mark.parametrize(("name", "part"), [(name, part) for name in names() for part in switched_parts(name)])
def test_a_polarity_mistake_in_the_wiring_list_is_seen_in_the_world(tmp_path, name, part):
    project = copied(tmp_path, name, "wiring.toml", partial(flipped, part))
    run = Run("flipped", 3.0)
    played = play(project, Scenario(name, "flipped", {}, {}, (run,), ()), run, seed=0)
    assert played.breaks[0].t_s < 1.0, "the very first turn"
    assert {each.what.key for each in played.breaks} <= {"invariant.not_off", "invariant.not_on"}
