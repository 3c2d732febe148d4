"""The check finds what would burn a pin or confuse a lesson, and is silent about good wiring."""

import pytest

from devices import WiredPart, Wiring, WiringError
from firmware.project import find, names
from wiring.check import mistakes, refuse_what_cannot_work
from wiring.checks import Severity
from wiring.show import rows

ADC = WiredPart("adc", "ads1115", {"address": 0x48})
MCP = WiredPart("adc", "mcp3008", {})
GAS = WiredPart("gas", "mq", {"on": "adc", "channel": 0, "model": "MQ-6", "divider": 1.6})
CO = WiredPart("fumes", "mq7", {"on": "adc", "channel": 1, "heater_pin": 18, "divider": 1.6})
LOW_ON_5 = {"pin": 5, "active_high": False}
RELAY = WiredPart("heater", "relay", LOW_ON_5)
LOW_RELAY = {"pin": 17, "active_high": False}


def findings(*parts: WiredPart) -> list[str]:
    return [found.key for found in mistakes(Wiring(parts))]


def wired(name: str, driver: str, options: dict, **electrical: float) -> WiredPart:
    return WiredPart(name, driver, options, {}, electrical)


def dht(**sampling: float) -> WiredPart:
    return WiredPart("box", "dht22", {"pin": 4}, sampling)


def meters(count: int, **electrical: float) -> tuple[WiredPart, ...]:
    return tuple(wired(f"meter{n}", "ina219", {"address": 0x40 + n}, **electrical) for n in range(count))


LAMPS = tuple(wired(f"lamp{pin}", "lamp", {"pin": pin}, current_ma=15) for pin in range(20, 24))

PLANTED = [
    ((RELAY, WiredPart("fan", "fan", LOW_ON_5)), "check.pin_twice"),
    ((ADC, WiredPart("second", "ads1115", {"address": 0x48})), "check.address_twice"),
    ((ADC, WiredPart("second", "ads1115", {})), "check.address_twice"),
    ((ADC, GAS, WiredPart("other", "mq", GAS.options)), "check.input_twice"),
    ((ADC, WiredPart("gas", "mq", GAS.options | {"channel": 4})), "check.no_input"),
    ((WiredPart("gas", "mq", {"pin": 5, "model": "MQ-6"}),), "check.analog_on_gpio"),
    ((WiredPart("gas", "mq", {"model": "MQ-6"}),), "check.analog_nowhere"),
    ((WiredPart("fan", "fan", {"pin": 28}),), "check.board_number"),
    ((WiredPart("fan", "fan", {"pin": 50}),), "check.no_pin"),
    ((WiredPart("fan", "fan", LOW_ON_5 | {"pin": 1}),), "check.id_pin"),
    ((ADC, WiredPart("fan", "fan", LOW_ON_5 | {"pin": 2})), "check.bus_pin"),
    ((MCP, WiredPart("fan", "fan", {"pin": 10})), "check.bus_pin"),
    ((WiredPart("button", "button", {"pin": 3, "pull_up": False}),), "check.pulled_up"),
    ((WiredPart("filter", "flow_meter", {"pin": 5}),), "check.five_volts"),
    ((ADC, WiredPart("gas", "mq", GAS.options | {"divider": 1.0})), "check.five_volts_adc"),
    ((wired("fan", "fan", {"pin": 17}, current_ma=40),), "check.current"),
    (LAMPS, "check.current_in_all"),
    ((wired("red", "lamp", {"pin": 17}, resistor_ohm=0),), "check.led_no_resistor"),
    ((wired("red", "lamp", {"pin": 17}, resistor_ohm=47),), "check.led_resistor"),
    ((wired("pump", "relay", {"pin": 17}, coil_straight=True),), "check.coil_straight"),
    ((wired("pump", "pump", {"pin": 17}, diode=False),), "check.no_diode"),
    ((wired("pump", "pump", {"pin": 17}, pi_supply_v=3.3),), "check.from_3v3"),
    ((wired("fan", "fan", {"pin": 17}, pi_supply_v=5, supply_ma=900),), "check.from_5v"),
    ((wired("fan", "fan", {"pin": 17}, common_ground=False),), "check.no_ground"),
    ((wired("adc", "mcp3008", {"reference_v": 5.0}),), "check.five_volts_spi"),
    ((wired("adc", "mcp3008", {}, supply_v=5),), "check.five_volts_spi"),
    ((wired("adc", "ads1115", {}, supply_v=5),), "check.five_volts_i2c"),
    ((WiredPart("adc", "ads1115", {"gain": 2}), GAS), "check.clipped"),
    ((ADC, WiredPart("gas", "mq", GAS.options | {"supply_v": 3.3})), "check.mq_cold"),
    ((ADC, WiredPart("fumes", "mq7", {"on": "adc", "divider": 1.6})), "check.mq7_heater"),
    ((wired("box", "dht22", {"pin": 4}, signal_v=5.0),), "check.five_volts"),
    ((WiredPart("lamp", "lamp", {"pin": 14}),), "check.console_pin"),
    ((WiredPart("lamp", "lamp", {"pin": 15}),), "check.console_pin"),
    ((WiredPart("heater", "relay", LOW_RELAY),), "check.on_at_boot_low"),
    ((WiredPart("heater", "relay", {"pin": 6}),), "check.on_at_boot_high"),
    ((WiredPart("heater", "relay", {"pin": 8}),), "check.on_at_boot_high"),
    ((WiredPart("heater", "relay", {"pin": 6}, electrical={"pull_down_ohm": 100_000}),), "check.on_at_boot_high"),
    ((WiredPart("heater", "relay", LOW_RELAY, build={"pull_up_ohm": 100_000}),), "check.on_at_boot_low"),
    ((wired("box", "dht22", {"pin": 4}, pull_up_ohm=0),), "check.floats"),
    ((WiredPart("adc", "ads1115", {"address": 0x50}),), "check.address_wrong"),
    ((WiredPart("adc", "ads1115", {"address": 48}),), "check.address_decimal"),
    (meters(5), "check.many_pull_ups"),
    ((dht(sample_s=1.0),), "check.dht_too_often"),
    ((dht(sample_s=5.0, retry_s=0.5),), "check.dht_too_often"),
]


