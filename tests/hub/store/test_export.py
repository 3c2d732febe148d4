"""An export is whole or not there, and simulated rows show in its name and in every row."""

import csv
import time
from datetime import datetime

import pytest

from devices import HighlandError
from hub.store.export import COLUMNS, OF_MOMENT, PLAIN, _Seen, export_csv, export_parquet, for_spreadsheet
from hub.store.interface import StoreError
from telemetry.fields import Value
from tests.hub.stores import EPOCH, NOON, arrived, reading


def table(file):
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def fill(store):
    odd = {"box_humidity_pct": Value(140.0, "%"), "wall_temperature_c": Value(None, "=1+1", "stale")}
    store.add([arrived(reading(1)), arrived(reading(2, readings=odd, commanded={}))])
    store.add([arrived(reading(1, node="blue-crane", commanded={}, readings={"box_temperature_c": Value(0.1, "C")}))])


def test_a_csv_has_every_value_with_its_provenance_first(any_store, tmp_path):
    fill(any_store)
    exported = export_csv(any_store, tmp_path / "club.csv")
    assert exported == (tmp_path / "club.csv", 6)
    rows = table(exported.file)
    assert list(rows[0]) == list(COLUMNS)
    assert rows[0] == {
        "provenance": "real", "node": "blue-crane", "time": "2025-11-28T00:01:00.000+00:00", "sim_time": "",
        "ts": repr(NOON + 60),
        "clock": "node", "epoch": EPOCH, "seq": "1", "channel": "box_temperature_c", "value": "0.1", "unit": "C",
        "quality": "good", "flag": "", "state": "DRY_HEAT",
    }  # fmt: skip
    found = [(r["seq"], r["channel"], r["value"], r["unit"], r["quality"], r["flag"]) for r in rows[4:]]
    assert found == [
        ("2", "box_humidity_pct", "140.0", "%", "good", "range"),
        ("2", "wall_temperature_c", "", "'=1+1", "stale", ""),  # a spreadsheet must not reckon with it
    ]
    assert [path.name for path in tmp_path.iterdir() if "club" in path.name] == ["club.csv"]


def test_one_simulated_row_puts_sim_into_the_name(any_store, tmp_path):
    fill(any_store)
    any_store.add([arrived(reading(3, provenance="sim", sim_ts=5.0))])
    for export, name in ((export_csv, "club.csv"), (export_parquet, "club.parquet")):
        exported = export(any_store, tmp_path / name)
        assert exported.file.name == name.replace("club", "club.SIM")
        assert exported.rows == 9
        assert not (tmp_path / name).exists()
        assert export(any_store, tmp_path / name, provenance="real") == (tmp_path / name, 6)
    assert {row["provenance"] for row in table(tmp_path / "club.csv")} == {"real"}


@pytest.mark.parametrize("rows", [("sim", "real"), ("real", "sim"), ("real", "sim", "real")])
def test_a_simulated_row_counts_wherever_it_stands(rows):
    seen = _Seen({"provenance": each} for each in rows)
    assert [each["provenance"] for each in seen] == list(rows)
    assert (seen.any_sim, seen.number) == (True, len(rows))


