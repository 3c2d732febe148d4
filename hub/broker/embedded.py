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
from amqtt.errors import AMQTTError, MQTTError, NoDataError
from amqtt.mqtt.connack import (
    BAD_USERNAME_PASSWORD,
    IDENTIFIER_REJECTED,
    NOT_AUTHORIZED,
    SERVER_UNAVAILABLE,
    ConnackPacket,
)
from amqtt.mqtt.disconnect import DisconnectPacket
from amqtt.session import Session

from hub.access.accounts import Authenticator
from hub.access.rules import BRIDGE, HUB, may_write
from hub.broker.carried import LARGEST, Carried, is_over
from hub.broker.coming import ACCOUNT, FORGOTTEN_AFTER_S, KEPT_S, WrongPasswords, is_forgotten, take_over
from hub.broker.embedded_client import SHUTDOWN_TIMEOUT_S, ClientHandler, PacketReader, PacketWriter, check_amqtt
from hub.broker.first_packet import UNACCEPTABLE, FirstPacket, first_packet
from hub.broker.mosquitto import LARGEST_PAYLOAD
from hub.broker.mqtt5 import REFUSED_METHOD, Malformed, Why, turned_away
from hub.broker.routing import Filters, OnMessage
from hub.broker.subscribing import MAX_NAME, Subscribing
from hub.broker.wills import Will, Wills
from web.connections import Place

WELCOME_TIMEOUT_S = 10.0  # from the connection to a good CONNECT
PATIENCE = 1.5  # of keep-alive, MQTT 3.1.1 section 3.1.2.10
MAX_SESSIONS = {HUB: 64}  # client ids of one user, with sessions that outlive the connection
MAX_SESSIONS_OF_ONE = 8
NEEDED = (
    "_client_message_loop", "_del_all_subscriptions", "_del_subscription", "_delete_session", "_handle_disconnect",
    "_handle_subscription", "_handle_unsubscription", "_publish_retained_messages_for_subscription",
    "_retain_broadcast_message", "_stop_handler",
)  # fmt: skip


class HubBroker(Subscribing):
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
        self.authenticator = authenticator
        self._tell_version = tell_version
        self._wrong = WrongPasswords()
        self._wills = Wills(self._send_will)
        self.unanswered: dict[str, set[object]] = {}  # what each bridge brought that is not on the disk yet
        self._heard = Filters()  # what the hub itself listens to
        self._on_message: OnMessage = lambda *message: None
        self.serving: dict[str, asyncio.Task[Any]] = {}  # by client id

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
        self._wills.came_back(asked.client_id)
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
            self._wills.ends(each)
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

    async def shutdown(self) -> None:
        self._wills.forget()
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
        if self.why_not(user, message):
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
        self._hand_out(message.topic, message.data, message.qos, bool(message.retain), handler.session.client_id)

    def why_not(self, user: str, message: Any) -> int:
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
        self._hand_out(topic, payload, 1, True, "")
        self.send_soon(self._keep(HUB, topic, payload, 1))

    def _route(self, topic: str, data: Any, qos: int, retain: bool, source: str) -> None:
        if self._heard.matching(topic):
            self._on_message(topic, bytes(data), False, None)
        self._hand_out(topic, data, qos, retain, source)

    def _send_will(self, client_id: str, will: Will) -> None:
        self._route(will.topic, will.message, will.qos, will.retain, client_id)
        if will.retain:
            self.send_soon(self._keep(client_id.partition("/")[0], will.topic, will.message, will.qos))

    async def _handle_disconnect(self, client_session: Session, handler: Any, disconnect_waiter: Any) -> None:
        if handler.mqtt5 is not None:
            client_session.attributes[KEPT_S] = handler.mqtt5.asked.keeps_s  # a DISCONNECT may shorten it
        if client_session.will_flag and not isinstance(disconnect_waiter.result(), DisconnectPacket):
            self._wills.left(client_session, 0 if handler.mqtt5 is None else handler.mqtt5.asked.will_delay_s)
        await self._stop_handler(handler)
        client_session.transitions.disconnect()

    async def _delete_session(self, client_id: str) -> None:
        self._wills.ends(client_id)
        await super()._delete_session(client_id)

    async def drop_outdated(self) -> None:
        """End the connections of users whose account was deleted, created or changed since they connected."""
        now = self.authenticator.hashes()
        for session, handler in list(self._sessions.values()):
            if now.get(session.username) != session.attributes[ACCOUNT] and session.client_id in self.serving:
                handler.says_why(Why.NOT_ALLOWED)
                await handler.handle_connection_closed()

    async def take(self, session: Session, message: Any) -> int:
        """Route what a client published, and retain it where that is allowed; the reason when it is refused."""
        user = session.username or ""
        why_not = self.why_not(user, message)
        if why_not:
            return why_not
        self._route(message.topic, message.data, message.qos, bool(message.retain), session.client_id)
        if message.retain:
            await self._keep(user, message.topic, message.data, message.qos)
        return 0


check_amqtt(Broker, NEEDED)
logging.getLogger("amqtt").setLevel(logging.ERROR)  # a hostile client could make it log without end
logging.getLogger("transitions").setLevel(logging.ERROR)
