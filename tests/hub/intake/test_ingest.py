"""Whatever comes from the network is kept once or refused with a counted reason, and nothing of others is lost."""

import json

import pytest

from hub.intake.ingest import Ingest
from hub.intake.refusals import Limits
from hub.store.interface import StoreError
from hub.store.sqlite import SqliteStore
from telemetry.record import LONGEST_PAYLOAD, Value
from tests.hub.stores import EPOCH, NOON, NOW, STATE, Wall, give, reading

END = NOON + 10 * 86_400
BASE = "highland/v1/red-heron"


@pytest.fixture
def store(tmp_path):
    opened = SqliteStore(tmp_path / "hub.db")
    yield opened
    opened.close()


@pytest.fixture
def ingest(store):
    return Ingest(store, Wall(), sure=lambda ts: True)


def payload(**changes):
    return json.dumps(reading(1).as_json() | changes).encode()


def numbers(store):
    return [(row["node"], row["seq"]) for row in store.rows(0.0, END) if row["channel"] == "box_humidity_pct"]


def test_a_reading_is_written_once_and_acknowledged_every_time(ingest, store):
    give(ingest, reading(1))
    assert ingest.flush() == [("red-heron", EPOCH, 1)]
    assert ingest.changed == {"red-heron"}
    give(ingest, reading(1), retained=True)  # as amqtt flags what it kept for us
    assert ingest.flush() == [("red-heron", EPOCH, 1)]
    assert ingest.changed == set()
    assert ingest.counts == {"taken": 1, "duplicate": 1}
    assert ingest.flush() == []
    assert numbers(store) == [("red-heron", 1)]
    assert store.refusals() == {}


@pytest.mark.parametrize(
    ("kind", "data", "reason", "mark"),
    [
        ("telemetry", b"{", "not_json", 0),
        ("telemetry", b"\xff" * 50, "not_json", 0),
        ("telemetry", b"", "not_json", 0),
        ("telemetry", b"[" * 9000, "not_json", 0),
        ("telemetry", payload(seq="1"), "wrong_type", 0),
        ("telemetry", payload(epoch=7), "wrong_type", 0),
        ("telemetry", payload(v=2), "version", 0),
        ("telemetry", payload(ts="noon"), "wrong_type", 1),
        ("telemetry", payload().replace(b"71.0", b"NaN"), "not_finite", 1),
        ("telemetry", payload().replace(b"71.0", b"1e999"), "not_finite", 1),
        ("telemetry", payload(readings={"a b": [1, "C"]}), "bad_name", 1),
        ("telemetry", payload(readings={f"c{n}": [1, "C"] for n in range(65)}), "too_many", 1),
        ("telemetry", payload(readings={"box": [1, "\ud800"]}), "wrong_type", 1),
        ("telemetry", payload(more="x" * LONGEST_PAYLOAD), "too_long", 1),
        ("telemetry", payload(node="blue-crane"), "forged", 1),
        ("telemetry", payload(ts=NOW + 10 * 365 * 86_400), "clock", 0),
        ("telemetry", payload(node="sim-red-heron"), "forged", 1),
        ("telemetry", payload(sim_ts=1.0), "provenance", 0),
        ("state", STATE.encode()[:-1] + b',"sim_ts":1.0}', "provenance", 0),
        ("event", payload(), "wrong_kind", 1),
        ("state", payload(), "wrong_type", 0),
        ("state", STATE.encode().replace(b"red-heron", b"blue-crane"), "forged", 0),
        ("availability", b"maybe", "wrong_type", 0),
    ],
)  # fmt: skip
def test_what_is_not_right_is_refused_counted_and_kept_and_does_not_hold_up_the_rest(
    ingest, store, kind, data, reason, mark
):
    """`mark` 1: sending it again would bring the same again, so the node may forget it."""
    ingest.take(f"{BASE}/{kind}", data, False)
    give(ingest, reading(1, node="blue-crane"))
    assert sorted(ingest.flush()) == [("blue-crane", EPOCH, 1)] + [("red-heron", EPOCH, 1)] * mark
    assert store.refusals() == {("red-heron", reason): 1}
    assert ingest.counts[reason] == 1
    (kept,) = store.kept_refusals("red-heron")
    assert (kept.topic, kept.payload) == (f"{BASE}/{kind}", data[:2048])
    assert numbers(store) == [("blue-crane", 1)]
    if mark:  # the next one is not held up
        give(ingest, reading(2))
        assert ingest.flush() == [("red-heron", EPOCH, 2)]


def test_a_topic_that_is_not_of_a_node_is_refused(ingest, store):
    for name in ("highland/v1/red-heron/ack", "highland/v1/Red Heron/telemetry", "a", "", "highland/v1/x/y/telemetry"):
        ingest.take(name, reading(1).encode(), False)
    ingest.flush()
    assert store.refusals() == {("", "topic"): 5}
    assert store.nodes() == []


