"""How far a node's records have come without a gap.

Each record names the one before it (`prev`), so a gap that the node made itself, by thinning a full outbox, is no gap:
a record carries the mark to its own number when its `prev` is at or below the mark. `prev` 0 means that the node knows
of nothing before it that the hub may lack, so a hub that was set up anew begins at whatever number comes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Advanced(NamedTuple):
    """The mark afterwards; the spans (after, before) that were jumped over; whether a number stays out of reach."""

    mark: int
    jumps: list[tuple[int, int]]
    stuck: bool


def advance(mark: int, numbers: Iterable[tuple[int, int]]) -> Advanced:
    """Carry the mark on by (prev, seq) pairs, in any order. From mark 0 a jump is a beginning and no gap."""
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
