"""How parts are built in is checked by the electrical rules, and what the list leaves open is asked, never guessed."""

from dataclasses import replace

import pytest

from devices import PassivePart, WiredPart, Wiring
from firmware.project import find, names
from highland.new import template_folder
from wiring.check import mistakes
from wiring.missing import missing

ADC = WiredPart("adc", "ads1115", {"address": 0x48})
BATTERY = PassivePart("storage", "battery", {"volts": 12})
FUSE = PassivePart("fuse", "fuse", {"in_wire_of": "battery", "rating_a": 3})
MAINS = PassivePart("mains_relay", "mains_relay", {"contact_of": "mains"})
CHARGER = PassivePart("charger", "power_supply", {"volts": 14.2})
SHIPPED = [*names(), str(template_folder())]
GAS = {"on": "adc", "channel": 0, "model": "MQ-6", "divider": 1.6}


def part(name: str, driver: str, options: dict, **build: object) -> WiredPart:
    return WiredPart(name, driver, options, build=build)


def keys(*parts: WiredPart, passive: tuple[PassivePart, ...] = (BATTERY, FUSE)) -> list[str]:
    return [each.key for each in mistakes(Wiring(parts, passive))]


def asked(*parts: WiredPart) -> list[str]:
    return [each.key for each in missing(Wiring(parts))]


FAN = part("fan", "fan", {"pin": 17}, carrier="mosfet", diode=True)
PUMP = part("pump", "pump", {"pin": 5, "active_high": False}, carrier="relay", vcc="3V3")
LAMP = part("red", "lamp", {"pin": 23}, carrier="led", resistor_ohm=330)

PLANTED = [
    ((ADC, part("gas", "mq", GAS, divider_ohm=[10000, 20000])), "check.other_divider"),
    ((ADC, part("gas", "mq", GAS | {"divider": 2}, divider_ohm=[12000, 20000])), "check.other_divider"),
    ((ADC, part("gas", "mq", GAS, pull_up_ohm=10000)), "check.no_divider"),
    ((replace(LAMP, build={"carrier": "led", "resistor_ohm": 47}),), "check.build_led"),
    ((replace(LAMP, build={"carrier": "led"}),), "check.build_led_resistor"),
    ((replace(FAN, build={"carrier": "led", "resistor_ohm": 330}),), "check.led_for_a_load"),
    ((replace(FAN, build={"carrier": "mosfet"}),), "check.build_diode"),
    ((replace(FAN, build={"carrier": "mosfet", "diode": False}),), "check.build_diode"),
    ((part("fan", "fan", {"pin": 5, "active_high": False}, carrier="mosfet", diode=True),), "check.mosfet_low"),
    ((part("red", "lamp", {"pin": 5, "active_high": False}, carrier="led", resistor_ohm=330),), "check.led_low"),
    ((replace(PUMP, build={"carrier": "relay", "vcc": "5V"}),), "check.relay_vcc"),
    ((part("meter", "ina219", {"address": 0x40}, in_wire_of="panel"),), "check.no_such_wire"),
    ((part("meter", "ina219", {"address": 0x40}, in_wire_of="meter"),), "check.own_wire"),
    ((part("room", "sht31", {"address": 0x44}, in_wire_of="storage"),), "check.no_meter"),
    ((LAMP, WiredPart("heart", "heartbeat", {"pin": 19, "cuts": ["red"]})), "check.not_cut"),
    (
        (ADC, part("co", "mq7", GAS | {"heater_pin": 18}, divider_ohm=[12000, 20000], heater_carrier="relay")),
        "check.heater_carrier",
    ),
]


@pytest.mark.parametrize(("parts", "key"), PLANTED)
def test_a_mistake_in_how_a_part_is_built_in_is_told_alone(parts, key):
    assert keys(*parts) == [key]


@pytest.mark.parametrize(("parts", "key"), PLANTED)
def test_its_sentence_is_whole(parts, key):
    for found in mistakes(Wiring(parts, (BATTERY, FUSE))):
        said = found.message.render()
        assert said.endswith(".")
        assert "{" not in said


@pytest.mark.parametrize("carried", [FAN, PUMP, LAMP])
def test_what_was_built_right_is_left_in_peace(carried):
    assert keys(carried) == []


def test_a_flow_meter_behind_its_resistors_is_still_too_much_for_a_pin_when_they_are_wrong():
    filter_ = {"pin": 26, "pulses_per_litre": 5880}
    good = replace(part("filter", "yf_s401", filter_, divider_ohm=[10000, 20000]), electrical={"signal_v": 3.3})
    assert keys(good) == []
    assert keys(replace(good, build={"divider_ohm": [1000, 20000]})) == ["check.divider_too_small"]


@pytest.mark.parametrize(
    ("passive", "key"),
    [
        ((), "check.no_source"),
        ((BATTERY,), "check.no_fuse"),
        ((BATTERY, FUSE, PassivePart("hot", "bimetal_switch", {"in_wire_of": "red"})), "check.in_no_load"),
        ((BATTERY, FUSE, PassivePart("high", "float_switch", {"in_wire_of": "battery"})), "check.in_no_load"),
        ((BATTERY, FUSE, MAINS), "check.no_mains"),
        ((BATTERY, FUSE, MAINS, CHARGER), "check.back_feed"),
    ],
)
def test_a_safety_part_that_is_missing_or_cuts_nothing_is_told(passive, key):
    assert keys(FAN, LAMP, passive=passive) == [key]


def test_a_float_in_the_wire_of_the_pump_is_right():
    assert keys(PUMP, passive=(BATTERY, FUSE, PassivePart("high", "float_switch", {"in_wire_of": "pump"}))) == []


@pytest.mark.parametrize(
    ("wired", "key"),
    [
        (replace(FAN, build={}), "missing.carrier"),
        (replace(PUMP, build={"carrier": "relay"}), "missing.vcc"),
        (replace(LAMP, build={"carrier": "led"}), "missing.resistor_ohm"),
        (WiredPart("gas", "mq", GAS), "missing.divider_ohm"),
        (WiredPart("filter", "yf_s401", {"pin": 26}), "missing.divider_ohm"),
        (WiredPart("box", "dht22", {"pin": 4}), "missing.pull_up_ohm"),
        (part("co", "mq7", GAS | {"heater_pin": 18}, divider_ohm=[12000, 20000]), "missing.heater_carrier"),
        (WiredPart("meter", "ina219", {"address": 0x40}), "missing.in_wire_of"),
    ],
)
def test_what_the_list_leaves_open_is_asked(wired, key):
    assert asked(wired) == [key]


@pytest.mark.parametrize("project", SHIPPED)
def test_every_shipped_list_answers_every_question(project):
    assert [str(each) for each in missing(find(project).wiring())] == []


@pytest.mark.parametrize("project", SHIPPED)
def test_every_shipped_list_is_built_by_the_rules(project):
    assert [str(each.message) for each in mistakes(find(project).wiring())] == []
