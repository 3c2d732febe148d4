"""The record of a run: every change of state, reason, command and power, and the quantities that are asked for."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, MutableSequence
from dataclasses import dataclass, field
from math import ceil, floor, inf
from typing import Any, Generic, TypeVar

from devices import Message

V = TypeVar("V")


class Steps(Generic[V]):
    """A value that stays until it changes, with the moments of its changes in seconds since the start."""

    __slots__ = ("times", "values")

    def __init__(self, values: MutableSequence[V] | None = None, times: array[float] | None = None) -> None:
        self.times = array("d") if times is None else times
        self.values: MutableSequence[V] = [] if values is None else values

    def note(self, t_s: float, value: V) -> None:
        """From now on it is this; noting the same again changes nothing."""
        if self.values:
            last = self.values[-1]
            if value == last or (value != value and last != last):  # NaN, unknown as before, is not itself
                return
        self.times.append(t_s)
        self.values.append(value)

    def stretches(self, start_s: float, end_s: float) -> Iterator[tuple[float, float, V]]:
        """Begin, end and value of every stretch inside the window, cut to it."""
        times, values = self.times, self.values
        for index in range(max(bisect_right(times, start_s) - 1, 0), len(times)):
            begin_s = times[index]
            if begin_s > end_s:
                return
            next_s = times[index + 1] if index + 1 < len(times) else inf
            if next_s > start_s:
                yield max(begin_s, start_s), min(next_s, end_s), values[index]

    def first_s(self, start_s: float, end_s: float, fits: Callable[[V], bool]) -> float:
        """The first moment in the window at which the value fits; infinity for never."""
        return next((begin for begin, _, value in self.stretches(start_s, end_s) if fits(value)), inf)

    def changes(self, start_s: float, end_s: float) -> Iterator[tuple[float, V | None, V]]:
        """Moment, value before (None at the very first) and value after of every change in the window."""
        for index in range(bisect_left(self.times, start_s), bisect_right(self.times, end_s)):
            yield self.times[index], self.values[index - 1] if index else None, self.values[index]

    def last(self, end_s: float) -> V | None:
        """The value at the end of the window; None when there was none yet."""
        index = bisect_right(self.times, end_s)
        return self.values[index - 1] if index else None


class TrueSeries:
    """A true quantity, one value for each step of the world; the first is that at the start."""

    __slots__ = ("step_s", "values")

    def __init__(self, step_s: float, values: MutableSequence[float] | None = None) -> None:
        self.step_s = step_s
        self.values: MutableSequence[float] = array("d") if values is None else values

    def between(self, start_s: float, end_s: float) -> MutableSequence[float]:
        """The values in the window; when no step falls into it, the one that held at its start."""
        first, last = self._index(start_s), min(floor(end_s / self.step_s + 1e-9), len(self.values) - 1)
        return self.values[first : last + 1] or self.values[max(last, 0) : max(last, 0) + 1]

    def first_s(self, start_s: float, end_s: float, fits: Callable[[float], bool]) -> float:
        """The first moment in the window at which the value fits; infinity for never."""
        first = self._index(start_s)
        for index in range(first, len(self.values)):
            t_s = index * self.step_s
            if t_s > end_s:
                break
            if fits(self.values[index]):
                return max(t_s, start_s)
        return inf

    def _index(self, start_s: float) -> int:
        return max(ceil(start_s / self.step_s - 1e-9), 0)


@dataclass(frozen=True, slots=True)
class InvariantBreak:
    """An invariant that was broken: when, and which."""

    t_s: float
    what: Message


@dataclass(slots=True)
class RunRecord:
    """A whole run, as far as the questions need it. Times are seconds since its start."""

    length_s: float = 0.0
    states: Steps[str] = field(default_factory=Steps)
    whys: Steps[str] = field(default_factory=Steps)
    commanded: dict[str, Steps[bool]] = field(default_factory=dict)
    power: dict[str, Steps[float]] = field(default_factory=dict)
    true: dict[str, TrueSeries] = field(default_factory=dict)
    sensed: dict[str, Steps[float]] = field(default_factory=dict)  # NaN: the law did not know it
    metrics: dict[str, float] = field(default_factory=dict)
    latched: Mapping[str, Any] = field(default_factory=dict)
    reads: dict[str, tuple[int, int]] = field(default_factory=dict)  # part: reads, and how many failed
    restarts: dict[str, int] = field(default_factory=dict)  # part: how often its reader was started afresh
    breaks: list[InvariantBreak] = field(default_factory=list)
    break_count: int = 0
