"""The broker inside the hub: amqtt with the club's accounts and rules; no set-up, also on Windows.

Other machines can reach it only when it listens on a network address. From this machine a node without an account may
come in by its name alone; from anywhere else nobody without a password. It keeps nothing over a restart: nodes announce
themselves again when they connect, and resend what the hub did not acknowledge."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from devices import HighlandError, Message
from hub.access.accounts import Authenticator, hub_password
from hub.broker.mosquitto import LOOPBACK, PORT_TAKEN, PORT_TAKEN_HINT, check_tls
from hub.broker.routing import OnMessage

LOOK_AGAIN_S = 2.0  # between checks of the password file for deleted accounts
STARTS_TIMEOUT_S = 30.0
HANDSHAKE_TIMEOUT_S = 10.0  # of TLS
CLOSES_TIMEOUT_S = 5.0

NO_AMQTT = Message("hub.broker.missing", "The broker amqtt is not installed on this computer.")
NO_AMQTT_HINT = Message(
    "hub.broker.missing.hint", "Start the hub with python3 run.py hub, or use mosquitto with --broker."
)
BAD_CERTIFICATE = Message("hub.tls.bad", "{file} and {key} are not a certificate and its matching key.")
BAD_CERTIFICATE_HINT = Message("hub.tls.bad.hint", "Both must be PEM files, and the key without a password.")


class EmbeddedBroker:
    """Start and stop it in an asyncio loop: `await broker.start()`, then `broker.port`, then `await broker.stop()`.

    `port` 0 takes a free one. With `certificate` and `key` (PEM) it speaks TLS only. `open_on_loopback` False also asks
    this machine for a password: needed behind a proxy, whose clients all appear to be local.
    """

    def __init__(
        self,
        folder: Path,
        host: str = LOOPBACK,
        port: int = 1883,
        certificate: Path | None = None,
        key: Path | None = None,
        open_on_loopback: bool = True,
    ) -> None:
        check_tls(certificate, key)
        self.folder, self.host, self.port = folder, host, port
        self.authenticator = Authenticator(folder, open_on_loopback)
        self._tls = _tls(certificate, key) if certificate and key else None
        self._broker: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._watch: asyncio.Task[None] | None = None

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
        self._broker = HubBroker(self.authenticator)
        await self._broker.start()
        try:
            patience_s = HANDSHAKE_TIMEOUT_S if self._tls else None
            self._server = await asyncio.start_server(
                self._connected, self.host, self.port, ssl=self._tls, ssl_handshake_timeout=patience_s
            )
        except OSError:
            await self._broker.shutdown()
            raise HighlandError(PORT_TAKEN(port=self.port), PORT_TAKEN_HINT) from None
        self.port = self._server.sockets[0].getsockname()[1]
        self._watch = asyncio.create_task(self._throw_out_who_was_removed())

    async def stop(self) -> None:
        """Stop listening, end all connections, forget everything."""
        if self._server is None or self._watch is None:
            return
        self._server.close()
        self._watch.cancel()
        await asyncio.gather(self._watch, return_exceptions=True)
        await self._broker.shutdown()
        for writer in list(self._open):
            writer.transport.abort()
        with contextlib.suppress(TimeoutError):  # of a client in the middle of a handshake
            await asyncio.wait_for(self._server.wait_closed(), CLOSES_TIMEOUT_S)
        self._server = None

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

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            await self._broker.serve(reader, writer)
        finally:
            self._open.discard(writer)

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
