"""The drawn wiring is the wiring: every wire of the list, each pin once, nothing crosses, nothing is made up."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.wiring_sheets import SVG, crossings, wires_of
from devices import PassivePart, WiredPart, Wiring
from devices.header import physical_pin
from firmware.project import HOME, find, names
from look.tokens import color
from wiring.drawing.layout import TooFull
from wiring.drawing.meters import meters, source_of
from wiring.drawing.page import page
from wiring.drawing.sheet import sheet
from wiring.drawing.step_lines import Lines
from wiring.drawing.steps import MOST_LINES, steps
from wiring.links import links
from wiring.read import read_wiring

PROJECTS = [*names(), str(HOME / "_template" / "drying_rack")]


@pytest.fixture(scope="module", params=PROJECTS, ids=lambda name: Path(name).name)
def drawn(request):
    project = find(request.param)
    wiring = project.wiring()
    called = {part.name: project.names().part(part.name).en for part in wiring.parts}
    return wiring, called, sheet(project.names().project.en, wiring, called)


def on_pins(wiring):
    """What the list itself says: (part, physical pin) of every wire to a pin."""
    found = set()
    for wire in links(wiring):
        if wire.terminal.role == "i2c":
            found |= {(wire.part.name, 3), (wire.part.name, 5)}
        elif wire.terminal.role != "analog":
            found.add((wire.part.name, physical_pin(wire.value)))
    return found


def test_what_is_drawn_is_what_the_program_uses(drawn):
    wiring, _, picture = drawn
    wires = wires_of(picture)
    straight = {(each.source.split(".")[0], int(each.target[4:])) for each in wires if each.is_signal}
    bus = {
        each.source.split(".")[1]: int(each.target[4:])
        for each in wires
        if each.source.startswith("bus.") and each.is_signal
    }
    stubs = {
        (each.source.split(".")[0], bus[each.target[4:]])
        for each in wires
        if each.target.startswith("bus.") and not each.source.startswith("bus.")
    }
    assert {each for each in straight if each[0] != "bus"} | stubs == on_pins(wiring)
    analog = {(each.source, each.target) for each in wires if each.is_analog}
    listed = [part for part in wiring.parts if "on" in part.options]
    assert analog == {(f"{part.name}.AO", f"{part.options['on']}.A{part.options['channel']}") for part in listed}


def test_each_pin_carries_one_wire(drawn):
    pins = [each.target for each in wires_of(drawn[2]) if each.target.startswith("pin ")]
    assert len(pins) == len(set(pins))


def test_every_part_has_its_supply_and_its_ground(drawn):
    wiring, _, picture = drawn
    joined = {}
    measured = {each.source: each.target for each in wires_of(picture) if each.source.endswith(".Vin+")}
    for each in wires_of(picture):
        target = measured[each.target.replace("Vin−", "Vin+")] if each.target.endswith(".Vin−") else each.target
        joined.setdefault(each.source.split(".")[0], set()).add(target)
    for wire in links(wiring):
        part, kind = wire.part, wire.kind
        if (
            part.driver in ("button", "contact", "door_switch", "float_switch", "ntc")
            or part.build.get("carrier") == "led"
        ):
            assert "rail GND" in joined[part.name]
        elif part.build.get("carrier") == "mosfet":
            assert joined[part.name] & {"rail 12V", "rail 12V*"}
        else:
            assert {"rail GND", "rail 5V" if kind.supply_v == 5.0 else "rail 3V3"} <= joined[part.name]


def test_what_the_heartbeat_cuts_hangs_behind_it(drawn):
    wiring, _, picture = drawn
    cut = {name for part in wiring.parts for name in part.options.get("cuts", ())}
    behind = {each.source.split(".")[0] for each in wires_of(picture) if each.target == "rail 12V*"}
    assert behind - {"heartbeat"} == cut
    feeds = {each.source.split(".")[0] for each in wires_of(picture) if each.target == "rail 12V"}
    assert "heartbeat" in feeds


def test_resistors_and_safety_parts_are_drawn(drawn):
    wiring, _, picture = drawn
    for part in wiring.parts:
        if "divider_ohm" in part.build:
            upper, lower = part.build["divider_ohm"]
            assert f"{upper / 1000:g}k/{lower / 1000:g}k" in picture
        if "resistor_ohm" in part.build:
            assert f">{part.build['resistor_ohm']:g} Ω<" in picture
        if "pull_up_ohm" in part.build:
            assert f"↑{part.build['pull_up_ohm'] / 1000:g}k" in picture
    words = {
        "battery": "Battery",
        "fuse": "Fuse",
        "bimetal_switch": "Bimetal",
        "float_switch": "Second float",
        "panel": "Solar panel",
        "charge_controller": "Charge controller",
        "mains_relay": "Mains relay",
        "power_supply": "Power supply",
        "diode": 'v16l14-8z"',
    }
    for part in wiring.passive:
        assert words[part.kind] in picture


def test_no_signal_crosses_another(drawn):
    """Stubs of the I2C bus may pass its other line; nothing else does."""
    assert crossings([each for each in wires_of(drawn[2]) if each.is_signal or each.is_analog]) == []


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("M0 0L10 10", "M0 10L10 0", 1),
        ("M0 0L10 0", "M5 0L15 0", 1),
        ("M0 0L10 0", "M10 0L20 0", 0),
        ("M0 0L10 0", "M0 5L10 5", 0),
    ],
)
def test_a_crossing_is_counted(one, other, found):
    wires = "".join(f'<g data-from="a.S" data-to="pin 7"><path d="{d}"/></g>' for d in (one, other))
    assert len(crossings(wires_of(f'<svg xmlns="http://www.w3.org/2000/svg">{wires}</svg>'))) == found


def test_each_part_is_one_step_with_few_lines(drawn):
    wiring, called, _ = drawn
    made = steps(wiring, called)
    titles = [step.title for step in made[1:-1]]
    assert list(dict.fromkeys(titles)) == [called[part.name] for part in wiring.parts]
    heaters = [part for part in wiring.parts if "heater_carrier" in part.build]
    assert len(titles) == len(wiring.parts) + len(heaters), "the MOSFET of a heater is a step of its own"
    assert all(0 < len(step.lines) <= MOST_LINES for step in made)
    for step in made[1:]:
        assert not {"pin 1", "pin 2"} & {each.target for each in wires_of(step.picture)}


def test_each_end_of_a_meter_has_its_letter_in_the_wire_that_it_measures(drawn):
    wiring, _, picture = drawn
    texts = [each.text for each in ElementTree.fromstring(picture).iter(f"{SVG}text")]
    note = 1 if meters(wiring) else 0  # the note has A and B once more
    for number, meter in enumerate(meters(wiring).values()):
        for letter in (meter.plus, meter.minus):
            assert texts.count(letter) == 2 + (note if number == 0 else 0)


def test_a_battery_that_is_charged_counts_as_positive(drawn):
    """What flows into the battery comes from the rail, so Vin+ is at the rail and Vin− at the battery."""
    wiring, called, _ = drawn
    for meter in meters(wiring).values():
        source = source_of(meter, wiring)
        if source is not None and source.kind == "battery":
            plus, minus = Lines(wiring, called, str).ends_of(meter)
            assert (plus, minus[:15]) == ("rail 12V", "plus of Battery")


def test_a_heater_without_its_mosfet_is_not_drawn_on_a_pin():
    options = {"on": "adc", "channel": 0, "heater_pin": 18, "divider": 1.6}
    parts = (WiredPart("adc", "ads1115", {}), WiredPart("co", "mq7", options))
    assert not [each for each in wires_of(sheet("x", Wiring(parts), {})) if each.target == "pin 12"]


def test_the_same_list_gives_the_same_bytes(drawn):
    wiring, called, picture = drawn
    assert sheet("x", wiring, called) == sheet("x", wiring, called)
    assert picture.count("<svg") == 1


def test_names_of_anybody_are_only_words():
    hostile = "<script>alert(1)</script>\"'&"
    parts = (
        WiredPart(hostile, "relay", {"pin": 5}, build={"carrier": "relay"}),
        WiredPart("room", "dht22", {"pin": 4}),
        WiredPart("meter", "ina219", {}, build={"in_wire_of": hostile}),
    )
    passive = (
        PassivePart(hostile * 2, "power_supply", {"volts": 12}),
        PassivePart("relay", "mains_relay", {"contact_of": hostile}),
        PassivePart("fuse", "fuse", {"in_wire_of": hostile}),
    )
    wiring = Wiring(parts, passive)
    for text in (sheet(hostile, wiring, {"room": hostile}), page(hostile, wiring, {"room": hostile}, "en")):
        assert "<script" not in text
        assert "alert(1)" in text
    ElementTree.fromstring(sheet(hostile, wiring, {}))


def test_the_page_asks_nobody():
    wiring = find("gas_alarm").wiring()
    text = page("Gas alarm", wiring, {}, "vi")
    assert "default-src 'none'" in text
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", text)


def test_an_led_has_the_color_that_the_list_says():
    def drawn_with(**more):
        part = WiredPart("valve_open", "lamp", {"pin": 5}, build={"carrier": "led", "resistor_ohm": 330, **more})
        return sheet("x", Wiring((part,)), {})

    assert color("green") in drawn_with(color="green")
    assert color("green") not in drawn_with()


def test_too_many_parts_are_told_not_squeezed():
    parts = tuple(WiredPart(f"lamp{pin}", "relay", {"pin": pin}, build={"carrier": "relay"}) for pin in range(4, 20))
    with pytest.raises(TooFull):
        sheet("x", Wiring(parts), {})


@pytest.mark.parametrize(
    ("passive", "said"),
    [
        ('[passive.fuse]\nkind = "fuze"', "must be one of battery"),
        ('[passive.fuse]\nkind = "fuse"\nin_wire_of = "nothing"', "the name of a part of this list"),
        ('[passive.fuse]\nkind = "fuse"\nin_wire_of = "battery"\nsize = 3', "one of the keys kind"),
        ('[passive.fuse]\nkind = "fuse"\nin_wire_of = "battery"\nrating_a = -3', "a number above 0"),
        ("passive = 3", "a table such as [passive.fuse]"),
        ('[parts.lamp.build]\ncarrier = "wire"', "one of relay, mosfet, led and module"),
        ("[parts.lamp.build]\ndivider_ohm = 12000", "two resistances in ohm"),
        ("[parts.lamp.build]\nohm = 12000", "the key ohm under build"),
        ('[parts.lamp.build]\ncolor = "pink"', "one of `green`, `amber`"),
    ],
)
def test_a_wrong_build_is_told(tmp_path, passive, said):
    file = tmp_path / "wiring.toml"
    head, tail = ("", passive) if passive.startswith("[") else (passive, "")
    file.write_text(f'{head}\n[parts.lamp]\ndriver = "lamp"\npin = 5\n{tail}\n', encoding="utf-8")
    with pytest.raises(Exception, match=re.escape(said)):
        read_wiring(file)
