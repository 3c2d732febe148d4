"""A run from the beginning that nobody sees, beside the one that is watched: what it comes to proves what was made.

Two boards share one process in turns: each is set aside while the other works.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from classroom.board.run import STEP_S, WORK_S
from classroom.session.failures import failure_of
from classroom.session.law_files import Copies
from classroom.session.opened import Plan, Prepared
from firmware.project import Project
from sim.world.simulation import Simulation, SimulationResult

MOST_EVENTS = 200


class Check:
    """One such run of `for_s` virtual seconds, without faults or presses. `about` is the id of who asked for it.

    Raises LawFails. `work` and `close` need the process for themselves: set the watched board aside around them.
    """

    def __init__(self, plan: Plan, for_s: float, copies: Copies, about: str | int | None) -> None:
        plain = replace(plan, faults=(), presses=())
        self.plan, self.about = plan, about
        self._for_s = for_s
        self._prepared = Prepared(plain, copies)
        self._aside = ExitStack()
        self._is_on = False
        self._until_s = 0.0

    @property
    def simulation(self) -> Simulation:
        """The run itself."""
        return self._prepared.simulation

    @property
    def version(self) -> Project:
        """The project with the pupil's law in it."""
        return self._prepared.version

    def work(self, wall: Callable[[], float]) -> SimulationResult | None:
        """Do one slice of it; what it came to, once it is over."""
        end = wall() + WORK_S
        self._switch_on()
        result = None
        try:
            while result is None and wall() < end:
                self._until_s += STEP_S
                result = self.simulation.advance(self._until_s)
        finally:
            self._aside.enter_context(self.simulation.set_aside())
        return result

    def _switch_on(self) -> None:
        self._aside.close()
        if not self._is_on:
            self.simulation.__enter__()
            self.simulation.end_at(self._for_s)
            self._is_on = True

    def answer(self, result: SimulationResult) -> dict[str, Any]:
        """What a page is told: enough to make the run again and to compare."""
        found = result.as_json()
        error = result.ending.error
        failure = None if error is None else failure_of(error, self._prepared.version.folder)
        return {
            "for_s": self._for_s,
            "seed": self.plan.seed,
            **{name: found[name] for name in ("simulated_s", "trace_sha256", "ended_well", "final", "metrics")},
            "events": found["events"][:MOST_EVENTS],
            "failure": failure,
        }

    def close(self) -> None:
        """Leave nothing of it behind."""
        try:
            if self._is_on:
                self._aside.close()
                self.simulation.__exit__(None, None, None)
        finally:
            self._prepared.drop()
