"""The hub's ear: a client of the broker that feeds the ingest, and acknowledges what is on the disk, never sooner.

paho's callbacks only put into a queue; one thread of ours decides, writes and answers. What paho has acknowledged to
the broker and we have not written is not lost with us: its node sends it again until it hears our own mark.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from math import inf
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any

from devices import Message
from hub.ingest import Ingest, Mark
from hub.rules import VIA_FILTERS, came_by_bridge
from hub.store import StoreError
from telemetry.ack import encode_ack
from telemetry.address import KEEPALIVE_S, Address, address_of
from telemetry.topics import ACK, FROM_NODE, topic

CLIENT_ID = "highland-hub"  # the broker keeps what comes while we are away under this name
FLUSH_S = 0.2  # the longest that a record waits for others to be written with it
FLUSH_RECORDS = 500
ACK_EVERY_S = 1.0  # a mark for each node at most so often, else half of what a broker carries would be marks;
ACKS_PER_S = 100.0  # in the long run, whatever the number of nodes
ACK_AT_ONCE = 25  # at once after so many records: a node with a backlog waits for it (telemetry.courier.WINDOW)
RECONNECT_S = (1, 30)  # paho's own back-off, from and to
TRY_AGAIN_S, LONGEST_S = 1.0, 30.0  # after the store failed; each time in vain twice as long
MOST_QUEUED = 50_000  # messages between paho and us; more are let go, and their nodes send them again
LONGEST_MESSAGE = 65_536  # bytes; what is longer is cut, and then refused as no JSON

CONNECTED = Message("hub.listener.connected", "The hub listens at {address}.")
CUT = Message(
    "hub.listener.cut", "The line to the broker {address} is cut; nodes keep their readings until it is back."
)
REFUSED = Message("hub.listener.refused", "The broker {address} does not let the hub in ({reason}).")
STORE_FAILS = Message(
    "hub.listener.store",
    "The store cannot be written ({error}). It is tried again; nodes keep their readings until then.",
)
STORE_BACK = Message("hub.listener.store_back", "The store is written again.")
BROKEN = Message("hub.listener.broken", "The hub no longer takes anything in ({error}). Please report this.")


class Listener:
    """Listens while the block runs: `with Listener("mqtt://hub:PASSWORD@localhost", ingest, told=page.news): ...`.

    `told` hears the name of each node of which something new was written, `said` what a person should know; both are
    called from the listener's thread, and must not block. Raises HighlandError for an address that cannot be used; a
    broker that is away is waited for.
    """

    def __init__(
        self,
        url: str | Address,
        ingest: Ingest,
        told: Callable[[str], None] = lambda node: None,
        said: Callable[[Message], None] = lambda message: None,
        client_id: str = CLIENT_ID,
    ) -> None:
        self.address = url if isinstance(url, Address) else address_of(url)
        self.ingest = ingest
        self.connected = threading.Event()
        self.broken: Exception | None = None  # by a mistake of ours
        self.let_go = 0  # messages, because too many were queued
        self._told, self._said, self._client_id = told, said, client_id
        self._inbox: SimpleQueue[tuple[str, Any]] = SimpleQueue()
        self._client: Any = None
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)
        self._owed: dict[tuple[str, str], int] = {}  # marks that were not said yet, by (node, epoch)
        self._last: dict[tuple[str, str], int] = {}  # and those that were
        self._round_s = -inf  # when all were said
        self._due_s = inf
        self._failed_s = 0.0  # how long to wait after the store failed; 0 while it works

    def __enter__(self) -> Listener:
        self._client = self._new_client()
        self._client.connect_async(self.address.host, self.address.port, KEEPALIVE_S)
        self._client.loop_start()
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._inbox.put(("stop", None))
        self._thread.join()
        self._client.disconnect()
        self._client.loop_stop()

    # Our thread

    def _run(self) -> None:
        try:
            while self._step():
                pass
            self._round_s = -inf
            self._flush()
        except Exception as error:  # a mistake of ours: broker and page go on, and people are told
            self.broken = error
            self._said(BROKEN(error=f"{type(error).__name__}: {error}"))

    def _step(self) -> bool:
        """Take one message, or write when it is time. False after the last."""
        wait_s = self._due_s - time.monotonic()
        if wait_s <= 0.0 or (self.ingest.waiting >= FLUSH_RECORDS and not self._failed_s):
            self._flush()
            return True
        try:
            kind, what = self._inbox.get(timeout=None if wait_s == inf else wait_s)
        except Empty:
            return True
        if kind == "stop":
            return False
        if kind == "up":
            self.connected.set()
            self._said(CONNECTED(address=self.address))
        elif kind == "down":
            if self.connected.is_set():
                self._said(CUT(address=self.address))
            self.connected.clear()
        elif kind == "refused":
            self._said(REFUSED(address=self.address, reason=what))
        else:
            self.ingest.take(*what)
            if not self._failed_s:
                self._due_s = min(self._due_s, time.monotonic() + FLUSH_S)
        return True

    def _flush(self) -> None:
        """Write, then acknowledge. What the store refuses waits in the ingest, and nothing is acknowledged."""
        try:
            marks = self.ingest.flush()
        except StoreError as error:
            if not self._failed_s:
                self._said(STORE_FAILS(error=error))
            self._failed_s = min(2.0 * self._failed_s, LONGEST_S) or TRY_AGAIN_S
            self._due_s = time.monotonic() + self._failed_s
            return
        if self._failed_s:
            self._said(STORE_BACK)
        self._failed_s, self._due_s = 0.0, inf
        self._acknowledge(marks)
        for node in sorted(self.ingest.changed):
            self._told(node)

    def _acknowledge(self, marks: list[Mark]) -> None:
        """Without a line nothing is said: the node sends again what it has no answer to, and is answered then."""
        self._owed |= {(node, epoch): seq for node, epoch, seq in marks if not came_by_bridge(node)}
        if not self._owed or not self._client.is_connected():
            return
        now_s = time.monotonic()
        every_s = max(ACK_EVERY_S, len(self._owed) / ACKS_PER_S)
        is_round = now_s - self._round_s >= every_s
        self._round_s = now_s if is_round else self._round_s
        for key, seq in list(self._owed.items()):
            if is_round or seq - self._last.get(key, 0) >= ACK_AT_ONCE:
                self._client.publish(topic(key[0], ACK), encode_ack(key[1], seq), qos=1, retain=True)
                self._last[key] = seq
                del self._owed[key]
        if self._owed:
            self._due_s = min(self._due_s, self._round_s + every_s)

    # paho: its thread only puts into our queue

    def _new_client(self) -> Any:
        from paho.mqtt.client import Client
        from paho.mqtt.enums import CallbackAPIVersion

        client = Client(CallbackAPIVersion.VERSION2, client_id=self._client_id, clean_session=False)
        self.address.prepare(client)
        client.reconnect_delay_set(*RECONNECT_S)
        client.on_connect = self._on_connect
        client.on_disconnect = lambda *_: self._inbox.put(("down", None))
        client.on_subscribe = self._on_subscribe
        client.on_message = self._on_message
        return client

    def _on_connect(self, client: Any, data: Any, flags: Any, reason: Any, properties: Any) -> None:
        if reason.is_failure:
            self._inbox.put(("refused", str(reason)))
        else:
            client.subscribe([*((topic("+", kind), 1) for kind in FROM_NODE), *((each, 1) for each in VIA_FILTERS)])

    def _on_subscribe(self, client: Any, data: Any, number: int, reasons: Any, properties: Any) -> None:
        denied = [str(reason) for reason in reasons if reason.is_failure]
        self._inbox.put(("refused", ", ".join(denied)) if denied else ("up", None))

    def _on_message(self, client: Any, data: Any, message: Any) -> None:
        if self._inbox.qsize() >= MOST_QUEUED:
            self.let_go += 1
            return
        try:
            name = message.topic
        except UnicodeDecodeError:  # of a broker that lets it pass
            name = ""
        self._inbox.put(("message", (name, message.payload[:LONGEST_MESSAGE], bool(message.retain))))
