"""What protects a page: it loads nothing from elsewhere, runs no script in its text, stands in nobody's frame.

A page of a house network has no password, so a foreign web site must not read it through the reader's browser either:
only an address, a bare name or a name of a house network is answered (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
]
HOUSE_NAMES = (".local", ".lan", ".home", ".internal", ".home.arpa", ".localhost")


class Secured:
    """An ASGI app behind these rules. `names` are further host names under which the page may be asked for."""

    def __init__(self, app: ASGIApp, names: Collection[str] = ()) -> None:
        self._app, self._names = app, frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a foreign host name, and put the headers on every answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *HEADERS]}
            await send(message)

        if not self._is_ours(_host(scope)):
            headers = [(b"content-type", b"text/plain")]
            await with_headers({"type": "http.response.start", "status": 421, "headers": headers})
            await send({"type": "http.response.body", "body": b"This page is not known under that name."})
            return
        await self._app(scope, receive, with_headers)

    def _is_ours(self, host: str) -> bool:
        if host in self._names or "." not in host.strip("[]") or host.endswith(HOUSE_NAMES):
            return True
        try:
            ipaddress.ip_address(host.strip("[]"))
        except ValueError:
            return False
        return True


def _host(scope: Scope) -> str:
    """The host that was asked for, without the port."""
    for name, value in scope["headers"]:
        if name == b"host":
            host = value.decode("latin-1").lower()
            return str(host.rpartition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0])
    return ""
