"""A calibration: dated points that say what the sensor showed and what was true."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Calibration:
    """Points (shown, true), in rising order of shown, and the day they were taken.

    One point is an offset; two or more are joined by straight lines, and the end lines go on beyond the ends.
    Raises ValueError for no points or for two points with the same shown value.
    """

    made_on: date
    points: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        shown = [point[0] for point in self.points]
        if not shown or any(right <= left for left, right in pairwise(shown)):
            raise ValueError("a calibration needs at least one point, in rising order of what the sensor showed")

    def apply(self, shown: float) -> float:
        """The true value for what the sensor shows, in the same unit."""
        points = self.points
        if len(points) == 1:
            return shown + points[0][1] - points[0][0]
        index = min(max(bisect_right(points, shown, key=lambda point: point[0]), 1), len(points) - 1)
        (x0, y0), (x1, y1) = points[index - 1], points[index]
        return y0 + (shown - x0) * (y1 - y0) / (x1 - x0)

    def age_days(self, today: date) -> float:
        """How old the calibration is, in days."""
        return float((today - self.made_on).days)
