"""What came of one pupil's lesson, as the table and the printed pages need it: the work, its changes, and its mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from classroom.lesson import Guided, Work
from classroom.lesson.lesson import Words, in_all
from classroom.marks.made import Mark
from classroom.teacher.changes import Change
from firmware.names import Names
from sim.scenarios.report import FAIL, PASS

__all__ = ["HandedProgram", "Mark", "Result", "Sheet", "told_mark"]


@dataclass(frozen=True, slots=True)
class HandedProgram:
    """A program of a pupil's own that was handed in: its file's name, its text, when, and the receipt."""

    name: str
    text: str
    handed_in_at: str
    receipt: str


@dataclass(frozen=True, slots=True)
class Result:
    """One seat at the end of a lesson. `handed_in_at` is a clock time, `10:31`; empty when nothing was handed in."""

    seat: int
    name: str
    work: Work | None = None
    handed_in_at: str = ""
    receipt: str = ""
    changes: tuple[Change, ...] = ()
    mark: Mark | None = None
    points: Mapping[str, int] = field(default_factory=dict)  # that the teacher gave, by question
    program: HandedProgram | None = None

    def answer(self, name: str) -> str:
        """What the pupil wrote to a question: `predict` or `explain` in free work, else the lesson's own ids."""
        return "" if self.work is None else self.work.answers.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands at the head of every printed page."""

    class_name: str
    date: str  # as people write it: 30/11/2026
    lesson: Guided | None
    names: Mapping[str, Names] = field(default_factory=dict)  # by project, for the settings that a pupil changed


def in_short(mark: Mark) -> Words:
    """Passed or not, in a word; empty where this laptop could not judge."""
    return {} if mark.elsewhere else in_all(PASS if mark.ok else FAIL)


def reasons(mark: Mark) -> Iterator[Words]:
    """Why there are not all points, beside the lines: what ended the run, what was unsafe, what was claimed."""
    if mark.failed is not None:
        yield mark.failed
    if mark.contained is not None and mark.contained != mark.failed:
        yield mark.contained
    yield from mark.unsafe
    if mark.same_as_claimed is False and mark.claim:
        yield mark.claim


def told_mark(mark: Mark) -> dict[str, Any]:
    """The mark as the teacher's page is told of it, but for the seat."""
    missed = [line.words for line in mark.lines if not line.passed]
    return {
        "state": "failed" if mark.elsewhere else "done",
        "passed": None if mark.elsewhere else mark.ok,
        "points": mark.points,
        "of": mark.most,
        "words": in_short(mark),
        "reasons": [dict(words) for words in (*reasons(mark), *missed)],
    }
