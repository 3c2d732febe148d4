"""The terminal around a run: the live picture with its keys, or a line that says how far a fast run has come."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from devices import Message
from sim.keyboard import Keyboard, Keys, NoKeys
from sim.pace import Progress
from sim.runner import Simulation

if TYPE_CHECKING:
    from sim.watch import Watch

SO_FAR = Message("progress.so_far", "{project}: {percent:.0f} % simulated")


def can_show() -> bool:
    """Whether standard output is a terminal that a picture can be drawn on."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def watched(simulation: Simulation, speed: float, translate: Callable[[str], str]) -> Iterator[Watch]:
    """Show the run on the whole terminal; the terminal is as before when this ends, however it ends."""
    from rich.console import Console
    from rich.live import Live

    from sim.watch import Watch

    console = Console()
    with ExitStack() as stack:
        keys: Keys = stack.enter_context(Keyboard()) if sys.stdin.isatty() else NoKeys()
        live = stack.enter_context(Live(console=console, screen=True, auto_refresh=False))
        watch = Watch(
            simulation,
            keys,
            lambda picture: live.update(picture, refresh=True),
            speed,
            translate=translate,
            size=lambda: (console.width, console.height),
        )
        simulation.sinks.append(watch)
        yield watch


@contextmanager
def progress_told(simulation: Simulation, for_s: float, translate: Callable[[str], str]) -> Iterator[None]:
    """Say on standard error how far the run has come: a bar on a terminal, else a line at every tenth of a long run."""
    if not sys.stderr.isatty():
        simulation.sinks.append(Progress(for_s, lambda done: _tell(simulation, done, translate)))
        yield
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), auto_refresh=False, transient=True) as bar:
        task = bar.add_task(f"SIM {simulation.project.name}", total=1.0)
        simulation.sinks.append(
            Progress(for_s, lambda done: bar.update(task, completed=done, refresh=True), quiet_s=0.1, step=0.002)
        )
        yield


def _tell(simulation: Simulation, done: float, translate: Callable[[str], str]) -> None:
    line = SO_FAR(project=simulation.project.name, percent=100 * done).render(translate)
    print(line, file=sys.stderr, flush=True)
