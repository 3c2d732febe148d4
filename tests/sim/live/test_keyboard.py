"""Single keys from a terminal, which is always given back as it was."""

import importlib.util
import os
import sys

import pytest

from firmware.project import find
from sim.live import keyboard
from sim.live.keyboard import Keyboard, NoKeys, first_key
from sim.live.terminal import LiveTerminal
from sim.world.simulation import Simulation

termios = pytest.importorskip("termios", reason="this is the terminal of Linux and macOS")


@pytest.fixture
def terminal():
    master, slave = os.openpty()
    yield master, slave
    os.close(master)
    os.close(slave)


def test_keys_come_one_by_one_without_enter(terminal):
    master, slave = terminal
    with Keyboard(slave) as keys:
        os.write(master, "b+ớ".encode())
        assert [keys.read(1.0) for _ in range(3)] == ["b", "+", "ớ"]
        assert keys.read(0.0) == ""


def test_arrow_keys_have_names_and_other_sequences_are_no_letters(terminal):
    master, slave = terminal
    with Keyboard(slave) as keys:
        os.write(master, b"\x1b[A")
        assert keys.read(1.0) == "up"
    assert first_key("\x1b[B\x1bOCx") == ["down", "right", "x"]
    assert first_key("\x1b[15~") == []  # F5
    assert first_key("\x1b[1;5A") == []  # Ctrl with an arrow
    assert first_key("\x1b") == []
    assert first_key("ab") == ["a", "b"]


def test_the_terminal_is_given_back_whatever_happens(terminal):
    _, slave = terminal
    before = termios.tcgetattr(slave)
    try:
        with Keyboard(slave):
            assert not termios.tcgetattr(slave)[3] & termios.ICANON
            assert termios.tcgetattr(slave)[3] & termios.ISIG, "Ctrl-C must still work"
            raise ZeroDivisionError
    except ZeroDivisionError:
        assert termios.tcgetattr(slave) == before


def test_without_a_keyboard_no_key_ever_comes():
    assert NoKeys().read(0.0) == ""


def test_it_is_imported_where_there_is_no_terminal_as_in_a_browser(monkeypatch):
    for missing in ("termios", "tty"):
        monkeypatch.setitem(sys.modules, missing, None)
    spec = importlib.util.spec_from_file_location("keyboard_in_a_browser", keyboard.__file__)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.NoKeys().read(0.0) == ""


def test_what_is_typed_in_a_real_terminal_breaks_a_part_and_ends_the_run(terminal, tiny):
    """`b`, part 1, its second fault, and `q`: as a pupil types it, on the virtual board and back."""
    master, slave = terminal
    with Keyboard(slave) as keys, Simulation(find(tiny)) as simulation:
        os.write(master, b"b12q")
        simulation.sinks.append(LiveTerminal(simulation, keys, lambda _: None, 1e9))
        result = simulation.run(86_400.0)
    told = [str(event.why) for event in result.events if event.kind in ("fault", "end")]
    assert told == ["fault.begins(fault=button_pressed=stuck(value=1))", "loop.stopped"]
