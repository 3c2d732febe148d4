"""A run that is controlled over a socket, and other programs that connect to it."""

import io
import json
import socket
from contextlib import contextmanager
from math import inf
from pathlib import Path

import pytest
from rich.console import Console as Screen
from rich.theme import Theme

from devices import Sink
from firmware.project import find
from look.terminal import styles
from sim.live.control_socket import ControlSocket
from sim.world.simulation import Simulation

TINY = Path(__file__).parents[2] / "highland" / "tiny"


class Program:
    """Another program on this computer. What it says is heard before `tell` returns."""

    def __init__(self, control):
        self.control = control
        host, port = control.address.split(":")
        self.socket = socket.create_connection((host, int(port)), timeout=10.0)
        self.heard = b""
        control.serve(10.0)

    def tell(self, data):
        self.socket.sendall(data)
        self.control.serve(10.0)

    def ask(self, **order):
        self.tell(json.dumps(order).encode() + b"\n")
        return self.answer()

    def answer(self):
        while b"\n" not in self.heard:
            self.heard += self.socket.recv(65536)
        line, _, self.heard = self.heard.partition(b"\n")
        return json.loads(line)

    def is_reject(self):
        try:
            return self.socket.recv(10) == b""
        except ConnectionError:
            return True

    def close(self):
        self.socket.close()


class At(Sink):
    """A sink that does something at a moment of the run."""

    def __init__(self, moments):
        self.moments = list(moments)

    def tick(self, tick):
        while self.moments and tick.t_s >= self.moments[0][0]:
            self.moments.pop(0)[1]()


@pytest.fixture
def start():
    """A run with a control socket and a program that is connected, for as long as the `with` block."""

    @contextmanager
    def started(*options):
        with Simulation(find(str(TINY))) as simulation, ControlSocket(simulation, 0, *options) as control:
            program = Program(control)
            simulation.at = lambda *moments: simulation.sinks.append(At(moments))
            yield simulation, control, program
            program.close()

    return started


@pytest.fixture
def run(start):
    """A run at any speed, with a control socket that is looked at in every turn."""
    with start(inf) as (simulation, control, program):
        simulation.sinks.append(control)
        program.close()
        control.serve(10.0)
        programs = []

        def another():
            programs.append(Program(control))
            return programs[-1]

        simulation.program = another
        simulation.control = control
        yield simulation
        for each in programs:
            each.close()


@pytest.fixture
def tiny():
    return str(TINY)


@pytest.fixture
def text_of():
    """What a picture looks like without colors."""

    def drawn(picture, width=100, height=50):
        screen = Screen(file=io.StringIO(), width=width, height=height, color_system=None, theme=Theme(styles()))
        screen.print(picture)
        return screen.file.getvalue()

    return drawn
