"""One HTTP connection of uvicorn's, with a place among the others and no more time than it needs.

uvicorn waits forever for the rest of a request, and for a reader that does not read; and it closes at once, so that an
early refusal is lost (lingering.py). Imported where a server starts.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from web.connections import Connections, Place
from web.lingering import LingeringTransport

LOOK_S = 5.0  # between two looks at a connection
REQUEST_S = 10.0  # from the connection, or from the last answer, to the end of a request's head
READ_S = 60.0  # for which a browser may leave what was sent unread
NEEDED = ("connection_made", "connection_lost", "data_received", "on_response_complete", "send_400_response")
UNREAD = (h11.SEND_BODY, h11.ERROR)  # the rest of a request is on its way, or nobody knows where it ends


class HttpConnection(H11Protocol):
    """See the top of this file."""

    def __init__(self, *arguments: Any, connections: Connections, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._connections = connections
        self._place: Place | None = None
        self._look_later: asyncio.TimerHandle | None = None
        self._idle_since = self.loop.time()
        self._unread_since: float | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._lingering = LingeringTransport(transport, self.loop, self._is_read)
        super().connection_made(self._lingering)  # type: ignore[arg-type]
        self._place = self._connections.enter(self.client[0] if self.client else "")
        if self._place is None:
            transport.abort()
            return
        self._place.end = transport.abort
        self._look_later = self.loop.call_later(LOOK_S, self._look)

    def data_received(self, data: bytes) -> None:
        if self._lingering.lingers:
            self._lingering.throw_away(data)
            return
        super().data_received(data)
        self._take_place()

    def send_400_response(self, msg: str) -> None:
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            super().send_400_response(msg)
        else:
            self.transport.close()  # it has its answer, and only the rest of its request is none

    def on_response_complete(self) -> None:
        self._idle_since = self.loop.time()
        super().on_response_complete()  # may begin the next request
        self._take_place()

    def connection_lost(self, error: Exception | None) -> None:
        if self._look_later is not None:
            self._look_later.cancel()
        if self._place is not None:
            self._place.leave()
        self._lingering.lost()
        super().connection_lost(error)

    def _is_read(self) -> bool:
        return self.conn.their_state not in UNREAD

    @property
    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _take_place(self) -> None:
        if self._place is not None:
            (self._place.ready if self._is_answering else self._place.wait)()

    def _look(self) -> None:
        now = self.loop.time()
        if not self.transport.get_write_buffer_size():
            self._unread_since = None
        elif self._unread_since is None:
            self._unread_since = now
        is_late = not self._is_answering and now - self._idle_since > REQUEST_S
        if is_late or (self._unread_since is not None and now - self._unread_since > READ_S):
            self.transport.abort()
            return
        self._look_later = self.loop.call_later(LOOK_S, self._look)


if any(not hasattr(H11Protocol, name) for name in NEEDED):
    raise RuntimeError("this uvicorn is not the one that was checked")  # its limits would never be checked
