"""Somebody types at a terminal: while the program waits, lamps blink, buttons are pressed, and `--for` counts."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import Any

import pytest

from sim.libraries.windows import curses_keys
from sim.programs.host import Host
from sim.programs.script import ScriptRequest, ScriptResult, run_script
from sim.programs.virtual_time import ProgramTime
from sim.python import program as programs
from sim.python.keyboard import Keyboard
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pair of terminals is an affair of Unix")


class Desk(Host):
    """A computer on which real time passes at once, and whose keys are typed at their moments."""

    def __init__(self, terminal: int, *typed: tuple[float, bytes]) -> None:
        self._now_s, self._terminal, self._typed = 0.0, terminal, deque(typed)

    def wall(self) -> float:
        return self._now_s

    def wait(self, seconds: float) -> None:
        self._now_s += seconds
        while self._typed and self._typed[0][0] <= self._now_s:
            os.write(self._terminal, self._typed.popleft()[1])


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    outside, inside = os.openpty()
    with open(inside, encoding="utf-8") as keys:
        monkeypatch.setattr(sys, "stdin", keys)
        yield outside
    os.close(outside)


def played(folder: Path, text: str, terminal: int, *typed: tuple[float, bytes], **asked: Any) -> ScriptResult:
    file = folder / "program.py"
    file.write_text(dedent(text), encoding="utf-8")
    before = sys.stdin, input
    result = run_script(ScriptRequest(file, **({"speed": 1.0} | asked)), lambda _: None, host=Desk(terminal, *typed))
    assert (sys.stdin, input) == before
    return result


BLINKS = """
    import threading, time
    from gpiozero import LED, Button
    lamp, button = LED(17), Button(2)
    button.when_pressed = lambda: print("pressed")
    def blink():
        while True:
            lamp.toggle()
            time.sleep(1)
    threading.Thread(target=blink, daemon=True).start()
    """


def test_the_board_goes_on_while_somebody_answers(tmp_path, terminal, capsys):
    text = BLINKS + "print('hello', input('name? '))\n"
    result = played(tmp_path, text, terminal, (4.5, b"Lan\n"), presses=["gpio2@2s"])
    assert capsys.readouterr().out == "name? pressed\nhello Lan\n"
    assert result.virtual_s == pytest.approx(4.5, abs=0.1)
    assert result.outputs["gpio17"]["changes"] == 5


def test_lines_and_their_end_come_at_their_moments(tmp_path, terminal, capsys):
    text = """
        import sys, time
        begin = time.time()
        for line in sys.stdin:
            print(line.strip(), round(time.time() - begin))
        try:
            input()
        except EOFError as error:
            print(error)
        """
    played(tmp_path, text, terminal, (2.0, b"on\n"), (5.0, b"off\n"), (7.0, b"\x04"), (8.0, b"\x04"))
    assert capsys.readouterr().out == "on 2\noff 5\nEOF when reading a line\n"


GETCH = """
    import select, sys, termios, time, tty
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin)
    begin = time.time()
    """


def test_single_keys_as_robots_are_driven(tmp_path, terminal, capsys):
    text = (
        GETCH
        + """
    for _ in range(3):
        print(sys.stdin.read(1), round(time.time() - begin))
    """
    )
    played(tmp_path, text, terminal, (1.0, b"w"), (3.0, b"sq"))
    assert capsys.readouterr().out == "w 1\ns 3\nq 3\n"


def test_a_look_for_a_key_that_may_take_a_while(tmp_path, terminal, capsys):
    text = (
        GETCH
        + """
    for timeout in (1, 5, None):
        ready = select.select([sys.stdin], [], [], timeout)[0]
        print(sys.stdin.read(1) if ready else "-", round(time.time() - begin))
    """
    )
    played(tmp_path, text, terminal, (3.0, b"w"), (9.0, b"s"))
    assert capsys.readouterr().out == "- 1\nw 3\ns 9\n"


def test_the_time_of_the_run_ends_a_question(tmp_path, terminal):
    assert played(tmp_path, "input()\n", terminal, for_s=30.0).ended == "limit"


def test_at_full_speed_time_stands_still(tmp_path, terminal, capsys):
    os.write(terminal, b"Lan\n")
    text = "import time\nbegin = time.time()\nprint(input(), round(time.time() - begin))\n"
    played(tmp_path, text, terminal, speed=float("inf"))
    assert capsys.readouterr().out == "Lan 0\n"


class CursesWindow:
    """A window of curses: at how many looks there is no key, before there is one."""

    def __init__(self) -> None:
        self.delays: list[int] = []
        self.looks = 0

    def timeout(self, delay: int) -> None:
        self.delays.append(delay)

    def getch(self) -> int:
        self.looks -= 1
        return -1 if self.looks >= 0 else ord("w")

    def getkey(self) -> str:
        if self.getch() < 0:
            raise ValueError("no input")
        return "w"


def test_keys_of_curses() -> None:
    module: Any = ModuleType("curses")
    names = ("newwin", "newpad", "halfdelay", "cbreak", "nocbreak", "raw", "noraw")
    vars(module).update({name: lambda *_: None for name in names}, error=ValueError, initscr=CursesWindow)
    curses_keys.adapt(module)
    curses_keys.adapt(module)
    assert isinstance(module.initscr(), CursesWindow)
    with VirtualPi() as pi, ProgramTime(switched_on.board()):
        program = programs.running
        assert program is not None
        program.keyboard = Keyboard(0, look_s=1.0)
        begin_s, window = pi.clock.monotonic(), module.initscr()
        real = window._real
        real.looks = 3
        assert window.getch() == ord("w")
        real.looks = 3
        assert window.getkey() == "w"
        real.looks = 9
        window.timeout(1500)
        assert window.getch() == -1
        window.nodelay(True)
        with pytest.raises(ValueError, match="no input"):
            window.getkey()
        assert pi.clock.monotonic() - begin_s == pytest.approx(3 + 3 + 1.5, abs=0.1)
        module.halfdelay(5)
        window.nodelay(False)
        assert window.getch() == -1
        assert pi.clock.monotonic() - begin_s == pytest.approx(3 + 3 + 1.5 + 0.5, abs=0.1)
        module.cbreak()
        assert set(real.delays) == {0}
