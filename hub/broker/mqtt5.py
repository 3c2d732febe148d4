"""MQTT 5 for a broker that speaks 3.1.1: each packet is translated on its way in and out.

Home Assistant ends its support of 3.1.1 with version 2027.1. What 3.1.1 has no word for is said to the client in the
CONNACK (no shared subscriptions, no subscription identifiers): docs/decisions/mqtt-5.md. What is sent along with a
message goes around the translation, in `arrived` and `Carried`, and so do the options of a subscription.
Layouts and numbers: MQTT Version 5.0, OASIS Standard, 2019, sections 2 and 3.
"""

from __future__ import annotations

import secrets
from enum import IntEnum
from typing import NamedTuple

from hub.broker.carried import EXPIRES, HANDED_ON, LARGEST, Carried
from hub.broker.mosquitto import LARGEST_PACKET

CONNECT, CONNACK, PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP = range(1, 8)
SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK, PINGREQ, PINGRESP, DISCONNECT = range(8, 15)
ANSWERS = (PUBACK, PUBREC, PUBREL, PUBCOMP)  # a packet number; a reason and properties may follow

SESSION_EXPIRY, ASSIGNED_ID, AUTH_METHOD, RECEIVE_MAX, MAX_PACKET = 0x11, 0x12, 0x15, 0x21, 0x27
SUBSCRIPTION_ID, IDS_AVAILABLE, SHARED_AVAILABLE = 0x0B, 0x29, 0x2A
ALIASES, ALIAS, WILL_DELAY = 0x22, 0x23, 0x18
SIZES = {  # of a property's value, in bytes; 0: a length of two bytes comes first; section 2.2.2.2
    **dict.fromkeys((0x01, 0x17, 0x19, 0x24, 0x25, 0x28, IDS_AVAILABLE, SHARED_AVAILABLE), 1),
    **dict.fromkeys((0x13, RECEIVE_MAX, ALIASES, ALIAS), 2),
    **dict.fromkeys((EXPIRES, SESSION_EXPIRY, WILL_DELAY, MAX_PACKET), 4),
    **dict.fromkeys((0x03, 0x08, 0x09, ASSIGNED_ID, AUTH_METHOD, 0x16, 0x1A, 0x1C, 0x1F), 0),
}
USER_PROPERTY = 0x26  # two texts; may come more than once

CODES = {1: 0x84, 2: 0x85, 3: 0x88, 4: 0x86, 5: 0x87}  # CONNACK: from 3.1.1 to 5
FAILED = 0x80  # the first reason that is a refusal
WITH_WILL = 0x04  # a DISCONNECT that asks for the last will
QOS, NO_LOCAL, RETAIN_AS_PUBLISHED, RETAIN_HANDLING = 0x03, 0x04, 0x08, 0x30  # bits of a subscription's options
RESERVED = 0xC0
REFUSED_QOS = 0x7F  # a subscription with this is refused by the broker
UNFINISHED = 20  # messages that a client may send before they are answered
MOST_ALIASES = 16  # chosen: topics that a client may give a number
UNLIMITED = 65_535  # of a client that gives no Receive Maximum


class Why(IntEnum):
    """Reasons, section 2.4."""

    MALFORMED, PROTOCOL, NOT_ALLOWED, SHUTS_DOWN, SILENT, TAKEN_OVER = (
        0x81, 0x82, 0x87, 0x8B, 0x8D, 0x8E,
    )  # fmt: skip
    TOO_MANY, WRONG_ALIAS, TOO_LARGE, NO_ROOM, NO_SHARED, NO_IDS = 0x93, 0x94, 0x95, 0x97, 0x9E, 0xA1
    NO_SUBSCRIPTION, NO_FILTER, NO_NUMBER = 0x11, 0x8F, 0x92


class Malformed(ConnectionAbortedError):
    """A packet that is none of MQTT 5, or asks for what was not offered; `code` is the reason as MQTT 5 counts."""

    def __init__(self, what: str, code: int = Why.MALFORMED) -> None:
        super().__init__(what)
        self.code = code


