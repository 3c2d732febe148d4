"""Everything a hub has kept, as a file for a spreadsheet (CSV) or for pandas and DuckDB (Parquet).

One row a value, or one a moment (wide).
The file appears whole or not at all; when any row is simulated, its name says SIM.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby, islice
from math import inf
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from devices import HighlandError, Message
from devices.os_errors import cause
from devices.private import private_file
from firmware.trace import cell, sim_name
from hub.store.interface import Store
from telemetry.record import SIM

COLUMNS = (
    "provenance", "node", "time", "sim_time", "ts", "clock", "epoch", "seq", "channel", "value", "unit", "quality",
    "flag", "state",
)  # fmt: skip
OF_MOMENT = ("provenance", "node", "time", "sim_time", "ts", "clock", "epoch", "seq", "state")
CHUNK_ROWS = 50_000  # of Parquet, in memory at once
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take a text that begins like this as a formula

NO_PYARROW = Message("hub.export.pyarrow", "The library pyarrow for Parquet is not installed on this computer.")
NO_PYARROW_HINT = Message("hub.export.pyarrow.hint", 'Install it: pip install "highland[parquet]", or export CSV.')
CANNOT_WRITE = Message("hub.export.write", "{file} was not written ({error}); any existing file is unchanged.")


class Exported(NamedTuple):
    """The file's actual name, and how many rows are in it."""

    file: Path
    rows: int


class Style(NamedTuple):
    """How a CSV file is written: for programs, or for a spreadsheet. Times are ISO 8601 in UTC, or `is_local`.

    Local ones are as this computer's clock on the wall showed them, in summer and in winter.
    """

    delimiter: str = ","
    decimal: str = "."
    encoding: str = "utf-8"
    is_local: bool = False

    def time(self, seconds: float | None) -> str:
        """A moment, of seconds since 1970; empty for None."""
        if seconds is None:
            return ""
        if not self.is_local:
            return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
        return datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M:%S")

    def cell(self, value: Any) -> str:
        """A value; a text is no formula, whatever it begins with."""
        if isinstance(value, str):
            return f"'{value}" if value.startswith(FORMULA) else value
        text = str(value) if isinstance(value, int) else cell(value)
        return text.replace(".", self.decimal)


PLAIN = Style()


def for_spreadsheet(lang: str) -> Style:
    """What a double click opens: a byte order mark, semicolons, local time, and a decimal comma in Vietnamese."""
    return Style(";", "," if lang == "vi" else ".", "utf-8-sig", is_local=True)


def export_csv(
    store: Store,
    file: Path,
    since: float = 0.0,
    until: float = inf,
    node: str = "",
    provenance: str = "",
    *,
    style: Style = PLAIN,
    wide: bool = False,
) -> Exported:
    """Write UTF-8 with a header; `wide`: a row a moment, a column a channel. Raises HighlandError, StoreError."""
    columns = wide_columns(store, (node,), provenance) if wide else COLUMNS

    def write(part: Path, seen: _Seen) -> None:
        with part.open("w", encoding=style.encoding, newline="") as opened:
            write_csv(opened, seen, columns, style, wide)

    return _whole(file, store.rows(since, until, provenance, node), write)


def write_csv(
    into: TextIO, rows: Iterable[dict[str, Any]], columns: Iterable[str], style: Style, wide: bool = False
) -> None:
    """Write a header and rows as a store gives them; `wide`: those of a moment together."""
    columns = tuple(columns)
    writer = csv.writer(into, delimiter=style.delimiter, lineterminator="\n")
    writer.writerow(map(style.cell, columns))
    for row in _moments(rows) if wide else rows:
        times = {"time": style.time(row["ts"]), "sim_time": style.time(row["sim_ts"])}
        writer.writerow([times.get(name) or style.cell(row.get(name, "")) for name in columns])


def wide_columns(store: Store, nodes: Iterable[str], provenance: str = "") -> tuple[str, ...]:
    """The columns of a wide file: those of a moment, then each channel of these nodes ("" for all) with its unit."""
    keys = (key for node in nodes for key in store.series(node))
    found = {_column(key.channel, key.unit) for key in keys if provenance in ("", key.provenance)}
    return (*OF_MOMENT, *sorted(found))


def _column(channel: str, unit: str) -> str:
    return f"{channel} ({unit})" if unit else channel


def _moments(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The readings of one record together; a value that cannot be true or is not believed is left out."""
    for _, values in groupby(rows, lambda row: (row["node"], row["provenance"], row["epoch"], row["seq"])):
        moment: dict[str, Any] = {}
        for row in values:
            moment = moment or dict(row)
            if not row["flag"] and row["quality"] == "good":
                moment[_column(row["channel"], row["unit"])] = row["value"]
        yield moment


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
        raise HighlandError(CANNOT_WRITE(file=file, error=cause(error))) from error
    return Exported(target, seen.number)


def _write_parquet(part: Path, seen: _Seen) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    words = pa.dictionary(pa.int32(), pa.string())
    moment = pa.timestamp("ms", tz="UTC")
    kinds = {"time": moment, "sim_time": moment, "ts": pa.float64(), "seq": pa.int64(), "value": pa.float64()}
    schema = pa.schema([(name, kinds.get(name, words)) for name in COLUMNS])
    rows = iter(seen)
    with pq.ParquetWriter(part, schema, compression="zstd") as writer:
        while chunk := list(islice(rows, CHUNK_ROWS)):
            columns = {name: [row.get(name) for row in chunk] for name in COLUMNS}
            for name, of in (("time", "ts"), ("sim_time", "sim_ts")):
                columns[name] = [None if row[of] is None else round(row[of] * 1000) for row in chunk]
            writer.write_table(pa.table({name: pa.array(columns[name], schema.field(name).type) for name in COLUMNS}))
