"""The broker inside the hub: amqtt with the club's accounts and rules; no set-up, also on Windows.

Other machines can reach it only when it listens on a network address. From this machine a node without an account may
come in by its name alone; from anywhere else nobody without a password. It keeps nothing over a restart: nodes announce
themselves again when they connect, and resend what the hub did not acknowledge."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import itertools
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

from devices import HighlandError, Message
from hub.access.accounts import Authenticator, hub_password
from hub.broker.mosquitto import LOOPBACK, PORT_TAKEN, PORT_TAKEN_HINT, check_tls
from hub.broker.routing import OnMessage
from web.connections import QUEUE, Connections, Limits, Place

LOOK_AGAIN_S = 2.0  # between checks of the password file for deleted accounts
STARTS_TIMEOUT_S = 30.0
HANDSHAKE_TIMEOUT_S = 10.0  # of TLS
CLOSES_TIMEOUT_S = 5.0
UNREAD_BYTES = 65_536  # that the system holds of a client
UNSENT_BYTES = 131_072  # chosen: over a satellite link of 0.6 s round trip still 200 kB a second
READ_AHEAD_BYTES = 16_384  # that we hold of it: twice as many at most
AT_ONCE = 4  # accepted in one turn of the loop
NO_FILES_S = 1.0  # before the next try when the system has no more files

NO_AMQTT = Message("hub.broker.missing", "The broker amqtt is not installed on this computer.")
NO_AMQTT_HINT = Message(
    "hub.broker.missing.hint", "Start the hub with python3 run.py hub, or use mosquitto with --broker."
)
BAD_CERTIFICATE = Message("hub.tls.bad", "{file} and {key} are not a certificate and its matching key.")
BAD_CERTIFICATE_HINT = Message("hub.tls.bad.hint", "Both must be PEM files, and the key without a password.")
CROWD = Message(
    "hub.broker.crowd",
    "{address} has opened too many connections to the broker. Further ones are refused, or end its oldest that have "
    "not logged in. If that is a whole school behind one router or proxy: --per-address.",
)
VERSION = Message(
    "hub.broker.version",
    "A program at {address} speaks MQTT of protocol level {version} and was refused: set it to MQTT 3.1.1 or 5.",
)


class EmbeddedBroker:
    """Start and stop it in an asyncio loop: `await broker.start()`, then `broker.port`, then `await broker.stop()`.

    `port` 0 takes a free one. With `certificate` and `key` (PEM) it speaks TLS only. `open_on_loopback` False also asks
    this machine for a password: needed behind a proxy, whose clients all appear to be local. `notify` gets what a
    person should know, in the broker's thread and as often as it happens.
    """

    def __init__(
        self,
        folder: Path,
        host: str = LOOPBACK,
        port: int = 1883,
        certificate: Path | None = None,
        key: Path | None = None,
        open_on_loopback: bool = True,
        limits: Limits | None = None,
        notify: Callable[[Message], None] = lambda message: None,
    ) -> None:
        check_tls(certificate, key)
        self.folder, self.host, self.port = folder, host, port
        self.authenticator = Authenticator(folder, open_on_loopback)
        self._tls = _tls(certificate, key) if certificate and key else None
        self._broker: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._notify = notify
        self.connections = Connections(limits, lambda peer: notify(CROWD(address=peer)))
        self._socket: socket.socket | None = None
        self._accepting: asyncio.Task[None]
        self._tasks: set[asyncio.Task[None]] = set()  # one for each connection, and our own

    @property
    def tls(self) -> bool:
        """Whether it speaks TLS only."""
        return self._tls is not None

    @property
    def refused(self) -> Counter[tuple[str, str]]:
        """How often something was refused since the start, by (user, reason)."""
        return Counter() if self._broker is None else Counter(self._broker.refused.counts)

    async def start(self) -> None:
        """Listen. Raises HighlandError when amqtt is missing or the port is taken; nothing is left running then."""
        try:
            from hub.broker.embedded import HubBroker
        except ImportError:
            raise HighlandError(NO_AMQTT, NO_AMQTT_HINT) from None
        hub_password(self.folder)
        self._loop = asyncio.get_running_loop()
        self._broker = HubBroker(
            self.authenticator, lambda peer, version: self._notify(VERSION(address=peer, version=version))
        )
        self._socket = self._listening()
        self.port = self._socket.getsockname()[1]
        await self._broker.start()
        self._accepting = self._run(self._accept(self._loop, self._socket))
        self._run(self._throw_out_who_was_removed())

    def _listening(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        try:
            listening = socket.create_server((self.host, self.port), family=family, backlog=QUEUE)
        except (OSError, OverflowError):
            raise HighlandError(PORT_TAKEN(port=self.port), PORT_TAKEN_HINT) from None
        listening.setblocking(False)
        with contextlib.suppress(
            OSError
        ):  # of each connection: Linux would hold 6 MB that are not read yet, and 4 MB that were not
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, UNREAD_BYTES)
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, UNSENT_BYTES)
        return listening

    async def stop(self) -> None:
        """Stop listening, end all connections, forget everything."""
        if self._socket is None:
            return
        self._accepting.cancel()
        await asyncio.wait([self._accepting])  # first: the loop still watches the socket for it
        self._socket.close()
        self._socket = None
        await self._broker.shutdown()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=CLOSES_TIMEOUT_S)

    def listen(self, filters: tuple[str, ...], on_message: OnMessage) -> None:
        """From any thread: from now on `on_message` is called, in the broker's thread, with all that the filters match.

        Each message comes once; retained ones come immediately. A bridge's message comes with an answer, to be called
        from any thread when it is on the disk: until then the bridge keeps it too.
        """
        self._call(self._broker.listen, filters, on_message)

    def keep(self, topic: str, payload: bytes) -> None:
        """From any thread: publish as the hub with QoS 1, and keep it for those who come later."""
        self._call(self._broker.keep, topic, payload)

    def end_bridges(self) -> None:
        """From any thread: end the connections of bridges; they reconnect and resend what was not answered."""
        self._call(self._broker.end_bridges)

    def _call(self, what: Callable[..., None], *arguments: Any) -> None:
        assert self._loop is not None, "not started"
        self._loop.call_soon_threadsafe(what, *arguments)

    def _run(self, what: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _accept(self, loop: asyncio.AbstractEventLoop, listening: socket.socket) -> None:
        """Accept connections one by one: asyncio's own server would open all that wait, before one can be refused."""
        for number in itertools.count():
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)  # those that were accepted come first, however many queue
            try:
                line, address = await loop.sock_accept(listening)
            except OSError:  # no more files, or the client has gone already
                await asyncio.sleep(NO_FILES_S)
                continue
            place = self.connections.enter(address[0])
            if place is None:
                line.close()
                continue
            task = self._run(self._connected(loop, line, place))
            place.end = functools.partial(loop.call_soon, task.cancel)  # after its first step, which owns the socket

    async def _connected(self, loop: asyncio.AbstractEventLoop, line: socket.socket, place: Place) -> None:
        reader = asyncio.StreamReader(READ_AHEAD_BYTES)
        protocol = asyncio.StreamReaderProtocol(reader)
        try:
            transport, _ = await loop.connect_accepted_socket(
                lambda: protocol, line, ssl=self._tls, ssl_handshake_timeout=HANDSHAKE_TIMEOUT_S if self._tls else None
            )
        except OSError:  # no TLS, or none in time
            line.close()
            place.leave()
            return
        place.end = transport.abort
        try:
            await self._broker.serve(reader, asyncio.StreamWriter(transport, protocol, reader, loop), place)
        finally:
            transport.abort()
            place.leave()

    async def _throw_out_who_was_removed(self) -> None:
        while True:
            await asyncio.sleep(LOOK_AGAIN_S)
            await self._broker.drop_outdated()


@contextlib.contextmanager
def in_thread(broker: EmbeddedBroker) -> Iterator[EmbeddedBroker]:
    """Run it in a thread of its own, for programs without a loop: `with in_thread(EmbeddedBroker(folder)): ...`."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="broker", daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(broker.start(), loop).result(STARTS_TIMEOUT_S)
        try:
            yield broker
        finally:
            asyncio.run_coroutine_threadsafe(broker.stop(), loop).result(STARTS_TIMEOUT_S)
    finally:
        asyncio.run_coroutine_threadsafe(_end_all(), loop).result(STARTS_TIMEOUT_S)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end_all() -> None:
    rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)


def _tls(certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key)
    except (ssl.SSLError, OSError):
        raise HighlandError(BAD_CERTIFICATE(file=certificate, key=key), BAD_CERTIFICATE_HINT) from None
    return context
