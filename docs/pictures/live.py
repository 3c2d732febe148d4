"""The live picture of a gas alarm in the terminal, in both languages."""

from __future__ import annotations

import io
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Any

from rich.console import Console as Screen
from rich.theme import Theme

from devices import Sink, Tick
from firmware.project import find
from look.terminal import styles
from messages import LANGUAGES, translator
from sim.live.console import Console
from sim.live.frame import frame
from sim.live.keyboard import NoKeys
from sim.live.terminal import LiveTerminal
from sim.live.words import Tongue
from sim.world.simulation import Simulation

HERE = Path(__file__).parent
RUN_S = 45 * 60.0
SPEED = 60.0
WIDTH, HEIGHT = 96, 24

# rich's own SVG fetches its font from the internet; this one takes what the reader has.
PLAIN_SVG = """\
<svg viewBox="0 0 {terminal_width} {terminal_height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Consolas, Menlo, monospace; font-size: {char_height}px }}
{styles}</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
<rect width="{terminal_width}" height="{terminal_height}" fill="#191919"/>
<g clip-path="url(#{unique_id}-clip-terminal)">{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


class Shot(Sink):
    """Keeps what a live picture shows at one moment, as data."""

    def __init__(self, watch: LiveTerminal) -> None:
        self._watch = watch
        self.view: Any = None

    def tick(self, tick: Tick) -> None:
        """Keep it."""
        if self.view is None and tick.t_s >= RUN_S - 60.0:
            self.view = replace(self._watch.see(), console=Console(SPEED))


def make() -> None:
    """Write live.en.svg and live.vi.svg."""
    with Simulation(find("gas_alarm")) as simulation:
        watch = LiveTerminal(simulation, NoKeys(), lambda _: None, SPEED)
        watch.console = Console(inf)
        shot = Shot(watch)
        simulation.sinks.extend([watch, shot])
        simulation.run(RUN_S)
    for lang in LANGUAGES:
        screen = Screen(record=True, file=io.StringIO(), width=WIDTH, force_terminal=True, color_system="truecolor")
        screen.push_theme(Theme(styles()))
        screen.print(frame(shot.view, Tongue(lang, translator(lang)), WIDTH, HEIGHT))
        screen.save_svg(str(HERE / f"live.{lang}.svg"), code_format=PLAIN_SVG, unique_id="live")
