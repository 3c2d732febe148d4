"""`highland hub`: the club's hub in one command: broker, store and page; and commands for its accounts and store."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from devices import Message
from highland._hub_commands import COMMANDS as OF_STORE
from highland._hub_commands import DATA, STORE, path_or_none, store_asked
from highland._page_commands import COMMANDS as OF_PAGE
from highland._page_commands import IS_OPEN
from highland._passwords import asked_address, warn_of_store
from messages import Say
from messages.arguments import NOT_TOGETHER, TRY_HELP, Parser, UsageError

if TYPE_CHECKING:
    from hub.serve import Serving
    from telemetry.address import Address
    from web.seldom import Seldom

HELP = Message("cli.hub", "run a club's hub: a broker for its nodes, a store, and a page that shows them")
EXAMPLE = """\
highland hub
highland hub --listen
highland hub invite red-heron
highland hub nodes
highland hub export --help
"""
LISTEN = Message("cli.hub.listen", "let other computers reach the broker and the page (default: only this computer)")
PORT = Message("cli.hub.port", "port of the broker (1883; with a certificate 8883)")
PAGE_PORT = Message("cli.hub.page_port", "port of the page (8080; 0: a free one)")
NO_PAGE = Message("cli.hub.no_page", "no page")
CLUB = Message("cli.hub.club", "title of the page; do not put a person's name there")
BROKER = Message("cli.hub.broker", "use this broker, such as a mosquitto: mqtt://hub@HOST; start none")
CERTIFICATE = Message("cli.hub.certificate", "certificate of the broker, a PEM file: then it accepts only TLS")
KEY = Message("cli.hub.key", "the certificate's key, a PEM file")
PER_ADDRESS = Message(
    "cli.hub.per_address",
    "connections that one address may have at the page and at the broker (128); give more behind a proxy, or where a "
    "large school has one address",
)
CA = Message("cli.hub.ca", "certificate to trust for mqtts:// of --broker")

COMMANDS = {**OF_STORE, **OF_PAGE}
READY = Message("cli.hub.ready", "The hub is running. Ctrl-C stops it without losing data.")
CLOCK_UNSURE = Message(
    "cli.hub.clock_unsure",
    "This computer's clock is not set, so its date may be wrong. The hub uses it to timestamp data from nodes without "
    "a clock, and marks these times as unsure. To give it the date of your phone, log in on its page.",
)
BROKER_AT = Message("cli.hub.broker_at", "Broker: {address}")
PAGE_AT = Message("cli.hub.page_at", "Page: {address}")
STORE_AT = Message("cli.hub.store_at", "Store: {store}")
NEARBY = Message("cli.hub.nearby", "From other computers on this network: page {page}, broker {broker}")
NO_NETWORK = Message(
    "cli.hub.no_network",
    "This computer has no network now, so other computers cannot reach it. Connect it, and start again.",
)
ONLY_HERE = Message(
    "cli.hub.only_here", "Only programs on this computer can reach it. --listen lets other computers in."
)
PLAIN_LINE = Message(
    "cli.hub.plain_line",
    "Other computers can reach it, and the connection is not encrypted: passwords can be read on the way. Give "
    "--certificate and --key where strangers use the same network.",
)

PORTS = {False: 1883, True: 8883}
PAGE = 8080
MOST = 128  # connections of one address
EVERYWHERE, HERE = "0.0.0.0", "127.0.0.1"


def add_arguments(parser: Parser) -> None:
    """The options of `highland hub`; each of its commands has its own."""
    commands = parser.add_commands("command", "COMMAND")
    for name, command in COMMANDS.items():
        its_own = commands.add(name, command.help, command.example)
        command.add_arguments(its_own)
        its_own.add_common()
    parser.add_argument("--data", metavar="FOLDER", help=DATA)
    parser.add_argument("--listen", action="store_true", help=LISTEN)
    parser.add_argument("--port", metavar="PORT", type=int, help=PORT)
    parser.add_argument("--page-port", metavar="PORT", type=int, default=PAGE, help=PAGE_PORT)
    parser.add_argument("--no-page", action="store_true", help=NO_PAGE)
    parser.add_argument("--club", metavar="TITLE", default="", help=CLUB)
    parser.add_argument("--broker", metavar="URL", help=BROKER)
    parser.add_argument("--store", metavar="WHERE", help=STORE)
    parser.add_argument("--certificate", metavar="FILE", help=CERTIFICATE)
    parser.add_argument("--key", metavar="FILE", help=KEY)
    parser.add_argument("--ca", metavar="FILE", help=CA)
    parser.add_argument("--per-address", metavar="NUMBER", type=int, default=MOST, help=PER_ADDRESS)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Run the hub or a command. 0: done, or stopped by the user."""
    warn_of_store(getattr(arguments, "store", None), say)
    do = _serve if arguments.command is None else COMMANDS[arguments.command].run
    return do(arguments, _folder(arguments), say)


