"""What a scenario file says, as plain data: the world, its runs, what is expected, and how well it can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any

from sim.chips._unit import Kind
from sim.world.faults import Fault
from sim.world.presses import Press

ONLY = "only"  # the run of a scenario that has just one
ALL = "all"  # an expectation that must hold in every run

Words = Mapping[str, str]  # language to sentence: en and vi
Value = float | bool | str


@dataclass(frozen=True, slots=True)
class Hours:
    """A forced actuator: `power` (0 to 1) for the first `on_h` hours of every day, counted from midnight."""

    power: float = 1.0
    on_h: float = 24.0


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a scenario. Without a `law` there are no wires either: the plant is driven by the `schedule`.

    With a law but without `wires` it senses true values and its commands arrive: no board, no drivers, no faults.
    `tick_s` is None where the file says nothing: 1 s with a law, the plant's own step without one. `units` says which
    sensors are on the wires.
    """

    name: str
    for_s: float
    tick_s: float | None = None
    law: bool = True
    settings: Mapping[str, Any] = field(default_factory=dict)
    latched: Mapping[str, Any] | None = None
    faults: tuple[Fault, ...] = ()
    schedule: Mapping[str, Hours] = field(default_factory=dict)
    wires: bool = True
    presses: tuple[Press, ...] = ()
    units: Kind = Kind.CALIBRATED


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a run that is looked at: from `after_s`, or from the first time after it that something is so."""

    after_s: float = 0.0
    until_s: float = inf
    after_state: tuple[str, ...] = ()
    after_above: tuple[str, float] | None = None
    after_below: tuple[str, float] | None = None
    after_why: str = ""
    after_told_off: str = ""  # an actuator
    if_ever: bool = False  # when it never is so: the expectation holds, instead of failing


@dataclass(frozen=True, slots=True)
class Question:
    """One number to take from a run: a measure of `measures.py`, its arguments, the window, and the name of the run."""

    measure: str
    run: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    window: Window = field(default_factory=Window)


@dataclass(frozen=True, slots=True)
class Limit:
    """What the answer must be: between two numbers, both included, or exactly one value."""

    low: float = -inf
    high: float = inf
    exactly: Value | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """Something that must hold."""

    what: Words
    question: Question
    limit: Limit


@dataclass(frozen=True, slots=True)
class Score:
    """How well it was done: 0 to 100, linear between two answers, which may lie either way round."""

    question: Question
    zero_at: float
    full_at: float


@dataclass(frozen=True, slots=True)
class Scenario:
    """One file of a project's `scenarios` folder, or one table of its contest.toml."""

    project: str
    name: str
    title: Words
    story: Words
    runs: tuple[Run, ...]
    expectations: tuple[Expectation, ...]
    score: Score | None = None
    design: str = ""  # what was asked for, in the words of engineers; English
    limits: Words = field(default_factory=dict)
    contest: bool = False  # judged by its expectations alone: no invariants, and no points unless all of them hold

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in the order of the file; the score's comes last."""
        asked = tuple(each.question for each in self.expectations)
        return asked if self.score is None else (*asked, self.score.question)

    def run(self, name: str) -> Run:
        """The run with that name. Raises KeyError."""
        for run in self.runs:
            if run.name == name:
                return run
        raise KeyError(name)
