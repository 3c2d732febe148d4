"""What a recorder keeps of one quantity: a curve that loses no peak and no gap, and a switch that loses no edge."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import isnan, nan
from typing import NamedTuple

MAX_POINTS = 6000  # of a curve; then what a picture cannot show is left out


class Point(NamedTuple):
    """A value at a moment; not a number while it is unknown. `held`: it is an old value, nothing newer came."""

    t_s: float
    value: float
    held: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return not isnan(self.value)


class Curve:
    """A quantity that is noted at every turn or row.

    A value that stays for longer than `plateau_s` keeps both its ends; after a silence longer than `silence_s` it is
    unknown in between.
    """

    def __init__(self, plateau_s: float = 60.0, silence_s: float = 60.0) -> None:
        self._plateau_s = plateau_s
        self._silence_s = silence_s
        self._points: list[Point] = []
        self._newest: Point | None = None

    def note(self, t_s: float, value: float | bool | None, held: bool = False) -> None:
        """The value at this moment, None for unknown. Times never go back."""
        point = Point(t_s, nan if value is None else float(value), held and value is not None)
        newest = self._newest
        if newest is not None and newest.known and t_s - newest.t_s > self._silence_s:
            self._keep(newest)
            self._keep(Point(newest.t_s, nan))
            newest = None
        if newest is None or not _same(newest, point):
            if newest is not None and (
                not point.known or point.held != newest.held or t_s - self._points[-1].t_s > self._plateau_s
            ):
                self._keep(newest)
            self._keep(point)
        self._newest = point

    def _keep(self, point: Point) -> None:
        if self._points and self._points[-1] == point:
            return
        self._points.append(point)
        if len(self._points) > MAX_POINTS:
            self._points = thinned(self._points, MAX_POINTS // 2)

    def points(self) -> list[Point]:
        """All points that are kept, up to the newest."""
        if self._newest is None or (self._points and self._points[-1] == self._newest):
            return list(self._points)
        return [*self._points, self._newest]


def _same(one: Point, other: Point) -> bool:
    return one.held == other.held and (one.value == other.value or not (one.known or other.known))


def thinned(points: Sequence[Point], most: int) -> list[Point]:
    """At most about so many points, so that a picture looks the same.

    Of those that stand too close together the first, the lowest, the highest, a gap and the last one stay.
    """
    if len(points) <= most:
        return list(points)
    width_s = (points[-1].t_s - points[0].t_s) / max(most // 5, 1)
    kept: list[Point] = []
    begin = 0
    for index in range(1, len(points) + 1):
        if index == len(points) or points[index].t_s // width_s != points[begin].t_s // width_s:
            kept += _telling(points[begin:index])
            begin = index
    return kept


def _telling(close: Sequence[Point]) -> list[Point]:
    if len(close) <= 5:
        return list(close)
    known = [index for index, point in enumerate(close) if point.known]
    telling = {0, len(close) - 1}
    if known:
        telling |= {min(known, key=lambda index: close[index].value), max(known, key=lambda index: close[index].value)}
    if len(known) < len(close):
        telling.add(next(index for index, point in enumerate(close) if not point.known))
    return [close[index] for index in sorted(telling)]


@dataclass(slots=True)
class Switch:
    """Something that is on, off or unknown, with the moment of each change."""

    at_s: array[float] = field(default_factory=lambda: array("d"))
    values: list[bool | None] = field(default_factory=list)

    def note(self, t_s: float, on: bool | None) -> None:
        """It is so from this moment on; nothing when it was so already."""
        if not self.values or self.values[-1] is not on:
            self.at_s.append(t_s)
            self.values.append(on)

    def spans(self, value: bool | None, end_s: float) -> Iterator[tuple[float, float]]:
        """Begin and end of each stretch over which it had that value, up to the end of the run."""
        for index, each in enumerate(self.values):
            if each is value:
                to_s = self.at_s[index + 1] if index + 1 < len(self.values) else end_s
                if to_s > self.at_s[index]:
                    yield self.at_s[index], to_s

    def at(self, t_s: float) -> bool | None:
        """What it was at a moment; None before the first note."""
        found: bool | None = None
        for since_s, value in zip(self.at_s, self.values, strict=True):
            if since_s > t_s:
                break
            found = value
        return found

    @property
    def moved(self) -> bool:
        """Whether it was both on and off."""
        return True in self.values and False in self.values
