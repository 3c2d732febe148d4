"""What must hold at every turn of every run: safe when in doubt, no power at what is off, no switching faster than
allowed, and what a project's own invariants.py says.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, Protocol

from devices import Message, Moment, Wiring
from firmware.fit import switched
from firmware.ladder.never_safe import NeverSafe
from firmware.ladder.small_law import is_small
from firmware.law import Law
from firmware.project import Project
from sim.scenarios.record import InvariantBreak, RunRecord

MAX_KEPT = 20  # kept with their sentences; all are counted
EARLY_S = 1e-6  # two sums of the same seconds may differ so much

NOT_SAFE = Message(
    "invariant.not_safe", "{field} was unknown in the state {state}, and the action was not the safe one."
)
CALLED_SAFE = Message("invariant.called_safe", "The law calls it safe to switch {actuator} on.")
TOO_FAST = Message(
    "invariant.too_fast", "{actuator} was switched after {held_s:.1f} s, before its {least_s:.0f} s were over."
)
NOT_OFF = Message("invariant.not_off", "Power arrived at {actuator} although it was commanded off.")
NOT_ON = Message(
    "invariant.not_on", "No power arrived at {actuator} although it was commanded on and nothing is broken."
)
FROM_NOWHERE = Message("invariant.energy_from_nowhere", "{wh:.6f} Wh were used that no source and no battery gave.")
FROM_NOWHERE_WH = 1e-6  # rounding
UNATTENDED = Message("invariant.unattended", "{actuator} had power while nothing controlled it.")


class ProjectInvariants(Protocol):
    """The class `Invariants` of a project's invariants.py."""

    def look(self, moment: Moment) -> Message | None:
        """The first invariant that is broken now, or None."""
        ...


