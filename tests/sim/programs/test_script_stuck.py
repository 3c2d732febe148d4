"""A program that catches everything that is raised in it still ends: at its limit, or by a second Ctrl-C."""

import builtins
import gc
import signal
from math import inf

import pytest

from highland import script
from highland.__main__ import main
from sim.programs import limit as module
from sim.programs.script import ScriptRequest, run_script

STUCK = """
import builtins, time
while not builtins.enough:
    try:
        while not builtins.enough:
            time.sleep(0.5)
            {press}
    except:
        time.sleep(5)
"""


@pytest.fixture
def stuck(tmp_path, monkeypatch):
    """Runs the program; what is to end the process lets it go instead."""
    monkeypatch.setattr(module, "LOOK_S", 0.001)
    monkeypatch.setattr(module, "WAIT_S", 0.0)
    monkeypatch.setattr(builtins, "enough", False, raising=False)

    def run(text, for_s):
        found = []

        def end(result):
            found.append((result.ended, result.exit_code, result.ending.key))
            builtins.enough = True

        file = tmp_path / "stuck.py"
        file.write_text(text, encoding="utf-8")
        run_script(ScriptRequest(file, for_s=for_s, speed=inf), lambda _: None, end)
        return found

    return run


@pytest.mark.proof
def test_a_bare_except_around_a_loop_ends_after_its_time(stuck):
    text = f"exec({STUCK.format(press='')!r})"  # its loops say nothing of their turns
    assert stuck(text, 1.0) == [("limit", 0, "script.by_force")]


@pytest.mark.proof
@pytest.mark.parametrize("before", ["", "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"])
def test_a_second_ctrl_c_ends_it_always(stuck, before):
    text = before + "import os, signal" + STUCK.format(press="os.kill(os.getpid(), signal.SIGINT)")
    assert stuck(text, 1e6) == [("stopped", 130, "script.by_force")]
    assert signal.signal.__module__ == "signal"


LEFT_BEHIND = """
import asyncio, builtins
async def main():
    for builtins.turns in range(5_000):
        try:
            await asyncio.sleep(0.5)
        except:
            pass
try:
    asyncio.run(main())
except:
    pass
"""


def test_a_coroutine_that_catches_everything_ends_with_its_program(stuck, monkeypatch):
    """Python closes it when it forgets it, and would wait for ever."""
    monkeypatch.setattr(builtins, "turns", 0, raising=False)
    assert stuck(LEFT_BEHIND, 1.0) == []
    gc.collect()
    assert 0 < builtins.turns < 1_000


def test_the_process_of_a_program_that_nothing_stops_is_really_ended(tmp_path, monkeypatch, capsys):
    """While a program runs, `os._exit` ends the program only."""
    found = []
    monkeypatch.setattr(module, "LOOK_S", 0.001)
    monkeypatch.setattr(builtins, "enough", False, raising=False)
    monkeypatch.setattr(script, "LEAVE", lambda code: (found.append(code), setattr(builtins, "enough", True)))
    file = tmp_path / "stuck.py"
    file.write_text(f"exec({STUCK.format(press='')!r})", encoding="utf-8")
    assert main(["script", str(file), "--for", "1s"]) == 0
    assert found == [0]


class Counts:
    forced = presses = 0


def test_what_makes_it_the_last_resort():
    limit, busy = Counts(), Counts()
    last = module.LastResort(limit, busy, lambda _: None)
    assert not last.is_due(0.0)
    busy.presses, last._presses = 2, 3  # two of them were the guard's
    assert not last.is_due(1.0)
    busy.presses = 3
    assert last.is_due(1.0)
    busy.presses, last._presses = 0, 2
    assert not last.is_due(2.0)
    assert not last.is_due(3.9)
    assert last.is_due(4.0)
    last._second_s, last._own_presses = None, 1  # of two presses one was ours, as nothing moved
    assert not last.is_due(9.0)
    assert not last.is_due(99.0)
    limit.forced, last._second_s = 3, None
    assert last.is_due(0.0)
