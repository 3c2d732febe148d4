"""Stores for tests: sqlite in a file, and a real PostgreSQL that is started here, on a socket or a loopback port.

    def test_something(any_store: Store) -> None:       # twice: sqlite, postgres

Debian's package `postgresql` is enough; nothing of the machine's own clusters is touched. Without it the tests for
PostgreSQL are skipped, with the reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import pytest

from hub.broker.mosquitto import LOOPBACK, free_port
from hub.intake.ingest import Ingest
from hub.store.interface import Arrived
from telemetry.fields import Value
from telemetry.record import Record, Snapshot

EPOCH = "0123456789abcdef"
NOON = 1_764_288_000.0  # 2025-11-28 00:00 UTC, the beginning of a day
NOW = NOON + 3600.0
SCHEMAS = count(1)
STATE = Snapshot(
    node="red-heron", provenance="real", project="gas_alarm", ts=NOW - 1, t_s=1.0, state="WATCH", why="gas.low",
    alarm="none", said={"en": "All is well.", "vi": "Không sao."}, readings={"gas_lpg_ppm": Value(3.0, "ppm")},
    commanded={},
)  # fmt: skip


def reading(seq: int = 1, **changes: object) -> Record:
    """A reading of a lamp, one a minute."""
    fields: dict[str, object] = {
        "node": "red-heron", "epoch": EPOCH, "seq": seq, "prev": seq - 1, "ts": NOON + 60.0 * seq, "provenance": "real",
        "project": "solar_lamp", "kind": "reading", "state": "DRY_HEAT", "why": "heat.on", "t_s": 60.0 * seq,
        "readings": {"box_humidity_pct": Value(70.0 + seq % 10, "%"), "box_temperature_c": Value(20.0, "C")},
        "commanded": {"heater": seq % 2 == 0},
    }  # fmt: skip
    return Record(**(fields | changes))  # type: ignore[arg-type]


def event(seq: int = 1, **changes: object) -> Record:
    """A change of state."""
    fields: dict[str, object] = {
        "kind": "event", "event": "state", "urgent": True, "said": {"en": "Gas!", "vi": "Có gas!"}, "readings": {},
        "commanded": {}, "state": "ALARM", "why": "alarm.above",
    }  # fmt: skip
    return reading(seq, **(fields | changes))


def arrived(record: Record, received: float | None = None) -> Arrived:
    """It came one second after it was true."""
    return Arrived(record, record.ts + 1.0 if received is None else received, record.ts, "node")


class Wall:
    """The hub's clock, set by hand."""

    def __init__(self, now: float = NOW) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def give(ingest: Ingest, record: Record, node: str | None = None, retained: bool = False) -> None:
    """As the broker hands it on."""
    kind = "event" if record.kind == "event" else "telemetry"
    ingest.take(f"highland/v1/{node or record.node}/{kind}", record.encode(), retained)


class Postgres:
    """A running server; `url()` is an empty place in it."""

    def __init__(self, folder: Path, programs: Path, user: str | None) -> None:
        self.folder, self.programs, self.user = folder, programs, user
        self.port = free_port()

    def run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        found = subprocess.run(
            command, cwd=self.folder, user=self.user, env={"PATH": os.defpath, "LC_ALL": "C"}, capture_output=True,
            text=True, check=False, timeout=60,
        )  # fmt: skip
        assert found.returncode == 0, found.stdout + found.stderr

    def start(self) -> None:
        options = f"-c listen_addresses={LOOPBACK} -c port={self.port} -c unix_socket_directories='' -c fsync=off"
        data = str(self.folder / "data")
        self.run("pg_ctl", "-D", data, "-w", "-t", "50", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, how: str = "immediate") -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", how, "stop")

    def url(self) -> str:
        """A new, empty schema of its own."""
        import psycopg

        server = f"postgresql://hub@{LOOPBACK}:{self.port}/postgres"
        schema = f"test_{next(SCHEMAS)}"
        with psycopg.connect(server, autocommit=True) as db:
            db.execute(f"CREATE SCHEMA {schema}")
        return f"{server}?options=-csearch_path%3D{schema}"


def find_postgres() -> Path:
    """Where initdb and pg_ctl are, or the test is skipped."""
    here = shutil.which("initdb")
    places = [Path(here).parent] if here else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists():
            return place
    pytest.skip("PostgreSQL is missing: install the package postgresql")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A new cluster, which refuses to run as root: then as the package's own user."""
    programs = find_postgres()
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    user = "postgres" if is_root else None
    folder = Path(tempfile.mkdtemp(prefix="highland-postgres-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        server = Postgres(folder, programs, user)
        server.run("initdb", "-D", str(folder / "data"), "-U", "hub", "-A", "trust", "-E", "UTF8", "--no-sync")
        server.start()
        try:
            yield server
        finally:
            with suppress(AssertionError):  # a test may have stopped it
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
