"""Readings as a file from the page: a row a moment, a column a channel, as `hub export --wide` writes them.

Of one provenance, of a few nodes and of a limited number of values: more is for the command.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from hub.store.export import Style, wide_columns, write_csv
from hub.store.interface import Store
from telemetry.record import SIM

MOST_VALUES = 300_000  # chosen: ten channels a minute for three weeks; some seconds and 60 MB on a Pi
MOST_NODES = 8


class TooMuch(ValueError):
    """More values than a page gives out at once."""


class Downloads:
    """Files of readings, one at a time: a Pi has little memory."""

    def __init__(self, store: Store, most: int = MOST_VALUES) -> None:
        self._store, self._most = store, most
        self._one = threading.Semaphore(1)

    def csv(self, nodes: Sequence[str], provenance: str, since: float, until: float, style: Style) -> bytes | None:
        """The file; None when another is being made. Raises TooMuch, StoreError."""
        if not self._one.acquire(blocking=False):
            return None
        try:
            columns = wide_columns(self._store, nodes, provenance)
            rows = (row for node in nodes for row in self._limited(self._store.rows(since, until, provenance, node)))
            text = io.StringIO(newline="")
            write_csv(text, _in_all(rows, self._most), columns, style, wide=True)
            return text.getvalue().encode(style.encoding)
        finally:
            self._one.release()

    @staticmethod
    def _limited(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        try:
            yield from rows
        finally:
            rows.close()  # type: ignore[attr-defined]


def _in_all(rows: Iterable[dict[str, Any]], most: int) -> Iterator[dict[str, Any]]:
    for count, row in enumerate(rows):
        if count >= most:
            raise TooMuch
        yield row


def file_name(nodes: Sequence[str], provenance: str, since: float, ending: str) -> str:
    """SIM-red-heron-2026-11-29.csv: letters that every system takes."""
    day = datetime.fromtimestamp(since).strftime("%Y-%m-%d")
    who = nodes[0].replace(".", "-") if len(nodes) == 1 else f"{len(nodes)}-nodes"
    return f"{'SIM-' if provenance == SIM else ''}{who}-{day}.{ending}"
