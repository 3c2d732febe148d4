"""`highland hub`: the club's hub in one command: broker, store and page; and what there is to do with its store."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices import HighlandError, Message
from messages.arguments import NOT_TOGETHER, TRY_HELP, Parser, UsageError
from messages.say import Say

if TYPE_CHECKING:
    from hub.serve import Serving

NAME = "hub"
HELP = Message("cli.hub", "run a club's hub: a broker for its nodes, a store, and a page that shows them")
EXAMPLE = """\
highland hub
highland hub --listen
highland hub invite red-heron
highland hub nodes
highland hub export --csv lamp.csv --since 7d --node red-heron
highland hub backup hub-monday.db
highland hub forget red-heron
highland hub bridge --to mqtts://bridge_school-a:PASSWORD@club.example
"""
WHAT = Message(
    "cli.hub.what",
    "without it, run the hub; invite NAME: make an account for a node, a viewer_NAME or a bridge_NAME, and show its "
    "password once; remove NAME: take it away; accounts; nodes: list them; forget NAME: delete all readings of a node; "
    "export; backup FILE; bridge: carry everything to a hub above",
)
WHOM = Message("cli.hub.name", "a name or a file, for invite, remove, forget and backup")
DATA = Message("cli.hub.data", "folder of the hub's accounts and store; without it, one among your own files")
LISTEN = Message("cli.hub.listen", "let other computers in, to the broker and the page; without it, only this one")
PORT = Message("cli.hub.port", "port of the broker (1883; with a certificate 8883)")
PAGE_PORT = Message("cli.hub.page_port", "port of the page (8080; 0: a free one)")
NO_PAGE = Message("cli.hub.no_page", "no page")
CLUB = Message("cli.hub.club", "title of the page; do not put a person's name there")
BROKER = Message("cli.hub.broker", "use this broker, such as a mosquitto: mqtt://hub:PASSWORD@HOST; start none")
STORE = Message("cli.hub.store", "use this store: a file, or postgresql://USER:PASSWORD@HOST/NAME")
CERTIFICATE = Message("cli.hub.certificate", "certificate of the broker, a PEM file: then it speaks TLS only")
KEY = Message("cli.hub.key", "the certificate's key, a PEM file")
CA = Message("cli.hub.ca", "certificate to trust for mqtts:// of --broker or --to")
CSV = Message("cli.hub.csv", "export: write readings as CSV")
PARQUET = Message("cli.hub.parquet", "export: write readings as Parquet (needs pyarrow)")
SINCE = Message("cli.hub.since", "export: only what is not older than this, such as 24h or 30d")
ONE_NODE = Message("cli.hub.node", "export: only this node")
ONE_PROVENANCE = Message("cli.hub.provenance", "export: only sim, or only real")
YES = Message("cli.hub.yes", "forget: do it, without asking first")
TO = Message("cli.hub.to", "bridge: the hub above, mqtts://bridge_NAME:PASSWORD@HOST")

NEEDS = Message("cli.hub.needs", "`hub {what}` needs {needed}.")
INVITED = Message("cli.hub.invited", "{name} has an account. Its password, shown only now: {password}")
INVITED_NODE = Message(
    "cli.hub.invited_node", "On the node: highland run PROJECT --mqtt mqtt://{name}:{password}@ADDRESS-OF-THIS-HUB"
)
NOT_OUR_WORDS = Message(
    "cli.hub.not_our_words",
    "{name} is not made of Highland's words. Make sure that it names no child and no place; {example} would be one.",
)
REMOVED = Message("cli.hub.removed", "{name} has no account any more.")
READY = Message("cli.hub.ready", "The hub runs. Ctrl-C stops it; nothing is lost by that.")
CLOCK_UNSURE = Message(
    "cli.hub.clock_unsure",
    "This computer's clock was not set by the internet. Check the date: the hub dates by it what nodes without a clock "
    "send, and keeps nothing that seems to come from the future.",
)
BROKER_AT = Message("cli.hub.broker_at", "Broker: {address}")
PAGE_AT = Message("cli.hub.page_at", "Page: {address}")
STORE_AT = Message("cli.hub.store_at", "Store: {store}")
NEARBY = Message("cli.hub.nearby", "From other computers of this network: page {page}, broker {broker}")
NO_NETWORK = Message(
    "cli.hub.no_network",
    "This computer has no network now, so other computers cannot reach it. Connect it, and start again.",
)
ONLY_HERE = Message("cli.hub.only_here", "Only programs of this computer can reach it. --listen lets others in.")
PLAIN_LINE = Message(
    "cli.hub.plain_line",
    "Other computers can reach it, and the line is not encrypted: passwords can be read on the way. Give --certificate "
    "and --key where strangers use the same network. The page shows everything to everybody who can reach it.",
)
BAD_SPAN = Message("cli.hub.bad_span", "--since cannot be {value}.")
BAD_SPAN_HINT = Message("cli.hub.bad_span.hint", "Write for example 90m, 24h or 30d.")
NO_NODES = Message("cli.hub.no_nodes", "No node has sent anything yet.")
EXPORTED = Message("cli.hub.exported", "{rows} rows are in {file}.")
BACKED_UP = Message("cli.hub.backed_up", "A whole copy is in {file}.")
NOBODY = Message("cli.hub.nobody", "The store knows no node {name}.")
WOULD_FORGET = Message(
    "cli.hub.would_forget",
    "{name}: {records} records, with their events and curves. They would be deleted and cannot come back. If you mean "
    "it, write the same again with --yes. Backups and exports keep theirs.",
)
FORGOTTEN = Message(
    "cli.hub.forgotten",
    "All that was kept of {name} is deleted: {records} records. If the node still sends, or a mosquitto keeps its last "
    "state, it appears again; `hub remove {name}` takes its account away.",
)
PLAIN_BRIDGE = Message(
    "cli.hub.plain_bridge",
    "This line is not encrypted: on the way to {address} password and readings can be read. mqtts:// is better.",
)
BRIDGED = Message("cli.hub.bridged", "Carrying everything to {address}. Ctrl-C stops it; what waits is kept.")
BRIDGE_WRITTEN = Message("cli.hub.bridge_written", "The bridge is written in {file}.")

DO = ("invite", "remove", "accounts", "nodes", "forget", "export", "backup", "bridge")
PORTS = {False: 1883, True: 8883}
PAGE = 8080
EVERYWHERE, HERE = "0.0.0.0", "127.0.0.1"


def add_arguments(parser: Parser) -> None:
    """What `highland hub` understands."""
    parser.add_argument("what", metavar="WHAT", nargs="?", choices=DO, help=WHAT)
    parser.add_argument("name", metavar="NAME", nargs="?", help=WHOM)
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
    parser.add_argument("--csv", metavar="FILE", help=CSV)
    parser.add_argument("--parquet", metavar="FILE", help=PARQUET)
    parser.add_argument("--since", metavar="SPAN", help=SINCE)
    parser.add_argument("--node", metavar="NAME", help=ONE_NODE)
    parser.add_argument("--provenance", metavar="sim|real", choices=("sim", "real"), help=ONE_PROVENANCE)
    parser.add_argument("--yes", action="store_true", help=YES)
    parser.add_argument("--to", metavar="URL", help=TO)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Do it. 0: done, or stopped as asked."""
    do: dict[str | None, Callable[[argparse.Namespace, Path, Say], int]] = {
        None: _serve,
        "invite": _invite,
        "remove": _remove,
        "accounts": _accounts,
        "nodes": _nodes,
        "forget": _forget,
        "export": _export,
        "backup": _backup,
        "bridge": _bridge,
    }
    if arguments.name is None and arguments.what in ("invite", "remove", "forget", "backup"):
        raise UsageError(NEEDS(what=arguments.what, needed="NAME"), TRY_HELP(program="highland hub"))
    return do[arguments.what](arguments, _folder(arguments), say)


