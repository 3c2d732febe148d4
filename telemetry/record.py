"""What leaves a node: a record with units, time, (node, epoch, seq) and provenance. From the network it is checked.

One JSON object. The fields of every record:

    v 1 | node | epoch, 16 hex digits made with the outbox | seq, 1 2 3 ... | prev, the seq before it that the hub may
    still lack (a thinned outbox has gaps), 0 for none: the hub's mark goes on to seq when prev is not beyond it
    ts, seconds since 1970 UTC | clock, "sure" or "unsure" | age_s, only when unsure and known: how long ago it was
    provenance, "sim" or "real" | project | t_s, seconds since the run began | sim_ts, only for sim: the date in the
    simulated world | kind, "reading" or "event" | state | why, the key of the reason

A reading has `readings`, {channel: [value, unit] or [value, unit, quality]} with null for unknown, and `commanded`,
{actuator: true or false}. An event has `event` (start, state, fault, press, end, command), `urgent`, `said`
({"en", "vi"}) and for the answer to a command `command`, {"id", "part", "accepted", "reason"}.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from telemetry.topics import PART, is_node_name

VERSION = 1
SIM, REAL = "sim", "real"
READING, EVENT = "reading", "event"
EVENTS = ("start", "state", "fault", "press", "end", "command")
QUALITIES = ("good", "warming", "stale", "unknown")
LONGEST_PAYLOAD = 16_384  # bytes; a shipped project needs about 600
MAX_FIELDS = 64  # channels, and actuators
LONGEST_TEXT = 500  # characters of a sentence
MAX_SEQ = 2**53  # JSON numbers are exact up to here

EPOCH = re.compile(r"[0-9a-f]{16}")
STATE = re.compile(r"[A-Z][A-Z0-9_]{0,31}")
KEY = re.compile(r"[a-z0-9_.]{1,64}")
PROJECT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_ .-]{0,63}")
UNIT = re.compile(r"[^\x00-\x1f]{0,16}")
COMMAND_ID = re.compile(r"[A-Za-z0-9_-]{0,64}")


class BadRecord(ValueError):
    """A payload that is not a record. `reason` is one short word, for counting; the text says what was seen."""

    def __init__(self, reason: str, seen: str) -> None:
        super().__init__(f"{reason}: {seen}"[:200])
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Value:
    """One channel: a number, yes or no, or None for unknown; its unit; its quality."""

    value: float | bool | None
    unit: str = ""
    quality: str = "good"

    def as_json(self) -> list[Any]:
        """[value, unit], and the quality when it is not good."""
        return [self.value, self.unit] if self.quality == "good" else [self.value, self.unit, self.quality]


@dataclass(frozen=True, slots=True)
class Record:
    """One reading or event of one node; see the top of this file for the fields."""

    node: str
    epoch: str
    seq: int
    ts: float
    provenance: str
    project: str
    kind: str
    state: str
    why: str
    t_s: float
    prev: int = 0
    clock: str = "sure"
    age_s: float | None = None
    sim_ts: float | None = None
    readings: Mapping[str, Value] = field(default_factory=dict)
    commanded: Mapping[str, bool] = field(default_factory=dict)
    event: str = ""
    urgent: bool = False
    said: Mapping[str, str] = field(default_factory=dict)
    command: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The JSON object, without what is empty."""
        found: dict[str, Any] = {
            "v": VERSION, "node": self.node, "epoch": self.epoch, "seq": self.seq, "prev": self.prev,
            "ts": round(self.ts, 3), "clock": self.clock, "provenance": self.provenance, "project": self.project,
            "t_s": round(self.t_s, 3), "kind": self.kind, "state": self.state, "why": self.why,
        }  # fmt: skip
        if self.age_s is not None:
            found["age_s"] = round(self.age_s, 3)
        if self.sim_ts is not None:
            found["sim_ts"] = round(self.sim_ts, 3)
        if self.kind == READING:
            found["readings"] = {name: value.as_json() for name, value in self.readings.items()}
            found["commanded"] = dict(self.commanded)
        else:
            found |= {"event": self.event, "urgent": self.urgent, "said": dict(self.said)}
            if self.command:
                found["command"] = dict(self.command)
        return found

    def encode(self) -> bytes:
        """The payload."""
        return json.dumps(self.as_json(), separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()

    def sent_after(self, prev: int) -> Record:
        """The same record, saying which one was sent before it."""
        return replace(self, prev=prev)


def decode(payload: bytes) -> Record:
    """The record in a payload from the network. Raises BadRecord for whatever is not exactly one."""
    return _record(parsed(payload, LONGEST_PAYLOAD))


def parsed(payload: bytes, longest: int) -> dict[str, Any]:
    """The JSON object of our version in a payload from the network. Raises BadRecord."""
    if len(payload) > longest:
        raise BadRecord("too_long", f"{len(payload)} bytes")
    try:
        found = json.loads(payload.decode("utf-8"), parse_constant=_no_constant)
    except BadRecord:
        raise
    except (ValueError, RecursionError) as error:
        raise BadRecord("not_json", type(error).__name__) from None
    if not isinstance(found, dict):
        raise BadRecord("not_json", "no object")
    if found.get("v") != VERSION or isinstance(found.get("v"), bool):
        raise BadRecord("version", repr(found.get("v")))
    return found


def _record(found: dict[str, Any]) -> Record:
    seq = checked_whole(found, "seq", 1, MAX_SEQ)
    kind = checked_one_of(found, "kind", (READING, EVENT))
    provenance = checked_one_of(found, "provenance", (SIM, REAL))
    is_event = kind == EVENT
    return Record(
        node=checked_node(found),
        epoch=checked_matches(found, "epoch", EPOCH),
        seq=seq,
        ts=checked_number(found, "ts"),
        provenance=provenance,
        project=checked_matches(found, "project", PROJECT),
        kind=kind,
        state=checked_matches(found, "state", STATE),
        why=checked_matches(found, "why", KEY),
        t_s=checked_number(found, "t_s"),
        prev=checked_whole(found, "prev", 0, seq - 1),
        clock=checked_one_of(found, "clock", ("sure", "unsure")),
        age_s=checked_number(found, "age_s") if "age_s" in found else None,
        sim_ts=checked_number(found, "sim_ts") if "sim_ts" in found else None,
        readings={} if is_event else checked_readings(found.get("readings")),
        commanded={} if is_event else checked_commanded(found.get("commanded")),
        event=checked_one_of(found, "event", EVENTS) if is_event else "",
        urgent=_yes_or_no(found, "urgent") if is_event else False,
        said=checked_said(found.get("said")) if is_event else {},
        command=_command(found["command"]) if is_event and "command" in found else {},
    )


def checked_readings(found: Any) -> dict[str, Value]:
    """Channels from the network. Raises BadRecord."""
    return {name: _value(name, each) for name, each in _fields("readings", found).items()}


def _value(name: str, found: Any) -> Value:
    if not isinstance(found, list) or len(found) not in (2, 3):
        raise BadRecord("wrong_type", f"{name} is no [value, unit]")
    value, unit, quality = found[0], found[1], found[2] if len(found) == 3 else "good"
    if value is not None and not isinstance(value, bool):
        value = checked_number({name: value}, name)
    if not isinstance(unit, str) or UNIT.fullmatch(unit) is None or quality not in QUALITIES:
        raise BadRecord("wrong_type", f"unit or quality of {name}")
    return Value(value, unit, quality)


def checked_commanded(found: Any) -> dict[str, bool]:
    """Actuators from the network. Raises BadRecord."""
    told = _fields("commanded", found)
    return {name: _yes_or_no(told, name) for name in told}


def _fields(name: str, found: Any) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise BadRecord("wrong_type", f"{name} is no object")
    if len(found) > MAX_FIELDS:
        raise BadRecord("too_many", f"{len(found)} in {name}")
    for each in found:
        if PART.fullmatch(each) is None:
            raise BadRecord("bad_name", repr(each))
    return found


def checked_said(found: Any) -> dict[str, str]:
    """A sentence in both languages from the network. Raises BadRecord."""
    if not isinstance(found, dict) or set(found) != {"en", "vi"}:
        raise BadRecord("wrong_type", "said is not in two languages")
    for text in found.values():
        if not isinstance(text, str) or len(text) > LONGEST_TEXT:
            raise BadRecord("wrong_type", "said")
    return found


def _command(found: Any) -> dict[str, Any]:
    if not isinstance(found, dict) or set(found) != {"id", "part", "accepted", "reason"}:
        raise BadRecord("wrong_type", "command")
    checked_matches(found, "id", COMMAND_ID)
    checked_matches(found, "part", PART)
    _yes_or_no(found, "accepted")
    checked_matches(found, "reason", KEY)
    return found


def checked_node(found: Mapping[str, Any]) -> str:
    """The name of a node from the network. Raises BadRecord."""
    name = found.get("node")
    if not isinstance(name, str) or not is_node_name(name):
        raise BadRecord("bad_name", repr(name))
    return name


def checked_matches(found: Mapping[str, Any], name: str, pattern: re.Pattern[str]) -> str:
    """A text of that form from the network. Raises BadRecord."""
    value = found.get(name)
    if not isinstance(value, str) or pattern.fullmatch(value) is None:
        raise BadRecord("wrong_type", f"{name} is {value!r}")
    return value


def checked_one_of(found: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    """One of these words from the network. Raises BadRecord."""
    value = found.get(name)
    if value not in allowed or not isinstance(value, str):
        raise BadRecord("wrong_type", f"{name} is {value!r}")
    return value


def _yes_or_no(found: Mapping[str, Any], name: str) -> bool:
    value = found.get(name)
    if not isinstance(value, bool):
        raise BadRecord("wrong_type", f"{name} is {value!r}")
    return value


def checked_whole(found: Mapping[str, Any], name: str, low: int, high: int) -> int:
    """A whole number from the network, low..high. Raises BadRecord."""
    value = found.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise BadRecord("wrong_type", f"{name} is {value!r}")
    return value


def checked_number(found: Mapping[str, Any], name: str) -> float:
    """A finite number from the network. Raises BadRecord."""
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadRecord("wrong_type", f"{name} is {value!r}")
    try:
        number = float(value)
    except OverflowError:
        raise BadRecord("not_finite", name) from None
    if not math.isfinite(number):
        raise BadRecord("not_finite", name)
    return number


def _no_constant(name: str) -> float:
    raise BadRecord("not_finite", name)
