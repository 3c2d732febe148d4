"""Wrong clocks, copied cards, simulated names: nothing is lost, nothing is made up, and people are told."""

import json

import pytest

from hub.intake.alerts import BAD_DATES, Alerts
from hub.intake.ingest import Ingest
from hub.store.sqlite import SqliteStore
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


@pytest.mark.parametrize(
    ("sure", "reason", "said"), [(False, "hub_clock", "hub.alert.hub_clock"), (True, "clock", "hub.alert.clock")]
)
def test_a_hub_whose_clock_is_behind_leaves_the_records_on_the_node_and_says_so(store, sure, reason, said):
    """Either clock may be wrong: the mark stays until one of them is set."""
    wall = Wall(NOW - 3 * 86_400)
    ingest = Ingest(store, wall, sure=lambda ts: sure)
    for n in (1, 2):
        give(ingest, reading(n))
    assert ingest.flush() == []
    assert ingest.counts[reason] == 2
    assert ingest.held == {"red-heron": (EPOCH, reason)}
    assert [each.key for each in ingest.alerts.taken()] == [said]
    wall.now = NOW
    for n in (1, 2):
        give(ingest, reading(n))
    assert ingest.flush() == [("red-heron", EPOCH, 2)]
    assert {(row["ts"], row["clock"]) for row in store.rows(0.0, END)} == {
        (NOON + 60.0, "node"),
        (NOON + 120.0, "node"),
    }


@pytest.mark.parametrize("changes", [{}, {"clock": "unsure", "age_s": 60.0}, {"clock": "unsure", "age_s": None}])
def test_a_hub_that_does_not_know_the_year_dates_nothing_by_its_own_clock(store, changes):
    """A Pi without internet begins in 1970: after a power cut nobody would know the date any more."""
    wall = Wall(1_000.0)
    ingest = Ingest(store, wall, sure=lambda ts: False)
    give(ingest, reading(1, **changes))
    assert ingest.flush() == []
    assert (ingest.counts["hub_clock"], ingest.held) == (1, {"red-heron": (EPOCH, "hub_clock")})
    wall.now = NOW
    give(ingest, reading(1, **changes))
    assert ingest.flush() == [("red-heron", EPOCH, 1)]


@pytest.mark.parametrize(
    "changes",
    [{"ts": NOW - 10 * 365 * 86_400}, {"clock": "unsure", "age_s": -1e9}, {"clock": "unsure", "age_s": 1e300}],
)
def test_a_date_that_cannot_be_is_kept_with_the_time_of_arrival_and_counted(ingest, store, changes):
    give(ingest, reading(1, **changes))
    assert ingest.flush() == [("red-heron", EPOCH, 1)]
    assert {(row["ts"], row["clock"]) for row in store.rows(0.0, END)} == {(NOW, "hub")}
    assert store.refusals() == {("red-heron", "dated"): 1}
    assert [each.key for each in ingest.alerts.taken()] == ["hub.alert.dated"]


def state(**changes):
    return json.dumps(STATE.as_json() | changes).encode()


def test_a_date_of_the_future_is_of_a_wrong_clock_when_the_clocks_agree_now(ingest, store):
    """The node was three days ahead, and has been set right since."""
    ahead = reading(1, ts=NOW + 3 * 86_400)
    ingest.take(f"{BASE}/state", state(ts=NOW + 3 * 86_400), False)
    give(ingest, ahead)
    assert ingest.flush() == []
    ingest.take(f"{BASE}/state", state(ts=NOW - 5.0), True)  # kept by the broker: says nothing of the time now
    give(ingest, ahead)
    assert ingest.flush() == []
    ingest.take(f"{BASE}/state", state(ts=NOW - 5.0), False)
    give(ingest, ahead)
    assert ingest.flush() == [("red-heron", EPOCH, 1)]
    assert {(row["ts"], row["clock"]) for row in store.rows(0.0, END)} == {(NOW, "hub")}


