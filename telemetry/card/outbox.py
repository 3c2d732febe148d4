"""The outbox of a node: every record stays on the card until the hub says that it is in the hub's store.

An answer of the broker only means that the next hop has it: measured, an outbox that deletes then loses a third when
programs are killed. So rows are deleted when the hub's own mark comes back. Rows are numbered 1, 2, 3 ..., and a record
is known by its epoch and its number. Each opening of the file begins a new epoch, a random id; rows that wait keep
theirs. So no card that goes back in time or is copied to another board gives a number twice: an older image, a log that
was cut short, a clone. The newest row always stays: numbering continues from it.

What is written is on the card (fsync) before it may be sent; else a power cut could give the same number twice. To
spare the card, readings are written 60 at a time or once a minute: a power cut loses at most that minute. Alarms are
written at once. When the outbox is full, every second reading of the older half is dropped; events never are.
"""

from __future__ import annotations

import secrets
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from devices.private import private_file, private_folder
from telemetry.card.damage import Counted, Gone, Rescued, Tally, gone_of, numbers_in, text_of
from telemetry.card.machine import is_another

VERSION = 2  # 1, the first release: one epoch for the whole file, in `about`
MAX_ROWS = 200_000  # a reading a minute for 138 days; about 60 MB
PAGE_BYTES = 1024  # small pages: one reading a minute writes little more than itself
CHECKPOINT_PAGES = 250  # the log is written back after so many
UNREADABLE = ("SQLITE_IOERR_READ", "SQLITE_IOERR_SHORT_READ", "SQLITE_IOERR_CORRUPTFS")  # sectors that give an error
SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE rows (seq INTEGER PRIMARY KEY, ts REAL NOT NULL, mono REAL NOT NULL, life INTEGER NOT NULL,
                   event INTEGER NOT NULL, body BLOB NOT NULL);
