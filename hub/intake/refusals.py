"""Why the hub does not take something, and whether its number still moves the mark; how much it takes from a node.

A number that moves the mark is deleted in its node's outbox; one that does not is sent again. So it moves where
resending would give the same result, else one bad record would block all behind it, forever:

    not_json, too_long, wrong_type, not_finite, bad_name, too_many (telemetry.fields)
    wrong_kind  an event among readings, or the other way round
    forged      the payload names another node than the topic
    series      too many curves

It stays where the node may be right, later:

    version     the node is newer than this hub: it keeps its records until the hub is updated
    flood, epochs, nodes, waiting    over a limit (hub.intake.refusals)
    clock       a date of the hub's future, of a node whose clock is ahead of the hub's: either of them may be wrong
    hub_clock   the hub's own clock is not set, so it cannot judge or date anything
    provenance  real, from a node whose name says simulated, or with a date of a simulated world
    store       the store works and cannot keep just this one: a bug of ours, which an update may fix

Of these, `waiting` and `hub_clock` hold for all nodes and pass by themselves: what a bridge brought is not answered
then (`hub.intake.connection`), so the broker below keeps it. The others would hold up all that is behind them; a date
of the future that came by a bridge is kept with the time of its arrival. The node is told why its mark stays (`held` of
an acknowledgment), and people at the hub are (`hub.intake.alerts`).

A mark is always that of the topic's node: the broker lets a node write below its own name only, so whatever a payload
claims, it cannot affect other nodes. Of what is refused the number is kept in counts, and the newest few with their
payload.

Nodes may be broken or hostile, so there are limits; a node that keeps to its outbox meets none of them. What is over a
limit is not acknowledged: an honest node sends it again later, so nothing of it is lost. What a bridge brings was
acknowledged by the hub below and is not sent again, so `burst` and `rate_per_s` are not for that.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from hub.broker.mosquitto import LARGEST_PACKET
from hub.store.interface import Passed
from telemetry.fields import BadRecord, Whole
from telemetry.record import EPOCH, SEQ

STAYS = ("version", "flood", "epochs", "nodes", "waiting", "clock", "hub_clock", "provenance", "store")
PASSES_BY = ("waiting", "hub_clock")


def number_of(node: str, payload: bytes) -> Passed | None:
    """The number of a refused record, if it can be read."""
    if len(payload) > LARGEST_PACKET:
        return None
    try:
        found: Any = json.loads(payload.decode("utf-8"))  # with NaN and the like: it is for the number only
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    try:
        epoch, seq = EPOCH.checked("epoch", found.get("epoch")), SEQ.checked("seq", found.get("seq"))
    except BadRecord:
        return None
    try:
        prev = Whole(0, seq - 1).checked("prev", found.get("prev"))
    except BadRecord:
        prev = seq - 1  # moves the mark only in its turn
    return Passed(node, epoch, seq, prev)


@dataclass(frozen=True, slots=True)
class Limits:
    """All are chosen; a club has 40 nodes, a province a few hundred.

    A node with a full outbox of 200,000 records, offline for 138 days, delivers it in some 13 minutes.
    """

    nodes: int = 2000  # that ever sent an accepted message
    series: int = 256  # curves of one node; a shipped project has about 20
    burst: int = 50_000  # messages of one node at full speed, 34 days at one a minute; then
    rate_per_s: float = 200.0  # so many
    epochs_burst: int = 1000  # starts of one node; then
    epochs_per_s: float = 1 / 60
    waiting: int = 20_000  # records in memory while the store fails
    waiting_bytes: int = 64_000_000
    names: int = 1000  # unknown nodes seen between two writings


class Bucket:
    """Lets `burst` through at once and `rate_per_s` in the long run. A clock that jumps back only pauses it."""

    def __init__(self, burst: float, rate_per_s: float, now: float) -> None:
        self._burst, self._rate_per_s = burst, rate_per_s
        self._level, self._at = burst, now

    def take(self, now: float) -> bool:
        """Whether one more may pass."""
        self._level = min(self._burst, self._level + max(0.0, now - self._at) * self._rate_per_s)
        self._at = now
        if self._level < 1.0:
            return False
        self._level -= 1.0
        return True
