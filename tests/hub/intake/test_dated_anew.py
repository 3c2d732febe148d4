"""A hub without a date dates by its own wrong clock; when it is given the date, what it dated comes to its day."""

from types import SimpleNamespace

import pytest

from hub.intake.ingest import Ingest
from hub.store.interface import SeriesKey, StoreError
from telemetry.fields import Value
from tests.hub.stores import NOON, Wall, event, give, reading

DAY = 86_400.0
WRONG, END = NOON - 300 * DAY, NOON + 400 * DAY
KEY = SeriesKey("red-heron", "real", "box_humidity_pct", "%")
SPANS_OF_A_DAY = 40  # points that are asked for a day: the rollup of an hour answers


@pytest.fixture(autouse=True)
def stands_still(monkeypatch):
    """The clock that never jumps stands as still as the one that is set by hand."""
    monkeypatch.setattr("hub.intake.ingest.time", SimpleNamespace(monotonic=lambda: 0.0))


class Hub:
    """An ingest whose clock is set by hand: unsure until somebody says otherwise."""

    def __init__(self, store, now=WRONG):
        self.wall, self.is_sure, self.store = Wall(now), False, store
        self.ingest = Ingest(store, self.wall, sure=lambda _: self.is_sure)

    def hear(self, *records):
        for record in records:
            give(self.ingest, record)
        self.ingest.flush()

    def is_given(self, now):
        """As the page does: the clock is another at once, and the listener is told."""
        self.wall.now, self.is_sure = now, True
        self.ingest.redate()


def unsure(seq, age_s=0.0, **changes):
    return reading(seq, ts=12.0, clock="unsure", age_s=age_s, **changes)


def dates(store):
    """When each record was true, and who says so, by its number."""
    rows = store.rows(0.0, END)
    return {row["seq"]: (row["ts"], row["clock"]) for row in rows if row["channel"] == KEY.channel}


def curve(store, since, until):
    """What is drawn of a long time: sums of many values."""
    return [(point.ts, point.samples) for point in store.points(KEY, since, until, limit=SPANS_OF_A_DAY)]


@pytest.mark.examples(1)
def test_what_was_dated_wrong_comes_to_its_day_with_its_curve(any_store):
    hub = Hub(any_store)
    hub.hear(*(unsure(seq, age_s=60.0 * (100 - seq)) for seq in range(1, 101)))
    before = {seq: ts for seq, (ts, _) in dates(any_store).items()}
    was = curve(any_store, WRONG - DAY, WRONG + DAY)
    hub.is_given(NOON)
    found = dates(any_store)
    assert {clock for _, clock in found.values()} == {"redated"}
    for seq, (ts, _) in found.items():
        assert ts - before[seq] == pytest.approx(300 * DAY, abs=1.0)
    assert curve(any_store, WRONG - DAY, WRONG + DAY) == []
    assert sum(samples for _, samples in was) == 100
    assert sum(samples for _, samples in curve(any_store, NOON - DAY, NOON + DAY)) == 100
    days = any_store.points(KEY, NOON - 3 * DAY, NOON + 3 * DAY, limit=6)
    assert sum(point.samples for point in days) == 100
    assert (min(point.low for point in days), max(point.high for point in days)) == (70.0, 79.0)


def test_what_is_sure_stays_and_shares_its_buckets(any_store):
    """Values of the right date are in the same hour already: none is lost, and none is counted twice."""
    sure = Hub(any_store, NOON)
    sure.is_sure = True
    sure.hear(*(reading(seq, ts=NOON - 60.0 * seq, node="red-heron", epoch="f" * 16) for seq in range(1, 11)))
    hub = Hub(any_store)
    hub.hear(*(unsure(seq, age_s=60.0 * seq) for seq in range(1, 11)))
    hub.is_given(NOON)
    points = any_store.points(KEY, NOON - 3 * DAY, NOON + 3 * DAY, limit=6)
    assert sum(point.samples for point in points) == 20
    clocks = sorted(row["clock"] for row in any_store.rows(0.0, END) if row["channel"] == KEY.channel)
    assert clocks == ["node"] * 10 + ["redated"] * 10


def test_events_move_too_and_what_waits_to_be_written(any_store):
    hub = Hub(any_store)
    hub.hear(event(1, ts=12.0, clock="unsure", age_s=0.0))
    give(hub.ingest, unsure(2))
    hub.is_given(NOON)
    hub.ingest.flush()
    (found,) = any_store.events()
    assert found.ts == pytest.approx(NOON, abs=1.0)
    assert dates(any_store)[2] == (pytest.approx(NOON, abs=1.0), "redated")


