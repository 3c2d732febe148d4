"""The contest of a project: worlds in one file, contest.toml, that can judge any law made for the same wires.

A table is a world, in the format of a scenario. It may ask only for what every law can be judged by: metrics, true
quantities, actuators. States, reasons and latches are words of one law. A world is not applicable to a law when it
names a part, a channel, a button, an actuator or a fault that this law or its wiring has not: it counts neither way.
Any file of this format can be read; `sha256` tells two of them apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from devices import HighlandError, Message
from devices.toml_file import read_toml
from firmware.project import Project
from sim.scenarios.known_names import KnownNames
from sim.scenarios.measures import MEASURES
from sim.scenarios.questions import MEASURE
from sim.scenarios.read import check_fault, check_press, scenario_of
from sim.scenarios.scenario import Question, Scenario
from sim.scenarios.table import TABLE, ScenarioError, TomlTable

FILE = "contest.toml"
# Whatever the law: what is true, what power arrives, and what the loop commands.
ANY_LAW = (*(name for name, each in MEASURES.items() if not each.law), "first_told_s", "told_on_s", "switches")
LAWS_OWN = ("after_state", "after_why", "latched", "schedule", "law")  # keys that only one law understands, or none

NO_CONTEST = Message("contest.none", "{project} has no contest: there is no file {file}.")
NO_CONTEST_HINT = Message("contest.none.hint", "Write the worlds into it; docs/how-to/contest.md says how.")
EMPTY = Message("contest.empty", "{file} has no world.")
EMPTY_HINT = Message("contest.empty.hint", "Write at least one table, such as [slow_leak].")
ONE_LAWS_MEASURE = Message("contest.measure", "{file}: {where} asks for {measure}, which is a word of one law only.")
ONE_LAWS_MEASURE_HINT = Message("contest.measure.hint", "Every law can be asked for: {names}.")
ONE_LAWS_KEY = Message("contest.key", "{file}: {where} has {key}, which does not go with every law.")
ONE_LAWS_KEY_HINT = Message("contest.key.hint", "Take {key} out. A window can begin with after or after_above.")
NEEDED = Message("contest.kind.needed", "part, channel or actuator")
NONE_HERE = Message("contest.none_here", "There is no {kind} {name} here.")
WORLD = Message("contest.world", "the world")


@dataclass(frozen=True, slots=True)
class World:
    """A world of a contest. `lacks`: what it names and this law or wiring has not; None: it judges."""

    scenario: Scenario
    lacks: Message | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """The worlds of a file for one law: that of the project `law`."""

    law: str
    project: str
    file: str
    sha256: str
    worlds: tuple[World, ...]

    @property
    def judging(self) -> tuple[Scenario, ...]:
        """The worlds that can judge this law."""
        return tuple(each.scenario for each in self.worlds if each.lacks is None)


class Contestant(Project):
    """A project as it is judged: with its own law and wiring, in the world of the project that it is made from."""

    def module(self, name: str) -> ModuleType:
        """A module of the project; `plant` is never one of its own."""
        if name == "plant" and self.base is not None:
            return contestant(self.base).module(name)
        return Project.module(self, name)


def contestant(project: Project) -> Project:
    """The project as a contest judges it."""
    return Contestant(project.name, project.folder, project.package, project.base)


def owner_of(project: Project) -> Project:
    """The project whose contest it is: the one that this project is made from, else itself."""
    return project if project.base is None else owner_of(project.base)


def has_contest(project: Project) -> bool:
    """Whether there is a contest for its law."""
    return (owner_of(project).folder / FILE).is_file()


def title_of(project: Project, world: str) -> Mapping[str, str]:
    """What a world of the project's contest is called, language to title; empty for one that is not there."""
    if not has_contest(project):
        return {}
    found = read_toml(owner_of(project).folder / FILE, FILE).get(world, {})
    title = found.get("title", {}) if isinstance(found, dict) else {}
    return title if isinstance(title, dict) else {}


