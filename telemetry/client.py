"""A node's MQTT client. paho's thread only puts into the courier's queue: a lock held over publish() blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from telemetry.address import Address
from telemetry.topics import ACK, AVAILABILITY, BIRTH, ROOT, SET, topic

Kind = Literal["new", "show", "ack", "up", "down", "refused", "sent", "birth", "stop"]
Order = tuple[bytes, str, bool]  # payload of a command, its part, whether it was retained


def new_client(
    address: Address,
    node: str,
    reconnect_s: tuple[float, float],
    inflight: int,
    put: Callable[[Kind, Any], None],
    order: Callable[[Order], None],
) -> Any:
    """A client that is not connected yet. `put` gets what happens, `order` a command. Raises HighlandError."""
    from paho.mqtt.client import Client
    from paho.mqtt.enums import CallbackAPIVersion

    def on_connect(client: Any, data: Any, flags: Any, reason: Any, properties: Any) -> None:
        if reason.is_failure:
            put("refused", str(reason))
        else:
            put("up", None)

    def on_message(client: Any, data: Any, message: Any) -> None:
        words = message.topic.split("/")
        if message.topic == BIRTH:
            if message.payload == b"online":
                put("birth", None)
        elif words[-1] == ACK:
            put("ack", (message.payload, not message.retain))
        elif words[-1] == SET and message.topic.startswith(f"{ROOT}/{node}/") and len(words) == 5:
            order((message.payload, words[3], bool(message.retain)))

    client = Client(CallbackAPIVersion.VERSION2, client_id=f"highland-{node}")
    address.prepare(client)
    client.will_set(topic(node, AVAILABILITY), b"offline", qos=1, retain=True)
    client.reconnect_delay_set(*reconnect_s)  # type: ignore[arg-type]  # it takes parts of a second too
    client.max_inflight_messages_set(inflight)
    client.on_connect, client.on_message = on_connect, on_message
    client.on_disconnect = lambda *_: put("down", None)
    client.on_publish = lambda *_: put("sent", None)
    return client