def test_a_forger_cannot_touch_the_one_he_names(ingest, store):
    give(ingest, reading(1))
    give(ingest, reading(2))
    ingest.flush()
    give(ingest, reading(5000, prev=0), node="blue-crane")
    assert ingest.flush() == [("blue-crane", EPOCH, 5000)]
    assert store.mark("red-heron", EPOCH) == 2
    assert numbers(store) == [("red-heron", 1), ("red-heron", 2)]


@pytest.mark.parametrize(
    ("changes", "ts", "clock"),
    [
        ({"ts": NOW - 50.0}, NOW - 50.0, "node"),
        ({"ts": NOW + 80_000.0}, NOW + 80_000.0, "node"),
        ({"ts": 12.0, "clock": "unsure", "age_s": 30.0}, NOW - 30.0, "age"),
        ({"ts": 12.0, "clock": "unsure"}, NOW, "hub"),
        ({"ts": NOW - 50.0, "clock_source": "hub"}, NOW - 50.0, "learned"),
    ],
)
def test_when_it_was_true(ingest, store, changes, ts, clock):
    give(ingest, reading(1, **changes))
    ingest.flush()
    assert {(row["ts"], row["clock"]) for row in store.rows(0.0, END)} == {(ts, clock)}


def test_a_hub_whose_own_clock_is_not_set_judges_nobody(store):
    wall = Wall(now=1000.0)
    ingest = Ingest(store, wall)
    give(ingest, reading(1))
    assert ingest.flush() == []
    wall.now = NOW
    give(ingest, reading(1))
    assert ingest.flush() == [("red-heron", EPOCH, 1)]
    assert ingest.counts == {"hub_clock": 1, "taken": 1, "duplicate": 0}


def test_state_and_availability(ingest, store):
    ingest.take(f"{BASE}/availability", b"online", True)
    ingest.flush()
    assert store.nodes() == []  # a word alone makes no node
    ingest.take(f"{BASE}/state", STATE.encode(), False)
    ingest.flush()
    (node,) = store.nodes()
    assert (node.online, node.last_seen, node.snapshot) == (True, NOW, STATE.as_json())
    ingest.take(f"{BASE}/availability", b"offline", False)
    ingest.take(f"{BASE}/state", b"", True)  # retained messages that were deleted
    ingest.take(f"{BASE}/availability", b"", True)
    ingest.flush()
    assert ingest.changed == {"red-heron"}
    assert store.nodes()[0].online is False
    assert store.refusals() == {}


def test_what_the_broker_kept_for_weeks_does_not_look_new(store):
    week_old = STATE.encode().replace(str(NOW - 1).encode(), str(NOW - 7 * 86_400).encode())
    ingest = Ingest(store, Wall())
    ingest.take(f"{BASE}/state", week_old, True)
    ingest.flush()
    assert store.nodes()[0].last_seen == NOW - 7 * 86_400
    ingest.take(f"{BASE}/state", STATE.encode(), False)
    ingest.flush()
    for again in (ingest, Ingest(store, Wall())):
        again.take(f"{BASE}/state", week_old, True)
        assert again.flush() == []
        assert store.nodes()[0].snapshot == STATE.as_json()


def test_what_the_broker_kept_of_a_node_whose_clock_is_ahead_was_not_heard_tomorrow(store):
    """A dead node would look alive until then."""
    ahead = STATE.encode().replace(str(NOW - 1).encode(), str(NOW + 20 * 3600).encode())
    ingest = Ingest(store, Wall())
    ingest.take(f"{BASE}/state", ahead, True)
    ingest.flush()
    assert store.nodes()[0].last_seen == NOW


@pytest.mark.proof
def test_ten_thousand_topics_crowd_out_nobody(store):
    ingest = Ingest(store, Wall(), Limits(nodes=50, names=100))
    give(ingest, reading(1))
    ingest.flush()
    for n in range(10_000):
        ingest.take(f"highland/v1/evil-{n}/telemetry", b"{", False)
        ingest.take(f"highland/v1/evil-{n}/availability", b"online", False)
        give(ingest, reading(1, node=f"worse-{n}"))
    give(ingest, reading(2))
    assert ("red-heron", EPOCH, 2) in ingest.flush()
    assert len(store.nodes()) == 50
    assert ingest.counts["nodes"] == 10_000 - 49
    assert len(store.refusals()) <= 202
    assert sum(store.refusals().values()) == ingest.counts["nodes"] + ingest.counts["not_json"]


def test_a_flood_is_slowed_and_what_is_over_is_not_acknowledged(store):
    wall = Wall()
    ingest = Ingest(store, wall, Limits(burst=10, rate_per_s=1.0))
    for n in range(1, 100):
        give(ingest, reading(n))
    give(ingest, reading(1, node="blue-crane"))
    assert ingest.flush() == [("red-heron", EPOCH, 11), ("blue-crane", EPOCH, 1)]
    wall.now += 5.0
    for n in range(12, 100):
        give(ingest, reading(n))
    assert ingest.flush() == [("red-heron", EPOCH, 16)]
    assert store.refusals() == {("red-heron", "flood"): 88 + 83}


