"""The JSON of the page, asked of a real server: what a program may count on."""

import json
import threading
import time

import pytest

from hub.store.interface import StoreError
from telemetry.fields import Value


@pytest.fixture(scope="module", autouse=True)
def nodes(club):
    """The real gas is 60 ppm, the simulated one 9000."""
    now = time.time()
    hours = [now - 600.0 * step for step in range(100)]
    club.records("red-heron", "real", hours, {"gas_lpg_ppm": Value(60.0, "ppm")}, commanded={"valve": True})
    club.records("sim-gold-lotus", "sim", hours, {"gas_lpg_ppm": Value(9000.0, "ppm")})
    club.event("red-heron", "real", {"en": "Calm.", "vi": "Yên."}, ts=now - 30)
    club.event("sim-gold-lotus", "sim", {"en": "Gas!", "vi": "Khí gas!"}, ts=now - 20, urgent=True)
    club.state("red-heron", "real", backlog=7, period_s=600.0)
    club.state("sim-gold-lotus", "sim", alarm="danger", period_s=600.0)
    club.until(lambda found: len(found["nodes"]) == 2)


def test_nodes_come_alarms_first_with_the_hubs_own_time(club):
    found = club.json("/api/nodes")
    assert [each["node"] for each in found["nodes"]] == ["sim-gold-lotus", "red-heron"]
    assert abs(found["now"] - time.time()) < 60
    heron = found["nodes"][1]
    assert (heron["provenance"], heron["link"], heron["level"], heron["backlog"]) == ("real", "online", "none", 7)
    assert heron["readings"]["gas_lpg_ppm"] == {
        "value": 60.0, "unit": "ppm", "quality": "good", "flag": "", "name": {"en": "Gas", "vi": "Khí gas"},
    }  # fmt: skip


def test_a_simulated_row_never_shows_up_in_the_aggregates_of_real_data(club):
    found = club.json("/api/summary")
    real = {row["channel"]: row for row in found["real"]}
    assert real["gas_lpg_ppm"]["high"] == 60.0
    assert real["gas_lpg_ppm"]["samples"] == 100
    assert {row["high"] for row in found["sim"]} == {9000.0}
    _, _, page = club.get("/summary?lang=en")
    before, _, after = page.decode().partition("summary-sim")
    assert "9000" not in before
    assert "9000" in after


def test_a_node_that_was_simulated_once_keeps_its_two_pasts_apart(own_club):
    now = time.time()
    own_club.records("gold-crane", "sim", [now - 7200], {"gas_lpg_ppm": Value(5000.0, "ppm")})
    own_club.records("gold-crane", "real", [now - 60], {"gas_lpg_ppm": Value(61.0, "ppm")})
    own_club.state("gold-crane", "real")
    own_club.until(lambda found: any(each["node"] == "gold-crane" for each in found["nodes"]))
    for provenance, value in (("real", 61.0), ("sim", 5000.0)):
        found = own_club.json(f"/api/series?node=gold-crane&provenance={provenance}")
        assert found["series"][0]["mean"] == [value]
    assert max(row["high"] for row in own_club.json("/api/summary")["real"]) == 61.0
    _, _, page = own_club.get("/node/gold-crane?lang=en")
    assert b"<title>REAL " in page
    assert b"/node/gold-crane?provenance=sim" in page
    _, _, page = own_club.get("/node/gold-crane?lang=en&provenance=sim")
    assert b"<title>SIM " in page


def test_events_of_one_kind_alone_have_their_page_and_are_not_crowded_out(own_club):
    now = time.time()
    own_club.event("quiet-owl", "sim", {"en": "Tried on a board that is none.", "vi": "Thử."}, now - 9000)
    for number in range(60):
        own_club.event("quiet-owl", "real", {"en": f"Real {number}.", "vi": "Thật."}, now - number)
    own_club.state("quiet-owl", "real")
    own_club.until(lambda found: any(each["node"] == "quiet-owl" for each in found["nodes"]))
    _, _, page = own_club.get("/node/quiet-owl?lang=en")
    assert b"/node/quiet-owl?provenance=sim" in page
    assert b"Tried on a board" not in page
    _, _, page = own_club.get("/node/quiet-owl?lang=en&provenance=sim")
    assert b"<title>SIM " in page
    assert b"Tried on a board" in page
    assert b"Real 1." not in page