class Guard:
    """Checks every turn of a run. An invariant that stays broken from turn to turn counts once."""

    def __init__(
        self,
        law: Law,
        wiring: Wiring,
        own: ProjectInvariants | None = None,
        never_safe: NeverSafe | None = None,
    ) -> None:
        self.breaks: list[InvariantBreak] = []
        self.count = 0
        self.now_s = 0.0  # the turn that a run without wires is at
        self._look_own = None if own is None else own.look
        self._safe_action = law.module.safe_action
        self._safe = {name: bool(value) for name, value in law.safe._asdict().items()}
        called, in_doubt = never_safe or NeverSafe()
        self._off_in_doubt = tuple(in_doubt & self._safe.keys())
        self._doubtful = tuple(sorted(law.safety_inputs))
        self._safety_values = attrgetter(*self._doubtful, "__class__") if self._doubtful else None
        self._least_s = _least_times(wiring)
        self._cuts_off = law.cuts_off
        self._behind_heartbeat = tuple(name for part in wiring.parts for name in part.options.get("cuts", ()))
        self._lasting: dict[str, str] = {}
        self._sensed: Any = None
        self._unknown = ""
        self.board_starts(0.0)
        for name, on in self._safe.items():
            if on and name in called:
                self._keep(0.0, CALLED_SAFE(actuator=name))

    def monotonic(self) -> float:
        """How far a run without wires has come, for whoever waits that it goes on."""
        return self.now_s

    def board_starts(self, t_s: float) -> None:
        """The board starts, or starts again: all actuators are at their safe value from now on."""
        self._commanded: Mapping[str, bool] = self._safe
        self._since_s = dict.fromkeys(self._least_s, t_s)

    def look(self, moment: Moment) -> None:
        """Judge one turn."""
        sensed = moment.sensed
        if sensed is not self._sensed:
            self._sensed = sensed
            self._unknown = self._first_unknown(sensed)
        if self._unknown or "doubt" in self._lasting:
            self._note("doubt", moment.t_s, self._unsafe(moment) if self._unknown else None)
        if moment.commanded is not self._commanded:
            self._switched(moment)
        power = self._wrong_power(moment)
        if power is not None or "power" in self._lasting:
            self._note("power", moment.t_s, power)
        if self._look_own is not None:
            broken = self._look_own(moment)
            if broken is not None or "own" in self._lasting:
                self._note("own", moment.t_s, broken)

    def unattended(self, actuator: str, t_s: float, broken: frozenset[str]) -> None:
        """It had power long after the last turn before `t_s`."""
        if not _is_welded(actuator, broken):
            self._keep(t_s, UNATTENDED(actuator=actuator))

    def _wrong_power(self, moment: Moment) -> Message | None:
        """Power where none should be, or none where it should be. A relay that is welded cannot obey.

        What hangs behind the heartbeat relay has no power while the law lets the heartbeat be silent.
        """
        driven = moment.driven
        for name, on in moment.commanded.items():
            if bool(driven.get(name, on)) is not on:
                if on and not moment.broken and not self._is_cut_off(name, moment):
                    return NOT_ON(actuator=name)
                if not on and not _is_welded(name, moment.broken):
                    return NOT_OFF(actuator=name)
        return None

    def _is_cut_off(self, actuator: str, moment: Moment) -> bool:
        return self._cuts_off(moment.decision.memory.latched) and actuator.startswith(self._behind_heartbeat)

    def _first_unknown(self, sensed: Any) -> str:
        if self._safety_values is None or None not in self._safety_values(sensed):
            return ""
        return next(name for name in self._doubtful if getattr(sensed, name) is None)

    def _unsafe(self, moment: Moment) -> Message | None:
        is_safe = moment.decision.action == self._safe_action(moment.before)
        if is_safe and not any(moment.commanded[name] for name in self._off_in_doubt):
            return None
        return NOT_SAFE(field=self._unknown, state=moment.before.state.name)

    def _switched(self, moment: Moment) -> None:
        before, t_s = self._commanded, moment.t_s
        self._commanded = moment.commanded
        for name, (least_on_s, least_off_s) in self._least_s.items():
            was_on = before[name]
            if moment.commanded[name] == was_on:
                continue
            held_s, least_s = t_s - self._since_s[name], least_on_s if was_on else least_off_s
            self._since_s[name] = t_s
            if held_s < least_s - EARLY_S and not moment.decision.urgent:
                self._keep(t_s, TOO_FAST(actuator=name, held_s=held_s, least_s=least_s))

    def _note(self, kind: str, t_s: float, broken: Message | None) -> None:
        if broken is None:
            self._lasting.pop(kind, None)
        elif self._lasting.get(kind) != broken.key:
            self._lasting[kind] = broken.key
            self._keep(t_s, broken)

    def _keep(self, t_s: float, broken: Message) -> None:
        self.count += 1
        if len(self.breaks) < MAX_KEPT:
            self.breaks.append(InvariantBreak(t_s, broken))


class Unguarded(Guard):
    """Checks nothing: for a law of which only the outcome counts."""

    def look(self, moment: Moment) -> None:
        """Judge no turn."""

    def unattended(self, actuator: str, t_s: float, broken: frozenset[str]) -> None:
        """Judge nothing."""


def energy_breaks(record: RunRecord) -> list[InvariantBreak]:
    """Whether a plant with a supply used energy that nobody gave, by its metric `energy_from_nowhere_wh`."""
    wh = record.metrics.get("energy_from_nowhere_wh", 0.0)
    return [InvariantBreak(record.length_s, FROM_NOWHERE(wh=wh))] if wh > FROM_NOWHERE_WH else []


def _is_welded(actuator: str, broken: frozenset[str]) -> bool:
    """Whether its relay is, by the name of the actuator or of its part."""
    stuck = [part for part, _, kind in (each.partition("=") for each in broken) if kind in ("welded", "shorted")]
    return any(actuator.startswith(part) for part in stuck)


def invariants_of(project: Project) -> ProjectInvariants | None:
    """The invariants that the project's folder brings, or None. The last step of a ladder has those of its project."""
    is_whole_step = project.is_step and not is_small(project.module("control"))
    if not (project.folder / "invariants.py").is_file() and not is_whole_step:
        return None
    own: ProjectInvariants = project.module("invariants").Invariants()
    return own


def _least_times(wiring: Wiring) -> dict[str, tuple[float, float]]:
    """Minimum on and off times of the actuators that have any."""
    return {
        name: (each.min_on_s, each.min_off_s)
        for name, each in switched(wiring).items()
        if each.min_on_s > 0.0 or each.min_off_s > 0.0
    }
