"""The short way for tiles: forty a second are most of what a class sends, and need no router.

Whatever is not exactly as our own page sends it takes the long way, which says what is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from classroom.relay.bounded import Refused
from classroom.relay.http.answers import refusal
from classroom.relay.running import RunningClass
from classroom.relay.wall import tile
from web.same_origin import JSON

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

PATH = "/api/seat/tile"
WANTED = (b"authorization", b"content-type", b"content-length", b"origin", b"host")
SEAT = b"Seat "


class Quick:
    """An ASGI app that takes tiles itself and passes on everything else. It checks what the long way checks."""

    def __init__(self, app: ASGIApp, running: RunningClass) -> None:
        self._app, self._running = app, running

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a tile, or pass the request on."""
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        found: dict[bytes, bytes] = {name: value for name, value in scope["headers"] if name in WANTED}
        seat = self._seat(found)
        if seat is None or not self._running.limits.tiles.take(seat.number):
            await self._app(scope, receive, send)
            return
        body, more = b"", True
        while more:
            message: Any = await receive()
            if message["type"] != "http.request":
                return  # it has gone
            body, more = body + message.get("body", b""), message.get("more_body", False)
        try:
            self._running.tile(seat, tile.read_tile(body))
        except Refused as refused:
            self._running.trouble.see(f"{seat.number}", refused.what)
            await refusal(refused)(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def _seat(self, found: dict[bytes, bytes]) -> Any:
        """Whose tile it is; None for what the long way must look at."""
        length, given = found.get(b"content-length", b""), found.get(b"authorization", b"")
        if not (length.isdigit() and len(length) < 4 and int(length) <= tile.LARGEST and given.startswith(SEAT)):
            return None
        has_origin = found.get(b"origin") == b"http://" + found.get(b"host", b"")
        is_ours = has_origin and found.get(b"content-type") == JSON.encode()
        try:
            return self._running.seats.of(given[len(SEAT) :].decode("latin-1")) if is_ours else None
        except Refused:
            return None
