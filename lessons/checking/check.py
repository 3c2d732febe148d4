"""Compare what each run of a lesson says with what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from devices import Message
from lessons.checking.kept import Kept
from lessons.checking.play import Outcome, play
from lessons.reading.asked import shipped
from lessons.reading.lesson import Expected, Lesson, Run
from sim.results.counted import STATE, WHY
from sim.scenarios.many import in_many

LOST = Message("lesson.lost", "The process that played it was lost. Is there enough memory?")
LEAST_MARGIN = 0.005  # a number that is 0 in the file may come out as a rounding error


@dataclass(frozen=True, slots=True)
class Line:
    """One number or word of a lesson, as it is said and as it came out; `got` is None where there is none."""

    lesson: str
    run: str
    name: str
    said: str
    got: float | str | None
    is_right: bool
    failure: Message | None = None


def compare(lesson: str, run: Run, outcome: Outcome) -> list[Line]:
    """One line for each thing that is read after the run."""
    return [_line(lesson, run, each, outcome) for each in run.expected]


def _line(lesson: str, run: Run, expected: Expected, outcome: Outcome) -> Line:
    found: Mapping[str, float | str] = outcome.words if expected.name in (STATE, WHY) else outcome.numbers
    got = found.get(expected.name)
    is_right = got is not None and is_within(expected, got, run.tolerance)
    return Line(lesson, run.id, expected.name, expected.written, got, is_right, outcome.failure)


def is_within(expected: Expected, got: float | str, tolerance: float) -> bool:
    """Whether what came out is what is said, within the line's own margin or the run's tolerance."""
    if isinstance(expected.value, str) or isinstance(got, str) or expected.value is None:
        return expected.value == got
    share = max(tolerance * abs(expected.value), LEAST_MARGIN)
    return abs(got - expected.value) <= (share if expected.margin is None else expected.margin)


def check(
    lessons: Sequence[Lesson],
    *,
    workers: int = 1,
    kept: Kept | None = None,
    on_progress: Callable[[float], None] = lambda _: None,
) -> list[Line]:
    """Play every command of these lessons once, and compare. `kept` spares what was played before."""
    commands = {run.command: run.asked.project for lesson in lessons for run in lesson.runs()}
    outcomes: dict[str, Outcome] = {}
    keys: dict[str, str] = {}
    if kept is not None:
        keys = {command: kept.key(command, shipped(project).folder) for command, project in commands.items()}
        outcomes = {command: found for command, key in keys.items() if (found := kept.find(key)) is not None}
    waiting = [command for command in commands if command not in outcomes]
    for done, (number, outcome) in enumerate(
        in_many(play, waiting, workers=min(workers, len(waiting)), lost=_lost), start=1
    ):
        outcomes[waiting[number]] = outcome
        if kept is not None and outcome.failure is None:
            kept.keep(keys[waiting[number]], outcome)
        on_progress(done / len(waiting))
    return [
        line for lesson in lessons for run in lesson.runs() for line in compare(lesson.id, run, outcomes[run.command])
    ]


def _lost(_: str) -> Outcome:
    return Outcome(failure=LOST)
