"""What is checked of a message besides its form: who sends it, whether its date can be, whether it is simulated."""

from __future__ import annotations

from collections.abc import Mapping

from hub.access.rules import via
from telemetry.fields import BadRecord, Value
from telemetry.home import SIMULATED
from telemetry.record import REAL, Record, Snapshot
from telemetry.topics import node_and_kind

EARLIEST = 1_704_067_200.0  # 2024-01-01 UTC: before Highland existed
AHEAD_S = 86_400.0  # a node's clock may be a day ahead of the hub's: a wrong time zone set by hand


def sender(topic: str) -> tuple[str, str, str] | None:
    """The name of a node at this hub, its own name, and the kind; None for a topic that no node uses."""
    found = node_and_kind(topic)
    return (found[0], *found) if found is not None else via(topic)


def check_texts(readings: Mapping[str, Value]) -> None:
    """JSON can contain lone surrogates, which no file and no database can store."""
    try:
        "".join(each.unit for each in readings.values()).encode()
    except UnicodeEncodeError:
        raise BadRecord("wrong_type", "unit") from None


def check_provenance(own: str, said: Record | Snapshot) -> None:
    """A simulated value is never shown as real: neither by its node's name nor by the date of its world."""
    if said.provenance == REAL and (own.startswith(SIMULATED) or said.sim_ts is not None):
        raise BadRecord("provenance", own)


def is_possible(ts: float, now: float) -> bool:
    """Whether this time is possible."""
    return EARLIEST <= ts <= now + AHEAD_S


def is_set(now: float) -> bool:
    """Whether the hub's own clock can be right. A hub on a Pi may start in 1970, and must not judge others then."""
    return now >= EARLIEST
