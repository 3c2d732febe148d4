"""Where a node keeps its name and its outbox: one file per node, `outbox/NODE.db`, locked by one program at a time.

Names of nodes, from a list of words: no child's name and no place can get into a topic.

A name is two words and perhaps a number, `red-heron` or `green-bamboo-7`; a simulated node's begins with `sim-`.
"""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable, Container, Sequence
from pathlib import Path

from devices import HighlandError, Message
from devices.os_errors import cause
from telemetry.card.machine import this_machine
from telemetry.card.mending import open_outbox
from telemetry.card.outbox import Outbox, OutboxError
from telemetry.topics import is_node_name

FIRST = (
    "red", "green", "blue", "white", "black", "gold", "silver", "brown", "gray", "pink", "bright", "calm", "clear",
    "early", "fast", "gentle", "happy", "high", "kind", "light", "merry", "new", "old", "quiet", "round", "small",
    "soft", "strong", "sunny", "tall", "warm", "wise",
)  # fmt: skip
SECOND = (
    "bamboo", "banyan", "bear", "bee", "bell", "bridge", "buffalo", "cicada", "cloud", "corn", "crane", "cricket",
    "deer", "dragon", "drum", "duck", "eagle", "egret", "fern", "fish", "flute", "forest", "frog", "gecko", "ginger",
    "goat", "gong", "hawk", "heron", "hill", "horse", "kite", "lake", "lantern", "leaf", "lemon", "lotus", "mango",
    "maple", "mist", "moon", "moth", "orchid", "otter", "owl", "palm", "panda", "peach", "pearl", "pine", "plum",
    "pony", "rain", "rice", "river", "rock", "rose", "sparrow", "spring", "star", "stone", "stork", "stream", "sun",
    "swallow", "tea", "terrace", "tiger", "tortoise", "valley", "wave", "willow", "wind",
)  # fmt: skip
SIMULATED = "sim-"
NAME = re.compile(rf"(?:{SIMULATED})?(?:{'|'.join(FIRST)})-(?:{'|'.join(SECOND)})(?:-[1-9][0-9]{{0,3}})?")

NOT_A_NAME = Message("node.not_a_name", "{name} is not a valid node name.")
NOT_A_NAME_HINT = Message(
    "node.not_a_name.hint",
    "A name is two words from Highland's list and optionally a number, such as {example}, so that it identifies no "
    "person. Without a name, one is chosen.",
)


def check_name(name: str) -> str:
    """Returns the name. Raises HighlandError when it is not made of words from the list."""
    if NAME.fullmatch(name) is None:
        raise HighlandError(NOT_A_NAME(name=name), NOT_A_NAME_HINT(example=f"{FIRST[0]}-{SECOND[28]}-7"))
    return name


def choose_name(choice: Callable[[Sequence[str]], str], taken: Container[str], simulated: bool) -> str:
    """A name that is not taken; `choice` picks one of a list, such as `random.choice`."""
    before = SIMULATED if simulated else ""
    while True:
        words = f"{before}{choice(FIRST)}-{choice(SECOND)}"
        for name in (words, *(f"{words}-{number}" for number in range(2, 10))):
            if name not in taken:
                return name


FOLDER = "outbox"
IN_MEMORY_ROWS = 5000  # chosen: 83 hours of a reading a minute
IN_USE = Message("outbox.in_use", "The outbox of {node} is in use: another program runs as {node} on this computer.")
IN_USE_HINT = Message("outbox.in_use.hint", "Stop that program, or give this one another name with --node.")
UNUSABLE = Message("outbox.unusable", "The outbox {file} cannot be opened: {error}.")
UNUSABLE_HINT = Message(
    "outbox.unusable.hint",
    "Is the card full, or does the folder belong to another user? Nothing was started or deleted.",
)
IN_MEMORY = Message(
    "outbox.in_memory",
    "The outbox {file} cannot be used ({error}). Control runs; readings wait in memory only, the newest {limit}, and "
    "are lost when it stops. Check the card and its free space; it is tried again every minute.",
)
MOVED = Message(
    "outbox.moved",
    "The outbox of {node} comes from another computer. If both are in use (a copied card), give one of them another "
    "name with --node, so that the hub can tell them apart.",
)
NOT_SIMULATED = Message("node.not_simulated", "{name} is the name of a simulated node, and this is a real board.")
NOT_SIMULATED_HINT = Message(
    "node.not_simulated.hint",
    "Choose a name without sim- at the front; with a hub's account, ask the hub for another one.",
)


def claim(home: Path, name: str | None, simulated: bool) -> tuple[str, Outbox, Path | None]:
    """The name and outbox of this run: those requested, or the first free ones of this computer, or new ones.

    The third is where a damaged outbox was put. A name comes from Highland's list, or is one that a hub gave (any
    valid one, in the address). Raises HighlandError, also for a real board with the name of a simulated one. A real
    board runs with an outbox in memory when its card is full or broken: it protects people without telemetry too.
    """
    folder = home / FOLDER
    if name is not None:
        if name.startswith(SIMULATED) and not simulated:
            raise HighlandError(NOT_SIMULATED(name=name), NOT_SIMULATED_HINT)
        return _open(folder, name, simulated)
    known = sorted(file.stem for file in folder.glob("*.db"))
    for each in known:
        if each.startswith(SIMULATED) == simulated and is_node_name(each):
            try:
                return _open(folder, each, simulated)
            except HighlandError:
                continue  # another run has it
    return _open(folder, choose_name(random.choice, set(known), simulated), simulated)


def wanted_name(asked: str | None, user: str) -> str | None:
    """The name asked for with --node, else the user name of the address: a hub gives every node an account."""
    if asked is not None:
        return check_name(asked)
    return user if user and is_node_name(user) else None


def _open(folder: Path, name: str, simulated: bool) -> tuple[str, Outbox, Path | None]:
    file = folder / f"{name}.db"
    try:
        outbox, aside = open_outbox(file, machine=this_machine())
    except OutboxError as error:
        if isinstance(error.__cause__, sqlite3.OperationalError) and "locked" in str(error.__cause__):
            raise HighlandError(IN_USE(node=name), IN_USE_HINT) from error
        if not simulated:
            return name, Outbox(file, IN_MEMORY_ROWS, trouble=str(error)), None
        raise HighlandError(UNUSABLE(file=file, error=cause(error)), UNUSABLE_HINT) from error
    return name, outbox, aside
