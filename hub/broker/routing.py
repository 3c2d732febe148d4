"""What the embedded broker routes by: subscriptions, the hub's own handlers, and what was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from paho.mqtt import matcher

Answer = Callable[[], None]  # to be called, from any thread, when the message is on the disk
OnMessage = Callable[[str, bytes, bool, Answer | None], None]  # topic, payload, whether it was retained, answer
MAX_NAMES = 1_000  # a stranger may invent them


class Filters(dict[str, Any]):
    """A table by filter that also answers which filters match a topic. No value may be None."""

    def __init__(self) -> None:
        super().__init__()
        self._tree = _tree()

    def __setitem__(self, name: str, value: Any) -> None:
        super().__setitem__(name, value)
        self._tree[name] = value

    def __delitem__(self, name: str) -> None:
        super().__delitem__(name)
        del self._tree[name]

    def clear(self) -> None:
        """Forget all."""
        super().clear()
        self._tree = _tree()

    def matching(self, topic: str) -> list[Any]:
        """The value of each filter that matches, in no order."""
        return list(self._tree.iter_match(topic))


def _tree() -> Any:
    make: Any = matcher.MQTTMatcher
    return make()


class Refused:
    """How often something was refused, by (user, reason)."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()

    def add(self, user: str, reason: str) -> None:
        """Count one; users beyond the first thousand are counted together."""
        key = (user[:64], reason)
        self.counts[key if key in self.counts or len(self.counts) < MAX_NAMES else ("", reason)] += 1
