"""The store of a hub: one interface, for sqlite and for PostgreSQL.

Everything is idempotent: a record is known by (node, epoch, seq), and adding it again changes nothing. Simulated and
real values are in different series, so that no sum of real data can include a simulated row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from telemetry.record import Record

SECONDS_OF = {"5min": 300, "hour": 3600, "day": 86_400}  # the rollups


# Counted like refusals, of what was kept or what the node said
REUSED = "reused"  # numbers that came again with other content
TWINS = "twins"  # how often two computers took turns under one name
GONE = "gone"  # records that the node's card lost and the store does not have
DATED = "dated"  # records with an impossible date: dated by their arrival
LEARNED, UNSURE_DATE, REDATED = "learned", "unsure", "redated"  # of the words for who dated a record: see Arrived
NOTES = (REUSED, TWINS, GONE, DATED)


class StoreError(OSError):
    """The store cannot be read or written just now: the disk is full, the server is offline. Nothing was kept."""


class Unstorable(ValueError):
    """The store works, but something in this batch can never be stored. Nothing of the batch was kept."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A record that may be kept, as it came.

    `ts` is when it was true: by the node's clock where that is sure, else by the record's age, else by the time of
    arrival; `clock` says which: node, learned (the node's clock, which its hub had taught), age, hub, or unsure (age or
    arrival by a hub whose own clock was not set). In the store unsure becomes redated when that clock was set later.
    """

    record: Record
    received: float
    ts: float
    clock: str


class Refusal(NamedTuple):
    """A rejected message, kept for inspection. `node` is the topic's, empty when there is none."""

    received: float
    node: str
    reason: str
    topic: str
    payload: bytes


class Passed(NamedTuple):
    """The number of a record that is never kept: it still moves the mark, else the node sends it forever."""

    node: str
    epoch: str
    seq: int
    prev: int


@dataclass(slots=True)
class Batch:
    """What is written in one transaction. `counted` are refusals without their payload, by (node, reason)."""

    arrived: list[Arrived] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    counted: dict[tuple[str, str], int] = field(default_factory=dict)
    snapshots: dict[str, tuple[float, Mapping[str, Any]]] = field(default_factory=dict)  # by node: received, state
    availability: dict[str, tuple[float, bool]] = field(default_factory=dict)  # by node: received, online


class Written(NamedTuple):
    """For each record that arrived whether it was new; and the mark of every outbox, (node, epoch), in the batch.

    `reused`: how many new records of a node came under a number that the store had with other content. All are kept.
    """

    new: list[bool]
    marks: dict[tuple[str, str], int]
    reused: Mapping[str, int] = MappingProxyType({})


class Point(NamedTuple):
    """One value, or the sum of many: `low`, `mean` and `high` are equal for one. `ts` is the bucket's beginning."""

    ts: float
    low: float
    mean: float
    high: float
    samples: int


class Flagged(NamedTuple):
    """An impossible value: kept, shown, and left out of every rollup. `flag` says why not."""

    ts: float
    value: float
    flag: str


class SeriesKey(NamedTuple):
    """One curve: a channel or an actuator of one node, simulated or real."""

    node: str
    provenance: str
    channel: str
    unit: str


class Label(NamedTuple):
    """What the hub's keeper calls a node, for the page only: no node sends it, no export or bridge carries it."""

    name: str = ""
    place: str = ""


class Extent(NamedTuple):
    """From when to when there are records of a node."""

    first: float
    last: float


class Unchanged(NamedTuple):
    """A curve that has had one and the same value since a time, in so many samples."""

    key: SeriesKey
    value: float
    since: float
    samples: int


class NodeRow(NamedTuple):
    """What is known of a node now. `snapshot` is its last state payload, checked; `online` its availability."""

    node: str
    provenance: str  # of the snapshot; "" while there is none
    project: str
    online: bool
    first_seen: float
    last_seen: float
    snapshot: Mapping[str, Any]
    records: int
    refused: int
    skipped: int  # readings that the node itself thinned out of a full outbox
    notes: Mapping[str, int] = MappingProxyType({})  # of NOTES, how often
    label: Label = Label()


