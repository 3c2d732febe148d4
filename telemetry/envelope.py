"""From a row of the outbox to the payload that is sent: its number, and its time as well as it is known by now.

A Pi has no clock of its own. A row of this run can still be dated rightly after the clock was set: by how long ago it
was. While the clock is unsure only that age is sent, and the hub reckons from it.

The hub's mark, sent back to a node: everything up to here is in the hub's store.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from telemetry.outbox import Row
from telemetry.record import EPOCH, MAX_SEQ, VERSION

LONGEST_ACK = 200  # bytes


class AckError(ValueError):
    """A payload that is no mark."""


def encode_ack(epoch: str, seq: int) -> bytes:
    """The payload of a mark."""
    return json.dumps({"v": VERSION, "epoch": epoch, "seq": seq}, separators=(",", ":")).encode()


def decode_ack(payload: bytes) -> tuple[str, int]:
    """Epoch and number of a mark from the network. Raises AckError."""
    if len(payload) > LONGEST_ACK:
        raise AckError(f"{len(payload)} bytes")
    try:
        found = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise AckError(type(error).__name__) from None
    if not isinstance(found, dict) or found.get("v") != VERSION:
        raise AckError("not ours")
    epoch, seq = found.get("epoch"), found.get("seq")
    if not isinstance(epoch, str) or EPOCH.fullmatch(epoch) is None:
        raise AckError("epoch")
    if not isinstance(seq, int) or isinstance(seq, bool) or not 0 <= seq <= MAX_SEQ:
        raise AckError("seq")
    return epoch, seq


MADE_TS = 1767225600.0  # 2026-01-01: no clock that shows less is right
TIMESYNC = Path("/run/systemd/timesync")  # systemd's time service makes a file here when the clock is set


def clock_is_sure(ts: float, timesync: Path = TIMESYNC) -> bool:
    """Whether the clock on the wall may be believed: not before this program was made, and set where that is told."""
    if ts < MADE_TS:
        return False
    return not timesync.is_dir() or (timesync / "synchronized").exists()


@dataclass(frozen=True, slots=True)
class Times:
    """The clocks of this machine, in seconds: one that never jumps, the one on the wall, and whether that is sure."""

    mono: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sure: Callable[[float], bool] = clock_is_sure


def payload(row: Row, prev: int, node: str, epoch: str, life: int, times: Times) -> bytes:
    """The record of a row as it is sent now."""
    found: dict[str, Any] = json.loads(row.body)
    found |= {"v": VERSION, "node": node, "epoch": epoch, "seq": row.seq, "prev": prev}
    ts, wall = row.ts, times.wall()
    if row.life == life:
        age_s = max(0.0, times.mono() - row.mono)
        ts = wall - age_s
        found["clock"] = "sure" if times.sure(wall) else "unsure"
        if found["clock"] == "unsure":
            found["age_s"] = round(age_s, 3)
    else:
        found["clock"] = "sure" if row.ts >= MADE_TS and found.get("clock") == "sure" else "unsure"
    found["ts"] = round(ts, 3)
    return json.dumps(found, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
