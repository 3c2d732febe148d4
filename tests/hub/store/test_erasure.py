"""What is kept of a node can be deleted, all of it and nothing else, also while a hub writes."""

from dataclasses import replace
from pathlib import Path

from hub.store import open_store
from hub.store.interface import Label, Refusal, SeriesKey
from tests.hub.stores import EPOCH, NOON, STATE, arrived, event, reading

HUMIDITY = SeriesKey("red-heron", "real", "box_humidity_pct", "%")
END = NOON + 10 * 86_400


def all_of(store, node):
    return (
        list(store.rows(0.0, END, node=node)), store.events(node=node), store.series(node), store.kept_refusals(node),
        [each for each in store.nodes() if each.node == node], store.mark(node, EPOCH),
        {key for key in store.refusals() if key[0] == node},
    )  # fmt: skip


def test_what_is_forgotten_is_gone_and_nothing_of_others(any_place, any_store):
    for node in ("red-heron", "blue-otter"):
        any_store.add([arrived(reading(n, node=node)) for n in range(1, 50)] + [arrived(event(60, node=node))])
        any_store.refuse([Refusal(NOON, node, "forged", "t", b"payload")])
        any_store.snapshot(node, NOON, replace(STATE, node=node).as_json())
        any_store.label(node, Label(f"The {node} of 9A", "Lab"))
    otter = all_of(any_store, "blue-otter")
    assert any_store.forget("red-heron") == 50
    assert not any(all_of(any_store, "red-heron"))
    assert all_of(any_store, "blue-otter") == otter
    assert all(otter)
    assert any_store.forget("red-heron") == 0
    if "://" not in any_place:
        left = b"".join(each.read_bytes() for each in Path(any_place).parent.glob("hub.db*"))
        assert b"blue-otter" in left
        assert b"red-heron" not in left


def test_a_hub_that_runs_goes_on_when_another_program_deletes_a_node(any_place, any_store):
    any_store.add([arrived(reading(1)), arrived(reading(1, node="blue-otter"))])
    other = open_store(any_place)
    assert other.forget("red-heron") == 1
    other.close()
    assert any_store.add([arrived(reading(2, prev=0)), arrived(reading(2, node="blue-otter"))]) == [True, True]
    assert {row["seq"] for row in any_store.rows(0.0, END, node="red-heron")} == {2}
    assert any_store.mark("red-heron", EPOCH) == any_store.mark("blue-otter", EPOCH) == 2
    assert any_store.points(HUMIDITY, NOON, END)
