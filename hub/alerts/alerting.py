"""Looks after the nodes every two seconds, keeps their alerts at the broker, and calls the web address.

In threads of its own: neither a slow broker nor a dead web address holds up what nodes send.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from devices import Message
from hub.alerts.hook import CannotCall, Hook, call, kept_hook
from hub.alerts.watch import News, Watch, payload
from hub.page.view import node_view
from hub.store.interface import Store, StoreError
from messages import translator
from telemetry.topics import ALERT, topic

LOOK_S = 2.0
MOST_WAITING = 50  # calls; the oldest are given up
BURST, EVERY_S = 20, 120.0  # calls at once, and one more each two minutes: nodes that flap must not call all night
PAUSES_S = (0.0, 20.0, 120.0)  # before each attempt

CALL_FAILS = Message(
    "alert.hook_fails", "The web address for alerts cannot be called ({error}). Alert given up: {text}"
)
CALLS_LEFT_OUT = Message("alert.left_out", "{count} alerts were not sent to the web address: too many at once.")


def content_of(news: News, lang: str) -> dict[str, Any]:
    """What a web address gets: `text` for people, the rest for programs. The keeper's names and places stay here."""
    alert = news.alert
    return {
        "text": news.text(translator(lang), lang), "node": alert.node, "provenance": alert.provenance,
        "danger": alert.danger, "silent": alert.silent, "state": alert.state,
        "since": datetime.fromtimestamp(alert.since, UTC).isoformat(timespec="seconds"),
    }  # fmt: skip


class Caller:
    """Calls the web address in a thread of its own. `add` never waits."""

    def __init__(
        self,
        hook: Callable[[], Hook | None],
        notify: Callable[[Message], None],
        post: Callable[[Hook, dict[str, Any]], None] = call,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hook, self._notify, self._post, self._now = hook, notify, post, now
        self._waiting: deque[dict[str, Any]] = deque(maxlen=MOST_WAITING)
        self._left, self._reckoned = float(BURST), now()
        self._left_out = 0
        self._woken, self.stop = threading.Event(), threading.Event()

    def add(self, content: dict[str, Any]) -> None:
        """Call with this soon, unless there were too many."""
        now = self._now()
        self._left = min(float(BURST), self._left + (now - self._reckoned) / EVERY_S)
        self._reckoned = now
        if self._left < 1.0:
            self._left_out += 1
            return
        self._left -= 1.0
        self._waiting.append(content)
        self._woken.set()

    def run(self) -> None:
        """Until stopped."""
        while not self.stop.is_set():
            self._woken.wait()
            self._woken.clear()
            while self._waiting and not self.stop.is_set():
                self.one(self._waiting.popleft())

    def end(self) -> None:
        """Stop; what waits is given up."""
        self.stop.set()
        self._woken.set()

    def one(self, content: dict[str, Any]) -> None:
        """All attempts for one alert."""
        error = ""
        for pause_s in PAUSES_S:
            hook = self._hook()
            if hook is None or self.stop.wait(pause_s):
                return
            try:
                self._post(hook, content)
            except CannotCall as failed:
                error = str(failed)
                continue
            self._tell_left_out()
            return
        self._notify(CALL_FAILS(error=error, text=content["text"]))

    def _tell_left_out(self) -> None:
        count, self._left_out = self._left_out, 0
        if count:
            self._notify(CALLS_LEFT_OUT(count=count))


class Alerting:
    """Inside the block alerts go out. `keep` publishes a message that the broker retains, from any thread."""

    def __init__(
        self,
        store: Store,
        keep: Callable[[str, bytes], None],
        folder: Path,
        notify: Callable[[Message], None],
        lang: str = "vi",
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._store, self._keep, self._wall, self._lang = store, keep, wall, lang
        self._watch = Watch()
        self._caller = Caller(lambda: kept_hook(folder), notify)
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._run, self._caller.run)]

    def __enter__(self) -> Alerting:
        for each in self._threads:
            each.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._stop.set()
        self._caller.end()
        self._threads[0].join()

    def look(self) -> None:
        """Once. A store that cannot be read is looked at again later."""
        now = self._wall()
        try:
            views = [node_view(row, now) for row in self._store.nodes() if row.snapshot]
        except StoreError:
            return
        for news in self._watch.look(views, now):
            self._keep(topic(news.alert.node, ALERT), payload(news.alert))
            if news.is_call:
                self._caller.add(content_of(news, self._lang))

    def _run(self) -> None:
        while not self._stop.wait(LOOK_S):
            self.look()
