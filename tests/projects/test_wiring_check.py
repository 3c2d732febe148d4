"""The check finds what would burn a pin or confuse a lesson, and is silent about good wiring."""

import pytest

from devices import WiredPart, Wiring
from projects.find import find, names
from projects.wiring_check import check
from projects.wiring_svg import draw
from projects.wiring_table import rows

ADC = WiredPart("adc", "ads1115", {"address": 0x48})
GAS = WiredPart("gas", "mq", {"on": "adc", "channel": 0, "model": "MQ-6", "divider": 1.6})
RELAY = WiredPart("heater", "relay", {"pin": 17, "active_high": False})


def findings(*parts: WiredPart) -> list[str]:
    return [found.key for found in check(Wiring(parts))]


@pytest.mark.parametrize("name", names())
def test_the_shipped_projects_have_no_mistake(name):
    assert [str(found) for found in check(find(name).wiring())] == []


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ((RELAY, WiredPart("fan", "fan", {"pin": 17})), "check.pin_twice"),
        ((ADC, WiredPart("second", "ads1115", {"address": 0x48})), "check.address_twice"),
        ((ADC, WiredPart("second", "ads1115", {})), "check.address_twice"),
        ((ADC, GAS, WiredPart("other", "mq", GAS.options)), "check.input_twice"),
        ((ADC, WiredPart("gas", "mq", GAS.options | {"channel": 4})), "check.no_input"),
        ((WiredPart("gas", "mq", {"pin": 5, "model": "MQ-6"}),), "check.analog_on_gpio"),
        ((WiredPart("gas", "mq", {"model": "MQ-6"}),), "check.analog_nowhere"),
        ((WiredPart("fan", "fan", {"pin": 28}),), "check.board_number"),
        ((WiredPart("fan", "fan", {"pin": 50}),), "check.no_pin"),
        ((WiredPart("fan", "fan", {"pin": 1}),), "check.id_pin"),
        ((ADC, WiredPart("fan", "fan", {"pin": 2})), "check.bus_pin"),
        ((WiredPart("adc", "mcp3008", {}), WiredPart("fan", "fan", {"pin": 10})), "check.bus_pin"),
        ((WiredPart("button", "button", {"pin": 3, "pull_up": False}),), "check.pulled_up"),
        ((WiredPart("filter", "flow_meter", {"pin": 5}),), "check.five_volts"),
        ((ADC, WiredPart("gas", "mq", GAS.options | {"divider": 1.0})), "check.five_volts_adc"),
        ((WiredPart("fan", "fan", {"pin": 5}, {}, {"current_ma": 40}),), "check.current"),
        (
            tuple(WiredPart(f"lamp{pin}", "lamp", {"pin": pin}, {}, {"current_ma": 15}) for pin in range(20, 24)),
            "check.current_in_all",
        ),
    ],
)
def test_a_mistake_is_found_and_named(parts, key):
    assert key in findings(*parts)


def test_good_wiring_is_left_in_peace():
    assert findings(ADC, GAS, RELAY, WiredPart("filter", "flow_meter", {"pin": 5}, {}, {"signal_v": 3.3})) == []


def test_every_finding_is_a_sentence_with_its_values_filled_in():
    for parts in ((RELAY, WiredPart("fan", "fan", {"pin": 17})), (WiredPart("gas", "mq", {"pin": 5}),)):
        for found in check(Wiring(parts)):
            assert "{" not in found.render().replace("{ signal_v = 3.3 }", "")


@pytest.mark.parametrize("name", names())
def test_table_and_picture_show_every_part(name):
    wiring = find(name).wiring()
    shown = {row.part for row in rows(wiring)}
    picture = draw(name, wiring)
    for part in wiring.parts:
        assert part.name in shown
        assert part.name in picture
