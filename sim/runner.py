"""Put a project's plant behind a virtual board and run the project's own law, wiring and drivers on it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, fields, replace
from math import inf
from pathlib import Path
from types import ModuleType
from typing import Any

from devices import Event, HighlandError, Message, Sink, Tick, WiredPart
from projects.dry_fit import dry_fit
from projects.find import Project
from projects.loop import Ending, Loop
from projects.parts import Parts
from projects.state_file import InMemory, Latches
from projects.wiring_check import refuse_what_cannot_work
from sim.chips import Chip
from sim.chips import find as find_chip
from sim.clock import VirtualClock
from sim.faults import Fault
from sim.trace import PROVENANCE, Trace
from sim.virtual_pi import VirtualPi
from sim.world import World

FAULT_BEGINS = Message("fault.begins", "Broken from outside: {fault}.")
FAULT_ENDS = Message("fault.ends", "Mended from outside: {fault}.")
NO_SETTING = Message("setting.none", "{project} has no setting {name}.")
NO_SETTING_HINT = Message("setting.none.hint", "Its settings are: {names}.")
IMPOSSIBLE = Message("setting.impossible", "The setting {name} cannot be {value}: it must be {wanted}.")
ABOVE_0 = Message("setting.above_0", "above 0")
AT_LEAST_0 = Message("setting.at_least_0", "0 or above")
BAD_SETTING = Message("setting.bad", "{value} does not fit the setting {name}, which is {kind}.")


class SettingError(HighlandError):
    """A setting of the world that is not there or does not fit."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a simulated run came to."""

    project: str
    seed: int
    simulated_s: float
    final: dict[str, Any]
    metrics: dict[str, float]
    events: list[Event]
    trace_sha256: str
    ending: Ending

    def as_json(self) -> dict[str, Any]:
        """The result as one JSON-able object; `provenance` says that nothing in it was measured."""
        return {
            "project": self.project,
            "seed": self.seed,
            "simulated_s": self.simulated_s,
            "provenance": PROVENANCE,
            "final": self.final,
            "metrics": self.metrics,
            "events": [
                {"t_s": round(each.t_s, 3), "kind": each.kind, "state": each.state, "why": str(each.why)}
                for each in self.events
            ],
            "trace_sha256": self.trace_sha256,
        }


class Events(Sink):
    """A sink that keeps the events, and the last tick."""

    def __init__(self) -> None:
        self.due_s = inf
        self.kept: list[Event] = []
        self.last: Any = None

    def tick(self, tick: Tick) -> None:
        """Keep the newest tick that brought a change, and the last one."""
        self.last = tick

    def event(self, event: Event) -> None:
        """Keep it."""
        self.kept.append(event)


