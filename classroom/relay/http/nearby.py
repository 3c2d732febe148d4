"""In front of the class: phones are answered that ask whether this Wi-Fi is any good, and nobody from afar is let in.

A phone leaves a Wi-Fi without internet. When the router sends everything here, these answers keep it: they are what
Android, iOS, Windows and Firefox look for, and say nothing of the class.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

SUCCESS = b"<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"
PROBES = {
    "/generate_204": b"",
    "/gen_204": b"",
    "/hotspot-detect.html": SUCCESS,
    "/library/test/success.html": SUCCESS,
    "/connecttest.txt": b"Microsoft Connect Test",
    "/ncsi.txt": b"Microsoft NCSI",
    "/success.txt": b"success\n",
}


class Nearby:
    """An ASGI app that passes on what comes from this network."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a probe, refuse an address of the internet, or pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] in PROBES and scope["method"] in ("GET", "HEAD"):
            await self._answer(send, 200 if PROBES[scope["path"]] else 204, PROBES[scope["path"]])
        elif is_far((scope.get("client") or ("",))[0]):
            await self._answer(send, 403, b"This class is for its own network only.")
        else:
            await self._app(scope, receive, send)

    async def _answer(self, send: Send, status: int, body: bytes) -> None:
        kind = b"text/html" if body.startswith(b"<") else b"text/plain"
        headers = [(b"content-type", kind), (b"content-length", b"%d" % len(body)), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": status, "headers": headers if status != 204 else []})
        await send({"type": "http.response.body", "body": body})


@lru_cache(1_000)
def is_far(peer: str) -> bool:
    """Whether an address is one of the internet."""
    try:
        address = ip_address(peer.partition("%")[0])
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_global
