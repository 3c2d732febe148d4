"""What a damaged card took from an outbox: counted by a tally beside it, and rescued as far as it can be read.

sqlite drops the end of a damaged write-ahead log without a word. So the last number given is also kept in the tally, a
file of its own of one line: what the tally knows and the outbox lacks is gone, and its numbers are known.
"""

from __future__ import annotations

import os
import re
import sqlite3
import zlib
from collections.abc import Collection, Iterable
from contextlib import closing, suppress
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from devices.private import private_file

ROWS = "SELECT seq, ts, mono, life, event, body FROM rows"
BESIDE = 1000  # numbers before and after what was found; chosen: more than stand on one page
HIGHEST = 2**53  # of a number, as in telemetry.record
EPOCH = re.compile(r"[0-9a-f]{16}")
MOST_NUMBERS = 1_000_000  # that are looked for one by one; chosen: some 10 s


class Gone(NamedTuple):
    """Numbers, first to last, of one epoch, that the card lost before the hub had acknowledged them."""

    epoch: str
    first: int
    last: int


class Counted(NamedTuple):
    """What a tally says: the last number given and its epoch; all up to `acked` is at the hub."""

    epoch: str
    seq: int
    acked: int


class Tally:
    """The file NODE.db-tally. It has one length, so that it can be written on a full card too."""

    def __init__(self, outbox: Path) -> None:
        self.file = outbox.with_name(f"{outbox.name}-tally")

    def read(self) -> Counted | None:
        """What it says; None when there is none, or it is damaged."""
        try:
            text, mark = self.file.read_text(encoding="ascii").rsplit(maxsplit=1)
            epoch, seq, acked = text.split()
            return Counted(epoch, int(seq), int(acked)) if int(mark, 16) == zlib.crc32(text.encode()) else None
        except (OSError, ValueError):
            return None

    def write(self, counted: Counted) -> None:
        """Overwrite it in place; it is on the card when this returns. Raises OSError."""
        if not self.file.exists():
            private_file(self.file)
        text = f"{counted.epoch} {counted.seq:016d} {counted.acked:016d}"
        with open(self.file, "r+b", buffering=0) as opened:
            opened.write(f"{text} {zlib.crc32(text.encode()):08x}\n".encode())
            os.fsync(opened.fileno())


def gone_of(counted: Counted | None, known: Iterable[tuple[int, int]], after: int) -> list[Gone]:
    """The numbers after `after` that the tally knows, the hub does not have and nobody `known` of has, in order.

    `known`: first and last of the rows that are there, and of what was lost before.
    """
    if counted is None:
        return []
    found, next_one = [], max(after, counted.acked) + 1
    for first, last in [*sorted(known), (counted.seq + 1, counted.seq + 1)]:
        if first > next_one <= counted.seq:
            found.append(Gone(counted.epoch, next_one, min(first, counted.seq + 1) - 1))
        next_one = max(next_one, last + 1)
    return found


def text_of(numbers: Collection[int]) -> str:
    """Numbers as a short text: their steps, which are nearly all alike, compressed."""
    ordered = sorted(numbers)
    steps = " ".join(str(after - before) for before, after in pairwise((0, *ordered)))
    return zlib.compress(steps.encode()).hex()


def numbers_in(text: str) -> frozenset[int]:
    """The numbers in such a text; none when it is damaged."""
    try:
        steps = zlib.decompress(bytes.fromhex(text)).decode("ascii").split()
        return frozenset(accumulate(map(int, steps)))
    except (ValueError, TypeError, zlib.error):
        return frozenset()


class Rescued(NamedTuple):
    """What could still be read: {life: epoch}, rows as they were, how many were dropped and which were lost before.

    `thinned` are the numbers of those that were dropped and that the hub may still lack.
    """

    lives: dict[int, str]
    rows: list[tuple[Any, ...]]
    dropped: int
    gone: list[Gone]
    thinned: frozenset[int]


def rescue(file: Path, counted: Counted | None = None) -> Rescued:
    """Read a damaged outbox from both its ends, as far as that goes, then each row between by its number.

    sqlite's cursor is one row ahead, so it loses a good row beside each damage. `counted`: what its tally says.
    """
    rows: dict[int, tuple[Any, ...]] = {}
    about: dict[str, str] = {}
    lives: dict[int, str] = {}
    gone: list[Gone] = []
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as db:
        for order in ("", "DESC"):
            with suppress(sqlite3.Error):
                for row in db.execute(f"{ROWS} ORDER BY seq {order}"):
                    rows[row[0]] = row
        for number in _unread(rows, counted):
            with suppress(sqlite3.Error):
                rows.update((row[0], row) for row in db.execute(f"{ROWS} WHERE seq = ?", (number,)))
        with suppress(sqlite3.Error):
            about.update(db.execute("SELECT name, value FROM about"))
        with suppress(sqlite3.Error):
            lives.update(db.execute("SELECT life, epoch FROM lives"))
        with suppress(sqlite3.Error):
            found = [Gone(*each) for each in db.execute("SELECT epoch, first, last FROM gone")]
            gone += [each for each in found if _is_epoch(each.first, each.epoch) and isinstance(each.last, int)]
    lives = {life: epoch for life, epoch in lives.items() if _is_epoch(life, epoch)}
    rows = {seq: row for seq, row in rows.items() if _is_whole(row)}
    if "epoch" in about:  # of the first release: one epoch for all lives
        lives |= {row[3]: about["epoch"] for row in rows.values()}
    dropped = about.get("dropped", "0")
    thinned = numbers_in(about.get("thinned", ""))
    in_order = [rows[seq] for seq in sorted(rows)]
    return Rescued(lives, in_order, int(dropped) if dropped.isdecimal() else 0, gone, thinned)


def _unread(found: Collection[int], counted: Counted | None) -> Iterable[int]:
    """The numbers that may still be there, newest first; without a tally those beside what was found."""
    numbers = [number for number in found if number < HIGHEST]
    low, high = min(numbers, default=1) - BESIDE, max(numbers, default=0) + BESIDE
    if counted is not None:
        low, high = counted.acked + 1, max(counted.seq, high - BESIDE)
    return (number for number in range(high, max(low, high - MOST_NUMBERS, 1) - 1, -1) if number not in found)


def _is_whole(row: tuple[Any, ...]) -> bool:
    """Whether each column still holds what was put there, as far as that shows."""
    seq, ts, mono, life, event, body = row
    try:
        zlib.decompress(body)
    except (zlib.error, TypeError):
        return False
    numbers = isinstance(ts, float) and isinstance(mono, float) and isinstance(life, int) and event in (0, 1)
    return numbers and 0 < seq < HIGHEST


def _is_epoch(life: object, epoch: object) -> bool:
    return isinstance(life, int) and isinstance(epoch, str) and EPOCH.fullmatch(epoch) is not None
