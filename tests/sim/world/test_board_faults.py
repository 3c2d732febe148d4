"""The board itself fails: its process is killed, its power goes, its card is full. The world goes on and stays safe."""

from pathlib import Path
from typing import Any

import pytest

from devices import Sink
from firmware.project import find
from sim.chips.heartbeat import HOLD_S
from sim.world.faults import parse_fault
from sim.world.simulation import Simulation

RACK = str(Path(__file__).resolve().parents[3] / "projects" / "_template" / "drying_rack")
WET = "rack_humidity_pct=stuck(value=90)"  # so that the fan of the drying rack always runs


class Seen(Sink):
    """What arrives at the fan, and the state, second by second."""

    def __init__(self, simulation: Simulation) -> None:
        self.fan: dict[int, float] = {}
        self.states: list[tuple[int, str]] = []
        self._simulation = simulation
        simulation.sinks.append(self)
        self._start_s = simulation.clock.monotonic()
        simulation.clock.every(1.0, self._look)

    def _look(self) -> None:
        self.fan[round(self._simulation.clock.monotonic() - self._start_s)] = self._simulation.world.driven["fan"]

    def tick(self, tick: Any) -> None:
        self.states.append((round(tick.t_s), tick.state))


def run(*faults: str, for_s: float = 1800.0) -> tuple[Any, Seen, Simulation]:
    with Simulation(find(RACK), faults=[parse_fault(each) for each in (WET, *faults)]) as simulation:
        seen = Seen(simulation)
        return simulation.run(for_s), seen, simulation


def test_a_healthy_board_keeps_its_heartbeat_relay_closed():
    _, seen, simulation = run()
    assert all(seen.fan[second] == 1.0 for second in range(900, 1790))
    assert simulation.world.driven["heartbeat_dropped"] == 0.0


def test_a_killed_process_leaves_its_pins_as_they_are_and_the_heartbeat_relay_drops_within_5_s():
    result, seen, simulation = run("board=killed@1000s")
    assert seen.fan[1000] == seen.fan[1003] == 1.0, "nobody switched it off: the process had no time to"
    assert HOLD_S <= 5.0
    assert not any(seen.fan[second] for second in range(1005, 1800))
    assert simulation.world.driven["heartbeat_dropped"] == 1.0
    assert result.ending.why.key == "board.ended_down"


def test_a_process_that_is_started_again_begins_at_boot_and_the_run_keeps_its_time():
    result, seen, _ = run("board=killed@1000s..1100s")
    assert result.simulated_s == pytest.approx(1800.0, abs=2.0)
    after = [state for second, state in seen.states if second > 1000]
    assert after[0] != seen.states[-1][1], "the new process waits for its sensors before it does anything"
    assert not any(seen.fan[second] for second in range(1005, 1102))
    assert seen.fan[1700] == 1.0
    starts = [event.t_s for event in result.events if event.why.key == "loop.started"]
    assert starts == [0.0, pytest.approx(1102.0, abs=1.5)]


@pytest.mark.parametrize("kind", ["power_cut", "brown_out"])
def test_without_power_the_pins_let_go_at_once_and_the_board_boots_when_it_is_back(kind):
    result, seen, _ = run(f"board={kind}@1000s..1100s")
    assert not any(seen.fan[second] for second in range(1001, 1130))
    assert seen.fan[1700] == 1.0
    assert result.ending.ok


def test_a_power_cut_while_the_process_is_dead_lets_the_pins_go_too():
    _, seen, _ = run("board=killed@1000s..1200s", "board=power_cut@1002s..1100s")
    assert seen.fan[1001] == 1.0
    assert not any(seen.fan[second] for second in range(1003, 1200))
    assert seen.fan[1790] == 1.0


def test_latches_wait_for_a_full_card_and_outlive_a_kill():
    """The gas alarm opens its valve at 207 s and latches that; the card is full then, and is tried again."""
    faults = [parse_fault("card=full@100s..600s"), parse_fault("board=killed@900s..910s")]
    saved: dict[int, Any] = {}
    with Simulation(find("gas_alarm"), settings={"leak_g_per_h": 0.0}, faults=faults) as simulation:
        for second in (590, 890, 1200):
            simulation.clock.at(
                simulation.clock.monotonic() + second, lambda at=second: saved.update({at: simulation.latched()})
            )
        result = simulation.run(1300.0)
    assert saved[590]["valve"] == "new", "as the start saved it"
    assert saved[890]["valve"] == "open"
    assert saved[1200]["valve"] == "restart", "gas does not come back by itself after a restart"
    assert [event.why.key for event in result.events].count("loop.latches_unsaved") == 1


def test_the_clock_on_the_wall_jumps_and_nothing_else_does():
    with Simulation(find(RACK), faults=[parse_fault("clock=jump(by_s=86400)@100s..200s")]) as simulation:
        start = simulation.clock.now()
        simulation.clock.sleep(150.0)
        assert (simulation.clock.now() - start).total_seconds() == pytest.approx(86_550.0)
        simulation.clock.sleep(100.0)
        assert (simulation.clock.now() - start).total_seconds() == pytest.approx(250.0)