def test_a_date_of_the_future_that_came_by_a_bridge_is_kept(ingest, store):
    """The hub below has acknowledged it: it does not come again."""
    ingest.take("highland/via/na-hang/red-heron/telemetry", reading(1, ts=NOW + 3 * 86_400).encode(), False)
    ingest.flush()
    assert [row["clock"] for row in store.rows(0.0, END)] == ["hub"] * 3


def test_clocks_that_differ_are_said_by_the_node_and_at_the_hub(ingest):
    for _ in range(3):
        ingest.take(f"{BASE}/state", state(clock_off_s=-3 * 86_400.0), False)
    (alert,) = ingest.alerts.taken()
    assert (alert.key, alert.values) == ("hub.alert.clocks_differ", {"node": "red-heron", "hours": 72})


def test_a_card_that_cannot_be_written_is_said_at_the_hub(ingest):
    for fails in (False, True, True):
        ingest.take(f"{BASE}/state", state(card_fails=fails), False)
    assert [each.key for each in ingest.alerts.taken()] == ["hub.alert.card"]


def test_a_simulated_node_cannot_say_that_it_is_real(ingest, store):
    base = "highland/v1/sim-red-heron"
    real = reading(1, node="sim-red-heron")
    give(ingest, real)
    ingest.take(f"{base}/state", state(node="sim-red-heron"), False)
    assert ingest.flush() == []
    assert (store.nodes(), store.series()) == ([], [])
    assert ingest.held == {"sim-red-heron": (EPOCH, "provenance")}
    assert [each.key for each in ingest.alerts.taken()] == ["hub.alert.provenance"]
    give(ingest, reading(1, node="sim-red-heron", provenance="sim", sim_ts=1.0))
    assert ingest.flush() == [("sim-red-heron", EPOCH, 1)]
    assert {key.provenance for key in store.series()} == {"sim"}


def test_two_computers_under_one_name_are_noticed_and_a_restart_is_not(any_store):
    ingest = Ingest(any_store, Wall())
    for instance in "aabbcc":
        ingest.take(f"{BASE}/state", state(instance=instance * 16), False)
    ingest.take(f"{BASE}/state", state(), False)  # of an older version
    ingest.take(f"{BASE}/state", state(instance="a" * 16), True)  # kept by the broker
    ingest.flush()
    assert ingest.alerts.taken() == []
    for instance in "bcb":
        ingest.take(f"{BASE}/state", state(instance=instance * 16), False)
    ingest.flush()
    assert [each.key for each in ingest.alerts.taken()] == ["hub.alert.twins"]
    assert any_store.nodes()[0].notes == {"twins": 3}


def test_what_a_card_lost_is_counted_once_without_what_the_store_has(any_store):
    ingest = Ingest(any_store, Wall())
    for n in (1, 2, 3, 5):
        give(ingest, reading(n))
    ingest.flush()
    for restart in (False, False, True):
        again = Ingest(any_store, Wall()) if restart else ingest
        again.take(f"{BASE}/state", state(gone=[[EPOCH, 3, 8]]), False)
        again.flush()
    assert any_store.nodes()[0].notes == {"gone": 4}
    (kept,) = any_store.kept_refusals("red-heron")
    assert (kept.reason, kept.payload) == ("gone", f"4 of {EPOCH} 3-8".encode())
    (alert,) = ingest.alerts.taken()
    assert alert.values == {"node": "red-heron", "times": 4, "first": 3, "last": 8}


def test_numbers_that_come_again_with_other_content_are_said(ingest, store):
    give(ingest, reading(1))
    give(ingest, reading(1, state="OFF"))
    assert ingest.flush() == [("red-heron", EPOCH, 1)]
    assert [each.key for each in ingest.alerts.taken()] == ["hub.alert.reused"]
    assert store.nodes()[0].records == 2


def test_an_alert_comes_again_after_an_hour():
    alerts = Alerts()
    for now in (NOW, NOW, NOW + 3599.0, NOW + 3600.0, NOW + 3601.0):
        alerts.add(BAD_DATES(node="red-heron"), "red-heron", now)
    assert len(alerts.taken()) == 2
    assert alerts.taken() == []
