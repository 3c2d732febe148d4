"""Remake the pictures of the README from a simulated gas alarm: `PYTHONPATH=. python docs/pictures/make.py`."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from rich.console import Console as Screen
from rich.theme import Theme

from devices import Sink, Tick
from firmware.project import find
from look.terminal import styles
from messages import LANGUAGES, translator
from sim.live.console import Console
from sim.live.frame import View, frame
from sim.plots.about import about
from sim.plots.describe import describe
from sim.plots.draw import draw
from sim.results.record import Recorder
from sim.world.simulation import Simulation

HERE = Path(__file__).parent
RUN_S = 45 * 60.0
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


class Newest(Sink):
    """Keeps a picture of the newest moment, as data."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation
        self.view: Any = None

    def tick(self, tick: Tick) -> None:
        """Keep it."""
        simulation = self._simulation
        self.view = View(
            project=simulation.project.name,
            date=simulation.clock.now(),
            t_s=tick.t_s,
            state=tick.state,
            why=tick.why,
            readings=tick.readings(),
            commanded=tick.commanded,
            driven=dict(simulation.world.driven),
            faults=[],
            console=Console(60.0),
            names=simulation.project.names(),
        )


def main() -> None:
    """Write live.en.svg, live.vi.svg and gas_alarm.SIM.png."""
    project = find("gas_alarm")
    with Simulation(project) as simulation:
        facts = about(project)
        recorder = Recorder(facts.held_after_s, simulation.world.true)
        simulation.loop.sinks.append(recorder)
        simulation.run(RUN_S)
    with Simulation(project) as simulation:
        newest = Newest(simulation)
        simulation.loop.sinks.append(newest)
        simulation.clock.at(simulation.clock.monotonic() + RUN_S - 60.0, simulation.loop.stop)
        simulation.run(RUN_S)
    for lang in LANGUAGES:
        screen = Screen(record=True, file=io.StringIO(), width=WIDTH, force_terminal=True, color_system="truecolor")
        screen.push_theme(Theme(styles()))
        screen.print(frame(newest.view, translator(lang), WIDTH, HEIGHT))
        screen.save_svg(str(HERE / f"live.{lang}.svg"), code_format=PLAIN_SVG, unique_id="live")
    draw(describe(recorder.recording, facts, seed=0), HERE / "gas_alarm.SIM.png")


if __name__ == "__main__":
    main()
