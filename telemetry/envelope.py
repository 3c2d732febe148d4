"""From a row of the outbox to the record that is sent: its number, and its time as well as it is known now.

A Pi has no clock of its own. A row of this run can still be timestamped correctly once the clock is set: by how long
ago it was. While the clock is unsure only that age is sent, and the hub calculates from it. A date that was learned
from the hub counts as sure, and says so."""

from __future__ import annotations

import time
from collections.abc import Callable, Container
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from devices.dates.source import HUB, MADE_TS, own_clock
from devices.dates.wall_clock import WallClock
from telemetry.card.outbox import Outbox, OutboxError, StoredRecord
from telemetry.fields import restore
from telemetry.record import SURE, UNSURE, Content, Record, record_of


def clock_is_sure(ts: float) -> bool:
    """Whether the system's clock can be trusted, which shows `ts`; no clock chip is asked."""
    return own_clock(ts, look_at_chip=False).is_sure


@dataclass(frozen=True, slots=True)
class Times:
    """The clocks of a node, in seconds: one that never jumps, the wall clock, whether that is sure, and whose it is."""

    mono: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sure: Callable[[float], bool] = clock_is_sure
    source: Callable[[], str] = lambda: ""


def times_of(clock: WallClock) -> Times:
    """The clocks of a node that may learn the date from its hub."""
    return Times(clock.monotonic, clock.wall, clock.is_sure, lambda: clock.state().source)


def learned_from(times: Times) -> str:
    """HUB where a sure date is not the computer's own but its hub's, else nothing."""
    return HUB if times.source() == HUB else ""


def newest_sure_date(outbox: Outbox) -> float:
    """The date of the newest record that waits or was sent, if its clock was sure, else 0."""
    with suppress(OutboxError):
        row = outbox.newest_row()
        if row is not None and restore(Content, row.body).clock == SURE:
            return row.ts
    return 0.0


def record_to_send(row: StoredRecord, prev: int, node: str, lives: Container[int], times: Times) -> Record:
    """The record of a row, as sent now. `lives` are those of this program."""
    content = restore(Content, row.body)
    dated = _dated(row, content, lives, times)
    return record_of(content, node=node, epoch=row.epoch, seq=row.seq, prev=prev, **dated)


def _dated(row: StoredRecord, content: Content, lives: Container[int], times: Times) -> dict[str, Any]:
    """Time, whether it is sure and by whom, and the age where only that is known."""
    if row.life not in lives:
        is_sure = row.ts >= MADE_TS and content.clock == SURE
        return {"ts": row.ts, "clock": SURE if is_sure else UNSURE}
    wall, age_s = times.wall(), max(0.0, times.mono() - row.mono)
    if times.sure(wall):
        return {"ts": wall - age_s, "clock": SURE, "clock_source": learned_from(times)}
    return {"ts": wall - age_s, "clock": UNSURE, "clock_source": "", "age_s": age_s}
