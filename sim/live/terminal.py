"""A run in the terminal: the live picture with its keys at a chosen speed, or the progress of a fast run."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from devices import Message, Sink, Tick
from look.terminal import styles
from sim.live.console import (
    Choices,
    ClearFault,
    Console,
    EndRun,
    InjectFault,
    Order,
    PressButton,
    faults_to_offer,
    on_key,
)
from sim.live.frame import View, frame
from sim.live.keyboard import Keyboard, Keys, NoKeys
from sim.live.pace import Progress, Schedule
from sim.world.simulation import Simulation

FRAME_S = 0.1  # ten pictures a second


class LiveTerminal(Sink):
    """A sink that shows each turn, waits until the next is due, and carries out what the keys order.

    `draw` takes a picture and puts it on the screen; `size` says how many columns and lines there are.
    """

    def __init__(
        self,
        simulation: Simulation,
        keys: Keys,
        draw: Callable[[Any], None],
        speed: float,
        *,
        translate: Callable[[str], str] = str,
        size: Callable[[], tuple[int, int]] = lambda: (80, 24),
        wall: Callable[[], float] = time.monotonic,
    ) -> None:
        self.console = Console(speed)
        self.stopped = False
        self._simulation = simulation
        self._keys = keys
        self._draw = draw
        self._translate = translate
        self._size = size
        self._wall = wall
        self._schedule = Schedule(wall)
        self._drawn_s = float("-inf")
        world = simulation.world
        felt = world.plant.felt
        self._names = simulation.project.names()
        self._buttons = world.buttons
        switches = frozenset(name for name, value in felt.items() if isinstance(value, bool))
        self._faults = faults_to_offer(world.can_fail(), tuple(world.chips), switches)

    def tick(self, tick: Tick) -> None:
        """Show this turn until the next one is due, or for as long as the run is paused."""
        if self._wall() - self._drawn_s >= FRAME_S:
            self._show(tick)
        self._on_key(self._keys.read(0.0), tick)
        while not self.stopped:
            if self.console.paused:
                self._schedule.restart(tick.t_s)
                left_s = FRAME_S
            else:
                left_s = self._schedule.left_s(tick.t_s, self.console.speed)
            if left_s <= 0:
                return
            self._on_key(self._keys.read(min(left_s, FRAME_S)), tick)

    def stop(self) -> None:
        """Stop waiting; the run is ending."""
        self.stopped = True

    def _on_key(self, key: str, tick: Tick) -> None:
        if not key:
            return
        active = tuple(self._simulation.world.active)
        self.console, order = on_key(self.console, key, Choices(self._faults, active, self._buttons))
        if order is not None:
            self._carry_out(order)
        self._show(tick)

    def _carry_out(self, order: Order) -> None:
        world = self._simulation.world
        if isinstance(order, EndRun):
            self._simulation.stop()
            self.stop()
        elif isinstance(order, InjectFault) and order.fault not in world.active:
            world.begin(order.fault)
        elif isinstance(order, ClearFault) and order.fault in world.active:
            world.end(order.fault)
        elif isinstance(order, PressButton):
            world.press(order.button)

    def _show(self, tick: Tick) -> None:
        self._drawn_s = self._wall()
        simulation = self._simulation
        view = View(
            project=simulation.project.name,
            date=simulation.clock.now(),
            t_s=tick.t_s,
            state=tick.state,
            why=tick.why,
            readings=tick.readings(),
            commanded=tick.commanded,
            driven=simulation.world.driven,
            faults=[str(fault) for fault in simulation.world.active],
            console=self.console,
            names=self._names,
        )
        self._draw(frame(view, self._translate, *self._size()))


SO_FAR = Message("progress.so_far", "{project}: {percent:.0f} % simulated")


def can_show() -> bool:
    """Whether standard output is a terminal that a picture can be drawn on."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def live_terminal(simulation: Simulation, speed: float, translate: Callable[[str], str]) -> Iterator[LiveTerminal]:
    """Show the run on the whole terminal, which is always restored at the end."""
    from rich.console import Console
    from rich.live import Live
    from rich.theme import Theme

    console = Console()
    console.push_theme(Theme(styles(many_colors=console.color_system in ("256", "truecolor"))))
    with ExitStack() as stack:
        keys: Keys = stack.enter_context(Keyboard()) if sys.stdin.isatty() else NoKeys()
        live = stack.enter_context(Live(console=console, screen=True, auto_refresh=False))
        watch = LiveTerminal(
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
def progress_shown(simulation: Simulation, for_s: float, translate: Callable[[str], str]) -> Iterator[None]:
    """Show progress on standard error: a bar on a terminal, else a line at every tenth of a long run."""
    if not sys.stderr.isatty():
        simulation.sinks.append(Progress(for_s, lambda done: _print_progress(simulation, done, translate)))
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


def _print_progress(simulation: Simulation, done: float, translate: Callable[[str], str]) -> None:
    line = SO_FAR(project=simulation.project.name, percent=100 * done).render(translate)
    print(line, file=sys.stderr, flush=True)
