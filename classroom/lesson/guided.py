"""A lesson of `lessons/` as a class does it: its steps for pupils, its answers for the teacher, its runs for marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import lessons
from classroom.lesson.lesson import Stage, Words
from classroom.lesson.plain import plain
from classroom.lesson.planned import Planned, planned
from devices import HighlandError
from lessons.papers.labels import Labels
from lessons.papers.words import DOTS
from lessons.reading.lesson import NATIONAL, Expected, LawCode, Quiz, Run, Text
from lessons.reading.lesson import Lesson as Written
from messages import LANGUAGES

ANSWERED = ("predict", "explain")  # kinds of task with a box for an answer
LAST = "hand_in"  # the step that every lesson ends with


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that a pupil writes an answer to. Only a question has points, and an expected answer."""

    id: str
    kind: str
    text: Words
    step: int  # on the pupils' pages, from 1
    points: int = 0
    answer: Words | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A run that the pupil's own law should master: what is read after it."""

    id: str
    run: Planned
    expected: tuple[Expected, ...]
    tolerance: float


@dataclass(frozen=True, slots=True)
class Guided:
    """One lesson in each language. `where` is its id, or the folder of a teacher's own."""

    where: str
    written: Mapping[str, Written]
    plans: Mapping[str, Planned]  # by the id of the run

    @property
    def name(self) -> str:
        """Its id."""
        return self._any.id

    @property
    def project(self) -> str:
        """The project whose page pupils see."""
        return self._any.project

    @property
    def _any(self) -> Written:
        return next(iter(self.written.values()))

    @property
    def is_national(self) -> bool:
        """Whether it is for pupils; a path of short parts is for teachers."""
        return self._any.form == NATIONAL

    @property
    def title(self) -> Words:
        """In each language."""
        return {lang: each.title for lang, each in self.written.items()}

    @property
    def question(self) -> Words:
        """The one question of the lesson."""
        return {lang: each.question for lang, each in self.written.items()}

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Its activities, for the clock."""
        return tuple(
            Stage(first.name, first.minutes, {lang: each.activities[at].title for lang, each in self.written.items()})
            for at, first in enumerate(self._any.activities)
        )

    @property
    def own_law(self) -> str:
        """The project whose law pupils change."""
        return self._any.own_law

    @property
    def targets(self) -> tuple[Target, ...]:
        """What a changed law is for."""
        return tuple(Target(run.id, self.plans[run.id], run.expected, run.tolerance) for run in self._any.own_runs())

    @property
    def asked(self) -> tuple[Asked, ...]:
        """All that is answered in words, in its order."""
        by_lang = {lang: list(_asked(each)) for lang, each in self.written.items()}
        found = []
        for at, first in enumerate(next(iter(by_lang.values()))):
            text = {lang: plain(each[at][2]) for lang, each in by_lang.items()}
            answers = {lang: each[at][4] for lang, each in by_lang.items()}
            answer = None if first[4] is None else {lang: plain(each or "") for lang, each in answers.items()}
            found.append(Asked(first[0], first[1], text, first[5], first[3], answer))
        return tuple(found)

    def offered(self, lang: str) -> dict[str, Any]:
        """What a teacher chooses by."""
        lesson = self.written[lang]
        return {
            "name": self.name,
            "project": self.project,
            "title": lesson.title,
            "question": lesson.question,
            "grades": list(lesson.grades),
            "minutes": lesson.minutes,
        }

    def for_class(self) -> dict[str, Any]:
        """What every page may know: nothing to answer, and no answers."""
        steps = self.for_pupils(next(iter(self.written)))["steps"]
        return {
            "name": self.name,
            "project": self.project,
            "title": dict(self.title),
            "question": dict(self.question),
            "stages": [{"name": s.name, "minutes": s.minutes, "title": dict(s.title)} for s in self.stages],
            "steps": [{"activity": each["activity"], "kind": each["kind"]} for each in steps],
        }

    def for_pupils(self, lang: str) -> dict[str, Any]:
        """All of it that pupils see, as JSON values: no answers, no numbers, no teacher's words."""
        lesson = self.written[lang].for_pupils()
        word = lesson.word
        return {
            "name": self.name,
            "project": self.project,
            "title": lesson.title,
            "question": lesson.question,
            "safety": list(lesson.safety),
            "word": word and {"name": word.name, "meaning": word.meaning, "picture": word.picture},
            "activities": [{"title": each.title, "minutes": each.minutes} for each in lesson.activities],
            "own_law": self.own_law,
            "steps": list(_steps(lesson, self.plans, Labels(self.project, lang))),
        }


