"""How far a node's records have come without a gap.

Each record names the one before it (`prev`), so a gap that the node made itself, by thinning a full outbox, is no gap:
a record carries the mark to its own number when its `prev` is at or below the mark. `prev` 0 means that the node knows
of nothing before it that the hub may lack, so a newly set-up hub starts at whatever number comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from hub.store.interface import Arrived, Passed
from hub.store.sql_base import SqlBase

MAX_AHEAD = 1000  # numbers looked at in one go


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


class MarkWriter(SqlBase):
    """Moves the marks of outboxes."""

    def _move_marks(
        self, db: Any, arrived: Sequence[Arrived], under: Sequence[Sequence[str]], passed: Sequence[Passed]
    ) -> dict[tuple[str, str], int]:
        """Also for records that came before: a node may have missed the answer, and `prev` may be less now.

        An epoch of which a copy is touched gets the lowest of their marks: it is true for whoever of them asks.
        """
        touched: dict[tuple[str, str], dict[int, int]] = {}
        asked: dict[tuple[str, str], set[str]] = {}
        came = [
            (each.record.node, each.record.epoch, epochs, each.record.seq, each.record.prev)
            for each, epochs in zip(arrived, under, strict=True)
        ]
        came += [(node, epoch, [epoch], seq, prev) for node, epoch, seq, prev in passed]
        for node, epoch, epochs, seq, prev in came:
            asked.setdefault((node, epoch), set()).update(epochs)
            for each in epochs:
                numbers = touched.setdefault((node, each), {})
                numbers[seq] = min(prev, numbers.get(seq, prev))
        marks = {
            key: self._move_mark(db, self._id(db, "outboxes", "node, epoch", *key), numbers)
            for key, numbers in touched.items()
        }
        return {(node, epoch): min(marks[node, each] for each in epochs) for (node, epoch), epochs in asked.items()}

    def _move_mark(self, db: Any, outbox: int, numbers: Mapping[int, int]) -> int:
        """Carry one mark on; `numbers` are {seq: prev}. What cannot be reached yet is remembered in `ahead`."""
        before, skipped_before = self._run(db, "SELECT mark, skipped FROM outboxes WHERE id = ?", (outbox,)).fetchone()
        mark, skipped = int(before), int(skipped_before)
        moved = advance(mark, [(prev, seq) for seq, prev in numbers.items()])
        skipped += self._skipped(db, outbox, moved.jumps, numbers)
        mark = moved.mark
        ahead = [(outbox, seq, prev) for seq, prev in numbers.items() if seq > mark]
        then = "ON CONFLICT (outbox, seq) DO UPDATE SET prev = excluded.prev WHERE excluded.prev < ahead.prev"
        self._many(db, "ahead", {"outbox": "bigint", "seq": "bigint", "prev": "bigint"}, ahead, then)
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
