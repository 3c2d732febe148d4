"""Last wills that wait: MQTT 5 lets a client be away for a while before it is said to be gone, section 3.1.3.2.2."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple

from hub.broker.coming import KEPT_S


class Will(NamedTuple):
    """What is to be sent when a client is gone."""

    topic: str
    message: bytes
    qos: int
    retain: bool


class Wills:
    """`send` gets a client id and its will, once, when the delay has passed or the session ends."""

    def __init__(self, send: Callable[[str, Will], None], call_later: Callable[..., Any] | None = None) -> None:
        self._send, self._call_later = send, call_later
        self._waiting: dict[str, tuple[Any, Will]] = {}  # by client id

    def left(self, session: Any, delay_s: float) -> None:
        """A client is gone without a word: its will waits so long, and never longer than its session."""
        will = Will(session.will_topic, session.will_message, session.will_qos or 0, bool(session.will_retain))
        self.ends(session.client_id)
        delay_s = min(delay_s, session.attributes[KEPT_S])
        if delay_s <= 0:
            self._send(session.client_id, will)
            return
        call_later = self._call_later or asyncio.get_running_loop().call_later
        timer = call_later(delay_s, self.ends, session.client_id)
        self._waiting[session.client_id] = (timer, will)

    def came_back(self, client_id: str) -> None:
        """It goes on with its session: nobody needs to hear that it was away."""
        timer, _ = self._waiting.pop(client_id, (None, None))
        if timer is not None:
            timer.cancel()

    def ends(self, client_id: str) -> None:
        """Its time is up, or its session ends: what still waits is sent."""
        timer, will = self._waiting.pop(client_id, (None, None))
        if timer is not None and will is not None:
            timer.cancel()
            self._send(client_id, will)

    def forget(self) -> None:
        """The broker ends, and says nothing any more."""
        for client_id in list(self._waiting):
            self.came_back(client_id)
