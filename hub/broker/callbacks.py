"""How the embedded broker hands a message to the hub that it is part of, and tells what it refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

Answer = Callable[[], None]  # to be called, from any thread, when the message is on the disk
Hear = Callable[[str, bytes, bool, Answer | None], None]  # topic, payload, whether it had been kept, answer


MAX_NAMES = 1_000  # they may be invented by a stranger


class Refused:
    """How often something was refused, by (user, reason)."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()

    def add(self, user: str, reason: str) -> None:
        """Count one; users beyond the first thousand are counted together."""
        key = (user[:64], reason)
        self.counts[key if key in self.counts or len(self.counts) < MAX_NAMES else ("", reason)] += 1
