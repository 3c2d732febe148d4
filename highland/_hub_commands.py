"""The commands for a hub's accounts and store: `highland hub COMMAND`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from devices import Message, duration
from highland._passwords import asked_address
from messages import Say
from messages.arguments import NOT_TOGETHER, TRY_HELP, Parser, UsageError

INVITE = Message(
    "cli.hub.invite", "create an account for a node, a viewer_NAME or a bridge_NAME, and show its password once"
)
REMOVE = Message("cli.hub.remove", "delete an account")
ACCOUNTS = Message("cli.hub.accounts", "list the accounts")
NODES = Message("cli.hub.nodes", "list the nodes that have sent data")
FORGET = Message("cli.hub.forget", "delete all readings of a node")
EXPORT = Message("cli.hub.export", "write readings to a file, as CSV or Parquet")
BACKUP = Message("cli.hub.backup", "back up the store to a file, while the hub runs")
BRIDGE = Message("cli.hub.bridge", "forward everything to a hub above")
WHOM = Message("cli.hub.whom", "name of the account")
WHICH = Message("cli.hub.which", "name of the node")
FILE = Message("cli.hub.file", "the file to write")
DATA = Message("cli.hub.data", "folder of the hub's accounts and store (default: a folder in your home directory)")
STORE = Message("cli.hub.store", "use this store: a file, or postgresql://USER@HOST/NAME (password: ~/.pgpass)")
CSV = Message("cli.hub.csv", "write readings as CSV")
EXCEL = Message(
    "cli.hub.excel",
    "CSV that a spreadsheet opens with a double click: semicolons, local time, in Vietnamese a decimal comma",
)
WIDE = Message("cli.hub.wide", "CSV with a row for each moment and a column for each channel")
PARQUET = Message("cli.hub.parquet", "write readings as Parquet (needs pyarrow)")
SINCE = Message("cli.hub.since", "only data not older than this, such as 24h or 30d")
ONE_NODE = Message("cli.hub.node", "only this node")
ONE_PROVENANCE = Message("cli.hub.provenance", "only sim, or only real")
YES = Message("cli.hub.yes", "delete without asking for confirmation")
TO = Message("cli.hub.to", "URL of the hub above, mqtts://bridge_NAME@HOST (its password is asked for)")
HOME_BROKER = Message("cli.hub.home_broker", "the broker to forward from: mqtt://USER@HOST (default: the hub's own)")
HOME_PORT = Message("cli.hub.home_port", "port of the hub's own broker (1883)")
TRUSTED = Message("cli.hub.trusted", "certificate to trust for mqtts:// of --to")

NEEDS = Message("cli.hub.needs", "`hub {what}` needs {needed}.")
INVITED = Message("cli.hub.invited", "{name} has an account. Its password, shown only now: {password}")
INVITED_NODE = Message(
    "cli.hub.invited_node",
    "On the node: `highland run PROJECT --mqtt mqtt://{name}@ADDRESS-OF-THIS-HUB`. It asks for the "
    "password; a service takes it from the variable {variable}.",
)
NOT_OUR_WORDS = Message(
    "cli.hub.not_our_words",
    "{name} is not made of words from Highland's list. Make sure that it names no child "
    "and no place; an example is {example}.",
)
REMOVED = Message("cli.hub.removed", "{name} no longer has an account.")
BAD_SPAN = Message("cli.hub.bad_span", "--since {value} is not a time span.")
BAD_SPAN_HINT = Message("cli.hub.bad_span.hint", "Write for example 90m, 24h or 30d.")
NO_NODES = Message("cli.hub.no_nodes", "No node has sent anything yet.")
EXPORTED = Message("cli.hub.exported", "{rows} rows written to {file}.")
BACKED_UP = Message("cli.hub.backed_up", "The backup is in {file}.")
NOBODY = Message("cli.hub.nobody", "The store has no node {name}.")
WOULD_FORGET = Message(
    "cli.hub.would_forget",
    "{name}: {records} records, with their events and curves. They would be deleted permanently. To confirm, repeat "
    "the command with --yes. Backups and exports keep their copies.",
)
FORGOTTEN = Message(
    "cli.hub.forgotten",
    "All data of {name} is deleted: {records} records. If the node still sends, or a mosquitto keeps its last "
    "state, it appears again; `hub remove {name}` deletes its account.",
)
PLAIN_BRIDGE = Message(
    "cli.hub.plain_bridge",
    "This connection is not encrypted: password and readings can be read on the way to {address}. mqtts:// is safer.",
)
BRIDGED = Message("cli.hub.bridged", "Forwarding everything to {address}. Ctrl-C stops it; waiting records are kept.")
BRIDGE_WRITTEN = Message("cli.hub.bridge_written", "The bridge is written in {file}.")

PORT = 1883


class Command(NamedTuple):
    """One command: its help, an example, its own options, and what it does."""

    help: Message
    example: str
    add_arguments: Callable[[Parser], None]
    run: Callable[[argparse.Namespace, Path, Say], int]


def add_store(parser: Parser) -> None:
    """Options for accounts and store; they may also be given before the command's name."""
    add_folder(parser)
    parser.add_argument("--store", metavar="WHERE", default=argparse.SUPPRESS, help=STORE)


