"""The store of a club: one sqlite file, no set-up. It can write while pages read and a backup runs (WAL)."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from devices import HighlandError, Message
from devices.os_errors import cause
from devices.private import private_file, private_folder
from hub.store.interface import Batch, StoreError, Written
from hub.store.schema import SQLITE_POINTS, TABLES, VERSION, statements
from hub.store.sql_base import placeholders
from hub.store.sql_writing import SqlStore
from telemetry.card.damage import Counted, Tally

WAIT_S = 10.0  # for another program that writes
CACHE_KB = 16_000
PAGE_BYTES = 1024  # measured: a record alone costs 37 kB of writing with pages of 1 kB, 71 kB with 4 kB
CHECKPOINT_PAGES = 4000  # the log is written back after so many
LONGEST_LOG = 64_000_000  # bytes that the write-ahead log may keep on the disk after a long reader

CANNOT_OPEN = Message("hub.store.open", "The store {file} cannot be opened ({error}).")
CANNOT_OPEN_HINT = Message(
    "hub.store.open.hint", "Check the name, the free disk space, and that you have permission to write there."
)
NEWER = Message(
    "hub.store.newer", "{where} was created by another version of Highland ({found}; this one knows {known})."
)
NEWER_HINT = Message("hub.store.newer.hint", "Update Highland on this computer, or choose another file.")
OWN_FILE = Message("hub.store.backup.own", "The backup must not have the same name as the store: {file}.")
CANNOT_BACKUP = Message(
    "hub.store.backup", "The backup {file} was not written ({error}); any existing file is unchanged."
)


class SqliteStore(SqlStore):
    """A store in a file, which is made when it is not there. Raises HighlandError when it cannot be opened."""

    _fails = (sqlite3.Error,)
    _lasting = (
        ValueError,
        OverflowError,
        sqlite3.DataError,
        sqlite3.InterfaceError,
        sqlite3.IntegrityError,
    )
    BEGIN: ClassVar[str] = "BEGIN IMMEDIATE"
    # CROSS JOIN: first the records of that time, then one look-up each
    POINTS: ClassVar[str] = (
        "records CROSS JOIN points ON points.record = records.id WHERE stream = {stream} AND series = {series}"
    )

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file, self._wipes, self._tally = file, False, Tally(file)
        try:
            private_folder(file.parent)
            for each in (file, *file.parent.glob(f"{file.name}-*")):  # its log too
                private_file(each)
            self._make()
            counted = self._tally.read()
            self.lost = max(0, counted.seq - self.newest()) if counted else 0
        except (StoreError, OSError) as error:
            self.close()
            raise HighlandError(CANNOT_OPEN(file=file, error=cause(error)), CANNOT_OPEN_HINT) from error
        except BaseException:
            self.close()
            raise

    def write(self, batch: Batch) -> Written:
        written = super().write(batch)
        if any(written.new):
            self._count()
        return written

    def _count(self) -> None:
        """The newest record is also written beside the store: a damaged log loses its end without a word."""
        with suppress(OSError):
            self._tally.write(Counted("records", self.newest(), 0))

    def _make(self) -> None:
        with self._transaction() as db:
            found = db.execute("PRAGMA user_version").fetchone()[0]
            if found == 0:
                for text in statements(TABLES + SQLITE_POINTS, packed=" WITHOUT ROWID", id="INTEGER PRIMARY KEY",
                                       real="REAL", bytes="BLOB"):  # fmt: skip
                    db.execute(text)
                db.execute(f"PRAGMA user_version = {VERSION}")
            elif found != VERSION:
                raise HighlandError(NEWER(where=self.file, found=found, known=VERSION), NEWER_HINT)

    def _connect(self, *, reading: bool) -> sqlite3.Connection:
        db = sqlite3.connect(self.file, timeout=WAIT_S, isolation_level=None, check_same_thread=False)
        try:
            db.execute(f"PRAGMA page_size = {PAGE_BYTES}")
            db.execute("PRAGMA journal_mode = WAL")
            db.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
            db.execute(f"PRAGMA secure_delete = {'ON' if self._wipes else 'OFF'}")  # on: zeros over deleted rows
            db.execute("PRAGMA synchronous = FULL")  # a commit is on the disk before it is acknowledged
            db.execute(f"PRAGMA journal_size_limit = {LONGEST_LOG}")
            db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
            if reading:
                db.execute("PRAGMA query_only = ON")
        except BaseException:
            db.close()
            raise
        return db

    def _many(
        self, db: Any, table: str, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]], then: str = ""
    ) -> None:
        if table == "points":  # their time is in their record
            columns, rows = {name: kind for name, kind in columns.items() if name != "ts"}, [row[1:] for row in rows]
        if rows:
            names, marks = ", ".join(columns), placeholders(len(columns))
            db.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks}) {then}", rows)

    def _new_records(
        self, db: Any, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]
    ) -> dict[tuple[int, int], int]:
        names, marks = ", ".join(columns), placeholders(len(columns))
        text = f"INSERT INTO records ({names}) VALUES ({marks}) ON CONFLICT (outbox, seq) DO NOTHING"
        cursor, found = db.cursor(), {}
        for row in rows:
            if cursor.execute(text, row).rowcount == 1:
                found[row[0], row[1]] = cursor.lastrowid
        return found

    def _stream(self, db: Any, text: str, values: Sequence[Any]) -> Iterator[Any]:
        yield from db.execute(text, values)

    def forget(self, node: str) -> int:
        with self._writing:
            self._forget()  # a connection of its own
        self._wipes = True
        try:
            return super().forget(node)
        finally:
            with self._writing:
                self._wipes = False
                self._forget()

    def _wipe(self) -> None:
        with self._writing:
            if self._writer is not None:
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the log holds it too
        self._count()

    def backup(self, file: Path) -> None:
        """Back up while the hub runs; the file appears whole or not at all. Raises HighlandError."""
        if file.absolute() == self.file.absolute() or (file.exists() and file.samefile(self.file)):
            raise HighlandError(OWN_FILE(file=file))
        part = file.with_name(file.name + ".part")
        try:
            part.unlink(missing_ok=True)
            private_file(part)
            with self._reading() as db:
                copy = sqlite3.connect(part, isolation_level=None)
                try:
                    db.backup(copy)
                    copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
                finally:
                    copy.close()
            with open(part, "rb+") as written:
                os.fsync(written.fileno())
            part.replace(file)
        except (OSError, sqlite3.Error) as error:
            part.unlink(missing_ok=True)
            raise HighlandError(CANNOT_BACKUP(file=file, error=cause(error))) from error
