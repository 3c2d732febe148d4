"""amqtt's broker hardened against untrusted clients; docs/decisions/embedded-broker.md lists what was wrong.

amqtt gives packets, sessions and subscriptions. Ours is connecting, disconnecting and routing: nothing of another
client is touched before the password was checked; a client id belongs to its user; the last will and retained
messages obey the rules too; a silent client is disconnected; every wait has a timeout.

Import it only where a broker is started: amqtt is not in every installation.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from amqtt.adapters import BufferReader
from amqtt.broker import Broker
from amqtt.contexts import Action
from amqtt.errors import AMQTTError, MQTTError, NoDataError
from amqtt.mqtt.connack import (
    BAD_USERNAME_PASSWORD,
    IDENTIFIER_REJECTED,
    NOT_AUTHORIZED,
    SERVER_UNAVAILABLE,
    ConnackPacket,
)
from amqtt.session import Session

from hub.access.accounts import Authenticator
from hub.access.rules import BRIDGE, HUB, VIEWER, may_keep, may_read, may_write
from hub.broker.carried import LARGEST, Carried, is_over, size_of
from hub.broker.coming import ACCOUNT, FORGOTTEN_AFTER_S, KEPT_S, WAITING, WrongPasswords, is_forgotten, take_over
from hub.broker.embedded_client import SHUTDOWN_TIMEOUT_S, ClientHandler, PacketReader, PacketWriter, check_amqtt
from hub.broker.first_packet import UNACCEPTABLE, FirstPacket, first_packet
from hub.broker.mosquitto import LARGEST_PAYLOAD
from hub.broker.mqtt5 import REFUSED_METHOD, Malformed, Why, turned_away
from hub.broker.routing import Filters, OnMessage, Refused
from web.connections import Place

WELCOME_TIMEOUT_S = 10.0  # from the connection to a good CONNECT
PATIENCE = 1.5  # of keep-alive, MQTT 3.1.1 section 3.1.2.10
MAX_SESSIONS = {HUB: 64}  # client ids of one user, with sessions that outlive the connection
MAX_SESSIONS_OF_ONE = 8
MAX_FILTERS = 64  # subscriptions of one client; a node has three
MAX_FILTERS_OF_VIEWER = 5_000  # Home Assistant has some sixty of its own, and two for each node
MAX_QOS = 2
MAX_NAME = 256  # characters of a client id, a topic, a filter; ours have at most 60
MAX_KEPT = 20_000  # retained messages: five nodes' worth of topics for each of a province's
MAX_KEPT_BYTES = 64_000_000  # of all of them; a description for Home Assistant has a few thousand
MAX_OFFLINE = 10_000  # messages that wait for one offline client
MAX_OFFLINE_BYTES = 5_000_000
NEEDED = (
    "_broadcast_message", "_client_message_loop", "_del_all_subscriptions", "_del_subscription", "_delete_session",
    "_handle_message_delivery", "_publish_retained_messages_for_subscription", "_retain_broadcast_message",
    "_topic_filtering", "retain_message",
)  # fmt: skip


class HubBroker(Broker):  # type: ignore[misc]
    """See the top of this file."""

    def __init__(
        self, authenticator: Authenticator, tell_version: Callable[[str, str], None] = lambda peer, version: None
    ) -> None:
        super().__init__(
            {
                "listeners": {"default": {"type": "external", "bind": None}},
                "plugins": {},
                "session_expiry_interval": FORGOTTEN_AFTER_S,
            }
        )
        self.authenticator, self.refused = authenticator, Refused()
        self._tell_version = tell_version
        self._wrong = WrongPasswords()
        self._subscriptions = Filters()  # amqtt's own table compares every filter with every message
        self._asked: dict[str, set[str]] = {}  # filters by client id
        self.unanswered: dict[str, set[object]] = {}  # what each bridge brought that is not on the disk yet
        self._sending: set[asyncio.Future[Any]] = set()
        self._heard = Filters()  # what the hub itself listens to
        self._on_message: OnMessage = lambda *message: None
        self.serving: dict[str, asyncio.Task[Any]] = {}  # by client id
        self._kept_bytes = 0

    async def serve(self, stream: asyncio.StreamReader, out: asyncio.StreamWriter, place: Place) -> None:
        """One connection from its beginning to its end."""
        reader, writer = PacketReader(stream), PacketWriter(out)
        session = None
        try:
            async with asyncio.timeout(WELCOME_TIMEOUT_S):  # not wait_for, which makes another task
                welcome = await self._welcome(reader, writer)
            if welcome is not None:
                handler, session = welcome
                place.ready()
                reader.session, reader.handler = session, handler
                await self._stay(handler, session, reader, writer)
        except (AMQTTError, MQTTError, NoDataError, OSError, TimeoutError, ValueError, EOFError) as error:
            self.logger.info("a connection ended: %r", error)
        finally:
            if session is not None and self.serving.get(session.client_id) is asyncio.current_task():
                del self.serving[session.client_id]
            await writer.close()
            if session is not None:
                handler.reader = handler.writer = None  # a session is kept for days: not what was left to read

    async def _welcome(self, reader: Any, writer: Any) -> tuple[Any, Session] | None:
        peer = (writer.get_peer_info() or ("", 0))[0]
        try:
            first = await first_packet(reader, FORGOTTEN_AFTER_S)
        except Malformed as error:
            writer.write(turned_away(error.code))
            raise
        if first is None or not self._is_served(first, writer, peer):
            return None
        reader.mqtt5 = writer.mqtt5 = first.mqtt5
        handler, asked = await ClientHandler.init_from_connect(BufferReader(first.packet), writer, self.plugins_manager)
        handler.mqtt5 = first.mqtt5
        user = asked.username or ""
        if not self.authenticator.lets_in(user, asked.password, peer):
            await self._wrong.slow_down(peer)
            return await self._turn_away(writer, user, "password", BAD_USERNAME_PASSWORD if user else NOT_AUTHORIZED)
        self._wrong.forget(peer)
        if len(asked.client_id or "") > MAX_NAME:
            return await self._turn_away(writer, user, "client_id", IDENTIFIER_REJECTED)
        if first.mqtt5 is not None and first.mqtt5.asked.will is not None:
            asked.will_message = first.mqtt5.asked.will
        if asked.will_flag and not may_write(user, asked.will_topic or ""):
            return await self._turn_away(writer, user, "will", NOT_AUTHORIZED)
        asked.client_id = f"{user}/{asked.client_id}"  # nobody can take over the session of another user
        asked.attributes[KEPT_S] = FORGOTTEN_AFTER_S if first.mqtt5 is None else first.mqtt5.asked.keeps_s
        asked.password, asked.attributes[ACCOUNT] = None, self.authenticator.hashes().get(user)
        if not self._has_room(asked.client_id, user):
            return await self._turn_away(writer, user, "sessions", SERVER_UNAVAILABLE)
        await self._end_earlier(asked.client_id)
        task = asyncio.current_task()
        assert task is not None
        self.serving[asked.client_id] = task
        handler.broker = self
        asked.keep_alive = int(asked.keep_alive * PATIENCE)
        kept = self._sessions.get(asked.client_id, (None, None))[0]
        starts_anew = asked.clean_session or (handler.mqtt5 is not None and handler.mqtt5.asked.starts_anew)
        if kept is None or starts_anew or kept.clean_session or is_forgotten(kept):
            await self._delete_session(asked.client_id)
            return handler, asked
        take_over(kept, asked)
        return handler, kept

    def _is_served(self, first: FirstPacket, writer: Any, peer: str) -> bool:
        if not first.packet:
            self.refused.add("", "version")
            self._tell_version(peer, str(first.level))
            writer.write(UNACCEPTABLE)
            return False
        if first.mqtt5 is not None and first.mqtt5.asked.has_method:
            writer.write(REFUSED_METHOD)
            return False
        return True

    async def _turn_away(self, writer: Any, user: str, reason: str, code: int) -> tuple[Any, Session] | None:
        self.refused.add(user, reason)
        await ConnackPacket.build(0, code).to_stream(writer)
        return None

    def _has_room(self, client_id: str, user: str) -> bool:
        mine = [each for each in self._sessions if each.startswith(f"{user}/") and each != client_id]
        if len(mine) < MAX_SESSIONS.get(user, MAX_SESSIONS_OF_ONE):
            return True
        away = [each for each in mine if each not in self.serving]
        for each in away[:1]:  # the oldest: a client that invents a new id each time only hurts itself
            session = self._sessions.pop(each)[0]
            for name in list(self._asked.pop(each, ())):
                self._del_subscription(name, session)
        return bool(away)

    async def _end_earlier(self, client_id: str) -> None:
        """End an older connection of the same client, with its last will, before the new one starts."""
        while (earlier := self.serving.get(client_id)) is not None:
            if client_id in self._sessions:
                self._sessions[client_id][1].says_why(Why.TAKEN_OVER)
                await self._sessions[client_id][1].handle_connection_closed()
            await asyncio.wait([earlier], timeout=2 * SHUTDOWN_TIMEOUT_S)
            if not earlier.done():
                earlier.cancel()
                await asyncio.wait([earlier])

    async def _stay(self, handler: Any, session: Session, reader: Any, writer: Any) -> None:
        session.transitions.connect()
        handler.attach(session, reader, writer)
        self._sessions[session.client_id] = (session, handler)
        try:
            await handler.mqtt_connack_authorize(True)
            await handler.start()
            self._hand_over_what_waited(session, handler)
            await self._client_message_loop(session, handler)
        finally:
            if session.transitions.state == "connected":
                await self._stop_handler(handler)
                session.transitions.disconnect()

    def _hand_over_what_waited(self, session: Session, handler: Any) -> None:
        while not session.retained_messages.empty():
            each = session.retained_messages.get_nowait()
            session.attributes[WAITING] = 0
            if is_over(each.data):
                continue
            self.send_soon(handler.mqtt_publish(each.topic, each.data, each.qos, False))

    def send_soon(self, sending: Any) -> None:
        """Run this in the background until it is done or the broker ends."""
        task = asyncio.ensure_future(sending)
        self._sending.add(task)
        task.add_done_callback(self._sent)

    def _sent(self, task: asyncio.Future[Any]) -> None:
        self._sending.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self.logger.info("not delivered: %r", task.exception())

    async def shutdown(self) -> None:
        for task in self._sending:
            task.cancel()
        for session, handler in self._sessions.values():
            if session.client_id in self.serving:
                handler.says_why(Why.SHUTS_DOWN)
        await super().shutdown()

    def listen(self, filters: tuple[str, ...], on_message: OnMessage) -> None:
        """What the hub itself listens to; see EmbeddedBroker."""
        self._heard, self._on_message = Filters(), on_message
        self.end_bridges()  # they reconnect and resend what was not answered while nobody listened
        for each in filters:
            self._heard[each] = each
        for topic, kept in list(self._retained_messages.items()):
            if self._heard.matching(topic) and not is_over(kept.data):
                on_message(topic, bytes(kept.data), True, None)

    def take_from_bridge(self, handler: Any, user: str, message: Any) -> None:
        """Pass it to the hub with an answer, and to all other subscribers. Not answered while the hub does not
        listen."""
        if self._why_not(user, message):
            handler.answer(message.packet_id)
            return
        if self._heard.matching(message.topic):
            loop, token = asyncio.get_running_loop(), object()
            waiting = self.unanswered.setdefault(user, set())
            waiting.add(token)

            def answer() -> None:
                waiting.discard(token)
                handler.answer(message.packet_id)

            def later() -> None:
                loop.call_soon_threadsafe(answer)

            self._on_message(message.topic, bytes(message.data), False, later)
        self._hand_out(message.topic, message.data, None)

    def _why_not(self, user: str, message: Any) -> int:
        """Why a message is not accepted, as MQTT 5 counts reasons; 0 when it is. What mosquitto would refuse is
        refused here too: it would end a bridge upward."""
        topic, data = message.topic, message.data or b""
        if len(data) > LARGEST_PAYLOAD or (isinstance(data, Carried) and len(data.handed_on) > LARGEST):
            self.refused.add(user, "size")
            return Why.NO_ROOM
        if len(topic) <= MAX_NAME and may_write(user, topic) and topic.isprintable():
            return 0
        self.refused.add(user, "topic")
        return Why.NOT_ALLOWED

    def end_bridges(self) -> None:
        """See EmbeddedBroker."""
        self.unanswered.clear()
        for session, handler in list(self._sessions.values()):
            if session.username.startswith(BRIDGE) and session.client_id in self.serving:
                self.send_soon(handler.handle_connection_closed())

    def keep(self, topic: str, payload: bytes) -> None:
        """A message of the hub itself; see EmbeddedBroker."""
        self._hand_out(topic, payload, 1)
        self.send_soon(self.retain_message(None, topic, payload, 1))

    async def _broadcast_message(self, session: Any, topic: Any, data: Any, force_qos: int | None = None) -> None:
        if self._heard.matching(topic):
            self._on_message(topic, bytes(data), False, None)
        self._hand_out(topic, data, force_qos)

    def _hand_out(self, topic: str, data: Any, qos: int | None) -> None:
        """Send it to all subscribers that may read it. What cannot be sent now waits for persistent sessions."""
        if isinstance(data, Carried):
            data.begins()
        for subscriptions in self._subscriptions.matching(topic):
            for session, asked in subscriptions:
                if not may_read(session.username or "", topic):
                    continue
                handler, level = self._get_handler(session), asked if qos is None else min(asked, qos)
                if session.transitions.state == "connected":
                    if handler is not None:
                        self.send_soon(handler.mqtt_publish(topic, data, level, False))
                elif level and not session.clean_session and not is_forgotten(session):
                    message = {"session": None, "topic": topic, "data": data}
                    self.send_soon(self._retain_broadcast_message(message, level, session))

    async def drop_outdated(self) -> None:
        """End the connections of users whose account was deleted, created or changed since they connected."""
        now = self.authenticator.hashes()
        for session, handler in list(self._sessions.values()):
            if now.get(session.username) != session.attributes[ACCOUNT] and session.client_id in self.serving:
                handler.says_why(Why.NOT_ALLOWED)
                await handler.handle_connection_closed()

    async def _handle_message_delivery(self, client_session: Session, handler: Any, wait_deliver: Any) -> bool:
        """Only for QoS 2, which Highland does not use."""
        message = wait_deliver.result()
        if message is not None:
            await self.take(client_session.username or "", message)
        return True

    async def take(self, user: str, message: Any) -> int:
        """Route what a client published, and retain it where that is allowed; the reason when it is refused."""
        why_not = self._why_not(user, message)
        if why_not:
            return why_not
        await self._broadcast_message(None, message.topic, message.data)
        if message.publish_packet.retain_flag:
            await self._keep(user, message.topic, message.data, message.qos)
        return 0

    async def _topic_filtering(self, session: Session, topic: str, action: Action) -> bool:
        """Whether this filter may be subscribed to: amqtt checks nothing else."""
        user = session.username or ""
        allowed = may_read(user, topic)
        if not allowed:
            self.refused.add(user, "subscribe")
        return allowed

    async def add_subscription(self, subscription: tuple[str, int], session: Session) -> int:
        user, mine = session.username or "", self._asked.setdefault(session.client_id, set())
        limit = MAX_FILTERS_OF_VIEWER if user == HUB or user.startswith(VIEWER) else MAX_FILTERS
        is_long = len(subscription[0]) > MAX_NAME
        if is_long or subscription[1] > MAX_QOS or (subscription[0] not in mine and len(mine) >= limit):
            self.refused.add(user, "filters")
            return 0x80
        handler = self._get_handler(session)
        if handler is not None:
            handler.asks_again(subscription[0], subscription[0] in mine)
        code: int = await super().add_subscription(subscription, session)
        if code != 0x80:
            mine.add(subscription[0])
        return code

    def _del_subscription(self, a_filter: str, session: Session) -> int:
        self._asked.get(session.client_id, set()).discard(a_filter)
        count: int = super()._del_subscription(a_filter, session)
        if a_filter in self._subscriptions and not self._subscriptions[a_filter]:
            del self._subscriptions[a_filter]
        return count

    async def _del_all_subscriptions(self, session: Session) -> None:
        for each in list(self._asked.get(session.client_id, ())):
            self._del_subscription(each, session)
        self._asked.pop(session.client_id, None)

    async def retain_message(self, source_session: Any, topic_name: Any, data: Any, qos: Any = None) -> None:
        await self._keep(source_session.username if source_session is not None else HUB, topic_name, data, qos)

    async def _keep(self, user: str, topic: str, data: Any, qos: Any) -> None:
        kept = self._retained_messages.get(topic)
        more = size_of(data or b"") - (size_of(kept.data or b"") if kept is not None else 0)
        full = len(self._retained_messages) >= MAX_KEPT and kept is None
        if may_keep(user, topic) and not full and self._kept_bytes + max(more, 0) <= MAX_KEPT_BYTES:
            self._kept_bytes += more
            await super().retain_message(None, topic, data, qos)

    async def _retain_broadcast_message(self, broadcast: dict[str, Any], qos: int, target_session: Session) -> None:
        told = target_session.attributes
        size = told.get(WAITING, 0) + size_of(broadcast["data"])
        if target_session.retained_messages.qsize() < MAX_OFFLINE and size <= MAX_OFFLINE_BYTES:
            told[WAITING] = size
            await super()._retain_broadcast_message(broadcast, qos, target_session)

    async def _publish_retained_messages_for_subscription(self, subscription: Any, session: Session) -> None:
        asked, qos = subscription
        handler = self._get_handler(session)
        if not handler.wants_retained(asked):
            return
        for topic, kept in list(self._retained_messages.items()):
            if is_over(kept.data):
                await self._keep(HUB, topic, b"", 0)
            elif self._matches(topic, asked):  # what a granted filter matches may be read
                self.send_soon(handler.mqtt_publish(topic, kept.data, min(qos, kept.qos or qos), True))


check_amqtt(Broker, NEEDED)
logging.getLogger("amqtt").setLevel(logging.ERROR)  # a hostile client could make it log without end
logging.getLogger("transitions").setLevel(logging.ERROR)
