"""Every project that has a scene, and a board of one of them whose wall clock stands still until a test moves it."""

from pathlib import Path

import pytest

from classroom.board import Run
from classroom.scene import Scene
from firmware.project import HOME, find, names
from sim.world.simulation import Simulation

TEMPLATE = str(HOME / "_template" / "drying_rack")
PROJECTS = [name for name in (*names(), TEMPLATE) if (find(name).folder / "scene.svg").is_file()]


@pytest.fixture(params=PROJECTS, ids=lambda name: Path(name).name)
def project(request):
    return find(request.param)


class Wall:
    """A clock that a test moves."""

    now = 100.0

    def __call__(self):
        return self.now


class Watched:
    """A run of the gas alarm, as the page drives it."""

    def __init__(self, simulation, project, speed):
        self.wall = Wall()
        self.simulation = simulation
        simulation.end_at(7200.0)
        self.run = Run(simulation, project.names(), Scene(project), speed, False, self.wall)

    def go(self, wall_s):
        """Let so many real seconds pass, slice by slice."""
        end = self.wall.now + wall_s
        while True:
            left_s = self.run.go_on()
            if left_s > 0.0:
                if self.wall.now + left_s > end:
                    self.wall.now = end
                    return self.run.see()
                self.wall.now += left_s


@pytest.fixture
def gas():
    """The gas alarm at 60 times the wall's speed."""
    project = find("gas_alarm")
    with Simulation(project) as simulation:
        yield Watched(simulation, project, 60.0)