def lesson_named(where: str) -> Guided:
    """The lesson of that id, or in that folder, in every language that it has. Raises HighlandError."""
    known = where in lessons.names()
    written: dict[str, Written] = {}
    refused: HighlandError | None = None
    for lang in LANGUAGES:
        try:
            written[lang] = lessons.read(where if known else Path(where), lang)
        except HighlandError as error:
            refused = error
            if known:
                raise
    if not written:
        assert refused is not None
        raise refused
    first = next(iter(written.values()))
    both = {lang: written.get(lang, first) for lang in LANGUAGES}
    return Guided(
        where if known else str(Path(where).resolve()), both, {each.id: planned(each) for each in first.runs()}
    )


@cache
def all_lessons() -> tuple[Guided, ...]:
    """Every lesson for a class that comes with Highland, as it can be opened; one with mistakes is left out."""
    found = []
    for name in lessons.names():
        with suppress(HighlandError):
            lesson = lesson_named(name)
            if lesson.is_national:
                found.append(lesson)
    return tuple(found)


def _asked(lesson: Written) -> Iterator[tuple[str, str, str, int, str | None, int]]:
    """Id, kind, HTML, points, answer, step."""
    count = 0
    for step, blocks in enumerate((each for activity in lesson.activities for each in activity.steps()), start=1):
        for block in blocks:
            if isinstance(block, Text) and block.kind in ANSWERED:
                count += 1
                yield f"a{count}", block.kind, block.html, 0, None, step
            elif isinstance(block, Quiz):
                for each in block.questions:
                    yield each.id, block.kind, each.html, each.points, each.answer, step


def _steps(lesson: Written, plans: Mapping[str, Planned], labels: Labels) -> Iterator[dict[str, Any]]:
    answers, at = 0, 0
    own = {run.id for run in lesson.own_runs()}
    for number, activity in enumerate(lesson.activities):
        for blocks in activity.steps():
            at += 1
            step = _empty(f"s{at}", number)
            for block in blocks:
                if isinstance(block, Text):
                    step |= {"kind": block.kind, "html": block.html}
                    if block.kind in ANSWERED:
                        answers += 1
                        step["answer"] = f"a{answers}"
                elif isinstance(block, LawCode):
                    step["laws"].append({"project": block.project, "source": block.source})
                elif isinstance(block, Run):
                    step["runs"].append(_run(block, plans[block.id], block.id in own, labels))
                    if step["kind"] != "predict":
                        step["kind"] = "change" if block.id in own else block.kind
                else:
                    step |= {"kind": block.kind}
                    step["questions"] = [
                        {"id": each.id, "html": each.html, "points": each.points} for each in block.questions
                    ]
            yield step
    yield _empty(LAST, len(lesson.activities) - 1) | {"kind": LAST}


def _empty(name: str, activity: int) -> dict[str, Any]:
    return {
        "id": name, "activity": activity, "kind": "try", "html": "", "answer": "", "laws": [], "runs": [],
        "questions": [],
    }  # fmt: skip


def _run(run: Run, plan: Planned, is_own: bool, labels: Labels) -> dict[str, Any]:
    numbers = [{"name": each.name, "label": _label(each, labels)} for each in run.expected]
    return {"id": run.id, "kind": run.kind, **plan.as_json(), "is_own": is_own, "numbers": numbers}


def _label(expected: Expected, labels: Labels) -> str:
    """What a number is called beside its value: as on the sheet, without the dots."""
    before, _, after = labels.dotted(replace(expected, value=None, written="")).partition(DOTS)
    unit = after.replace(f"({expected.name})", "").strip(" .")
    return ", ".join(filter(None, (before.rstrip(" :"), unit)))
