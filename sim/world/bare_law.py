"""A law without a board: its memory and its actuators, with the minimum times of wiring.toml, and no wires."""

from __future__ import annotations

from math import inf
from typing import Any, NamedTuple

from devices import Decision, OutputPart, Wiring
from firmware.fit import switched
from firmware.law import Law
from firmware.plan import Switching
from sim.world.faults import BOOT_S


class Turn(NamedTuple):
    """One turn of the loop: what was decided, and what the actuators were commanded."""

    decision: Decision[Any, Any]
    commanded: dict[str, bool]


class BareLaw:
    """One life of a program that runs the law, from power-on to the next.

    `saved` are the latches as the state file has them, None when there is none yet; `driven` is the power (0 or 1) that
    arrives at each actuator. Raises ValueError for latches that do not fit the law.
    """

    def __init__(self, law: Law, wiring: Wiring, saved: dict[str, Any] | None = None, start_s: float = 0.0) -> None:
        self.memory = law.boot(saved)
        self.saved = saved
        self.driven: dict[str, float] = {}
        self._law = law
        switching, safe = switched(wiring), law.safe._asdict()
        self._actuators = {
            name: switching.get(name, Switching(name)).actuator(_NoWire(self.driven, name), bool(safe[name]), start_s)
            for name in law.actions
        }

    def turn(self, sensed: Any, t_s: float, dt_s: float) -> Turn:
        """Decide, remember and switch at `t_s`, `dt_s` after the turn before."""
        decision = self._law.module.decide(sensed, self.memory, dt_s)
        if decision.memory.latched != self.memory.latched:
            self.saved = self._law.as_saved(decision.memory.latched)
        self.memory = decision.memory
        commanded = {
            name: actuator.command(getattr(decision.action, name), t_s, decision.urgent)
            for name, actuator in self._actuators.items()
        }
        return Turn(decision, commanded)


class BareBoard:
    """The board of a bare law: it is down while its world's supply gives no power, and boots again after that."""

    def __init__(self, law: Law, wiring: Wiring, saved: dict[str, Any] | None = None) -> None:
        self._law, self._wiring, self._saved = law, wiring, saved
        self._program: BareLaw | None = None
        self._up_s = 0.0

    @property
    def saved(self) -> dict[str, Any]:
        """The latches as the state file would have them now."""
        memory = (self._program or BareLaw(self._law, self._wiring, self._saved)).memory
        return self._law.as_saved(memory.latched)

    def program(self, t_s: float, plant: Any) -> BareLaw | None:
        """The program that runs at `t_s`, a new one after each time without power; None while the board is down."""
        if not getattr(plant, "powered", True):
            if self._program is not None:
                self._saved = self._program.saved
            self._program, self._up_s = None, inf
            return None
        if self._up_s == inf:
            self._up_s = t_s + BOOT_S
        if self._program is None and t_s >= self._up_s:
            self._program = BareLaw(self._law, self._wiring, self._saved, t_s)
        return self._program


class _NoWire(OutputPart):
    """An actuator that is connected directly: what is commanded arrives."""

    def __init__(self, driven: dict[str, float], name: str) -> None:
        self._driven = driven
        self._name = name

    def write(self, on: bool) -> None:
        self._driven[self._name] = float(on)