def read_contest(project: Project, file: Path | None = None) -> Contest:
    """The contest for a project's law; `file` is another one than that of the project.

    Raises ScenarioError that names file, key and remedy; HighlandError for a law that does not fit its wiring.
    """
    owner = owner_of(project)
    place = file or owner.folder / FILE
    shown = f"{owner.name}/{place.name}"
    try:
        content = read_toml(place, shown)
    except FileNotFoundError:
        raise ScenarioError(NO_CONTEST(project=project.name, file=shown), NO_CONTEST_HINT) from None
    if not content:
        raise ScenarioError(EMPTY(file=shown), EMPTY_HINT)
    known = KnownNames(owner)
    own = known if owner is project else KnownNames(contestant(project))
    worlds = []
    for name, table in content.items():
        scenario, needs = _world(shown, name, table, known)
        lacks = None if own is known else next(_lacking(scenario, needs, own), None)
        worlds.append(World(replace(scenario, project=project.name, contest=True), lacks))
    digest = hashlib.sha256(place.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    return Contest(project.name, owner.name, shown, digest, tuple(worlds))


def _world(file: str, name: str, content: Any, known: KnownNames) -> tuple[Scenario, tuple[str, ...]]:
    """One table, with the names that it says it needs. Whatever is wrong in it is wrong for the owner's law already."""
    if not isinstance(content, dict):
        raise TomlTable(file, WORLD, {}).refused(name, content, TABLE)
    where = f"{file} [{name}]"
    for place, table in _tables(content):
        _refuse_one_laws_words(TomlTable(where, place, table), table)
    top = TomlTable(where, WORLD, content)
    needs = top.texts("needs")
    for each in needs:
        if each not in _can_be_needed(known):
            raise top.none_such(NEEDED, each, _can_be_needed(known))
    rest = {key: value for key, value in content.items() if key != "needs"}
    return scenario_of(rest, where, name, known, WORLD), needs


def _tables(content: Mapping[str, Any]) -> Iterator[tuple[str | Message, Mapping[str, Any]]]:
    """Every table of a world that is one, with its name for people; scenario_of refuses what should be and is not."""
    yield WORLD, content
    runs, asked = content.get("runs"), content.get("expect")
    if isinstance(runs, dict):
        yield from ((f"[runs.{name}]", each) for name, each in runs.items() if isinstance(each, dict))
    if isinstance(asked, list):
        yield from ((f"[[expect]] {n}", each) for n, each in enumerate(asked, start=1) if isinstance(each, dict))
    if isinstance(content.get("score"), dict):
        yield "[score]", content["score"]


def _refuse_one_laws_words(named: TomlTable, table: Mapping[str, Any]) -> None:
    for key in LAWS_OWN:
        if key in table:
            refusal = ONE_LAWS_KEY(file=named.file, where=named.where, key=key)
            raise ScenarioError(refusal, ONE_LAWS_KEY_HINT(key=key))
    measure = table.get("measure")
    if not isinstance(measure, str) or measure in ANY_LAW:
        return
    if measure in MEASURES:
        refusal = ONE_LAWS_MEASURE(file=named.file, where=named.where, measure=measure)
        raise ScenarioError(refusal, ONE_LAWS_MEASURE_HINT(names=", ".join(ANY_LAW)))
    raise named.none_such(MEASURE, measure, ANY_LAW)


def _can_be_needed(known: KnownNames) -> tuple[str, ...]:
    return (*known.names("part"), *known.names("field"), *known.names("actuator"))


def _lacking(scenario: Scenario, needs: tuple[str, ...], known: KnownNames) -> Iterator[Message]:
    """What the world names and this law or wiring has not."""
    for name in needs:
        if name not in _can_be_needed(known):
            yield NONE_HERE(kind=NEEDED, name=name)
    for run in scenario.runs:
        try:
            for fault in run.faults:
                check_fault(fault, known)
            for press in run.presses:
                check_press(press, known)
        except HighlandError as error:
            yield error.message
    for question in scenario.questions:
        yield from _not_answered(question, known)


def _not_answered(question: Question, known: KnownNames) -> Iterator[Message]:
    needed = MEASURES[question.measure].needs
    for key, kind in needed.items():
        name = question.arguments[key]
        if kind in ("power", "actuator") and name not in known.names(kind):
            yield NONE_HERE(kind=known.kind(kind), name=name)
