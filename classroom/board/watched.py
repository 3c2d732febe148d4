"""A board that a class watches: one run after another in this thread, with orders from any other.

Nothing here knows of pages or sockets: moments go to `show`, orders come in by `order`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from math import inf
from queue import Empty, SimpleQueue
from typing import Any

from classroom.board.run import Run
from classroom.board.scene import Scene
from firmware.project import Project
from sim.world.simulation import Simulation

LOOK_S = 0.5  # longest real wait: on Windows, Ctrl-C does not end a longer one
Show = Callable[[dict[str, Any]], None]
Order = tuple[Mapping[str, Any] | None, "Future[dict[str, Any]]"]


class Board:
    """`simulate` makes each run anew; `show` gets each moment, from the thread that `run` is called in.

    `for_s` ends a run, in virtual seconds; infinity: it goes on until somebody restarts or stops it.
    """

    def __init__(
        self,
        project: Project,
        simulate: Callable[[], Simulation],
        show: Show,
        *,
        speed: float = 1.0,
        for_s: float = inf,
        paused: bool = False,
        wall: Callable[[], float] = time.monotonic,
    ) -> None:
        self._scene = Scene(project)
        self.speed, self.paused = speed, paused
        self._names, self._simulate, self._show = project.names(), simulate, show
        self._for_s, self._wall = for_s, wall
        self._orders: SimpleQueue[Order] = SimpleQueue()
        self._stopped = False
        self._run: Run | None = None

    def order(self, order: Mapping[str, Any]) -> Future[dict[str, Any]]:
        """Have an order carried out soon. From any thread; the answer comes when it has been done."""
        answer: Future[dict[str, Any]] = Future()
        self._orders.put((order, answer))
        return answer

    def picture(self, lang: str, columns: int) -> Future[dict[str, Any]]:
        """Have the curves described soon, for a plot so many pixels wide. From any thread."""
        return self.order({"do": "picture", "lang": lang, "columns": columns})

    def stop(self) -> None:
        """End `run`. From any thread, or from a signal."""
        self._stopped = True
        self._orders.put((None, Future()))

    def run(self) -> None:
        """Run until stopped; a restart begins the next run at once."""
        while not self._stopped:
            with self._simulate() as simulation:
                run = self._run = Run(simulation, self._names, self._scene, self.speed, self.paused, self._wall)
                simulation.end_at(self._for_s)
                while not self._stopped and not run.restarts:
                    self._turn(run)
                self.speed, self.paused = run.orders.speed, False

    def _turn(self, run: Run) -> None:
        """One slice, or a wait: for the wall clock, or for an order where nothing moves."""
        left_s = run.go_on()
        if run.is_due_to_show():
            self._show(run.see())
        self._carry_out(run, left_s)

    def _carry_out(self, run: Run, wait_s: float) -> None:
        """Carry out the orders that are there; wait at most so many real seconds for the first."""
        try:
            order, answer = self._orders.get(timeout=min(wait_s, LOOK_S)) if wait_s > 0.0 else self._now()
            while True:
                if order is not None:
                    found = run.carry_out(order)
                    if order["do"] != "picture":
                        self._show(run.see())
                    with suppress(InvalidStateError):  # nobody waits for the answer any more
                        answer.set_result(found)
                order, answer = self._now()
        except Empty:
            return

    def _now(self) -> Order:
        return self._orders.get_nowait()
