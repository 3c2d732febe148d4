"""What a pupil mistypes is told in one sentence before anything runs; nobody meets a traceback first."""

import shutil
from pathlib import Path

import pytest

from devices import HighlandError
from firmware.project import HOME, find
from sim.world.faults import FaultError, parse_fault
from sim.world.simulation import Simulation

RACK = HOME / "_template" / "drying_rack"


def rack_with(tmp_path: Path, file: str, old: str, new: str) -> str:
    folder = tmp_path / "rack"
    shutil.copytree(RACK, folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("wiring.toml", "pin = 17", "pin = 4", "check.pin_twice"),
        ("wiring.toml", "pin = 17", "pin = 99", "check.no_pin"),
        ("wiring.toml", "pin = 17", "pn = 17", "bind.bad_option"),
        ("wiring.toml", '"dht22"', '"dth22"', "driver.unknown"),
        ("control.py", "FAN_ON_PCT = 75.0", "FAN_ON_PCT == 75.0", "project.code_fails"),
        ("control.py", "FAN_ON_PCT = 75.0", 'FAN_ON_PCT = "75".0', "project.code_fails"),
    ],
)
def test_a_typing_mistake_is_named(tmp_path, file, old, new, key):
    with pytest.raises(HighlandError) as refused, Simulation(find(rack_with(tmp_path, file, old, new))):
        pass
    assert refused.value.message.key == key
    if key == "project.code_fails":
        assert refused.value.message.values["file"] == "control.py"
        assert refused.value.message.values["line"] == 1 + (RACK / file).read_text().split(old)[0].count("\n")


def test_a_typing_mistake_in_a_file_of_the_law_is_named_with_its_folder(tmp_path):
    folder = Path(rack_with(tmp_path, "control.py", "FAN_ON_PCT = 75.0", "from .law.limits import FAN_ON_PCT"))
    (folder / "law").mkdir()
    (folder / "law" / "limits.py").write_text("\nFAN_ON_PCT = 75..0\n", encoding="utf-8")
    with pytest.raises(HighlandError) as refused:
        find(str(folder)).law()
    assert (refused.value.message.values["file"], refused.value.message.values["line"]) == ("law/limits.py", 2)


@pytest.mark.parametrize(
    "setting",
    [
        {"ventilation_ach": "-1"},
        {"leak_g_per_h": "-5"},
        {"volume_m3": "0"},
        {"volume_m3": "-30"},
        {"battery_soc": "1.5"},
        {"humidity_pct": 101},
    ],
)
def test_a_world_that_cannot_be_is_refused(setting):
    with pytest.raises(HighlandError) as refused:
        Simulation(find("gas_alarm"), settings=setting)
    assert refused.value.message.key == "setting.impossible"


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e999", float("nan")])
def test_a_number_that_is_none_is_refused_as_a_setting_and_in_a_fault(value):
    """A room of NaN cubic meters has no gas in it, and its alarm stays calm."""
    with pytest.raises(HighlandError) as refused:
        Simulation(find("gas_alarm"), settings={"volume_m3": value})
    assert refused.value.message.key == "setting.bad"
    for fault in (f"gas=wrong(gain={value})@1m", f"gas=off@{value}", f"gas=off@1m..{value}"):
        with pytest.raises(FaultError):
            parse_fault(fault)


def test_a_time_of_never_and_a_frost_are_possible():
    Simulation(find("gas_alarm"), settings={"leak_stop_min": "-1", "temperature_c": "-4"})


def test_a_plant_of_before_says_which_method_to_rename(tmp_path):
    before = 'FAULTS = {"sun": ("shaded",)}\n\n\nclass Plant:\n    def suffer(self, faults):\n        pass\n'
    folder = rack_with(tmp_path, "plant.py", "class Plant:\n", before)
    with pytest.raises(HighlandError, match="was called suffer before") as refused, Simulation(find(folder)):
        pass
    assert refused.value.message.key == "plant.no_apply_faults"