def _serve(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    import threading

    from firmware.host import stopped_by_signals
    from hub.serve import HubOptions, serving
    from web.seldom import seldom_logged

    if arguments.broker is not None and arguments.certificate is not None:
        raise UsageError(NOT_TOGETHER(name="--broker", other="--certificate"), TRY_HELP(program="highland hub"))
    options = HubOptions(
        folder=folder,
        host=EVERYWHERE if arguments.listen else HERE,
        port=PORTS[arguments.certificate is not None] if arguments.port is None else arguments.port,
        page_port=None if arguments.no_page else arguments.page_port,
        club=arguments.club,
        broker=None if arguments.broker is None else _broker(arguments, folder, say),
        store=store_asked(arguments, folder),
        certificate=path_or_none(arguments.certificate),
        key=path_or_none(arguments.key),
        per_address=max(1, arguments.per_address),
        lang=say.lang,
    )
    stop = threading.Event()
    with (
        seldom_logged() as seldom,
        stopped_by_signals(stop.set),
        serving(options, Notices(say, seldom)) as hub,
    ):
        _tell(hub, arguments, say)
        while not stop.wait(1.0):  # in steps, since on Windows an endless wait cannot be interrupted
            pass
    return 0


def _broker(arguments: argparse.Namespace, folder: Path, say: Say) -> Address:
    """A broker that runs already. The hub's own password is in its folder, where mosquitto got it from too."""
    from dataclasses import replace

    from hub.access.accounts import OWN, hub_password
    from hub.access.rules import HUB
    from telemetry.address import address_of

    ca = path_or_none(arguments.ca)
    address = address_of(arguments.broker, ca)
    if address.user == HUB and not address.password and (folder / OWN).exists():
        return replace(address, password=hub_password(folder))
    return asked_address(arguments.broker, ca, say)


class Notices:
    """Says what the hub tells, the same sentence once an hour.

    What strangers can cause has a measure of its own, so that they do not use up that of what a person must know.
    """

    def __init__(self, say: Say, of_strangers: Seldom) -> None:
        from hub.broker.broker import CROWD, VERSION
        from hub.serve import CROWD as CROWD_AT_PAGE
        from web.seldom import Seldom

        self._say, self._of_strangers, self._others = say, of_strangers, Seldom()
        self._keys = {each.key for each in (CROWD, CROWD_AT_PAGE, VERSION)}

    def __call__(self, message: Message) -> None:
        """Say it, unless it was said in this hour; from any thread."""
        seldom = self._of_strangers if message.key in self._keys else self._others
        text = self._say.text(message)
        if seldom.lets(text, len(text.encode())):
            self._say.aside(message)


def _tell(hub: Serving, arguments: argparse.Namespace, say: Say) -> None:
    say(READY)
    if not hub.clock.is_sure():
        say(CLOCK_UNSURE)
    say(BROKER_AT, address=hub.broker.replace(EVERYWHERE, HERE))
    if hub.page:
        say(PAGE_AT, address=hub.page)
    say(STORE_AT, store=hub.store)
    if not arguments.listen:
        say(ONLY_HERE)
    else:
        _tell_others(hub, say)
        if arguments.certificate is None:
            say(PLAIN_LINE)
        if hub.page and hub.is_open:
            say(IS_OPEN)
    sys.stdout.flush()


def _tell_others(hub: Serving, say: Say) -> None:
    from web.this_computer import addresses

    found = addresses()
    for address in found:
        broker, page = hub.broker.replace(EVERYWHERE, address), hub.page.replace(HERE, address) or "-"
        say(NEARBY, page=page, broker=broker)
    if not found:
        say(NO_NETWORK)


def _folder(arguments: argparse.Namespace) -> Path:
    from firmware.host import state_home

    return Path(arguments.data) if arguments.data is not None else state_home() / "hub"
