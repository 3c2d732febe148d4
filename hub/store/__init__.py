"""A store by its name: a file, or postgresql://..."""

from __future__ import annotations

from pathlib import Path

from hub.store.interface import Store

SERVERS = ("postgresql://", "postgres://")


def open_store(name: str | Path) -> Store:
    """The store of that name, made when it is not there. Raises HighlandError when it cannot be opened."""
    if isinstance(name, str) and name.startswith(SERVERS):
        from hub.store.postgres import PostgresStore

        return PostgresStore(name)
    from hub.store.sqlite import SqliteStore

    return SqliteStore(Path(name))
