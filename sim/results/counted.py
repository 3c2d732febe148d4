"""What a lesson reads after a run: its metrics, how often something was switched, and when a state first came."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isfinite

from devices import Event, Sink, Tick
from sim.world.simulation import Simulation

STATE, WHY = "state", "why"
STATE_CHANGES = "state_changes"
SWITCHED, FIRST = "switched.", "first_s."  # of an output, of a state
NEVER = -1.0


class Counter(Sink):
    """Counts how often each output's command changed, and the law's state, and notes when each state first came."""

    def __init__(self) -> None:
        self.due_s = inf
        self.switched: dict[str, int] = {}
        self.first_s: dict[str, float] = {}
        self.changes = -1  # the first state is no change
        self._state = ""
        self._before: Mapping[str, bool] | None = None

    def tick(self, tick: Tick) -> None:
        """Compare with the turn before that brought a change."""
        if self._before is not tick.commanded:
            before = self._before or {}
            for output, on in tick.commanded.items():
                self.switched[output] = self.switched.get(output, 0) + (before.get(output, on) != on)
            self._before = dict(tick.commanded)

    def event(self, event: Event) -> None:
        """Note a new state."""
        if event.kind == STATE and event.state != self._state:
            self._state = event.state
            self.changes += 1
            self.first_s.setdefault(event.state, event.t_s)


def counted(simulation: Simulation, counter: Counter) -> tuple[dict[str, float], dict[str, str]]:
    """Numbers by name, and the state and reason as words, as the run stands now: it may go on afterwards."""
    numbers = {name: float(value) for name, value in simulation.world.plant.metrics().items() if isfinite(value)}
    numbers[STATE_CHANGES] = float(max(counter.changes, 0))
    numbers |= {f"{SWITCHED}{output}": float(count) for output, count in counter.switched.items()}
    states = [each.name for each in simulation.law.module.State]
    numbers |= {f"{FIRST}{state}": counter.first_s.get(state, NEVER) for state in states}
    last = simulation.events.last
    return numbers, {STATE: last.state if last else "", WHY: last.why.key if last else ""}
