"""One run of one version of a project: what it is made of, and the virtual board that it runs on."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from classroom.board.run import Run
from classroom.board.scene import Scene
from classroom.session.failures import LawFails, failure_of
from classroom.session.law_files import Copies
from classroom.session.refused import LONGEST, NO_WORLD, Refused
from firmware.fit import fit
from firmware.project import Project
from sim.chips._unit import Kind
from sim.results.counted import Counter
from sim.world.faults import Fault
from sim.world.options import SettingError, settings_of
from sim.world.presses import Press
from sim.world.simulation import Simulation


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is made of: it can be made again from this, to the last digit."""

    project: Project
    seed: int = 0
    settings: Mapping[str, Any] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)  # the pupil's texts
    faults: tuple[Fault, ...] = ()  # that come by themselves, as a lesson's run has them
    presses: tuple[Press, ...] = ()
    units: Kind = Kind.CALIBRATED
    tick_s: float = 1.0


class Prepared:
    """A version of a project that has been read and fits its wiring; no board is switched on yet.

    Raises LawFails for a law that cannot be used; nothing is left behind then.
    """

    def __init__(self, plan: Plan, copies: Copies) -> None:
        self.plan, self._copies = plan, copies
        _try_world(plan)
        self.version = copies.make(plan.project, plan.own)
        try:
            with self.version.errors_told():
                self.scene = Scene(self.version)
                self.names = self.version.names()
                self.simulation = Simulation(
                    self.version,
                    seed=plan.seed,
                    settings=plan.settings,
                    faults=plan.faults,
                    presses=plan.presses,
                    units=plan.units,
                    tick_s=plan.tick_s,
                )
                fit(self.version.wiring(), self.simulation.law)
        except SettingError:
            self.drop()
            raise
        except BaseException as error:
            failure = failure_of(error, self.version.folder)
            self.drop()
            if failure is None:
                raise
            raise LawFails(failure) from error

    def drop(self) -> None:
        """Leave nothing behind."""
        self._copies.drop(self.version)


def _try_world(plan: Plan) -> None:
    """Refuse settings with which the world cannot begin: a date that is none, for example."""
    if plan.settings:
        plant = plan.project.module("plant")
        settings = settings_of(plan.project.name, plant, plan.settings)
        try:
            plant.Plant(settings, random.Random(0))
        except Exception as error:
            raise Refused(NO_WORLD(error=f"{type(error).__name__}: {error}"[:LONGEST])) from error


class Opened:
    """A board that is switched on: one at a time in a process. Raises LawFails, and leaves nothing behind then."""

    def __init__(self, prepared: Prepared, speed: float, paused: bool, wall: Callable[[], float]) -> None:
        self.plan, self.version, self.names = prepared.plan, prepared.version, prepared.names
        self.simulation, self.counter = prepared.simulation, Counter()
        with ExitStack() as life:
            life.callback(prepared.drop)
            try:
                life.enter_context(self.simulation)
                self.simulation.sinks.append(self.counter)
                self.run = Run(self.simulation, self.names, prepared.scene, speed, paused, wall)
            except BaseException as error:
                failure = failure_of(error, self.version.folder)
                if failure is None:
                    raise
                raise LawFails(failure) from error
            self._life = life.pop_all()

    def close(self) -> None:
        """Switch it off."""
        self._life.close()
