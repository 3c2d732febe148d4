"""The way to the club's hub: where it is, whether it takes us, and what waits on the card."""

from __future__ import annotations

import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from devices import HighlandError, Message
from devices.os_errors import OF_SQLITE, cause
from devices.toml_file import read_toml
from telemetry.address import PASSWORD_VARIABLE, Address, address_of
from telemetry.card.damage import Tally
from telemetry.card.outbox import MAX_ROWS
from workshop.doctor.ask_hub import HubAnswer
from workshop.doctor.finding import WORTH_KNOWING, WRONG, Finding, Kind
from workshop.doctor.machine import Machine

NODE_FILES = ("etc/highland/node.toml", "{home}/.config/highland/node.toml")
OUTBOXES = "var/lib/highland/outbox/*.db"
LONG_S = 86_400.0  # a day without the hub
MANY_ROWS = 1440  # a day of one reading a minute
NEARLY_FULL = 0.8

NODE_FILE_WRONG = Kind(
    "node_file_wrong",
    WRONG,
    Message("doctor.node_file_wrong", "{file} cannot be used: {reason}"),
    Message("doctor.node_file_wrong.why", "The project does not start with it, or sends nothing."),
    "sudo nano {file}",
)
NODE_FILE_OPEN = Kind(
    "node_file_open",
    WORTH_KNOWING,
    Message("doctor.node_file_open", "Every user may read the password in {file}."),
    Message("doctor.node_file_open.why", "Whoever knows it can send readings in the name of this board."),
    "sudo chmod 640 {file}",
)
HUB_UNKNOWN = Kind(
    "hub_unknown",
    WORTH_KNOWING,
    Message("doctor.hub_unknown", "No computer in this network is called {host}."),
    Message("doctor.hub_unknown.why", "Readings wait on the card; the control goes on."),
    "ping -c 3 {host}",
    Message("doctor.hub_unknown.offline", "Is the hub on, and are both in the same network?"),
)
HUB_PORT_SHUT = Kind(
    "hub_port_shut",
    WORTH_KNOWING,
    Message("doctor.hub_port_shut", "The computer {host} is there, but no hub listens on its port {port}."),
    Message("doctor.hub_port_shut.why", "Readings wait on the card; the control goes on."),
    "highland hub",
    Message("doctor.hub_port_shut.offline", "Start the hub on that computer; its firewall may have shut the port."),
)
HUB_SILENT = Kind(
    "hub_silent",
    WORTH_KNOWING,
    Message("doctor.hub_silent", "The hub {host} does not answer on port {port}."),
    Message("doctor.hub_silent.why", "Readings wait on the card; the control goes on."),
    "ping -c 3 {host}",
    Message("doctor.hub_silent.offline", "Is the hub on, and is this board in its network?"),
)
HUB_REFUSES = Kind(
    "hub_refuses",
    WRONG,
    Message("doctor.hub_refuses", "The hub {host} refuses the account {user}."),
    Message("doctor.hub_refuses.why", "Nothing arrives there until the account is right; readings wait on the card."),
    "highland hub invite {user}",
    Message("doctor.hub_refuses.offline", "Type it on the hub's computer, and write what it prints into {file}."),
)
HUB_CERTIFICATE = Kind(
    "hub_certificate",
    WRONG,
    Message("doctor.hub_certificate", "The certificate of the hub {host} cannot be trusted."),
    Message("doctor.hub_certificate.why", "It may be another computer, or the clock of this board is wrong."),
    "sudo nano {file}",
    Message("doctor.hub_certificate.offline", "Copy the hub's certificate to this board, and name it there as `ca`."),
)
OLDEST = Message("doctor.outbox_waits.oldest", "the oldest for {age_s:span}")
SINCE_UNKNOWN = Message("doctor.outbox_waits.unknown", "for a time that only the running project knows")
OUTBOX_WAITS = Kind(
    "outbox_waits",
    WORTH_KNOWING,
    Message("doctor.outbox_waits", "{count} records wait in {file}, {since}."),
    Message("doctor.outbox_waits.why", "The hub has not had them; nothing is lost as long as the card lives."),
    "highland hub",
    Message("doctor.outbox_waits.offline", "Start the hub in the same network: the board sends them by itself."),
)
OUTBOX_NEARLY_FULL = Kind(
    "outbox_nearly_full",
    WRONG,
    Message("doctor.outbox_nearly_full", "{count} records wait in {file}; it takes {limit}."),
    Message("doctor.outbox_nearly_full.why", "Then every second old reading is dropped. Events are kept."),
    "highland hub",
    Message("doctor.outbox_nearly_full.offline", "Start the hub in the same network: the board sends them by itself."),
)
OUTBOX_DAMAGED = Kind(
    "outbox_damaged",
    WRONG,
    Message("doctor.outbox_damaged", "{file} is damaged: {reason}."),
    Message("doctor.outbox_damaged.why", "At the next start it is set aside, and what can be read of it is sent."),
    "sudo systemctl restart {unit}",
    Message("doctor.outbox_damaged.offline", "The same command. Look at the card as well."),
)
OUTBOX_SET_ASIDE = Kind(
    "outbox_set_aside",
    WORTH_KNOWING,
    Message("doctor.outbox_set_aside", "A damaged outbox was set aside: {file}."),
    Message("doctor.outbox_set_aside.why", "The card has lost records once. What could be read was sent."),
    "sudo rm {file}",
)


