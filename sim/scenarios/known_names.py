"""The names that a scenario of a project may use: states, actuators, quantities, latches, reasons and so on."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import ModuleType
from typing import Any

from devices import Message
from firmware.project import Project
from sim.world.faults import DOWN
from sim.world.presses import PRESSED
from sim.world.simulation import Simulation

KINDS: dict[str, Message] = {
    "state": Message("scenario.kind.state", "state"),
    "actuator": Message("scenario.kind.actuator", "actuator"),
    "power": Message("scenario.kind.power", "actuator"),
    "quantity": Message("scenario.kind.quantity", "true quantity"),
    "field": Message("scenario.kind.field", "field of Sensed"),
    "reason": Message("scenario.kind.reason", "key of a reason"),
    "part": Message("scenario.kind.part", "part"),
    "latch": Message("scenario.kind.latch", "latch"),
    "metric": Message("scenario.kind.metric", "metric"),
    "run": Message("scenario.kind.run", "run"),
}


class KnownNames:
    """The names of a project by kind of thing; what is costly is looked up once, when it is needed."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.law = project.law()
        self.plant = project.module("plant")
        self.latches: Mapping[str, Any] = self.law.as_saved(self.law.module.Latched())
        parts = project.wiring().parts
        world = self.plant.Plant(self.plant.Settings(), random.Random(0))
        cut_offs = [f"{part.name}_dropped" for part in parts if part.driver == "heartbeat"]
        self._names: dict[str, tuple[str, ...]] = {
            "state": (*(state.name for state in self.law.module.State), DOWN),
            "actuator": self.law.actions,
            "power": (*self.law.actions, *cut_offs),
            "quantity": tuple(world.felt | getattr(world, "shown", {})),
            "field": self.law.sensed,
            "part": tuple(part.name for part in parts),
            "latch": tuple(self.latches),
            "metric": tuple(world.metrics()),
            "reason": tuple(sorted({each.key for each in _messages(project.package)})),
        }

    @cached_property
    def can_fail(self) -> Mapping[str, tuple[str, ...]]:
        """Every name that can have a fault, with the kinds it can have; only a whole board knows them."""
        with Simulation(self.project) as simulation:
            return simulation.world.can_fail()

    @property
    def buttons(self) -> tuple[str, ...]:
        """The buttons that can be pressed."""
        return tuple(name.removesuffix(PRESSED) for name in self.can_fail if name.endswith(PRESSED))

    def names(self, kind: str) -> tuple[str, ...]:
        """Everything of that kind."""
        return self._names[kind]

    @staticmethod
    def kind(kind: str) -> Message:
        """The word for that kind of thing."""
        return KINDS[kind]


def _messages(package: str) -> Iterator[Message]:
    """Every sentence that stands in a module of the project which its law uses."""
    for name, module in sorted(sys.modules.items()):
        if isinstance(module, ModuleType) and name.startswith(f"{package}."):
            for value in list(vars(module).values()):
                yield from _messages_in(value)


def _messages_in(value: object) -> Iterable[Message]:
    if isinstance(value, Message):
        return [value]
    if isinstance(value, dict):
        return [each for each in value.values() if isinstance(each, Message)]
    if isinstance(value, tuple | list):
        return [each for each in value if isinstance(each, Message)]
    return []