class Simulation:
    """One virtual board with one project on it: `with Simulation(project) as simulation: simulation.run(3600.0)`.

    `settings` are those of the project's plant; `faults` come and go at their times; `trace` records the run.
    Raises SettingError, FaultError or WiringError before anything runs.
    """

    def __init__(
        self,
        project: Project,
        *,
        seed: int = 0,
        settings: Mapping[str, Any] | None = None,
        faults: Iterable[Fault] = (),
        trace: Trace | None = None,
        latches: Latches | None = None,
        tick_s: float = 1.0,
    ) -> None:
        self.project = project
        self.seed = seed
        self.trace = trace or Trace()
        self.events = Events()
        self._faults = list(faults)
        self._latches = latches or InMemory()
        self._tick_s = tick_s
        self._module = project.module("plant")
        self._settings = settings_of(project.name, self._module, settings or {})
        self._stack = ExitStack()

    def __enter__(self) -> Simulation:
        try:
            self._build()
        except BaseException:
            self._stack.close()
            raise
        return self

    def _build(self) -> None:
        law, wiring = self.project.law(), self.project.wiring()
        dry_fit(wiring, law)
        refuse_what_cannot_work(wiring)
        plant = self._module.Plant(self._settings, random.Random(f"plant {self.seed}"))
        self.clock = VirtualClock(start=plant.start)
        self.pi = self._stack.enter_context(VirtualPi(clock=self.clock, seed=self.seed))
        driven: dict[str, float] = {}
        self.chips = plug(self.pi, wiring.parts, plant.felt, driven)
        self.parts = self._stack.enter_context(Parts(wiring, law, self.clock))
        self.world = World(plant, self.chips, driven, self.clock, self._module.STEP_S, self.pi.rng, self._tell_fault)
        sinks = [self.trace, self.events]
        self.loop = Loop(law, self.parts, self.clock, sinks, tick_s=self._tick_s, latches=self._latches)
        self._start_s = self.clock.monotonic()
        self.world.plan(self._faults)

    def run(self, for_s: float) -> Result:
        """Run that many virtual seconds, or until the loop is stopped."""
        ending = self.loop.run(for_s)
        self.trace.close()
        last = self.events.last
        final: dict[str, Any] = {"state": last.state, "why": str(last.why)} if last else {}
        if last:
            final |= {"sensed": last.sensed._asdict(), "commanded": dict(last.commanded)}
        return Result(
            project=self.project.name,
            seed=self.seed,
            simulated_s=round(self.clock.monotonic() - self._start_s, 3),
            final=final,
            metrics=self.world.plant.metrics(),
            events=self.events.kept,
            trace_sha256=self.trace.sha256(),
            ending=ending,
        )

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _tell_fault(self, fault: Fault, begins: bool) -> None:
        why = (FAULT_BEGINS if begins else FAULT_ENDS)(fault=str(fault))
        state = self.events.last.state if self.events.last else "BOOT"
        event = Event(self.clock.monotonic() - self._start_s, "fault", state, why)
        for sink in self.loop.sinks:
            sink.event(event)


def plug(
    pi: VirtualPi, parts: Iterable[WiredPart], felt: Mapping[str, Any], driven: dict[str, float]
) -> dict[str, Chip]:
    """Plug the chip of every part into the virtual board; analog ones go onto their converter's input."""
    chips: dict[str, Chip] = {}
    for part in parts:
        chip = find_chip(part.driver)(pi, part, felt, driven)
        chips[part.name] = chip
        if "on" in part.options:
            chips[part.options["on"]].inputs[part.options.get("channel", 0)] = chip.volts  # type: ignore[attr-defined]
    return chips


def settings_of(project: str, plant: ModuleType, wanted: Mapping[str, Any]) -> Any:
    """The plant's settings with the wanted ones changed; text is turned into the setting's own type."""
    settings = plant.Settings()
    known = {each.name: getattr(settings, each.name) for each in fields(settings)}
    changes = {}
    for name, value in wanted.items():
        if name not in known:
            raise SettingError(NO_SETTING(project=project, name=name), NO_SETTING_HINT(names=", ".join(known)))
        changes[name] = _fitted(name, value, type(known[name]))
        _check_possible(name, changes[name], known[name])
    return replace(settings, **changes)


def _check_possible(name: str, value: Any, usual: Any) -> None:
    """Refuse a negative amount, and a room or tank without volume; temperatures and times of "never" may be below 0."""
    if isinstance(value, (bool, str)) or usual < 0 or name.endswith("_c") or (value == -1 and name.endswith("_min")):
        return
    if value < 0:
        raise SettingError(IMPOSSIBLE(name=name, value=value, wanted=AT_LEAST_0))
    if value == 0 and "volume" in name:
        raise SettingError(IMPOSSIBLE(name=name, value=value, wanted=ABOVE_0))


def _fitted(name: str, value: Any, kind: type) -> Any:
    try:
        if kind is bool and isinstance(value, str):
            return {"true": True, "on": True, "1": True, "false": False, "off": False, "0": False}[value.lower()]
        return kind(value)
    except (ValueError, KeyError):
        raise SettingError(BAD_SETTING(name=name, value=value, kind=kind.__name__)) from None


def trace_to(file: str | None, every_s: float) -> Trace:
    """A trace for `--trace FILE`, or one that only keeps the SHA-256."""
    return Trace(Path(file) if file else None, every_s)