def test_a_curve_breaks_where_nothing_is_known(own_club):
    now = time.time()
    times = [now - 1000 + 10.0 * step for step in range(100) if not 40 <= step < 70]
    own_club.records("tall-pine", "real", times, {"box_temperature_c": Value(25.0, "C")})
    found = own_club.json("/api/series?node=tall-pine&provenance=real&channel=box_temperature_c")["series"][0]
    assert found["unit"] == "°C"
    assert found["mean"].count(None) == 1
    gap = found["mean"].index(None)
    assert found["ts"][gap - 1] < found["ts"][gap] < found["ts"][gap + 1]
    assert found["samples"] == 70


def test_what_cannot_be_true_is_told_apart_and_in_no_mean(own_club):
    now = time.time()
    own_club.records("wise-owl", "real", [now - 30, now - 20], {"room_humidity_pct": Value(60.0, "%")})
    own_club.records("wise-owl", "real", [now - 10], {"room_humidity_pct": Value(1e9, "%")})
    found = own_club.json("/api/series?node=wise-owl&provenance=real")["series"][0]
    assert found["high"] == [60.0, 60.0]
    assert [each[1:] for each in found["flagged"]] == [[1e9, "range"]]
    row = next(row for row in own_club.json("/api/summary")["real"] if row["channel"] == "room_humidity_pct")
    assert (row["high"], row["left_out"]) == (60.0, 1)


def test_outputs_are_curves_too(club):
    found = club.json("/api/series?node=red-heron&provenance=real&channel=valve")["series"]
    assert [(each["channel"], each["unit"], set(each["mean"])) for each in found] == [("valve", "", {1.0})]


def test_events_newest_first_with_both_sentences(club):
    found = club.json("/api/events?limit=2")["events"]
    assert [each["node"] for each in found] == ["sim-gold-lotus", "red-heron"]
    assert found[0]["said"] == {"en": "Gas!", "vi": "Khí gas!"}
    assert found[0]["provenance"] == "sim"
    assert [each["node"] for each in club.json("/api/events?node=red-heron")["events"]] == ["red-heron"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/series?node=red-heron",  # real and simulated are never guessed
        "/api/series?node=red-heron&provenance=both",
        "/api/series?node=../etc&provenance=real",
        "/api/series?node=red-heron&provenance=real&since=yesterday",
        "/api/series?node=red-heron&provenance=real&until=nan",
        "/api/events?limit=inf",
        "/api/events?node=A%00B",
        "/api/node/UPPER",
    ],
)
def test_a_bad_question_gets_a_short_answer(club, path):
    status, _, body = club.get(path)
    assert status == 400
    assert json.loads(body)["error"]


def test_extreme_questions_are_answered(club):
    for words in ("since=-1e300&until=1e300", "limit=1e18", "limit=-5", "since=1e300&until=-1e300"):
        assert club.json(f"/api/series?node=red-heron&provenance=real&{words}")["series"]
    assert club.get("/api/node/no-such-node")[0] == 404
    assert club.get("/node/no-such-node")[0] == 404


def test_nothing_can_be_done_from_the_page(club):
    import urllib.error
    import urllib.request

    for path in ("/", "/api/nodes", "/api/stream", "/node/red-heron"):
        request = urllib.request.Request(club.server.url.rstrip("/") + path, data=b"x", method="POST")
        with pytest.raises(urllib.error.HTTPError) as refused, urllib.request.urlopen(request, timeout=10):
            pass
        assert refused.value.code == 405
        refused.value.close()


