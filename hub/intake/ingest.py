"""Messages from the broker are checked, timestamped and written; only then is it known what may be acknowledged.

It knows nothing of MQTT: `take` decides and collects, `flush` writes all of it in one transaction. Why something is
refused, and what that does to its node's mark: see `hub.intake.refusals`.

When a record was true: by its node's clock if that is sure, else by its age, else by its arrival; the last two are
marked unsure while the hub's own clock is, and dated anew when that is set. A Pi has no clock of its own. A record of
the hub's future stays on the node, since either clock may be wrong; once both say the same, it was made with a wrong
one. That and every other impossible date is replaced by the time of arrival, and marked so.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from devices.dates.source import HUB
from hub.access.rules import came_by_bridge
from hub.intake.alerts import (
    AHEAD,
    BAD_DATES,
    CARD_FAILS,
    CARD_LOST,
    CLOCKS_DIFFER,
    COMES_AGAIN,
    DISGUISED,
    NOT_SET,
    TAKES_TURNS,
    Alerts,
)
from hub.intake.checks import AHEAD_S, EARLIEST, check_provenance, check_texts, is_possible, is_set, sender
from hub.intake.known import AGREES_S, Known, Range
from hub.intake.refusals import PASSES_BY, STAYS, Bucket, Limits, number_of
from hub.store.interface import (
    DATED,
    GONE,
    LEARNED,
    TWINS,
    UNSURE_DATE,
    Arrived,
    Batch,
    Refusal,
    Store,
    Unstorable,
    Written,
)
from hub.store.redating import later
from telemetry.envelope import clock_is_sure
from telemetry.fields import BadRecord
from telemetry.record import EVENT as EVENT_KIND
from telemetry.record import READING, Record, Snapshot, decode_record, decode_snapshot
from telemetry.topics import AVAILABILITY, EVENT, STATE, TELEMETRY

KEPT_EACH = 20  # refusals with payload, for one node between two writings
KEPT_ALL = 1000
JUMP_S = 2.0  # chosen: no clock drifts so far between two writings
ONLINE = {b"online": True, b"offline": False}
KIND_OF = {TELEMETRY: READING, EVENT: EVENT_KIND}
Mark = tuple[str, str, int]  # node, epoch, seq


class Ingest:
    """`take` each message, `flush` now and then. Not for several threads. Raises StoreError.

    `counts` are records since the start: taken, duplicate, and each reason of a refusal. `changed` are the nodes of
    which the last `flush` wrote something new. `sure` says whether the hub's own clock may be believed, `source` whose
    it is. `held` is why
    the mark of a node stays, {node: (epoch, reason)}, since it was last emptied; `alerts` what people should hear.
    """

    def __init__(
        self,
        store: Store,
        wall: Callable[[], float],
        limits: Limits | None = None,
        sure: Callable[[float], bool] = clock_is_sure,
        source: Callable[[], str] = lambda: "",
    ) -> None:
        self._sure, self.source = sure, source
        self.store, self.limits = store, limits or Limits()
        self.counts: Counter[str] = Counter()
        self.changed: set[str] = set()
        self.held: dict[str, tuple[str, str]] = {}
        self.alerts = Alerts()
        self._redated: set[str] = set()
        self.wall = wall
        self._began, self._ahead_s = wall(), wall() - time.monotonic()
        self._first, self._dated_ahead_s = store.newest(), self._ahead_s  # what is newer was dated by this clock
        self._was_unsure = not sure(wall())
        self._gone: list[tuple[str, Range]] = []  # by node, to be counted with the next writing
        self._batch = Batch()
        self._bytes = 0
        self._kept: Counter[str] = Counter()
        self._early: dict[str, tuple[float, bool]] = {}  # availability of nodes from which no record was accepted yet
        self._known: dict[str, Known] = {}
        for row in store.nodes():
            self._known[row.node] = self._new(wall())
            self._known[row.node].remember(row)
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
        now = self.wall()
        who = sender(topic)
        if who is None:
            self._refuse("", "topic", topic, payload, now)
            return True
        node, own, kind = who
        try:
            if not is_set(now):
                self.alerts.add(NOT_SET, "", now)
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

    def redate(self) -> None:
        """The hub's date has become another: nodes heard since the start were heard by it. Raises StoreError.

        What an unsure clock has dated gets its date.
        """
        now, began = self.wall(), self._began
        ahead_s = now - time.monotonic()
        by_s, self._ahead_s = ahead_s - self._ahead_s, ahead_s
        self._began += by_s
        self.store.shift_seen(began, by_s, now)
        self._follow_clock()

    def _follow_clock(self) -> None:
        """What an unsure clock has dated gets its date once the clock is set. Raises StoreError.

        When somebody set it past us and it is unsure still, nobody knows any more how wrong the records before are.
        """
        now = self.wall()
        ahead_s, is_sure = now - time.monotonic(), self._sure(now)
        by_s = ahead_s - self._dated_ahead_s
        if self._was_unsure and is_sure:
            self._redated.update(self.store.redate(self._first, by_s))
            self._batch.arrived = [later(each, by_s) for each in self._batch.arrived]
        elif is_sure or abs(by_s) < JUMP_S:
            return
        self._first, self._dated_ahead_s, self._was_unsure = self.store.newest(), ahead_s, not is_sure

    def flush(self) -> list[Mark]:
        """Write all that was taken; the marks to acknowledge, also where only duplicates came.

        Raises StoreError: then everything stays queued, nothing may be acknowledged, and it can be retried.
        """
        self._count_gone()
        self._follow_clock()
        batch = self._batch
        if not (
            batch.arrived or batch.passed or batch.refusals or batch.counted or batch.snapshots or batch.availability
        ):
            self.changed, self._redated = self._redated, set()
            return []
        try:
            written = self.store.write(batch)
        except Unstorable:
            written = self._one_by_one(batch)
        self._begin_anew()
        new = [each.record.node for each, is_new in zip(batch.arrived, written.new, strict=True) if is_new]
        self.counts["taken"] += len(new)
        self.counts["duplicate"] += len(written.new) - len(new)
        self.changed = {*new, *batch.snapshots, *batch.availability, *self._redated}
        self._redated = set()
        for node, times in written.reused.items():
            self.alerts.add(COMES_AGAIN(node=node, times=times), node, self.wall())
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
        check_texts(found.readings)
        known = self._admit(node, now)
        if retained and found.ts <= known.state_ts:
            return  # the broker had kept it, and so have we
        check_provenance(own, found)
        known.state_ts = found.ts
        if not retained:
            self._judge(node, known, found, now)
        at = found.ts if retained and is_possible(found.ts, now) else now  # what the broker kept may be weeks old
        self._batch.snapshots[node] = (min(at, now), replace(found, node=node).as_json())

    def _take_record(self, node: str, own: str, kind: str, payload: bytes, now: float) -> None:
        record = decode_record(payload)
        if record.node != own:
            raise BadRecord("forged", record.node)
        if record.kind != KIND_OF[kind]:
            raise BadRecord("wrong_kind", record.kind)
        check_texts(record.readings)
        check_provenance(own, record)
        when = self._dated(node, record, now)
        self._check_room(len(payload))
        known = self._admit(node, now)
        self._check_epoch(known, record.epoch, now)
        self._check_series(known, record)
        self._bytes += len(payload)
        self._batch.arrived.append(Arrived(replace(record, node=node), now, *when))

    def _dated(self, node: str, record: Record, now: float) -> tuple[float, str]:
        """Time and its source (hub.store.interface.Arrived).

        Raises BadRecord for a date of a future that may be the right one.
        """
        if record.clock == "sure":
            found = record.ts, LEARNED if record.clock_source == HUB else "node"
        elif record.age_s is not None:
            found = now - record.age_s, self._by_us("age", now)
        else:
            return now, self._by_us("hub", now)
        if is_possible(found[0], now):
            return found
        known = self._known.get(node)
        agrees = known is not None and known.agrees and self._sure(now)
        is_clear = found[0] < EARLIEST or record.clock != "sure" or agrees
        if not is_clear and not self._sure(now):  # a hub whose own clock is not set does not judge one ahead of it
            self.alerts.add(NOT_SET, "", now)
            raise BadRecord("hub_clock", str(record.ts))
        if not is_clear and not came_by_bridge(node):
            self.alerts.add(AHEAD(node=node, hours=round((record.ts - now) / 3600.0)), node, now)
            raise BadRecord("clock", str(record.ts))
        self._note(node, DATED)
        self.alerts.add(BAD_DATES(node=node), node, now)
        return now, self._by_us("hub", now)

    def _by_us(self, how: str, now: float) -> str:
        """How a record is dated by our own clock."""
        return how if self._sure(now) else UNSURE_DATE

    def _judge(self, node: str, known: Known, found: Snapshot, now: float) -> None:
        """What a node says of itself now: its clock, its instance, its card."""
        known.agrees = abs(found.ts - now) <= AGREES_S
        if found.clock_off_s and found.clock_off_s <= AHEAD_S:  # a node further ahead is held, and that is said
            hours = abs(round(found.clock_off_s / 3600.0))
            self.alerts.add(CLOCKS_DIFFER(node=node, hours=hours), node, now)
        if found.card_fails:
            self.alerts.add(CARD_FAILS(node=node), node, now)
        if known.takes_turns(found.instance):
            self._note(node, TWINS)
            self.alerts.add(TAKES_TURNS(node=node), node, now)
        self._gone += [(node, each) for each in known.newly_gone(found)]

    def _note(self, node: str, what: str, times: int = 1) -> None:
        self._batch.counted[node, what] = self._batch.counted.get((node, what), 0) + times

    def _count_gone(self) -> None:
        """Of what nodes' cards lost, count what the store does not have. Raises StoreError."""
        while self._gone:
            node, (epoch, first, last) = self._gone[0]
            missing = last - first + 1 - self.store.has(node, epoch, first, last)
            del self._gone[0]
            if missing:
                now, seen = self.wall(), f"{missing} of {epoch} {first}-{last}"
                self._note(node, GONE, missing - 1)  # the one that is kept counts too
                self._batch.refusals.append(Refusal(now, node, GONE, "", seen.encode()))
                self.alerts.add(CARD_LOST(node=node, times=missing, first=first, last=last), node, now)

    # Limits

    def _new(self, now: float) -> Known:
        limits = self.limits
        return Known(
            Bucket(limits.burst, limits.rate_per_s, now), Bucket(limits.epochs_burst, limits.epochs_per_s, now)
        )

    def _admit(self, node: str, now: float) -> Known:
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

    def _check_epoch(self, known: Known, epoch: str, now: float) -> None:
        if epoch not in known.seen_epochs:
            if not known.epochs.take(now):
                raise BadRecord("epochs", epoch)
            known.seen_epochs.add(epoch)

    def _check_series(self, known: Known, record: Record) -> None:
        if record.kind == READING:
            these = {(record.provenance, channel, each.unit) for channel, each in record.readings.items()}
            these |= {(record.provenance, name, "") for name in record.commanded}
            if len(known.series | these) > self.limits.series:
                raise BadRecord("series", f"{len(these - known.series)} new")
            known.series |= these

    # Refusals

    def _refuse(self, node: str, reason: str, topic: str, payload: bytes, now: float) -> None:
        self.counts[reason] += 1
        number = number_of(node, payload) if topic.endswith((TELEMETRY, EVENT)) and node else None
        if reason == "provenance":
            self.alerts.add(DISGUISED(node=node), node, now)
        if number is not None and reason in STAYS:
            self._hold(node, number.epoch, reason)
        elif number is not None:
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

    def _hold(self, node: str, epoch: str, reason: str) -> None:
        if node in self._known or len(self.held) < self.limits.names:
            self.held[node] = (epoch, reason)

    def hold_all(self, reason: str) -> None:
        """What waits cannot be written now: for each of its nodes."""
        for each in self._batch.arrived:
            self._hold(each.record.node, each.record.epoch, reason)

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
