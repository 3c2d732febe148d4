"""The newest state of a node, for people and for Home Assistant: retained by the broker, and not a record.

A JSON object: v, node, provenance, project, ts, t_s, state, why and readings, commanded as in a record; `sim_ts` only
for sim; `alarm`, what the state means to people: "danger", "trouble" (mend the device) or "none"; `said`, the reason in
{"en", "vi"}; `backlog`, records that wait in the outbox; `dropped`, readings that the node had to give up; `period_s`,
how often a reading comes; `remote`, the buttons that may be pressed from afar.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from telemetry.record import (
    KEY,
    LONGEST_PAYLOAD,
    MAX_FIELDS,
    MAX_SEQ,
    PROJECT,
    REAL,
    SIM,
    STATE,
    VERSION,
    BadRecord,
    Value,
    checked_commanded,
    checked_matches,
    checked_node,
    checked_number,
    checked_one_of,
    checked_readings,
    checked_said,
    checked_whole,
    parsed,
)
from telemetry.topics import PART

ALARMS = ("none", "trouble", "danger")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One node as it is now; see the top of this file for the fields."""

    node: str
    provenance: str
    project: str
    ts: float
    t_s: float
    state: str
    why: str
    alarm: str
    said: Mapping[str, str]
    readings: Mapping[str, Value]
    commanded: Mapping[str, bool]
    backlog: int = 0
    dropped: int = 0
    period_s: float = 60.0
    sim_ts: float | None = None
    remote: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """The JSON object."""
        found: dict[str, Any] = {
            "v": VERSION, "node": self.node, "provenance": self.provenance, "project": self.project,
            "ts": round(self.ts, 3), "t_s": round(self.t_s, 3), "state": self.state, "why": self.why,
            "alarm": self.alarm,
            "said": dict(self.said), "readings": {name: each.as_json() for name, each in self.readings.items()},
            "commanded": dict(self.commanded), "backlog": self.backlog, "dropped": self.dropped,
            "period_s": round(self.period_s, 3), "remote": list(self.remote),
        }  # fmt: skip
        if self.sim_ts is not None:
            found["sim_ts"] = round(self.sim_ts, 3)
        return found

    def encode(self) -> bytes:
        """The payload."""
        return json.dumps(self.as_json(), separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def decode_state(payload: bytes) -> Snapshot:
    """The snapshot in a payload from the network. Raises BadRecord for whatever is not exactly one."""
    found = parsed(payload, LONGEST_PAYLOAD)
    return Snapshot(
        node=checked_node(found),
        provenance=checked_one_of(found, "provenance", (SIM, REAL)),
        project=checked_matches(found, "project", PROJECT),
        ts=checked_number(found, "ts"),
        t_s=checked_number(found, "t_s"),
        state=checked_matches(found, "state", STATE),
        why=checked_matches(found, "why", KEY),
        alarm=checked_one_of(found, "alarm", ALARMS),
        said=checked_said(found.get("said")),
        readings=checked_readings(found.get("readings")),
        commanded=checked_commanded(found.get("commanded")),
        backlog=checked_whole(found, "backlog", 0, MAX_SEQ),
        dropped=checked_whole(found, "dropped", 0, MAX_SEQ),
        period_s=checked_number(found, "period_s"),
        sim_ts=checked_number(found, "sim_ts") if "sim_ts" in found else None,
        remote=_remote(found.get("remote")),
    )


def _remote(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or len(found) > MAX_FIELDS:
        raise BadRecord("wrong_type", "remote")
    for each in found:
        if not isinstance(each, str) or PART.fullmatch(each) is None:
            raise BadRecord("bad_name", repr(each))
    return tuple(found)
