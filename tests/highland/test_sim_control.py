"""`highland sim --control`: the address is a line that another program can read, and the run waits for the wall."""

import json
import re
import socket
from math import inf

import pytest

from sim.live.control_socket import ControlSocket


@pytest.fixture
def speeds(monkeypatch):
    """The speeds of the control sockets that were opened; nobody waits for the clock on the wall."""
    opened = []

    class Hasty(ControlSocket):
        def __init__(self, simulation, port, speed):
            opened.append(speed)
            super().__init__(simulation, port, inf)

    monkeypatch.setattr("sim.live.control_socket.ControlSocket", Hasty)
    return opened


def test_it_prints_where_it_listens(highland, tiny, speeds):
    said = highland("sim", tiny, "--control", "0")
    assert said.code == 0
    assert re.fullmatch(
        r"Programs on this computer can control the run at 127\.0\.0\.1:\d+\.", said.out.splitlines()[0]
    )
    assert "Provenance: SIM." in said.out


@pytest.mark.parametrize(("words", "speed"), [((), 1.0), (("--speed", "60"), 60.0), (("--speed", "max"), inf)])
def test_without_a_speed_it_goes_as_fast_as_the_wall(highland, tiny, speeds, words, speed):
    assert highland("sim", tiny, "--control", "0", *words).code == 0
    assert speeds == [speed]


def test_json_stays_one_object(highland, tiny, speeds):
    said = highland("sim", tiny, "--control", "0", "--json")
    assert json.loads(said.out)["simulated_s"] == 60.0
    assert "127.0.0.1:" in said.err


def test_a_run_is_stopped_from_outside(highland, tiny, monkeypatch):
    """Another program connects as soon as the socket is there, and sends what it has to say."""
    heard = []

    class Steered(ControlSocket):
        def __init__(self, simulation, port, speed):
            super().__init__(simulation, port, speed)
            host, port = self.address.split(":")
            self.program = socket.create_connection((host, int(port)), timeout=10.0)
            self.program.sendall(b'{"do": "break", "fault": "lamp=welded"}\n{"do": "stop"}\n')

        def close(self):
            heard.extend(json.loads(line) for line in self.program.recv(65536).splitlines())
            self.program.close()
            super().close()

    monkeypatch.setattr("sim.live.control_socket.ControlSocket", Steered)
    said = highland("sim", tiny, "--control", "0")
    assert said.code == 0
    assert [sorted(answer)[0] for answer in heard] == ["broken", "provenance"]
    assert heard[1]["stopped"]
    assert "Fault injected: lamp: cannot be switched off (lamp=welded)." in said.out
    assert "Asked to stop; all outputs are safe." in said.out


def test_on_a_terminal_it_says_that_there_is_no_picture(highland, tiny, speeds, monkeypatch):
    monkeypatch.setattr("sim.live.terminal.can_show", lambda: True)
    said = highland("sim", tiny, "--control", "0")
    assert said.code == 0
    assert "With --control there is no live picture here." in said.err


def test_a_port_that_is_taken_is_exit_2_and_leaves_no_file(highland, tiny, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = highland("sim", tiny, "--control", port, "--trace", tmp_path / "run.csv")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"Port {port} of this computer cannot be used: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_port_that_cannot_be_is_exit_2(highland, tiny, port):
    said = highland("sim", tiny, f"--control={port}")
    assert said.code == 2
    assert "a port is a number from 0 to 65535" in said.err
