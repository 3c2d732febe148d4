"""What came of one pupil's lesson, as the table and the printed pages need it: the work, its changes, and its mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from classroom.lesson import Lesson, Work
from classroom.teacher.changes import Change
from devices import Message
from firmware.names import Names


@dataclass(frozen=True, slots=True)
class Mark:
    """What the laptop found when it ran the work again: `words` in short, `reasons` at length.

    `points` of `of`; None without points. `passed` is None when it could not be judged. `picture` is the run's
    (sim/plots, `Picture.as_json()` in the pupil's language), or None.
    """

    words: Message
    passed: bool | None
    points: float | None = None
    of: float = 0.0
    reasons: tuple[Message, ...] = ()
    picture: Mapping[str, Any] | None = None


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

    def answer(self, name: str) -> str:
        """What the pupil wrote to a question of the lesson: `predict` or `explain`."""
        return "" if self.work is None else self.work.answers.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands at the head of every printed page."""

    class_name: str
    date: str  # as people write it: 30/11/2026
    lesson: Lesson | None
    names: Mapping[str, Names] = field(default_factory=dict)  # by project, for the settings that a pupil changed
