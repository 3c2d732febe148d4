"""Play one command of a lesson, as fast as it goes, with the very options of `highland sim`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from devices import HighlandError, Message
from lessons.reading.asked import arguments_of, shipped
from sim.results.counted import STATE, Counter, counted
from sim.start import start_of
from sim.world.options import run_length_s

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
            numbers, words = counted(simulation, counter)
    if not result.counts:
        return Outcome(failure=BROKEN_OFF(why=result.ending.why))
    return Outcome(numbers, {**words, STATE: str(result.final.get("state", ""))})
