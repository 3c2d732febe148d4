"""Mistakes of what keeps people safe: a fuse, a switch in series, a heartbeat that cuts nothing, a load on a pin."""

from __future__ import annotations

from collections.abc import Iterator

from devices import Message, PassivePart, WiredPart, Wiring
from wiring.build import BATTERY, BIMETAL, DIODE, FLOAT, FUSE, LED, MAINS_RELAY, MOSFET, POWER_SUPPLY, RELAY
from wiring.checks import ElectricalMistake, Severity
from wiring.links import Link

METER = "ina219"

LED_FOR_A_LOAD = Message(
    "check.led_for_a_load",
    "{part} is a {driver}, and its build says that it is an LED on GPIO{gpio}. Such a load draws far more than the "
    '16 mA of a pin and destroys it. Write carrier = "mosfet" or "relay".',
)
LED_LOW = Message(
    "check.led_low",
    "{part} is an LED from its pin to GND, which lights at HIGH, but active_high = false: it would light when it "
    "should be dark. Take active_high out.",
)
HEATER_CARRIER = Message(
    "check.heater_carrier",
    "The heater of {part} draws 150 mA; a pin gives 16 mA. Put a MOSFET into its wire and write "
    'heater_carrier = "mosfet".',
)
NO_METER = Message(
    "check.no_meter",
    "{part} has in_wire_of, but a {driver} measures no current: only an INA219 sits in a wire. Take it out.",
)
OWN_WIRE = Message("check.own_wire", "{part} sits in its own wire. Write whose current it measures.")
NOT_CUT = Message(
    "check.not_cut",
    "{heartbeat} should cut {part}, but it cuts the 12 V, and {part} takes its power from the Pi: it would stay on "
    'when the program hangs. Write carrier = "mosfet" or "relay", or take it out of cuts.',
)
NO_FUSE = Message(
    "check.no_fuse",
    "{part} has no fuse. In a short circuit a battery gives more than 100 A, and its wires glow. Put a fuse within "
    '20 cm of its plus and write [passive.fuse] with in_wire_of = "battery".',
)
IN_NO_LOAD = Message(
    "check.in_no_load",
    "{passive} is a safety switch in the wire of {part}, but no load of 12 V hangs there, so it would cut nothing. Put "
    "it into the wire of the load that it must stop.",
)

NO_MAINS = Message(
    "check.no_mains",
    "{passive} tells whether there is mains, but the list has no power supply for its coil. Write [passive.charger] "
    'with kind = "power_supply".',
)
BACK_FEED = Message(
    "check.back_feed",
    "When the mains fails, the battery feeds {source} backwards, and {passive} never drops. Put a diode into the plus "
    'of {source} and write [passive.one_way] with kind = "diode".',
)


def safety(wires: list[Link], wiring: Wiring) -> Iterator[ElectricalMistake]:
    """What the build tables and the parts without a pin say against safety. What they leave out is not judged."""
    for wire in wires:
        if wire.output_gpio is not None and wire.terminal.option == "pin":
            yield from _led(wire.part, wire.output_gpio)
    for part in wiring.parts:
        if "heater_pin" in part.options and part.build.get("heater_carrier", MOSFET) != MOSFET:
            yield ElectricalMistake(Severity.BURNS, HEATER_CARRIER(part=part.name))
        yield from _meter(part)
        yield from _cuts(part, wiring)
    for each in wiring.passive:
        yield from _passive(each, wiring)


def _led(part: WiredPart, gpio: int) -> Iterator[ElectricalMistake]:
    if part.build.get("carrier") != LED:
        return
    if not part.options.get("active_high", True):
        yield ElectricalMistake(Severity.FAILS, LED_LOW(part=part.name))
    if part.driver != "lamp":
        found = LED_FOR_A_LOAD(part=part.name, driver=part.driver, gpio=gpio)
        yield ElectricalMistake(Severity.BURNS, found)


def _meter(part: WiredPart) -> Iterator[ElectricalMistake]:
    wire = part.build.get("in_wire_of")
    if wire is not None and part.driver != METER:
        yield ElectricalMistake(Severity.FAILS, NO_METER(part=part.name, driver=part.driver))
    elif wire == part.name:
        yield ElectricalMistake(Severity.FAILS, OWN_WIRE(part=part.name))


def _cuts(heartbeat: WiredPart, wiring: Wiring) -> Iterator[ElectricalMistake]:
    cut = heartbeat.options.get("cuts", ())
    for part in wiring.parts:
        if part.name in cut and part.build.get("carrier", RELAY) not in (RELAY, MOSFET):
            yield ElectricalMistake(Severity.FAILS, NOT_CUT(heartbeat=heartbeat.name, part=part.name))


def _passive(part: PassivePart, wiring: Wiring) -> Iterator[ElectricalMistake]:
    if part.kind == BATTERY and not _has(FUSE, part, wiring):
        yield ElectricalMistake(Severity.BURNS, NO_FUSE(part=part.name))
    if part.kind in (BIMETAL, FLOAT) and not _in_a_load(part, wiring):
        found = IN_NO_LOAD(passive=part.name, part=part.options.get("in_wire_of", "-"))
        yield ElectricalMistake(Severity.FAILS, found)
    if part.kind == MAINS_RELAY:
        yield from _mains(part, wiring)


def _mains(relay: PassivePart, wiring: Wiring) -> Iterator[ElectricalMistake]:
    source = next((each for each in wiring.passive if each.kind == POWER_SUPPLY), None)
    if source is None:
        yield ElectricalMistake(Severity.FAILS, NO_MAINS(passive=relay.name))
    elif any(each.kind == BATTERY for each in wiring.passive) and not _has(DIODE, source, wiring):
        yield ElectricalMistake(Severity.FAILS, BACK_FEED(passive=relay.name, source=source.name))


def _has(kind: str, source: PassivePart, wiring: Wiring) -> bool:
    """Whether such a part is in the wire of a source."""
    places = (source.name, source.kind)
    return any(each.kind == kind and each.options.get("in_wire_of") in places for each in wiring.passive)


def _in_a_load(switch: PassivePart, wiring: Wiring) -> bool:
    loads = {part.name for part in wiring.parts if part.build.get("carrier") in (RELAY, MOSFET)}
    return switch.options.get("in_wire_of") in loads