class WithWill(ConnectionAbortedError):
    """The client leaves, and its last will is to be sent."""


class Cursor:
    """Reads the fields of a packet; every read is checked."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    @property
    def is_at_end(self) -> bool:
        """Whether all was read."""
        return self._at >= len(self._data)

    def take(self, count: int) -> bytes:
        """So many bytes."""
        found = self._data[self._at : self._at + count]
        if len(found) != count:
            raise Malformed("a packet ends too early")
        self._at += count
        return found

    def rest(self) -> bytes:
        """All that is left."""
        return self.take(len(self._data) - self._at)

    def number(self, size: int) -> int:
        """A whole number of so many bytes."""
        return int.from_bytes(self.take(size), "big")

    def text(self) -> bytes:
        """A text or binary data, without its length."""
        return self.take(self.number(2))

    def varint(self) -> int:
        """A number of one to four bytes, section 1.5.5."""
        found = 0
        for place in range(4):
            byte = self.number(1)
            found |= (byte & 0x7F) << 7 * place
            if byte < 0x80:
                return found
        raise Malformed("a length of more than four bytes")

    def properties(self) -> Properties:
        """The properties that come here."""
        inner, found, handed_on = Cursor(self.take(self.varint())), {}, []
        while not inner.is_at_end:
            start, name = inner._at, inner.varint()
            if name in found:
                raise Malformed(f"property {name} comes twice", Why.PROTOCOL)
            if name == USER_PROPERTY:
                inner.text(), inner.text()
            elif name == SUBSCRIPTION_ID:
                found[name] = inner.varint().to_bytes(4, "big")
            elif name in SIZES:
                found[name] = inner.take(SIZES[name]) if SIZES[name] else inner.text()
            else:
                raise Malformed(f"no property {name}")
            if name in HANDED_ON:
                handed_on.append(inner._data[start : inner._at])
        return Properties(found, b"".join(handed_on))


class Properties(NamedTuple):
    """Properties of a packet by identifier, without a user's; and those of a message that are handed on, as read."""

    by_name: dict[int, bytes]
    handed_on: bytes

    def number(self, name: int) -> int | None:
        """The value of one that is a whole number; None when it is not there."""
        return int.from_bytes(self.by_name[name], "big") if name in self.by_name else None

    def of(self, payload: bytes) -> Carried | None:
        """A payload with them; None when it needs none."""
        lasts_s = self.number(EXPIRES)
        return None if lasts_s is None and not self.handed_on else Carried(payload, self.handed_on, lasts_s)


class Asked(NamedTuple):
    """What a CONNECT of MQTT 5 asks for beside what 3.1.1 can say."""

    starts_anew: bool
    keeps_s: int  # how long the session is to be kept; 0 ends it with the connection
    assigned_id: bytes  # empty when the client brought its own
    receive_max: int
    max_packet: int
    has_method: bool  # of authentication: none is offered
    will: Carried | None = None  # with what is sent along, if anything
    will_delay_s: int = 0


