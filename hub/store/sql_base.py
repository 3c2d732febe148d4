"""Connections of a store that speaks SQL: one that writes, a few that read; and what a dialect must provide."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import islice
from typing import Any, ClassVar

from hub.store.interface import StoreError, Unstorable

MAX_IDS = 100_000  # cached
MAX_READERS = 8  # connections that are kept open for reading


class SqlBase:
    """What sqlite and PostgreSQL have in common. Statements are written with `?`.

    A dialect says how to connect, which exceptions its library raises, and how to insert many rows.
    """

    BEGIN: ClassVar[str] = "BEGIN"
    BEGIN_READING: ClassVar[str] = "BEGIN"
    POINTS: ClassVar[str] = ""  # a FROM clause: points p of one stream, and their time as `ts`

    _fails: tuple[type[Exception], ...] = ()  # what the library raises
    _lasting: tuple[type[Exception], ...] = (ValueError, OverflowError)  # of these, errors that a retry cannot fix

    def __init__(self) -> None:
        self.lost = 0
        self._writing = threading.Lock()
        self._writer: Any = None
        self._pool: list[Any] = []
        self._pool_lock = threading.Lock()
        self._closed = False
        self._ids: dict[tuple[str, ...], int] = {}

    # What a dialect provides

    def _connect(self, *, reading: bool) -> Any:
        raise NotImplementedError

    def _many(
        self, db: Any, table: str, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]], then: str = ""
    ) -> None:
        """Insert rows; `columns` are names and PostgreSQL's types, `then` what to do on a conflict."""
        raise NotImplementedError

    def _new_records(
        self, db: Any, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]
    ) -> dict[tuple[int, int], int]:
        """Insert records that are not there yet; {(outbox, seq): id} of those."""
        raise NotImplementedError

    def _stream(self, db: Any, text: str, values: Sequence[Any]) -> Iterator[Any]:
        """The rows of a long answer, a few at a time."""
        raise NotImplementedError

    def _sql(self, text: str) -> str:
        return text

    # What they share

    def _run(self, db: Any, text: str, values: Sequence[Any] = ()) -> Any:
        return db.execute(self._sql(text), values)

    def _ask(self, text: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._reading() as db:
            found: list[Any] = self._run(db, text, values).fetchall()
            return found

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        """All of it or nothing, on the disk when it ends. Raises StoreError, Unstorable."""
        with self._writing:
            try:
                if self._closed:
                    raise StoreError("closed")
                if self._writer is None:
                    self._writer = self._connect(reading=False)
                self._begin(self._writer)
                yield self._writer
                self._run(self._writer, "COMMIT")
            except BaseException as error:
                self._forget()
                if isinstance(error, self._lasting):
                    raise Unstorable(f"{type(error).__name__}: {error}") from error
                if isinstance(error, self._fails):
                    raise StoreError(f"{type(error).__name__}: {error}") from error
                raise

    def _begin(self, db: Any) -> None:
        self._run(db, self.BEGIN)

    def _forget(self) -> None:
        """After a failure: close the writer, which rolls back; the next transaction reopens it."""
        self._ids.clear()  # some of them may have been rolled back
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(*self._fails):
                writer.close()

    def _id(self, db: Any, table: str, columns: str, *values: Any) -> int:
        """The number of a row, which is made when there is none."""
        found = self._ids.get((table, *values))
        if found is None:
            if len(self._ids) >= MAX_IDS:
                for key in list(islice(self._ids, MAX_IDS // 2)):
                    del self._ids[key]
            where = " AND ".join(f"{column} = ?" for column in columns.split(", "))
            row = self._run(db, f"SELECT id FROM {table} WHERE {where}", values).fetchone()
            if row is None:
                marks = placeholders(len(values))
                text = f"INSERT INTO {table} ({columns}) VALUES ({marks}) RETURNING id"
                row = self._run(db, text, values).fetchone()
            found = self._ids[(table, *values)] = int(row[0])
        return found

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        """A connection for exclusive use by one reader."""
        with self._pool_lock:
            if self._closed:
                raise StoreError("closed")
            db = self._pool.pop() if self._pool else None
        whole = False
        try:
            db = db or self._connect(reading=True)
            yield db
            whole = True
        except self._fails as error:
            self._drain()  # after a server restart all of them are dead
            raise StoreError(f"{type(error).__name__}: {error}") from error
        finally:
            with self._pool_lock:
                keep = whole and not self._closed and len(self._pool) < MAX_READERS
                if keep:
                    self._pool.append(db)
            if not keep and db is not None:
                with suppress(*self._fails):
                    db.close()

    def close(self) -> None:
        """Let go of it. Idempotent."""
        with self._writing:
            self._closed = True
            self._forget()
        self._drain()

    def _drain(self) -> None:
        """Close the idle connections."""
        with self._pool_lock:
            readers, self._pool = self._pool, []
        for db in readers:
            with suppress(*self._fails):
                db.close()


@lru_cache(maxsize=512)
def placeholders(number: int, mark: str = "?") -> str:
    """`?, ?, ?`."""
    return ", ".join([mark] * number)


def to_ms(ts: float) -> int:
    """Seconds since 1970 as whole milliseconds."""
    return round(ts * 1000.0)
