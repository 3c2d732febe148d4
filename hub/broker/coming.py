"""Clients that come, come back and stay away: wrong passwords, and sessions that wait for them."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from typing import Any

FORGOTTEN_AFTER_S = 7 * 86_400  # a session of a client that does not come back
FREE_FAILURES = 10  # of one address, in a row; from then on each wrong password waits
FAILED_S = 1.0  # with at most 128 connections that wait: so many tries a second, of 31 to the 25
MAX_FAILURES = 1_000  # addresses that are remembered
WAITING = "highland.waiting"  # of a session: bytes that wait for it
ACCOUNT = "highland.account"  # of a session: the hash that let it in, None for a name alone
KEPT_S, LEFT_S = "highland.kept_s", "highland.left_s"  # of a session: for how long it is kept, and since when
NEW = ("will_flag", "will_topic", "will_message", "will_qos", "will_retain", "keep_alive", "attributes")


class WrongPasswords:
    """An address with many of them waits before it is answered, and nobody else does."""

    def __init__(self) -> None:
        self._failures: Counter[str] = Counter()  # in a row, by address

    def forget(self, peer: str) -> None:
        """It had the right one."""
        self._failures.pop(peer, None)

    async def slow_down(self, peer: str) -> None:
        """It had a wrong one."""
        if peer not in self._failures and len(self._failures) >= MAX_FAILURES:
            self._failures.clear()
        self._failures[peer] += 1
        if self._failures[peer] > FREE_FAILURES:
            await asyncio.sleep(FAILED_S)


def take_over(kept: Any, asked: Any) -> None:
    """The session that was kept is that of the client which is here now."""
    for name in NEW:
        setattr(kept, name, getattr(asked, name))
    kept.remote_address, kept.remote_port, kept.parent = asked.remote_address, asked.remote_port, 1


def left(session: Any) -> None:
    """Its client is gone."""
    session.attributes[LEFT_S] = time.monotonic()


def is_forgotten(session: Any) -> bool:
    """Whether the client of this session stayed away for longer than it asked to be remembered."""
    left_s = session.attributes.get(LEFT_S)
    return left_s is not None and time.monotonic() - left_s >= session.attributes.get(KEPT_S, FORGOTTEN_AFTER_S)
