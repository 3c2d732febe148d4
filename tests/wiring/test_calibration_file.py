"""calibration.toml: what was measured on the units of a device goes over the type's values, or is refused in words."""

from __future__ import annotations

from datetime import date

import pytest

from devices import WiredPart, Wiring, WiringError
from wiring.calibration import calibrated, calibration_mistakes, read_calibration

ADC = WiredPart("adc", "ads1115", {})
GAS = WiredPart(
    "gas", "mq", {"on": "adc", "channel": 0, "model": "MQ-6", "load_resistor_ohm": 20_000, "r0_ohm": 20_000}
)
ROOM = WiredPart("room", "dht22", {"pin": 4}, {"sample_s": 30})
LAMP = WiredPart("lamp", "lamp", {"pin": 17})
WIRING = Wiring((ADC, GAS, ROOM, LAMP))
DAY = "measured_on = 2026-11-02\n"


def read(tmp_path, text):
    file = tmp_path / "calibration.toml"
    file.write_text(text, encoding="utf-8")
    return read_calibration(file)


def refused(tmp_path, text):
    with pytest.raises(WiringError) as error:
        calibrated(WIRING, read(tmp_path, text))
    return error.value.message.key, str(error.value)


def test_without_the_file_the_values_of_the_type_stay(tmp_path):
    assert calibrated(WIRING, read_calibration(tmp_path / "calibration.toml")) == WIRING


def test_what_was_measured_wins_over_the_type(tmp_path):
    text = f'[gas]\nunit = "MQ-6 no. 3"\n{DAY}r0_ohm = 17400\nclean_air_ratio = 9.6\n'
    found = calibrated(WIRING, read(tmp_path, text))
    gas = found.part("gas")
    assert gas.options == {**GAS.options, "r0_ohm": 17_400, "clean_air_ratio": 9.6}
    assert gas.sampling["calibrated_on"] == date(2026, 11, 2)
    assert found.part("room") == ROOM


def test_points_of_a_channel_keep_what_the_list_says_of_sampling(tmp_path):
    found = calibrated(WIRING, read(tmp_path, f"[room]\n{DAY}humidity_pct = [[33.9, 33.1], [77.1, 75.3]]\n"))
    assert found.part("room").sampling == {
        "sample_s": 30,
        "calibrated_on": date(2026, 11, 2),
        "calibration": {"humidity_pct": [[33.9, 33.1], [77.1, 75.3]]},
    }


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ("[gas]\nr0_ohm = 17400\n", "calibration.undated", r"measured_on = 2026"),
        (f"[gass]\n{DAY}r0_ohm = 17400\n", "calibration.no_part", "[gass]"),
        (f"[gas]\n{DAY}r0 = 17400\n", "calibration.no_value", "r0_ohm, clean_air_ratio"),
        (f"[gas]\n{DAY}model = 'MQ-5'\n", "calibration.no_value", "model"),
        (f"[lamp]\n{DAY}pin = 4\n", "calibration.no_value", "pin"),
        (f"[gas]\n{DAY}r0_ohm = '17 k'\n", "calibration.bad_value", '"17 k"'),
        (f"[gas]\n{DAY}r0_ohm = 0\n", "calibration.bad_value", "above 0"),
        ("[gas]\nmeasured_on = '2026-11-02'\nr0_ohm = 17400\n", "calibration.bad_value", "a day without quotes"),
        ("[gas]\nmeasured_on = 2026-11-02T08:00:00\nr0_ohm = 17400\n", "calibration.bad_value", "a day"),
        (f"[gas]\n{DAY}unit = 3\nr0_ohm = 17400\n", "calibration.bad_value", "in quotes"),
        (f"[room]\n{DAY}humidity_pct = []\n", "calibration.bad_value", "pairs of numbers"),
        (f"[room]\n{DAY}humidity_pct = [77.1, 75.3]\n", "calibration.bad_value", "pairs"),
        (f"[room]\n{DAY}humidity_pct = [[77.1, '75']]\n", "calibration.bad_value", "pairs"),
        (f"[room]\n{DAY}humidity_pct = [[77.1, 75.3], [33.9, 33.1]]\n", "calibration.bad_value", "rising"),
        (f"[room]\n{DAY}humidity_pct = [[10.0, 90.0], [90.0, 10.0]]\n", "calibration.bad_value", "rising"),
        (f"[room]\n{DAY}humidity_pct = [[20.0, 50.0], [80.0, 50.0]]\n", "calibration.bad_value", "rising"),
        (f"[room]\n{DAY}humidity_pct = [[50.0, 50.0], [50.1, 60.0]]\n", "calibration.bad_value", "ten times"),
        (f"[room]\n{DAY}humidity_pct = [[77.1, 175.3]]\n", "calibration.impossible", "175.3"),
        (f"{DAY}[gas]\nr0_ohm = 17400\n", "calibration.not_a_table", "measured_on"),
    ],
)
def test_what_nothing_can_use_is_refused_with_a_sentence(tmp_path, text, key, said):
    found, sentence = refused(tmp_path, text)
    assert found == key
    assert said in sentence


def test_every_table_has_its_own_mistake(tmp_path):
    tables = read(tmp_path, f"[gas]\nr0_ohm = 1\n[nobody]\n{DAY}[room]\n{DAY}humidity_pct = 3\n")
    assert [each.message.key for each in calibration_mistakes(WIRING, tables)] == [
        "calibration.undated",
        "calibration.no_part",
        "calibration.bad_value",
    ]
