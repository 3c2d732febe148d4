"""A whole hub: broker, listener, store and page, started in order and stopped in reverse."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from devices import HighlandError, Message
from devices.dates.wall_clock import FILE as CLOCK_FILE
from devices.dates.wall_clock import WallClock
from hub.access.accounts import own_folder, write_whole
from hub.access.page_access import PageAccess, has_password
from hub.broker.broker import EmbeddedBroker, in_thread
from hub.broker.mosquitto import LOOPBACK
from hub.intake.connection import Connection, InsideConnection, MqttConnection
from hub.intake.ingest import Ingest
from hub.intake.listener import Listener
from hub.store import open_store
from telemetry.address import Address
from web.connections import PER_ADDRESS, TOTAL, Connections, Limits
from web.stream import Stream
from web.this_computer import addresses, allow_files

if TYPE_CHECKING:
    from hub.page.door import Door

CROWD = Message(
    "hub.page.crowd",
    "{address} has opened too many connections to the page. Further ones are refused, or end its oldest that ask for "
    "nothing. If that is a whole school behind one router or proxy: --per-address.",
)

STORE_LOST = Message(
    "hub.store.lost",
    "The log of the store was damaged: the newest {count} records are lost, although nodes were told that they were "
    "kept. Check the disk; a backup may have them.",
)
ANOTHER = Message(
    "hub.another",
    "Another hub already runs with the folder {folder}. Two would send each alert twice, and each would miss what the "
    "other hears. Nothing was started.",
)
ANOTHER_HINT = Message("hub.another.hint", "Stop that one, or give this one a folder of its own with --data.")
LOCK = "hub.lock"  # in the hub's data folder; the system frees it when its holder dies
CLIENT_ID = "hub.client-id"  # in the hub's data folder
OWN_FILES = 384  # of them for the store, and for connections that are just being refused
MAX_OF_PAGE, MAX_OF_BROKER = TOTAL, 2 * TOTAL  # connections; a province has 800 nodes


def limits(files: int, per_address: int) -> tuple[Limits, Limits]:
    """Limits of the page and of the broker, which share the files that the hub does not need itself."""
    shared = max(files - OWN_FILES, OWN_FILES // 2)
    page = min(MAX_OF_PAGE, shared // 3)
    return Limits(per_address, page), Limits(per_address, min(MAX_OF_BROKER, shared - page))


@dataclass(frozen=True)
class HubOptions:
    """How a hub runs. `page_port` None: no page. `broker` is one that runs already."""

    folder: Path
    store: str
    host: str = LOOPBACK
    port: int = 1883
    page_port: int | None = 8080
    club: str = ""
    broker: Address | None = None
    certificate: Path | None = None
    key: Path | None = None
    per_address: int = PER_ADDRESS
    lang: str = "vi"  # of alerts to a web address


class Serving(NamedTuple):
    """Where a running hub is: addresses for people, without passwords."""

    broker: str
    page: str
    store: str
    is_open: bool  # whether the page asks for no password
    clock: WallClock


@contextmanager
def serving(options: HubOptions, notify: Callable[[Message], None]) -> Iterator[Serving]:
    """Run it inside the block. Raises HighlandError when it cannot start.

    `notify` gets what a person should know, from any thread and as often as it happens: say the same seldom.
    """
    from hub.alerts.alerting import Alerting
    from hub.page import News, serving_club

    own_folder(options.folder)
    of_page, of_broker = limits(allow_files(), options.per_address)
    clock = clock_of(options.folder)
    with ExitStack() as stack:
        stack.enter_context(only_hub(options.folder))
        store = open_store(options.store)
        stack.callback(store.close)
        if store.lost:
            notify(STORE_LOST(count=store.lost))
        connection = _connection(options, stack, of_broker, notify)
        news, page = None, ""
        if options.page_port is not None:
            news = News(store, clock.wall, stream=Stream(of_address=max(1, options.per_address // 2)))
            connections = Connections(of_page, lambda peer: notify(CROWD(address=peer)))
            server, _ = stack.enter_context(
                serving_club(
                    store,
                    options.host,
                    options.page_port,
                    club=options.club,
                    news=news,
                    connections=connections,
                    door=_door(options),
                    access=PageAccess(options.folder, clock.wall),
                    clock=clock,
                    notify=notify,
                )
            )
            page = server.url
        on_change = news.changed if news is not None else _nobody
        ingest = Ingest(store, clock.wall, sure=clock.is_sure, source=lambda: clock.state().source)
        listener = stack.enter_context(Listener(connection, ingest, on_change=on_change, notify=notify))
        clock.on_change = listener.clock_changed
        stack.enter_context(Alerting(store, connection.keep, options.folder, notify, options.lang, clock.wall))
        where = options.store if "://" not in options.store else "PostgreSQL"
        yield Serving(str(connection), page, where, not has_password(options.folder), clock)


@contextmanager
def only_hub(folder: Path) -> Iterator[None]:
    """Be the one hub of this folder. Raises HighlandError when there is another; a lock of SQLite is one everywhere."""
    with closing(sqlite3.connect(folder / LOCK, timeout=0.0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise HighlandError(ANOTHER(folder=folder), ANOTHER_HINT) from None
        yield


def clock_of(folder: Path) -> WallClock:
    """The date of the hub that has this folder, also for its commands beside it."""
    return WallClock(folder / CLOCK_FILE)


def _door(options: HubOptions) -> Door:
    """Where nodes come in: our broker, or the one that was named."""
    from hub.page.door import Door

    if options.broker is not None:
        return Door(options.broker.port, options.broker.tls, (options.broker.host,))
    hosts = () if options.host == LOOPBACK else tuple(addresses())
    return Door(options.port, options.certificate is not None, hosts)


def _connection(options: HubOptions, stack: ExitStack, most: Limits, notify: Callable[[Message], None]) -> Connection:
    """To the broker that was named, or from inside one of our own."""
    if options.broker is not None:
        return MqttConnection(options.broker, _client_id(options.folder))
    broker = EmbeddedBroker(
        options.folder,
        options.host,
        options.port,
        options.certificate,
        options.key,
        limits=most,
        notify=notify,
    )
    return InsideConnection(stack.enter_context(in_thread(broker)))


def _client_id(folder: Path) -> str:
    """The hub's client id at the broker, which queues messages for it: random, so nobody can take it over."""
    file = folder / CLIENT_ID
    if not file.exists():
        write_whole(file, f"highland-hub-{secrets.token_hex(8)}")
    return file.read_text(encoding="ascii").strip()


def _nobody(node: str) -> None:
    """Receives the changes when there is no page."""