def test_what_can_destroy_a_board_is_called_so():
    keys = ("check.pin_twice", "check.five_volts", "check.five_volts_adc", "check.five_volts_spi")
    for parts, key in PLANTED:
        if key in keys:
            assert {each.severity for each in mistakes(Wiring(parts)) if each.key == key} == {Severity.BURNS}


@pytest.mark.parametrize("name", names())
def test_the_shipped_projects_have_no_mistake(name):
    assert [str(found.message) for found in mistakes(find(name).wiring())] == []


def test_the_project_that_a_class_begins_with_has_no_mistake():
    from highland.new import template_folder

    assert [str(found.message) for found in mistakes(find(str(template_folder())).wiring())] == []


@pytest.mark.parametrize(("parts", "key"), PLANTED)
def test_a_mistake_is_found_and_named(parts, key):
    assert key in findings(*parts)


@pytest.mark.parametrize(("parts", "key"), [(parts, key) for parts, key in PLANTED if parts is not LAMPS])
def test_a_mistake_is_told_alone(parts, key):
    assert set(findings(*parts)) == {key}


def test_good_wiring_is_left_in_peace():
    assert findings(ADC, GAS, CO, RELAY, wired("filter", "flow_meter", {"pin": 6}, signal_v=3.3)) == []


@pytest.mark.parametrize(
    "part",
    [
        wired("red", "lamp", {"pin": 17}, resistor_ohm=330),
        wired("heater", "relay", LOW_RELAY, pull_up_ohm=10_000),
        wired("heater", "relay", {"pin": 6}, pull_down_ohm=10_000),
        WiredPart("heater", "lamp", LOW_RELAY, build={"pull_up_ohm": 10_000}),
        wired("pump", "pump", {"pin": 17}, diode=True, common_ground=True, coil_straight=False),
        wired("fan", "fan", {"pin": 17}, pi_supply_v=5, supply_ma=150),
        wired("adc", "ads1115", {}, supply_v=5, signal_v=3.3),
        dht(sample_s=2.0, retry_s=2.5),
        WiredPart("box", "sht31", {"address": 0x45}),
    ],
)
def test_what_was_made_right_is_left_in_peace(part):
    assert findings(part) == []


def test_a_relay_that_a_heartbeat_cuts_has_no_supply_at_the_start():
    heart = WiredPart("heartbeat", "heartbeat", {"pin": 19, "cuts": ["heater"]})
    assert findings(WiredPart("heater", "relay", LOW_RELAY), heart) == []


def test_modules_without_resistors_do_not_crowd_the_bus():
    assert findings(*meters(4)) == []
    assert findings(*meters(8, pull_up_ohm=0)) == []


def test_what_burns_comes_first():
    found = mistakes(Wiring((WiredPart("heater", "relay", LOW_RELAY), WiredPart("fan", "fan", {"pin": 50}), *LAMPS)))
    assert [each.severity for each in found] == [Severity.BURNS, Severity.FAILS, Severity.SURPRISES]


def test_only_what_no_board_could_start_with_is_refused():
    refuse_what_cannot_work(Wiring((wired("red", "lamp", {"pin": 17}, resistor_ohm=0),)))
    with pytest.raises(WiringError, match="used twice"):
        refuse_what_cannot_work(Wiring((RELAY, WiredPart("fan", "fan", {"pin": 5}))))


@pytest.mark.parametrize(("parts", "key"), PLANTED)
def test_every_finding_is_a_sentence_with_its_values_filled_in(parts, key):
    for found in (each.message for each in mistakes(Wiring(parts))):
        said = found.render()
        assert "{{" not in said
        assert "}}" not in said
        assert said.endswith(".")
        for name in found.values:
            assert f"{{{name}" not in said


@pytest.mark.parametrize("name", names())
def test_the_table_shows_every_part(name):
    wiring = find(name).wiring()
    assert {row.part for row in rows(wiring)} == {part.name for part in wiring.parts}
