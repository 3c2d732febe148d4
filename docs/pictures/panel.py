"""The live panel of a pupil's program in the terminal, in both languages."""

from __future__ import annotations

import io
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from live import HERE, PLAIN_SVG
from rich.console import Console as Screen
from rich.theme import Theme

from look.terminal import styles
from messages import LANGUAGES, translator
from sim.live.words import Tongue
from sim.programs.panel.live import LivePanel
from sim.programs.script import ScriptRequest, run_script

WIDTH, HEIGHT = 96, 20
FOR_S, PRESSED_S, MOVED_S = 12.0, 4.0, 7.0  # of virtual time; the picture is the last one
PROGRAM = """\
from time import sleep
from gpiozero import LED, PWMLED, Button, Servo, MCP3008

lamp, dimmed, gate, button, pot = LED(17), PWMLED(27), Servo(18), Button(2), MCP3008(0)
presses = 0


def pressed():
    global presses
    presses += 1
    lamp.toggle()
    print("button:", presses)


button.when_pressed = pressed
while True:
    dimmed.value = pot.value
    gate.value = 2 * pot.value - 1
    print(f"knob: {pot.value:.2f}")
    sleep(2)
"""


class Fingers:
    """Keys that come at their second; no real time passes."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self._keys = [(PRESSED_S, "\r"), (MOVED_S, "down"), (MOVED_S, "+"), (MOVED_S, "+"), (MOVED_S, "+")]

    def wall(self) -> float:
        """What stands for the real clock."""
        return self.now_s

    def read(self, timeout_s: float) -> str:
        """The next key that is due."""
        if self._keys and self._keys[0][0] <= self.now_s:
            return self._keys.pop(0)[1]
        self.now_s += max(timeout_s, 0.001)
        return ""


def make() -> None:
    """Write panel.en.svg and panel.vi.svg."""
    before = Path.cwd()
    for lang in LANGUAGES:
        tongue, fingers = Tongue(lang, translator(lang)), Fingers()
        pictures: list[Any] = []
        panel = LivePanel(
            "gate.py", 1.0, fingers, pictures.append, tongue, size=lambda: (WIDTH, HEIGHT), wall=fingers.wall
        )
        with TemporaryDirectory() as folder:
            os.chdir(folder)
            file = Path(folder) / "gate.py"
            file.write_text(PROGRAM, encoding="utf-8")
            run_script(ScriptRequest(file, for_s=FOR_S, speed=1.0), panel.notify, None, panel, panel)
            os.chdir(before)
        screen = Screen(record=True, file=io.StringIO(), width=WIDTH, force_terminal=True, color_system="truecolor")
        screen.push_theme(Theme(styles()))
        screen.print(pictures[-1])
        screen.save_svg(str(HERE / f"panel.{lang}.svg"), code_format=PLAIN_SVG, unique_id="panel")
