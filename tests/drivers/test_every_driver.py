"""House rules for every driver, walked over the folder: a new file is checked the day it appears."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import drivers
from devices import AdcPart, HeartbeatPart, OutputPart, Part, SensorPart, WiringError
from sim import chips

NAMES = drivers.names()
HARDWARE = {
    "gpiozero", "lgpio", "RPi", "spidev", "smbus2", "board", "busio", "digitalio", "pulseio", "microcontroller",
    "adafruit_dht", "adafruit_ina219", "adafruit_ads1x15", "adafruit_sht31d", "adafruit_register",
}  # fmt: skip
UNITS = {"c", "pct", "ppm", "ntu", "lpm", "l", "v", "a"}
WORDS = {"wet", "open", "closed", "pressed"}
FEELS = {
    "button": {"pressed"},
    "contact": {"closed"},
    "dht11": {"temperature_c", "humidity_pct"},
    "dht22": {"temperature_c", "humidity_pct"},
    "door_switch": {"open"},
    "float_switch": {"wet"},
    "flow_meter": {"flow_lpm"},
    "ina219": {"voltage_v", "current_a"},
    "mq": {"lpg_ppm", "temperature_c", "humidity_pct"},
    "mq7": {"co_ppm", "temperature_c", "humidity_pct"},
    "ntc": {"temperature_c"},
    "sht31": {"temperature_c", "humidity_pct"},
    "tds": {"tds_ppm", "temperature_c", "wet"},
    "turbidity": {"turbidity_ntu"},
}  # the plants of all projects rely on these names


def arguments(kind: type[Part]) -> set[str]:
    return set(inspect.signature(kind).parameters)


def test_the_parts_of_the_three_projects_all_have_a_driver() -> None:
    wanted = set(FEELS) | {"ads1115", "mcp3008", "relay", "lamp", "pump", "fan", "uv_lamp", "buzzer", "valve"}
    assert wanted <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_holds_exactly_one_part_with_a_title_and_a_docstring(name: str) -> None:
    kind = drivers.find(name)
    assert kind.__module__ == f"drivers.{name}"
    assert kind.title.text
    assert kind.__doc__
    assert issubclass(kind, (SensorPart, OutputPart, AdcPart, HeartbeatPart))


@pytest.mark.parametrize("name", NAMES)
def test_every_terminal_names_an_option_of_the_constructor(name: str) -> None:
    kind = drivers.find(name)
    assert kind.terminals
    for terminal in kind.terminals:
        wanted = "adc" if terminal.option == "channel" else terminal.option
        assert wanted in arguments(kind), f"{name}: {terminal.option}"


@pytest.mark.parametrize("name", NAMES)
def test_a_channel_name_ends_in_its_unit_and_has_limits(name: str) -> None:
    kind = drivers.find(name)
    if not issubclass(kind, SensorPart):
        return
    assert kind.channels
    for channel in kind.channels:
        if channel.is_switch:
            assert channel.name in WORDS
        else:
            assert channel.name.rsplit("_", 1)[1] in UNITS
            assert channel.low > float("-inf")


@pytest.mark.parametrize("name", NAMES)
def test_the_simulator_has_a_chip_of_the_same_name_that_feels_what_the_driver_reads(name: str) -> None:
    chip = chips.find(name)
    assert set(chip.feels) == FEELS.get(name, set(chip.feels))
    kind = drivers.find(name)
    if issubclass(kind, SensorPart):
        assert {channel.name for channel in kind.channels} <= set(chip.feels) | {"volume_l", "clean_air_pct"}
    if issubclass(kind, OutputPart):
        assert chip.command == kind.command  # type: ignore[attr-defined]  # output chips have one
        assert arguments(kind) == {"pin", "active_high"}


@pytest.mark.parametrize("name", NAMES)
def test_what_can_be_calibrated_is_an_option_of_the_constructor(name: str) -> None:
    kind = drivers.find(name)
    assert set(getattr(kind, "calibrated", ())) <= arguments(kind)


@pytest.mark.parametrize("file", sorted(Path(drivers.__file__).parent.glob("*.py")), ids=lambda file: file.stem)
def test_importing_a_driver_touches_no_hardware_library(file: Path) -> None:
    top = ast.parse(file.read_text(encoding="utf-8")).body
    imported = {alias.name for node in top if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in top if isinstance(node, ast.ImportFrom)}
    assert not {name.split(".")[0] for name in imported} & HARDWARE


def test_a_misspelt_driver_is_answered_with_the_near_names() -> None:
    with pytest.raises(WiringError) as caught:
        drivers.find("dht2")
    assert "dht22" in str(caught.value)
    with pytest.raises(WiringError) as caught:
        drivers.find("_dht")
    assert "relay" in str(caught.value), "the hint lists all drivers"


def test_an_unknown_chip_says_which_file_to_write() -> None:
    with pytest.raises(WiringError, match=r"sim/chips/lidar\.py"):
        chips.find("lidar")
