"""Reading from a store that speaks SQL. Any thread may, while another writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from math import ceil, floor
from typing import Any

from hub.store.interface import (
    NOTES,
    SECONDS_OF,
    EventRow,
    Extent,
    Flagged,
    Label,
    NodeRow,
    Point,
    Refusal,
    SeriesKey,
    Unchanged,
)
from hub.store.schema import LABEL
from hub.store.sql_base import SqlBase, to_ms
from telemetry.fields import QUALITIES

DAY_S = 86_400
MAX_RAW = 20_000  # single values looked at for one curve; more than that is drawn from a rollup
FEW = 200  # points below which a rollup is too coarse to look at, when the single values are not too many
LAST_S = 250_000_000_000.0  # chosen: an unlimited `until`; its milliseconds fit into every integer


class SqlReading(SqlBase):
    """The reading half of a `hub.store.interface.Store`."""

    def mark(self, node: str, epoch: str) -> int:
        found = self._ask("SELECT mark FROM outboxes WHERE node = ? AND epoch = ?", (node, epoch))
        return int(found[0][0]) if found else 0

    def has(self, node: str, epoch: str, first: int, last: int) -> int:
        text = (
            "SELECT count(*) FROM records JOIN outboxes ON outboxes.id = records.outbox "
            "WHERE node = ? AND epoch = ? AND seq >= ? AND seq <= ?"
        )
        return int(self._ask(text, (node, epoch, first, last))[0][0])

    def nodes(self) -> list[NodeRow]:
        labels = self._labels()
        notes: dict[str, dict[str, int]] = {}
        refused: dict[str, int] = {}
        for (node, reason), times in self.refusals().items():
            if reason in NOTES:
                notes.setdefault(node, {})[reason] = times
            else:
                refused[node] = refused.get(node, 0) + times
        found = self._ask(
            "SELECT name, provenance, project, online, first_seen, last_seen, snapshot, records, "
            "(SELECT coalesce(sum(skipped), 0) FROM outboxes WHERE outboxes.node = nodes.name) FROM nodes ORDER BY name"
        )
        return [
            NodeRow(name, provenance, project, bool(online), first / 1000, last / 1000,
                    json.loads(snapshot) if snapshot else {}, records, refused.get(name, 0), int(skipped),
                    notes.get(name, {}), labels.get(name, Label()))
            for name, provenance, project, online, first, last, snapshot, records, skipped in found
        ]  # fmt: skip

    def _labels(self) -> dict[str, Label]:
        found = self._ask("SELECT name, value FROM about WHERE name LIKE ?", (f"{LABEL}%",))
        return {name.removeprefix(LABEL): Label(*json.loads(value)) for name, value in found}

    def extent(self, node: str, provenance: str) -> Extent | None:
        text = (
            "SELECT min(ts), max(ts) FROM records WHERE stream = "
            "(SELECT id FROM streams WHERE node = ? AND provenance = ?)"
        )
        first, last = self._ask(text, (node, provenance))[0]
        return None if first is None else Extent(first / 1000, last / 1000)

    def sim_times(self, node: str, since: float, until: float, limit: int = 100) -> list[tuple[float, float]]:
        begin, end = to_ms(max(since, 0.0)), to_ms(min(until, LAST_S))
        width = max(1, ceil((end - begin) / max(limit, 1)))
        text = (
            f"SELECT min(ts), min(sim_ts) FROM records WHERE stream = "
            "(SELECT id FROM streams WHERE node = ? AND provenance = 'sim') "
            f"AND ts >= ? AND ts < ? AND sim_ts IS NOT NULL GROUP BY (ts - {begin}) / {width} ORDER BY 1"
        )
        return [(ts / 1000, sim_ts) for ts, sim_ts in self._ask(text, (node, begin, end))]

    def unchanged(self, since: float) -> list[Unchanged]:
        span_s = SECONDS_OF["hour"]
        text = (
            "SELECT node, provenance, channel, unit, low, first, samples FROM (SELECT rollups.series AS which, "
            "min(low) AS low, max(high) AS high, min(bucket) AS first, sum(samples) AS samples FROM streams "
            "JOIN rollups ON rollups.span = ? AND rollups.stream = streams.id AND rollups.bucket >= ? "
            "GROUP BY rollups.series) AS found JOIN series ON series.id = found.which "
            "JOIN streams ON streams.id = series.stream WHERE found.low = found.high"
        )
        return [
            Unchanged(SeriesKey(*row[:4]), row[4], float(row[5] * span_s), int(row[6]))
            for row in self._ask(text, (span_s, floor(since / span_s)))
        ]

    def refusals(self) -> dict[tuple[str, str], int]:
        return {(node, reason): times for node, reason, times in self._ask("SELECT node, reason, times FROM refused")}

    def kept_refusals(self, node: str = "", limit: int = 20) -> list[Refusal]:
        where, values = ("WHERE node = ?", (node, limit)) if node else ("", (limit,))
        text = f"SELECT received, node, reason, topic, payload FROM refusals {where} ORDER BY id DESC LIMIT ?"
        return [
            Refusal(at / 1000, name, why, topic, bytes(body)) for at, name, why, topic, body in self._ask(text, values)
        ]

    def series(self, node: str = "") -> list[SeriesKey]:
        where, values = ("WHERE node = ?", (node,)) if node else ("", ())
        text = (
            "SELECT node, provenance, channel, unit FROM series JOIN streams ON streams.id = series.stream "
            f"{where} ORDER BY node, provenance, channel, unit"
        )
        return [SeriesKey(*row) for row in self._ask(text, values)]

    def events(self, since: float = 0.0, node: str = "", limit: int = 200) -> list[EventRow]:
        where, values = ("AND streams.node = ?", (node,)) if node else ("", ())
        text = (
            "SELECT node, provenance, events.ts, received, event, state, why, urgent, said, command FROM events "
            "JOIN records ON records.id = events.record JOIN streams ON streams.id = events.stream "
            "JOIN situations ON situations.id = records.situation "
            f"WHERE events.ts >= ? {where} ORDER BY events.ts DESC, events.record DESC LIMIT ?"
        )
        return [
            EventRow(name, provenance, ts / 1000, received / 1000, event, state, why, bool(urgent), json.loads(said),
                     json.loads(command))
            for name, provenance, ts, received, event, state, why, urgent, said, command in self._ask(
                text, (to_ms(since), *values, limit)
            )
        ]  # fmt: skip

    # Curves

    def points(self, key: SeriesKey, since: float, until: float, limit: int = 1000) -> list[Point]:
        since, until, limit = max(since, 0.0), min(until, LAST_S), max(limit, 1)
        with self._reading() as db:
            ids = self._ids_of(db, key)
            if ids is None or until <= since:
                return []
            begin, end, samples = self._extent(db, ids, since, until)
            since, until = max(since, begin), min(until, end)
            if samples <= limit:
                return self._raw(db, ids, since, until)
            if samples <= MAX_RAW and (until - since) / SECONDS_OF["5min"] < min(FEW, limit):
                return self._grouped(db, ids, since, until, limit)
            return self._summed(db, ids, since, until, limit)

    def flagged(self, key: SeriesKey, since: float, until: float, limit: int = 1000) -> list[Flagged]:
        with self._reading() as db:
            ids = self._ids_of(db, key)
            if ids is None:
                return []
            text = f"SELECT ts, value, flag FROM {self._points(ids)} AND ts >= ? AND ts < ? AND flag <> '' " \
                   "ORDER BY ts DESC LIMIT ?"  # fmt: skip
            rows = self._run(db, text, (to_ms(max(since, 0.0)), to_ms(min(until, LAST_S)), limit)).fetchall()
            return [Flagged(ts / 1000, value, flag) for ts, value, flag in reversed(rows)]

    def _ids_of(self, db: Any, key: SeriesKey) -> tuple[int, int] | None:
        text = (
            "SELECT streams.id, series.id FROM series JOIN streams ON streams.id = series.stream "
            "WHERE node = ? AND provenance = ? AND channel = ? AND unit = ?"
        )
        row = self._run(db, text, key).fetchone()
        return (int(row[0]), int(row[1])) if row else None

    def _points(self, ids: tuple[int, int]) -> str:
        return self.POINTS.format(stream=ids[0], series=ids[1])

    def _extent(self, db: Any, ids: tuple[int, int], since: float, until: float) -> tuple[float, float, int]:
        """The widest possible time range of the data, and the largest possible number of values."""
        span_s = next((s for s in SECONDS_OF.values() if until - since < 600 * s), DAY_S)
        text = (
            "SELECT min(bucket), max(bucket), sum(samples) FROM rollups "
            "WHERE span = ? AND stream = ? AND bucket >= ? AND bucket <= ? AND series = ?"
        )
        values = (span_s, ids[0], floor(since / span_s), floor(until / span_s), ids[1])
        first, last, samples = self._run(db, text, values).fetchone()
        if first is None:
            return since, since, 0
        return first * span_s, (last + 1) * span_s, int(samples)

    def _raw(self, db: Any, ids: tuple[int, int], since: float, until: float) -> list[Point]:
        text = (
            f"SELECT ts, value FROM {self._points(ids)} AND ts >= ? AND ts < ? AND quality = 0 AND flag = '' "
            "AND value IS NOT NULL ORDER BY ts"
        )
        rows = self._run(db, text, (to_ms(since), to_ms(until))).fetchall()
        return [Point(ts / 1000, value, value, value, 1) for ts, value in rows]

    def _grouped(self, db: Any, ids: tuple[int, int], since: float, until: float, limit: int) -> list[Point]:
        """Single values, summed here into at most `limit` buckets of equal length."""
        begin, width = to_ms(since), max(1, ceil((to_ms(until) - to_ms(since)) / limit))
        text = (
            "SELECT bucket, min(value), sum(value), max(value), count(*) FROM "
            f"(SELECT (ts - {begin}) / {width} AS bucket, value FROM {self._points(ids)} AND ts >= ? AND ts < ? "
            "AND quality = 0 AND flag = '' AND value IS NOT NULL) AS singles GROUP BY bucket ORDER BY bucket"
        )
        rows = self._run(db, text, (begin, to_ms(until))).fetchall()
        return [
            Point((begin + bucket * width) / 1000, low, total / samples, high, samples)
            for bucket, low, total, high, samples in rows
        ]

    def _summed(self, db: Any, ids: tuple[int, int], since: float, until: float, limit: int) -> list[Point]:
        """From the finest rollup that has few enough buckets; from days, some of them together, when none has."""
        span_s = next((s for s in SECONDS_OF.values() if (until - since) / s + 1 <= limit), DAY_S)
        first = floor(since / span_s)
        together = max(1, ceil(((until - since) / span_s + 2) / limit))
        text = (
            "SELECT min(bucket), min(low), sum(total), max(high), sum(samples) FROM rollups "
            "WHERE span = ? AND stream = ? AND bucket >= ? AND bucket < ? AND series = ? "
            f"GROUP BY (bucket - {first}) / {together} ORDER BY 1"
        )
        values = (span_s, ids[0], first, ceil(until / span_s), ids[1])
        return [
            Point(float(bucket * span_s), low, total / int(samples), high, int(samples))
            for bucket, low, total, high, samples in self._run(db, text, values).fetchall()
        ]

    # Export

    def rows(self, since: float, until: float, provenance: str = "", node: str = "") -> Iterator[dict[str, Any]]:
        """A consistent snapshot: what is written meanwhile does not appear."""
        with self._reading() as db:
            self._run(db, self.BEGIN_READING)
            try:
                streams = self._run(db, "SELECT id, node, provenance FROM streams ORDER BY node, provenance").fetchall()
                for stream, name, kind in streams:
                    if provenance in ("", kind) and node in ("", name):
                        yield from self._rows_of(db, stream, (name, kind), since, until)
            finally:
                with suppress(*self._fails):
                    self._run(db, "ROLLBACK")

    def _rows_of(
        self, db: Any, stream: int, who: tuple[str, str], since: float, until: float
    ) -> Iterator[dict[str, Any]]:
        text = (
            "SELECT records.ts, clock, epoch, seq, channel, unit, value, quality, flag, state, sim_ts FROM records "
            "JOIN points ON points.record = records.id JOIN series ON series.id = points.series "
            "JOIN outboxes ON outboxes.id = records.outbox JOIN situations ON situations.id = records.situation "
            "WHERE records.stream = ? AND records.ts >= ? AND records.ts < ? "
            "ORDER BY records.ts, records.id, points.series"
        )
        values = (stream, to_ms(max(since, 0.0)), to_ms(min(until, LAST_S)))
        for ts, clock, epoch, seq, channel, unit, value, quality, flag, state, sim_ts in self._stream(db, text, values):
            yield {
                "node": who[0], "provenance": who[1], "ts": ts / 1000, "clock": clock, "epoch": epoch, "seq": seq,
                "channel": channel, "value": value, "unit": unit, "quality": QUALITIES[quality], "flag": flag,
                "state": state, "sim_ts": sim_ts,
            }  # fmt: skip
