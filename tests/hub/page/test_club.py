"""What a club does with its page: give names, compare, take along, and see what to type when there is nothing."""

import csv
import io
import time

import pytest

from hub.page.compare import chosen, quantities
from hub.page.door import Door, empty
from hub.page.download import Downloads, TooMuch
from hub.store.export import for_spreadsheet
from hub.store.interface import Label
from telemetry.fields import Value
from web.html import Words

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module", autouse=True)
def nodes(club):
    """Two real nodes and a simulated one, with half an hour of readings."""
    now = time.time()
    times = [now - 60.0 * minute for minute in range(29, -1, -1)]
    for node, provenance in (("red-heron", "real"), ("blue-otter", "real"), ("sim-gold-lotus", "sim")):
        more = {"sim_ts": 1_000_000.0} if provenance == "sim" else {}
        club.records(node, provenance, times, {"gas_lpg_ppm": Value(60.5, "ppm")}, commanded={"valve": True}, **more)
        club.state(node, provenance, period_s=600.0)
    club.until(lambda found: len(found["nodes"]) == 3)


def test_a_name_that_the_keeper_gave_is_shown_as_text_and_is_in_no_file(club):
    club.store.label("red-heron", Label(f"Lamp of 9A {HOSTILE}", "Workshop"))
    for path in ("/?lang=en", "/node/red-heron?lang=en", "/compare?lang=en"):
        _, _, body = club.get(path)
        assert b"Lamp of 9A &lt;img" in body, path
        assert HOSTILE.encode() not in body
    assert club.json("/api/node/red-heron")["node"]["place"] == "Workshop"
    _, _, body = club.get("/api/download?node=red-heron&provenance=real")
    assert b"Lamp" not in body
    club.store.label("red-heron", Label())
    assert b"Lamp of 9A" not in club.get("/?lang=en")[2]


@pytest.mark.parametrize(("lang", "number", "name"), [("vi", "60,5", "red-heron"), ("en", "60.5", "red-heron")])
def test_a_file_is_what_a_spreadsheet_of_that_language_opens(club, lang, number, name):
    status, headers, body = club.get(f"/api/download?node=red-heron&provenance=real&lang={lang}")
    assert status == 200
    assert headers["content-disposition"].startswith(f'attachment; filename="{name}-')
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 30
    assert {(row["node"], row["provenance"], row["gas_lpg_ppm (ppm)"]) for row in rows} == {
        ("red-heron", "real", number)
    }


def test_a_file_with_simulated_values_says_so_in_its_name_and_holds_no_real_one(club):
    _, headers, body = club.get("/api/download?node=sim-gold-lotus&node=red-heron&provenance=sim")
    assert 'filename="SIM-' in headers["content-disposition"]
    assert b"red-heron" not in body


def test_only_a_part_of_a_large_store_is_given_out_at_once(club):
    downloads = Downloads(club.store, most=20)
    with pytest.raises(TooMuch):
        downloads.csv(["red-heron"], "real", 0.0, time.time() + 1.0, for_spreadsheet("en"))
    assert downloads.csv(["red-heron"], "real", 0.0, 1.0, for_spreadsheet("en"))  # a failure leaves it free
    assert club.get("/api/download?node=red-heron&provenance=both")[0] == 400
    assert club.get("/api/download?provenance=real")[0] == 400


def test_real_and_simulated_are_never_offered_for_one_plot(club):
    found = quantities(club.store.nodes(), club.store.series())
    by_kind = {(each.provenance, each.channel): set(each.nodes) for each in found}
    assert by_kind["real", "gas_lpg_ppm"] == {"red-heron", "blue-otter"}
    assert by_kind["sim", "gas_lpg_ppm"] == {"sim-gold-lotus"}
    assert chosen(found, "sim gas_lpg_ppm").provenance == "sim"
    assert chosen(found, HOSTILE).provenance == "real"  # the first
    assert chosen([], "") is None
    _, _, body = club.get("/compare?lang=en&quantity=sim+gas_lpg_ppm&node=red-heron&node=sim-gold-lotus")
    assert b'data-nodes="sim-gold-lotus"' in body
    assert b"<title>SIM " in body


def test_an_answer_tells_from_when_to_when_there_is_data_and_the_simulated_date(club):
    found = club.json("/api/series?node=sim-gold-lotus&provenance=sim")
    first, last = found["extent"]
    assert last - first == pytest.approx(29 * 60.0, abs=1.0)
    assert {date for _, date in found["sim_times"]} == {1_000_000.0}
    assert club.json("/api/series?node=red-heron&provenance=real")["sim_times"] == []
    assert club.json("/api/node/red-heron")["extents"].keys() == {"real"}


def test_the_empty_page_says_what_to_type_with_this_hubs_own_address():
    def typed(door):
        return [each.text for each in empty(Words("en"), door, False).iter("code")]

    assert typed(Door()) == ["highland sim gas_alarm --mqtt mqtt://localhost --mqtt-every 5", "highland hub --listen"]
    assert typed(Door(8884, True, ("192.168.1.7",))) == [
        "highland sim gas_alarm --mqtt mqtts://localhost:8884 --mqtt-every 5",
        "highland hub invite red-heron",
        "highland run gas_alarm --mqtt mqtts://red-heron@192.168.1.7:8884 --mqtt-ca hub.crt",
    ]


def test_a_file_has_as_many_values_as_are_allowed_and_not_one_more(club):
    until, style = time.time() + 1.0, for_spreadsheet("en")
    values = sum(1 for _ in club.store.rows(0.0, until, "real", "red-heron"))
    assert Downloads(club.store, most=values).csv(["red-heron"], "real", 0.0, until, style)
    with pytest.raises(TooMuch):
        Downloads(club.store, most=values - 1).csv(["red-heron"], "real", 0.0, until, style)


def test_who_comes_while_another_file_is_made_is_told_to_come_again(club, monkeypatch):
    monkeypatch.setattr(Downloads, "csv", lambda *_: None)
    status, _, body = club.get("/api/download?node=red-heron&provenance=real")
    assert (status, b"try again" in body) == (503, True)


def test_a_comparison_says_which_kind_it_shows(club):
    for kind, has_frame in (("real", False), ("sim", True)):
        page = club.get(f"/compare?lang=en&quantity={kind}+gas_lpg_ppm")[2].decode()
        assert f'data-provenance="{kind}"' in page
        assert ('data-tab="SIM' in page) is has_frame


def test_no_more_lines_are_drawn_than_can_be_told_apart(own_club):
    nodes = [f"red-heron-{number}" for number in range(2, 14)]
    for node in nodes:
        own_club.records(node, "real", [time.time()], {"gas_lpg_ppm": Value(1.0, "ppm")})
        own_club.state(node, "real")
    asked = "".join(f"&node={node}" for node in nodes)
    page = own_club.get(f"/compare?lang=en&quantity=real+gas_lpg_ppm{asked}")[2].decode()
    shown = page.partition('data-nodes="')[2].partition('"')[0].split()
    assert len(shown) == 8
    assert set(shown) < set(nodes)
