"""Hostile MQTT packets from a seed: broken ones, valid ones that are not allowed, and valid ones without measure."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

LEVELS = ((b"MQTT", 4), (b"MQTT", 5), (b"MQIsdp", 3), (b"MQTT", 6), (b"XXXX", 4))


def packet(head: int, body: bytes, length: int | None = None) -> bytes:
    """A packet; `length` is a lie about its length."""
    found, size = bytes([head]), len(body) if length is None else length
    while True:
        size, low = divmod(size, 0x80)
        found += bytes([low | (0x80 if size else 0)])
        if not size:
            return found + body


def text(data: bytes) -> bytes:
    """With its length before it."""
    return len(data).to_bytes(2, "big") + data


def connect(name: bytes, client_id: bytes, level: int = 4, protocol: bytes = b"MQTT", will: bytes = b"") -> bytes:
    """A login of a node by its name alone, as this machine allows it."""
    flags = 0x82 | (0x0C if will else 0)
    properties = b"\0" if level == 5 else b""
    last_will = properties + text(will) + text(b"fuzz") if will else b""
    head = text(protocol) + bytes([level, flags]) + b"\x00\x1e" + properties
    return packet(0x10, head + text(client_id) + last_will + text(name))


class Hostile:
    """Packets of one hostile client, endlessly; `is_5` after it logged in with MQTT 5."""

    def __init__(self, seed: int, name: bytes) -> None:
        self._luck, self._name = random.Random(seed), name
        self.is_5 = False
        self._kinds: list[Callable[[], bytes]] = [
            self._publish, self._foreign, self._retained, self._long_topic, self._subscribe, self._many_filters,
            self._unsubscribe, self._half_of_qos_2, self._answer, self._ping, self._second_connect, self._noise,
            self._liar,
        ]  # fmt: skip

    def begin(self) -> bytes:
        """A CONNECT, mostly a good one."""
        luck = self._luck
        protocol, level = luck.choice(LEVELS) if luck.random() < 0.3 else (b"MQTT", luck.choice((4, 5)))
        will = b"highland/v1/%s/availability" % self._name if luck.random() < 0.3 else b""
        if luck.random() < 0.05:
            will = b"highland/v1/someone-else/availability"
        client_id = b"x%d" % luck.randrange(20)
        if luck.random() < 0.1:
            client_id = luck.randbytes(luck.choice((0, 3, 200, 60_000)))
        self.is_5 = level == 5
        return self._spoilt(connect(self._name, client_id, level, protocol, will), 0.1)

    def packets(self) -> Iterator[bytes]:
        """One after the other."""
        while True:
            yield self._spoilt(self._luck.choice(self._kinds)(), 0.3)

    def _spoilt(self, whole: bytes, chance: float) -> bytes:
        luck = self._luck
        if luck.random() >= chance or not whole:
            return whole
        kind = luck.randrange(4)
        place = luck.randrange(len(whole))
        if kind == 0:
            return whole[:place] + bytes([luck.randrange(256)]) + whole[place + 1 :]
        if kind == 1:
            return whole[:place]
        if kind == 2:
            return whole[:place] + luck.randbytes(luck.randrange(1, 9)) + whole[place:]
        return whole + whole[place:]

    def _properties(self) -> bytes:
        return b"\0" if self.is_5 else b""

    def _number(self) -> bytes:
        return self._luck.randrange(65_536).to_bytes(2, "big")

    def _said(self, topic: bytes, payload: bytes, flags: int) -> bytes:
        number = self._number() if flags & 0x06 else b""
        return packet(0x30 | flags, text(topic) + number + self._sent_along() + payload)

    def _sent_along(self) -> bytes:
        """Properties of a message: none, some, twice the same, an alias, or too many."""
        if not self.is_5:
            return b""
        luck = self._luck
        user = b"\x26" + text(b"a") + text(luck.randbytes(luck.randrange(40)))
        lasts, alias = b"\x02" + luck.randbytes(4), b"\x23\x00" + bytes([luck.randrange(18)])
        told = luck.choice((b"", b"", user, lasts + user, alias, lasts + lasts, user * 40, b"\x03" + text(b"json")))
        size = len(told)
        return (bytes([size]) if size < 128 else bytes([size % 128 | 128, size // 128])) + told

    def _own(self, kind: bytes) -> bytes:
        return b"highland/v1/%s/%s" % (self._name, kind)

    def _publish(self) -> bytes:
        kind = self._luck.choice((b"event", b"telemetry", b"state", b"availability"))
        payload, flags = self._luck.randbytes(self._luck.randrange(300)), self._luck.choice((0, 2, 4))
        return self._said(self._own(kind), payload, flags)

    def _foreign(self) -> bytes:
        topics = (b"highland/v1/good-otter/event", b"$SYS/x", b"a/#", b"\x00", b"highland/v1/+/ack", b"")
        topic = self._luck.choice(topics)
        return self._said(topic, b"forged", self._luck.choice((0, 1, 2, 3)))

    def _retained(self) -> bytes:
        return self._said(self._own(b"t%d" % self._luck.randrange(100_000)), b"x" * 100, 1)

    def _long_topic(self) -> bytes:
        return self._said(b"x/" * self._luck.randrange(1, 32_000), b"x", 0)

    def _subscribe(self) -> bytes:
        names = (self._own(b"ack"), self._own(b"+/set"), b"#", b"+/" * 5_000, b"$share/a/#", b"\xff\xfe")
        name = self._luck.choice(names)
        number, options = self._number(), bytes([self._luck.choice((0, 1, 2, 3, 255))])
        return packet(0x82, number + self._properties() + text(name) + options)

    def _many_filters(self) -> bytes:
        names = b"".join(text(self._own(b"p%d/set" % self._luck.randrange(10_000))) + b"\x01" for _ in range(200))
        return packet(0x82, self._number() + self._properties() + names)

    def _unsubscribe(self) -> bytes:
        return packet(0xA2, self._number() + self._properties() + text(self._own(b"ack")))

    def _half_of_qos_2(self) -> bytes:
        return self._said(self._own(b"event"), b"half", 4)

    def _answer(self) -> bytes:
        return packet(self._luck.choice((0x40, 0x50, 0x62, 0x70, 0x20, 0x90, 0xB0, 0xD0)), self._number())

    def _ping(self) -> bytes:
        return b"\xc0\x00"

    def _second_connect(self) -> bytes:
        return connect(self._name, b"again") if self._luck.random() < 0.2 else self._ping()

    def _noise(self) -> bytes:
        return self._luck.randbytes(self._luck.randrange(1, 60)) if self._luck.random() < 0.3 else self._ping()

    def _liar(self) -> bytes:
        return packet(0x30, b"x" * 10, self._luck.choice((5, 11, 200, 70_000, 268_435_455)))
