"""The world's own supply feeds the board: empty, nothing decides, and the board boots when it is back."""

from dataclasses import replace

import pytest

from devices import Sink
from firmware.project import find
from sim.scenarios.invariants import Guard, invariants_of
from sim.scenarios.read import read_scenario
from sim.scenarios.recorder import Needs
from sim.scenarios.unwired import run_law
from sim.world.faults import BOOT_S, parse_fault
from sim.world.simulation import Simulation


class Ticks(Sink):
    """When the law decided, and when the board went down."""

    def __init__(self):
        self.at_s, self.down_s = [], []

    def tick(self, tick):
        self.at_s.append(tick.t_s)

    def event(self, event):
        if event.why.key == "board.down":
            self.down_s.append((event.t_s, event.why.values["kind"]))


def run(project, settings, *faults, for_s):
    planned = [parse_fault(each) for each in faults]
    with Simulation(find(project), settings=settings, faults=planned) as simulation:
        ticks = Ticks()
        simulation.sinks.append(ticks)
        return simulation.run(for_s), ticks, simulation.world


def test_a_board_whose_battery_is_empty_from_the_start_never_decides():
    result, ticks, world = run("solar_lamp", {"panel_wp": 0.001, "initial_soc": 0.02}, for_s=3600.0)
    assert ticks.at_s == []
    assert ticks.down_s == [(0.0, "no_power")]
    assert result.final["state"] == "DOWN"
    assert result.metrics["load_wh"] == 0.0
    assert not any(chip.powered for chip in world.chips.values())


@pytest.mark.proof
def test_a_pump_does_not_run_a_day_on_a_milliwatt_and_an_empty_battery():
    """Once it ran 24 h, and its whole load was counted as harvest."""
    result, _, _ = run("water_filter", {"panel_w": 0.001, "battery_soc": 0.0, "product_l": 2.0}, for_s=24 * 3600.0)
    assert result.metrics["pump_h"] == result.metrics["load_wh"] == 0.0
    assert result.metrics["harvested_wh"] < 0.02
    assert result.metrics["hours_without_power"] == pytest.approx(24.0, abs=0.1)


def test_an_alarm_that_loses_its_battery_goes_down_and_boots_when_the_mains_is_back():
    _, ticks, world = run("gas_alarm", {"battery_soc": 0.02}, "mains=cut@60s..300s", for_s=400.0)
    ((down_s, kind),) = ticks.down_s
    assert kind == "no_power"
    assert 60.0 < down_s < 90.0
    assert not [t_s for t_s in ticks.at_s if down_s + 1.0 < t_s < 300.0 + BOOT_S - 1.0]
    assert min(t_s for t_s in ticks.at_s if t_s > 300.0) == pytest.approx(300.0 + BOOT_S, abs=12.0)
    assert world.powered
    assert all(chip.powered for chip in world.chips.values())


def test_a_process_that_was_killed_does_not_start_again_without_power():
    faults = ("mains=cut@60s..300s", "board=killed@62s..120s")
    _, ticks, _ = run("gas_alarm", {"battery_soc": 0.02}, *faults, for_s=400.0)
    assert not [t_s for t_s in ticks.at_s if 63.0 < t_s < 300.0 + BOOT_S - 1.0]
    assert max(ticks.at_s) > 390.0


@pytest.mark.long
def test_the_law_without_wires_is_down_too_and_boots_with_what_was_saved():
    lamp = find("solar_lamp")
    season = read_scenario(lamp, "dry_winter")
    settings = {**season.runs[0].settings, "initial_soc": 0.12, "battery_ah": 1.0, "clearness": 0.7}
    run = replace(season.runs[0], for_s=2 * 86_400.0, settings=settings)
    guard = Guard(lamp.law(), lamp.wiring(), invariants_of(lamp))
    record, _ = run_law(lamp, run, 0, Needs(), lamp.law(), guard, 10.0)
    states = [state for _, _, state in record.states.stretches(0.0, 2 * 86_400.0)]
    assert guard.count == 0
    down = states.index("DOWN")
    assert states[down + 1] == "LOW_BATT", "what was latched is latched again"
    assert record.metrics["hours_without_power"] > 1.0
    assert record.metrics["energy_from_nowhere_wh"] < 1e-6
