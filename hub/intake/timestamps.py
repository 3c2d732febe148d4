"""When a record was true: by its node's clock if that is sure, else by its age, else by its arrival.

A Pi has no clock of its own. A date that cannot be is refused and never corrected: corrected, it would be made up.
"""

from __future__ import annotations

from telemetry.record import Record

EARLIEST = 1_704_067_200.0  # 2024-01-01 UTC: before there was a Highland
AHEAD_S = 86_400.0  # a node's clock may be a day ahead of the hub's: a wrong time zone set by hand


def is_possible(ts: float, now: float) -> bool:
    """Whether something can have happened then."""
    return EARLIEST <= ts <= now + AHEAD_S


def is_set(now: float) -> bool:
    """Whether the hub's own clock can be right. A hub on a Pi may begin in 1970, and must not judge others then."""
    return now >= EARLIEST


def dated(record: Record, received: float) -> tuple[float, str] | None:
    """Time and by whose clock, node, age or hub; None for a date that cannot be."""
    if record.clock == "sure":
        found = record.ts, "node"
    elif record.age_s is not None:
        found = received - record.age_s, "age"
    else:
        found = received, "hub"
    return found if is_possible(found[0], received) else None