def test_a_bridge_that_catches_up_is_not_slowed(store):
    """The hub below has acknowledged it: it does not come again."""
    ingest = Ingest(store, Wall(), Limits(burst=10, rate_per_s=1.0))
    for n in range(1, 100):
        ingest.take("highland/via/na-hang/red-heron/telemetry", reading(n).encode(), False)
    ingest.flush()
    assert [number for _, number in numbers(store)] == list(range(1, 100))
    assert store.refusals() == {}


def test_ever_new_outboxes_and_curves_are_limited(store):
    wall = Wall()
    ingest = Ingest(store, wall, Limits(epochs_burst=3, epochs_per_s=0.1, series=10))
    for n in range(5):
        give(ingest, reading(1, epoch=f"{n:016x}"))
    assert len(ingest.flush()) == 3
    wall.now += 10.0
    give(ingest, reading(1, epoch=f"{4:016x}"))
    assert ingest.flush() == [("red-heron", f"{4:016x}", 1)]
    for n in range(2, 6):
        give(ingest, reading(n, epoch=f"{4:016x}", readings={f"c{n}_{m}": Value(1.0) for m in range(4)}))
    assert ingest.flush() == [("red-heron", f"{4:016x}", 5)]
    assert store.refusals() == {("red-heron", "epochs"): 2, ("red-heron", "series"): 3}


class Failing(SqliteStore):
    """A store whose disk is full while `full` is set."""

    full = False

    def write(self, batch):
        if self.full:
            raise StoreError("database or disk is full")
        return super().write(batch)


def test_while_the_store_fails_nothing_is_acknowledged_and_memory_is_bounded(tmp_path):
    store = Failing(tmp_path / "hub.db")
    ingest = Ingest(store, Wall(), Limits(waiting=100))
    store.full = True
    for n in range(1, 1001):
        give(ingest, reading(n))
    with pytest.raises(StoreError):
        ingest.flush()
    assert ingest.waiting == 100
    store.full = False
    assert ingest.flush() == [("red-heron", EPOCH, 100)]
    give(ingest, reading(101))
    assert ingest.flush() == [("red-heron", EPOCH, 101)]
    assert store.refusals() == {("red-heron", "waiting"): 900}
    store.close()


def test_one_record_that_can_never_be_kept_does_not_stop_the_hub(any_store):
    """No record is known that does this; the hub must live through it all the same."""
    ingest = Ingest(any_store, Wall())
    give(ingest, reading(1))
    give(ingest, reading(1, node="blue-crane"))
    ingest.take(f"{BASE}/state", STATE.encode(), False)
    odd = ingest._batch.arrived[0].record
    object.__setattr__(odd, "project", "half a character: \ud800")
    assert ingest.flush() == [("blue-crane", EPOCH, 1)]
    assert numbers(any_store) == [("blue-crane", 1)]
    assert any_store.refusals() == {("red-heron", "store"): 1}
    assert [node.node for node in any_store.nodes()] == ["blue-crane", "red-heron"]


def test_what_a_bridge_brought_is_kept_under_its_way_and_beside_a_node_of_the_same_name(ingest, store):
    record = reading(1)
    give(ingest, record)
    ingest.take("highland/via/thon-a/red-heron/telemetry", record.encode(), False)
    ingest.take("highland/via/muong-b/thon-a/red-heron/telemetry", record.encode(), False)
    ingest.take("highland/via/thon-a/red-heron/state", STATE.encode(), False)
    ingest.take("highland/via/thon-a/gold-tea/telemetry", record.encode(), False)
    assert {node for node, _, _ in ingest.flush()} == {
        "red-heron",
        "thon-a.red-heron",
        "muong-b.thon-a.red-heron",
        "thon-a.gold-tea",  # its number is passed
    }
    assert ingest.counts["forged"] == 1
    assert {node for node, _ in numbers(store)} == {"red-heron", "thon-a.red-heron", "muong-b.thon-a.red-heron"}
    snapshots = {row.node: row.snapshot.get("node") for row in store.nodes()}
    assert snapshots["thon-a.red-heron"] == "thon-a.red-heron"


@pytest.mark.parametrize("changes", [{"age_s": 30.0}, {}])
def test_what_a_hub_without_a_date_has_dated_is_marked_unsure(store, changes):
    ingest = Ingest(store, Wall(), sure=lambda ts: False)
    give(ingest, reading(1, ts=12.0, clock="unsure", **changes))
    ingest.flush()
    assert {row["clock"] for row in store.rows(0.0, END)} == {"unsure"}


def test_when_the_hubs_date_changes_nobody_falls_silent_and_nobody_stays_seen(any_store):
    wall = Wall()
    ingest = Ingest(any_store, wall)
    give(ingest, reading(1))
    ingest.flush()
    for by_s in (300 * 86_400.0, -400 * 86_400.0):
        wall.now += by_s
        ingest.redate()
        (row,) = any_store.nodes()
        assert row.last_seen == pytest.approx(wall.now, abs=5.0)
