"""The club in one table: each quantity of the last day over all nodes, once for real data and once for simulated.

The two are never summed: a row is made of series of one provenance only, and series of the store have exactly one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from hub.page.labels import label, unit_for_people
from hub.store import SeriesKey, Store
from telemetry.record import REAL, SIM

BUCKETS = 24  # of a day: the store takes its hourly rollup
MOST_FLAGGED = 10_000


def summary_json(store: Store, since: float, until: float) -> dict[str, list[dict[str, Any]]]:
    """{"real": rows, "sim": rows}; a row is one channel with its unit over all nodes that have it."""
    keys = store.series()
    return {each: _rows(store, (key for key in keys if key.provenance == each), since, until) for each in (REAL, SIM)}


def _rows(store: Store, keys: Iterable[SeriesKey], since: float, until: float) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], list[SeriesKey]] = defaultdict(list)
    for key in keys:
        if unit_for_people(key.unit):  # yes or no has no mean
            found[key.channel, key.unit].append(key)
    rows = [_row(store, each, since, until) for _, each in sorted(found.items())]
    return [row for row in rows if row["samples"] or row["left_out"]]


def _row(store: Store, keys: Sequence[SeriesKey], since: float, until: float) -> dict[str, Any]:
    """What cannot be true is in no curve; it is counted."""
    part, quantity = label(keys[0].channel)
    curves = [store.points(key, since, until, BUCKETS) for key in keys]
    points = [point for curve in curves for point in curve]
    samples = sum(point.samples for point in points)
    return {
        "channel": keys[0].channel,
        "part": part,
        "quantity": quantity,
        "unit": unit_for_people(keys[0].unit),
        "nodes": sum(bool(curve) for curve in curves),
        "samples": samples,
        "low": min((point.low for point in points), default=None),
        "mean": sum(point.mean * point.samples for point in points) / samples if samples else None,
        "high": max((point.high for point in points), default=None),
        "left_out": sum(len(store.flagged(key, since, until, MOST_FLAGGED)) for key in keys),
    }
