"""The same number with other content: two computers send as one node, or a card went back in time.

An outbox of this version never gives a number twice; one of an older version may, when its card was copied or written
back. Then the later content is kept beside the first, in an epoch of its own that follows from the node's. What the
node is answered goes by both: its number is at the hub when its own content is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from hub.store.points import points_of
from hub.store.sql_base import SqlBase, placeholders
from telemetry.record import EVENT, Record

MAX_COPIES = 64  # contents under one number; chosen: more boards than a club has
CHUNK = 500  # numbers in one question


class Content(NamedTuple):
    """What a record says, without its number and its time, which may be known better when it is sent again."""

    situation: tuple[str, str, str, str]
    t_s: float
    sim_ts: float | None
    points: frozenset[tuple[str, str, float | None, int]]
    event: tuple[Any, ...]


def copy_of(epoch: str) -> str:
    """The epoch under which other content of this epoch's numbers is kept."""
    return hashlib.sha256(f"{epoch} other content".encode()).hexdigest()[:16]


def content_of(record: Record) -> Content:
    """Of a record that came."""
    event: tuple[Any, ...] = ()
    if record.kind == EVENT:
        event = (record.event, record.urgent, dict(record.said), dict(record.command))
    return Content(
        (record.provenance, record.project, record.state, record.why),
        record.t_s,
        record.sim_ts,
        frozenset((each.channel, each.unit, each.value, each.quality) for each in points_of(record)),
        event,
    )


class ContentReader(SqlBase):
    """Reads what the store has under a number."""

    def _contents(self, db: Any, keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Content]:
        """What is kept under these (outbox, seq)."""
        by_outbox: dict[int, list[int]] = {}
        for outbox, seq in keys:
            by_outbox.setdefault(outbox, []).append(seq)
        found: dict[tuple[int, int], Content] = {}
        for outbox, seqs in by_outbox.items():
            for start in range(0, len(seqs), CHUNK):
                found |= self._contents_of(db, outbox, seqs[start : start + CHUNK])
        return found

    def _contents_of(self, db: Any, outbox: int, seqs: Sequence[int]) -> dict[tuple[int, int], Content]:
        text = (
            "SELECT records.id, seq, provenance, project, state, why, t_s, sim_ts FROM records "
            "JOIN streams ON streams.id = records.stream JOIN situations ON situations.id = records.situation "
            f"WHERE outbox = ? AND seq IN ({placeholders(len(seqs))})"
        )
        rows = self._run(db, text, (outbox, *seqs)).fetchall()
        if not rows:
            return {}
        ids, marks = [row[0] for row in rows], placeholders(len(rows))
        points: dict[int, set[tuple[str, str, float | None, int]]] = {}
        text = (
            "SELECT record, channel, unit, value, quality FROM points JOIN series ON series.id = points.series "
            f"WHERE record IN ({marks})"
        )
        for record, *point in self._run(db, text, ids).fetchall():
            points.setdefault(record, set()).add((point[0], point[1], point[2], point[3]))
        text = f"SELECT record, event, urgent, said, command FROM events WHERE record IN ({marks})"
        events = {
            record: (event, bool(urgent), json.loads(said), json.loads(command))
            for record, event, urgent, said, command in self._run(db, text, ids).fetchall()
        }
        return {
            (outbox, seq): Content(tuple(of), t_s, sim_ts, frozenset(points.get(number, ())), events.get(number, ()))
            for number, seq, *of, t_s, sim_ts in rows
        }
