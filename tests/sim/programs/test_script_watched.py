"""Whoever is with a program while it runs may wait for it, and press Ctrl-C."""

from pathlib import Path

import pytest

from sim.programs.host import Host
from sim.programs.limit import PRESSES
from sim.programs.script import ScriptRequest, Watcher, run_script

BLINK = "from gpiozero import LED\nfrom time import sleep\nled = LED(17)\nwhile True:\n    led.toggle()\n    sleep(1)\n"
STUBBORN = "import time\nwhile True:\n    try:\n        time.sleep(0.1)\n    except KeyboardInterrupt:\n        pass\n"


class Presser(Host, Watcher):
    """Waits for nothing, and presses Ctrl-C once so many waits are over, at each one."""

    def __init__(self, after: int) -> None:
        self.waits: list[float] = []
        self._after = after

    def begins(self, stage, limit):
        self._press = limit.press

    def wait(self, seconds):
        self.waits.append(seconds)
        if len(self.waits) >= self._after:
            self._press()


def run(text: str, folder: Path, presser: Presser):
    file = folder / "program.py"
    file.write_text(text, encoding="utf-8")
    return run_script(ScriptRequest(file, speed=10.0), lambda _: None, host=presser, watcher=presser)


@pytest.mark.proof
def test_a_press_between_two_lines_stops_the_program_as_ctrl_c_does(tmp_path):
    presser = Presser(after=25)
    result = run(BLINK, tmp_path, presser)
    assert (result.ended, result.exit_code, result.virtual_s) == ("stopped", 130, 25 * 0.2)
    assert result.outputs["gpio17"]["changes"] == 5
    assert len(presser.waits) == 25


@pytest.mark.proof
def test_a_program_that_catches_every_press_is_ended_by_force(tmp_path):
    presser = Presser(after=2)
    result = run(STUBBORN, tmp_path, presser)
    assert result.ended == "stopped"
    assert len(presser.waits) <= 2 + 2 * PRESSES
