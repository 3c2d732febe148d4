"""Both stores keep everything once, keep real and simulated apart, and draw curves without losing a peak."""

import sqlite3
import threading
from dataclasses import replace

import pytest

from devices import HighlandError
from hub.store import open_store
from hub.store.interface import Batch, Passed, Refusal, SeriesKey, StoreError
from hub.store.sqlite import SqliteStore
from telemetry.fields import Value
from telemetry.record import Snapshot
from tests.hub.stores import EPOCH, NOON, arrived, event, reading

HUMIDITY = SeriesKey("red-heron", "real", "box_humidity_pct", "%")
HEATER = SeriesKey("red-heron", "real", "heater", "")
END = NOON + 10 * 86_400


def rows(store, **filters):
    return list(store.rows(0.0, END, **filters))


def test_a_record_is_kept_once_with_every_value(any_store):
    assert any_store.add([arrived(reading(1)), arrived(reading(1))]) == [True, False]
    assert any_store.add([arrived(reading(1)), arrived(reading(2))]) == [False, True]
    found = rows(any_store)
    assert [(row["seq"], row["channel"], row["value"]) for row in found] == [
        (1, "box_humidity_pct", 71.0), (1, "box_temperature_c", 20.0), (1, "heater", 0.0),
        (2, "box_humidity_pct", 72.0), (2, "box_temperature_c", 20.0), (2, "heater", 1.0),
    ]  # fmt: skip
    assert found[0] == {
        "node": "red-heron", "provenance": "real", "ts": NOON + 60.0, "clock": "node", "epoch": EPOCH, "seq": 1,
        "channel": "box_humidity_pct", "value": 71.0, "unit": "%", "quality": "good", "flag": "", "state": "DRY_HEAT",
        "sim_ts": None,
    }  # fmt: skip
    (node,) = any_store.nodes()
    assert (node.records, node.project, node.first_seen, node.last_seen) == (2, "solar_lamp", NOON + 61, NOON + 121)


def test_it_is_all_there_when_it_is_opened_again(any_place):
    first = open_store(any_place)
    first.add([arrived(reading(1)), arrived(event(2))])
    before = rows(first), first.events(), first.nodes(), first.series()
    first.close()
    again = open_store(any_place)
    assert (rows(again), again.events(), again.nodes(), again.series()) == before
    assert again.add([arrived(reading(1))]) == [False]
    assert again.mark("red-heron", EPOCH) == 2
    again.close()


def test_real_and_simulated_never_share_a_curve_or_a_sum(any_store):
    simulated = reading(2, provenance="sim", readings={"box_humidity_pct": Value(5.0, "%")}, sim_ts=1.0)
    any_store.add([arrived(reading(1)), arrived(simulated)])
    for limit in (1000, 1):
        assert {p.mean for p in any_store.points(HUMIDITY, NOON, END, limit)} == {71.0}
        assert {p.mean for p in any_store.points(HUMIDITY._replace(provenance="sim"), NOON, END, limit)} == {5.0}
    assert {row["provenance"] for row in rows(any_store, provenance="real")} == {"real"}


def test_only_good_finite_plausible_numbers_are_summed_and_all_are_kept(any_store):
    values = [Value(50.0, "%"), Value(None, "%", "unknown"), Value(51.0, "%", "stale"), Value(140.0, "%"),
              Value(-1.0, "%"), Value(60.0, "%")]  # fmt: skip
    any_store.add(
        [arrived(reading(n, ts=NOON + n, readings={"box_humidity_pct": each})) for n, each in enumerate(values, 1)]
    )
    (point,) = any_store.points(HUMIDITY, NOON, NOON + 600, limit=1)
    assert (point.low, point.mean, point.high, point.samples) == (50.0, 55.0, 60.0, 2)
    assert [p.mean for p in any_store.points(HUMIDITY, NOON, NOON + 600)] == [50.0, 60.0]
    assert [(f.value, f.flag) for f in any_store.flagged(HUMIDITY, NOON, END)] == [(140.0, "range"), (-1.0, "range")]
    kept = [(r["value"], r["quality"], r["flag"]) for r in rows(any_store) if r["channel"] == "box_humidity_pct"]
    assert kept == [
        (50.0, "good", ""), (None, "unknown", ""), (51.0, "stale", ""), (140.0, "good", "range"),
        (-1.0, "good", "range"), (60.0, "good", ""),
    ]  # fmt: skip


