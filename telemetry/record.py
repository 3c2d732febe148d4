"""What a node and its hub send each other: records, the newest state, the hub's mark. From the network all is checked.

Each is one JSON object with `v` 1. A record, of which the outbox keeps the content until the hub has it:

    clock, "sure" or "unsure" | provenance, "sim" or "real" | project | t_s, seconds since the run began |
    kind, "reading" or "event" | state | why, the key of the reason | sim_ts, only for sim: the date in the simulated
    world | clock_source, "hub" when a sure date was learned from the hub's answers
    v 1 | node | epoch, 16 hex digits made with the outbox | seq, 1 2 3 ... | prev, the seq before it that the hub may
    still lack (a thinned outbox has gaps), 0 for none: the hub's mark goes on to seq when prev is not beyond it
    age_s, only when unsure and known: how long ago it was | ts, seconds since 1970 UTC

A reading has `readings`, {channel: [value, unit] or [value, unit, quality]} with null for unknown, and `commanded`,
{actuator: true or false}. An event has `event` (start, state, fault, press, end, command), `urgent`, `said`
({"en", "vi"}) and for the answer to a command `command`, {"id", "part", "accepted", "reason"}.

A snapshot is the newest state of a node, for people and for Home Assistant; the broker keeps it, and it is no record:
v, node, provenance, project, ts, t_s, state, why and readings, commanded as in a record; `sim_ts` only for sim;
`alarm`, what the state means for people: "danger", "trouble" (repair the device) or "none"; `said`, the reason in
{"en", "vi"}; `backlog`, records that wait in the outbox; `dropped`, readings that the node had to give up; `period_s`,
how often a reading comes; `remote`, the buttons that may be pressed remotely; `names`, only for a project that does not
come with Highland: {channel, output or "project": {"en", "vi"}}; `instance`, the epoch of the program that runs now;
`clock_source`, whose date this is (devices/dates/source.py); `clock_off_s`, how far this clock is ahead of the hub's,
when that is an hour or more; `card_fails`, the outbox cannot be written; `gone`, the newest [epoch, first, last] that
the card lost.

An acknowledgment, from the hub: v, epoch, seq. Everything of that epoch up to seq is in the hub's store. `ts`, the
hub's time when it was sent; `clock`, whose date that is (devices/dates/source.py): a node may learn it from a hub that
is sure; `held`, why the hub does not take what comes after seq, while the node keeps it (hub.intake.refusals).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Annotated, Any

from telemetry.fields import (
    VERSION,
    BadRecord,
    Channels,
    Kind,
    NamesInBoth,
    NodeName,
    Number,
    Object,
    OneOf,
    PartNames,
    Sentence,
    Switches,
    Text,
    Value,
    Whole,
    YesNo,
    as_json,
    decode,
    encode,
    parsed_version,
)
from telemetry.topics import PART

SIM, REAL = "sim", "real"
SURE, UNSURE = "sure", "unsure"
READING, EVENT = "reading", "event"
EVENTS = ("start", "state", "fault", "press", "end", "command")
ALARMS = ("none", "trouble", "danger")
LONGEST_PAYLOAD = 16_384  # bytes; a shipped project needs about 600
LONGEST_ACK = 200  # bytes
MAX_SEQ = 2**53  # JSON numbers are exact up to here

EPOCH = Text(re.compile(r"[0-9a-f]{16}"))
KEY = Text(re.compile(r"[a-z0-9_.]{1,64}"))
PROJECT = Text(re.compile(r"[A-Za-z0-9_][A-Za-z0-9_ .-]{0,63}"))
STATE = Text(re.compile(r"[A-Z][A-Z0-9_]{0,31}"))
COMMAND_ID = re.compile(r"[A-Za-z0-9_-]{0,64}")
SEQ, PREV = Whole(1, MAX_SEQ), Whole(0, MAX_SEQ)
COUNT = Whole(0, MAX_SEQ)
HELD = re.compile(r"[a-z_]{1,32}")
MAX_GONE = 8  # ranges in a snapshot
PROVENANCE = OneOf((SIM, REAL))
ANSWER = Object(
    {"id": Text(COMMAND_ID), "part": Text(PART), "accepted": YesNo(), "reason": KEY}, only=EVENT, optional=True
)


@dataclass(frozen=True, slots=True)
class Ranges(Kind):
    """A list of [epoch, first, last]."""

    def checked(self, name: str, found: Any) -> tuple[tuple[str, int, int], ...]:
        if not isinstance(found, list) or len(found) > MAX_GONE:
            raise BadRecord("wrong_type", name)
        return tuple(self._one(name, each) for each in found)

    def _one(self, name: str, found: Any) -> tuple[str, int, int]:
        if not isinstance(found, list) or len(found) != 3:
            raise BadRecord("wrong_type", name)
        first, last = (SEQ.checked(name, each) for each in found[1:])
        if last < first:
            raise BadRecord("wrong_type", name)
        return EPOCH.checked(name, found[0]), first, last

    def written(self, value: tuple[tuple[str, int, int], ...]) -> list[list[Any]]:
        return [list(each) for each in value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a record says, before it has a number: the outbox keeps it. `clock` is that of the moment it was made."""

    clock: Annotated[str, OneOf((SURE, UNSURE))] = SURE
    provenance: Annotated[str, PROVENANCE]
    project: Annotated[str, PROJECT]
    t_s: Annotated[float, Number()]
    kind: Annotated[str, OneOf((READING, EVENT))]
    state: Annotated[str, STATE]
    why: Annotated[str, KEY]
    sim_ts: Annotated[float | None, Number(optional=True)] = None
    clock_source: Annotated[str, Text(KEY.pattern, optional=True)] = ""
    readings: Annotated[Mapping[str, Value], Channels(only=READING)] = field(default_factory=dict)
    commanded: Annotated[Mapping[str, bool], Switches(only=READING)] = field(default_factory=dict)
    event: Annotated[str, OneOf(EVENTS, only=EVENT)] = ""
    urgent: Annotated[bool, YesNo(only=EVENT)] = False
    said: Annotated[Mapping[str, str], Sentence(only=EVENT)] = field(default_factory=dict)
    command: Annotated[Mapping[str, Any], ANSWER] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Content):
    """One reading or event of one node, as it is sent; see the top of this file for the fields."""

    v: Annotated[int, Whole(VERSION, VERSION)] = VERSION
    node: Annotated[str, NodeName()]
    epoch: Annotated[str, EPOCH]
    seq: Annotated[int, SEQ]
    prev: Annotated[int, PREV] = 0
    age_s: Annotated[float | None, Number(optional=True)] = None
    ts: Annotated[float, Number()]

    def as_json(self) -> dict[str, Any]:
        """The JSON object."""
        return as_json(self)

    def encode(self) -> bytes:
        """The payload."""
        return encode(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One node as it is now; see the top of this file for the fields."""

    v: Annotated[int, Whole(VERSION, VERSION)] = VERSION
    node: Annotated[str, NodeName()]
    provenance: Annotated[str, PROVENANCE]
    project: Annotated[str, PROJECT]
    ts: Annotated[float, Number()]
    t_s: Annotated[float, Number()]
    state: Annotated[str, STATE]
    why: Annotated[str, KEY]
    alarm: Annotated[str, OneOf(ALARMS)]
    said: Annotated[Mapping[str, str], Sentence()]
    readings: Annotated[Mapping[str, Value], Channels()]
    commanded: Annotated[Mapping[str, bool], Switches()]
    backlog: Annotated[int, COUNT] = 0
    dropped: Annotated[int, COUNT] = 0
    period_s: Annotated[float, Number()] = 60.0
    remote: Annotated[tuple[str, ...], PartNames()] = ()
    sim_ts: Annotated[float | None, Number(optional=True)] = None
    names: Annotated[Mapping[str, Mapping[str, str]], NamesInBoth(optional=True)] = field(default_factory=dict)
    instance: Annotated[str, Text(EPOCH.pattern, optional=True)] = ""
    clock_source: Annotated[str, Text(KEY.pattern, optional=True)] = ""
    clock_off_s: Annotated[float, Number(optional=True)] = 0.0
    card_fails: Annotated[bool, YesNo(optional=True)] = False
    gone: Annotated[tuple[tuple[str, int, int], ...], Ranges(optional=True)] = ()

    def as_json(self) -> dict[str, Any]:
        """The JSON object."""
        return as_json(self)

    def encode(self) -> bytes:
        """The payload."""
        return encode(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ack:
    """The hub's mark: everything of that epoch up to `seq` is in its store."""

    v: Annotated[int, Whole(VERSION, VERSION)] = VERSION
    epoch: Annotated[str, EPOCH]
    seq: Annotated[int, COUNT]
    ts: Annotated[float | None, Number(optional=True)] = None
    clock: Annotated[str, Text(KEY.pattern, optional=True)] = ""
    held: Annotated[str, Text(HELD, optional=True)] = ""

    def encode(self) -> bytes:
        """The payload."""
        return encode(self)


def record_of(content: Content, **sent: Any) -> Record:
    """The record with this content, under its number and time."""
    return Record(**{each.name: getattr(content, each.name) for each in fields(Content)} | sent)


def decode_record(payload: bytes) -> Record:
    """The record in a payload from the network. Raises BadRecord for anything else."""
    record = decode(Record, parsed_version(payload, LONGEST_PAYLOAD))
    if record.prev >= record.seq:
        raise BadRecord("wrong_type", f"prev is {record.prev!r}")
    return record


def decode_snapshot(payload: bytes) -> Snapshot:
    """The snapshot in a payload from the network. Raises BadRecord for anything else."""
    return decode(Snapshot, parsed_version(payload, LONGEST_PAYLOAD))


def decode_ack(payload: bytes) -> Ack:
    """The hub's mark in a payload from the network. Raises BadRecord for anything else."""
    return decode(Ack, parsed_version(payload, LONGEST_ACK))
