"""New dates for what a hub without a date has dated: once somebody gives it the date, it knows how wrong it was.

Records, their events and points move by the same span, and the rollups that they were in, or come into, are counted
anew from the points, which the store never thins. One transaction: all of it or nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hub.store.interface import REDATED, UNSURE_DATE, Arrived
from hub.store.points import GOOD, SPANS_S
from hub.store.sql_base import SqlBase, to_ms

WHICH = f"id > ? AND clock = '{UNSURE_DATE}'"
BUCKETS = f"SELECT DISTINCT stream, (ts + ?) / ? FROM records WHERE {WHICH}"
NODES = (
    f"SELECT DISTINCT s.node FROM streams s JOIN records r ON r.stream = s.id WHERE r.id > ? "
    f"AND r.clock = '{UNSURE_DATE}'"
)
FIRST = (
    "SELECT min(CASE WHEN r.id > ? THEN r.received END), min(CASE WHEN r.id <= ? THEN r.received END) "
    "FROM records r JOIN streams s ON r.stream = s.id WHERE s.node = ?"
)
FIRST_SEEN = "UPDATE nodes SET first_seen = coalesce(?, first_seen + ?) WHERE name = ? AND first_seen >= ?"
AT_MOST_BEFORE_S = 3600.0  # chosen: from a node's first sign of life to its first record
EVENTS = f"UPDATE events SET ts = ts + ? WHERE record IN (SELECT id FROM records WHERE {WHICH})"
RECORDS = f"UPDATE records SET ts = ts + ?, received = received + ?, clock = '{REDATED}' WHERE {WHICH}"
EMPTY = "DELETE FROM rollups WHERE span = ? AND stream = ? AND bucket = ?"
COUNT = (
    "SELECT p.series, count(*), min(p.value), max(p.value), sum(p.value) "
    "FROM records r JOIN points p ON p.record = r.id "
    f"WHERE r.stream = ? AND r.ts >= ? AND r.ts < ? AND p.value IS NOT NULL AND p.quality = {GOOD} AND p.flag = '' "
    "GROUP BY p.series"
)
KEEP = "INSERT INTO rollups (span, stream, bucket, series, samples, low, high, total) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


def later(arrived: Arrived, by_s: float) -> Arrived:
    """A record that waits to be written, with its date by a clock that was set since."""
    if arrived.clock != UNSURE_DATE:
        return arrived
    return replace(arrived, ts=arrived.ts + by_s, received=arrived.received + by_s, clock=REDATED)


class RedatingWriter(SqlBase):
    """The part of a store that gives records another date."""

    def newest(self) -> int:
        """The number of the newest record; 0 for none."""
        return int(self._ask("SELECT coalesce(max(id), 0) FROM records")[0][0])

    def redate(self, after: int, by_s: float) -> list[str]:
        """Move what an unsure clock has dated since the record `after`; the nodes that have such records."""
        by = to_ms(by_s)
        with self._transaction() as db:
            nodes = [name for (name,) in self._run(db, NODES, (after,)).fetchall()]
            if not nodes:
                return []
            touched = {
                (span_s, stream, bucket)
                for span_s in SPANS_S
                for shift in (0, by)
                for stream, bucket in self._run(db, BUCKETS, (shift, 1000 * span_s, after)).fetchall()
            }
            for name in nodes:
                self._move_first_seen(db, name, by, after)
            self._move_points(db, WHICH, by, after)
            self._run(db, EVENTS, (by, after))
            self._run(db, RECORDS, (by, by, after))
            for span_s, stream, bucket in sorted(touched):
                self._count_anew(db, span_s, stream, bucket)
        return nodes

    def _move_first_seen(self, db: Any, name: str, by: int, after: int) -> None:
        """A node was first seen when its oldest record before that came, or is as new as what is moved."""
        moved, before = self._run(db, FIRST, (after, after, name)).fetchone()
        self._run(db, FIRST_SEEN, (before, by, name, moved - to_ms(AT_MOST_BEFORE_S)))

    def _move_points(self, db: Any, which: str, by: int, after: int) -> None:
        """Where points have a time of their own."""

    def _count_anew(self, db: Any, span_s: int, stream: int, bucket: int) -> None:
        self._run(db, EMPTY, (span_s, stream, bucket))
        first, end = (1000 * span_s * each for each in (bucket, bucket + 1))
        for row in self._run(db, COUNT, (stream, first, end)).fetchall():
            self._run(db, KEEP, (span_s, stream, bucket, *row))
