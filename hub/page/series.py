"""Curves for the plots, as columns: ts, low, mean, high. Where nothing is known there is a null, never a bridge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from hub.page.labels import label, unit_for_people
from hub.store import Point, SeriesKey, Store

MOST_POINTS = 5000
MOST_FLAGGED = 200
GAP = 3.0  # steps without a value are a gap


def series_json(store: Store, keys: Iterable[SeriesKey], since: float, until: float, most: int) -> list[dict[str, Any]]:
    """The curves of some keys of one node. `flagged` are values that cannot be true; no curve holds them."""
    return [
        {
            **_curve(key, store.points(key, since, until, most)),
            "flagged": [list(each) for each in store.flagged(key, since, until, MOST_FLAGGED)],
        }
        for key in keys
    ]


def _curve(key: SeriesKey, points: Sequence[Point]) -> dict[str, Any]:
    part, quantity = label(key.channel)
    columns: dict[str, list[Any]] = {"ts": [], "low": [], "mean": [], "high": []}
    for point in with_gaps(points):
        columns["ts"].append(round(point.ts, 3))
        for name in ("low", "mean", "high"):
            columns[name].append(getattr(point, name) if point.samples else None)
    return {
        "channel": key.channel,
        "unit": unit_for_people(key.unit),
        "part": part,
        "quantity": quantity,
        "samples": sum(point.samples for point in points),
        **columns,
    }


def with_gaps(points: Sequence[Point]) -> list[Point]:
    """The same with a point of no samples wherever the curve must break."""
    if len(points) < 3:
        return list(points)
    longest_s = GAP * median(after.ts - before.ts for before, after in pairwise(points))
    found = [points[0]]
    for before, after in pairwise(points):
        if after.ts - before.ts > longest_s:
            found.append(Point((before.ts + after.ts) / 2.0, 0.0, 0.0, 0.0, 0))
        found.append(after)
    return found
