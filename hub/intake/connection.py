"""The listener's connection to the broker: as a client over MQTT, or from inside when the broker is the hub's own.

Both put what they receive into the listener's queue, from their own thread, as (kind, what): `up` and `down` None (or
INSIDE, when no person needs to know), `refused` with the reason, `message` a `Received`.

What a node sends is acknowledged to the broker at once: the node keeps it until the hub's own mark. A bridge does not
receive that mark, so its messages are answered only when they are on our disk; until then the broker below keeps it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, Protocol

from hub.access.rules import VIA_FILTERS, via
from hub.broker.broker import EmbeddedBroker
from hub.broker.routing import Answer
from telemetry.address import KEEPALIVE_S, Address
from telemetry.topics import FROM_NODE, topic

HEARD = (*(topic("+", kind) for kind in FROM_NODE), *VIA_FILTERS)  # filters: what a hub listens to
CLIENT_ID = "highland-hub"  # the broker queues messages for this client id while we are offline
RECONNECT_S = (1, 30)  # paho's own back-off, from and to
LONGEST_MESSAGE = 65_536  # bytes; what is longer is cut, and then refused as no JSON

INSIDE = "inside"
Put = Callable[[tuple[str, Any]], None]


class Received(NamedTuple):
    """A message. `kept`: it was retained by the broker. `answer` says to the broker that it is on our disk."""

    topic: str
    payload: bytes
    kept: bool
    answer: Answer | None = None


class Connection(Protocol):
    """One way to a broker. `str` is its address for people."""

    def open(self, put: Put) -> None:
        """Start receiving. Waits for a broker that is offline."""

    def again(self) -> None:
        """Ask for everything unanswered to be sent again."""

    def is_up(self) -> bool:
        """Whether messages sent now can arrive."""

    def keep(self, topic: str, payload: bytes) -> None:
        """Publish with QoS 1; the broker retains it for later subscribers."""

    def close(self) -> None:
        """Stop receiving, after everything published has been sent."""


class InsideConnection:
    """Inside the hub's own broker: no second client, no packets, always up."""

    def __init__(self, broker: EmbeddedBroker) -> None:
        self._broker = broker

    def __str__(self) -> str:
        return str(Address(self._broker.host, self._broker.port, tls=self._broker.tls))

    def open(self, put: Put) -> None:
        def hear(topic: str, payload: bytes, kept: bool, answer: Answer | None) -> None:
            put(("message", Received(topic, payload[:LONGEST_MESSAGE], kept, answer)))

        self._broker.listen(HEARD, hear)
        put(("up", INSIDE))

    def again(self) -> None:
        self._broker.end_bridges()

    def is_up(self) -> bool:
        return True

    def keep(self, topic: str, payload: bytes) -> None:
        self._broker.keep(topic, payload)

    def close(self) -> None:
        self._broker.listen((), lambda *message: None)


class MqttConnection:
    """A client of a broker elsewhere, by paho in its own thread. Raises HighlandError for a bad certificate."""

    def __init__(self, address: Address, client_id: str = CLIENT_ID) -> None:
        self.address, self._client_id = address, client_id
        self._client: Any = None
        self._put: Put = lambda heard: None
        self._lines = 0  # that broke: a number of an earlier one may mean another message now

    def __str__(self) -> str:
        return str(self.address)

    def open(self, put: Put) -> None:
        from paho.mqtt.client import Client
        from paho.mqtt.enums import CallbackAPIVersion

        client = Client(CallbackAPIVersion.VERSION2, client_id=self._client_id, clean_session=False, manual_ack=True)
        self.address.prepare(client)
        client.reconnect_delay_set(*RECONNECT_S)

        def on_connect(client: Any, data: Any, flags: Any, reason: Any, properties: Any) -> None:
            if reason.is_failure:
                put(("refused", str(reason)))
            else:
                client.subscribe([(each, 1) for each in HEARD])

        def on_disconnect(*_: Any) -> None:
            self._lines += 1
            put(("down", None))

        def on_subscribe(client: Any, data: Any, number: int, reasons: Any, properties: Any) -> None:
            denied = [str(reason) for reason in reasons if reason.is_failure]
            put(("refused", ", ".join(denied)) if denied else ("up", None))

        def on_message(client: Any, data: Any, message: Any) -> None:
            try:
                name = message.topic
            except UnicodeDecodeError:  # of a broker that lets it pass
                name = ""
            answer = partial(self._answer, client, self._lines, message.mid, message.qos)
            is_bridged = via(name) is not None
            if not is_bridged:
                answer()
            later = answer if is_bridged else None
            put(("message", Received(name, message.payload[:LONGEST_MESSAGE], bool(message.retain), later)))

        client.on_connect, client.on_subscribe, client.on_message = on_connect, on_subscribe, on_message
        client.on_disconnect = on_disconnect
        self._client, self._put = client, put
        client.connect_async(self.address.host, self.address.port, KEEPALIVE_S)
        client.loop_start()

    def _answer(self, client: Any, line: int, number: int, qos: int) -> None:
        if line == self._lines and client is self._client:
            client.ack(number, qos)

    def again(self) -> None:
        self.close()
        self.open(self._put)

    def is_up(self) -> bool:
        return bool(self._client.is_connected())

    def keep(self, topic: str, payload: bytes) -> None:
        self._client.publish(topic, payload, qos=1, retain=True)

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()
