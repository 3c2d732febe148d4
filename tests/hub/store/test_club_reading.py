"""What the club's page asks a store beside curves: the keeper's names, extents, simulated dates, stuck values."""

from hub.store import open_store
from hub.store.interface import Extent, Label
from telemetry.fields import Value
from tests.hub.stores import NOON, arrived, reading


def test_a_name_that_the_keeper_gave_is_kept_and_can_be_taken_away(any_place, any_store):
    any_store.add([arrived(reading(1)), arrived(reading(1, node="blue-otter"))])
    any_store.label("red-heron", Label("Đèn 9A '; DROP TABLE about; --", "<b>"))
    again = open_store(any_place)
    named = {row.node: row.label for row in again.nodes()}
    again.close()
    assert named == {"red-heron": Label("Đèn 9A '; DROP TABLE about; --", "<b>"), "blue-otter": Label()}
    any_store.label("red-heron", Label())
    assert not any(any(row.label) for row in any_store.nodes())


def test_an_extent_is_of_one_node_and_one_provenance(any_store):
    any_store.add([arrived(reading(n)) for n in (3, 7)] + [arrived(reading(9, provenance="sim", sim_ts=1.0))])
    assert any_store.extent("red-heron", "real") == Extent(NOON + 180.0, NOON + 420.0)
    assert any_store.extent("red-heron", "sim") == Extent(NOON + 540.0, NOON + 540.0)
    assert any_store.extent("blue-otter", "real") is None


def test_dates_of_a_simulated_world_are_told_few_and_in_order(any_store):
    any_store.add([arrived(reading(n, provenance="sim", sim_ts=1000.0 * n)) for n in range(1, 101)])
    found = any_store.sim_times("red-heron", NOON, NOON + 6060.0, 10)
    assert 2 <= len(found) <= 11
    assert all(sim_ts == (ts - NOON) / 60.0 * 1000.0 for ts, sim_ts in found)
    assert any_store.sim_times("red-heron", NOON - 10.0, NOON) == []


def test_a_value_that_never_moved_is_found_and_one_that_moved_is_not(any_store):
    def values(n):
        return {"box_temperature_c": Value(24.5, "C"), "box_humidity_pct": Value(50.0 + n % 3, "%")}

    any_store.add([arrived(reading(n, readings=values(n), commanded={})) for n in range(1, 240)])
    (found,) = any_store.unchanged(NOON)
    assert (found.key.channel, found.value, found.since, found.samples) == ("box_temperature_c", 24.5, NOON, 239)
    assert any_store.unchanged(NOON + 7 * 3600.0) == []
