"""From a row of the outbox to the record that is sent: its number, and its time as well as it is known now.

A Pi has no clock of its own. A row of this run can still be timestamped correctly once the clock is set: by how long
ago it was. While the clock is unsure only that age is sent, and the hub calculates from it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from telemetry.fields import restore
from telemetry.outbox import StoredRecord
from telemetry.record import SURE, UNSURE, Content, Record, record_of

MADE_TS = 1767225600.0  # 2026-01-01: an earlier clock is wrong
TIMESYNC = Path("/run/systemd/timesync")  # systemd's time service creates a file here when the clock is set


def clock_is_sure(ts: float, timesync: Path = TIMESYNC) -> bool:
    """Whether the wall clock can be trusted: later than this program, and synchronized where that is known."""
    if ts < MADE_TS:
        return False
    return not timesync.is_dir() or (timesync / "synchronized").exists()


@dataclass(frozen=True, slots=True)
class Times:
    """The clocks of this machine, in seconds: one that never jumps, the wall clock, and whether that is sure."""

    mono: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sure: Callable[[float], bool] = clock_is_sure


def record_to_send(row: StoredRecord, prev: int, node: str, life: int, times: Times) -> Record:
    """The record of a row, as sent now."""
    content = restore(Content, row.body)
    ts, clock, age_s = _dated(row, content, life, times)
    return record_of(content, node=node, epoch=row.epoch, seq=row.seq, prev=prev, ts=ts, clock=clock, age_s=age_s)


def _dated(row: StoredRecord, content: Content, life: int, times: Times) -> tuple[float, str, float | None]:
    """Time, whether it is sure, and the age where only that is known."""
    if row.life != life:
        return row.ts, SURE if row.ts >= MADE_TS and content.clock == SURE else UNSURE, None
    wall, age_s = times.wall(), max(0.0, times.mono() - row.mono)
    return (wall - age_s, SURE, None) if times.sure(wall) else (wall - age_s, UNSURE, age_s)
