"""A payload with what MQTT 5 sends along with it: how long it holds, and the properties that are handed on.

Everything that passes payloads on takes one for plain bytes; only who sends to a client of MQTT 5, and who keeps
messages, looks for more. MQTT Version 5.0, section 3.3.2.3.
"""

from __future__ import annotations

import math
import time
from typing import Any

EXPIRES = 0x02  # message expiry interval, four bytes, in seconds
HANDED_ON = frozenset({0x01, 0x03, 0x08, 0x09, 0x26})  # format, content type, response topic, correlation, user
LARGEST = 1_024  # chosen: bytes of what is handed on; more is refused, since nothing else limits what it takes


class Carried(bytes):
    """The payload; `handed_on` are encoded properties, `lasts_s` is None for a message that does not expire."""

    handed_on: bytes
    lasts_s: int | None
    since_s: float | None

    def __new__(cls, payload: bytes, handed_on: bytes, lasts_s: int | None) -> Carried:
        made = super().__new__(cls, payload)
        made.handed_on, made.lasts_s, made.since_s = handed_on, lasts_s, None
        return made

    def __bytes__(self) -> bytes:
        return self  # amqtt makes bytes of a payload before it sends it

    def begins(self) -> None:
        """It is published now."""
        if self.since_s is None:
            self.since_s = time.monotonic()

    @property
    def left_s(self) -> float:
        """How long it still holds; infinite without an end."""
        if self.lasts_s is None:
            return math.inf
        return self.lasts_s - (0.0 if self.since_s is None else time.monotonic() - self.since_s)

    @property
    def properties(self) -> bytes:
        """As they are sent now, without their length."""
        if self.lasts_s is None:
            return self.handed_on
        left_s = min(max(math.ceil(self.left_s), 0), self.lasts_s)
        return bytes([EXPIRES]) + left_s.to_bytes(4, "big") + self.handed_on


def is_over(data: Any) -> bool:
    """Whether this payload is one that holds no longer."""
    return isinstance(data, Carried) and data.left_s <= 0


def size_of(data: Any) -> int:
    """Bytes of a payload, with what is sent along."""
    return len(data) + (len(data.properties) if isinstance(data, Carried) else 0)
