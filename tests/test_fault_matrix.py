"""Every kind of fault on every part, channel, actuator and thing of every project: it ends safe, or it is refused."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from firmware.project import find, names
from sim.scenarios.play import Played, play
from sim.scenarios.scenario import Run, Scenario
from sim.world.faults import KINDS, SENSES, Fault, FaultError
from sim.world.simulation import Simulation

RACK = str(Path(__file__).resolve().parent.parent / "projects" / "_template" / "drying_rack")
PROJECTS = [*names(), pytest.param(RACK, id="new")]
SHORTEST_FIRST = [
    pytest.param(RACK, id="new"),
    *(pytest.param(name, marks=() if name == "gas_alarm" else pytest.mark.proof) for name in names()),
]

# Worlds in which every actuator has something to do within minutes.
BUSY: dict[str, dict[str, Any]] = {
    "gas_alarm": {"leak_start_min": 4.0, "leak_g_per_h": 1500.0},
    "solar_lamp": {"weather": "constant", "constant_t_c": 24.0, "constant_rh_pct": 92.0},
    "water_filter": {"product_l": 20.0, "start_h": 11.0},
}
FIRST_S = 300.0  # the law is at work by then
BROKEN_S = 40.0
WHOLE_S = 5.0
DETAILS: dict[str, list[dict[str, float]]] = {  # where the kind's own defaults are not enough to see anything
    "stuck": [{}, {"value": 100_000.0}],
    "wrong": [{"offset": -50.0, "gain": 10.0}],
    "drift": [{"per_h": 100_000.0}],
    "poisoned": [{"share": 0.9, "over_h": 0.002}],
    "garbage": [{"low": -10_000.0, "high": 10_000.0}],
    "intermittent": [{"p": 0.5}],
    "jump": [{"by_s": 1e8}, {"by_s": -1e8}],
}


@cache
def can_fail(name: str) -> dict[str, tuple[str, ...]]:
    with Simulation(find(name)) as simulation:
        return simulation.world.can_fail()


IN_VOLTS: dict[str, list[dict[str, float]]] = {  # of an analog part
    "wrong": [{"offset_v": -0.5}, {"offset_v": 1.5, "gain": 2.0}],
    "drift": [{"v_per_h": -200.0}, {"v_per_h": 200.0}],
}


def cells(target: str, kinds: tuple[str, ...], in_volts: bool) -> list[Fault]:
    """One fault after the other, each with all its details, with a while of health and a pulled plug between them."""
    found, start_s = [], FIRST_S
    for kind in kinds:
        for details in (IN_VOLTS if in_volts else DETAILS).get(kind, DETAILS.get(kind, [{}])):
            found.append(Fault(target, kind, start_s, start_s + BROKEN_S, details))
            start_s += BROKEN_S + WHOLE_S
            if kind == "hang":  # it lasts until the power is cut
                found.append(Fault(target, "off", start_s, start_s + 1.0))
                start_s += WHOLE_S
    return found


def broken(name: str, target: str) -> list[str]:
    """What was not safe when this target was broken in every way it can be."""
    project, possible = find(name), can_fail(name)
    part = next((each for each in possible if target.startswith(f"{each}_")), target)
    own = tuple(kind for kind in possible[target] if part == target or kind in SENSES or kind not in possible[part])
    if not own:  # all that this channel or actuator can have is its part's, and is tried there
        return []
    faults = cells(target, own, in_volts="drift" in own and "slow" not in own)
    run = Run("matrix", faults[-1].end_s + WHOLE_S, settings=BUSY.get(project.name, {}), faults=tuple(faults))
    played: Played = play(project, Scenario(project.name, "matrix", {}, {}, (run,), ()), run, seed=0)
    seen = [f"{target}: {each.what.render()} at {each.t_s:.0f} s ({_at(faults, each.t_s)})" for each in played.breaks]
    if played.failure is not None:
        seen.append(f"{target}: {played.failure.render()} at {played.simulated_s:.0f} s")
    return seen


def _at(faults: list[Fault], t_s: float) -> str:
    return ", ".join(str(fault) for fault in faults if fault.start_s <= t_s <= fault.end_s + WHOLE_S)


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.long) for part in (1, 2, 3))])
@pytest.mark.parametrize("name", SHORTEST_FIRST)
def test_whatever_can_break_breaks_safely(name, part):
    targets = list(can_fail(name))[part::4]
    assert [line for target in targets for line in broken(name, target)] == []


@pytest.mark.parametrize("name", PROJECTS)
def test_what_cannot_break_in_a_way_is_refused_at_once_with_the_ways_it_can(name):
    with Simulation(find(name)) as simulation:
        for target, possible in simulation.world.can_fail().items():
            assert possible
            for kind in KINDS:
                if kind not in possible:
                    with pytest.raises(FaultError) as refused:
                        simulation.world.plan([Fault(target, kind)])
                    assert possible[0] in refused.value.hint.render()


@pytest.mark.parametrize("name", PROJECTS)
def test_every_channel_and_actuator_of_the_wiring_list_can_break(name):
    with Simulation(find(name)) as simulation:
        possible = simulation.world.can_fail()
        for name in simulation.parts.sensors:
            felt = [f"{name}_{quantity}" for quantity in simulation.chips[name].feels]
            assert felt, "a part that feels nothing cannot be fooled"
            for quantity in felt:
                assert {"stuck", "wrong", "drift", "garbage", "slow", "delayed"} <= set(possible[quantity])
            assert {"off", "intermittent"} <= set(possible[name])
        for actuator in simulation.parts.actuators:
            assert {"welded", "dead", "off"} <= set(possible[actuator])
        assert {"power_cut", "brown_out", "killed"} <= set(possible["board"])