def test_the_network_may_set_the_clock_without_a_word(any_store):
    """Nobody calls: the hub sees it at its next writing."""
    hub = Hub(any_store)
    hub.hear(unsure(1))
    hub.wall.now, hub.is_sure = NOON, True
    hub.hear(unsure(2))
    assert dates(any_store)[1] == (pytest.approx(NOON, abs=1.0), "redated")
    assert dates(any_store)[2] == (pytest.approx(NOON, abs=1.0), "age")
    assert hub.ingest.changed == {"red-heron"}


def test_what_another_start_has_dated_is_left_as_it_is(any_store):
    """Its clock began at the same wrong date, and how wrong it was is not known any more."""
    Hub(any_store).hear(unsure(1))
    hub = Hub(any_store)
    hub.hear(unsure(2))
    hub.is_given(NOON)
    assert dates(any_store)[1] == (pytest.approx(WRONG, abs=1.0), "unsure")
    assert dates(any_store)[2] == (pytest.approx(NOON, abs=1.0), "redated")


def test_a_clock_that_was_set_past_us_and_is_unsure_still(any_store):
    """By how much the first record is wrong is lost; the second is moved by what is known of it."""
    hub = Hub(any_store)
    hub.hear(unsure(1))
    hub.wall.now += 7 * DAY
    hub.hear(unsure(2))
    hub.hear(unsure(3))
    hub.is_given(NOON)
    found = dates(any_store)
    assert found[1] == (pytest.approx(WRONG, abs=1.0), "unsure")
    assert found[3] == (pytest.approx(NOON, abs=1.0), "redated")


def test_a_store_that_fails_just_then_is_asked_again(any_store, monkeypatch):
    hub = Hub(any_store)
    hub.hear(unsure(1))

    def full(*_):
        raise StoreError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(any_store, "redate", full)
        with pytest.raises(StoreError):
            hub.is_given(NOON)
    hub.ingest.flush()
    assert dates(any_store)[1] == (pytest.approx(NOON, abs=1.0), "redated")


def first_seen(store):
    (node,) = store.nodes()
    return node.first_seen


def test_a_node_was_first_seen_on_the_day_that_its_first_record_has_now(any_store):
    hub = Hub(any_store)
    hub.hear(unsure(1))
    assert first_seen(any_store) == pytest.approx(WRONG, abs=1.0)
    hub.wall.now = NOON
    hub.is_sure = True
    hub.hear(unsure(2))
    assert first_seen(any_store) == pytest.approx(NOON, abs=1.0)


@pytest.mark.parametrize("wrong_by", [-300 * DAY, 300 * DAY])
def test_a_node_that_was_known_before_stays_as_old_as_it_is(any_store, wrong_by):
    hub = Hub(any_store, NOON - 20 * DAY)
    hub.is_sure = True
    hub.hear(reading(1, ts=NOON - 20 * DAY))
    hub = Hub(any_store, NOON + wrong_by)
    hub.hear(unsure(2))
    hub.is_given(NOON)
    assert first_seen(any_store) == pytest.approx(NOON - 20 * DAY, abs=1.0)


def test_days_of_a_wrong_date_leave_no_sum_behind_and_no_value_that_cannot_be_true_gets_into_one(any_store):
    """So long a time is drawn from sums alone."""
    hub = Hub(any_store)
    odd = {7: Value(140.0, "%"), 8: Value(1.0, "%", "stale")}
    values = {seq: {KEY.channel: odd.get(seq, Value(50.0, "%"))} for seq in range(1, 101)}
    hub.hear(*(unsure(seq, age_s=3600.0 * (100 - seq), readings=found) for seq, found in values.items()))
    assert sum(samples for _, samples in curve(any_store, WRONG - 9 * DAY, WRONG + DAY)) == 98
    hub.is_given(NOON)
    assert curve(any_store, WRONG - 9 * DAY, WRONG + DAY) == []
    points = any_store.points(KEY, NOON - 9 * DAY, NOON + DAY, limit=SPANS_OF_A_DAY)
    assert sum(point.samples for point in points) == 98
    assert {(point.low, point.mean, point.high) for point in points} == {(50.0, 50.0, 50.0)}
