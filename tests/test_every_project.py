"""What every project owes the people near it. Each is found by its folder: a new one is tested by being there."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices import Sink
from firmware.loop import STOPPED
from firmware.project import find, names
from sim.chips._switched import SwitchedChip
from sim.chips.heartbeat import HeartbeatChip
from sim.world.faults import START_AGAIN_S, parse_fault
from sim.world.simulation import Simulation

HOME = Path(__file__).resolve().parent.parent
# The shipped projects, and the one that `highland new` writes.
PROJECTS = [*names(), pytest.param(str(HOME / "projects" / "_template" / "drying_rack"), id="new")]
HOUR_S = 3600.0
DAY_S = 86_400.0

# Values on both sides of every limit in the laws, by unit.
POOLS: dict[str, list[float]] = {
    "ppm": [0, 40, 150, 400, 600, 1000, 2000, 4000, 9000],
    "c": [-5, 18, 25, 39, 41, 46, 62],
    "pct": [20, 60, 72, 78, 90, 99],
    "v": [0.0, 10.4, 11.4, 11.9, 12.1, 12.4, 12.7, 13.4, 14.5],
    "a": [-2.0, -0.2, 0.0, 0.05, 0.15, 0.3, 1.0, 3.0],
    "ntu": [0.0, 1.0, 4.9, 5.1, 60.0, 99.0, 101.0, 400.0],
    "lpm": [0.0, 0.3, 0.6, 1.2, 1.6, 5.0],
    "l": [0.0, 1.0, 10.0],
    "days": [0.0, 100.0, 200.0, 2000.0],
}


def safe_values(simulation: Simulation) -> dict[str, float]:
    safe = simulation.loop.law.safe
    return {name: float(value) for name, value in safe._asdict().items()}


class At(Sink):
    """A sink that does one thing at one tick."""

    def __init__(self, tick: int, do: Any) -> None:
        self.left, self.do = tick, do

    def tick(self, tick: Any) -> None:
        self.left -= 1
        if self.left == 0:
            self.do()


def outputs(simulation: Simulation) -> dict[str, float]:
    """The power that arrives at each actuator of the law."""
    return {name: simulation.world.driven[name] for name in simulation.loop.law.actions}


def run(name: str, for_s: float, seed: int = 0, prepare: Any = None) -> tuple[Any, dict[str, float], dict[str, float]]:
    """The result of a run, what the outputs were at its end, and what they should have been."""
    with Simulation(find(name), seed=seed) as simulation:
        assert outputs(simulation) == safe_values(simulation), "outputs are not safe before the first tick"
        if prepare:
            prepare(simulation)
        result = simulation.run(for_s)
        return result, outputs(simulation), safe_values(simulation)


@pytest.mark.long
@pytest.mark.minutes
@pytest.mark.parametrize("name", PROJECTS)
def test_a_day_passes_and_it_starts_and_ends_safe(name):
    result, driven, safe = run(name, DAY_S)
    assert result.ending.ok, result.ending.why
    assert result.simulated_s == pytest.approx(DAY_S, abs=2.0)
    assert driven == safe
    assert len({event.state for event in result.events}) > 1


@pytest.mark.parametrize("name", PROJECTS)
def test_a_bug_in_the_law_ends_safe(name, monkeypatch):
    module = find(name).law().module

    def broken(*_: Any) -> None:
        raise ZeroDivisionError("a pupil's bug")

    def prepare(simulation: Simulation) -> None:
        simulation.loop.sinks.append(At(400, lambda: monkeypatch.setattr(module, "decide", broken)))

    result, driven, safe = run(name, HOUR_S, prepare=prepare)
    assert not result.ending.ok
    assert result.ending.why.key == "loop.law_failed"
    assert result.simulated_s < 500
    assert driven == safe


@pytest.mark.parametrize("name", PROJECTS)
def test_a_part_that_fails_in_an_unforeseen_way_ends_safe(name, monkeypatch):
    def prepare(simulation: Simulation) -> None:
        def broken() -> None:
            raise KeyError("a bug in a driver")

        sensor = next(iter(simulation.parts.sensors.values()))
        simulation.loop.sinks.append(At(400, lambda: monkeypatch.setattr(sensor.part, "read", broken)))

    result, driven, safe = run(name, HOUR_S, prepare=prepare)
    assert not result.ending.ok
    assert result.ending.why.key == "loop.part_failed"
    assert driven == safe


@pytest.mark.parametrize("name", PROJECTS)
def test_sigterm_ends_safe(name):
    def prepare(simulation: Simulation) -> None:
        signal.signal(signal.SIGTERM, lambda *_: simulation.loop.stop())
        simulation.loop.sinks.append(At(400, lambda: signal.raise_signal(signal.SIGTERM)))

    before = signal.getsignal(signal.SIGTERM)
    try:
        result, driven, safe = run(name, HOUR_S, prepare=prepare)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert result.ending.why == STOPPED
    assert result.simulated_s < 500
    assert driven == safe


@pytest.mark.parametrize("name", PROJECTS)
def test_one_seed_gives_one_trace_and_another_seed_another(name):
    traces = [run(name, HOUR_S / 3.0, seed)[0].trace_sha256 for seed in (7, 7, 8)]
    assert traces[0] == traces[1]
    assert traces[0] != traces[2]


@pytest.mark.parametrize("name", names())
def test_a_bus_that_hangs_makes_a_fault_and_never_ends_the_control(name):
    """Each transfer then takes a second: too many of them would be ten late turns, and a silent alarm."""
    result, driven, safe = run(
        name, 330.0, prepare=lambda simulation: simulation.world.plan([parse_fault("battery=stuck_bus@240s")])
    )
    assert result.ending.ok, result.ending.why
    assert result.final["state"] in ("FAULT", "SENSOR_LOST")
    assert driven == safe


def guarded(simulation: Simulation) -> list[str]:
    """The actuators whose coils hang on the heartbeat relay: all that could do harm."""
    (heart,) = [chip for chip in simulation.chips.values() if isinstance(chip, HeartbeatChip)]
    return [chip.actuator for chip in heart.guarded]


@pytest.mark.parametrize("name", PROJECTS)
def test_whatever_moves_water_gas_heat_or_air_hangs_on_the_heartbeat_relay(name):
    signals = {"lamp", "buzzer"}
    with Simulation(find(name)) as simulation:
        wanted = {
            chip.actuator
            for chip in simulation.chips.values()
            if isinstance(chip, SwitchedChip) and chip.part.driver not in signals
        }
        assert wanted <= set(guarded(simulation))


@pytest.mark.parametrize("name", PROJECTS)
@pytest.mark.parametrize("second", [3.3, 61.0, 250.1, 411.7])
def test_a_killed_process_leaves_a_safe_world_within_5_s_and_resumes_nothing_by_itself(name, second):
    """Every output is on at that moment: the pins keep their level, only the heartbeat relay is left."""
    seen: dict[str, Any] = {}
    with Simulation(find(name)) as simulation:
        clock, parts = simulation.clock, simulation.parts
        start_s = clock.monotonic()

        def all_on() -> None:
            for actuator in parts.actuators.values():
                actuator.part.write(True)

        def look(at: str) -> None:
            seen[at] = {each: simulation.world.driven[each] for each in guarded(simulation)}

        clock.at(start_s + second, all_on)
        clock.at(start_s + second + 5.0, lambda: look("5 s later"))
        simulation.world.plan([parse_fault(f"board=killed@{second}s..{second + 20.0}s")])
        simulation.run(second + 20.0 + START_AGAIN_S + 1.5)
        look("just started again")
    nothing = dict.fromkeys(seen["5 s later"], 0.0)
    assert seen == {"5 s later": nothing, "just started again": nothing}


@pytest.mark.parametrize("name", PROJECTS)
def test_a_process_that_stands_still_leaves_a_safe_world_within_5_s_and_begins_again_with_all_off(name):
    """Every output is on at that moment. Then the program is there again: it begins as after a restart."""
    with Simulation(find(name)) as simulation:
        clock, parts, powers = simulation.clock, simulation.parts, simulation.world.driven
        start_s, seen = clock.monotonic(), {}

        def all_on() -> None:
            for actuator in parts.actuators.values():
                actuator.part.write(True)

        clock.at(start_s + 61.0, all_on)
        clock.at(start_s + 66.0, lambda: seen.update({each: powers[each] for each in guarded(simulation)}))
        simulation.world.plan([parse_fault("board=stalled@61s..81s")])
        result = simulation.run(81.5)
        assert seen == dict.fromkeys(guarded(simulation), 0.0)
    assert [event.why.key for event in result.events].count("loop.stalled") == 1


def pool(field: str) -> st.SearchStrategy[Any]:
    unit = field.rsplit("_", 1)[-1]
    if field.endswith("_warming"):
        return st.booleans()
    if unit not in POOLS:
        return st.sampled_from([False, True, None])
    return st.sampled_from([*POOLS[unit], None])


@pytest.mark.parametrize("name", PROJECTS)
def test_an_unknown_safety_input_brings_the_safe_action_on_that_tick(name):
    law = find(name).law()
    fields = law.sensed
    assert law.safety_inputs, "a project with no safety input has nothing to fear and nothing to do"

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.data())
    def walk(data: st.DataObject) -> None:
        memory = law.boot()
        moment = {each: data.draw(pool(each)) for each in fields}
        for _ in range(data.draw(st.integers(1, 12))):
            changed = data.draw(st.sampled_from(fields))
            moment[changed] = data.draw(pool(changed))
            dt_s = data.draw(st.sampled_from([1.0, 1.0, 5.0, 70.0, 700.0]))
            memory = law.decide(law.module.Sensed(**moment), memory, dt_s).memory
            for lost in law.safety_inputs:
                decision = law.decide(law.module.Sensed(**moment | {lost: None}), memory, 1.0)
                expected = law.module.safe_action(memory)
                assert decision.action == expected, f"{lost} lost in {memory.state}: {decision.why}"

    walk()


HARDWARE = ("lgpio", "RPi", "board", "busio", "digitalio", "pulseio", "smbus2", "spidev", "microcontroller")
LIST_MODULES = """
import json, sys
sys.path.insert(0, sys.argv[1])
from highland.__main__ import main
code = main(sys.argv[2:])
print(json.dumps({name: getattr(module, "__file__", None) for name, module in list(sys.modules.items())}))
sys.exit(code)
"""


@cache
def modules_of(*words: str) -> dict[str, str | None]:
    """The modules that a command has imported when it is done, with their files."""
    command = [sys.executable, "-c", LIST_MODULES, str(HOME), *words]
    finished = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, cwd=HOME)
    found: dict[str, str | None] = json.loads(finished.stdout.splitlines()[-1])
    return found


def of_room(found: dict[str, str | None], *rooms: str) -> dict[str, str | None]:
    return {name: file for name, file in found.items() if name.partition(".")[0] in rooms}


@pytest.mark.parametrize("name", PROJECTS)
def test_the_board_runs_the_very_files_that_the_simulator_runs(name):
    board = modules_of("run", name, "--check")
    simulator = modules_of("sim", name, "--for", "5s", "--json")
    drivers = of_room(board, "drivers")
    drivers.pop("drivers._pins", None)  # which library moves the pins: a virtual board has its own
    simulated = of_room(simulator, "drivers")
    simulated.pop("drivers._pins", None)
    assert drivers == simulated
    assert of_room(board, "devices").items() <= of_room(simulator, "devices").items()  # a picture needs a language too
    package = find(name).package
    law = {each: file for each, file in board.items() if each.startswith(f"{package}.")}
    assert f"{package}.control" in law
    assert law.items() <= simulator.items()
    for shared in ("firmware.loop", "firmware.parts", "wiring.read", "firmware.law", "firmware.latches"):
        assert board[shared] == simulator[shared]


@pytest.mark.parametrize("name", PROJECTS)
def test_the_board_never_imports_the_simulator_or_the_plant(name):
    board = modules_of("run", name, "--check")
    assert of_room(board, "sim", "classroom") == {}
    assert f"{find(name).package}.plant" not in board


@pytest.mark.parametrize("name", PROJECTS)
def test_no_hardware_module_is_imported_off_a_pi(name):
    for words in (("run", name, "--check"), ("sim", name, "--for", "5s", "--json")):
        found = modules_of(*words)
        assert [each for each in found if each.partition(".")[0] in HARDWARE] == []
