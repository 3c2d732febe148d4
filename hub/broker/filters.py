"""Topic filters with what belongs to each, found by topic through a tree, however many there are."""

from __future__ import annotations

from typing import Any

from paho.mqtt import matcher


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
