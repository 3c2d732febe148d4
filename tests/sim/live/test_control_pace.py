"""A controlled run waits for the wall, and answers while it waits, while it is paused, and while its board is down."""

from math import inf

import pytest

from sim.live import control_socket


class Wall:
    """A clock on the wall that goes on a little whenever somebody looks, and lets things happen at its moments."""

    def __init__(self, step_s, moments=()):
        self.now_s, self.step_s, self.moments = 0.0, step_s, list(moments)

    def __call__(self):
        self.now_s += self.step_s
        if self.moments and self.now_s >= self.moments[0][0]:
            self.moments.pop(0)[1]()
        return self.now_s


@pytest.fixture
def paced(start, monkeypatch):
    """A run that is controlled from the beginning; nobody really waits."""
    monkeypatch.setattr(control_socket, "POLL_S", 1e-4)

    def play(for_s, speed, wall, asking):
        with start(speed, wall) as (simulation, control, program):
            simulation.sinks.append(control)
            wall.moments = [(at_s, lambda what=what: program.socket.sendall(what)) for at_s, what in asking]
            result = simulation.run(for_s)
            program.socket.settimeout(5.0)
            return result, [program.answer() for _ in asking]

    return play


@pytest.mark.parametrize("speed", [1.0, 60.0])
def test_a_run_takes_its_time(paced, speed):
    wall = Wall(0.5 / speed)
    result, _ = paced(60.0, speed, wall, [])
    assert wall.now_s == pytest.approx(60.0 / speed, rel=0.1)
    assert result.simulated_s == 60.0


def test_a_paused_run_answers_and_goes_on_when_it_is_told(paced):
    wall = Wall(0.05)
    asking = [
        (5.0, b'{"do": "pause"}\n'),
        (8.0, b'{"do": "state"}\n'),
        (9.0, b'{"do": "state"}\n'),
        (10.0, b'{"do": "resume"}\n'),
    ]
    result, (paused, early, late, resumed) = paced(60.0, 10.0, wall, asking)
    assert (paused["paused"], early["paused"], late["paused"], resumed["paused"]) == (True, True, True, False)
    assert early["t_s"] == late["t_s"] == pytest.approx(50.0, abs=2.0)
    assert wall.now_s == pytest.approx(11.0, abs=0.5)
    assert result.simulated_s == 60.0


def test_a_paused_run_can_be_broken_and_stopped(paced):
    asking = [
        (2.0, b'{"do": "pause"}\n'),
        (3.0, b'{"do": "break", "fault": "lamp=welded"}\n'),
        (4.0, b'{"do": "state"}\n'),
        (5.0, b'{"do": "stop"}\n'),
    ]
    result, answers = paced(600.0, 1.0, Wall(0.25), asking)
    assert answers[2]["faults"] == ["lamp=welded"]
    assert answers[2]["driven"]["lamp"] == 1.0
    assert result.simulated_s <= 5.0


def test_the_speed_can_be_changed_on_the_way(paced):
    wall = Wall(0.05)
    result, answers = paced(
        600.0, 1.0, wall, [(5.0, b'{"do": "speed", "to": 60}\n'), (6.0, b'{"do": "speed", "to": "max"}\n')]
    )
    assert [answer["speed"] for answer in answers] == [60.0, "max"]
    assert wall.now_s < 7.0
    assert result.simulated_s == 600.0


def test_it_answers_while_the_board_is_down_and_can_start_it_again(paced):
    """A killed program is mended after 5 s and starts again: virtual time does not run away while nothing turns."""
    asking = [
        (5.0, b'{"do": "break", "fault": "board=killed"}\n'),
        (9.0, b'{"do": "state"}\n'),
        (10.0, b'{"do": "mend", "fault": "board=killed"}\n'),
        (20.0, b'{"do": "state"}\n'),
    ]
    result, (broken, down, mended, up) = paced(30.0, 1.0, Wall(0.25), asking)
    assert broken["broken"] == "board=killed"
    assert (down["up"], down["state"], down["sensed"], down["commanded"]) == (False, "DOWN", {}, {})
    assert down["t_s"] == pytest.approx(9.0, abs=1.5)
    assert down["faults"] == ["board=killed"]
    assert mended["mended"] == ["board=killed"]
    assert (up["up"], up["state"]) == (True, "DARK")
    assert [event.why.key for event in result.events].count("loop.started") == 2


def test_a_run_that_is_down_can_be_stopped(paced):
    asking = [(5.0, b'{"do": "break", "fault": "board=power_cut"}\n'), (9.0, b'{"do": "stop"}\n')]
    result, _ = paced(3600.0, 1.0, Wall(0.25), asking)
    assert result.simulated_s <= 11.0


def test_a_run_that_is_only_looked_at_is_the_same_run(start):
    hashes = []
    for asked in (range(0, 100, 7), ()):
        with start(inf) as (simulation, control, program):
            if asked:
                simulation.sinks.append(control)
            simulation.at(*[(float(t_s), lambda program=program: program.ask(do="state")) for t_s in asked])
            hashes.append(simulation.run(100.0).trace_sha256)
    assert hashes[0] == hashes[1]
