"""A reading is dated as well as is known when it is sent: a Pi that started in 1970 loses no hour of its readings.

And what waits in the outboxes of boards that are out there is sent as it always was, to the byte.
"""

import json

from telemetry.card.outbox import StoredRecord
from telemetry.envelope import Times, record_to_send
from telemetry.record import decode_record

BODY = {
    "clock": "unsure", "provenance": "real", "project": "gas_alarm", "t_s": 3.0, "kind": "reading", "state": "NORMAL",
    "why": "normal.well", "readings": {"gas_lpg_ppm": [12.0, "ppm"]}, "commanded": {"siren": False},
}  # fmt: skip
EPOCH = "0123456789abcdef"
NOW = 1_800_000_000.0


def sent(row, life=2, now=NOW, mono=500.0, sure=True):
    times = Times(lambda: mono, lambda: now, lambda ts: sure)
    return decode_record(record_to_send(row, 6, "red-heron", {life}, times).encode())


def row(ts, mono, life, **body):
    return StoredRecord(EPOCH, 7, ts, mono, life, False, json.dumps(BODY | body).encode())


def test_a_row_of_this_run_is_dated_by_how_long_ago_it_was():
    """The clock stood at 1970 when it was read, and was set since."""
    record = sent(row(ts=30.0, mono=400.0, life=2))
    assert record.clock == "sure"
    assert record.ts == NOW - 100.0
    assert (record.seq, record.prev, record.node) == (7, 6, "red-heron")


def test_while_the_clock_is_unsure_the_age_is_sent():
    record = sent(row(ts=30.0, mono=400.0, life=2), now=130.0, sure=False)
    assert record.clock == "unsure"
    assert record.age_s == 100.0


def test_a_row_of_an_earlier_run_keeps_the_time_it_had():
    record = sent(row(ts=NOW - 9e5, mono=99999.0, life=1, clock="sure"))
    assert (record.clock, record.ts, record.age_s) == ("sure", NOW - 9e5, None)


def test_a_row_of_an_earlier_run_whose_clock_was_wrong_says_so():
    assert sent(row(ts=30.0, mono=9.0, life=1, clock="unsure")).clock == "unsure"
    assert sent(row(ts=30.0, mono=9.0, life=1, clock="sure")).clock == "unsure"
    assert sent(row(ts=NOW - 9e5, mono=9.0, life=1, clock="unsure")).clock == "unsure", "a date that only looks right"


def test_a_date_learned_from_the_hub_says_so_also_after_a_restart():
    learned = Times(lambda: 500.0, lambda: NOW, lambda ts: True, lambda: "hub")
    record = record_to_send(row(ts=30.0, mono=400.0, life=2), 6, "red-heron", {2}, learned)
    assert (record.clock, record.ts, record.clock_source) == ("sure", NOW - 100.0, "hub")
    kept = sent(row(ts=NOW - 9e5, mono=1.0, life=1, clock="sure", clock_source="hub"))
    assert (kept.clock, kept.ts, kept.clock_source) == ("sure", NOW - 9e5, "hub")
    assert sent(row(ts=30.0, mono=400.0, life=2)).clock_source == ""


READING_ROW = (  # as the first release wrote it to the card
    '{"clock":"sure","provenance":"sim","project":"gas_alarm","t_s":3.0,"kind":"reading","state":"NORMAL",'
    '"why":"normal.well","sim_ts":1772000000.25,"readings":{"gas_lpg_ppm":[12.5,"ppm"],'
    '"room_temperature_c":[null,"C","stale"],"mains_closed":[true,""]},"commanded":{"siren":false,"valve_open":true}}'
)
ANSWER_ROW = (
    '{"clock":"sure","provenance":"real","project":"gas_alarm","t_s":4.0,"kind":"event","state":"ALARM",'
    '"why":"command.pressed","event":"command","urgent":true,"said":{"en":"Gas!","vi":"Có gas!"},'
    '"command":{"id":"a-1","part":"test","accepted":true,"reason":"command.pressed"}}'
)


def test_a_reading_that_has_waited_since_the_first_release_is_sent_to_the_byte():
    row = StoredRecord(EPOCH, 7, NOW - 100.0, 400.0, 2, False, READING_ROW.encode())
    now = Times(lambda: 500.0, lambda: NOW + 0.5, lambda ts: True)
    sent_then = (
        READING_ROW[:-1] + ',"v":1,"node":"red-heron","epoch":"0123456789abcdef","seq":7,"prev":6,"ts":1799999900.5}'
    )
    assert record_to_send(row, 6, "red-heron", {2}, now).encode().decode() == sent_then


def test_an_answer_that_has_waited_since_the_first_release_is_sent_to_the_byte_with_its_age():
    row = StoredRecord(EPOCH, 8, NOW - 100.0, 400.0, 2, True, ANSWER_ROW.encode())
    unset = Times(lambda: 500.0, lambda: 130.5, lambda ts: False)
    sent_then = (
        ANSWER_ROW[:-1].replace('"sure"', '"unsure"')
        + ',"v":1,"node":"red-heron","epoch":"0123456789abcdef","seq":8,"prev":7,"age_s":100.0,"ts":30.5}'
    )
    assert record_to_send(row, 7, "red-heron", {2}, unset).encode().decode() == sent_then


def test_a_row_that_a_hub_would_refuse_holds_up_no_other():
    """A part with a name that no hub takes: the hub refuses it and its mark goes on; the node does not judge."""
    odd = READING_ROW.replace("gas_lpg_ppm", "Gas LPG")
    record = record_to_send(StoredRecord(EPOCH, 9, NOW, 400.0, 1, False, odd.encode()), 8, "red-heron", {2}, Times())
    assert b'"Gas LPG":[12.5,"ppm"]' in record.encode()
