"""Writing into a store that speaks SQL: a batch is one transaction, and writing it twice changes nothing.

How far a node's records have come without a gap.

Each record names the one before it (`prev`), so a gap that the node made itself, by thinning a full outbox, is no gap:
a record carries the mark to its own number when its `prev` is at or below the mark. `prev` 0 means that the node knows
of nothing before it that the hub may lack, so a newly set-up hub starts at whatever number comes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from hub.store.interface import Arrived, Batch, Passed, Refusal, Written
from hub.store.points import Sums, points_of
from hub.store.schema import COUNT_FORGOTTEN, FORGET_NODE, RECORDS_OF_NODE, TIMES_FORGOTTEN
from hub.store.sql_base import placeholders, to_ms
from hub.store.sql_reading import SqlReading
from telemetry.record import EVENT


class Advanced(NamedTuple):
    """The new mark; the spans (after, before) that were jumped over; whether a number stays out of reach."""

    mark: int
    jumps: list[tuple[int, int]]
    stuck: bool


def advance(mark: int, numbers: Iterable[tuple[int, int]]) -> Advanced:
    """Carry the mark on by (prev, seq) pairs, in any order. From mark 0 a jump is a start, not a gap."""
    jumps: list[tuple[int, int]] = []
    for prev, seq in sorted(numbers):
        if seq <= mark:
            continue
        if prev > mark:
            return Advanced(mark, jumps, True)
        if mark > 0 and seq > mark + 1:
            jumps.append((mark, seq))
        mark = seq
    return Advanced(mark, jumps, False)


MAX_IDS = 100_000  # cached
MAX_AHEAD = 1000  # numbers looked at in one go
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


class SqlStore(SqlReading):
    """The writing half of a `hub.store.interface.Store`."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: dict[tuple[str, ...], int] = {}
        self._seen_forgotten = 0

    def write(self, batch: Batch) -> Written:
        with self._transaction() as db:
            self._look_for_forgotten(db)
            new = self._keep(db, batch.arrived)
            marks = self._move_marks(db, batch.arrived, batch.passed)
            self._count_records(db, batch.arrived, new)
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
            self._keep_refusals(db, batch.refusals, batch.counted)
        return Written(new, marks)

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
            self._run(db, COUNT_FORGOTTEN, (str(self._times_forgotten(db) + 1),))
        self._wipe()
        return int(records)

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

    def _forget(self) -> None:
        self._ids.clear()  # some of them may have been rolled back
        super()._forget()

    def _id(self, db: Any, table: str, columns: str, *values: Any) -> int:
        """The number of a row, which is made when there is none."""
        found = self._ids.get((table, *values))
        if found is None:
            if len(self._ids) >= MAX_IDS:
                for key in list(islice(self._ids, MAX_IDS // 2)):
                    del self._ids[key]
            where = " AND ".join(f"{column} = ?" for column in columns.split(", "))
            row = self._run(db, f"SELECT id FROM {table} WHERE {where}", values).fetchone()
            if row is None:
                marks = placeholders(len(values))
                text = f"INSERT INTO {table} ({columns}) VALUES ({marks}) RETURNING id"
                row = self._run(db, text, values).fetchone()
            found = self._ids[(table, *values)] = int(row[0])
        return found

    # Records

    def _keep(self, db: Any, arrived: Sequence[Arrived]) -> list[bool]:
        rows: dict[tuple[int, int], tuple[Any, ...]] = {}
        place: dict[tuple[int, int], int] = {}
        for number, each in enumerate(arrived):
            record = each.record
            key = (self._id(db, "outboxes", "node, epoch", record.node, record.epoch), record.seq)
            if key in rows:
                continue
            stream = self._id(db, "streams", "node, provenance", record.node, record.provenance)
            why = self._id(db, "situations", "project, state, why", record.project, record.state, record.why)
            times = (to_ms(each.ts), to_ms(each.received), each.clock)
            rows[key] = (*key, stream, *times, why, record.t_s, record.sim_ts)
            place[key] = number
        ids = self._new_records(db, RECORDS, list(rows.values())) if rows else {}
        new = [False] * len(arrived)
        points: list[tuple[Any, ...]] = []
        events: list[tuple[Any, ...]] = []
        sums = Sums()
        for key, number in place.items():
            if key not in ids:
                continue
            new[number] = True
            each, stream, ts = arrived[number], rows[key][2], rows[key][3]
            if each.record.kind == EVENT:
                events.append((ids[key], stream, ts, *_event(each)))
            for channel, unit, value, quality, flag, counts in points_of(each.record):
                series = self._id(db, "series", "stream, channel, unit", stream, channel, unit)
                points.append((ts, ids[key], series, value, quality, flag))
                if counts:
                    sums.add(stream, series, ts / 1000.0, value or 0.0)
        self._many(db, "points", POINTS, points)
        self._many(db, "events", EVENTS, events)
        self._many(db, "rollups", ROLLUPS, list(sums.rows()), ADD_UP)
        return new

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

    # Marks

    def _move_marks(self, db: Any, arrived: Sequence[Arrived], passed: Sequence[Passed]) -> dict[tuple[str, str], int]:
        """Also for records that came before: a node may have missed the answer, and `prev` may be less now."""
        touched: dict[tuple[str, str], dict[int, int]] = {}
        came = [(each.record.node, each.record.epoch, each.record.seq, each.record.prev) for each in arrived]
        for node, epoch, seq, prev in [*came, *passed]:
            numbers = touched.setdefault((node, epoch), {})
            numbers[seq] = min(prev, numbers.get(seq, prev))
        return {
            key: self._move_mark(db, self._id(db, "outboxes", "node, epoch", *key), numbers)
            for key, numbers in touched.items()
        }

    def _move_mark(self, db: Any, outbox: int, numbers: Mapping[int, int]) -> int:
        """Carry one mark on; `numbers` are {seq: prev}. What cannot be reached yet is remembered in `ahead`."""
        before, skipped_before = self._run(db, "SELECT mark, skipped FROM outboxes WHERE id = ?", (outbox,)).fetchone()
        mark, skipped = int(before), int(skipped_before)
        moved = advance(mark, [(prev, seq) for seq, prev in numbers.items()])
        skipped += self._skipped(db, outbox, moved.jumps, numbers)
        mark = moved.mark
        ahead = [(outbox, seq, prev) for seq, prev in numbers.items() if seq > mark]
        then = "ON CONFLICT (outbox, seq) DO UPDATE SET prev = excluded.prev WHERE excluded.prev < ahead.prev"
        self._many(db, "ahead", {"outbox": B, "seq": B, "prev": B}, ahead, then)
        while True:
            text = "SELECT prev, seq FROM ahead WHERE outbox = ? AND seq > ? ORDER BY prev, seq LIMIT ?"
            page = self._run(db, text, (outbox, mark, MAX_AHEAD)).fetchall()
            moved = advance(mark, page)
            skipped += self._skipped(db, outbox, moved.jumps, numbers)
            mark = moved.mark
            if moved.stuck or len(page) < MAX_AHEAD:
                break
        if mark > before:
            self._run(db, "DELETE FROM ahead WHERE outbox = ? AND seq <= ?", (outbox, mark))
            self._run(db, "UPDATE outboxes SET mark = ?, skipped = ? WHERE id = ?", (mark, skipped, outbox))
        return mark

    def _skipped(self, db: Any, outbox: int, jumps: Iterable[tuple[int, int]], numbers: Mapping[int, int]) -> int:
        """How many numbers a jump left out that never came."""
        missing = 0
        for after, until in jumps:
            text = "SELECT seq FROM ahead WHERE outbox = ? AND seq > ? AND seq < ?"
            came = {row[0] for row in self._run(db, text, (outbox, after, until)).fetchall()}
            came |= {seq for seq in numbers if after < seq < until}
            missing += until - after - 1 - len(came)
        return missing

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
