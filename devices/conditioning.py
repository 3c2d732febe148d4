"""From what a flaky sensor shows to a value to trust: a median, a gate against impossible steps, and calibration.

Rule for filters (Adafruit_Python_DHT thread 14: one DHT reading in 500 to 1000 passes its checksum with x2 or x0.5):
median of the last good values, and a step larger than the air can make must be confirmed twice before it counts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol


class Filter(Protocol):
    """Takes good samples one by one; gives a value, or None when this sample is not to be trusted yet."""

    def push(self, value: float) -> float | None:
        """The filtered value after this sample, or None."""
        ...

    def reset(self) -> None:
        """Forget all samples: after a long silence the old ones say nothing about now."""
        ...


class Median:
    """The median of the last `count` samples. With `count` 3 this is a two-of-three vote for every limit at once."""

    def __init__(self, count: int) -> None:
        if count < 1 or count % 2 == 0:
            raise ValueError(f"a median needs an odd count of samples, not {count}")
        self._middle = count // 2
        self._samples: deque[float] = deque(maxlen=count)

    def push(self, value: float) -> float | None:
        samples = self._samples
        samples.append(value)
        return sorted(samples)[self._middle] if len(samples) == samples.maxlen else None

    def reset(self) -> None:
        self._samples.clear()


class StepGate:
    """Holds back a jump of more than `limit` since the last accepted value until two more samples confirm it."""

    CONFIRMATIONS = 2

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._accepted: float | None = None
        self._candidate = 0.0
        self._confirmed = 0

    def push(self, value: float) -> float | None:
        if self._accepted is None or abs(value - self._accepted) <= self._limit:
            self._accepted = value
            self._confirmed = 0
            return value
        if self._confirmed and abs(value - self._candidate) <= self._limit:
            self._confirmed += 1
        else:
            self._confirmed = 1
        self._candidate = value
        if self._confirmed <= self.CONFIRMATIONS:
            return None
        self._accepted = value
        self._confirmed = 0
        return value

    def reset(self) -> None:
        self._accepted = None
        self._confirmed = 0


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
