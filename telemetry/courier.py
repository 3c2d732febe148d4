"""Sends the outbox to the hub, in its own thread: the control never waits for a card or a network.

Written rows are sent in order, a window at a time; what the hub does not acknowledge is resent from its mark on
(go-back-N). Events also go at once, past a long backlog. paho's own queue is never used as a store: it is unbounded and
lost with the process. Its callbacks only put into a queue of ours, since a lock held over publish() blocks.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from math import inf
from queue import Empty, SimpleQueue
from typing import Any

from devices import Message
from telemetry.address import KEEPALIVE_S, Address
from telemetry.answers import Answers, HubTime, lost_on_card
from telemetry.card.keeper import BATCH_ROWS, BATCH_S, MAX_UNSAVED, Keeper
from telemetry.card.outbox import Outbox, OutboxError, PendingRecord, StoredRecord
from telemetry.client import Kind, Order, new_client
from telemetry.envelope import Times, record_to_send
from telemetry.fields import BadRecord
from telemetry.record import MAX_GONE, decode_ack
from telemetry.topics import (
    ACK,
    AVAILABILITY,
    BIRTH,
    EVENT,
    STATE,
    TELEMETRY,
    config_topic,
    set_topic,
    topic,
)

WINDOW = 100  # rows on their way to the hub
ACK_TIMEOUT_S = 10.0  # without an answer from the hub; doubled after each failed attempt
MAX_ACK_TIMEOUT_S = 600.0
MAX_HELD_TIMEOUT_S = 60.0  # while the hub says that it holds
RECONNECT_S = (1.0, 60.0)  # paho's own back-off, from and to
SHUTDOWN_TIMEOUT_S = 3.0  # how long stopping may wait for the hub
CARD_TIMEOUT_S = 10.0  # and then for a card that hangs

LOST_AT_END = Message("mqtt.lost_at_end", "Telemetry ends before {lost} records could be kept: they are lost.")
CONNECTED = Message("mqtt.connected", "Connected to {address} as {node}; {waiting} records wait to be sent.")
CUT = Message("mqtt.cut", "Connection to {address} lost: readings are kept here until it is back.")
REFUSED = Message(
    "mqtt.refused", "{address} refuses {node} ({reason}). Check user name and password. Readings are kept here."
)

ENDED = Message("mqtt.ended", "Telemetry stopped ({error}); control continues. Please report this.")

NEW_SERIES = Message(
    "mqtt.new_series",
    "The hub already has later records of this run: another computer sends them too (a copy of this one?). What waits "
    "here is sent under new numbers. Give one of the two another name with --node.",
)


class Courier:
    """Start it, `post` what is new, `show` the newest state, `stop` it. `orders` holds commands that came in.

    `hub_time` learns the date from the hub's answers. `notify` gets what a person should know; it is called from the
    courier's thread.
    """

    def __init__(
        self,
        address: Address,
        node: str,
        outbox: Outbox,
        *,
        config: bytes = b"",
        times: Times | None = None,
        hub_time: HubTime | None = None,
        notify: Callable[[Message], None] = lambda message: None,
        batch_s: float = BATCH_S,
        reconnect_s: tuple[float, float] = RECONNECT_S,
    ) -> None:
        self.node = node
        self.orders: SimpleQueue[Order] = SimpleQueue()
        self.connected = self._ever_connected = False
        self.ended = False  # by a bug of ours
        self.error: Exception | None = None  # for the loop: nothing that happens here ends the sink
        self._untaken, self._is_counted = 0, False  # not taken while the card hung; those that ended with us too
        self._address, self._config = address, config
        self._times, self._notify = times or Times(), notify
        self._keeper = Keeper(outbox, self._times, notify, batch_s)
        self._reconnect_s = reconnect_s
        self._inbox: SimpleQueue[tuple[Kind, Any]] = SimpleQueue()
        self._taken_s = inf  # when the thread last took what waits for it
        self._handed: deque[int] = deque()  # numbers in flight, in order
        self._sent = outbox.acked  # the last number handed to paho in this round
        self._unsent = 0  # publishes that the broker has not answered
        self._heard_s = 0.0  # when the hub last moved its mark, or we last went back
        self._ack_timeout_s = ACK_TIMEOUT_S
        self._answers = Answers(node, self._times, notify, hub_time)
        self._state = b""
        self._stop_s = inf
        self._handlers: dict[Kind, Callable[[Any], None]] = {
            "new": self._keeper.new, "show": self._show, "ack": self._acknowledged, "up": self._greet,
            "down": self._down, "refused": self._refused, "sent": self._published, "birth": self._birth,
            "stop": self._stop,
        }  # fmt: skip
        self._client: Any = None
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    # Called by the control at any time; never waits

    def start(self) -> None:
        """Connect and start sending. Raises HighlandError for an unusable address."""
        put = self._inbox.put
        self._client = new_client(
            self._address, self.node, self._reconnect_s, 2 * WINDOW, lambda *what: put(what), self.orders.put
        )
        self._client.connect_async(self._address.host, self._address.port, KEEPALIVE_S)
        self._client.loop_start()
        self._thread.start()

    def post(self, new: PendingRecord) -> None:
        """Keep this record and send it. Never waits: while the card hangs so many may wait, the rest is lost."""
        if self._inbox.qsize() >= MAX_UNSAVED:
            self._untaken += 1
        elif not self.ended:
            self._inbox.put(("new", new))

    @property
    def late_s(self) -> float:
        """How long the card has held up the thread, in seconds, while something waits for it."""
        return 0.0 if self.ended or self._inbox.empty() else max(0.0, self._times.mono() - self._taken_s)

    def show(self, state: bytes) -> None:
        """Set the newest state; only the newest is sent, when connected."""
        self._inbox.put(("show", state))

    def stop(self, wait_s: float = SHUTDOWN_TIMEOUT_S) -> None:
        """Write what is not written, send what the hub takes within `wait_s`, disconnect. What is lost is counted."""
        self._inbox.put(("stop", wait_s))
        self._thread.join(wait_s + CARD_TIMEOUT_S)
        if self._thread.is_alive():  # the card hangs, and the thread ends with the program
            self._count_lost()

    @property
    def waiting(self) -> int:
        """How many records the hub does not have yet."""
        return self._keeper.waiting

    @property
    def lost(self) -> int:
        """How many records could not be kept."""
        return self._keeper.lost + self._untaken

    @property
    def dropped(self) -> int:
        """How many readings were dropped: thinned out of a full outbox, or not written to the card."""
        return self._outbox.dropped + self.lost

    def told(self) -> dict[str, Any]:
        """What a snapshot says of this run: its instance, the clock, what the card lost."""
        gone = tuple(self._outbox.gone[-MAX_GONE:])
        return {
            "instance": self._outbox.epoch,
            "clock_off_s": self._answers.off_s,
            "gone": gone,
            "card_fails": self._keeper.refused or bool(self._outbox.trouble),
        }

    @property
    def _outbox(self) -> Outbox:
        return self._keeper.outbox

    # The thread

    def _run(self) -> None:
        try:
            if self._outbox.found_gone:
                self._notify(lost_on_card(self._outbox.found_gone))
            while self._times.mono() < self._stop_s:
                try:
                    self._take()
                    self._keep()
                    if self.connected:
                        self._go_back_if_silent()
                        self._send()
                except OutboxError as error:
                    if self._keeper.refuse(error):
                        self._go_back()
                if self._stop_s < inf and not self._keeper.unsaved and not (self._ever_connected and self.waiting):
                    break
        except Exception as error:  # a bug of ours: the control goes on without telemetry, and people are notified
            self.ended = True
            self._notify(ENDED(error=f"{type(error).__name__}: {error}"))
        finally:
            self._count_lost()
            self._disconnect()

    def _count_lost(self) -> None:
        """What is in memory only ends with us. Counted once, by the thread or by whoever no longer waits for it."""
        if self._is_counted:
            return
        lost = self._keeper.unwritten
        with suppress(Empty):
            while True:
                lost += self._inbox.get_nowait()[0] == "new"
        if lost:
            self._untaken, self._is_counted = self._untaken + lost, True
            self._notify(LOST_AT_END(lost=lost))

    def _take(self) -> None:
        """Take everything queued; waits until the next thing is due."""
        now_s = self._taken_s = self._times.mono()
        due_s = min(self._keeper.save_due_s, self._stop_s, self._heard_s + self._ack_timeout_s if self._handed else inf)
        try:
            self._handle(*self._inbox.get(timeout=min(max(due_s - now_s, 0.001), 5.0)))
            while True:
                self._handle(*self._inbox.get_nowait())
        except Empty:
            pass

    def _handle(self, kind: Kind, what: Any) -> None:
        self._handlers[kind](what)

    def _show(self, state: bytes) -> None:
        self._state = state
        self._publish(topic(self.node, STATE), state, retain=True)

    def _published(self, _: None) -> None:
        self._unsent -= 1

    def _down(self, _: None) -> None:
        if self.connected:
            self._notify(CUT(address=self._address))
        self.connected = False

    def _refused(self, reason: str) -> None:
        self._notify(REFUSED(address=self._address, node=self.node, reason=reason))

    def _birth(self, _: None) -> None:
        if self._config:
            self._publish(config_topic(self.node), self._config, retain=True)

    def _stop(self, wait_s: float) -> None:
        self._keeper.save_due_s = self._times.mono()
        self._stop_s = self._keeper.save_due_s + wait_s

    def _keep(self) -> None:
        """What waits goes to the card; events that were just written go to the hub too."""
        if self._keeper.return_to_card(self._ever_connected):
            self._go_back()
        before = self._outbox.newest
        if self._keeper.save() and self.connected and (before > self._sent or len(self._handed) >= WINDOW):
            self._send_events_at_once(before)

    # The connection

    def _send(self) -> None:
        """Publish the next rows, as far as the window allows."""
        room = WINDOW - len(self._handed)
        if room <= 0 or self._sent >= self._outbox.newest:
            return
        lost = len(self._outbox.gone)
        rows = self._outbox.after(max(self._sent, self._outbox.acked), room)
        if len(self._outbox.gone) > lost:
            self._notify(lost_on_card(self._outbox.gone[lost:]))
        if not rows:
            return
        if not self._handed:
            self._heard_s = self._times.mono()
        last = rows[0]
        prev = self._outbox.before(last)
        for row in rows:
            prev = prev if row.life == last.life else 0
            self._publish_row(row, prev)
            self._handed.append(row.seq)
            self._sent, prev, last = row.seq, row.seq, row

    def _send_events_at_once(self, after: int) -> None:
        """Events just written do not wait behind a long backlog; they are sent again later, in order."""
        for row in self._outbox.after(after, BATCH_ROWS):
            if row.event:
                self._publish_row(row, self._outbox.before(row))

    def _publish_row(self, row: StoredRecord, prev: int) -> None:
        record = record_to_send(row, prev, self.node, self._outbox.lives, self._times)
        self._publish(topic(self.node, EVENT if row.event else TELEMETRY), record.encode(), retain=False)

    def _publish(self, name: str, body: bytes, *, retain: bool) -> None:
        if self.connected:
            self._unsent += 1
            self._client.publish(name, body, qos=1, retain=retain)

    def _acknowledged(self, heard: tuple[bytes, bool]) -> None:
        payload, is_live = heard
        try:
            ack = decode_ack(payload)
        except BadRecord:
            return
        epoch = self._outbox.epoch
        has_moved = self._outbox.ack(ack.epoch, ack.seq)
        if self._outbox.epoch != epoch:
            self._notify(NEW_SERIES)
            self._go_back()
        elif has_moved:
            self._heard_s, self._ack_timeout_s = self._times.mono(), ACK_TIMEOUT_S
            while self._handed and self._handed[0] <= self._outbox.acked:
                self._handed.popleft()
            self._sent = max(self._sent, self._outbox.acked)
        if is_live and self._outbox.knows(ack.epoch):
            self._answers.learn(ack)
        if is_live:
            self._answers.hear(ack, has_moved, self.waiting)

    def _go_back_if_silent(self) -> None:
        """The hub does not answer, and the broker has accepted everything: resend what the hub lacks."""
        now_s = self._times.mono()
        if not self._handed or self._unsent > 0 or now_s - self._heard_s < self._ack_timeout_s:
            return
        most_s = MAX_HELD_TIMEOUT_S if self._answers.held else MAX_ACK_TIMEOUT_S
        self._ack_timeout_s = min(2.0 * self._ack_timeout_s, most_s)
        self._heard_s = now_s
        self._go_back()

    def _go_back(self) -> None:
        self._handed.clear()
        self._sent = self._outbox.acked

    def _greet(self, _: None) -> None:
        """Connected or reconnected: announce the node, and restart at the hub's mark."""
        self.connected = self._ever_connected = True
        self._heard_s, self._ack_timeout_s = self._times.mono(), ACK_TIMEOUT_S
        self._client.subscribe(
            [(topic(self.node, ACK), 1), (set_topic(self.node, "+"), 1), (BIRTH, 0)],
        )
        self._publish(topic(self.node, AVAILABILITY), b"online", retain=True)
        if self._config:
            self._publish(config_topic(self.node), self._config, retain=True)
        if self._state:
            self._publish(topic(self.node, STATE), self._state, retain=True)
        self._notify(CONNECTED(address=self._address, node=self.node, waiting=self.waiting))

    def _disconnect(self) -> None:
        if self.connected:
            said = self._client.publish(topic(self.node, AVAILABILITY), b"offline", qos=1, retain=True)
            with suppress(ValueError, RuntimeError):  # just disconnected; the broker publishes the last will
                said.wait_for_publish(1.0)
        self._client.disconnect()
        self._client.loop_stop()
        self._outbox.close()