"""
SCHEMA_2 = """
CREATE TABLE lives (life INTEGER PRIMARY KEY, epoch TEXT NOT NULL);
CREATE TABLE gone (epoch TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (epoch, first));
"""


class OutboxError(OSError):
    """The outbox cannot be opened or written: the card is full or broken, or another program uses it."""


def is_damage(error: OutboxError) -> bool:
    """Whether the file itself is broken: what is in it has to be rescued, and trying again does not help."""
    cause = error.__cause__
    if isinstance(cause, sqlite3.OperationalError):  # locked, full, read-only
        return getattr(cause, "sqlite_errorname", "") in UNREADABLE
    return isinstance(cause, sqlite3.DatabaseError)


class StoredRecord(NamedTuple):
    """One waiting record. `mono` is the monotonic clock; it may be compared within one `life` only."""

    epoch: str
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

    `epoch` names the records of this opening, `life` counts the openings, `lives` are those of this program; `newest`
    is the last number given. All up to `acked` is at the hub. `gone` is what the card has lost so far, `found_gone`
    what of it was found now. `is_moved`: it was used on another computer before. With `trouble`, why the file cannot be
    used, all is in memory only.
    """

    def __init__(
        self,
        file: Path,
        max_rows: int = MAX_ROWS,
        machine: frozenset[str] = frozenset(),
        rescued: Rescued | None = None,
        trouble: str = "",
    ) -> None:
        self.file, self.trouble = file, trouble
        self.max_rows, self.machine = max_rows, machine
        self.lives: set[int] = set()
        self._tally = Tally(file)
        self._marks: dict[str, int] = {}  # of the hub, by epoch
        self._lasts: dict[int, tuple[str, int]] = {}  # by life, in order: its epoch and last number
        try:
            if not trouble:
                private_folder(file.parent)
                private_file(file)
            where = ":memory:" if trouble else file
            self._db = sqlite3.connect(where, isolation_level=None, check_same_thread=False, timeout=0.2)
            try:
                self._open(machine, rescued)
            except BaseException:
                self._db.close()
                raise
        except (sqlite3.Error, OSError, ValueError) as error:
            raise OutboxError(f"{type(error).__name__}: {error}") from error

    def _open(self, machine: frozenset[str], rescued: Rescued | None) -> None:
        run = self._db.execute
        run("PRAGMA locking_mode = EXCLUSIVE")
        run(f"PRAGMA page_size = {PAGE_BYTES}")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run("PRAGMA secure_delete = OFF")  # else every deleted row is overwritten with zeros
        run(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        run("BEGIN IMMEDIATE")
        self._make(run("PRAGMA user_version").fetchone()[0])
        if (damage := run("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(damage)
        self._begin_life(rescued)
        about = dict(run("SELECT name, value FROM about"))
        self.is_moved = is_another(about.get("machine", ""), machine)
        if machine:
            run("INSERT OR REPLACE INTO about VALUES ('machine', ?)", (" ".join(sorted(machine)),))
        low, high, self._rows = run("SELECT min(seq), max(seq), count(*) FROM rows").fetchone()
        counted = None if self.trouble and rescued is None else self._tally.read()
        self._count_gone(counted, high or 0, has_been_rescued=rescued is not None)
        run("COMMIT")
        run("PRAGMA wal_checkpoint(TRUNCATE)")  # so that a damaged log takes records of one life at most
        self.dropped = int(float(about["dropped"]))
        self._given = max(high or 0, counted.seq if counted else 0)
        self.newest: int = high or self._given
        self._found = self.newest
        self.acked: int = low - 1 if low else self.newest
        self._deleted = self.acked
        self._find_lasts()

    def _make(self, version: int) -> None:
        run = self._db.execute
        if version not in (0, 1, VERSION):
            raise ValueError("an outbox of another version of Highland")
        if version == 0:
            _run_all(run, SCHEMA)
            self._db.executemany("INSERT INTO about VALUES (?, ?)", {"life": "0", "dropped": "0"}.items())
        if version < VERSION:
            _run_all(run, SCHEMA_2)
            run("INSERT INTO lives SELECT DISTINCT life, (SELECT value FROM about WHERE name = 'epoch') FROM rows")
            run("DELETE FROM about WHERE name = 'epoch'")
            run(f"PRAGMA user_version = {VERSION}")

    def _begin_life(self, rescued: Rescued | None = None) -> None:
        """A new epoch; the rows of a damaged outbox come in under their own, as far as that is known."""
        run = self._db.execute
        if rescued is not None:
            run("UPDATE about SET value = ? WHERE name = 'life'", (max((0, *(row[3] for row in rescued.rows))),))
            run("UPDATE about SET value = ? WHERE name = 'dropped'", (rescued.dropped,))
            run("INSERT OR REPLACE INTO about VALUES ('thinned', ?)", (text_of(rescued.thinned),))
            self._db.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", rescued.rows)
            self._db.executemany("INSERT INTO lives VALUES (?, ?)", rescued.lives.items())
            self._db.executemany("INSERT OR REPLACE INTO gone VALUES (?, ?, ?)", rescued.gone)
        run("UPDATE about SET value = value + 1 WHERE name = 'life'")
        self.life = int(float(run("SELECT value FROM about WHERE name = 'life'").fetchone()[0]))
        self.lives.add(self.life)
        self.epoch = secrets.token_hex(8)
        run("DELETE FROM lives WHERE life NOT IN (SELECT life FROM rows)")
        run("INSERT INTO lives VALUES (?, ?)", (self.life, self.epoch))
        unknown = run("SELECT DISTINCT life FROM rows WHERE life NOT IN (SELECT life FROM lives)").fetchall()
        self._db.executemany("INSERT INTO lives VALUES (?, ?)", [(life, secrets.token_hex(8)) for (life,) in unknown])

    def _count_gone(self, counted: Counted | None, high: int, has_been_rescued: bool) -> None:
        run = self._db.execute
        known = list(run("SELECT first, last FROM gone"))
        if has_been_rescued:
            known += run("SELECT seq, seq FROM rows")
            known += ((number, number) for number in self._thinned())
        self.found_gone = gone_of(counted, known, 0 if has_been_rescued else high)
        self._db.executemany("INSERT OR REPLACE INTO gone VALUES (?, ?, ?)", self.found_gone)
        self.gone = [Gone(*row) for row in run("SELECT epoch, first, last FROM gone ORDER BY first")]

    def _find_lasts(self) -> None:
        text = "SELECT life, epoch, max(seq) FROM rows JOIN lives USING (life) GROUP BY life ORDER BY max(seq)"
        self._lasts = {life: (epoch, last) for life, epoch, last in self._db.execute(text) if life != self.life}

    @property
    def has_older_runs(self) -> bool:
        """Whether rows of an earlier opening are here, which keep their numbers."""
        return bool(self._lasts)

    @property
    def waiting(self) -> int:
        """How many rows the hub has not acknowledged."""
        return int(min(self._rows, self.newest - self.acked))

    @property
    def waiting_new(self) -> int:
        """How many of these came since the opening: they stand nowhere else."""
        return min(self.waiting, self.newest - max(self.acked, self._found))

    def add(self, new: Sequence[PendingRecord]) -> None:
        """Write records, numbered on, in one transaction; when this returns they are on the card. Raises OutboxError.

        Rows that were acknowledged since go in the same transaction, so that they cost no writing of their own.
        """
        rows = [
            (self._given + number, each.ts, each.mono, self.life, each.event, zlib.compress(each.body, 6))
            for number, each in enumerate(new, 1)
        ]
        dropped = 0
        with self._writing() as run:
            self._db.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", rows)
            left = self._rows + len(rows)
            if self.acked > self._deleted:
                left -= run("DELETE FROM rows WHERE seq <= ?", (min(self.acked, self.newest),)).rowcount
            dropped = self._thin(left) if left > self.max_rows else 0
            if not self.trouble:
                self._tally.write(Counted(self.epoch, self._given + len(rows), self.acked))
        self._rows = left - dropped
        self.dropped += dropped
        self._deleted = max(self._deleted, self.acked)
        self._given += len(rows)
        self.newest = self._given
        if dropped:
            self._find_lasts()

    def _thin(self, rows: int) -> int:
        """Delete every second reading of the older half; returns how many. Events stay."""
        run = self._db.execute
        middle = run("SELECT seq FROM rows ORDER BY seq LIMIT 1 OFFSET ?", (rows // 2,)).fetchone()[0]
        every_second = (
            "SELECT seq FROM (SELECT seq, row_number() OVER (ORDER BY seq) AS n "
            "FROM rows WHERE seq < ? AND seq > ? AND NOT event) WHERE n % 2 = 0"
        )
        gone = [seq for (seq,) in run(every_second, (middle, self.acked))]
        run(f"DELETE FROM rows WHERE seq IN ({every_second})", (middle, self.acked))
        missing = text_of([*(seq for seq in self._thinned() if seq > self.acked), *gone])
        run("UPDATE about SET value = value + ? WHERE name = 'dropped'", (len(gone),))
        run("INSERT OR REPLACE INTO about VALUES ('thinned', ?)", (missing,))
        return len(gone)

    def _thinned(self) -> frozenset[int]:
        """The numbers that were thinned out and that the hub may still lack: a rescue does not call them lost."""
        found = self._db.execute("SELECT value FROM about WHERE name = 'thinned'").fetchone()
        return frozenset() if found is None else numbers_in(found[0])

    def after(self, seq: int, limit: int) -> list[StoredRecord]:
        """The next rows after that number, in order. One that the card has spoiled is taken out, into `gone`."""
        try:
            text = (
                "SELECT epoch, seq, ts, mono, life, event, body FROM rows JOIN lives USING (life) "
                "WHERE seq > ? ORDER BY seq LIMIT ?"
            )
            found = [StoredRecord(*row) for row in self._db.execute(text, (seq, limit))]
        except sqlite3.Error as error:
            raise OutboxError(f"{type(error).__name__}: {error}") from error
        whole, spoiled = [], []
        for row in found:
            try:
                ts, mono = float(row.ts), float(row.mono)
                whole.append(row._replace(ts=ts, mono=mono, event=bool(row.event), body=zlib.decompress(row.body)))
            except (zlib.error, TypeError, ValueError):
                spoiled.append(Gone(row.epoch, row.seq, row.seq))
        if spoiled:
            self._take_out(spoiled)
            return self.after(seq, limit)
        return whole

    def _take_out(self, spoiled: list[Gone]) -> None:
        with self._writing():
            self._db.executemany("DELETE FROM rows WHERE seq = ?", [(each.first,) for each in spoiled])
            self._db.executemany("INSERT OR REPLACE INTO gone VALUES (?, ?, ?)", spoiled)
        self._rows -= len(spoiled)
        self.gone += spoiled
        self._find_lasts()

    def before(self, row: StoredRecord) -> int:
        """The number before that row, of the same epoch, which the hub may still lack; 0 when there is none."""
        try:
            text = "SELECT max(seq) FROM rows WHERE seq < ? AND seq > ? AND life = ?"
            return self._db.execute(text, (row.seq, self.acked, row.life)).fetchone()[0] or 0
        except sqlite3.Error as error:
            raise OutboxError(f"{type(error).__name__}: {error}") from error

    def knows(self, epoch: str) -> bool:
        """Whether rows of this epoch are or were here in this run."""
        return epoch == self.epoch or any(of == epoch for of, _ in self._lasts.values())

    def newest_row(self) -> StoredRecord | None:
        """The row with the highest number, which stays when the hub has it. Raises OutboxError."""
        return next(iter(self.after(self.newest - 1, 1)), None)

    def ack(self, epoch: str, seq: int) -> bool:
        """The hub has everything of this epoch up to this number; whether `acked` moved on.

        A mark of this run's epoch beyond its newest number: somebody else sends under the same epoch (a copy of a
        running computer), and the mark may be of his records. What the hub has not acknowledged is numbered anew.
        """
        if epoch == self.epoch and seq > self.newest:
            self._number_anew()
            return False
        self._marks[epoch] = max(seq, self._marks.get(epoch, 0))
        before = self.acked
        for of, last in [*self._lasts.values(), (self.epoch, self.newest)]:
            if last > self.acked:
                self.acked = max(self.acked, min(self._marks.get(of, 0), last))
                if self.acked < last:
                    break
        return self.acked > before

    def _number_anew(self) -> None:
        old = self.life
        with self._writing() as run:
            self._begin_life()
            run("UPDATE rows SET life = ? WHERE life = ? AND seq > ?", (self.life, old, self.acked))
        self._find_lasts()

    @contextmanager
    def _writing(self) -> Iterator[Callable[..., sqlite3.Cursor]]:
        """All of it or nothing, on the card when it ends. Raises OutboxError."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db.execute
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
        except (sqlite3.Error, OSError) as error:
            raise OutboxError(f"{type(error).__name__}: {error}") from error

    def count(self) -> None:
        """Put what the hub has by now into the tally, so that a rescue does not call it lost. Raises OutboxError."""
        try:
            self._tally.write(Counted(self.epoch, self._given, self.acked))
        except OSError as error:
            raise OutboxError(f"{type(error).__name__}: {error}") from error

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def _run_all(run: Callable[[str], object], statements: str) -> None:
    for statement in statements.split(";"):
        run(statement)
