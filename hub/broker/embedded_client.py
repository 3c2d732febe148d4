"""One client's connection to the embedded broker, on amqtt's: limits on what it sends, and when it is answered."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any, NamedTuple

from amqtt.adapters import StreamReaderAdapter, StreamWriterAdapter
from amqtt.mqtt.protocol.broker_handler import BrokerProtocolHandler
from amqtt.mqtt.puback import PubackPacket
from amqtt.mqtt.pubcomp import PubcompPacket
from amqtt.mqtt.publish import PublishPacket
from amqtt.mqtt.pubrec import PubrecPacket
from amqtt.mqtt.pubrel import PubrelPacket
from amqtt.session import INCOMING, Session

from hub.access.rules import BRIDGE
from hub.broker.carried import Carried, is_over, size_of
from hub.broker.coming import left
from hub.broker.first_packet import one_packet
from hub.broker.mosquitto import LARGEST_PACKET
from hub.broker.mqtt5 import PUBLISH, Malformed, Mqtt5, Why, ended

SHUTDOWN_TIMEOUT_S = 2.0  # for what is left to send, when a connection is closed
PACKET_TIMEOUT_S = 20.0  # from its first byte to its last
MAX_UNANSWERED = 1_000  # messages of one bridge that are not on the disk yet: then it is read no further
MAX_UNSENT = (
    16_384  # unread bytes sent to a client: the same. Above, asyncio may let each answer wait, as a task of 2 kB
)
MAX_HALF = 20  # unfinished messages of QoS 2
MAX_WAITING = 10_000  # unread messages sent to one client
MAX_WAITING_BYTES = 20_000_000
MAX_PENDING = 4  # SUBSCRIBE and UNSUBSCRIBE that were not dealt with: then it is read no further
HEAD = 14  # bytes of a PUBLISH beside topic, payload and properties, at most
FROM_CLIENT = frozenset({3, 4, 5, 6, 7, 8, 10, 12, 14})  # types of packets after CONNECT, MQTT 3.1.1 table 2.1
NO_QOS = 0x06  # both bits of the quality of service, MQTT 3.1.1 section 3.3.1.2
NEEDED = (
    "_handle_qos0_message_flow", "_handle_qos1_message_flow", "_handle_qos2_message_flow", "_is_attached",
    "_send_packet", "handle_connection_closed", "handle_pubcomp", "handle_pubrel",
)  # fmt: skip


class Size:
    """Follows the bytes of packets: how long the one is that is being read."""

    def __init__(self) -> None:
        self.is_between = True  # nothing of the next packet was read
        self._in_head, self._length, self._shift, self._left = False, 0, 0, 0

    def follow(self, data: bytes) -> int:
        """These were read; the length of their packet, as far as it is known. A head is read byte by byte."""
        if self._left:
            self._left -= len(data)
        elif self.is_between:
            self.is_between, self._in_head, self._length, self._shift = False, True, 0, 0
        elif self._in_head and data:
            self._length |= (data[0] & 0x7F) << self._shift
            self._shift += 7
            self._in_head = data[0] >= 0x80
            self._left = 0 if self._in_head else self._length
        self.is_between = not self._in_head and self._left <= 0
        return self._length


def check_amqtt(kind: type[Any], needed: tuple[str, ...]) -> None:
    """Raises RuntimeError when amqtt lacks a method that ours overrides: its rule would never be checked."""
    missing = [name for name in needed if not hasattr(kind, name)]
    if missing:
        raise RuntimeError(f"this amqtt is not the one that was checked: no {', '.join(missing)}")


class PacketReader(StreamReaderAdapter):  # type: ignore[misc]
    """Reads no packet that is too large or never ends, and no faster than the broker and the hub can process."""

    session: Session | None = None
    handler: Any = None
    ends = False
    mqtt5: Mqtt5 | None = None  # what the client says is translated

    def __init__(self, reader: asyncio.StreamReader) -> None:
        super().__init__(reader)
        self._size = Size()
        self._translated = b""

    async def read(self, n: int = -1) -> bytes:
        if self.mqtt5 is None:
            return await self.read_line(n)
        if not self._translated and n:
            self._translated = await self._translate(self.mqtt5)
        found, self._translated = self._translated[:n], self._translated[n:]
        return found

    async def _translate(self, mqtt5: Mqtt5) -> bytes:
        try:
            found = await one_packet(_Line(self))
            if found is None:
                raise Malformed("a length of more than four bytes")
            return mqtt5.inward(*found)
        except Malformed as error:
            self.handler.says_why(error.code)
            raise

    async def read_line(self, n: int) -> bytes:
        """So many bytes, as they come."""
        if self._size.is_between:
            await self._wait_for_room()
        if self.ends:
            raise ConnectionAbortedError("the connection ends")
        if n > LARGEST_PACKET:
            raise self._too_large()
        if self._size.is_between:  # no data is required; keep-alive has its own limit
            data: bytes = await super().read(n)
            if data and self.session is not None and self.mqtt5 is None and not _is_of_client(data[0]):
                raise ConnectionAbortedError("no client sends such a packet")  # amqtt would keep a task, or log
        else:
            async with asyncio.timeout(PACKET_TIMEOUT_S):
                data = await super().read(n)
        if self._size.follow(data) > LARGEST_PACKET:
            raise self._too_large()
        return data

    def _too_large(self) -> ConnectionAbortedError:
        if self.handler is not None:
            self.handler.says_why(Why.TOO_LARGE)
        return ConnectionAbortedError("packet too large")  # amqtt would keep reading after an MQTTError

    async def _wait_for_room(self) -> None:
        await asyncio.sleep(0)  # what was read so far is processed first
        while self.session is not None and not self.ends and self._is_full(self.session):
            await asyncio.sleep(0.01)

    def _is_full(self, session: Session) -> bool:
        if len(session.inflight_in) > MAX_HALF:
            self.handler.says_why(Why.TOO_MANY)
            raise ConnectionAbortedError("too many messages of QoS 2 without their end")
        return (
            bool(self.handler.is_unanswered())
            or self.handler.writer.unsent() > MAX_UNSENT
            or self.handler.pending() > MAX_PENDING
        )


def _is_of_client(head: int) -> bool:
    """Whether a client may begin a packet so; there is no quality of service 3."""
    return head >> 4 in FROM_CLIENT and not (head >> 4 == PUBLISH and head & NO_QOS == NO_QOS)


class _Line(NamedTuple):
    """What a reader reads, before it is translated."""

    reader: PacketReader

    async def read(self, n: int) -> bytes:
        return await self.reader.read_line(n)


class PacketWriter(StreamWriterAdapter):  # type: ignore[misc]
    """Closes within a timeout, whether the other side reads the rest or not."""

    mqtt5: Mqtt5 | None = None  # what the broker says is translated

    def write(self, data: bytes) -> None:
        self.send(data if self.mqtt5 is None else self.mqtt5.outward(data))

    def send(self, data: bytes) -> None:
        """As it is."""
        super().write(data)

    async def close(self) -> None:
        if self._writer.transport.is_closing():  # it was ended already, perhaps for another
            return
        try:
            await asyncio.wait_for(super().close(), SHUTDOWN_TIMEOUT_S)
        except (TimeoutError, OSError):
            self._writer.transport.abort()

    def unsent(self) -> int:
        """Bytes that the other side has not read."""
        size: int = self._writer.transport.get_write_buffer_size()
        return size


class _WithProperties:
    """A message as it goes to a client of MQTT 5."""

    def __init__(self, message: PublishPacket, properties: bytes) -> None:
        self._message, self._properties = message, properties

    async def to_stream(self, writer: PacketWriter) -> None:
        """Send it."""
        assert writer.mqtt5 is not None
        writer.send(writer.mqtt5.outward(self._message.to_bytes(), self._properties))
        await writer.drain()


class ClientHandler(BrokerProtocolHandler):  # type: ignore[misc]
    """One connection. What could not be delivered waits for the client's next one."""

    broker: Any
    waiting = waiting_bytes = 0
    mqtt5: Mqtt5 | None = None
    window: asyncio.Semaphore | None = None  # as many unanswered messages as a client of MQTT 5 allows

    def _window(self, qos: int | None) -> AbstractAsyncContextManager[None]:
        if self.mqtt5 is None or not qos:
            return nullcontext()
        if self.window is None:
            self.window = asyncio.Semaphore(self.mqtt5.asked.receive_max)
        return self.window

    def says_why(self, code: int) -> None:
        """Tell a client of MQTT 5 why its connection ends."""
        if self.mqtt5 is not None and self.writer is not None:
            self.writer.send(ended(code))

    async def handle_publish(self, message: PublishPacket) -> None:
        told = None if self.mqtt5 is None else self.mqtt5.arrived
        if told is not None:  # the next packet is read after this one came here: the reader waits for it
            message.payload.data = told.of(message.payload.data) or message.payload.data
        await super().handle_publish(message)

    async def _send_packet(self, packet: Any) -> None:
        if self.mqtt5 is not None and isinstance(packet, PublishPacket) and isinstance(packet.data, Carried):
            packet = _WithProperties(packet, packet.data.properties)
        if self.mqtt5 is not None and isinstance(packet, PubrelPacket) and packet.packet_id in self.mqtt5.given_up:
            self.mqtt5.given_up.discard(packet.packet_id)
            self.broker.send_soon(self.handle_pubcomp(PubcompPacket.build(packet.packet_id)))  # as if it were finished
            return
        await super()._send_packet(packet)

    def handle_read_timeout(self) -> None:
        self.says_why(Why.SILENT)
        asyncio.ensure_future(self.handle_connection_closed())  # with its last will  # noqa: RUF006

    async def stop(self) -> None:
        if self.session is not None:
            left(self.session)
        if self.reader is not None:
            self.reader.ends = True  # on Python 3.11 amqtt would wait for a client that sends without a pause
        await super().stop()

    def pending(self) -> int:
        """How many requests to subscribe or unsubscribe wait."""
        return int(self._pending_subscriptions.qsize() + self._pending_unsubscriptions.qsize())

    def is_unanswered(self) -> bool:
        """Whether so much of this bridge is not on the hub's disk that it is read no further."""
        return len(self.broker.unanswered.get(self.session.username, ())) >= MAX_UNANSWERED

    async def _handle_qos0_message_flow(self, message: Any) -> None:
        if message.direction == INCOMING:
            await self.broker.take(self.session, message)
        else:
            await super()._handle_qos0_message_flow(message)

    async def _handle_qos1_message_flow(self, message: Any) -> None:
        """Routed, then answered: amqtt answers first, and forgets waiting messages when their sender disconnects.

        A bridge's message is answered when it is on the hub's disk: otherwise it would be lost below.
        """
        if message.direction != INCOMING:
            await super()._handle_qos1_message_flow(message)
        elif not self.session.username.startswith(BRIDGE):
            reason = await self.broker.take(self.session, message)
            if self.mqtt5 is not None and reason:
                self.mqtt5.refused[message.packet_id] = reason
            await self._send_packet(PubackPacket.build(message.packet_id))
        else:
            self.broker.take_from_bridge(self, self.session.username, message)

    async def _handle_qos2_message_flow(self, message: Any) -> None:
        """Kept until the client says that it knows of it, then routed: amqtt never answers the second time."""
        user, unfinished = self.session.username, self.session.inflight_in
        if message.direction != INCOMING:
            await super()._handle_qos2_message_flow(message)
        elif user.startswith(BRIDGE):
            self.broker.refused.add(user, "qos2")  # it would be answered too early
            await self.handle_connection_closed()
        elif unfinished.get(message.packet_id) is not message:  # else amqtt goes through what an earlier line left
            reason = 0 if self.mqtt5 is None else self.broker.why_not(user, message)
            if self.mqtt5 is not None and reason:
                self.mqtt5.refused[message.packet_id] = reason
            else:
                unfinished.setdefault(message.packet_id, message)
            await self._send_packet(PubrecPacket.build(message.packet_id))

    async def handle_pubrel(self, pubrel: PubrelPacket) -> None:
        message = self.session.inflight_in.pop(pubrel.packet_id, None)
        if message is not None:
            await self.broker.take(self.session, message)
        elif self.mqtt5 is not None:
            self.mqtt5.refused[pubrel.packet_id] = Why.NO_NUMBER
        await self._send_packet(PubcompPacket.build(pubrel.packet_id))

    def answer(self, number: int) -> None:
        """Its message with this number is on the disk. Nothing happens when the connection has ended since."""
        if self._is_attached():
            self.broker.send_soon(self._send_packet(PubackPacket.build(number)))

    async def mqtt_publish(self, topic: str, data: bytes, qos: int | None, retain: bool, *more: Any) -> Any:
        session = self.session
        if self.waiting >= MAX_WAITING or self.waiting_bytes > MAX_WAITING_BYTES:
            self.broker.refused.add(session.username, "does_not_read")
            self.says_why(Why.NO_ROOM)
            await self.handle_connection_closed()
            return None
        size = size_of(data)
        if self.mqtt5 is not None and len(topic.encode()) + size + HEAD > self.mqtt5.asked.max_packet:
            self.broker.refused.add(session.username, "too_large_for_it")
            return None
        self.waiting += 1
        self.waiting_bytes += size
        try:
            async with self._window(qos):
                if self.window is not None and is_over(data):  # it waited until other messages were answered
                    return None
                return await super().mqtt_publish(topic, data, qos, retain, *more)
        except BaseException:
            if qos and not session.clean_session:
                await self.broker._retain_broadcast_message(
                    {"session": None, "topic": topic, "data": data, "retain": retain}, qos, session
                )
            raise
        finally:
            self.waiting -= 1
            self.waiting_bytes -= size


check_amqtt(BrokerProtocolHandler, NEEDED)
