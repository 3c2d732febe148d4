"""Which nodes are in danger and which are silent, and what of that is news. Knows neither broker nor network.

A node that falls silent in an alarm stays in danger: unknown is never OK. One that is silent for less than a minute,
as after a restart, is not told of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from devices import Message
from telemetry.record import SIM

SILENT_S = 60.0
OLD_S = 3600.0  # silent for longer when the hub starts: known, and no news
VERSION = 1

IN_DANGER = Message("alert.danger", "{node}: DANGER. {said}")
DANGER_OVER = Message("alert.danger_over", "{node}: the danger is over. {said}")
IS_SILENT = Message("alert.silent", "{node} is silent. Last known: {said}")
HEARD_AGAIN = Message("alert.heard", "{node} reports again. {said}")
NO_NEWS = Message("alert.calm", "{node}: {said}")
SIMULATED = Message("alert.sim", "SIM (simulated, no real danger): {text}")


class Alert(NamedTuple):
    """How a node stands. `since` is when that began, by the hub's clock."""

    node: str
    provenance: str
    danger: bool
    silent: bool
    since: float
    state: str
    said: Mapping[str, str]

    @property
    def stands(self) -> tuple[bool, bool]:
        """What is compared."""
        return self.danger, self.silent


class News(NamedTuple):
    """A change. `is_call`: people should be told, not only whoever reads the topic."""

    alert: Alert
    message: Message
    is_call: bool

    def text(self, translate: Any, lang: str) -> str:
        """The sentence in one language; of a simulated node it begins with SIM."""
        said = self.alert.said.get(lang) or self.alert.state
        text = self.message(node=self.alert.node, said=said).render(translate)
        return SIMULATED(text=text).render(translate) if self.alert.provenance == SIM else text


class Watch:
    """Remembers how each node stood."""

    def __init__(self) -> None:
        self._known: dict[str, Alert] = {}
        self._is_first = True

    def look(self, views: Iterable[Mapping[str, Any]], now: float) -> list[News]:
        """What has changed since the last look; at the first all nodes, so that nothing old stays at the broker."""
        found, known = [], {}
        for view in views:
            old = self._known.get(view["node"])
            new = _alert(view, now, old)
            known[new.node] = new
            if old is None or old.stands != new.stands:
                found.append(self._news(old, new, view, now))
        self._known, self._is_first = known, False
        return found

    def _news(self, old: Alert | None, new: Alert, view: Mapping[str, Any], now: float) -> News:
        was = old.stands if old is not None else (False, False)
        if new.danger and not was[0]:
            return News(new, IN_DANGER, True)
        if new.silent and not was[1]:
            is_old = self._is_first and now - view["last_seen"] > OLD_S
            return News(new, IS_SILENT, not is_old)
        if was[0] and not new.danger:
            return News(new, DANGER_OVER, True)
        return News(new, HEARD_AGAIN, True) if was[1] and not new.silent else News(new, NO_NEWS, False)


def _alert(view: Mapping[str, Any], now: float, old: Alert | None) -> Alert:
    is_online = view["link"] == "online"
    danger = view["alarm"] == "danger" or (old is not None and old.danger and not is_online)
    silent = view["link"] in ("late", "offline") and now - view["last_seen"] >= SILENT_S
    stays = old is not None and old.stands == (danger, silent)
    since = old.since if stays and old is not None else view["last_seen"] if silent else now
    return Alert(view["node"], view["provenance"], danger, silent, since, view["state"], view["said"])


def payload(alert: Alert) -> bytes:
    """What the broker keeps of a node under highland/v1/NODE/alert."""
    return json.dumps({"v": VERSION, **alert._asdict(), "said": dict(alert.said)}, ensure_ascii=False).encode()
