"""A whole hub: broker, listener, store and page, started in order and stopped in reverse.

Also finds the addresses of this computer for others on the same network.
"""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from devices import Message
from hub.access.accounts import own_folder, write_whole
from hub.broker.broker import EmbeddedBroker, in_thread
from hub.broker.mosquitto import LOOPBACK
from hub.intake.connection import Connection, InsideConnection, MqttConnection
from hub.intake.ingest import Ingest
from hub.intake.listener import Listener
from hub.store import open_store
from telemetry.address import address_of

LOOKED_FOR = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "169.254.255.254", "203.0.113.1")
NO_PORT = 9  # "discard"; nothing is sent


def addresses() -> list[str]:
    """IPv4 addresses, such as 192.168.1.7; none without a network. It asks the system only, and sends nothing."""
    found: list[str] = []
    for each in LOOKED_FOR:  # one of each private range: the system says which address it would send from
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((each, NO_PORT))
            except OSError:  # no route
                continue
            mine = probe.getsockname()[0]
        if mine not in found and not mine.startswith("127."):
            found.append(mine)
    return found


CLIENT_ID = "hub.client-id"  # in the hub's data folder


@dataclass(frozen=True)
class HubOptions:
    """How a hub runs. `page_port` None: no page. `broker` is the URL of one that runs already."""

    folder: Path
    store: str
    host: str = LOOPBACK
    port: int = 1883
    page_port: int | None = 8080
    club: str = ""
    broker: str | None = None
    certificate: Path | None = None
    key: Path | None = None
    ca: Path | None = None


class Serving(NamedTuple):
    """Where a running hub is: addresses for people, without passwords."""

    broker: str
    page: str
    store: str


@contextmanager
def serving(options: HubOptions, notify: Callable[[Message], None]) -> Iterator[Serving]:
    """Run it inside the block. `notify` gets what a person should know. Raises HighlandError when it cannot start."""
    from hub.page import News, serving_club

    own_folder(options.folder)
    with ExitStack() as stack:
        store = open_store(options.store)
        stack.callback(store.close)
        connection = _connection(options, stack)
        news, page = None, ""
        if options.page_port is not None:
            news = News(store)
            server, _ = stack.enter_context(
                serving_club(store, options.host, options.page_port, club=options.club, news=news)
            )
            page = server.url
        on_change = news.changed if news is not None else _nobody
        stack.enter_context(Listener(connection, Ingest(store, time.time), on_change=on_change, notify=notify))
        yield Serving(str(connection), page, options.store if "://" not in options.store else "PostgreSQL")


def _connection(options: HubOptions, stack: ExitStack) -> Connection:
    """To the broker that was named, or from inside one of our own."""
    if options.broker is not None:
        return MqttConnection(address_of(options.broker, options.ca), _client_id(options.folder))
    broker = EmbeddedBroker(options.folder, options.host, options.port, options.certificate, options.key)
    return InsideConnection(stack.enter_context(in_thread(broker)))


def _client_id(folder: Path) -> str:
    """The hub's client id at the broker, which queues messages for it: random, so nobody can take it over."""
    file = folder / CLIENT_ID
    if not file.exists():
        write_whole(file, f"highland-hub-{secrets.token_hex(8)}")
    return file.read_text(encoding="ascii").strip()


def _nobody(node: str) -> None:
    """Receives the changes when there is no page."""
