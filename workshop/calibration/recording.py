"""What a row of readings says: its mean, how sure it is, and whether it stands still."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import hypot, sqrt
from statistics import fmean, stdev

from devices import Message
from workshop.calibration.steps import Point, Refused

UNSTEADY = Message(
    "calibrate.unsteady",
    "The value does not stand still: it went from {first:.4g} to {last:.4g} {unit} while it was measured.",
)
UNSTEADY_HINT = Message("calibrate.unsteady.hint", "Leave everything untouched, wait some minutes, and begin again.")
NOISY = Message("calibrate.noisy", "The value jumps between {low:.4g} and {high:.4g} {unit}.")
NOISY_HINT = Message("calibrate.noisy.hint", "Check the plug, the ground wire and the supply. Then begin again.")
TOO_FEW = Message("calibrate.too_few", "Only {count} of {wanted} readings gave a value.")

ENOUGH_SHARE = 0.5  # of the readings: a DHT22 may lose one in three
KEPT_POINTS = 25  # so many stand in the file; of more, means of equal groups


def mean(points: Sequence[Point]) -> float:
    """The mean of the values."""
    return fmean(point.value for point in points)


def doubt(points: Sequence[Point]) -> float:
    """How far the mean may be off by chance alone: two standard errors."""
    if len(points) < 2:
        return 0.0
    return 2.0 * stdev(point.value for point in points) / sqrt(len(points))


def share_to_take(off: float, type_within: float, instrument_within: float, counts: bool = True) -> float:
    """Which share of a difference to an instrument belongs to the part, 0-1, when both have a tolerance.

    The best guess weighs each by the square of the other's tolerance: nearly all where the instrument is much better,
    half where they are equally good. A part that is further off than both tolerances together is none of the usual
    ones: then the instrument alone is believed. An instrument that does not count is a check for those only.
    """
    if abs(off) > type_within + instrument_within:
        return 1.0
    if not counts:
        return 0.0
    return type_within**2 / (type_within**2 + instrument_within**2)


def both_within(type_within: float, instrument_within: float) -> float:
    """How far off the part may still be after that."""
    return type_within * instrument_within / hypot(type_within, instrument_within)


def refuse_unsteady(points: Sequence[Point], unit: str, drift: float, width: float) -> None:
    """Raises Refused when the halves differ by more than `drift` and chance, or all values by more than `width`."""
    earlier, later = points[: len(points) // 2], points[len(points) // 2 :]
    first, last = mean(earlier), mean(later)
    if abs(last - first) > drift + doubt(earlier) + doubt(later):
        raise Refused(UNSTEADY(first=first, last=last, unit=unit), UNSTEADY_HINT)
    low, high = min(point.value for point in points), max(point.value for point in points)
    if high - low > width:
        raise Refused(NOISY(low=low, high=high, unit=unit), NOISY_HINT)


def refuse_too_few(points: Sequence[Point], wanted: int) -> None:
    """Raises Refused when too many readings gave nothing."""
    if len(points) < max(2, ENOUGH_SHARE * wanted):
        raise Refused(TOO_FEW(count=len(points), wanted=wanted), NOISY_HINT)


def kept(points: Sequence[Point], digits: int = 5) -> list[tuple[float, ...]]:
    """Time and value for the file: all of a short row, of a long one the means of equal groups."""
    size = -(-len(points) // KEPT_POINTS)
    groups = [points[start : start + size] for start in range(0, len(points), size)] if size else []
    return [(round(fmean(each.t_s for each in group), 1), rounded(mean(group), digits)) for group in groups]


def rounded(value: float, digits: int = 5) -> float:
    """The value to so many significant digits: a file that claims more would lie."""
    return float(f"{value:.{digits}g}")


def mapped(points: Sequence[Point], change: Callable[[Point], float]) -> tuple[Point, ...]:
    """The same moments with another value."""
    return tuple(Point(point.t_s, change(point), point.air) for point in points)