def test_every_answer_is_protected(club):
    for path in ("/", "/api/nodes", "/nowhere", "/summary"):
        _, headers, _ = club.get(path)
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    ("host", "status"),
    [("evil.example.com", 421), ("hub.local:8080", 200), ("192.168.1.7", 200), ("[::1]:80", 200), ("hub", 200)],
)
def test_a_foreign_site_cannot_read_the_page_through_the_readers_browser(club, host, status):
    assert club.get("/api/nodes", host=host)[0] == status


def test_the_stream_begins_with_everything_and_then_tells_what_is_new(own_club):
    own_club.state("red-heron", "real", backlog=7, period_s=600.0)
    with own_club.listening() as news:
        name, found = next(news)
        assert name == "all"
        assert [each["node"] for each in found["nodes"]] == ["red-heron"]
        own_club.state("red-heron", "real", backlog=8, period_s=600.0)
        next(found for _, found in news if any(each.get("backlog") == 8 for each in found.get("nodes", ())))
        own_club.event("red-heron", "real", {"en": "New.", "vi": "Mới."})
        seen = next(found for name, found in news if found.get("events"))
        assert [each["said"]["en"] for each in seen["events"]] == ["New."]


def test_a_node_that_tells_much_is_shown_at_most_twice_a_second(club):
    done = threading.Event()

    def chatter():
        while not done.is_set():
            club.news.changed("red-heron")

    teller = threading.Thread(target=chatter)
    with club.listening() as news:
        next(news)
        teller.start()
        sent = [next(each for each in news if each[0] == "news")[1]["now"] for _ in range(4)]  # by the hub's own clock
        done.set()
        teller.join()
    assert sent[-1] - sent[0] > 1.4  # three pauses of half a second, however late the reader is


def test_a_store_that_fails_is_no_calm_page(club, monkeypatch):
    """The hub says so to a watchdog, tells the pages nothing, not even the time, and comes back by itself."""

    def unreadable():
        raise StoreError("the disk is gone")

    with club.listening() as news:
        next(news)
        with monkeypatch.context() as broken:
            broken.setattr(club.store, "nodes", unreadable)
            club.news.changed("red-heron")
            end = time.monotonic() + 20
            while club.get("/api/health")[0] != 503:
                assert time.monotonic() < end
            assert club.get("/api/nodes")[0] == 503
            status, _, page = club.get("/?lang=en")
            assert status == 503
            assert b"cannot read its store" in page
        club.news.changed("red-heron")
        found = next(found for name, found in news if name == "all")
        assert len(found["nodes"]) >= 2
    assert club.json("/api/health")["ok"]


def test_the_least_and_most_of_a_day_are_single_values_and_its_mean_counts_each(own_club):
    """More values than the sums that are drawn: each hour has a mean of its own, and as much weight as values."""
    hour = time.time() // 3600 * 3600 - 2 * 3600
    first = [10.0] * 9 + [0.0]
    for start, values in ((hour, first), (hour + 3600, [30.0] * 29 + [90.0])):
        for number, ppm in enumerate(values):
            own_club.records("red-heron", "real", [start + 60.0 * number], {"gas_lpg_ppm": Value(ppm, "ppm")})
    (row,) = own_club.json("/api/summary")["real"]
    assert (row["low"], row["high"], row["samples"]) == (0.0, 90.0, 40)
    assert row["mean"] == pytest.approx((90.0 + 29 * 30.0 + 90.0) / 40)


def test_a_page_of_one_kind_has_the_events_of_that_kind(own_club):
    own_club.state("gold-crane", "real")
    own_club.records("gold-crane", "sim", [time.time()], {"gas_lpg_ppm": Value(5000.0, "ppm")})
    own_club.event("gold-crane", "sim", {"en": "Simulated gas.", "vi": "Gas."})
    own_club.event("gold-crane", "real", {"en": "Real gas.", "vi": "Gas."})
    for kind, there, hidden in (("real", b"Real gas.", b"Simulated gas."), ("sim", b"Simulated gas.", b"Real gas.")):
        _, _, page = own_club.get(f"/node/gold-crane?lang=en&provenance={kind}")
        assert (there in page, hidden in page) == (True, False)
