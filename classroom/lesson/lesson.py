"""Free work on a project, for a class without a lesson: predict before, look, break, change, explain after.

Its world is the project's scenario `first_lesson` where there is one, else its plain world.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from classroom.lesson import words as w
from devices import Message
from firmware.names import Names
from firmware.project import Project
from messages import LANGUAGES, translator

SCENARIO = "first_lesson"
SEED = 7  # chosen: all boards of a class see the same world, and the marks are made in it again

Words = Mapping[str, str]  # language to sentence: en and vi


@dataclass(frozen=True, slots=True)
class Stage:
    """One activity of a lesson, of so many minutes of the class."""

    name: str  # opening, new_knowledge, practice, application
    minutes: float
    title: Words


@dataclass(frozen=True, slots=True)
class FreeWork:
    """What is done with a project. `for_s` are the virtual seconds that count: the marks look at them."""

    name: str
    project: str
    title: Words
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
            "question": dict(self.question),
            "explain": dict(self.explain),
            "for_s": self.for_s,
            "seed": self.seed,
            "settings": dict(self.settings),
            "scenario": self.scenario,
        }


def free_work(project: Project) -> FreeWork:
    """Free work on a project. Raises HighlandError for a project or a scenario that cannot be read."""
    from sim.scenarios.read import names as scenarios
    from sim.scenarios.read import read_scenario

    question, explain = in_all(w.QUESTION), in_all(w.EXPLAIN)
    if SCENARIO in scenarios(project):
        scenario = read_scenario(project, SCENARIO)
        run = scenario.runs[0]
        return FreeWork(
            project.name, project.name, scenario.title, question, explain, run.for_s,
            settings=run.settings, scenario=SCENARIO,
        )  # fmt: skip
    for_s = float(project.module("plant").LESSON_S)
    return FreeWork(project.name, project.name, _title(project.names()), question, explain, for_s)


def in_all(message: Message, folder: Path | None = None) -> dict[str, str]:
    """The sentence in every language, by language; one of a project's own with that project's `folder`."""
    return {lang: message.render(translator(lang, folder)) for lang in LANGUAGES}


def _title(of: Names) -> Words:
    return {lang: of.project.long(lang) for lang in LANGUAGES}
