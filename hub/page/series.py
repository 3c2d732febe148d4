"""Curves for the plots as columns, and the sums of the last day, real and simulated apart.

The two are never summed: a row is made of series of one provenance only, and series of the store have exactly one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from hub.page.names import InBoth, NodeNames, unit_for_people
from hub.page.view import names_of
from hub.store.interface import Point, SeriesKey, Store
from telemetry.record import REAL, SIM

MAX_POINTS = 5000
MAX_FLAGGED = 200
NAMELESS = NodeNames("", {})
LEAST = {
    "C": 2.0,
    "%": 5.0,
    "ppm": 50.0,
    "V": 0.5,
    "A": 0.2,
    "W": 2.0,
    "Wh": 5.0,
    "NTU": 2.0,
    "L/min": 0.5,
    "L": 5.0,
    "Pa": 100.0,
    "days": 5.0,
}  # chosen: the shortest axis of a plot, some ten times the noise of such a sensor, so that noise looks like noise
LEAST_SHARE = 0.1  # of the value, where the unit is not known
GAP = 3.0  # steps without a value are a gap


def series_json(
    store: Store, keys: Iterable[SeriesKey], since: float, until: float, limit: int
) -> list[dict[str, Any]]:
    """The curves of some keys of one node. `flagged` are impossible values; they are in no curve."""
    names = _names(store)
    return [
        {
            **_curve(names.get(key.node, NAMELESS).curve(key.channel), key, store.points(key, since, until, limit)),
            "flagged": [list(each) for each in store.flagged(key, since, until, MAX_FLAGGED)],
        }
        for key in keys
    ]


def _names(store: Store) -> dict[str, NodeNames]:
    """The names of each node."""
    return {row.node: names_of(row) for row in store.nodes()}


def _curve(called: InBoth, key: SeriesKey, points: Sequence[Point]) -> dict[str, Any]:
    columns: dict[str, list[Any]] = {"ts": [], "low": [], "mean": [], "high": []}
    for point in with_gaps(points):
        columns["ts"].append(round(point.ts, 3))
        for name in ("low", "mean", "high"):
            columns[name].append(getattr(point, name) if point.samples else None)
    return {
        "channel": key.channel,
        "name": called.as_json(),
        "unit": unit_for_people(key.unit),
        "least": least_span(key.unit, points),
        "samples": sum(point.samples for point in points),
        **columns,
    }


def least_span(unit: str, points: Sequence[Point]) -> float:
    """The shortest axis on which this curve is drawn, in its unit."""
    return LEAST.get(unit) or LEAST_SHARE * max((abs(point.mean) for point in points), default=0.0) or 1.0


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


BUCKETS = 24  # of a day: the store uses its hourly rollup
MAX_LEFT_OUT = 10_000


def summary_json(store: Store, since: float, until: float) -> dict[str, list[dict[str, Any]]]:
    """{"real": rows, "sim": rows}; a row is one channel with its unit over all nodes that have it."""
    keys, names = store.series(), _names(store)
    return {
        each: _rows(store, names, (key for key in keys if key.provenance == each), since, until) for each in (REAL, SIM)
    }


def _rows(
    store: Store, names: Mapping[str, NodeNames], keys: Iterable[SeriesKey], since: float, until: float
) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], list[SeriesKey]] = defaultdict(list)
    for key in keys:
        if unit_for_people(key.unit):  # a yes-or-no value has no mean
            found[key.channel, key.unit].append(key)
    rows = [_row(store, names, each, since, until) for _, each in sorted(found.items())]
    return [row for row in rows if row["samples"] or row["left_out"]]


def _row(
    store: Store, names: Mapping[str, NodeNames], keys: Sequence[SeriesKey], since: float, until: float
) -> dict[str, Any]:
    """Impossible values are in no curve; they are counted."""
    called = {names.get(key.node, NAMELESS).channel(key.channel) for key in keys}
    name = called.pop() if len(called) == 1 else NAMELESS.channel(keys[0].channel)
    curves = [store.points(key, since, until, BUCKETS) for key in keys]
    points = [point for curve in curves for point in curve]
    samples = sum(point.samples for point in points)
    return {
        "channel": keys[0].channel,
        "name": name.as_json(),
        "unit": unit_for_people(keys[0].unit),
        "nodes": sum(bool(curve) for curve in curves),
        "samples": samples,
        "low": min((point.low for point in points), default=None),
        "mean": sum(point.mean * point.samples for point in points) / samples if samples else None,
        "high": max((point.high for point in points), default=None),
        "left_out": sum(len(store.flagged(key, since, until, MAX_LEFT_OUT)) for key in keys),
    }
