"""Changes go to all open pages, at most twice a second, with the hub's own time.

Code that writes into the store calls `changed(node)`, from any thread; the store is read once for all pages. When it
cannot be read, nothing is sent, not even the time: a page that gets nothing says so, and shows no old values as new.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hub.page.names import part_name
from hub.page.told import stuck
from hub.page.view import link_of, node_view, order_of
from hub.store.interface import EventRow, NodeRow, Store, Unchanged
from web.stream import Stream, encode

PUSH_S = 0.5  # at most 2 Hz a node
STUCK_EVERY_S = 600.0  # how often values that do not move are looked for
RECKON_S = 5.0  # how often silent nodes are looked for and the time is sent
NEWEST_EVENTS = 50

log = logging.getLogger("highland.page")


class News:
    """The state of the club as the pages know it."""

    def __init__(self, store: Store, now: Callable[[], float] = time.time, stream: Stream | None = None) -> None:
        self.stream = stream or Stream()
        self.now = now
        self.trouble = ""  # why the store cannot be read
        self._store = store
        self._views: dict[str, dict[str, Any]] = {}
        self._rows: dict[str, NodeRow] = {}
        self._events: list[dict[str, Any]] = []
        self._seen: set[tuple[Any, ...]] = set()
        self._changed: set[str] = set()
        self._stuck: dict[str, list[Unchanged]] = {}
        self._stuck_at = -STUCK_EVERY_S
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()
        self._pushing = asyncio.Lock()

    def changed(self, node: str) -> None:
        """This node has new data. From any thread; cheap."""
        with self._lock:
            first, loop = not self._changed, self._loop
            self._changed.add(node)
        if first and loop is not None and self.stream.browsers:  # no page is open: the next update is soon enough
            _soon(loop, self._woken.set)

    def close(self) -> None:
        """End all open pages' streams, so that the server can stop. From any thread."""
        with self._lock:
            loop = self._loop
        if loop is not None:
            _soon(loop, self.stream.close)

    async def run(self) -> None:
        """Read and send, until canceled. Belongs to the server's event loop."""
        with self._lock:
            self._loop = asyncio.get_running_loop()
        try:
            while True:
                await asyncio.sleep(PUSH_S)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), RECKON_S - PUSH_S)
                await self.push()
        finally:
            with self._lock:
                self._loop = None

    async def first(self) -> bytes:
        """The full state, for a page that starts listening; while none listens, the store is not read."""
        if self.stream.browsers <= 1:
            await self.push()
        return self._all()

    def _all(self) -> bytes:
        return b"" if self.trouble else encode("all", self.everything())

    def everything(self) -> dict[str, Any]:
        """All nodes, alarms first, and the newest events, as they were last read."""
        nodes = sorted(self._views.values(), key=order_of)
        return {"now": self.now(), "nodes": nodes, "events": self._events}

    def nodes(self) -> list[dict[str, Any]]:
        """All nodes, alarms first, read from the store now. From any thread; raises what the store raises."""
        now = self.now()
        return sorted((self._fresh(row, now) for row in self._store.nodes()), key=order_of)

    def node(self, name: str) -> dict[str, Any] | None:
        """One of them."""
        return next((view for view in self.nodes() if view["node"] == name), None)

    async def push(self) -> None:
        """Read the store and send what changed."""
        async with self._pushing:
            await self._push()

    async def _push(self) -> None:
        self._woken.clear()
        with self._lock:
            named, self._changed = self._changed, set()
        try:
            rows, events = await asyncio.to_thread(self._read)
        except Exception as error:  # any database error; the pages get nothing meanwhile
            if not self.trouble:
                log.warning("the store cannot be read: %s", error)
            self.trouble = f"{type(error).__name__}: {error}"[:200]
            with self._lock:
                self._changed |= named
            self._woken.set()  # ask again soon
            return
        was_in_trouble, self.trouble = bool(self.trouble), ""
        now = self.now()
        views = {row.node: self._view(row, now) for row in rows}
        self._rows = {row.node: row for row in rows}
        changed = [
            changes(self._views.get(node), view)
            for node, view in views.items()
            if node in named or self._views.get(node) != view
        ]
        fresh = [each for each in events if _identity(each) not in self._seen]
        self._views, self._events = views, [event_json(each) for each in events]
        self._seen = {_identity(each) for each in events}
        if was_in_trouble:
            self.stream.send_bytes(self._all())
            return
        found: dict[str, Any] = {"now": now}
        if changed:
            found["nodes"] = changed
        if fresh:
            found["events"] = [event_json(each) for each in fresh]
        self.stream.send("news" if len(found) > 1 else "tick", found)

    def _view(self, row: NodeRow, now: float) -> dict[str, Any]:
        """The cached view if nothing changed: a club may have hundreds of nodes."""
        old = self._views.get(row.node)
        is_moving = not self._stuck.get(row.node)
        if (
            old is not None
            and is_moving
            and row == self._rows[row.node]
            and old["link"] == link_of(row, now, old["late_after_s"])
        ):
            return old
        return self._fresh(row, now)

    def _fresh(self, row: NodeRow, now: float) -> dict[str, Any]:
        return node_view(row, now, self._stuck.get(row.node, ()))

    def _read(self) -> tuple[list[NodeRow], list[EventRow]]:
        now = self.now()
        if now - self._stuck_at >= STUCK_EVERY_S:
            self._stuck, self._stuck_at = stuck(self._store, now), now
        return self._store.nodes(), self._store.events(limit=NEWEST_EVENTS)


def changes(old: dict[str, Any] | None, new: dict[str, Any]) -> dict[str, Any]:
    """What a page that knows `old` needs: `partial`, only what is new; or the whole node."""
    if old is None or old["readings"].keys() != new["readings"].keys():
        return new
    found = {key: value for key, value in new.items() if old[key] != value}
    if "readings" in found:
        found["readings"] = {
            name: {key: value for key, value in each.items() if old["readings"][name][key] != value}
            for name, each in new["readings"].items()
            if each != old["readings"][name]
        }
    return {"node": new["node"], "partial": True, **found}


def event_json(event: EventRow) -> dict[str, Any]:
    """One event; its sentences were written by the node."""
    command = dict(event.command)
    if command:
        command["name"] = part_name(str(command.get("part", ""))).as_json()
    return {**event._asdict(), "said": dict(event.said), "command": command}


def _identity(event: EventRow) -> tuple[Any, ...]:
    return event.node, event.provenance, event.ts, event.received, event.event, event.state, event.why


def _soon(loop: asyncio.AbstractEventLoop, call: Callable[[], object]) -> None:
    with suppress(RuntimeError):  # the loop has just ended
        loop.call_soon_threadsafe(call)
