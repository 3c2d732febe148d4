"""Where a node keeps its name and its outbox: one file a node, `outbox/NODE.db`, held by one program at a time."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

from devices import HighlandError, Message
from telemetry.names import SIMULATED, check_name, choose_name
from telemetry.outbox import Outbox, OutboxError, open_outbox
from telemetry.topics import is_node_name

FOLDER = "outbox"
IN_USE = Message("outbox.in_use", "The outbox of {node} is in use: another program runs as {node} on this computer.")
IN_USE_HINT = Message("outbox.in_use.hint", "Stop that program, or give this one another name with --node.")
UNUSABLE = Message("outbox.unusable", "The outbox {file} cannot be opened: {error}.")
UNUSABLE_HINT = Message(
    "outbox.unusable.hint", "Is the card full, or the folder not yours? Nothing was started, and nothing was deleted."
)
SET_ASIDE = Message(
    "outbox.set_aside", "The outbox was damaged and is kept as {file}; a new one was begun. Readings in it may be lost."
)


def claim(home: Path, name: str | None, simulated: bool) -> tuple[str, Outbox, Path | None]:
    """The name and outbox of this run: those wanted, or the first of this computer that is free, or new ones.

    The third is where a damaged outbox was put. A name comes from Highland's list, or is one that a hub gave (any
    valid one, in the address). Raises HighlandError.
    """
    folder = home / FOLDER
    if name is not None:
        return _open(folder, name)
    known = sorted(file.stem for file in folder.glob("*.db"))
    for each in known:
        if each.startswith(SIMULATED) == simulated and is_node_name(each):
            try:
                return _open(folder, each)
            except HighlandError:
                continue  # another run has it
    return _open(folder, choose_name(random.choice, set(known), simulated))


def wanted_name(asked: str | None, user: str) -> str | None:
    """The name asked for with --node, else the user name of the address: a hub gives every node an account."""
    if asked is not None:
        return check_name(asked)
    return user if user and is_node_name(user) else None


def _open(folder: Path, name: str) -> tuple[str, Outbox, Path | None]:
    file = folder / f"{name}.db"
    try:
        outbox, aside = open_outbox(file)
    except OutboxError as error:
        if isinstance(error.__cause__, sqlite3.OperationalError) and "locked" in str(error.__cause__):
            raise HighlandError(IN_USE(node=name), IN_USE_HINT) from error
        raise HighlandError(UNUSABLE(file=file, error=error), UNUSABLE_HINT) from error
    return name, outbox, aside
