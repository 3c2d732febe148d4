"""A watched run: keys reach the board, pauses stop virtual time, and it goes no faster than it should."""

import pytest

from firmware.project import find
from sim.live.terminal import LiveTerminal
from sim.world.presses import Press
from sim.world.simulation import Simulation


class Wall:
    """A wall clock that only moves when somebody waits for a key."""

    def __init__(self, keys=(), step_s=0.0):
        self.now_s = 0.0
        self.step_s = step_s  # that each look takes
        self.keys = list(keys)  # (moment, key)

    def __call__(self):
        self.now_s += self.step_s
        return self.now_s

    def read(self, timeout_s):
        if self.keys and self.keys[0][0] <= self.now_s + timeout_s:
            at_s, key = self.keys.pop(0)
            self.now_s = max(self.now_s, at_s)
            return key
        self.now_s += timeout_s
        return ""


def live_terminal(tiny, keys=(), speed=10.0, for_s=60.0, presses=(), step_s=0.0, draw_s=0.0):
    wall, frames = Wall(keys, step_s), []

    def draw(picture):
        frames.append(picture)
        wall.now_s += draw_s

    with Simulation(find(tiny), presses=presses) as simulation:
        watch = LiveTerminal(simulation, wall, draw, speed, wall=wall)
        simulation.loop.sinks.append(watch)
        result = simulation.run(for_s)
        return wall, frames, result, watch


def test_a_run_takes_its_time(tiny):
    wall, frames, result, _ = live_terminal(tiny)
    assert wall.now_s == pytest.approx(6.0, abs=0.2)
    assert 30 <= len(frames) <= 61, "six seconds of at most ten pictures each"
    assert result.ending.ok


def test_keys_change_the_speed_on_the_way(tiny):
    wall, _, _, watch = live_terminal(tiny, [(3.0, "+")])
    assert watch.console.speed == 30.0
    assert wall.now_s == pytest.approx(3.0 + 1.0, abs=0.3)


def test_a_pause_stops_virtual_time(tiny):
    wall, _, result, _ = live_terminal(tiny, [(1.0, " "), (500.0, " ")])
    assert wall.now_s == pytest.approx(505.0, abs=0.3)
    assert result.simulated_s == pytest.approx(60.0, abs=1.0)


def test_virtual_time_stands_still_while_a_menu_is_open(tiny):
    wall, _, result, _ = live_terminal(tiny, [(1.0, "b"), (500.0, "x")])
    assert wall.now_s == pytest.approx(505.0, abs=0.3)
    assert result.simulated_s == pytest.approx(60.0, abs=1.0)


@pytest.mark.proof
def test_n_goes_on_to_the_next_change_at_once_and_then_as_before(tiny):
    """Nothing happens for an hour; a press after it is found in no time, and what follows takes its time again."""
    wall, _, result, watch = live_terminal(tiny, [(1.0, "n")], for_s=3660.0, presses=[Press("button", 3600.0, 3602.0)])
    assert wall.now_s == pytest.approx(1.0 + 6.0, abs=0.5)
    assert (watch.console.seeking, watch.console.speed) == (False, 10.0)
    assert watch.console.note.values["after_s"] == pytest.approx(3590.0, abs=2.0)
    assert result.ending.why.key == "loop.time_up"


def test_n_in_a_paused_run_is_a_step_to_the_next_change(tiny):
    keys = [(1.0, " "), (2.0, "n"), (50.0, " ")]
    wall, _, _, _ = live_terminal(tiny, keys, for_s=660.0, presses=[Press("button", 600.0, 602.0)])
    assert wall.now_s == pytest.approx(50.0 + 6.0, abs=0.5)


def test_a_key_stops_the_search(tiny):
    _, _, result, _ = live_terminal(tiny, [(1.0, "n"), (2.0, "q")], for_s=86_400.0, step_s=0.001)
    assert result.ending.why.key == "loop.stopped"
    assert 100.0 < result.simulated_s < 2000.0


def test_a_terminal_that_draws_slowly_takes_no_more_than_a_third_of_a_search(tiny):
    keys, press = [(1.0, "n")], [Press("button", 600.0, 602.0)]
    wall, frames, _, watch = live_terminal(tiny, keys, for_s=602.0, presses=press, step_s=0.005, draw_s=0.3)
    assert not watch.console.seeking
    assert 2 <= len(frames) <= wall.now_s / 0.3 / 3


def test_a_board_that_is_down_takes_its_time_and_says_so(tiny, text_of):
    """A crashed program begins again when it is mended; until then the picture goes on."""
    keys = [(1.0, "b"), (1.01, "4"), (1.02, "4"), (5.0, "m"), (5.01, "1")]
    wall, frames, result, _ = live_terminal(tiny, keys, for_s=100.0)
    assert wall.now_s == pytest.approx(10.0, abs=0.5)
    assert any("No program runs" in text_of(each) for each in frames)
    assert [event.why.key for event in result.events].count("loop.started") == 2


def test_q_ends_the_run_safely_and_well(tiny):
    _, _, result, _ = live_terminal(tiny, [(2.0, "q")])
    assert 19 <= result.simulated_s <= 22
    assert result.ending.why.key == "loop.stopped"
    assert result.ending.ok


def test_q_ends_a_paused_run_too(tiny):
    _, _, result, _ = live_terminal(tiny, [(2.0, " "), (9.0, "q")])
    assert 19 <= result.simulated_s <= 22


def test_a_pressed_button_reaches_the_law(tiny):
    _, _, result, _ = live_terminal(tiny, [(2.0, "p"), (2.01, "1")])
    told = [(event.kind, str(event.why)) for event in result.events]
    pressed = told.index(("press", "press.begins(button=button)"))
    assert told[pressed + 1] == ("state", "tiny.on")
    assert "fault" not in [kind for kind, _ in told]


def test_a_part_is_broken_and_mended_from_the_keys(tiny):
    """Button held down (b, part 1, second fault), later mended: the lamp goes on and off again."""
    _, _, result, _ = live_terminal(tiny, [(2.0, "b"), (2.01, "1"), (2.02, "2"), (4.0, "m"), (4.01, "1")])
    keys = [event.why.key for event in result.events]
    assert keys.index("fault.begins") < keys.index("tiny.on") < keys.index("fault.ends")
    assert keys[-2:] == ["tiny.off", "loop.time_up"]


def test_the_lamp_part_can_be_broken(tiny):
    _, _, result, _ = live_terminal(tiny, [(1.0, "b"), (1.01, "3"), (1.02, "1")])
    assert [str(event.why) for event in result.events if event.kind == "fault"] == ["fault.begins(fault=lamp=welded)"]