class EventRow(NamedTuple):
    """One event, for people."""

    node: str
    provenance: str
    ts: float
    received: float
    event: str
    state: str
    why: str
    urgent: bool
    said: Mapping[str, str]
    command: Mapping[str, Any]


class Store(Protocol):
    """What the hub needs of a store. One thread writes; any may read. Times are seconds since 1970 UTC, kept to 1 ms.

    `lost`: how many records that were acknowledged were gone when it was opened, by a damaged log.
    Each method raises StoreError when the disk or the server fails. Ranges in time hold `since` and not `until`.
    """

    lost: int

    def write(self, batch: Batch) -> Written:
        """Keep all of it in one transaction; when this returns, it is on the disk. Raises StoreError, Unstorable."""
        ...

    def add(self, arrived: Sequence[Arrived]) -> list[bool]:
        """Keep records in one transaction; for each whether it was new. When this returns, they are on the disk."""
        ...

    def shift_seen(self, since: float, by_s: float, now: float) -> None:
        """The clock was set: nodes last seen since then were seen so much later, and none after now."""
        ...

    def newest(self) -> int:
        """The number of the newest record; 0 for none. It only grows."""
        ...

    def redate(self, after: int, by_s: float) -> list[str]:
        """The clock was set: what it had dated, unsure, since the record `after` was so much later.

        The nodes that have such records.
        """
        ...

    def mark(self, node: str, epoch: str) -> int:
        """Up to which seq all records of this outbox are kept; 0 when none is.

        A record with `prev` <= mark carries the mark on to its own seq: what lies between was thinned by the node.
        """
        ...

    def has(self, node: str, epoch: str, first: int, last: int) -> int:
        """How many records of this outbox are kept with these numbers."""
        ...

    def refuse(self, refusals: Sequence[Refusal]) -> None:
        """Count them by node and reason, and keep the newest few of each node with their payload."""
        ...

    def snapshot(self, node: str, received: float, found: Mapping[str, Any]) -> None:
        """Keep the newest state of a node."""
        ...

    def availability(self, node: str, received: float, online: bool) -> None:
        """Keep whether a node is online."""
        ...

    def nodes(self) -> list[NodeRow]:
        """All nodes, by name."""
        ...

    def refusals(self) -> dict[tuple[str, str], int]:
        """How often something was refused or noted, by (node, reason)."""
        ...

    def series(self, node: str = "") -> list[SeriesKey]:
        """The curves there are, of one node or of all."""
        ...

    def points(self, key: SeriesKey, since: float, until: float, limit: int = 1000) -> list[Point]:
        """A curve in order of time, thinned to at most `most` points by the rollup that fits; low and high are kept."""
        ...

    def flagged(self, key: SeriesKey, since: float, until: float, limit: int = 1000) -> list[Flagged]:
        """The newest impossible values of a curve, in order of time."""
        ...

    def kept_refusals(self, node: str = "", limit: int = 20) -> list[Refusal]:
        """The newest refusals that were kept, newest first, of one node or of all; payloads are cut."""
        ...

    def events(self, since: float = 0.0, node: str = "", limit: int = 200) -> list[EventRow]:
        """The newest events, newest first."""
        ...

    def label(self, node: str, label: Label) -> None:
        """Call a node so; an empty label takes the name away."""
        ...

    def extent(self, node: str, provenance: str) -> Extent | None:
        """From when to when there are records; None for none."""
        ...

    def sim_times(self, node: str, since: float, until: float, limit: int = 100) -> list[tuple[float, float]]:
        """(time, date in the simulated world) of at most `limit` records, evenly in time."""
        ...

    def unchanged(self, since: float) -> list[Unchanged]:
        """The curves that have had but one value since then, in whole hours."""
        ...

    def rows(self, since: float, until: float, provenance: str = "", node: str = "") -> Iterator[dict[str, Any]]:
        """Every single reading for an export: node, provenance, ts, clock, epoch, seq, channel, value, unit, quality,

        flag (why it cannot be true, or empty), state, sim_ts (the date in the simulated world, or None).
        """
        ...

    def forget(self, node: str) -> int:
        """Delete all that is kept of a node, also while a hub writes; how many records it had."""
        ...

    def backup(self, file: Path) -> None:
        """Back up while the hub runs; the file appears whole or not at all."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
