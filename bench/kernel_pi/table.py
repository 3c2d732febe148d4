"""The table of a run: a row for each thing that must be so, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

RIGHT, WRONG = "right", "WRONG"
LONGEST_SEEN = 200  # characters; more of an error goes on lines of its own


class Row(NamedTuple):
    """What a case expected, what was seen, and how long that took."""

    case: str
    expected: str
    seen: str
    right: bool
    seconds: float


def line(row: Row) -> str:
    """One row: verdict, seconds, case, expected -> seen. A long text keeps its end: there stands the error."""
    seen = " ".join(row.seen.split())
    if len(seen) > LONGEST_SEEN:
        seen = f"... {seen[-LONGEST_SEEN:]}"
    return f"{RIGHT if row.right else WRONG}  {row.seconds:6.1f} s  {row.case}: {row.expected} -> {seen}"


def missing(rows: Iterable[Row], asked: Sequence[str]) -> list[Row]:
    """A wrong row for each case that reported nothing: silence proves nothing."""
    told = {row.case for row in rows}
    return [Row(case, "the case is played", "it reported nothing", False, 0.0) for case in asked if case not in told]


def ordered(rows: Iterable[Row], asked: Sequence[str]) -> list[Row]:
    """The rows in the order of the cases, whatever order the boards reported them in."""
    return sorted(rows, key=lambda row: asked.index(row.case))


def verdict(rows: Sequence[Row]) -> int:
    """0 when there are rows and every one is right, else 1."""
    return 0 if rows and all(row.right for row in rows) else 1
