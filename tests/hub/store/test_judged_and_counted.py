"""What the store counts and judges: skipped numbers, when a node was seen, impossible values, units that differ."""

import pytest

from hub.store.interface import SeriesKey
from hub.store.points import RANGE, flag_of
from telemetry.fields import Value
from tests.hub.stores import EPOCH, NOON, arrived, event, reading


def test_what_came_before_its_turn_is_not_counted_as_skipped(any_store):
    any_store.add([arrived(reading(1)), arrived(event(4))])
    any_store.add([arrived(reading(6, prev=1))])  # 2, 3 and 5 were thinned out
    assert any_store.mark("red-heron", EPOCH) == 6
    assert any_store.nodes()[0].skipped == 3


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_node_was_seen_when_its_newest_record_came_whatever_their_order(any_store, order):
    times = {1: NOON + 10, 2: NOON + 500}
    any_store.add([arrived(reading(seq), times[seq]) for seq in order])
    assert (any_store.nodes()[0].first_seen, any_store.nodes()[0].last_seen) == (NOON + 10, NOON + 500)


def test_a_node_that_runs_another_project_is_shown_with_that(any_store):
    any_store.add([arrived(reading(1))])
    any_store.add([arrived(reading(2, project="gas_alarm"))])
    assert any_store.nodes()[0].project == "gas_alarm"


def test_what_was_heard_before_the_hub_had_its_date_moves_with_it_and_never_into_the_future(any_store):
    for node, ts in (("blue-crane", NOON - 9e6), ("red-heron", NOON), ("tall-bee", NOON + 100)):
        any_store.availability(node, ts, True)
    any_store.shift_seen(NOON - 1.0, 1000.0, NOON + 1050.0)
    assert [node.last_seen for node in any_store.nodes()] == [NOON - 9e6, NOON + 1000, NOON + 1050]


def test_of_two_copies_in_one_batch_the_smaller_prev_counts_in_any_order(any_store):
    any_store.add([arrived(reading(1))])
    any_store.add([arrived(event(6, prev=1)), arrived(event(6, prev=5))])
    assert any_store.mark("red-heron", EPOCH) == 6


def test_a_value_is_judged_by_the_longest_ending_of_its_name_that_is_known():
    """A gas sensor may give more than its signal in clean air; a humidity is 100 % at most."""
    assert [flag_of("gas_clean_air_pct", value) for value in (150.0, 400.0, 401.0)] == ["", "", RANGE]
    assert [flag_of("box_humidity_pct", value) for value in (100.0, 101.0, None)] == ["", RANGE, ""]
    assert [flag_of("strange", value) for value in (1e12, 2e12)] == ["", RANGE]


def test_two_units_of_one_channel_are_two_curves(any_store):
    for seq, unit, value in ((1, "C", 20.0), (2, "F", 68.0)):
        any_store.add([arrived(reading(seq, readings={"box_temperature": Value(value, unit)}, commanded={}))])
    for unit, value in (("C", 20.0), ("F", 68.0)):
        key = SeriesKey("red-heron", "real", "box_temperature", unit)
        assert [point.mean for point in any_store.points(key, NOON, NOON + 999)] == [value]


@pytest.mark.parametrize("odd", [Value(140.0, "%"), Value(1.0, "%", "stale"), Value(None, "%", "unknown")])
def test_an_odd_value_is_in_no_point_of_a_thinned_curve(any_store, odd):
    """Few hours, more values than points: they are summed from the single ones."""
    any_store.add(
        [
            arrived(reading(seq, readings={"box_humidity_pct": odd if seq == 7 else Value(50.0, "%")}, commanded={}))
            for seq in range(1, 101)
        ]
    )
    found = any_store.points(SeriesKey("red-heron", "real", "box_humidity_pct", "%"), NOON, NOON + 7000, limit=50)
    assert sum(point.samples for point in found) == 99
    assert {(point.low, point.mean, point.high) for point in found} == {(50.0, 50.0, 50.0)}
