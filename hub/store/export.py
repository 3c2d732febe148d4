"""Everything a hub has kept, as a file for a spreadsheet (CSV) or for pandas and DuckDB (Parquet).

One row a value. The file appears whole or not at all; when any row is simulated, its name says SIM.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

from devices import HighlandError, Message
from devices.private import private_file
from firmware.trace import cell, sim_name
from hub.store.interface import Store
from telemetry.record import SIM

COLUMNS = (
    "provenance", "node", "time", "ts", "clock", "epoch", "seq", "channel", "value", "unit", "quality", "flag", "state",
)  # fmt: skip
CHUNK_ROWS = 50_000  # of Parquet, in memory at once
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take a text that begins like this as a formula

NO_PYARROW = Message("hub.export.pyarrow", "The library pyarrow for Parquet is not installed on this computer.")
NO_PYARROW_HINT = Message("hub.export.pyarrow.hint", 'Install it: pip install "highland[parquet]", or export CSV.')
CANNOT_WRITE = Message("hub.export.write", "{file} was not written ({error}); any existing file is unchanged.")


class Exported(NamedTuple):
    """The file's actual name, and how many rows are in it."""

    file: Path
    rows: int


def export_csv(
    store: Store, file: Path, since: float = 0.0, until: float = inf, node: str = "", provenance: str = ""
) -> Exported:
    """Write UTF-8 with a header. Times are seconds since 1970 and ISO 8601, UTC. Raises HighlandError, StoreError."""
    return _whole(file, store.rows(since, until, provenance, node), _write_csv)


def export_parquet(
    store: Store, file: Path, since: float = 0.0, until: float = inf, node: str = "", provenance: str = ""
) -> Exported:
    """Write Parquet; `time` is a timestamp in UTC. Raises HighlandError, StoreError."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise HighlandError(NO_PYARROW, NO_PYARROW_HINT) from None
    return _whole(file, store.rows(since, until, provenance, node), _write_parquet)


class _Seen:
    """Passes rows on, and remembers how many there were and whether one was simulated."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self.number, self.any_sim = 0, False
        self._rows = rows

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in self._rows:
            self.number += 1
            self.any_sim = self.any_sim or row["provenance"] == SIM
            yield row


def _whole(file: Path, rows: Iterator[dict[str, Any]], write: Callable[[Path, _Seen], None]) -> Exported:
    part = file.with_name(file.name + ".part")
    seen = _Seen(rows)
    try:
        try:
            private_file(part)
            write(part, seen)
            target = sim_name(file) if seen.any_sim else file
            part.replace(target)
        finally:
            rows.close()  # type: ignore[attr-defined]
            part.unlink(missing_ok=True)
    except HighlandError:
        raise
    except OSError as error:
        raise HighlandError(CANNOT_WRITE(file=file, error=error)) from error
    return Exported(target, seen.number)


def _write_csv(part: Path, seen: _Seen) -> None:
    with part.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in seen:
            time = datetime.fromtimestamp(row["ts"], UTC).isoformat(timespec="milliseconds")
            writer.writerow([_text(row[name]) if name != "time" else time for name in COLUMNS])


def _text(value: Any) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return str(value) if isinstance(value, int) else cell(value)


def _write_parquet(part: Path, seen: _Seen) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    words = pa.dictionary(pa.int32(), pa.string())
    kinds = {"time": pa.timestamp("ms", tz="UTC"), "ts": pa.float64(), "seq": pa.int64(), "value": pa.float64()}
    schema = pa.schema([(name, kinds.get(name, words)) for name in COLUMNS])
    rows = iter(seen)
    with pq.ParquetWriter(part, schema, compression="zstd") as writer:
        while chunk := list(islice(rows, CHUNK_ROWS)):
            columns = {name: [row[name] for row in chunk] for name in COLUMNS if name != "time"}
            columns["time"] = [round(row["ts"] * 1000) for row in chunk]
            writer.write_table(pa.table({name: pa.array(columns[name], schema.field(name).type) for name in COLUMNS}))
