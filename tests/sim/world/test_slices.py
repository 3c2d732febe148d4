"""A run that is advanced in slices is the run in one go: trace, events, metrics, whatever fails across a cut."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from itertools import accumulate, chain, repeat
from math import inf
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices import Sink
from firmware.project import find
from sim.live.orders import Orders
from sim.world.faults import parse_fault
from sim.world.simulation import Simulation

RACK = str(Path(__file__).resolve().parents[3] / "projects" / "_template" / "drying_rack")
RUN_S = 1500.5
WET = "rack_humidity_pct=stuck(value=90)"
BOARD = {
    "healthy": (),
    "killed": ("board=killed@700.3s..803.7s",),
    "off": ("board=power_cut@500s..700s", "board=killed@900s..910s", "rack=off@100s..150s"),
    "never up again": ("board=brown_out@1000.5s",),
}


class Pupil(Sink):
    """Gives orders while the run goes on, as the control socket does: at turns of the loop."""

    def __init__(self, simulation: Simulation) -> None:
        self._orders = Orders(simulation, inf)
        self._asking = iter([(200.0, "break", {"fault": "fan=dead..60s"}), (400.0, "mend", {"fault": WET})])
        self._next = next(self._asking, None)
        simulation.sinks.append(self)

    def tick(self, tick: Any) -> None:
        if self._next is not None and tick.t_s >= self._next[0]:
            _, do, more = self._next
            assert "error" not in self._orders.carry_out({"do": do, **more})
            self._next = next(self._asking, None)


def played(faults: tuple[str, ...], cuts: Iterator[float]) -> Any:
    """All that a run came to; it is advanced to each of the cuts first."""
    with Simulation(find(RACK), seed=5, faults=[parse_fault(each) for each in (WET, *faults)]) as simulation:
        Pupil(simulation)
        for until_s in cuts:
            if until_s > RUN_S:
                break
            assert simulation.advance(until_s) is None
            assert simulation.clock.monotonic() >= simulation._start_s + until_s
        result = simulation.run(RUN_S)
        assert simulation.advance(inf) is result
        return result.as_json()


@cache
def in_one_go(board: str) -> Any:
    return played(BOARD[board], iter(()))


@pytest.mark.examples(1)
@pytest.mark.parametrize("board", BOARD)
@pytest.mark.parametrize("slice_s", [1.0, 3600.0, 0.37, 7.77, 400.15])
def test_slices_of_one_length_change_nothing(board, slice_s):
    assert played(BOARD[board], accumulate(repeat(slice_s))) == in_one_go(board)


@pytest.mark.long
@settings(max_examples=12, deadline=None)
@given(st.sampled_from(sorted(BOARD)), st.lists(st.floats(0.0, 300.0), max_size=30))
def test_slices_of_any_lengths_change_nothing(board, slices):
    assert played(BOARD[board], accumulate(chain(slices, (inf,)))) == in_one_go(board)


def test_between_two_slices_a_fault_a_press_and_a_stop_reach_the_run():
    with Simulation(find("gas_alarm")) as simulation:
        orders = Orders(simulation, inf)
        assert simulation.advance(20.0) is None
        orders.carry_out({"do": "press", "button": "reset"})
        simulation.advance(20.5)
        assert simulation.world.plant.felt["reset_pressed"]
        orders.carry_out({"do": "break", "fault": "board=killed"})
        simulation.advance(30.0)
        assert orders.carry_out({"do": "mend", "fault": "board=killed"})["mended"] == ["board=killed"]
        simulation.advance(40.0)
        orders.carry_out({"do": "stop"})
        result = simulation.advance(3600.0)
        assert result is not None
        assert result.simulated_s <= 42.0
        assert [event.why.key for event in result.events].count("loop.started") == 2


@pytest.mark.parametrize("left_s", [1000.0, 1000.5])
def test_a_run_that_is_left_in_the_middle_leaves_its_outputs_safe(left_s):
    with Simulation(find(RACK), faults=[parse_fault(WET)]) as simulation:
        simulation.advance(left_s)
        assert simulation.world.driven["fan"] == 1.0
        pressed = []
        simulation.pi.pins[simulation.chips["fan"].part.options["pin"]].on_change(
            lambda: pressed.append(simulation.world.driven["fan"])
        )
    assert pressed[0] == 0.0, "the loop switched it off, before the pins were let go"
    with pytest.raises(RuntimeError, match="cannot go on"):
        simulation.advance(2000.0)


def test_two_boards_take_turns_in_one_process_and_each_runs_as_if_it_were_alone() -> None:
    alone = {name: _alone(name) for name in (RACK, "gas_alarm")}
    one, other = (Simulation(find(name), seed=5, faults=[parse_fault("board=killed@200s..300s")]) for name in alone)
    with ExitStack() as aside, one:
        one.end_at(900.0)
        aside.enter_context(one.set_aside())
        with other:
            other.end_at(900.0)
            for until_s in range(50, 1000, 50):
                theirs = other.advance(until_s)
                with other.set_aside():
                    aside.close()
                    ours = one.advance(until_s)
                    aside.enter_context(one.set_aside())
            assert ours is not None
            assert theirs is not None
            assert {RACK: ours.as_json(), "gas_alarm": theirs.as_json()} == alone
        aside.close()


def _alone(name: str) -> Any:
    with Simulation(find(name), seed=5, faults=[parse_fault("board=killed@200s..300s")]) as simulation:
        return simulation.run(900.0).as_json()