def test_what_comes_again_comes_again_and_luck_decides_by_the_seed():
    _, seen, _ = run("fan=dead@1000s..1010s/100s", for_s=1500.0)
    dead = [second for second in range(1000, 1490) if not seen.fan[second]]
    assert len(dead) == pytest.approx(50, abs=5)
    with Simulation(find(RACK), faults=[parse_fault("fan=dead@10s..20s/30s?0.5")]) as simulation:
        begun = [0]
        simulation.world._on_fault = lambda _, begins: begun.__setitem__(0, begun[0] + begins)
        simulation.clock.sleep(6000.0)
        assert 70 < begun[0] < 130


def test_stop_ends_a_run_whose_board_is_down():
    with Simulation(find(RACK), faults=[parse_fault("board=killed@100s")]) as simulation:
        simulation.clock.at(simulation.clock.monotonic() + 200.0, simulation.stop)
        assert simulation.run(10_000.0).simulated_s == pytest.approx(201.0, abs=2.0)


def test_a_program_that_stands_still_keeps_its_pins_the_relay_drops_and_then_it_begins_again():
    result, seen, simulation = run("board=stalled@1000s..1020s", for_s=1800.0)
    assert seen.fan[1000] == seen.fan[1003] == 1.0
    assert not any(seen.fan[second] for second in range(1006, 1021))
    assert [state for second, state in seen.states if 1001 < second < 1020] == []
    keys = [(round(event.t_s), event.why.key) for event in result.events if 999.0 < event.t_s < 1025.0]
    assert keys[2:4] == [(1020, "loop.stalled"), (1020, "loop.started")]
    assert simulation.chips["heartbeat"].guarded, "and no new program: the parts were never opened again"
    assert seen.fan[1700] == 1.0


def test_a_program_that_stands_still_for_three_ticks_goes_on_as_if_nothing_had_happened():
    result, seen, _ = run("board=stalled@1000.5s..1002.5s", for_s=1100.0)
    assert all(seen.fan[second] for second in range(990, 1090))
    assert "loop.stalled" not in [event.why.key for event in result.events]


def test_a_power_cut_ends_a_program_that_stands_still():
    result, seen, _ = run("board=stalled@1000s..1200s", "board=power_cut@1010s..1100s")
    assert "board.down" in [event.why.key for event in result.events]
    assert not any(seen.fan[second] for second in range(1011, 1200))
    assert seen.fan[1790] == 1.0


def test_a_stall_in_slices_is_the_stall_in_one_go():
    faults = [parse_fault(each) for each in (WET, "board=stalled@1000s..1020s", "board=killed@1400s..1410s")]
    hashes = set()
    for until_s in ([], range(0, 1800, 7), [999.5, 1003.2, 1003.4, 1020.0, 1405.5]):
        with Simulation(find(RACK), faults=faults) as simulation:
            simulation.loop.end_s = simulation._end_s = 1800.0
            for each in until_s:
                assert simulation.advance(float(each)) is None
            hashes.add(simulation.run(1800.0).trace_sha256)
    assert len(hashes) == 1


def test_what_a_slow_card_had_not_saved_when_the_power_went_is_not_saved():
    faults = [parse_fault("card=lagging(save_s=60)"), parse_fault("board=power_cut@230s..240s")]
    with Simulation(find("gas_alarm"), settings={"leak_g_per_h": 0.0}, faults=faults) as simulation:
        simulation.run(265.0)
        latched = simulation.latched()
        assert latched is not None
        assert latched["valve"] == "new", "the valve may open from 183 s on, when that is saved"


def test_what_cannot_be_read_at_a_start_counts_as_latched():
    faults = [parse_fault("board=power_cut@230s..240s"), parse_fault("card=unreadable@200s..300s")]
    with Simulation(find("gas_alarm"), settings={"leak_g_per_h": 0.0}, faults=faults) as simulation:
        result = simulation.run(500.0)
        latched = simulation.latched()
    assert [event.t_s for event in result.events if event.why.key == "loop.latches_lost"] == [270.0]
    assert latched is not None
    assert latched["valve"] == "state_lost"


def test_a_sagging_supply_takes_nothing_down_and_holds_up_no_boot():
    """A law that does not ask works on; a board that resets meanwhile boots while the supply still sags."""
    _, seen, _ = run("board=under_voltage@900s..1500s", "board=brown_out@1000s..1100s", for_s=1500.0)
    assert all(seen.fan[second] == 1.0 for second in range(900, 999))
    assert not any(seen.fan[second] for second in range(1001, 1130))
    assert seen.fan[1480] == 1.0


def test_two_faults_that_pull_at_the_supply_end_one_by_one():
    """The gas alarm sees its flag as long as one of them lasts."""
    both = [parse_fault("board=under_voltage@600s..900s"), parse_fault("board=under_voltage@603s..604s")]
    with Simulation(find("gas_alarm"), settings={"leak_g_per_h": 0.0}, faults=both) as simulation:
        result = simulation.run(700.0)
    assert [round(event.t_s) for event in result.events if event.why.key == "fault.supply_low"] == [605]


def test_after_a_stall_a_fan_waits_its_minimum_time():
    """It was switched off and on within one turn: the drying rack's fan rests 60 s."""
    _, seen, _ = run("board=stalled@1000s..1040s", for_s=1200.0)
    assert not any(seen.fan[second] for second in range(1042, 1100))
    assert seen.fan[1110] == 1.0
