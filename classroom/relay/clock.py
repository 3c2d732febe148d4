"""The clock of the lesson: which part the class is in, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from classroom.lesson import Guided
from classroom.relay import words as w
from classroom.relay.bounded import FULL, Refused, is_whole


class LessonClock:
    """Parts count from 0. `now` is a clock in seconds."""

    def __init__(self, lesson: Guided | None, now: Callable[[], float]) -> None:
        self.lesson, self._now = lesson, now
        self.at: int | None = None
        self._since = now()

    @property
    def went_s(self) -> float:
        """For how long this part has been on."""
        return max(0.0, self._now() - self._since)

    def go_to(self, part: object, went_s: float = 0.0) -> None:
        """Begin a part, or none. Raises Refused."""
        most = len(self.lesson.stages) - 1 if self.lesson is not None else -1
        if part is not None and not is_whole(part, 0, most):
            shown = part if isinstance(part, int) else "?"
            raise Refused(FULL, w.NO_SUCH_STAGE(stage=shown))
        self.at = part  # type: ignore[assignment]  # None or a whole number
        self._since = self._now() - went_s

    def begin(self, lesson: Guided | None) -> None:
        """Another lesson, whose clock stands still."""
        self.lesson = lesson
        self.go_to(None)

    def as_json(self) -> dict[str, Any] | None:
        """The part that is on, with its words."""
        if self.at is None or self.lesson is None:
            return None
        stage = self.lesson.stages[self.at]
        return {
            "at": self.at,
            "went_s": round(self.went_s),
            "name": stage.name,
            "minutes": stage.minutes,
            "title": dict(stage.title),
        }
