"""One client's connection to the embedded broker, on amqtt's: what it may send, and when it is answered."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from hub.mosquitto import LARGEST_PACKET
from hub.rules import BRIDGE

if TYPE_CHECKING:
    from amqtt.session import Session

GOODBYE_WITHIN_S = 2.0  # for what is left to send, when a connection is closed
MOST_UNANSWERED = 1_000  # messages of one bridge that are not on the disk yet; ours has 100 on their way at most
MOST_WAITING = 10_000  # messages on their way to one client that does not read
MOST_UNREAD = 1_000  # messages of one client that nobody has looked at yet: then it is read no further
NEEDED = (
    "_handle_qos0_message_flow", "_handle_qos1_message_flow", "_is_attached", "_send_packet",
    "handle_connection_closed",
)  # fmt: skip


class Clients(NamedTuple):
    """The classes of a connection."""

    reader: Any
    writer: Any
    handler: Any


@lru_cache(maxsize=1)
def client_classes() -> Clients:
    """They are made at the first use: amqtt is not in every installation."""
    from amqtt.adapters import StreamReaderAdapter, StreamWriterAdapter
    from amqtt.mqtt.protocol.broker_handler import BrokerProtocolHandler
    from amqtt.mqtt.puback import PubackPacket
    from amqtt.session import INCOMING

    missing = [name for name in NEEDED if not hasattr(BrokerProtocolHandler, name)]
    if missing:  # a rule that nobody asks any more would be an open door
        raise RuntimeError(f"this amqtt is not the one that was checked: no {', '.join(missing)}")

    class Reader(StreamReaderAdapter):  # type: ignore[misc]
        """Reads no packet that is too large, and not ahead of what the broker can take."""

        session: Session | None = None

        async def read(self, n: int = -1) -> bytes:
            if n > LARGEST_PACKET:
                raise ConnectionAbortedError("packet too large")  # amqtt would go on reading after an MQTTError
            while self.session is not None and self.session.delivered_message_queue.qsize() > MOST_UNREAD:
                await asyncio.sleep(0.01)
            data: bytes = await super().read(n)
            return data

    class Writer(StreamWriterAdapter):  # type: ignore[misc]
        """Closes in time, whether the other side takes the rest or not."""

        async def close(self) -> None:
            try:
                await asyncio.wait_for(super().close(), GOODBYE_WITHIN_S)
            except (TimeoutError, OSError):
                self._writer.transport.abort()

    class Handler(BrokerProtocolHandler):  # type: ignore[misc]
        """One connection. What could not be delivered waits for the client's next one."""

        broker: Any
        waiting = unanswered = 0

        def handle_read_timeout(self) -> None:
            asyncio.ensure_future(self.handle_connection_closed())  # with its last will  # noqa: RUF006

        async def _handle_qos0_message_flow(self, message: Any) -> None:
            if message.direction == INCOMING:
                await self.broker.take(self.session.username, message)
            else:
                await super()._handle_qos0_message_flow(message)

        async def _handle_qos1_message_flow(self, message: Any) -> None:
            """Handed on, then answered: amqtt answers first, and forgets what waits when its sender disconnects.

            What a bridge brings is answered when it is on the hub's disk: below, nobody else would send it again.
            """
            if message.direction != INCOMING:
                await super()._handle_qos1_message_flow(message)
            elif not self.session.username.startswith(BRIDGE):
                await self.broker.take(self.session.username, message)
                await self._send_packet(PubackPacket.build(message.packet_id))
            elif self.unanswered >= MOST_UNANSWERED:
                self.broker.refused.add(self.session.username, "does_not_wait")
                await self.handle_connection_closed()
            else:
                self.unanswered += 1
                self.broker.take_from_bridge(self, self.session.username, message)

        def answer(self, number: int) -> None:
            """Its message with this number is on the disk. Nothing happens when the connection has ended since."""
            self.unanswered -= 1
            if self._is_attached():
                self.broker.send_soon(self._send_packet(PubackPacket.build(number)))

        async def mqtt_publish(self, topic: str, data: bytes, qos: int | None, retain: bool, *more: Any) -> Any:
            session = self.session
            if self.waiting >= MOST_WAITING:
                self.broker.refused.add(session.username, "does_not_read")
                await self.handle_connection_closed()
                return None
            self.waiting += 1
            try:
                return await super().mqtt_publish(topic, data, qos, retain, *more)
            except BaseException:
                if qos and not session.clean_session:
                    await self.broker._retain_broadcast_message(
                        {"session": None, "topic": topic, "data": data}, qos, session
                    )
                raise
            finally:
                self.waiting -= 1

    return Clients(Reader, Writer, Handler)
