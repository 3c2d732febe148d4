"""Subscriptions and retained messages of the embedded broker: who hears what and how, and what is kept for later.

amqtt keeps a subscription's quality of service as the byte that came with it; with MQTT 5 that byte says more (section
3.8.3.1), and it is kept whole. A second SUBSCRIBE of the same filter replaces the first.
"""

from __future__ import annotations

import asyncio
from typing import Any

from amqtt.broker import Broker, RetainedApplicationMessage
from amqtt.session import Session

from hub.access.rules import HUB, VIEWER, may_keep, may_read
from hub.broker.carried import Carried, is_over, size_of
from hub.broker.coming import WAITING, is_forgotten
from hub.broker.mqtt5 import NO_LOCAL, QOS, RETAIN_AS_PUBLISHED, RETAIN_HANDLING, Why
from hub.broker.routing import Filters, Refused

MAX_FILTERS = 64  # subscriptions of one client; a node has three
MAX_FILTERS_OF_VIEWER = 5_000  # Home Assistant has some sixty of its own, and two for each node
MAX_QOS = 2
MAX_NAME = 256  # characters of a client id, a topic, a filter; ours have at most 60
MAX_KEPT = 20_000  # retained messages: five nodes' worth of topics for each of a province's
MAX_KEPT_BYTES = 64_000_000  # of all of them; a description for Home Assistant has a few thousand
MAX_OFFLINE = 10_000  # messages that wait for one offline client
MAX_OFFLINE_BYTES = 5_000_000
REFUSED = 0x80
ONCE, NEVER = 1, 2  # when retained messages are sent to a subscription


class Subscribing(Broker):  # type: ignore[misc]
    """The part of HubBroker that the file's name says."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self.refused = Refused()
        self._subscriptions = Filters()  # amqtt's own table compares every filter with every message
        self._asked: dict[str, set[str]] = {}  # filters by client id
        self._sending: set[asyncio.Future[Any]] = set()
        self._kept_bytes = 0

    def send_soon(self, sending: Any) -> None:
        """Run this in the background until it is done or the broker ends."""
        task = asyncio.ensure_future(sending)
        self._sending.add(task)
        task.add_done_callback(self._sent)

    def _sent(self, task: asyncio.Future[Any]) -> None:
        self._sending.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self.logger.info("not delivered: %r", task.exception())

    def _hand_out(self, topic: str, data: Any, qos: int, retain: bool, source: str) -> None:
        """Send it to all subscribers that may read it; `source` is the client id that it comes from. What cannot be
        sent now waits for persistent sessions."""
        if isinstance(data, Carried):
            data.begins()
        for subscriptions in self._subscriptions.matching(topic):
            for session, options in subscriptions:
                if not may_read(session.username or "", topic):
                    continue
                if options & NO_LOCAL and session.client_id == source:
                    continue
                handler, level = self._get_handler(session), min(options & QOS, qos)
                flag = retain and bool(options & RETAIN_AS_PUBLISHED)
                if session.transitions.state == "connected":
                    if handler is not None:
                        self.send_soon(handler.mqtt_publish(topic, data, level, flag and handler.mqtt5 is not None))
                elif level and not session.clean_session and not is_forgotten(session):
                    message = {"session": None, "topic": topic, "data": data, "retain": flag}
                    self.send_soon(self._retain_broadcast_message(message, level, session))

    def _hand_over_what_waited(self, session: Session, handler: Any) -> None:
        while not session.retained_messages.empty():
            each = session.retained_messages.get_nowait()
            session.attributes[WAITING] = 0
            if is_over(each.data):
                continue
            flag = each.retain and handler.mqtt5 is not None
            self.send_soon(handler.mqtt_publish(each.topic, each.data, each.qos, flag))

    async def _retain_broadcast_message(self, broadcast: dict[str, Any], qos: int, target_session: Session) -> None:
        told = target_session.attributes
        size = told.get(WAITING, 0) + size_of(broadcast["data"])
        if target_session.retained_messages.qsize() < MAX_OFFLINE and size <= MAX_OFFLINE_BYTES:
            told[WAITING] = size
            message = RetainedApplicationMessage(None, broadcast["topic"], broadcast["data"], qos)
            message.retain = broadcast["retain"]
            target_session.retained_messages.put_nowait(message)

    async def _handle_subscription(self, client_session: Session, handler: Any, subscribe_waiter: Any) -> None:
        asked = subscribe_waiter.result()
        codes, wanted = [], []
        for name, options in asked.topics:
            is_again = name in self._asked.get(client_session.client_id, ())
            code = await self.add_subscription((name, options), client_session)
            codes.append(code)
            handling = (options & RETAIN_HANDLING) >> 4
            if code < REFUSED and handling != NEVER and not (handling == ONCE and is_again):
                wanted.append((name, options))
        if handler.mqtt5 is None:
            codes = [min(code, REFUSED) for code in codes]
        await handler.mqtt_acknowledge_subscription(asked.packet_id, codes)
        for each in wanted:
            await self._publish_retained_messages_for_subscription(each, client_session)

    async def _handle_unsubscription(self, client_session: Session, handler: Any, unsubscribe_waiter: Any) -> None:
        asked = unsubscribe_waiter.result()
        codes = [0 if self._del_subscription(name, client_session) else Why.NO_SUBSCRIPTION for name in asked.topics]
        if handler.mqtt5 is not None:
            handler.mqtt5.unsubscribed[asked.packet_id] = bytes(codes)
        await handler.mqtt_acknowledge_unsubscription(asked.packet_id)

    async def add_subscription(self, subscription: tuple[str, int], session: Session) -> int:
        """Returns the quality of service that is granted, or the reason why not as MQTT 5 counts them."""
        name, options = subscription
        user, mine = session.username or "", self._asked.setdefault(session.client_id, set())
        handler = self._get_handler(session)
        highest = MAX_QOS if handler is None or handler.mqtt5 is None else options
        limit = MAX_FILTERS_OF_VIEWER if user == HUB or user.startswith(VIEWER) else MAX_FILTERS
        is_one_too_many = name not in mine and len(mine) >= limit
        if len(name) > MAX_NAME or options > highest or options & QOS > MAX_QOS or is_one_too_many:
            self.refused.add(user, "filters")
            return Why.NO_ROOM
        if not may_read(user, name):
            self.refused.add(user, "subscribe")
            return Why.NOT_ALLOWED
        self._del_subscription(name, session)
        code: int = await super().add_subscription(subscription, session)
        if code == REFUSED:
            return Why.NO_FILTER
        mine.add(name)
        return code & QOS

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

    async def _keep(self, user: str, topic: str, data: Any, qos: Any) -> None:
        kept = self._retained_messages.get(topic)
        more = size_of(data or b"") - (size_of(kept.data or b"") if kept is not None else 0)
        full = len(self._retained_messages) >= MAX_KEPT and kept is None
        if may_keep(user, topic) and not full and self._kept_bytes + max(more, 0) <= MAX_KEPT_BYTES:
            self._kept_bytes += more
            await super().retain_message(None, topic, data, qos)

    async def _publish_retained_messages_for_subscription(self, subscription: Any, session: Session) -> None:
        asked, options = subscription
        handler = self._get_handler(session)
        for topic, kept in list(self._retained_messages.items()):
            if is_over(kept.data):
                await self._keep(HUB, topic, b"", 0)
            elif self._matches(topic, asked):  # what a granted filter matches may be read
                self.send_soon(handler.mqtt_publish(topic, kept.data, min(options & QOS, kept.qos or 0), True))
