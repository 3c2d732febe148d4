"""A mistake in wiring.toml is told in one sentence, before any pin is opened."""

from pathlib import Path

import pytest

from devices import WiringError
from wiring.read import read_wiring


def wiring(tmp_path: Path, text: str):
    file = tmp_path / "wiring.toml"
    file.write_text(text, encoding="utf-8")
    return read_wiring(file)


def test_parts_keep_their_order_and_their_options(tmp_path):
    found = wiring(
        tmp_path,
        """
        [parts.box]
        driver = "dht22"
        pin = 4
        sampling = { sample_s = 2.5, median = 5 }
        [parts.heater]
        driver = "relay"
        pin = 17
        active_high = false
        switching = { min_on_s = 600 }
        electrical = { current_ma = 2 }
        """,
    )
    assert [part.name for part in found.parts] == ["box", "heater"]
    assert found.part("box").options == {"pin": 4}
    assert found.part("box").sampling == {"sample_s": 2.5, "median": 5}
    assert found.part("heater").options == {"pin": 17, "active_high": False}
    assert found.part("heater").sampling == {"min_on_s": 600}
    assert found.part("heater").electrical == {"current_ma": 2}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "wiring.no_parts"),
        ("[parts]", "wiring.no_parts"),
        ("[parts.box]\npin = 4", "wiring.no_driver"),
        ("[parts]\nbox = 4", "wiring.no_driver"),
        ('[parts.box]\ndriver = "dht22"\nsampling = { sample = 2 }', "wiring.unknown_key"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(tmp_path, text, key):
    with pytest.raises(WiringError) as refused:
        wiring(tmp_path, text)
    assert refused.value.message.key == key


def test_a_missing_list_is_named(tmp_path):
    with pytest.raises(WiringError, match=r"no wiring list.*nowhere\.toml"):
        read_wiring(tmp_path / "nowhere.toml")


def refused_box(tmp_path, line, driver="dht22"):
    with pytest.raises(WiringError) as refused:
        wiring(tmp_path, f'[parts.box]\ndriver = "{driver}"\n{line}')
    said = str(refused.value)
    assert said.startswith("Part box")
    assert "\n" not in said
    return refused.value.message.key, said


BAD_VALUES = [
    *(("sampling", f"{key} = {value}") for key in ("sample_s", "retry_s", "max_age_s") for value in ("0", "-1", '"5"')),
    *(("sampling", f"sample_s = {value}") for value in ("true", "inf", "nan", "[1]")),
    *(("sampling", f"warm_up_s = {value}") for value in ("-1", '"3 min"')),
    *(("sampling", f"median = {value}") for value in ("0", "2", "-3", "3.0", '"5"', "true")),
    ("sampling", "max_step = 3"),
    ("sampling", 'max_step = { temperature_c = "3" }'),
    ("sampling", "max_step = { temperature_c = 0 }"),
    ("sampling", 'max_step = { "Temperature C" = 3 }'),
    *(("switching", f"min_on_s = {value}") for value in ("-1", '"10"')),
    ("switching", "min_off_s = -600"),
    ("electrical", 'signal_v = "3.3"'),
    ("electrical", "current_ma = -1"),
]


@pytest.mark.parametrize(("table", "line"), BAD_VALUES)
def test_a_number_that_cannot_be_meant_is_refused_with_part_and_key(tmp_path, table, line):
    key, said = refused_box(tmp_path, f"{table} = {{ {line} }}")
    assert key == "wiring.bad_value"
    assert line.partition(" ")[0] in said


@pytest.mark.parametrize(
    "line",
    [
        "sampling = 5",
        "switching = []",
        'electrical = "3.3 V"',
        'pin = "4"',
        "pin = 4.0",
        "pin = true",
        "pin = -1",
        "heater_pin = [18]",
        'address = "0x48"',
        'channel = "0"',
        'active_high = "false"',
        "on = 3",
        "climate = ['room']",
        "divider = 0",
        'r0_ohm = "20k"',
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_part_and_key(tmp_path, line):
    key, said = refused_box(tmp_path, line)
    assert key == "wiring.bad_value"
    assert f"{line.partition(' ')[0]} = " in said


def test_an_age_limit_shorter_than_the_period_is_refused(tmp_path):
    key, said = refused_box(tmp_path, "sampling = { sample_s = 30, max_age_s = 10 }")
    assert key == "wiring.too_old"
    assert "max_age_s = 10 is shorter than sample_s = 30" in said


@pytest.mark.parametrize("line", ["calibrated_on = 2026-09-01", "calibration = { temperature_c = [[0.0, 0.4]] }"])
def test_a_calibration_of_an_older_version_is_sent_to_its_own_file(tmp_path, line):
    key, said = refused_box(tmp_path, line)
    assert key == "wiring.calibration_moved"
    assert line.partition(" ")[0] in said
    assert "calibration.toml" in said


def test_the_edges_are_allowed(tmp_path):
    found = wiring(
        tmp_path,
        """
        [parts.box]
        driver = "dht22"
        pin = 4
        sampling = { sample_s = 5, max_age_s = 5, warm_up_s = 0, median = 1, max_step = { temperature_c = 0.5 } }
        [parts.heater]
        driver = "relay"
        pin = 17
        switching = { min_on_s = 0, min_off_s = 0 }
        electrical = { current_ma = 0 }
        """,
    )
    assert len(found.parts) == 2
