"""A run in the terminal: the live picture with its keys at a chosen speed, or the progress of a fast run."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

from devices import Event, Message, Quality, Sink, Tick
from look.terminal import styles
from sim.live.changes import Changes
from sim.live.console import Choices, Console, on_key
from sim.live.frame import CONSOLE, FULL, Drawn, View, frame
from sim.live.keyboard import Keyboard, Keys, NoKeys
from sim.live.menus import (
    ClearFault,
    EndRun,
    InjectFault,
    Order,
    PressButton,
    break_menu,
    faults_to_offer,
    mend_menu,
    press_menu,
)
from sim.live.pace import Progress, Schedule
from sim.live.trend import History, cell_for
from sim.live.words import Tongue
from sim.world.faults import DOWN
from sim.world.simulation import IS_DOWN, Simulation

FRAME_S = 0.1  # ten pictures a second
DOWN_STEP_S = 1.0  # virtual seconds between two looks at a board that is down: no loop turns then

LATER = Message("live.later", "Something changed, {after_s:span} later.")


class LiveTerminal(Sink):
    """A sink that shows each turn, waits until the next is due, and carries out what the keys order.

    `draw` takes a picture and puts it on the screen; `size` says how many columns and lines there are. While the board
    is down and no loop turns, it looks by itself once a virtual second.
    """

    def __init__(
        self,
        simulation: Simulation,
        keys: Keys,
        draw: Callable[[Any], None],
        speed: float,
        *,
        tongue: Tongue | None = None,
        size: Callable[[], tuple[int, int]] = lambda: (80, 24),
        drawn: Drawn = FULL,
        wall: Callable[[], float] = time.monotonic,
    ) -> None:
        self.console = Console(speed)
        self.stopped = False
        self._simulation = simulation
        self._keys = keys
        self._draw = draw
        self._tongue = tongue or Tongue()
        self._size = size
        self._drawn = drawn
        self._wall = wall
        self._schedule = Schedule(wall)
        self._draw_at_s = float("-inf")
        self._history = History(cell_for(speed))
        self._changes = Changes()
        self._sought_s = 0.0  # when the search for the next change began
        self._tick: Tick | None = None
        self._down: Event | None = None
        world = simulation.world
        self._names = simulation.project.names()
        switches = frozenset(name for name, value in world.plant.felt.items() if isinstance(value, bool))
        offered = faults_to_offer(world.can_fail(), tuple(world.chips), switches)
        self._to_break = break_menu(offered, self._names, self._tongue.lang)
        self._start_s = simulation.clock.monotonic()
        simulation.clock.every(DOWN_STEP_S, self._while_down)

    def tick(self, tick: Tick) -> None:
        """Show this turn until the next one is due, or for as long as the world stands still."""
        self._tick, self._down = tick, None
        self._remember(tick)
        self._changed(self._changes.look(tick), tick.t_s)
        self._wait(tick.t_s)

    def event(self, event: Event) -> None:
        """Notice that the board went down."""
        if event.why.key == IS_DOWN.key:
            self._down = event
            self._changed(True, event.t_s)

    def stop(self) -> None:
        """Stop waiting; the run is ending."""
        self.stopped = True

    def _remember(self, tick: Tick) -> None:
        """The law's own values at every turn; what it does not sense, where a bar of the trend begins."""
        values = tick.sensed._asdict()
        if self._history.begins(tick.t_s):
            readings = tick.readings()
            values = {
                key: each.value if each.quality is Quality.GOOD else None for key, each in readings.items()
            } | values
        self._history.note(tick.t_s, values)

    def see(self) -> View:
        """What this moment looks like. Raises RuntimeError before the first turn."""
        if self._tick is None:
            raise RuntimeError("no turn was made yet")
        return self._see(self._tick, self._tick.t_s)

    def _while_down(self) -> None:
        if self._down is not None:
            self._wait(self._simulation.clock.monotonic() - self._start_s)

    def _changed(self, changed: bool, t_s: float) -> None:
        if changed and self.console.seeking and t_s > self._sought_s:
            note = LATER(after_s=t_s - self._sought_s)
            self.console = replace(self.console, seeking=False, note=note)
            self._draw_at_s = float("-inf")
            self._schedule.restart(t_s)

    def _wait(self, t_s: float) -> None:
        is_due = self._wall() >= self._draw_at_s
        if is_due:
            self._show(t_s)
        if is_due or not self.console.seeking:
            self._on_key(self._keys.read(0.0), t_s)
        while not self.stopped and not self.console.seeking:
            if self.console.stands_still:
                self._schedule.restart(t_s)
                left_s = FRAME_S
            else:
                left_s = self._schedule.left_s(t_s, self.console.speed)
            if left_s <= 0:
                return
            self._on_key(self._keys.read(min(left_s, FRAME_S)), t_s)

    def _on_key(self, key: str, t_s: float) -> None:
        if not key:
            return
        sought = self.console.seeking
        world, names, lang = self._simulation.world, self._names, self._tongue.lang
        to_mend, to_press = mend_menu(tuple(world.active), names, lang), press_menu(world.buttons, names, lang)
        self.console, order = on_key(self.console, key, Choices(self._to_break, to_mend, to_press))
        if self.console.seeking and not sought:
            self._sought_s = t_s
        elif sought:
            self._schedule.restart(t_s)
        if order is not None:
            self._carry_out(order)
        self._show(t_s)

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

    def _show(self, t_s: float) -> None:
        begin_s = self._wall()
        if self._tick is not None:
            self._draw(frame(self._see(self._tick, t_s), self._tongue, *self._size(), self._drawn))
        # A slow computer draws less often: a picture never takes more than a fourth of its time.
        self._draw_at_s = max(begin_s + FRAME_S, self._wall() + 3.0 * (self._wall() - begin_s))

    def _see(self, tick: Tick, t_s: float) -> View:
        simulation, down = self._simulation, self._down
        return View(
            date=simulation.clock.now(),
            t_s=t_s,
            state=tick.state if down is None else DOWN,
            why=tick.why if down is None else down.why,
            readings=tick.readings() if down is None else {},
            commanded=tick.commanded if down is None else dict.fromkeys(tick.commanded),
            driven=dict(simulation.world.driven),
            faults=tuple(simulation.world.active),
            console=self.console,
            names=self._names,
            history=self._history,
        )


SO_FAR = Message("progress.so_far", "{project}: {percent:.0f} % simulated")


def can_show() -> bool:
    """Whether standard output is a terminal that a picture can be drawn on."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def what_it_draws(environment: Mapping[str, str] = os.environ, system: str = os.name) -> Drawn:
    """The signs that this terminal can draw; the old console of Windows has fewer than Windows Terminal."""
    return CONSOLE if system == "nt" and "WT_SESSION" not in environment else FULL


@contextmanager
def live_terminal(simulation: Simulation, speed: float, tongue: Tongue) -> Iterator[LiveTerminal]:
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
            tongue=tongue,
            size=lambda: (console.width, console.height),
            drawn=what_it_draws(),
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
