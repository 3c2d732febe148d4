"""Watch a run in the terminal: keys in, pictures out, virtual time at the speed that was chosen."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from devices import Sink, Tick
from sim.console import Board, Break, Console, Mend, Order, Push, Quit, faults_to_offer, press
from sim.faults import Fault
from sim.keyboard import Keys
from sim.live import View, frame
from sim.pace import Schedule
from sim.runner import Simulation

FRAME_S = 0.1  # ten pictures a second
PRESS_S = 2.0  # how long a finger stays on a button
PRESSED = "_pressed"


class Watch(Sink):
    """A sink that shows each moment, waits until the next is due, and carries out what the keys order.

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
        self._buttons = tuple(name.removesuffix(PRESSED) for name in felt if name.endswith(PRESSED))
        switches = frozenset(name for name, value in felt.items() if isinstance(value, bool))
        self._faults = faults_to_offer(world.can_fail(), tuple(world.chips), switches)

    def tick(self, tick: Tick) -> None:
        """Show this moment until the next one is due, or for as long as the run is paused."""
        if self._wall() - self._drawn_s >= FRAME_S:
            self._show(tick)
        self._obey(self._keys.read(0.0), tick)
        while not self.stopped:
            if self.console.paused:
                self._schedule.restart(tick.t_s)
                left_s = FRAME_S
            else:
                left_s = self._schedule.left_s(tick.t_s, self.console.speed)
            if left_s <= 0:
                return
            self._obey(self._keys.read(min(left_s, FRAME_S)), tick)

    def stop(self) -> None:
        """Wait no longer; the run is ending."""
        self.stopped = True

    def _obey(self, key: str, tick: Tick) -> None:
        if not key:
            return
        active = tuple(self._simulation.world.active)
        self.console, order = press(self.console, key, Board(self._faults, active, self._buttons))
        if order is not None:
            self._carry_out(order, tick)
        self._show(tick)

    def _carry_out(self, order: Order, tick: Tick) -> None:
        world = self._simulation.world
        if isinstance(order, Quit):
            self._simulation.stop()
            self.stop()
        elif isinstance(order, Break) and order.fault not in world.active:
            world.begin(order.fault)
        elif isinstance(order, Mend) and order.fault in world.active:
            world.end(order.fault)
        elif isinstance(order, Push):
            finger = Fault(order.button + PRESSED, "stuck", tick.t_s, tick.t_s + PRESS_S, {"value": 1.0})
            world.plan([finger])

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
            really=simulation.world.driven,
            faults=[str(fault) for fault in simulation.world.active],
            console=self.console,
        )
        self._draw(frame(view, self._translate, *self._size()))