@pytest.fixture
def lives_at(monkeypatch):
    """Call it with the name of a time zone: this computer's clock on the wall is set by it."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system sets its time zone another way")

    def move(zone):
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


def test_local_time_is_that_of_the_day_of_the_reading_in_summer_and_winter(lives_at):
    lives_at("CET-1CEST,M3.5.0,M10.5.0/3")
    for month, hour in ((1, "13"), (7, "14")):
        noon = datetime.fromisoformat(f"2026-0{month}-15T12:00:00+00:00").timestamp()
        assert for_spreadsheet("en").time(noon) == f"2026-0{month}-15 {hour}:00:00"


def test_a_spreadsheet_gets_a_mark_semicolons_local_time_and_its_decimals(any_store, tmp_path, lives_at):
    lives_at("ICT-7")
    fill(any_store)
    style = for_spreadsheet("vi")
    raw = export_csv(any_store, tmp_path / "club.csv", style=style).file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfprovenance;node;time;")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert (rows[0]["time"], rows[0]["value"]) == ("2025-11-28 07:01:00", "0,1")
    assert (for_spreadsheet("en").decimal, for_spreadsheet("en").delimiter) == (".", ";")


def test_wide_has_a_row_a_moment_and_leaves_out_what_cannot_be_true(any_store, tmp_path):
    fill(any_store)
    any_store.add([arrived(reading(3, provenance="sim", sim_ts=NOON))])
    rows = table(export_csv(any_store, tmp_path / "w.csv", node="red-heron", wide=True).file)
    assert list(rows[0])[:9] == list(OF_MOMENT)
    assert list(rows[0])[9:] == [
        "box_humidity_pct (%)", "box_temperature_c (C)", "heater", "wall_temperature_c (=1+1)",
    ]  # fmt: skip
    found = [
        (row["provenance"], row["seq"], row["sim_time"], row["box_humidity_pct (%)"], row["heater"]) for row in rows
    ]
    assert found == [
        ("real", "1", "", "71.0", "0.0"),
        ("real", "2", "", "", ""),  # 140 % is no humidity
        ("sim", "3", "2025-11-28T00:00:00.000+00:00", "73.0", "0.0"),
    ]


def test_wide_shows_no_value_that_its_node_does_not_believe(any_store, tmp_path):
    """There is no column that says so."""
    doubted = {"box_humidity_pct": Value(55.0, "%", "stale"), "box_temperature_c": Value(20.0, "C")}
    any_store.add([arrived(reading(1, readings=doubted))])
    (row,) = table(export_csv(any_store, tmp_path / "w.csv", wide=True).file)
    assert (row["box_humidity_pct (%)"], row["box_temperature_c (C)"]) == ("", "20.0")
    (long, *_) = table(export_csv(any_store, tmp_path / "l.csv").file)
    assert (long["value"], long["quality"]) == ("55.0", "stale")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_is_a_formula(text):
    assert for_spreadsheet("vi").cell(text) == PLAIN.cell(text) == f"'{text}"
    assert for_spreadsheet("vi").cell(-1.5) == "-1,5"


def test_filters(any_store, tmp_path):
    fill(any_store)
    assert {r["node"] for r in table(export_csv(any_store, tmp_path / "a.csv", node="blue-crane").file)} == {
        "blue-crane"
    }
    assert {r["seq"] for r in table(export_csv(any_store, tmp_path / "a.csv", since=NOON + 61).file)} == {"2"}
    assert {r["seq"] for r in table(export_csv(any_store, tmp_path / "a.csv", until=NOON + 61).file)} == {"1"}
    assert export_csv(any_store, tmp_path / "a.csv", node="nobody").rows == 0
    assert table(tmp_path / "a.csv") == []


def test_parquet_says_the_same_as_csv(any_store, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is missing: install highland[parquet]")
    fill(any_store)
    found = pq.read_table(export_parquet(any_store, tmp_path / "club.parquet").file)
    assert found.column_names == list(COLUMNS)
    rows = found.to_pylist()
    same = table(export_csv(any_store, tmp_path / "club.csv").file)
    for row, line in zip(rows, same, strict=True):
        assert row["time"].isoformat(timespec="milliseconds") == line["time"]
        assert ("" if row["value"] is None else repr(row["value"])) == line["value"]
        assert [str(row[name]) for name in ("provenance", "node", "seq", "channel", "quality", "flag")] == [
            line[name] for name in ("provenance", "node", "seq", "channel", "quality", "flag")
        ]


class Breaks:
    """A store that fails in the middle of an export."""

    def rows(self, since, until, provenance, node):
        yield dict.fromkeys(COLUMNS, "x") | {"ts": NOON, "sim_ts": None, "value": 1.0}
        raise StoreError("the server is away")


def test_half_an_export_is_none(tmp_path):
    (tmp_path / "club.csv").write_text("the old one", encoding="utf-8")
    with pytest.raises(HighlandError, match="away"):
        export_csv(Breaks(), tmp_path / "club.csv")
    with pytest.raises(HighlandError):
        export_csv(Breaks(), tmp_path / "missing" / "club.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["club.csv"]
    assert (tmp_path / "club.csv").read_text(encoding="utf-8") == "the old one"


def test_two_records_of_one_moment_are_two_rows(any_store, tmp_path):
    """Of two runs with the same number, or of two runs at the same millisecond: neither is mixed into the other."""
    other = "f" * 16
    cold = {"box_temperature_c": Value(5.0, "C"), "wall_temperature_c": Value(6.0, "C")}
    any_store.add([arrived(reading(1)), arrived(reading(1, epoch=other, readings=cold, commanded={}))])
    rows = table(export_csv(any_store, tmp_path / "w.csv", wide=True).file)
    assert [(row["epoch"], row["box_temperature_c (C)"], row["wall_temperature_c (C)"]) for row in rows] == [
        (EPOCH, "20.0", ""),
        (other, "5.0", "6.0"),
    ]


def test_a_wide_file_has_no_column_of_what_it_leaves_out(any_store, tmp_path):
    fill(any_store)
    any_store.add([arrived(reading(3, provenance="sim", readings={"tank_l": Value(1.0, "L")}, commanded={}))])
    for provenance, has_tank in (("real", False), ("sim", True), ("", True)):
        rows = table(export_csv(any_store, tmp_path / "w.csv", wide=True, provenance=provenance).file)
        assert ("tank_l (L)" in rows[0]) is has_tank


def test_parquet_has_the_date_of_the_simulated_world(any_store, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is missing: install highland[parquet]")
    any_store.add([arrived(reading(1, provenance="sim", sim_ts=NOON - 86_400.0))])
    rows = pq.read_table(export_parquet(any_store, tmp_path / "club.parquet").file).to_pylist()
    assert {(row["time"].timestamp(), row["sim_time"].timestamp()) for row in rows} == {(NOON + 60, NOON - 86_400.0)}
