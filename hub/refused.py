"""How often the broker refused something, and to whom."""

from __future__ import annotations

from collections import Counter

MOST_NAMES = 1_000  # they may be invented by a stranger


class Refused:
    """How often something was refused, by (user, reason)."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()

    def add(self, user: str, reason: str) -> None:
        """Count one; users beyond the first thousand are counted together."""
        key = (user[:64], reason)
        self.counts[key if key in self.counts or len(self.counts) < MOST_NAMES else ("", reason)] += 1
