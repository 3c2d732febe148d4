"""Messages from the hub's connection go to the ingest; they are acknowledged when they are on the disk, never sooner.

The connection only puts into a queue; one thread decides, writes and answers. Messages that the broker acknowledged and
we have not written are not lost in a crash: a node resends until it gets our mark, and a bridge is answered only when
its message is written.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from math import inf
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any

from devices import Message
from devices.os_errors import cause
from hub.access.rules import came_by_bridge
from hub.broker.routing import Answer
from hub.intake.checks import is_set
from hub.intake.connection import INSIDE, Connection, Received
from hub.intake.ingest import Ingest, Mark
from hub.store.interface import StoreError
from telemetry.record import Ack
from telemetry.topics import ACK, topic

FLUSH_S = 0.2  # the longest that a record waits for others to be written with it
FLUSH_RECORDS = 500
ACK_EVERY_S = 1.0  # minimum time between marks for one node, else half of the broker's traffic would be marks;
ACKS_PER_S = 200.0  # in the long run, whatever the number of nodes
ACK_AT_ONCE = 25  # at once after so many records: a node with a backlog waits for it (telemetry.courier.WINDOW)
HELD_EVERY_S = 5.0  # how often a node is told why its mark stays
TRY_AGAIN_S, LONGEST_S = 1.0, 30.0  # after the store failed; doubled after each failed attempt
ONCE_MORE_S = 60.0  # after what a bridge brought could not be judged or had no room
MAX_QUEUED = 50_000  # messages between the connection and us; more are dropped, and their nodes resend them

CONNECTED = Message("hub.listener.connected", "The hub listens at {address}.")
CUT = Message(
    "hub.listener.cut", "Connection to the broker {address} lost; nodes keep their readings until it is back."
)
REFUSED = Message("hub.listener.refused", "The broker {address} refuses the hub ({reason}).")
STORE_FAILS = Message(
    "hub.listener.store",
    "The store cannot be written ({error}). The hub keeps trying; nodes keep their readings until then.",
)
STORE_BACK = Message("hub.listener.store_back", "The store can be written again.")
BROKEN = Message("hub.listener.broken", "The hub has stopped taking in data ({error}). Please report this.")


class Listener:
    """Listens while the block runs: `with Listener(MqttConnection(address), ingest, on_change=news.changed): ...`.

    `on_change` gets the name of each node of which something new was written, `notify` what a person should know; both
    are called from the listener's thread, and must not block.
    """

    def __init__(
        self,
        connection: Connection,
        ingest: Ingest,
        on_change: Callable[[str], None] = lambda node: None,
        notify: Callable[[Message], None] = lambda message: None,
    ) -> None:
        self.ingest = ingest
        self.connected = threading.Event()
        self.broken: Exception | None = None  # by a bug of ours
        self.let_go = 0  # messages, because too many were queued
        self._connection, self._on_change, self._notify = connection, on_change, notify
        self._inbox: SimpleQueue[tuple[str, Any]] = SimpleQueue()
        self._handlers: dict[str, Callable[[Any], None]] = {
            "up": self._up, "down": self._down, "refused": self._refused, "message": self._take,
            "clock": self._redate,
        }  # fmt: skip
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)
        self._owed: dict[tuple[str, str], int] = {}  # marks that were not said yet, by (node, epoch)
        self._last: dict[tuple[str, str], int] = {}  # and those that were
        self._round_s = -inf  # when all were said
        self._due_s = self._again_s = inf
        self._told_s: dict[str, float] = {}  # when a node was last told that it is held
        self._answers: list[Answer] = []  # to give after the next writing
        self._failed_s = 0.0  # how long to wait after the store failed; 0 while it works

    def __enter__(self) -> Listener:
        self._connection.open(self._put)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._inbox.put(("stop", None))
        self._thread.join()
        self._connection.close()

    def clock_changed(self) -> None:
        """The hub's date has become another. From any thread."""
        self._inbox.put(("clock", None))

    def _put(self, heard: tuple[str, Any]) -> None:
        """By a thread of the connection."""
        is_full = self._inbox.qsize() >= MAX_QUEUED
        if is_full and heard[0] == "message" and heard[1].answer is None:  # of the others there cannot be too many
            self.let_go += 1
        else:
            self._inbox.put(heard)

    # Our thread

    def _run(self) -> None:
        try:
            while self._step():
                pass
            self._round_s = -inf
            self._flush()
        except Exception as error:  # a bug of ours: broker and page go on, and people are notified
            self.broken = error
            self._notify(BROKEN(error=f"{type(error).__name__}: {error}"))

    def _step(self) -> bool:
        """Take one message, or write when it is time. False after the last."""
        now_s, again_s = time.monotonic(), inf if self._failed_s else self._again_s
        if self._due_s <= now_s or (self.ingest.waiting >= FLUSH_RECORDS and not self._failed_s):
            self._flush()
            return True
        if again_s <= now_s:
            self._again_s = inf
            self._connection.again()
            return True
        wait_s = min(self._due_s, again_s) - now_s
        try:
            kind, what = self._inbox.get(timeout=None if wait_s == inf else wait_s)
        except Empty:
            return True
        if kind != "stop":
            self._handlers[kind](what)
        return kind != "stop"

    def _up(self, where: str | None) -> None:
        self.connected.set()
        if where != INSIDE:
            self._notify(CONNECTED(address=self._connection))

    def _down(self, _: None) -> None:
        if self.connected.is_set():
            self._notify(CUT(address=self._connection))
        self.connected.clear()

    def _refused(self, reason: str) -> None:
        self._notify(REFUSED(address=self._connection, reason=reason))

    def _redate(self, _: None) -> None:
        with suppress(StoreError):  # nodes look silent then until they are heard again
            self.ingest.redate()

    def _take(self, heard: Received) -> None:
        self._decide(heard)
        if not self._failed_s:
            self._due_s = min(self._due_s, time.monotonic() + FLUSH_S)

    def _decide(self, heard: Received) -> None:
        is_decided = self.ingest.take(heard.topic, heard.payload, heard.kept)
        if heard.answer is None:
            return
        if is_decided:
            self._answers.append(heard.answer)
        elif self._again_s == inf:
            self._again_s = time.monotonic() + ONCE_MORE_S

    def _flush(self) -> None:
        """Write, then acknowledge. What the store refuses waits in the ingest, and nothing is acknowledged."""
        try:
            marks = self.ingest.flush()
        except StoreError as error:
            if not self._failed_s:
                self._notify(STORE_FAILS(error=cause(error)))
            self._failed_s = min(2.0 * self._failed_s, LONGEST_S) or TRY_AGAIN_S
            self._due_s = time.monotonic() + self._failed_s
            self.ingest.hold_all("store")
            self._tell_held()
            return
        if self._failed_s:
            self._notify(STORE_BACK)
        self._failed_s, self._due_s = 0.0, inf
        for answer in self._answers:
            answer()
        self._answers.clear()
        self._acknowledge(marks)
        self._tell_held()
        for message in self.ingest.alerts.taken():
            self._notify(message)
        for node in sorted(self.ingest.changed):
            self._on_change(node)

    def _acknowledge(self, marks: list[Mark]) -> None:
        """Without a connection nothing is sent: the node resends what was not acknowledged, and is answered then."""
        self._owed |= {(node, epoch): seq for node, epoch, seq in marks if not came_by_bridge(node)}
        if not self._owed or not self._connection.is_up():
            return
        now_s = time.monotonic()
        every_s = max(ACK_EVERY_S, len(self._owed) / ACKS_PER_S)
        is_round = now_s - self._round_s >= every_s
        self._round_s = now_s if is_round else self._round_s
        for key, seq in list(self._owed.items()):
            if is_round or seq - self._last.get(key, 0) >= ACK_AT_ONCE:
                self._connection.keep(topic(key[0], ACK), self._ack(key[1], seq))
                self._last[key] = seq
                del self._owed[key]
        if self._owed:
            self._due_s = min(self._due_s, self._round_s + every_s)

    def _ack(self, epoch: str, seq: int, held: str = "") -> bytes:
        now = self.ingest.wall()
        ts = now if is_set(now) else None
        return Ack(epoch=epoch, seq=seq, ts=ts, clock=self.ingest.source(), held=held).encode()

    def _tell_held(self) -> None:
        """Tell nodes why their mark stays, each now and then; with the mark as it is, since the broker keeps it."""
        now_s = time.monotonic()
        for node, (epoch, reason) in self.ingest.held.items():
            if came_by_bridge(node) or now_s - self._told_s.get(node, -inf) < HELD_EVERY_S:
                continue
            if self._connection.is_up():
                with suppress(StoreError):
                    seq = self.ingest.store.mark(node, epoch)
                    self._connection.keep(topic(node, ACK), self._ack(epoch, seq, reason))
                self._told_s[node] = now_s
        self.ingest.held.clear()
        if len(self._told_s) > MAX_QUEUED:
            self._told_s.clear()
