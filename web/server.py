"""Serve an app from its own thread, and protect its pages.

A page loads nothing from other sites, runs no inline script and cannot be framed. A page on a home network
has no password, so a foreign web site must not read it through the reader's browser either: only an address, a bare
name or a name of a home network is answered (DNS rebinding).
"""

from __future__ import annotations

import functools
import ipaddress
import socket
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from devices import HighlandError, Message
from devices.os_errors import cause
from web.connections import QUEUE, Connections

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send
    from starlette.types import Message as HttpMessage


LOOPBACK = "127.0.0.1"
START_S = 30.0  # an old laptop may be slow
STOP_S = 5.0
AT_ONCE = 32  # accepted in one turn of the loop, each with a file, some turns before any of them can be refused

CANNOT_LISTEN = Message("web.cannot_listen", "The page cannot be served at {host}, port {port}: {reason}.")
CANNOT_LISTEN_HINT = Message(
    "web.cannot_listen.hint",
    "Another program may be using this port, or the page is already running. Give another port.",
)
DID_NOT_START = Message("web.did_not_start", "The page server did not start.")


class Server:
    """uvicorn on one address; loopback by default. `before_stop` ends endless responses."""

    def __init__(
        self,
        app: ASGIApp,
        host: str = LOOPBACK,
        port: int = 0,
        before_stop: Callable[[], None] | None = None,
        connections: Connections | None = None,
    ) -> None:
        self.host, self._app, self._before_stop = host, app, before_stop
        self._connections = Connections() if connections is None else connections
        self._socket = _listen(host, port)
        self.port: int = self._socket.getsockname()[1]
        self._thread: threading.Thread | None = None
        self._uvicorn: Any = None

    @property
    def url(self) -> str:
        """Where a browser on this machine finds it."""
        host = {"0.0.0.0": LOOPBACK, "::": "[::1]"}.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{self.port}/"

    def start(self) -> None:
        """Return when it answers. Raises HighlandError when it does not come up."""
        import uvicorn

        from web.http_connection import HttpConnection

        started = threading.Event()

        class Quiet(uvicorn.Server):
            """Leaves signal handling to the program."""

            def capture_signals(self) -> Any:
                return nullcontext()

            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                for each in sockets or ():
                    each.listen(QUEUE)  # asyncio has made it as short as AT_ONCE
                started.set()

        protocol: Any = functools.partial(HttpConnection, connections=self._connections)
        config = uvicorn.Config(
            self._app,
            http=protocol,
            ws="none",
            backlog=AT_ONCE,
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=int(STOP_S),
        )
        self._uvicorn = Quiet(config)
        self._thread = threading.Thread(target=self._run, args=(started,), name="page", daemon=True)
        self._thread.start()
        if not started.wait(START_S) or not self._uvicorn.started:
            self.stop()
            raise HighlandError(DID_NOT_START)

    def stop(self) -> None:
        """Return when it has stopped; may be called twice."""
        if self._before_stop is not None:
            self._before_stop()
        if self._uvicorn is not None:
            self._uvicorn.should_exit = True
        if self._thread is not None:
            self._thread.join(2 * STOP_S)
            self._thread = None
        self._socket.close()

    def _run(self, started: threading.Event) -> None:
        try:
            self._uvicorn.run(sockets=[self._socket])
        except SystemExit:  # uvicorn's exit for an app that could not start; it has logged why
            pass
        finally:
            started.set()


@contextmanager
def serving(
    app: ASGIApp,
    host: str = LOOPBACK,
    port: int = 0,
    before_stop: Callable[[], None] | None = None,
    connections: Connections | None = None,
) -> Iterator[Server]:
    """An app that answers inside the block. Port 0 takes a free one. Raises HighlandError."""
    server = Server(app, host, port, before_stop, connections)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=QUEUE)
    except (OSError, OverflowError) as error:
        reason = cause(error)
        raise HighlandError(CANNOT_LISTEN(host=host, port=port, reason=reason), CANNOT_LISTEN_HINT) from None


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
POLICY_NAME = b"content-security-policy"
HEADERS = [
    (POLICY_NAME, POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
]
HOUSE_NAMES = (".local", ".lan", ".home", ".internal", ".home.arpa", ".localhost")


class Secured:
    """An ASGI app whose pages are protected. `names` are further host names under which the page may be asked for.

    An answer that brings a content security policy of its own keeps it: two would both hold.
    """

    def __init__(self, app: ASGIApp, names: Collection[str] = ()) -> None:
        self._app, self._names = app, frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a foreign host name, and put the headers on every answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: HttpMessage) -> None:
            if message["type"] == "http.response.start":
                own = list(message.get("headers", ()))
                has_policy = any(name.lower() == POLICY_NAME for name, _ in own)
                ours = [each for each in HEADERS if not (has_policy and each[0] == POLICY_NAME)]
                message = {**message, "headers": [*own, *ours]}
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