def add_folder(parser: Parser) -> None:
    """Option for the accounts' folder."""
    parser.add_argument("--data", metavar="FOLDER", default=argparse.SUPPRESS, help=DATA)


def _account_arguments(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help=WHOM)
    add_folder(parser)


def _forget_arguments(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help=WHICH)
    parser.add_argument("--yes", action="store_true", help=YES)
    add_store(parser)


def _export_arguments(parser: Parser) -> None:
    parser.add_argument("--csv", metavar="FILE", help=CSV)
    parser.add_argument("--excel", action="store_true", help=EXCEL)
    parser.add_argument("--wide", action="store_true", help=WIDE)
    parser.add_argument("--parquet", metavar="FILE", help=PARQUET)
    parser.add_argument("--since", metavar="SPAN", help=SINCE)
    parser.add_argument("--node", metavar="NAME", help=ONE_NODE)
    parser.add_argument("--provenance", metavar="sim|real", choices=("sim", "real"), help=ONE_PROVENANCE)
    add_store(parser)


def _backup_arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", help=FILE)
    add_store(parser)


def _bridge_arguments(parser: Parser) -> None:
    parser.add_argument("--to", metavar="URL", help=TO)
    parser.add_argument("--ca", metavar="FILE", default=argparse.SUPPRESS, help=TRUSTED)
    parser.add_argument("--broker", metavar="URL", default=argparse.SUPPRESS, help=HOME_BROKER)
    parser.add_argument("--port", metavar="PORT", type=int, default=argparse.SUPPRESS, help=HOME_PORT)
    add_folder(parser)