def test_an_actuator_is_a_curve_of_0_and_1(any_store):
    any_store.add([arrived(reading(n)) for n in range(1, 5)])
    assert [p.mean for p in any_store.points(HEATER, NOON, END)] == [0.0, 1.0, 0.0, 1.0]
    clash = reading(5, readings={"heater": Value(7.0)}, commanded={"heater": True})
    assert any_store.add([arrived(clash)]) == [True]
    assert [(r["value"], r["unit"]) for r in rows(any_store) if r["seq"] == 5] == [(7.0, ""), (1.0, "commanded")]


@pytest.mark.examples(1)
@pytest.mark.parametrize("limit", [1, 7, 100, 287, 1000])
@pytest.mark.parametrize("days", [0.01, 0.2, 1, 9])
def test_a_thinned_curve_keeps_its_peaks_and_its_order(any_store, days, limit):
    number = 2000
    step_s = days * 86_400 / number
    lone_peak = 1234
    any_store.add([
        arrived(reading(n + 1, ts=NOON + n * step_s, commanded={},
                        readings={"box_humidity_pct": Value(99.0 if n == lone_peak else 40.0, "%")}))
        for n in range(number)
    ])  # fmt: skip
    found = any_store.points(HUMIDITY, NOON, NOON + days * 86_400, limit)
    assert 0 < len(found) <= limit
    assert [p.ts for p in found] == sorted({p.ts for p in found})
    assert sum(p.samples for p in found) == number
    assert max(p.high for p in found) == 99.0
    assert min(p.low for p in found) == 40.0
    assert sum(p.mean * p.samples for p in found) == pytest.approx(40.0 * number + 59.0)
    (peak,) = [p for p in found if p.high == 99.0]
    assert peak.ts <= NOON + lone_peak * step_s + 0.001


def test_rollups_do_not_depend_on_the_order_or_on_repeats(any_store):
    numbers = [5, 3, 3, 1, 4, 2, 5, 1]
    for n in numbers:
        any_store.add([arrived(reading(n))])
    (day,) = any_store.points(HUMIDITY, NOON, END, limit=1)
    assert (day.ts, day.samples, day.low, day.high, day.mean) == (NOON, 5, 71.0, 75.0, 73.0)


def test_an_event_is_there_at_once_and_the_mark_waits_for_what_is_before_it(any_store):
    written = any_store.write(Batch(arrived=[arrived(event(5))]))
    assert written.marks == {("red-heron", EPOCH): 0}
    (found,) = any_store.events()
    assert (found.node, found.event, found.state, found.why, found.urgent) == (
        "red-heron", "state", "ALARM", "alarm.above", True,
    )  # fmt: skip
    assert found.said == {"en": "Gas!", "vi": "Có gas!"}
    any_store.add([arrived(reading(n)) for n in (1, 2, 3)])
    assert any_store.mark("red-heron", EPOCH) == 3
    assert any_store.write(Batch(arrived=[arrived(reading(4))])).marks == {("red-heron", EPOCH): 5}
    assert any_store.nodes()[0].skipped == 0


def test_events_come_newest_first_of_one_node_or_all(any_store):
    other = replace(event(1, ts=NOON + 5), node="blue-crane")
    any_store.add([arrived(event(n)) for n in (1, 2, 3)] + [arrived(other)])
    assert [e.ts for e in any_store.events()] == [NOON + 180, NOON + 120, NOON + 60, NOON + 5]
    assert [e.ts for e in any_store.events(since=NOON + 60, node="red-heron", limit=2)] == [NOON + 180, NOON + 120]


def test_what_a_node_thinned_out_is_no_gap_and_is_counted(any_store):
    any_store.add([arrived(reading(1)), arrived(event(6))])  # 6 came early, when 2 to 5 still lay in the outbox
    any_store.add([arrived(reading(3, prev=1))])
    assert any_store.mark("red-heron", EPOCH) == 3
    any_store.add([arrived(event(6, prev=3))])  # again, in its turn; 4 and 5 are gone
    assert any_store.mark("red-heron", EPOCH) == 6
    assert any_store.nodes()[0].skipped == 3
    assert len(any_store.events()) == 1


def test_a_smaller_prev_of_a_repeat_counts_also_before_its_turn(any_store):
    any_store.add([arrived(reading(1)), arrived(event(6))])
    any_store.add([arrived(event(6, prev=3))])  # 4 and 5 were thinned out meanwhile; 2 and 3 are still on their way
    assert any_store.mark("red-heron", EPOCH) == 1
    any_store.add([arrived(event(6))])  # the first of them once more, late
    any_store.add([arrived(reading(2)), arrived(reading(3))])
    assert any_store.mark("red-heron", EPOCH) == 6
    assert any_store.nodes()[0].skipped == 2


