"""A record comes back as it was sent, and nothing else gets in from the network."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from telemetry.fields import BadRecord, Value
from telemetry.record import LONGEST_PAYLOAD, Record, Snapshot, decode_record, decode_snapshot

READING = Record(
    node="red-heron", epoch="0123456789abcdef", seq=7, prev=6, ts=1764280000.25, provenance="sim", project="solar_lamp",
    kind="reading", state="DRY_HEAT", why="heat.on", t_s=120.0, sim_ts=1772000000.0,
    readings={"box_humidity_pct": Value(78.2, "%"), "wall_temperature_c": Value(None, "C", "stale"),
              "door_open": Value(False)},
    commanded={"heater": True},
)  # fmt: skip
EVENT = Record(
    node="red-heron", epoch="0123456789abcdef", seq=8, prev=7, ts=1764280001.0, provenance="real", project="gas_alarm",
    kind="event", state="ALARM", why="alarm.above", t_s=121.0, clock="unsure", age_s=2.5, event="state", urgent=True,
    said={"en": "Gas!", "vi": "Có gas!"},
)  # fmt: skip
ANSWER = Record(
    node="red-heron", epoch="0123456789abcdef", seq=9, ts=1764280001.0, provenance="real", project="gas_alarm",
    kind="event", state="ALARM", why="alarm.above", t_s=121.0, event="command", said={"en": "No.", "vi": "Không."},
    command={"id": "a-1", "part": "hush", "accepted": False, "reason": "command.expired"},
)  # fmt: skip


@pytest.mark.parametrize("record", [READING, EVENT, ANSWER])
def test_a_record_comes_back_as_it_was_sent(record):
    assert decode_record(record.encode()) == record


def changed(**changes):
    return json.dumps(READING.as_json() | changes).encode()


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[" * 9000, "not_json"),
        (b"{}", "version"),
        (b"[1]", "not_json"),
        (changed(v=True), "version"),
        (changed(v=2), "version"),
        (changed(seq="7"), "wrong_type"),
        (changed(seq=True), "wrong_type"),
        (changed(seq=0), "wrong_type"),
        (changed(seq=2**60), "wrong_type"),
        (changed(prev=7), "wrong_type"),
        (changed(node="../hub"), "bad_name"),
        (changed(node="Nguyen Van A"), "bad_name"),
        (changed(epoch="0123456789ABCDEF"), "wrong_type"),
        (changed(provenance="REAL"), "wrong_type"),
        (changed(provenance=["real"]), "wrong_type"),
        (changed(ts="now"), "wrong_type"),
        (changed(ts=10**400), "not_finite"),
        (changed().replace(b"78.2", b"NaN"), "not_finite"),
        (changed().replace(b"78.2", b"-Infinity"), "not_finite"),
        (changed().replace(b"78.2", b"1e999"), "not_finite"),
        (changed(readings={"box": 7}), "wrong_type"),
        (changed(readings={"box": [7, "C", "splendid"]}), "wrong_type"),
        (changed(readings={"box": ["7", "C"]}), "wrong_type"),
        (changed(readings={"a b": [7, "C"]}), "bad_name"),
        (changed(readings={f"c{n}": [7, "C"] for n in range(65)}), "too_many"),
        (changed(commanded={"heater": 1}), "wrong_type"),
        (changed(state="dry heat"), "wrong_type"),
        (changed(why="<script>"), "wrong_type"),
        (changed(kind="secret"), "wrong_type"),
        (b'{"v":1,"x":"' + b"a" * LONGEST_PAYLOAD + b'"}', "too_long"),
    ],
)
def test_what_is_no_record_is_refused_with_one_word(payload, reason):
    with pytest.raises(BadRecord) as caught:
        decode_record(payload)
    assert caught.value.reason == reason


ANYTHING = some.recursive(
    some.none() | some.booleans() | some.floats() | some.integers() | some.text(max_size=8),
    lambda each: some.lists(each, max_size=4) | some.dictionaries(some.text(max_size=8), each, max_size=4),
    max_leaves=12,
)


@given(some.sampled_from(sorted(READING.as_json() | EVENT.as_json() | ANSWER.as_json())), ANYTHING)
def test_whatever_stands_in_a_field_it_is_a_record_or_refused(name, value):
    for record in (READING, EVENT, ANSWER):
        try:
            found = decode_record(json.dumps(record.as_json() | {name: value}).encode())
        except BadRecord:
            continue
        once = decode_record(found.encode())  # times are sent in milliseconds
        assert decode_record(once.encode()) == once


@given(some.binary(max_size=200))
def test_noise_is_refused(payload):
    with pytest.raises(BadRecord):
        decode_record(payload)


NAMED = {"rack_humidity_pct": {"en": "Rack humidity", "vi": "Độ ẩm giàn"}}
STATE = Snapshot(
    node="red-heron", provenance="real", project="my_rack", ts=1.8e9, t_s=1.0, state="IDLE", why="rack.dry",
    alarm="none", said={"en": "Dry.", "vi": "Khô."}, readings={}, commanded={},
)  # fmt: skip


@pytest.mark.parametrize(
    "names",
    [
        [], {"Fan": NAMED["rack_humidity_pct"]}, {"fan": "Fan"}, {"fan": {"en": "Fan"}},
        {"fan": {"en": "", "vi": "Quạt"}},
        {"fan": {"en": "F" * 81, "vi": "Quạt"}}, {f"fan_{number}": NAMED["rack_humidity_pct"] for number in range(130)},
    ],
)  # fmt: skip
def test_names_from_the_network_are_checked(names):
    with pytest.raises(BadRecord):
        decode_snapshot(json.dumps(STATE.as_json() | {"names": names}).encode())


def test_names_come_through_and_may_be_left_out():
    assert decode_snapshot(replace(STATE, names=NAMED).encode()).names == NAMED
    assert decode_snapshot(STATE.encode()).names == {}
