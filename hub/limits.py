"""How much a hub takes from nodes that may be broken or hostile. A node that keeps to its outbox meets none of these.

What is over a limit is not acknowledged: an honest node sends it again later, so nothing of it is lost. What a bridge
brings was acknowledged by the hub below and is not sent again, so `burst` and `rate_per_s` are not for that.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """All are chosen; a club has 40 nodes, a province a few hundred.

    A node with a full outbox of 200,000 records, which has been away for 138 days, gets rid of it in some 13 minutes.
    """

    nodes: int = 2000  # that ever sent something that was taken
    series: int = 256  # curves of one node; a shipped project has about 20
    burst: int = 50_000  # messages of one node at full speed, 34 days at one a minute; then
    rate_per_s: float = 200.0  # so many
    epochs_burst: int = 200  # new outboxes of one node (new cards, simulated runs); then
    epochs_per_s: float = 1 / 600
    waiting: int = 20_000  # records in memory while the store fails
    waiting_bytes: int = 64_000_000
    names: int = 1000  # nodes heard of between two writings, of whom nothing was taken yet


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
