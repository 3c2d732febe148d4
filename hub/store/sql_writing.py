"""Writing into a store that speaks SQL: a batch is one transaction, and writing it twice changes nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from hub.store.interface import REUSED, Arrived, Batch, Label, Refusal, Written
from hub.store.marks import MarkWriter
from hub.store.points import Sums, points_of
from hub.store.redating import RedatingWriter
from hub.store.reused import MAX_COPIES, ContentReader, content_of, copy_of
from hub.store.schema import FORGET_ABOUT, FORGET_NODE, LABEL, RECORDS_OF_NODE, SET_ABOUT, TIMES_FORGOTTEN
from hub.store.sql_base import to_ms
from hub.store.sql_reading import SqlReading
from telemetry.record import EVENT

KEPT_A_NODE, KEPT_IN_ALL = 20, 5000  # refusals with their payload; 5000 of 2 kB are 10 MB
KEPT_BYTES, KEPT_TOPIC = 2048, 200
MAX_NAMES = 1000  # nodes that refusals are counted by; those of more names are counted together, under ""

B, T, F, S = "bigint", "text", "double precision", "smallint"
RECORDS = {
    "outbox": B, "seq": B, "stream": B, "ts": B, "received": B, "clock": T, "situation": B, "t_s": F, "sim_ts": F,
}  # fmt: skip
POINTS = {"ts": B, "record": B, "series": B, "value": F, "quality": S, "flag": T}
EVENTS = {"record": B, "stream": B, "ts": B, "event": T, "urgent": S, "said": T, "command": T}
ROLLUPS = {"span": B, "stream": B, "bucket": B, "series": B, "samples": B, "low": F, "high": F, "total": F}
ADD_UP = (
    "ON CONFLICT (span, stream, bucket, series) DO UPDATE SET samples = rollups.samples + excluded.samples, "
    "low = CASE WHEN excluded.low < rollups.low THEN excluded.low ELSE rollups.low END, "
    "high = CASE WHEN excluded.high > rollups.high THEN excluded.high ELSE rollups.high END, "
    "total = rollups.total + excluded.total"
)
NODES = {
    "name": T, "provenance": T, "project": T, "online": S, "first_seen": B, "last_seen": B, "snapshot": T,
    "snapshot_at": B, "records": B,
}  # fmt: skip
SEEN = (
    "first_seen = CASE WHEN excluded.first_seen < nodes.first_seen THEN excluded.first_seen ELSE nodes.first_seen END, "
    "last_seen = CASE WHEN excluded.last_seen > nodes.last_seen THEN excluded.last_seen ELSE nodes.last_seen END"
)
HAD_RECORDS = (
    f"ON CONFLICT (name) DO UPDATE SET {SEEN}, project = excluded.project, records = nodes.records + excluded.records"
)
HAD_STATE = (
    f"ON CONFLICT (name) DO UPDATE SET {SEEN}, project = excluded.project, provenance = excluded.provenance, "
    "snapshot = excluded.snapshot, snapshot_at = excluded.snapshot_at"
)
IS_THERE = "ON CONFLICT (name) DO UPDATE SET online = excluded.online"


SHIFT_SEEN = "UPDATE nodes SET last_seen = last_seen + ? WHERE last_seen >= ?"
NOT_AFTER = "UPDATE nodes SET last_seen = ? WHERE last_seen > ?"
HAS_OUTBOX = "SELECT 1 FROM outboxes WHERE node = ? AND epoch = ?"


class Kept(NamedTuple):
    """For each record that arrived whether it is new, and the epochs of which it moves the mark."""

    new: list[bool]
    under: list[list[str]]


class SqlStore(ContentReader, MarkWriter, RedatingWriter, SqlReading):
    """The writing half of a `hub.store.interface.Store`."""

    def __init__(self) -> None:
        super().__init__()
        self._seen_forgotten = 0

    def write(self, batch: Batch) -> Written:
        with self._transaction() as db:
            self._look_for_forgotten(db)
            kept = self._keep(db, batch.arrived)
            marks = self._move_marks(db, batch.arrived, kept.under, batch.passed)
            self._count_records(db, batch.arrived, kept.new)
            self._keep_snapshots(db, batch.snapshots)
            self._many(
                db,
                "nodes",
                NODES,
                [
                    (node, "", "", int(on), to_ms(at), to_ms(at), "", 0, 0)
                    for node, (at, on) in batch.availability.items()
                ],
                IS_THERE,
            )
            reused = Counter(
                each.record.node
                for each, is_new, under in zip(batch.arrived, kept.new, kept.under, strict=True)
                if is_new and under != [each.record.epoch]
            )
            noted = {(node, REUSED): times for node, times in reused.items()}
            self._keep_refusals(db, batch.refusals, {**batch.counted, **noted})
        return Written(kept.new, marks, reused)

    def add(self, arrived: Sequence[Arrived]) -> list[bool]:
        return self.write(Batch(arrived=list(arrived))).new

    def refuse(self, refusals: Sequence[Refusal]) -> None:
        self.write(Batch(refusals=list(refusals)))

    def snapshot(self, node: str, received: float, found: Mapping[str, Any]) -> None:
        self.write(Batch(snapshots={node: (received, found)}))

    def availability(self, node: str, received: float, online: bool) -> None:
        self.write(Batch(availability={node: (received, online)}))

    def forget(self, node: str) -> int:
        with self._transaction() as db:
            (records,) = self._run(db, f"SELECT count(*) FROM ({RECORDS_OF_NODE}) r", (node,)).fetchone()
            for text in FORGET_NODE:
                self._run(db, text, (node,))
            self._run(db, FORGET_ABOUT, (LABEL + node,))
            self._run(db, SET_ABOUT, ("forgotten", str(self._times_forgotten(db) + 1)))
        self._wipe()
        return int(records)

    def label(self, node: str, label: Label) -> None:
        with self._transaction() as db:
            if any(label):
                self._run(db, SET_ABOUT, (LABEL + node, json.dumps(list(label))))
            else:
                self._run(db, FORGET_ABOUT, (LABEL + node,))

    def shift_seen(self, since: float, by_s: float, now: float) -> None:
        with self._transaction() as db:
            self._run(db, SHIFT_SEEN, (to_ms(by_s), to_ms(since)))
            self._run(db, NOT_AFTER, (to_ms(now), to_ms(now)))

    def _look_for_forgotten(self, db: Any) -> None:
        """Another program may have deleted a node: its cached ids are then invalid."""
        times = self._times_forgotten(db)
        if times != self._seen_forgotten:
            self._ids.clear()
            self._seen_forgotten = times

    def _times_forgotten(self, db: Any) -> int:
        found = self._run(db, TIMES_FORGOTTEN).fetchone()
        return int(found[0]) if found else 0

    def _wipe(self) -> None:
        """Overwrite what was deleted, where a dialect can."""

    # Records

    def _keep(self, db: Any, arrived: Sequence[Arrived]) -> Kept:
        kept = Kept([False] * len(arrived), [[each.record.epoch] for each in arrived])
        left = list(range(len(arrived)))
        for _ in range(MAX_COPIES):  # other content of the same numbers goes into the next copy
            if not left:
                break
            left = self._keep_first(db, arrived, kept, left)
        return kept

    def _keep_first(self, db: Any, arrived: Sequence[Arrived], kept: Kept, numbers: Sequence[int]) -> list[int]:
        """Keep one content for each number; returns those whose number was taken by another content."""
        rows: dict[tuple[int, int], tuple[Any, ...]] = {}
        place: dict[tuple[int, int], int] = {}
        again: list[tuple[tuple[int, int], int]] = []
        for number in numbers:
            each = arrived[number]
            record = each.record
            key = (self._id(db, "outboxes", "node, epoch", record.node, kept.under[number][-1]), record.seq)
            if key in rows:
                again.append((key, number))
                continue
            stream = self._id(db, "streams", "node, provenance", record.node, record.provenance)
            why = self._id(db, "situations", "project, state, why", record.project, record.state, record.why)
            times = (to_ms(each.ts), to_ms(each.received), each.clock)
            rows[key] = (*key, stream, *times, why, record.t_s, record.sim_ts)
            place[key] = number
        ids = self._new_records(db, RECORDS, list(rows.values())) if rows else {}
        self._keep_values(db, arrived, {place[key]: (ids[key], rows[key][2], rows[key][3]) for key in ids})
        for key in ids:
            kept.new[place[key]] = True
        again += [(key, number) for key, number in place.items() if key not in ids]
        return self._others(db, arrived, kept, again)

    def _others(
        self, db: Any, arrived: Sequence[Arrived], kept: Kept, again: Sequence[tuple[tuple[int, int], int]]
    ) -> list[int]:
        """Of numbers that came again those with other content. What a copy has too moves the copy's mark as well."""
        found = self._contents(db, {key for key, _ in again})
        others = []
        for key, number in again:
            record, under = arrived[number].record, kept.under[number]
            copy = copy_of(under[-1])
            if found[key] != content_of(record):
                kept.under[number] = [copy]
                others.append(number)
                continue
            while self._run(db, HAS_OUTBOX, (record.node, copy)).fetchone():
                under.append(copy)
                copy = copy_of(copy)
        return others

    def _keep_values(self, db: Any, arrived: Sequence[Arrived], new: Mapping[int, tuple[int, int, int]]) -> None:
        """Points, events and sums of new records: {place in `arrived`: (record, stream, ts)}."""
        points: list[tuple[Any, ...]] = []
        events: list[tuple[Any, ...]] = []
        sums = Sums()
        for number, (row, stream, ts) in new.items():
            each = arrived[number]
            if each.record.kind == EVENT:
                events.append((row, stream, ts, *_event(each)))
            for channel, unit, value, quality, flag, counts in points_of(each.record):
                series = self._id(db, "series", "stream, channel, unit", stream, channel, unit)
                points.append((ts, row, series, value, quality, flag))
                if counts:
                    sums.add(stream, series, ts / 1000.0, value or 0.0)
        self._many(db, "points", POINTS, points)
        self._many(db, "events", EVENTS, events)
        self._many(db, "rollups", ROLLUPS, list(sums.rows()), ADD_UP)

    def _count_records(self, db: Any, arrived: Sequence[Arrived], new: Sequence[bool]) -> None:
        rows: dict[str, tuple[Any, ...]] = {}
        for each, is_new in zip(arrived, new, strict=True):
            at, project = to_ms(each.received), each.record.project
            first, last, so_far = at, at, 0
            if each.record.node in rows:
                *_, first, last, _, _, so_far = rows[each.record.node]
            row = (each.record.node, "", project, 0, min(first, at), max(last, at), "", 0, so_far + is_new)
            rows[each.record.node] = row
        self._many(db, "nodes", NODES, list(rows.values()), HAD_RECORDS)

    # What is known of nodes, and what was refused

    def _keep_snapshots(self, db: Any, snapshots: Mapping[str, tuple[float, Mapping[str, Any]]]) -> None:
        rows = []
        for node, (at, found) in snapshots.items():
            seen, who = to_ms(at), (node, found["provenance"], found["project"])
            rows.append((*who, 0, seen, seen, json.dumps(found), seen, 0))
        self._many(db, "nodes", NODES, rows, HAD_STATE)

    def _keep_refusals(self, db: Any, refusals: Sequence[Refusal], counted: Mapping[tuple[str, str], int]) -> None:
        if not refusals and not counted:
            return
        names = {row[0] for row in self._run(db, "SELECT DISTINCT node FROM refused").fetchall()}
        times: dict[tuple[str, str], int] = {}
        for (node, reason), number in [*counted.items(), *(((each.node, each.reason), 1) for each in refusals)]:
            if node not in names and len(names) < MAX_NAMES:
                names.add(node)
            key = (node if node in names else "", reason)
            times[key] = times.get(key, 0) + number
        then = "ON CONFLICT (node, reason) DO UPDATE SET times = refused.times + excluded.times"
        rows = [(*key, number) for key, number in times.items()]
        self._many(db, "refused", {"node": T, "reason": T, "times": B}, rows, then)
        kept = [
            (each.node if each.node in names else "", to_ms(each.received), each.reason, *_cut(each))
            for each in refusals
        ]
        columns = {"node": T, "received": B, "reason": T, "topic": T, "payload": "bytea"}
        self._many(db, "refusals", columns, kept)
        older = "DELETE FROM refusals WHERE {} id <= (SELECT id FROM refusals {} ORDER BY id DESC LIMIT 1 OFFSET ?)"
        for node in {row[0] for row in kept}:
            self._run(db, older.format("node = ? AND", "WHERE node = ?"), (node, node, KEPT_A_NODE))
        self._run(db, older.format("", ""), (KEPT_IN_ALL,))


def _event(each: Arrived) -> tuple[Any, ...]:
    record = each.record
    return record.event, int(record.urgent), json.dumps(dict(record.said)), json.dumps(dict(record.command))


def _cut(each: Refusal) -> tuple[str, bytes]:
    topic = each.topic[:KEPT_TOPIC].encode("utf-8", "replace").decode().replace("\0", "?")
    return topic, each.payload[:KEPT_BYTES]
