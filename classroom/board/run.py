"""One run of a project as somebody watches it: advanced in slices, with the orders of others between.

Nothing here knows of pages, sockets or threads. The run itself is that of `highland sim`: sim/world/simulation.py,
advanced slice by slice, with the orders and the pace of the live terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf
from typing import Any

from classroom.board.curves import Curves
from classroom.board.scene import Scene
from classroom.board.view import Eyes
from devices import Event, Message, Sink, Tick
from sim.live.orders import LatestTurn, Orders
from sim.live.pace import Schedule
from sim.world.simulation import IS_DOWN, Simulation, SimulationResult

SLICE_S = 0.05  # real seconds of the ordered speed that a slice is due to cover
WORK_S = 0.02  # real seconds that a slice works at most, but for one step: orders wait no longer
SHOW_S = 0.1  # real seconds between two moments that are shown
JUST_AFTER_S = 0.001  # virtual seconds
SEEK_STEP_S = 1.0  # virtual seconds: a change is met this exactly
STEP_S = 10.0  # virtual seconds between two looks at the wall clock
LONGEST_SEEK_S = 7 * 86_400.0  # virtual seconds; then it pauses all the same
SPEEDS = {  # virtual seconds a second that are offered, by the length of the project's lesson; the usual one first
    3 * 3600.0: (60.0, (1.0, 10.0, 60.0)),
    86_400.0: (60.0, (1.0, 10.0, 60.0, 600.0)),
    inf: (600.0, (1.0, 60.0, 600.0, 3600.0)),
}


def speeds_for(lesson_s: float) -> tuple[float, tuple[float, ...]]:
    """The usual speed for a lesson of that length, and all that are offered."""
    return next(found for longest_s, found in SPEEDS.items() if lesson_s <= longest_s)


class _Ears(Sink):
    """Hears of changes in one run; `look` takes what is said between them when somebody wants to see it."""

    def __init__(self, simulation: Simulation, eyes: Eyes, orders: Orders) -> None:
        self.due_s = inf
        self.changes = 0
        self._simulation, self._eyes, self._orders = simulation, eyes, orders

    def tick(self, tick: Tick) -> None:
        """Keep what the turn was about, without anything that belongs to one life of the board."""
        self._orders.latest = LatestTurn(tick.state, tick.why, tick.commanded)
        self._eyes.sensed, self._eyes.action = tick.sensed, tick.action

    def look(self) -> None:
        """Take the newest turn: its values are newer than those of the last change."""
        newest = self._simulation.loop.newest
        if newest is not None and not self._orders.latest.down:
            _, sensed, decision, commanded = newest
            self._orders.latest = LatestTurn(decision.memory.state.name, decision.why, commanded)
            self._eyes.sensed, self._eyes.action = sensed, decision.action

    def event(self, event: Event) -> None:
        """Count the changes of state, and notice a board that goes down."""
        if event.why.key == IS_DOWN.key:
            self._orders.latest = LatestTurn(event.state, event.why, down=True)
            self.changes += 1
        elif event.kind == "state":
            self.changes += 1


class Run:
    """One run: its pace, its orders, and what it looks like."""

    def __init__(
        self,
        simulation: Simulation,
        names: Any,
        scene: Scene,
        speed: float,
        paused: bool,
        wall: Callable[[], float],
    ) -> None:
        self.orders = Orders(simulation, speed)
        self.orders.paused = paused
        self.restarts = False
        self._simulation, self._wall = simulation, wall
        self._schedule = Schedule(wall)
        self._eyes = Eyes(simulation, self.orders, names, scene)
        self._ears = _Ears(simulation, self._eyes, self.orders)
        simulation.sinks.append(self._ears)
        self._curves = Curves(simulation)
        self._result: SimulationResult | None = None
        self._seek: tuple[int, float] | None = None  # changes so far, and the virtual second at which to give up
        self.rush_to_s: float | None = None  # as fast as this computer can, until that virtual second, then pause
        self._until_s = 0.0
        self._show_at = -inf

    def go_on(self) -> float:
        """Advance by a slice when it is due; the real seconds until there is something to do, infinity: an order."""
        if self._result is not None:
            return inf
        if self._seek is not None:
            self._seek_on(*self._seek)
            return 0.0
        if self.rush_to_s is not None:
            self._rush_on(self.rush_to_s)
            return 0.0
        if self.orders.paused:
            self._schedule.restart(self._until_s)
            return inf
        left_s = self._schedule.left_s(self._until_s, self.orders.speed)
        if left_s > 0.0:
            return left_s
        self._work_towards(self._until_s + SLICE_S * self.orders.speed)
        return 0.0

    def _work_towards(self, to_s: float) -> None:
        end = self._wall() + WORK_S
        while self._until_s < to_s and self._result is None:
            self._advance(min(to_s, self._until_s + STEP_S))
            if self._wall() >= end:
                return

    def _rush_on(self, to_s: float) -> None:
        self._work_towards(to_s)
        if self._until_s >= to_s or self._result is not None:
            self.rush_to_s, self.orders.paused = None, True
            self._show_at = -inf

    def _seek_on(self, changes: int, give_up_s: float) -> None:
        end = self._wall() + WORK_S
        while self._seek is not None and self._wall() < end:
            self._advance(self._until_s + SEEK_STEP_S)
            if self._ears.changes > changes or self._until_s >= give_up_s or self._result is not None:
                self._seek, self.orders.paused = None, True
                self._show_at = -inf

    def _advance(self, until_s: float) -> None:
        self._until_s = until_s
        self._result = self._simulation.advance(until_s)
        if self._result is not None:
            self._show_at = -inf

    def carry_out(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to an order."""
        do = order["do"]
        if do == "picture":
            return self._curves.picture(order["lang"], order["columns"])
        if do == "restart":
            self.restarts = True
            return {}
        if do == "next":
            self._seek, self.rush_to_s = (self._ears.changes, self._until_s + LONGEST_SEEK_S), None
            return {}
        if do == "run_for":
            self._seek, self.rush_to_s = None, self._until_s + order["s"]
            return {}
        if do in ("pause", "resume", "speed"):
            self._seek = self.rush_to_s = None
            self._schedule.restart(self._until_s)  # what ran ahead of the wall clock is not waited for
        if do == "speed":
            self.orders.paused = False
        if do == "mend_all":
            return self._mend_all()
        found = self.orders.carry_out(order)
        if do == "break" and self.orders.paused and self._result is None:
            self._advance(self._until_s + JUST_AFTER_S)  # what takes the board down happens in the run itself
        return found

    def _mend_all(self) -> dict[str, Any]:
        world = self._simulation.world
        for fault in tuple(world.active):
            world.end(fault)
        return {"faults": []}

    @property
    def result(self) -> SimulationResult | None:
        """What the run came to, once it is over."""
        return self._result

    @property
    def unsaid(self) -> tuple[Message, Exception] | None:
        """A sentence that could not be said, and why: its law did not give it what it asks for."""
        return self._eyes.unsaid

    def is_due_to_show(self) -> bool:
        """Whether the last moment that was shown is long enough ago."""
        now = self._wall()
        if now < self._show_at:
            return False
        self._show_at = now + SHOW_S
        return True

    def see(self) -> dict[str, Any]:
        """This moment, for whoever watches."""
        self._ears.look()
        orders, result = self.orders, self._result
        error = result.ending.why if result is not None and not result.counts else None
        return self._eyes.see(
            speed=orders.speed,
            paused=orders.paused and self._seek is None and self.rush_to_s is None,
            seeking=self._seek is not None,
            rush_to_s=self.rush_to_s,
            over=result is not None,
            failed=self._eyes.both(error) if error is not None else None,
        )
