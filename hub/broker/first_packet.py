"""The first packet of a connection, read before amqtt reads it: which MQTT the client speaks.

amqtt knows 3.1.1 only: it would wait for the rest of a CONNECT of MQTT 5, whose fields it takes for others. A client of
3.1 gets what it asks for, since the two differ in the name of the protocol only. Layout: MQTT 3.1.1, section 3.1;
MQTT 5.0, sections 3.1 and 3.2.
"""

from __future__ import annotations

from typing import Any, NamedTuple

CONNECT = 0x10
NAME_OF_3_1, NAME = b"\x00\x06MQIsdp\x03", b"\x00\x04MQTT"
SERVED = 4  # MQTT 3.1.1
VERSIONS = {3: "3.1", 4: "3.1.1", 5: "5"}
UNACCEPTABLE = b"\x20\x02\x00\x01"  # CONNACK of 3.1.1: unacceptable protocol level
UNACCEPTABLE_5 = b"\x20\x03\x00\x84\x00"  # of MQTT 5: unsupported protocol version, no properties
LONGEST_HEAD = 4  # bytes of a packet's length


class FirstPacket(NamedTuple):
    """A CONNECT: the protocol level that it asks for, and the packet as amqtt reads it."""

    level: int
    packet: bytes

    @property
    def refusal(self) -> bytes:
        """The CONNACK for a level that is not served."""
        return UNACCEPTABLE_5 if self.level == 5 else UNACCEPTABLE


async def first_packet(reader: Any) -> FirstPacket | None:
    """Read one CONNECT; None when it is something else. `reader` raises when the packet is too large or ends early."""
    head: bytes = await reader.read(1)
    if head[0] != CONNECT:
        return None
    while head[-1] >= 0x80 or len(head) == 1:
        if len(head) > LONGEST_HEAD:
            return None
        head += await reader.read(1)
    length = sum((each & 0x7F) << 7 * place for place, each in enumerate(head[1:]))
    body: bytes = await reader.read(length) if length else b""
    if body.startswith(NAME_OF_3_1):
        body = NAME + bytes([SERVED]) + body[len(NAME_OF_3_1) :]
        return FirstPacket(SERVED, bytes([CONNECT]) + _length(len(body)) + body)
    return FirstPacket(body[len(NAME)], head + body) if body.startswith(NAME) and len(body) > len(NAME) else None


def _length(size: int) -> bytes:
    found = b""
    while True:
        size, low = divmod(size, 0x80)
        found += bytes([low | (0x80 if size else 0)])
        if not size:
            return found
