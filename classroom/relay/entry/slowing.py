"""Whoever does a thing too often must wait: buckets of tries that fill again with time."""

from __future__ import annotations

from collections.abc import Callable, Hashable

MOST_KEYS = 2_000  # addresses that are remembered; the fullest are forgotten first


class Bucket:
    """At most `burst` at once, and `per_s` a second in the long run."""

    __slots__ = ("_burst", "_left", "_per_s", "_since")

    def __init__(self, burst: float, per_s: float, now: float) -> None:
        self._burst, self._per_s = burst, per_s
        self._left, self._since = burst, now

    def left(self, now: float) -> float:
        """How many are left."""
        self._left = min(self._burst, self._left + max(0.0, now - self._since) * self._per_s)
        self._since = now
        return self._left

    def wait_s(self, now: float) -> float:
        """Seconds until there is one again; 0 when there is one."""
        return max(0.0, (1.0 - self.left(now)) / self._per_s)

    def take(self, now: float) -> bool:
        """Take one, if there is one."""
        if self.left(now) < 1.0:
            return False
        self._left -= 1.0
        return True


class Slowing:
    """A bucket for each key, such as an address."""

    def __init__(self, burst: float, per_s: float, now: Callable[[], float]) -> None:
        self._burst, self._per_s, self._now = burst, per_s, now
        self._buckets: dict[Hashable, Bucket] = {}

    def wait_s(self, key: Hashable) -> float:
        """Seconds until this key may try again."""
        bucket = self._buckets.get(key)
        return 0.0 if bucket is None else bucket.wait_s(self._now())

    def take(self, key: Hashable) -> bool:
        """Count a try; False when there were too many."""
        if key not in self._buckets:
            if len(self._buckets) >= MOST_KEYS:
                self._forget()
            self._buckets[key] = Bucket(self._burst, self._per_s, self._now())
        return self._buckets[key].take(self._now())

    def _forget(self) -> None:
        now = self._now()
        ordered = sorted(self._buckets, key=lambda key: self._buckets[key].left(now))
        for key in ordered[MOST_KEYS // 2 :]:
            del self._buckets[key]
