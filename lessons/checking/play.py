"""Play one command of a lesson, as fast as it goes, with the very options of `highland sim`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from devices import Event, HighlandError, Message, Sink, Tick
from lessons.reading.asked import arguments_of, shipped
from sim.start import start_of
from sim.world.options import run_length_s

STATE, WHY = "state", "why"
STATE_CHANGES = "state_changes"
SWITCHED, FIRST = "switched.", "first_s."  # of an output, of a state
NEVER = -1.0
BROKEN_OFF = Message("lesson.broken_off", "The run was broken off: {why}")
FAILED = Message("lesson.failed", "{seen} {hint}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of a run: numbers by name, and the last state and reason as words.

    `failure` says why there is nothing; it is never kept.
    """

    numbers: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    failure: Message | None = None

    def as_json(self) -> dict[str, Any]:
        """For the disk."""
        return {"numbers": dict(self.numbers), "words": dict(self.words)}


class Counter(Sink):
    """Counts how often each output's command changed, and the law's state, and notes when each state first came."""

    def __init__(self) -> None:
        self.switched: dict[str, int] = {}
        self.first_s: dict[str, float] = {}
        self.changes = -1  # the first state is no change
        self._state = ""
        self._before: Mapping[str, bool] | None = None

    def tick(self, tick: Tick) -> None:
        """Compare with the turn before."""
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


def play(command: str) -> Outcome:
    """The outcome of a command such as `sim gas_alarm --for 1h`; whatever stops it is its failure."""
    try:
        return _played(command)
    except HighlandError as error:
        return Outcome(failure=FAILED(seen=error.message, hint=error.hint))


def _played(command: str) -> Outcome:
    arguments = arguments_of(command)
    project = shipped(arguments.project)
    with project.errors_told():
        start = start_of(project, arguments, project.module("plant").LESSON_S)
        for_s = run_length_s(arguments.days, arguments.hours, arguments.span, start.for_s)
        counter = Counter()
        with start.simulation() as simulation:
            simulation.sinks.append(counter)
            result = simulation.run(for_s)
            last = simulation.events.last
            states = [each.name for each in simulation.law.module.State]
    if not result.counts:
        return Outcome(failure=BROKEN_OFF(why=result.ending.why))
    numbers = {name: float(value) for name, value in result.metrics.items() if isfinite(value)}
    numbers[STATE_CHANGES] = float(max(counter.changes, 0))
    numbers |= {f"{SWITCHED}{output}": float(count) for output, count in counter.switched.items()}
    numbers |= {f"{FIRST}{state}": counter.first_s.get(state, NEVER) for state in states}
    words = {STATE: str(result.final.get("state", "")), WHY: last.why.key if last is not None else ""}
    return Outcome(numbers, words)
