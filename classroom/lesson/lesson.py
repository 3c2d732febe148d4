"""A lesson: which world the class looks into, what is predicted before, and what is explained after.

Each project has one, made from what it has: its scenario `first_lesson` where there is one, else its plain world.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from classroom.lesson import words as w
from devices import HighlandError, Message
from firmware.names import Names
from firmware.project import Project, find, names
from messages import LANGUAGES, translator

SCENARIO = "first_lesson"
SEED = 7  # chosen: all boards of a class see the same world, and the marks are made in it again

Words = Mapping[str, str]  # language to sentence: en and vi


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of a lesson, of so many minutes of the class."""

    name: str  # predict, watch, break, change, explain
    minutes: float
    title: Words


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a class does in one lesson. `for_s` are the virtual seconds that count: the marks look at them."""

    name: str
    project: str
    title: Words
    stages: tuple[Stage, ...]
    question: Words  # predicted before
    explain: Words  # explained after
    for_s: float
    seed: int = SEED
    settings: Mapping[str, Any] = field(default_factory=dict)
    scenario: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The same as JSON values, for a page in either language."""
        return {
            "name": self.name,
            "project": self.project,
            "title": dict(self.title),
            "stages": [{"name": s.name, "minutes": s.minutes, "title": dict(s.title)} for s in self.stages],
            "question": dict(self.question),
            "explain": dict(self.explain),
            "for_s": self.for_s,
            "seed": self.seed,
            "settings": dict(self.settings),
            "scenario": self.scenario,
        }


class LessonError(HighlandError):
    """A lesson that is not there."""


def lesson_of(project: Project) -> Lesson:
    """The lesson of a project. Raises HighlandError for a project or a scenario that cannot be read."""
    from sim.scenarios.read import names as scenarios
    from sim.scenarios.read import read_scenario

    stages = tuple(Stage(name, minutes, in_all(title)) for name, minutes, title in w.STAGES)
    question, explain = in_all(w.QUESTION), in_all(w.EXPLAIN)
    if SCENARIO in scenarios(project):
        scenario = read_scenario(project, SCENARIO)
        run = scenario.runs[0]
        return Lesson(
            project.name, project.name, scenario.title, stages, question, explain, run.for_s,
            settings=run.settings, scenario=SCENARIO,
        )  # fmt: skip
    for_s = float(project.module("plant").LESSON_S)
    return Lesson(project.name, project.name, _title(project.names()), stages, question, explain, for_s)


def lessons() -> list[str]:
    """The names of all lessons: one a project of the tree."""
    return names()


def lesson_named(name: str) -> Lesson:
    """One of `lessons()`. Raises LessonError."""
    if name not in lessons():
        raise LessonError(w.NO_LESSON(name=name), w.NO_LESSON_HINT(names=", ".join(lessons())))
    return lesson_of(find(name))


def in_all(message: Message) -> dict[str, str]:
    """The sentence in every language, by language."""
    return {lang: message.render(translator(lang)) for lang in LANGUAGES}


def _title(of: Names) -> Words:
    return {lang: of.project.long(lang) for lang in LANGUAGES}