class Mqtt5:
    """The translation of one connection; it begins with the CONNECT (without its fixed header)."""

    def __init__(self, connect: bytes, kept_s: int) -> None:
        self._kept_s = kept_s  # how long the broker keeps sessions
        self._codes: dict[int, list[int | None]] = {}  # of a SUBSCRIBE by its number: what is refused here, and why
        self.unsubscribed: dict[int, bytes] = {}  # of an UNSUBSCRIBE by its number: the reason for each filter
        self.arrived: Properties | None = None  # of the message that was translated last
        self.refused: dict[int, int] = {}  # the reason of a message that is not taken, by its number
        self.given_up: set[int] = set()  # numbers of messages of QoS 2 that the client refuses
        self._topics: dict[int, bytes] = {}  # by the number that the client gave them
        self.connect, self.asked = self._connect(connect)

    def _connect(self, body: bytes) -> tuple[bytes, Asked]:
        fields = Cursor(body)
        name, _, flags, keep_alive = fields.text(), fields.number(1), fields.number(1), fields.take(2)
        asked = fields.properties()
        keeps_s = min(asked.number(SESSION_EXPIRY) or 0, self._kept_s)
        client_id = fields.text()
        assigned = b"" if client_id else b"auto-" + secrets.token_hex(8).encode()
        out = text(name) + bytes([4, flags & ~0x02 | (0 if keeps_s else 0x02)]) + keep_alive
        out += text(client_id or assigned)
        will_told = fields.properties() if flags & 0x04 else None
        rest = []
        while not fields.is_at_end:
            rest.append(fields.text())  # will topic, will, user, password
        will = None if will_told is None else will_told.of(b"".join(rest[1:2]))
        receive_max, max_packet = asked.number(RECEIVE_MAX), asked.number(MAX_PACKET)
        if receive_max == 0 or max_packet == 0:
            raise Malformed("a client that takes nothing", Why.PROTOCOL)
        if will is not None and len(will.handed_on) > LARGEST:
            raise Malformed("a last will with too much sent along", Why.TOO_LARGE)
        return packet(CONNECT << 4, out + b"".join(map(text, rest))), Asked(
            bool(flags & 0x02),
            keeps_s,
            assigned,
            receive_max or UNLIMITED,
            max_packet or LARGEST_PACKET,
            AUTH_METHOD in asked.by_name,
            will,
            0 if will_told is None else will_told.number(WILL_DELAY) or 0,
        )

    def inward(self, head: int, body: bytes) -> bytes:
        """A client's packet as 3.1.1 has it. Raises Malformed, or WithWill."""
        kind, fields, self.arrived = head >> 4, Cursor(body), None
        if kind == PUBLISH:
            return packet(head, self._publish(head, fields))
        if kind in ANSWERS:
            number = fields.take(2)
            if kind == PUBREC and not fields.is_at_end and fields.number(1) >= FAILED:
                self.given_up.add(int.from_bytes(number, "big"))
            return packet(head, number)
        if kind == SUBSCRIBE:
            return packet(head, self._subscribe(fields))
        if kind == UNSUBSCRIBE:
            return packet(head, self._unsubscribe(fields))
        if kind == DISCONNECT:
            return packet(head, self._disconnect(fields))
        if kind == PINGREQ and not body:
            return packet(head, b"")
        raise Malformed(f"no packet of kind {kind} is expected")

    def _disconnect(self, fields: Cursor) -> bytes:
        reason = 0 if fields.is_at_end else fields.number(1)
        told = None if fields.is_at_end else fields.properties().number(SESSION_EXPIRY)
        if told is not None:
            if told and not self.asked.keeps_s:
                raise Malformed("a session that ends with its connection cannot last longer", Why.PROTOCOL)
            self.asked = self.asked._replace(keeps_s=min(told, self._kept_s))
        if reason == WITH_WILL:
            raise WithWill("left with its last will")
        return b""

    def _publish(self, head: int, fields: Cursor) -> bytes:
        topic, qos = fields.text(), head >> 1 & QOS
        if qos == QOS:
            raise Malformed("no such quality of service")
        number = fields.take(2) if qos else b""
        told = fields.properties()
        if SUBSCRIPTION_ID in told.by_name:
            raise Malformed("a subscription identifier in a message", Why.PROTOCOL)
        topic = self._topic(topic, told.number(ALIAS))
        self.arrived = told
        return text(topic) + number + fields.rest()

    def _topic(self, topic: bytes, alias: int | None) -> bytes:
        if alias is None:
            if not topic:
                raise Malformed("no topic", Why.PROTOCOL)
            return topic
        if not 0 < alias <= MOST_ALIASES:
            raise Malformed("an alias that was not offered", Why.WRONG_ALIAS)
        if topic:
            self._topics[alias] = topic
        elif alias not in self._topics:
            raise Malformed("an alias without a topic", Why.PROTOCOL)
        return self._topics[alias]

    def _subscribe(self, fields: Cursor) -> bytes:
        number, has_id = fields.take(2), SUBSCRIPTION_ID in fields.properties().by_name
        out, codes = number, list[int | None]()
        while not fields.is_at_end:
            name, options = fields.text(), fields.number(1)
            code = Why.NO_IDS if has_id else Why.NO_SHARED if name.startswith(b"$share/") else None
            if options & RESERVED or options & QOS == QOS or options & RETAIN_HANDLING == RETAIN_HANDLING:
                raise Malformed("no such options of a subscription", Why.PROTOCOL)
            codes.append(code)
            out += text(name) + bytes([options if code is None else REFUSED_QOS])
        if not codes:
            raise Malformed("a SUBSCRIBE without a filter")
        self._codes[int.from_bytes(number, "big")] = codes
        return out

    def _unsubscribe(self, fields: Cursor) -> bytes:
        number, count, out = fields.take(2), 0, b""
        fields.properties()
        while not fields.is_at_end:
            out, count = out + text(fields.text()), count + 1
        if not count:
            raise Malformed("an UNSUBSCRIBE without a filter")
        return number + out

    def outward(self, data: bytes, properties: bytes = b"") -> bytes:
        """A packet of the broker as MQTT 5 has it; `properties` are of a message, without their length."""
        fields = Cursor(data)
        head, kind = fields.number(1), data[0] >> 4
        fields.varint()
        if kind == CONNACK:
            return packet(head, self._connack(fields.number(1), fields.number(1)))
        if kind == PUBLISH:
            begin = text(fields.text()) + (fields.take(2) if head >> 1 & QOS else b"")
            return packet(head, begin + varint(len(properties)) + properties + fields.rest())
        if kind in (PUBACK, PUBREC, PUBCOMP):
            number = fields.take(2)
            code = self.refused.pop(int.from_bytes(number, "big"), 0)
            return packet(head, number + bytes([code])) if code else data
        if kind == SUBACK:
            number, codes = fields.take(2), fields.rest()
            ours = self._codes.pop(int.from_bytes(number, "big"), [])
            told = [code if mine is None else mine for code, mine in zip(codes, ours, strict=False)]
            return packet(head, number + b"\0" + bytes(told))
        if kind == UNSUBACK:
            number = fields.take(2)
            return packet(head, number + b"\0" + self.unsubscribed.pop(int.from_bytes(number, "big"), b"\0"))
        return data

    def _connack(self, has_session: int, code: int) -> bytes:
        if code:
            return bytes([0, CODES.get(code, 0x80), 0])
        told = bytes([IDS_AVAILABLE, 0, SHARED_AVAILABLE, 0, RECEIVE_MAX]) + UNFINISHED.to_bytes(2, "big")
        told += bytes([MAX_PACKET]) + LARGEST_PACKET.to_bytes(4, "big")
        told += bytes([ALIASES]) + MOST_ALIASES.to_bytes(2, "big")
        if self.asked.keeps_s:
            told += bytes([SESSION_EXPIRY]) + self.asked.keeps_s.to_bytes(4, "big")
        if self.asked.assigned_id:
            told += bytes([ASSIGNED_ID]) + text(self.asked.assigned_id)
        return bytes([has_session, 0, len(told)]) + told


def text(data: bytes) -> bytes:
    """With its length before it."""
    return len(data).to_bytes(2, "big") + data


def packet(head: int, body: bytes) -> bytes:
    """A packet with its length."""
    return bytes([head]) + varint(len(body)) + body


def varint(size: int) -> bytes:
    """A number of one to four bytes, section 1.5.5."""
    found = b""
    while True:
        size, low = divmod(size, 0x80)
        found += bytes([low | (0x80 if size else 0)])
        if not size:
            return found


def ended(code: int) -> bytes:
    """The broker's DISCONNECT with its reason."""
    return packet(DISCONNECT << 4, bytes([code]))


def turned_away(code: int) -> bytes:
    """A CONNACK that refuses."""
    return packet(CONNACK << 4, bytes([0, code, 0]))


REFUSED_METHOD = turned_away(0x8C)  # bad authentication method