class Waiting(NamedTuple):
    """How many records wait, and since when the oldest does, in seconds of the epoch; None where that is unknown."""

    records: int
    oldest_s: float | None


class Node(NamedTuple):
    """The file that says where the hub is, without its leading slash, and the address."""

    file: str
    address: Address


def node(machine: Machine) -> Node | None:
    """Where the hub is: among the options of the service, else in node.toml. Raises HighlandError, NotLookedAt."""
    if machine.project is not None:
        name = f"etc/highland/{machine.project.name}.env"
        said = dict(line.split("=", 1) for line in (machine.text(name) or "").splitlines() if "=" in line)
        words = _words(said.get("HIGHLAND_OPTIONS", ""))
        for option, value in pairwise(words):
            if option == "--mqtt":
                return Node(name, replace(address_of(value), password=said.get(PASSWORD_VARIABLE, "")))
    home = machine.senses.environment.get("HOME", "").strip("/")
    for name in (each.format(home=home) for each in NODE_FILES):
        if machine.text(name) is not None:
            mqtt = read_toml(machine.path(name), f"/{name}").get("mqtt", {})
            url, ca = mqtt.get("url"), mqtt.get("ca")
            return None if url is None else Node(name, address_of(url, Path(ca) if ca else None))
    return None


def _words(options: str) -> list[str]:
    """The options in a file for systemd, which may stand in quotes; none of a line that nobody can read."""
    try:
        return shlex.split(" ".join(shlex.split(options)))
    except ValueError:
        return []


def settings(machine: Machine) -> Iterator[Finding]:
    """Can the file with the hub's address be used, and is its password kept?"""
    try:
        found = node(machine)
    except HighlandError as error:
        yield NODE_FILE_WRONG(file=f"/{NODE_FILES[0]}", reason=error.message)
        return
    rights = machine.rights(found.file) if found is not None else None
    if found is not None and found.address.password and rights is not None and rights.mode & 0o004:
        yield NODE_FILE_OPEN(file=f"/{found.file}")


def hub(machine: Machine) -> Iterator[Finding]:
    """Would the hub take what this board sends?"""
    try:
        found = node(machine)
    except HighlandError:  # told by `settings`
        return
    if found is None:
        return
    name, address = found
    kinds = {
        HubAnswer.UNKNOWN_NAME: HUB_UNKNOWN,
        HubAnswer.PORT_SHUT: HUB_PORT_SHUT,
        HubAnswer.SILENT: HUB_SILENT,
        HubAnswer.REFUSED: HUB_REFUSES,
        HubAnswer.BAD_CERTIFICATE: HUB_CERTIFICATE,
    }
    if not address.user:  # as the node does: its own name is its account
        own = [Path(each).stem for each in machine.glob(OUTBOXES)]
        address = address.of_user(own[0] if own else "")
    answer = machine.senses.ask_hub(address)
    if answer in kinds:
        yield kinds[answer](host=address.host, port=address.port, user=address.user or "-", file=f"/{name}")


def outbox(machine: Machine) -> Iterator[Finding]:
    """What waits on the card, and is it whole?"""
    for name in machine.glob(f"{OUTBOXES}.broken-*"):
        if not name.endswith(("-wal", "-shm")):
            yield OUTBOX_SET_ASIDE(file=f"/{name}")
    for name in machine.glob(OUTBOXES):
        try:
            waiting = _counted(machine, name) if machine.pins_held_by else _read(machine.path(name))
        except sqlite3.DatabaseError as error:
            yield OUTBOX_DAMAGED(file=f"/{name}", reason=_damage(error), unit=machine.unit or "highland@PROJECT")
            continue
        age_s = 0.0 if waiting.oldest_s is None else machine.senses.wall_s() - waiting.oldest_s
        since = SINCE_UNKNOWN if waiting.oldest_s is None else OLDEST(age_s=age_s)
        if waiting.records >= MAX_ROWS * NEARLY_FULL:
            yield OUTBOX_NEARLY_FULL(file=f"/{name}", count=waiting.records, limit=MAX_ROWS)
        elif waiting.records and (age_s >= LONG_S or waiting.records >= MANY_ROWS):
            yield OUTBOX_WAITS(file=f"/{name}", count=waiting.records, since=since)


def _damage(error: sqlite3.DatabaseError) -> Message | str:
    return cause(error) if getattr(error, "sqlite_errorname", "") else OF_SQLITE["CORRUPT"]


def _counted(machine: Machine, name: str) -> Waiting:
    """What the tally beside it says: the outbox itself is locked by the project that runs. Raises NotLookedAt."""
    tally = Tally(machine.path(name))
    machine.text(f"{name}-tally")  # whether one may read it
    counted = tally.read()
    return Waiting(counted.seq - counted.acked if counted else 0, None)


def _read(file: Path) -> Waiting:
    """What a copy of it says: opening the outbox itself would change it. Raises sqlite3.DatabaseError."""
    counted = Tally(file).read()
    with TemporaryDirectory() as folder:
        for end in ("", "-wal"):
            if file.with_name(file.name + end).exists():
                shutil.copyfile(file.with_name(file.name + end), Path(folder) / f"copy.db{end}")
        with closing(sqlite3.connect(Path(folder) / "copy.db")) as db:
            if (damage := db.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                raise sqlite3.DatabaseError(damage)
            acked = counted.acked if counted else 0
            count, oldest_s = db.execute("SELECT count(*), min(ts) FROM rows WHERE seq > ?", (acked,)).fetchone()
    return Waiting(count, oldest_s)