def test_a_new_hub_begins_where_the_node_is(any_store):
    any_store.add([arrived(reading(5000, prev=0))])
    assert any_store.mark("red-heron", EPOCH) == 5000
    assert any_store.nodes()[0].skipped == 0
    any_store.add([arrived(reading(5001))])
    assert any_store.mark("red-heron", EPOCH) == 5001


def test_a_refused_number_moves_the_mark_and_is_no_record(any_store):
    passed = [Passed("red-heron", EPOCH, 2, 1)]
    assert any_store.write(Batch(passed=passed)).marks == {("red-heron", EPOCH): 0}
    any_store.add([arrived(reading(1)), arrived(reading(3))])
    assert any_store.mark("red-heron", EPOCH) == 3
    (node,) = any_store.nodes()
    assert (node.records, node.skipped) == (2, 0)


def test_a_long_row_of_numbers_that_came_too_early_is_caught_up(any_store):
    any_store.write(Batch(passed=[Passed("red-heron", EPOCH, n, n - 1) for n in range(2, 3502)]))
    assert any_store.mark("red-heron", EPOCH) == 0
    any_store.add([arrived(reading(1))])
    assert any_store.mark("red-heron", EPOCH) == 3501


def test_every_outbox_has_its_own_mark(any_store):
    other = "f" * 16
    any_store.add([arrived(reading(1)), arrived(reading(1, epoch=other)), arrived(reading(2, epoch=other))])
    assert (any_store.mark("red-heron", EPOCH), any_store.mark("red-heron", other)) == (1, 2)
    assert any_store.mark("blue-crane", EPOCH) == 0


def test_the_newest_state_and_whether_it_is_there(any_store):
    state = Snapshot(
        node="red-heron", provenance="sim", project="gas_alarm", ts=NOON, t_s=1.0, state="WATCH", why="gas.low",
        alarm="none", said={"en": "All is well.", "vi": "Không sao."}, readings={}, commanded={}, sim_ts=5.0,
    ).as_json()  # fmt: skip
    any_store.availability("red-heron", NOON, True)
    any_store.snapshot("red-heron", NOON + 5, state | {"state": "OLD"})
    any_store.snapshot("red-heron", NOON + 10, state)
    (node,) = any_store.nodes()
    assert (node.provenance, node.project, node.online, node.snapshot) == ("sim", "gas_alarm", True, state)
    assert (node.first_seen, node.last_seen) == (NOON, NOON + 10)
    any_store.availability("red-heron", NOON + 99, False)
    (node,) = any_store.nodes()
    assert (node.online, node.last_seen) == (False, NOON + 10)


def test_refusals_are_counted_all_and_kept_few(any_store):
    for n in range(50):
        any_store.refuse([Refusal(NOON + n, "red-heron", "not_json", "t", b"%d" % n + b"x" * 5000)])
    any_store.write(Batch(counted={("red-heron", "not_json"): 1000}))
    assert any_store.refusals() == {("red-heron", "not_json"): 1050}
    kept = any_store.kept_refusals("red-heron", limit=100)
    assert len(kept) == 20
    assert kept[0].payload.startswith(b"49x")
    assert {len(each.payload) for each in kept} == {2048}


@pytest.mark.proof
def test_ten_thousand_names_do_not_fill_the_disk(any_store):
    names = [f"evil-{n}" for n in range(10_000)]
    for begin in range(0, 10_000, 2500):
        any_store.refuse([Refusal(NOON, name, "forged", "t", b"x" * 100) for name in names[begin : begin + 2500]])
    found = any_store.refusals()
    assert sum(found.values()) == 10_000
    assert len(found) <= 1001
    assert len(any_store.kept_refusals(limit=100_000)) <= 5000
    assert any_store.nodes() == []


def test_strange_characters_are_kept_or_refused_and_never_break_the_store(any_store):
    odd = event(1, said={"en": "a\0b\ud800 \N{SNOWMAN}", "vi": "'; DROP TABLE records; --"})
    assert any_store.add([arrived(odd)]) == [True]
    assert any_store.events()[0].said == odd.said
    any_store.refuse([Refusal(NOON, "red-heron", "not_json", "a\0\ud800", b"\0\xff")])
    any_store.snapshot("red-heron", NOON, {"provenance": "real", "project": "p", "said": {"en": "\0\ud800"}})
    assert any_store.nodes()[0].snapshot["said"] == {"en": "\0\ud800"}


