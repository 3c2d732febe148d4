"""The first packet of a connection, read before amqtt reads it: which MQTT the client speaks.

amqtt knows 3.1.1 only: it would wait for the rest of a CONNECT of MQTT 5, whose fields it takes for others. A client of
3.1 gets what it asks for, since the two differ in the name of the protocol only; MQTT 5 is translated (mqtt5.py).
Layout: MQTT 3.1.1, section 3.1.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from hub.broker.mqtt5 import CONNECT, Mqtt5, packet

NAME_OF_3_1, NAME = b"\x00\x06MQIsdp\x03", b"\x00\x04MQTT"
LEVEL, LEVEL_5 = 4, 5  # of 3.1.1 and of 5
UNACCEPTABLE = b"\x20\x02\x00\x01"  # CONNACK of 3.1.1: unacceptable protocol level
LONGEST_HEAD = 4  # bytes of a packet's length


class FirstPacket(NamedTuple):
    """A CONNECT: the protocol level it asks for, and the packet as amqtt reads it; empty for a level not served."""

    level: int
    packet: bytes
    mqtt5: Mqtt5 | None = None


async def first_packet(reader: Any, kept_s: int) -> FirstPacket | None:
    """Read one CONNECT; None when it is something else. `reader` raises when the packet is too large or ends early.

    `kept_s`: how long the broker keeps sessions. Raises Malformed for a CONNECT of MQTT 5 that is none.
    """
    found = await one_packet(reader, CONNECT << 4)
    if found is None:
        return None
    body = found[1]
    if body.startswith(NAME_OF_3_1):
        body = NAME + bytes([LEVEL]) + body[len(NAME_OF_3_1) :]
    if not body.startswith(NAME) or len(body) <= len(NAME):
        return None
    level = body[len(NAME)]
    if level == LEVEL_5:
        mqtt5 = Mqtt5(body, kept_s)
        return FirstPacket(level, mqtt5.connect, mqtt5)
    return FirstPacket(level, packet(CONNECT << 4, body) if level == LEVEL else b"")


async def one_packet(reader: Any, kind: int | None = None) -> tuple[int, bytes] | None:
    """The first byte of a packet, and what follows its length; None when the length is none.

    With `kind`, None as soon as the first byte is another: the rest may never come.
    """
    head: bytes = await reader.read(1)
    if kind is not None and head[:1] != bytes([kind]):
        return None
    length, shift = 0, 0
    while shift <= 7 * (LONGEST_HEAD - 1):
        byte = (await reader.read(1))[0]
        length |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return head[0], (await reader.read(length) if length else b"")
    return None
