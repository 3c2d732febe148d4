"""Messages from the broker are checked, timestamped and written; only then is it known what may be acknowledged.

It knows nothing of MQTT: `take` decides and collects, `flush` writes all of it in one transaction. Why something is
refused, and what that does to its node's mark: see `hub.intake.refusals`.

When a record was true: by its node's clock if that is sure, else by its age, else by its arrival. A Pi has no clock of
its own. An impossible date is refused, never corrected: a corrected date would be invented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from hub.access.rules import came_by_bridge, via
from hub.intake.refusals import PASSES_BY, Bucket, Limits, passed
from hub.store.interface import Arrived, Batch, Refusal, Store, Unstorable, Written
from telemetry.envelope import clock_is_sure
from telemetry.fields import BadRecord, Value
from telemetry.record import EVENT as EVENT_KIND
from telemetry.record import READING, Record, decode_record, decode_snapshot
from telemetry.topics import AVAILABILITY, EVENT, STATE, TELEMETRY, node_and_kind

EARLIEST = 1_704_067_200.0  # 2024-01-01 UTC: before Highland existed
AHEAD_S = 86_400.0  # a node's clock may be a day ahead of the hub's: a wrong time zone set by hand
KEPT_EACH = 20  # refusals with payload, for one node between two writings
KEPT_ALL = 1000
ONLINE = {b"online": True, b"offline": False}
KIND_OF = {TELEMETRY: READING, EVENT: EVENT_KIND}
Mark = tuple[str, str, int]  # node, epoch, seq


@dataclass(slots=True)
class _Known:
    """What a node has used up of its limits."""

    messages: Bucket
    epochs: Bucket
    seen_epochs: set[str] = field(default_factory=set)
    series: set[tuple[str, str, str]] = field(default_factory=set)  # provenance, channel, unit
    state_ts: float = 0.0  # of its newest state, by its own clock


class Ingest:
    """`take` each message, `flush` now and then. Not for several threads. Raises StoreError.

    `counts` are records since the start: taken, duplicate, and each reason of a refusal. `changed` are the nodes of
    which the last `flush` wrote something new. `sure` says whether the hub's own clock may be believed.
    """

    def __init__(
        self,
        store: Store,
        wall: Callable[[], float],
        limits: Limits | None = None,
        sure: Callable[[float], bool] = clock_is_sure,
    ) -> None:
        self._sure = sure
        self.store, self.limits = store, limits or Limits()
        self.counts: Counter[str] = Counter()
        self.changed: set[str] = set()
        self._wall = wall
        self._batch = Batch()
        self._bytes = 0
        self._kept: Counter[str] = Counter()
        self._early: dict[str, tuple[float, bool]] = {}  # availability of nodes from which no record was accepted yet
        self._known: dict[str, _Known] = {}
        for row in store.nodes():
            self._known[row.node] = self._new(wall())
            self._known[row.node].state_ts = float(row.snapshot.get("ts", 0.0))
        for key in store.series():
            if key.node in self._known:
                self._known[key.node].series.add((key.provenance, key.channel, key.unit))

    @property
    def waiting(self) -> int:
        """How many records wait to be written."""
        return len(self._batch.arrived) + len(self._batch.passed)

    def take(self, topic: str, payload: bytes, retained: bool) -> bool:
        """Decide about one message, whatever it is. Neither raises nor writes.

        False: it was refused for a temporary reason, so the sender should keep it.
        """
        now = self._wall()
        who = sender(topic)
        if who is None:
            self._refuse("", "topic", topic, payload, now)
            return True
        node, own, kind = who
        try:
            if not is_set(now):
                raise BadRecord("hub_clock", str(now))
            known = self._known.get(node)
            if known is not None and not came_by_bridge(node) and not known.messages.take(now):
                raise BadRecord("flood", node)
            if kind == AVAILABILITY:
                self._take_availability(node, payload, now)
            elif kind == STATE:
                self._take_state(node, own, payload, retained, now)
            else:
                self._take_record(node, own, kind, payload, now)
        except BadRecord as bad:
            self._refuse(node, bad.reason, topic, payload, now)
            return bad.reason not in PASSES_BY
        return True

    def flush(self) -> list[Mark]:
        """Write all that was taken; the marks to acknowledge, also where only duplicates came.

        Raises StoreError: then everything stays queued, nothing may be acknowledged, and it can be retried.
        """
        batch = self._batch
        if not (
            batch.arrived or batch.passed or batch.refusals or batch.counted or batch.snapshots or batch.availability
        ):
            self.changed = set()
            return []
        try:
            written = self.store.write(batch)
        except Unstorable:
            written = self._one_by_one(batch)
        self._begin_anew()
        new = [each.record.node for each, is_new in zip(batch.arrived, written.new, strict=True) if is_new]
        self.counts["taken"] += len(new)
        self.counts["duplicate"] += len(written.new) - len(new)
        self.changed = {*new, *batch.snapshots, *batch.availability}
        return [(*key, seq) for key, seq in written.marks.items() if seq > 0]

    def _begin_anew(self) -> None:
        self._batch, self._bytes = Batch(), 0
        self._kept.clear()

    # Each kind of message

    def _take_availability(self, node: str, payload: bytes, now: float) -> None:
        """Only for nodes known by other messages; for others it waits until they are."""
        if payload not in ONLINE:
            if payload:  # nothing: a retained message was deleted
                raise BadRecord("wrong_type", "availability")
        elif node in self._known:
            self._batch.availability[node] = (now, ONLINE[payload])
        elif len(self._early) < self.limits.names or node in self._early:
            self._early[node] = (now, ONLINE[payload])

    def _take_state(self, node: str, own: str, payload: bytes, retained: bool, now: float) -> None:
        if not payload:
            return
        found = decode_snapshot(payload)
        if found.node != own:
            raise BadRecord("forged", found.node)
        _check_texts(found.readings)
        known = self._admit(node, now)
        if retained and found.ts <= known.state_ts:
            return  # the broker had kept it, and so have we
        known.state_ts = found.ts
        at = found.ts if retained and is_possible(found.ts, now) else now  # what the broker kept may be weeks old
        self._batch.snapshots[node] = (min(at, now), replace(found, node=node).as_json())

    def _take_record(self, node: str, own: str, kind: str, payload: bytes, now: float) -> None:
        record = decode_record(payload)
        if record.node != own:
            raise BadRecord("forged", record.node)
        if record.kind != KIND_OF[kind]:
            raise BadRecord("wrong_kind", record.kind)
        _check_texts(record.readings)
        when = dated(record, now)
        if when is None:  # a hub whose own clock is not set does not judge one that is ahead of it
            raise BadRecord("hub_clock" if record.ts > now and not self._sure(now) else "clock", str(record.ts))
        self._check_room(len(payload))
        known = self._admit(node, now)
        self._check_epoch(known, record.epoch, now)
        self._check_series(known, record)
        self._bytes += len(payload)
        self._batch.arrived.append(Arrived(replace(record, node=node), now, *when))

    # Limits

    def _new(self, now: float) -> _Known:
        limits = self.limits
        return _Known(
            Bucket(limits.burst, limits.rate_per_s, now), Bucket(limits.epochs_burst, limits.epochs_per_s, now)
        )

    def _admit(self, node: str, now: float) -> _Known:
        """Register the node. Raises BadRecord when there are too many."""
        known = self._known.get(node)
        if known is None:
            if len(self._known) >= self.limits.nodes:
                raise BadRecord("nodes", node)
            known = self._known[node] = self._new(now)
            if node in self._early:
                self._batch.availability[node] = self._early.pop(node)
        return known

    def _check_room(self, size: int) -> None:
        if self.waiting >= self.limits.waiting or self._bytes + size > self.limits.waiting_bytes:
            raise BadRecord("waiting", "the store does not write")

    def _check_epoch(self, known: _Known, epoch: str, now: float) -> None:
        if epoch not in known.seen_epochs:
            if not known.epochs.take(now):
                raise BadRecord("epochs", epoch)
            known.seen_epochs.add(epoch)

    def _check_series(self, known: _Known, record: Record) -> None:
        if record.kind == READING:
            these = {(record.provenance, channel, each.unit) for channel, each in record.readings.items()}
            these |= {(record.provenance, name, "") for name in record.commanded}
            if len(known.series | these) > self.limits.series:
                raise BadRecord("series", f"{len(these - known.series)} new")
            known.series |= these

    # Refusals

    def _refuse(self, node: str, reason: str, topic: str, payload: bytes, now: float) -> None:
        self.counts[reason] += 1
        number = passed(reason, node, payload) if topic.endswith((TELEMETRY, EVENT)) and node else None
        if number is not None:
            try:
                self._check_room(len(payload))
                self._check_epoch(self._admit(node, now), number.epoch, now)
                self._batch.passed.append(number)
            except BadRecord as over:
                self.counts[over.reason] += 1
        if node not in self._known and node not in self._kept and len(self._kept) >= self.limits.names:
            node = ""
        if self._kept[node] < KEPT_EACH and len(self._batch.refusals) < KEPT_ALL:
            self._batch.refusals.append(Refusal(now, node, reason, topic, payload[:4096]))
        else:
            key = (node, reason)
            self._batch.counted[key] = self._batch.counted.get(key, 0) + 1
        self._kept[node] += 1

    def _one_by_one(self, batch: Batch) -> Written:
        """Write a batch that contains something unstorable: that becomes a refusal, the rest is written."""
        new: list[bool] = []
        marks: dict[tuple[str, str], int] = {}
        rest = Batch(
            passed=batch.passed, refusals=list(batch.refusals), counted=batch.counted, availability=batch.availability
        )
        for each in batch.arrived:
            try:
                written = self.store.write(Batch(arrived=[each]))
                new += written.new
                marks |= written.marks
            except Unstorable:
                new.append(False)
                rest.refusals.append(self._cannot_keep(each.record.node, each.received, repr(each.record)))
        for node, state in batch.snapshots.items():
            try:
                self.store.write(Batch(snapshots={node: state}))
            except Unstorable:
                rest.refusals.append(self._cannot_keep(node, state[0], repr(state[1])))
        return Written(new, marks | self.store.write(rest).marks)

    def _cannot_keep(self, node: str, at: float, seen: str) -> Refusal:
        self.counts["store"] += 1
        return Refusal(at, node, "store", "", seen.encode("ascii", "backslashreplace"))


def sender(topic: str) -> tuple[str, str, str] | None:
    """The name of a node at this hub, its own name, and the kind; None for a topic that no node uses."""
    found = node_and_kind(topic)
    return (found[0], *found) if found is not None else via(topic)


def _check_texts(readings: Mapping[str, Value]) -> None:
    """JSON can contain lone surrogates, which no file and no database can store."""
    try:
        "".join(each.unit for each in readings.values()).encode()
    except UnicodeEncodeError:
        raise BadRecord("wrong_type", "unit") from None


def is_possible(ts: float, now: float) -> bool:
    """Whether this time is possible."""
    return EARLIEST <= ts <= now + AHEAD_S


def is_set(now: float) -> bool:
    """Whether the hub's own clock can be right. A hub on a Pi may start in 1970, and must not judge others then."""
    return now >= EARLIEST


def dated(record: Record, received: float) -> tuple[float, str] | None:
    """Time and its source, node, age or hub; None for an impossible date."""
    if record.clock == "sure":
        found = record.ts, "node"
    elif record.age_s is not None:
        found = received - record.age_s, "age"
    else:
        found = received, "hub"
    return found if is_possible(found[0], received) else None
