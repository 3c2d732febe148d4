"""Every project that has a scene, and a board of one of them whose wall clock stands still until a test moves it."""

import re
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from classroom.board.run import Run
from classroom.board.scene import Scene
from classroom.marks import sandbox
from firmware.project import HOME, find, names
from sim.world.simulation import Simulation

TREE = Path(__file__).parents[2]
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


class Seen:
    """One page in the browser, with all that it asked for, and what it complained of."""

    def __init__(self, page, address, process):
        self.process = process
        self.page, self.requests, self.complaints = page, [], []
        page.set_default_timeout(20_000)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text))
        page.goto(address)
        page.wait_for_selector("#word:not(:empty)")

    def click(self, selector):
        """Click, as a person does."""
        self.page.click(selector)

    def waits_for(self, selector):
        """It comes, or the test fails."""
        self.page.wait_for_selector(selector)


@pytest.fixture
def look(chromium):
    """Open the page of a project, served as `highland sim --page` does: `look(project, "vi", 360)`."""
    with ExitStack() as stack:

        def opened(project, lang="en", width=1280, theme="light", motion="no-preference"):
            command = [
                sys.executable,
                "-m",
                "highland",
                "sim",
                str(project.folder),
                "--page",
                "--port",
                "0",
                "--no-browser",
            ]
            process = stack.enter_context(
                subprocess.Popen(command, cwd=TREE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
            )
            stack.callback(process.send_signal, signal.SIGINT)
            found = re.search(r"http://\S+/", process.stdout.readline())
            context = chromium.new_context(viewport={"width": width, "height": 800}, reduced_motion=motion)
            stack.callback(context.close)
            return Seen(context.new_page(), f"{found[0]}?lang={lang}&theme={theme}", process)

        yield opened


@pytest.fixture
def boxed():
    """Skips where no sandbox holds: there, browsers make the marks."""
    refused = sandbox.trouble()
    if refused is not None:
        pytest.skip(str(refused))
