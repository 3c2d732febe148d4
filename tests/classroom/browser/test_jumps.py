"""A loop that never sleeps is noticed by its own jumps: it lets messages in, and ends after a while with its line."""

import sys

import pytest

from classroom.browser.own_programs.jumps import JumpGuard
from sim.programs.host import Host
from sim.programs.script import ScriptRequest, Watcher, run_script

pytestmark = pytest.mark.skipif(not hasattr(sys, "monitoring"), reason="sys.monitoring came with Python 3.12")

BUSY = "x = 0\nwhile True:\n    x += 1\n"
STANDS_STILL = "import builtins\nbuiltins.__turn__ = builtins.__spin__ = lambda seconds: None\n"
IN_A_THREAD = (
    "import threading, time\ndef spin():\n    while True:\n        pass\nthreading.Thread(target=spin).start()\n"
)


class Jumping(Host, Watcher):
    """Stops the program at the third breath, when it may."""

    def __init__(self, patience_s: float, stops: bool = False) -> None:
        self.breaths = 0
        self._patience_s, self._stops = patience_s, stops

    def begins(self, stage, limit):
        self._press = limit.press

    def guard(self, clock, code):
        return JumpGuard(clock, code, self._breathe, self._patience_s)

    def _breathe(self):
        self.breaths += 1
        if self._stops and self.breaths == 3:
            self._press()


def run(text, folder, host):
    file = folder / "program.py"
    file.write_text(text, encoding="utf-8")
    return run_script(ScriptRequest(file), lambda _: None, host=host, watcher=host)


@pytest.mark.parametrize(("text", "line"), [(BUSY, (2, 3)), (IN_A_THREAD, (3, 4))])
def test_it_ends_with_its_line(text, line, tmp_path):
    result = run(STANDS_STILL + text, tmp_path, Jumping(patience_s=0.01))
    assert result.ended == "error"
    assert result.error.hint.key == "script.hint.busy_loop"
    assert result.error.line - 2 in line


def test_a_press_while_it_computes_stops_it(tmp_path):
    host = Jumping(patience_s=60.0, stops=True)
    assert run(BUSY, tmp_path, host).ended == "stopped"
    assert host.breaths == 3
