"""The hub's stores, filled and asked, beside the table that one would write first.

Run it: python bench/store.py [--json] [--readings 1000000] [--postgres URL]

The peer is one sqlite table (node, provenance, channel, unit, ts, value, state) with one index, without rollups,
without recognizing what came before, in the same transactions, with the same pragmas. All get the same records: 40
nodes, 10 values each (8 channels, 2 actuators), one record a minute, in batches of `--batch`. The last figures are of
batches of one record, as an idle hub writes, with the bytes that went to the disk for each (Linux only). `rows_cpu_s`
is by this process's own processor time: the figure to compare on a busy machine (a server's own time is not in it).
Queries are medians of 9, warm. Goals: 100,000 readings a second, 25 bytes each, one series of a day in 5 ms.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hub.store import open_store
from hub.store.interface import Arrived, SeriesKey, Store
from telemetry.fields import Value
from telemetry.record import Record

NODES, CHANNELS = 40, 8
BEGIN = 1_764_288_000.0
GOAL_ROWS_S, GOAL_BYTES, GOAL_DAY_MS = 100_000, 25, 5.0


def records(readings: int, seed: int = 1) -> Iterator[Arrived]:
    """Enough records for so many values."""
    rng = random.Random(seed)
    minutes = readings // (NODES * (CHANNELS + 2)) + 1
    for minute in range(minutes):
        for node in range(NODES):
            ts = BEGIN + 60.0 * minute + node
            values = {f"box_{n}_c": Value(round(20.0 + rng.random() * 10.0, 2), "C") for n in range(CHANNELS)}
            outputs = {"heater": minute % 7 == 0, "fan": minute % 3 == 0}
            record = Record(
                node=f"lamp-{node}", epoch=f"{node:016x}", seq=minute + 1, prev=minute, ts=ts, provenance="real",
                project="solar_lamp", kind="reading", state="DRY_HEAT" if minute % 7 else "REST", why="heat.on",
                t_s=60.0 * minute, readings=values, commanded=outputs,
            )  # fmt: skip
            yield Arrived(record, ts + 0.3, ts, "node")


class Naive:
    """One table, one index."""

    def __init__(self, file: Path) -> None:
        self.db = sqlite3.connect(file, isolation_level=None)
        for text in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA cache_size = -16000",
                     "CREATE TABLE readings (node, provenance, channel, unit, ts, value, state)",
                     "CREATE INDEX by_time ON readings (node, channel, ts)"):  # fmt: skip
            self.db.execute(text)

    def add(self, arrived: list[Arrived]) -> None:
        rows = []
        for each in arrived:
            r = each.record
            rows += [(r.node, r.provenance, c, v.unit, each.ts, v.value, r.state) for c, v in r.readings.items()]
            rows += [(r.node, r.provenance, a, "", each.ts, float(on), r.state) for a, on in r.commanded.items()]
        self.db.execute("BEGIN")
        self.db.executemany("INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self.db.execute("COMMIT")

    def points(self, key: SeriesKey, since: float, until: float, limit: int) -> list[Any]:
        width = (until - since) / limit
        text = (
            "SELECT min(ts), min(value), avg(value), max(value), count(*) FROM readings WHERE node = ? AND channel = ? "
            "AND provenance = ? AND ts >= ? AND ts < ? GROUP BY cast((ts - ?) / ? AS INTEGER) ORDER BY 1"
        )
        values = (key.node, key.channel, key.provenance, since, until, since, width)
        return self.db.execute(text, values).fetchall()

    def close(self) -> None:
        self.db.close()


def measure(store: Naive | Store, size: Callable[[], int], all_records: list[Arrived], batch: int) -> dict[str, float]:
    """Fill it, ask it."""
    start, cpu = time.perf_counter(), time.process_time()
    for begin in range(0, len(all_records), batch):
        store.add(all_records[begin : begin + batch])
    filled_s, cpu_s = time.perf_counter() - start, time.process_time() - cpu
    readings = len(all_records) * (CHANNELS + 2)
    key = SeriesKey("lamp-7", "real", "box_3_c", "C")
    end = all_records[-1].ts
    found = {"rows_s": readings / filled_s, "rows_cpu_s": readings / cpu_s, "bytes_row": size() / readings}
    for name, seconds in (("day_ms", 86_400.0), ("month_ms", 30 * 86_400.0)):
        found[name] = median_ms(lambda since=end - seconds: store.points(key, since, end, 1000))
    keys = [SeriesKey(f"lamp-{n}", "real", f"box_{c}_c", "C") for n in range(NODES) for c in range(CHANNELS)]
    found["day_of_all_ms"] = median_ms(lambda: [store.points(k, end - 86_400.0, end, 1000) for k in keys], 3)
    return found


def median_ms(ask: Callable[[], Any], times: int = 9) -> float:
    """Milliseconds of a warm query."""
    ask()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        ask()
        found.append(1000.0 * (time.perf_counter() - start))
    return statistics.median(found)


def written_bytes() -> int:
    """What this process has had written to the disk; 0 where the system does not say."""
    try:
        lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("write_bytes"))


def single(store: Naive | Store, all_records: list[Arrived]) -> dict[str, float]:
    """One record a transaction, into a store that is not empty."""
    middle = len(all_records) // 2
    for begin in range(0, middle, 500):
        store.add(all_records[begin : min(begin + 500, middle)])
    before, start = written_bytes(), time.perf_counter()
    for each in all_records[middle:]:
        store.add([each])
    number = len(all_records) - middle
    store.close()
    return {
        "record_ms": 1000.0 * (time.perf_counter() - start) / number,
        "disk_bytes_record": (written_bytes() - before) / number,
    }


def main() -> None:
    """Print a line for each store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--readings", type=int, default=1_000_000)
    parser.add_argument("--batch", type=int, default=500, help="records in one transaction (500: the hub's)")
    parser.add_argument("--postgres", metavar="URL", help="an empty database, whose size is left out")
    asked = parser.parse_args()
    all_records = list(records(asked.readings))
    few = list(records(40_000, seed=2))
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        makers: dict[str, Callable[[Path], Any]] = {"naive": Naive, "sqlite": open_store}
        for kind, make in makers.items():
            file = folder / f"{kind}.db"
            store = make(file)
            found[kind] = measure(store, lambda file=file: size_of(file), all_records, asked.batch)
            store.close()
            found[kind] |= single(make(folder / f"{kind}-single.db"), few)
    if asked.postgres:
        store = open_store(asked.postgres)
        found["postgres"] = measure(store, lambda: 0, all_records, asked.batch)
        store.close()
    if asked.json:
        print(json.dumps(found))
        return
    for kind, figures in found.items():
        print(f"{kind:9}", "  ".join(f"{name} {value:,.1f}" for name, value in figures.items()))
    print(f"goals     rows_s {GOAL_ROWS_S:,}  bytes_row {GOAL_BYTES}  day_ms {GOAL_DAY_MS}")


def size_of(file: Path) -> int:
    """Bytes of the database, its log written back."""
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return file.stat().st_size


if __name__ == "__main__":
    main()