def _invite(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    from hub.access.accounts import invite, own_folder
    from hub.access.rules import is_node
    from telemetry.address import PASSWORD_VARIABLE
    from telemetry.home import FIRST, NAME, SECOND

    own_folder(folder)
    password = invite(folder, arguments.name)
    say(INVITED, name=arguments.name, password=password)
    if is_node(arguments.name):
        say(INVITED_NODE, name=arguments.name, variable=PASSWORD_VARIABLE)
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
    from hub.intake.alerts import notes_of
    from hub.serve import clock_of

    now = clock_of(folder).wall()
    with opened(arguments, folder) as store:
        found = store.nodes()
    if not found:
        say(NO_NODES)
    for node in found:
        age_s = max(0.0, now - node.last_seen)
        online = "online" if node.online else "offline"
        kind = node.provenance.upper() or "?"
        state = node.snapshot.get("state", "?")
        ago = say.text(duration(age_s))
        counts = f"{node.records} records, {node.refused} refused, {node.skipped} skipped"
        print(f"{node.node:32} {kind:4} {online:7} {node.project:16} {state:14} {ago:>15}  {counts}")
        if any(node.label):
            print(f"{'':4}{', '.join(each for each in node.label if each)}")
        for message in notes_of(node):
            print(f"{'':4}{say.text(message)}")
    return 0


def _forget(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    name = arguments.name
    with opened(arguments, folder) as store:
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

    from hub.serve import clock_of
    from hub.store.export import PLAIN, export_csv, export_parquet, for_spreadsheet
    from sim.time.durations import seconds

    hint = TRY_HELP(program="highland hub export")
    if arguments.csv is None and arguments.parquet is None:
        raise UsageError(NEEDS(what="export", needed="--csv / --parquet"), hint)
    for name in ("csv", "excel", "wide"):
        if arguments.parquet is not None and getattr(arguments, name):
            raise UsageError(NOT_TOGETHER(name=f"--{name}", other="--parquet"), hint)
    try:
        since = 0.0 if arguments.since is None else clock_of(folder).wall() - seconds(arguments.since)
    except ValueError:
        raise UsageError(BAD_SPAN(value=arguments.since), BAD_SPAN_HINT) from None
    of: dict[str, Any] = {"since": since, "node": arguments.node or "", "provenance": arguments.provenance or ""}
    with opened(arguments, folder) as store:
        if arguments.parquet is not None:
            written = export_parquet(store, Path(arguments.parquet), **of)
        else:
            style = for_spreadsheet(say.lang) if arguments.excel else PLAIN
            written = export_csv(store, Path(arguments.csv), **of, style=style, wide=arguments.wide)
    say(EXPORTED, rows=written.rows, file=written.file)
    return 0


def _backup(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    file = Path(arguments.file)
    with opened(arguments, folder) as store:
        store.backup(file)
    say(BACKED_UP, file=file)
    return 0


def _bridge(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    from hub.access.accounts import is_here
    from hub.broker.bridge import run_bridge, write_bridge

    if arguments.to is not None:
        to = asked_address(arguments.to, path_or_none(arguments.ca), say)
        home = None if arguments.broker is None else asked_address(arguments.broker, None, say)
        file = write_bridge(folder, to, home, home_port=arguments.port or PORT)
        say(BRIDGE_WRITTEN, file=file)
        if not to.tls and to.host != "localhost" and not is_here(to.host):
            say.aside(PLAIN_BRIDGE, address=to)
        say(BRIDGED, address=to)
    run_bridge(folder)
    return 0


def opened(arguments: argparse.Namespace, folder: Path) -> Any:
    """The store, for a block."""
    from contextlib import closing

    from hub.store import open_store

    return closing(open_store(store_asked(arguments, folder)))


def store_asked(arguments: argparse.Namespace, folder: Path) -> str:
    """The store that was asked for: a file or a URL."""
    return arguments.store if arguments.store is not None else str(folder / "hub.db")


def path_or_none(text: str | None) -> Path | None:
    """The file, if one was named."""
    return None if text is None else Path(text)


COMMANDS = {
    "invite": Command(INVITE, "highland hub invite red-heron\n", _account_arguments, _invite),
    "remove": Command(REMOVE, "highland hub remove red-heron\n", _account_arguments, _remove),
    "accounts": Command(ACCOUNTS, "highland hub accounts\n", add_folder, _accounts),
    "nodes": Command(NODES, "highland hub nodes\n", add_store, _nodes),
    "forget": Command(FORGET, "highland hub forget red-heron\n", _forget_arguments, _forget),
    "export": Command(
        EXPORT, "highland hub export --csv lamp.csv --since 7d --node red-heron\n", _export_arguments, _export
    ),
    "backup": Command(BACKUP, "highland hub backup hub-monday.db\n", _backup_arguments, _backup),
    "bridge": Command(
        BRIDGE,
        "highland hub bridge --to mqtts://bridge_school-a@club.example\n",
        _bridge_arguments,
        _bridge,
    ),
}
