"""An answer that came before the whole request: it is not lost because the rest of the request is still on its way.

Whoever closes a connection with bytes on it that nobody has read resets it, and the answer with it (RFC 9112, section
9.6). So only our own direction is ended first; what still comes is thrown away until the other side closes, too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

LONGEST_S = 2.0  # for the other side to close
MOST_BYTES = 16 * 1024 * 1024  # more than the largest upload that a page of ours would refuse


class LingeringTransport:
    """A transport as uvicorn uses it; `is_read` tells whether all of the request has been read when it is closed."""

    def __init__(
        self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop, is_read: Callable[[], bool]
    ) -> None:
        self._transport, self._loop, self._is_read = transport, loop, is_read
        self._left_bytes = MOST_BYTES
        self._end: asyncio.TimerHandle | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    @property
    def lingers(self) -> bool:
        """Whether it is closed for us, and only throws away what comes."""
        return self._end is not None

    def is_closing(self) -> bool:
        """Whether nothing can be written any more."""
        return self.lingers or self._transport.is_closing()

    def close(self) -> None:
        """End our direction at once, and the connection when the other side ends its own, or has sent too much."""
        if self.is_closing():
            return
        if self._is_read() or not self._transport.can_write_eof():
            self._transport.close()
            return
        self._end = self._loop.call_later(LONGEST_S, self._transport.abort)
        self._transport.write_eof()
        self._transport.resume_reading()

    def throw_away(self, data: bytes) -> None:
        """Take what came after our end."""
        self._left_bytes -= len(data)
        if self._left_bytes < 0:
            self._transport.abort()

    def lost(self) -> None:
        """The connection has ended."""
        if self._end is not None:
            self._end.cancel()
