"""What begins and ends at set times of a run: the plant looks at its timetable only when something is due."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

NEVER = -1.0  # as a setting: it does not happen


class Span(NamedTuple):
    """From `start_s` on, until before `stop_s`; both in seconds since the start of the run, infinity for never."""

    start_s: float
    stop_s: float = inf

    def holds(self, t_s: float) -> bool:
        """Whether that moment lies in it."""
        return self.start_s <= t_s < self.stop_s


def span(start_min: float, stop_min: float = NEVER) -> Span:
    """The span between two settings in minutes."""
    return Span(_seconds(start_min), _seconds(stop_min))


def next_change_s(spans: tuple[Span, ...], t_s: float) -> float:
    """The first moment after `t_s` at which one of these spans begins or ends; infinity when there is none."""
    return min([moment_s for each in spans for moment_s in each if moment_s > t_s], default=inf)


def _seconds(minutes: float) -> float:
    return inf if minutes == NEVER else minutes * 60.0
