"""Remember a run for a picture: every edge of outputs, contacts and states, the curves with their peaks and gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any

from devices import Event, Sink, Tick
from firmware.trace import REAL, SIM
from sim.results.curve import Curve, Switch
from sim.world.faults import DOWN
from sim.world.simulation import BUTTON_PRESSED, FAULT_BEGINS, FAULT_ENDS, IS_DOWN

WORLD_EVERY_S = 5.0  # how often the true world is noted
AGES_EVERY_S = 2.0  # how often ages are looked at while nothing was read
SILENCE_TURNS = 15.0  # seconds without a turn, from which on the values are unknown

__all__ = ["REAL", "SIM", "FaultSpan", "Recorder", "Recording"]


@dataclass(slots=True)
class FaultSpan:
    """A fault as people type it (`gas=off`), from its beginning to its end; it may not have ended."""

    fault: str
    from_s: float
    to_s: float = inf


@dataclass(slots=True)
class Recording:
    """What is known of a run. `curves` and `contacts` are fields of the law's Sensed, `outputs` those of its Action.

    `world` holds the true values of the same names as `curves`.
    """

    provenance: str = SIM
    end_s: float = 0.0
    curves: dict[str, Curve] = field(default_factory=dict)
    contacts: dict[str, Switch] = field(default_factory=dict)
    outputs: dict[str, Switch] = field(default_factory=dict)
    states: list[tuple[float, str]] = field(default_factory=list)
    world: dict[str, Curve] = field(default_factory=dict)
    faults: list[FaultSpan] = field(default_factory=list)
    presses: list[tuple[float, str]] = field(default_factory=list)

    def note_state(self, t_s: float, state: str) -> None:
        """The law is in this state from now on."""
        if not self.states or self.states[-1][1] != state:
            self.states.append((t_s, state))

    def begin_fault(self, t_s: float, fault: str) -> None:
        """A fault begins; one that is there already goes on."""
        if all(each.fault != fault or each.to_s != inf for each in self.faults):
            self.faults.append(FaultSpan(fault, t_s))

    def end_fault(self, t_s: float, fault: str) -> None:
        """A fault ends."""
        for each in self.faults:
            if each.fault == fault and each.to_s == inf:
                each.to_s = t_s

    def note_down(self, t_s: float) -> None:
        """No program runs: nothing is known, neither values nor outputs."""
        self.note_state(t_s, DOWN)
        for curve in self.curves.values():
            curve.note(t_s, None)
        for switch in (*self.contacts.values(), *self.outputs.values()):
            switch.note(t_s, None)


def is_number(kind: Any) -> bool:
    """Whether a field of Sensed holds a number, judged by its annotation."""
    return "float" in str(kind)


class Recorder(Sink):
    """A sink that makes a recording. It hears every turn, or one every `every_s` beside all changes of an output.

    `held_after_s` says for each channel from which age on its value counts as held; `world` gives the true world.
    """

    def __init__(
        self,
        held_after_s: Mapping[str, float] | None = None,
        world: Callable[[], Mapping[str, float | bool]] | None = None,
        every_s: float = 0.0,
        provenance: str = SIM,
    ) -> None:
        self.recording = Recording(provenance)
        self.world = world
        self._held_after_s = held_after_s or {}
        self._every_s = every_s
        self._sensed: Any = None
        self._commanded: Mapping[str, bool] | None = None
        self._look_s = self._world_s = -inf

    def begin(self, sensed: Any, outputs: Iterable[str]) -> None:
        """Know the columns, from the law's Sensed (its type or one of its values)."""
        silence_s = max(SILENCE_TURNS, 3.0 * self._every_s)
        recording = self.recording
        for name in sensed._fields:
            if is_number(type_of(sensed).__annotations__[name]):
                plateau_s = max(self._held_after_s.get(name, 30.0), self._every_s)
                recording.curves[name] = Curve(plateau_s, silence_s)
                recording.world[name] = Curve(3.0 * WORLD_EVERY_S, inf)
            else:
                recording.contacts[name] = Switch()
        recording.outputs = {name: Switch() for name in outputs}

    def tick(self, tick: Tick) -> None:
        """Note what is new."""
        t_s, recording = tick.t_s, self.recording
        if not recording.outputs:
            self.begin(tick.sensed, tick.commanded)
        recording.end_s = t_s
        self.due_s = t_s + self._every_s if self._every_s else -inf
        if tick.sensed is not self._sensed or t_s >= self._look_s:
            self._sensed, self._look_s = tick.sensed, t_s + AGES_EVERY_S
            self.note_sensed(t_s, tick.sensed, tick.ages())
        if tick.commanded is not self._commanded:
            self._commanded = tick.commanded
            for name, on in tick.commanded.items():
                recording.outputs[name].note(t_s, on)
        recording.note_state(t_s, tick.state)
        if self.world is not None and t_s >= self._world_s:
            self._world_s = t_s + WORLD_EVERY_S
            self.note_world(t_s, self.world())

    def note_sensed(self, t_s: float, sensed: Any, ages: Mapping[str, float | None]) -> None:
        """What the law saw, with the age of each value."""
        recording = self.recording
        for name, value in zip(sensed._fields, sensed, strict=True):
            curve = recording.curves.get(name)
            if curve is None:
                recording.contacts[name].note(t_s, value)
            else:
                age_s = ages.get(name)
                curve.note(t_s, value, age_s is not None and age_s > self._held_after_s.get(name, inf))

    def note_world(self, t_s: float, true: Mapping[str, float | bool]) -> None:
        """What is true, where a curve has that name."""
        for name, curve in self.recording.world.items():
            if name in true:
                curve.note(t_s, true[name])

    def event(self, event: Event) -> None:
        """Note faults, presses, and when the board goes down or begins again."""
        recording, t_s, why = self.recording, event.t_s, event.why
        recording.end_s = max(recording.end_s, t_s)
        if why.key == FAULT_BEGINS.key:
            recording.begin_fault(t_s, str(why.values["fault"]))
        elif why.key == FAULT_ENDS.key:
            recording.end_fault(t_s, str(why.values["fault"]))
        elif why.key == BUTTON_PRESSED.key:
            recording.presses.append((t_s, str(why.values["button"])))
        elif why.key == IS_DOWN.key:
            recording.note_down(t_s)
            self._sensed = self._commanded = None


def type_of(sensed: Any) -> Any:
    """The NamedTuple of a value, or the type itself."""
    return sensed if isinstance(sensed, type) else type(sensed)