def _serve(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    import threading

    from firmware.signals import stopped_by_signals
    from hub.serve import Wanted, serving

    if arguments.broker is not None and arguments.certificate is not None:
        raise UsageError(NOT_TOGETHER(name="--broker", other="--certificate"), TRY_HELP(program="highland hub"))
    wanted = Wanted(
        folder=folder,
        host=EVERYWHERE if arguments.listen else HERE,
        port=PORTS[arguments.certificate is not None] if arguments.port is None else arguments.port,
        page_port=None if arguments.no_page else arguments.page_port,
        club=arguments.club,
        broker=arguments.broker,
        store=_store_asked(arguments, folder),
        certificate=_path(arguments.certificate),
        key=_path(arguments.key),
        ca=_path(arguments.ca),
    )
    stop = threading.Event()
    with stopped_by_signals(stop.set), serving(wanted, say.aside) as hub:
        _tell(hub, arguments, say)
        while not stop.wait(1.0):  # in steps, since on Windows a wait without end cannot be interrupted
            pass
    return 0


def _tell(hub: Serving, arguments: argparse.Namespace, say: Say) -> None:
    import time

    from telemetry.envelope import clock_is_sure

    say(READY)
    if not clock_is_sure(time.time()):
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
    sys.stdout.flush()


def _tell_others(hub: Serving, say: Say) -> None:
    from hub.serve import addresses

    found = addresses()
    for address in found:
        broker, page = hub.broker.replace(EVERYWHERE, address), hub.page.replace(HERE, address) or "-"
        say(NEARBY, page=page, broker=broker)
    if not found:
        say(NO_NETWORK)


def _invite(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    from hub.access.accounts import invite
    from hub.access.rules import is_node
    from telemetry.home import FIRST, NAME, SECOND

    folder.mkdir(parents=True, exist_ok=True)
    password = invite(folder, arguments.name)
    say(INVITED, name=arguments.name, password=password)
    if is_node(arguments.name):
        say(INVITED_NODE, name=arguments.name, password=password)
        if NAME.fullmatch(arguments.name) is None:
            say.aside(NOT_OUR_WORDS, name=arguments.name, example=f"{FIRST[0]}-{SECOND[0]}")
    return 0


def _remove(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    from hub.access.accounts import remove

    remove(folder, arguments.name)
    say(REMOVED, name=arguments.name)
    return 0


def _accounts(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    from hub.access.accounts import accounts

    for name in accounts(folder):
        print(name)
    return 0


def _nodes(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    import time

    with _opened(arguments, folder) as store:
        found = store.nodes()
    if not found:
        say(NO_NODES)
    for node in found:
        age_s = max(0.0, time.time() - node.last_seen)
        online = "online" if node.online else "offline"
        kind = node.provenance.upper() or "?"
        state = node.snapshot.get("state", "?")
        counts = f"{node.records} records, {node.refused} refused, {node.skipped} skipped"
        print(f"{node.node:32} {kind:4} {online:7} {node.project:16} {state:14} {age_s:8.0f} s  {counts}")
    return 0


def _forget(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    name = arguments.name
    with _opened(arguments, folder) as store:
        records = {node.node: node.records for node in store.nodes()}
        if name not in records and name not in {node for node, _ in store.refusals()}:
            say(NOBODY, name=name)
            return 1
        if not arguments.yes:
            say(WOULD_FORGET, name=name, records=records.get(name, 0))
            return 1
        say(FORGOTTEN, name=name, records=store.forget(name))
    return 0


def _export(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    import time

    from hub.store.export import export_csv, export_parquet
    from sim.time.durations import seconds

    if (arguments.csv is None) == (arguments.parquet is None):
        raise UsageError(NEEDS(what="export", needed="--csv / --parquet"), TRY_HELP(program="highland hub"))
    try:
        since = 0.0 if arguments.since is None else time.time() - seconds(arguments.since)
    except ValueError:
        raise UsageError(BAD_SPAN(value=arguments.since), BAD_SPAN_HINT) from None
    export, file = (
        (export_csv, Path(arguments.csv)) if arguments.csv is not None else (export_parquet, Path(arguments.parquet))
    )
    with _opened(arguments, folder) as store:
        written = export(store, file, since, node=arguments.node or "", provenance=arguments.provenance or "")
    say(EXPORTED, rows=written.rows, file=written.file)
    return 0


def _backup(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    file = Path(arguments.name)
    with _opened(arguments, folder) as store:
        store.backup(file)
    say(BACKED_UP, file=file)
    return 0


def _bridge(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    from hub.access.accounts import is_here
    from hub.broker.bridge import run_bridge, write_bridge
    from telemetry.address import address_of

    if arguments.to is not None:
        to = address_of(arguments.to, _path(arguments.ca))
        home = None if arguments.broker is None else address_of(arguments.broker)
        file = write_bridge(folder, to, home, home_port=arguments.port or PORTS[False])
        say(BRIDGE_WRITTEN, file=file)
        if not to.tls and to.host != "localhost" and not is_here(to.host):
            say.aside(PLAIN_BRIDGE, address=to)
        say(BRIDGED, address=to)
    run_bridge(folder)
    return 0


def _opened(arguments: argparse.Namespace, folder: Path) -> Any:
    from contextlib import closing

    from hub.store import open_store

    return closing(open_store(_store_asked(arguments, folder)))


def _store_asked(arguments: argparse.Namespace, folder: Path) -> str:
    return arguments.store if arguments.store is not None else str(folder / "hub.db")


def _folder(arguments: argparse.Namespace) -> Path:
    from firmware.computer import state_home

    return Path(arguments.data) if arguments.data is not None else state_home() / "hub"


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)


__all__ = ["EXAMPLE", "HELP", "NAME", "HighlandError", "add_arguments", "run"]