def test_a_batch_that_cannot_be_kept_leaves_nothing_and_the_store_goes_on(any_store):
    bad = reading(2, readings={"box_\ud800": Value(1.0, "%")})
    with pytest.raises(ValueError, match="surrogate"):
        any_store.add([arrived(reading(1)), arrived(bad)])
    assert rows(any_store) == []
    assert any_store.add([arrived(reading(1))]) == [True]


@pytest.mark.proof
def test_others_read_while_one_writes(any_store):
    """Eight readers see whole records only: always all three values of each."""
    wrong: list[object] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                number = len(rows(any_store))
                if number % 3:
                    wrong.append(number)
            except Exception as error:
                wrong.append(error)
                return

    readers = [threading.Thread(target=read) for _ in range(8)]
    for each in readers:
        each.start()
    for n in range(1, 40):
        any_store.add([arrived(reading(n))])
    stop.set()
    for each in readers:
        each.join()
    assert wrong == []


def test_a_reader_that_stops_half_way_lets_go(any_store):
    any_store.add([arrived(reading(n)) for n in range(1, 20)])
    for _ in range(30):
        half = any_store.rows(0.0, END)
        next(half)
        half.close()
    assert len(rows(any_store)) == 57


def test_a_full_disk_is_a_store_error_and_later_all_is_well(tmp_path):
    store = SqliteStore(tmp_path / "hub.db")
    with store._transaction() as db:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError, match="full"):
        store.add([arrived(reading(n)) for n in range(1, 2000)])
    assert rows(store) == []
    assert store.add([arrived(reading(1))]) == [True]
    store.close()


def test_a_server_that_restarts_is_a_store_error_and_then_goes_on(postgres_server):
    store = open_store(postgres_server.url())
    store.add([arrived(reading(1))])
    several = [store.rows(0.0, END) for _ in range(3)]  # three connections are open
    assert [next(each)["seq"] for each in several] == [1, 1, 1]
    for each in several:
        each.close()
    postgres_server.stop()
    with pytest.raises(StoreError):
        store.add([arrived(reading(2))])
    with pytest.raises(StoreError):
        store.nodes()
    postgres_server.start()
    assert store.add([arrived(reading(1)), arrived(reading(2))]) == [False, True]
    assert store.nodes()[0].records == 2
    store.close()


def test_what_cannot_be_opened_says_why(tmp_path, postgres_server):
    (tmp_path / "text.db").write_text("this is no database, and long enough to be seen as none" * 20, encoding="utf-8")
    with pytest.raises(HighlandError, match="not a database"):
        open_store(tmp_path / "text.db")
    with sqlite3.connect(tmp_path / "newer.db") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(HighlandError, match="99"):
        open_store(tmp_path / "newer.db")
    with pytest.raises(HighlandError) as caught:
        open_store("postgresql://hub:secret@127.0.0.1:1/nothing")
    assert "127.0.0.1:1/nothing" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_backup_is_whole_and_the_hub_goes_on(tmp_path):
    store = SqliteStore(tmp_path / "hub.db")
    store.add([arrived(reading(n)) for n in range(1, 100)])
    store.backup(tmp_path / "copy.db")
    store.add([arrived(reading(100))])
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy.db"]
    copy = SqliteStore(tmp_path / "copy.db")
    assert rows(copy) == rows(store)[:-3]
    assert copy.mark("red-heron", EPOCH) == 99
    copy.close()
    for bad in (tmp_path / "hub.db", tmp_path / "missing" / "copy.db"):
        with pytest.raises(HighlandError):
            store.backup(bad)
    store.close()


def test_a_backup_in_the_middle_of_writing_is_of_one_moment(tmp_path):
    store = SqliteStore(tmp_path / "hub.db")
    store.add([arrived(reading(1))])
    stop = threading.Event()

    def write() -> None:
        for n in range(2, 5000):
            store.add([arrived(reading(n))])
            if stop.is_set():
                return

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(5):
            file = tmp_path / f"copy-{n}.db"
            store.backup(file)
            with sqlite3.connect(file) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            db.close()
            copy = SqliteStore(file)
            seqs = sorted({row["seq"] for row in rows(copy)})
            assert seqs == list(range(1, len(seqs) + 1))
            assert copy.mark("red-heron", EPOCH) == len(seqs) == copy.nodes()[0].records == len(rows(copy)) / 3
            copy.close()
    finally:
        stop.set()
        writer.join()
    store.close()


def test_a_postgres_backup_names_the_right_program(postgres_server, tmp_path):
    store = open_store(postgres_server.url())
    with pytest.raises(HighlandError, match="pg_dump"):
        store.backup(tmp_path / "copy.db")
    store.close()
