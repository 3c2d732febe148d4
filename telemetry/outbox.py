"""The outbox of a node: every record stays on the card until the hub says that it is in the hub's store.

An answer of the broker only means that the next hop has it: measured, an outbox that deletes then loses a third when
programs are killed. So rows are deleted when the hub's own mark comes back. Rows are numbered 1, 2, 3 ... within an
epoch, which is made with the file, so a reflashed card cannot repeat old numbers. The newest row always stays:
numbering continues from it.

What is written is on the card (fsync) before it may be sent; else a power cut could give the same number twice. To
spare the card, readings are written 60 at a time or once a minute: a power cut loses at most that minute. Alarms are
written at once. When the outbox is full, every second reading of the older half is dropped; events never are.
"""

from __future__ import annotations

import secrets
import sqlite3
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

VERSION = 1
MAX_ROWS = 200_000  # a reading a minute for 138 days; about 60 MB
PAGE_BYTES = 1024  # small pages: one reading a minute writes little more than itself
CHECKPOINT_PAGES = 250  # the log is written back after so many
SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE rows (seq INTEGER PRIMARY KEY, ts REAL NOT NULL, mono REAL NOT NULL, life INTEGER NOT NULL,
                   event INTEGER NOT NULL, body BLOB NOT NULL);
"""


class OutboxError(OSError):
    """The outbox cannot be opened or written: the card is full or broken, or another program uses it."""


class StoredRecord(NamedTuple):
    """One waiting record. `mono` is the monotonic clock; it may be compared within one `life` only."""

    seq: int
    ts: float
    mono: float
    life: int
    event: bool
    body: bytes


class PendingRecord(NamedTuple):
    """A record before it has a number: when, whether it is an event, and its JSON."""

    ts: float
    mono: float
    event: bool
    body: bytes


class Outbox:
    """A sqlite file with what has not been acknowledged yet. Not for several threads. Raises OutboxError.

    `epoch` names the file; `life` counts its openings; `newest` is the last number given; `acked` the hub's mark.
    """

    def __init__(self, file: Path, max_rows: int = MAX_ROWS) -> None:
        self.file = file
        self._max_rows = max_rows
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(file, isolation_level=None, check_same_thread=False, timeout=0.2)
            try:
                self._open()
            except BaseException:
                self._db.close()
                raise
        except (sqlite3.Error, OSError, ValueError) as error:
            raise OutboxError(f"{type(error).__name__}: {error}") from error

    def _open(self) -> None:
        run = self._db.execute
        run("PRAGMA locking_mode = EXCLUSIVE")
        run(f"PRAGMA page_size = {PAGE_BYTES}")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run("PRAGMA secure_delete = OFF")  # else every deleted row is overwritten with zeros
        run(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        run("BEGIN IMMEDIATE")
        if run("PRAGMA user_version").fetchone()[0] == 0:
            for statement in SCHEMA.split(";"):
                run(statement)
            about = {"epoch": secrets.token_hex(8), "life": "0", "dropped": "0"}
            self._db.executemany("INSERT INTO about VALUES (?, ?)", about.items())
            run(f"PRAGMA user_version = {VERSION}")
        elif run("PRAGMA user_version").fetchone()[0] != VERSION:
            raise ValueError("an outbox of another version of Highland")
        run("UPDATE about SET value = value + 1 WHERE name = 'life'")
        about = dict(run("SELECT name, value FROM about"))
        low, high, self._rows = run("SELECT min(seq), max(seq), count(*) FROM rows").fetchone()
        run("COMMIT")
        self.epoch, self.life, self.dropped = about["epoch"], int(float(about["life"])), int(float(about["dropped"]))
        self.newest: int = high or 0
        self.acked: int = low - 1 if low else 0
        self._deleted = self.acked

    @property
    def waiting(self) -> int:
        """How many rows the hub has not acknowledged."""
        return int(min(self._rows, self.newest - self.acked))

    def add(self, new: Sequence[PendingRecord]) -> None:
        """Write records, numbered on, in one transaction; when this returns they are on the card. Raises OutboxError.

        Rows that were acknowledged since go in the same transaction, so that they cost no writing of their own.
        """
        rows = [
            (self.newest + number, each.ts, each.mono, self.life, each.event, zlib.compress(each.body, 6))
            for number, each in enumerate(new, 1)
        ]
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._db.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", rows)
                left = self._rows + len(rows)
                if self.acked > self._deleted:
                    gone = self._db.execute("DELETE FROM rows WHERE seq <= ?", (min(self.acked, self.newest),))
                    left -= gone.rowcount
                dropped = self._thin(left) if left > self._max_rows else 0
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise OutboxError(f"{type(error).__name__}: {error}") from error
        self._rows = left - dropped
        self.dropped += dropped
        self._deleted = max(self._deleted, self.acked)
        self.newest += len(rows)

    def _thin(self, rows: int) -> int:
        """Delete every second reading of the older half; returns how many. Events stay."""
        run = self._db.execute
        middle = run("SELECT seq FROM rows ORDER BY seq LIMIT 1 OFFSET ?", (rows // 2,)).fetchone()[0]
        gone: int = run(
            "DELETE FROM rows WHERE seq IN (SELECT seq FROM (SELECT seq, row_number() OVER (ORDER BY seq) AS n "
            "FROM rows WHERE seq < ? AND seq > ? AND NOT event) WHERE n % 2 = 0)",
            (middle, self.acked),
        ).rowcount
        run("UPDATE about SET value = value + ? WHERE name = 'dropped'", (gone,))
        return gone

    def after(self, seq: int, limit: int) -> list[StoredRecord]:
        """The next rows after that number, in order."""
        try:
            found = self._db.execute("SELECT * FROM rows WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit)).fetchall()
            return [
                StoredRecord(seq, ts, mono, life, bool(event), zlib.decompress(body))
                for seq, ts, mono, life, event, body in found
            ]
        except (sqlite3.Error, zlib.error) as error:
            raise OutboxError(f"{type(error).__name__}: {error}") from error

    def before(self, seq: int) -> int:
        """The number of the row before that one which the hub may still lack; 0 when there is none."""
        try:
            asked = self._db.execute("SELECT max(seq) FROM rows WHERE seq < ? AND seq > ?", (seq, self.acked))
            return asked.fetchone()[0] or 0
        except sqlite3.Error as error:
            raise OutboxError(f"{type(error).__name__}: {error}") from error

    def ack(self, seq: int) -> bool:
        """The hub has everything up to this number; whether that was news. A mark beyond ours is false: ignored."""
        if not self.acked < seq <= self.newest:
            return False
        self.acked = seq
        return True

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def open_outbox(file: Path, max_rows: int = MAX_ROWS) -> tuple[Outbox, Path | None]:
    """The outbox of a file. One that is damaged is set aside under another name, which is returned too."""
    try:
        return Outbox(file, max_rows), None
    except OutboxError as error:
        if not isinstance(error.__cause__, sqlite3.DatabaseError) or isinstance(
            error.__cause__, sqlite3.OperationalError
        ):
            raise
    number = 1
    while (aside := file.with_name(f"{file.name}.broken-{number}")).exists():
        number += 1
    for end in ("", "-wal", "-shm"):
        part = file.with_name(file.name + end)
        if part.exists():
            part.replace(aside.with_name(aside.name + end))
    return Outbox(file, max_rows), aside
