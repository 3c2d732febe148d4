"""The bills of materials: every part of the wiring is bought, prices have dates, a club may correct them."""

import shutil
from functools import cache
from pathlib import Path

import pytest

from devices import HighlandError
from firmware.project import find
from guides.bill import read_bill
from guides.build import CLASS, builds
from guides.build import build as read_build
from guides.fields import GuideError
from guides.page import vnd
from guides.shop import HERE, shop

BUILDS = builds()
build = cache(read_build)
CLASS_LIMIT_VND = 300_000
# What the projects may cost with a Raspberry Pi, as docs/how-to/build-it.md says it, in dong.
ABOUT_VND = {"gas_alarm": 1_650_000, "solar_lamp": 2_200_000, "water_filter": 3_500_000}


def test_each_project_has_a_guide_and_a_class_version():
    assert [f"{name}{end}" for name in sorted(ABOUT_VND) for end in ("", CLASS)] == BUILDS


@pytest.mark.parametrize("name", ABOUT_VND)
def test_the_sum_is_about_what_the_pages_say(name):
    assert build(name).bill.total_vnd == pytest.approx(ABOUT_VND[name], rel=0.05)


@pytest.mark.parametrize("name", [each for each in BUILDS if each.endswith(CLASS)])
def test_a_class_version_stays_under_its_limit_and_leaves_out_what_is_dangerous(name):
    bill, wiring = build(name).bill, find(name).wiring()
    assert bill.total_vnd < CLASS_LIMIT_VND
    assert wiring.passive == ()
    assert {part.driver for part in wiring.parts} & {"valve", "uv_lamp", "pump", "relay", "fan", "heartbeat"} == set()
    assert {part.build.get("carrier") for part in wiring.parts} <= {None, "led", "module"}


@pytest.mark.parametrize("name", BUILDS)
def test_a_bill_counts_one_of_an_item_for_each_part_at_least_where_that_is_a_thing_of_its_own(name):
    for row in build(name).bill.rows:
        if row.item.key not in ("diodes", "mains_relay"):  # a set, and a relay with its contact
            assert row.count >= len(row.of), row.item.key


def test_a_gas_sensor_and_a_uv_lamp_are_never_second_hand():
    items = shop()
    assert all(items[key].new_only is not None and items[key].recycled is None for key in ("mq6", "mq7", "uv_lamp"))
    for key, condition in (("battery_7ah", "12.4 V"), ("battery_12ah", "12.4 V"), ("bimetal", "can be read")):
        assert condition in items[key].recycled.en


def test_a_price_is_written_as_its_readers_write_it():
    assert vnd(1_654_000, "vi") == "1.654.000"
    assert vnd(1_654_000, "en").replace("\u202f", " ") == "1 654 000"


# What a club may do


def test_a_club_corrects_prices_with_a_file_of_its_own(tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text('[dht22]\nprice_vnd = 50000\ndate = "2027-02"\n', encoding="utf-8")
    before, after = build("gas_alarm").bill, read_build("gas_alarm", file).bill
    assert after.total_vnd == before.total_vnd - 20_000
    assert after.dates == ("2026-11", "2027-02")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[dht22]\nprice_vnd = 50000\nprice = 1\ndate = "2027-02"', "the key price, which means nothing there"),
        ('[dht22]\nprice_vnd = -1\ndate = "2027-02"', "has price_vnd = -1. Write price_vnd = 45000."),
        ('[dht22]\nprice_vnd = 1.5\ndate = "2027-02"', "price_vnd = 1.5"),
        ('[dht22]\nprice_vnd = true\ndate = "2027-02"', "price_vnd = True"),
        ("[dht22]\nprice_vnd = 50000", '[dht22] has no date. Write date = "2026-11".'),
        ('[dht22]\nprice_vnd = 50000\ndate = "next month"', "date = 'next month'"),
        ('[dht22]\nprice_vnd = 50000\ndate = "2026-13"', "date = '2026-13'"),
        ('[dht23]\nprice_vnd = 50000\ndate = "2027-02"', "no part called dht23 in the shop"),
        ("dht22 = 50000", "[dht22] has dht22 = 50000"),
        ("[dht22\nprice_vnd = 1", "line 1"),
    ],
)
def test_a_wrong_price_is_told_with_its_file_its_key_and_what_to_write(tmp_path, text, said):
    file = tmp_path / "ours.toml"
    file.write_text(text + "\n", encoding="utf-8")
    with pytest.raises(HighlandError) as refused:
        shop(file)
    assert said in str(refused.value)
    assert "ours.toml" in str(refused.value)


# What a bill must have


@pytest.fixture
def changed(tmp_path):
    """The gas alarm's bill with one text in place of another."""

    def with_(old: str, new: str) -> Path:
        folder = tmp_path / "gas_alarm"
        shutil.copytree(HERE / "gas_alarm", folder)
        file = folder / "parts.toml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return with_


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('of = ["fumes"]', 'of = ["smoke"]', "wiring.toml has no such part. The parts of wiring.toml are: adc, room"),
        ('[[part]]\ntake = "dht22"\nof = ["room"]\n', "", "has nothing for room of wiring.toml"),
        ('take = "dht22"', 'take = "dht2"', "no part called dht2 in the shop"),
        ('take = "dht22"', 'take = "dht11"\ncolor = "blue"', "[dht11] has the key color"),
        ('take = "sd_card"\nuse', 'take = "pi_zero_2w"\nuse', "takes pi_zero_2w twice"),
        ('use = { en = "the board", vi = "bo mạch" }', "", "nobody says what it is for"),
        ('use = { en = "the board", vi = "bo mạch" }', 'use = "the board"', "use = 'the board'"),
        ('use = { en = "the board", vi = "bo mạch" }', 'use = { en = "the board" }', "use = {'en': 'the board'}"),
        ("count = 3", "count = 0", "count = 0"),
        ("counted =", "count_ed =", "[parts.toml] has no counted"),
    ],
)
def test_a_wrong_bill_is_told(changed, old, new, said):
    with pytest.raises(GuideError) as refused:
        read_bill(changed(old, new), find("gas_alarm").wiring(), shop())
    assert said in str(refused.value)
    assert str(refused.value).startswith("gas_alarm/parts.toml")
