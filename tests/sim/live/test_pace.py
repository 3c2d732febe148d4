"""Virtual time at the speed asked for, and progress that does not chatter."""

from types import SimpleNamespace
from typing import NamedTuple

import pytest

from sim.live.pace import Pace, Progress


class Wall:
    def __init__(self):
        self.now_s = 0.0

    def __call__(self):
        return self.now_s

    def wait(self, seconds):
        self.now_s += seconds


class Sensed(NamedTuple):
    box_temperature_c: float | None


def tick(t_s, value=20.0, state="IDLE", fan=False):
    return SimpleNamespace(t_s=t_s, state=state, commanded={"fan": fan}, sensed=Sensed(value))


@pytest.mark.parametrize("speed", [1.0, 60.0, 3600.0])
def test_a_paced_run_takes_as_long_as_asked(speed):
    wall = Wall()
    pace = Pace(speed, wall, wall.wait)
    for t_s in range(601):
        pace.tick(tick(float(t_s)))
    assert wall.now_s == pytest.approx(600.0 / speed)


def test_a_slow_computer_does_not_try_to_catch_up():
    wall = Wall()
    pace = Pace(1.0, wall, wall.wait)
    pace.tick(tick(0.0))
    wall.now_s = 100.0
    pace.tick(tick(1.0))
    pace.tick(tick(2.0))
    assert wall.now_s == pytest.approx(101.0)


def test_progress_is_told_at_tenths_and_never_more_often_than_allowed():
    wall, told = Wall(), []
    progress = Progress(1000.0, told.append, quiet_s=3.0, wall=wall)
    for t_s in range(1001):
        wall.now_s = t_s / 50.0  # 20 real seconds in all
        progress.tick(tick(float(t_s)))
    assert told == [0.2, 0.4, 0.6, 0.8, 1.0]


def test_a_short_run_tells_no_progress():
    told = []
    progress = Progress(1000.0, told.append, wall=Wall())
    for t_s in range(1001):
        progress.tick(tick(float(t_s)))
    assert told == []
