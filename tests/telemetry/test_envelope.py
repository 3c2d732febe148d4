"""A reading is dated as well as is known when it is sent: a Pi that started in 1970 loses no hour of its readings."""

import json

from telemetry.envelope import MADE_TS, Times, clock_is_sure, payload
from telemetry.outbox import Row
from telemetry.record import decode

BODY = {
    "clock": "unsure", "provenance": "real", "project": "gas_alarm", "t_s": 3.0, "kind": "reading", "state": "NORMAL",
    "why": "normal.well", "readings": {"gas_lpg_ppm": [12.0, "ppm"]}, "commanded": {"siren": False},
}  # fmt: skip
EPOCH = "0123456789abcdef"
NOW = 1_800_000_000.0


def sent(row, life=2, now=NOW, mono=500.0, sure=True):
    times = Times(lambda: mono, lambda: now, lambda ts: sure)
    return decode(payload(row, 6, "red-heron", EPOCH, life, times))


def row(ts, mono, life, **body):
    return Row(7, ts, mono, life, False, json.dumps(BODY | body).encode())


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


def test_a_clock_is_sure_when_it_was_set(tmp_path):
    assert not clock_is_sure(MADE_TS - 1.0, tmp_path / "none")
    assert clock_is_sure(MADE_TS + 1.0, tmp_path / "none")
    assert not clock_is_sure(MADE_TS + 1.0, tmp_path)
    (tmp_path / "synchronized").touch()
    assert clock_is_sure(MADE_TS + 1.0, tmp_path)
