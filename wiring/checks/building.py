"""Mistakes in how parts are built in: another divider, a relay module that stays on, a coil without its diode."""

from __future__ import annotations

from collections.abc import Iterator

from devices import Message, WiredPart, Wiring
from wiring.build import LED, MOSFET, RELAY, SOURCES
from wiring.checks import ElectricalMistake, Severity
from wiring.checks.levels import SPARE_V
from wiring.checks.power import COILS, LED_V, PIN_LIMIT_MA
from wiring.links import PI_LEVEL_V, Link, adc_of

SAME = 0.03  # chosen: two resistors of 1 % each, rounded

OTHER_DIVIDER = Message(
    "check.other_divider",
    "{part}: {upper:g} over {lower:g} ohm divides by {built:.2f}, but divider = {said:g}. One of the two is wrong, and "
    "every value with it.",
)
DIVIDER_TOO_SMALL = Message(
    "check.divider_too_small",
    "{part}: {upper:g} over {lower:g} ohm leaves {volts:.1f} V of {signal_v:g} V on a pin that takes 3.3 V at most.",
)
NO_DIVIDER = Message(
    "check.no_divider",
    "{part} has divider = {said:g}, but its build does not say with which resistors: write divider_ohm.",
)
RELAY_STAYS_ON = Message(
    "check.relay_vcc",
    "The relay module of {part} switches on at LOW and has its VCC on 5 V: 3.3 V from the Pi may not switch it off. "
    'Join VCC to 3V3 and JD-VCC to 5 V, and write vcc = "3V3".',
)
MOSFET_LOW = Message(
    "check.mosfet_low",
    "{part} has a MOSFET, which switches on at HIGH, but active_high = false: it would run when it should rest.",
)
NO_BUILD_DIODE = Message(
    "check.build_diode",
    "{part} is a coil or motor behind a MOSFET. When it is switched off it gives a spike of some 100 V, which destroys "
    "the MOSFET. Put a diode across it, ring at plus, and write diode = true.",
)
LED_CURRENT = Message(
    "check.build_led",
    "{part} is an LED behind {ohm:g} ohm, which lets {current_ma:.0f} mA flow from a pin of {limit_ma:g} mA. "
    "Take 330 ohm.",
)
LED_NO_RESISTOR = Message(
    "check.build_led_resistor", "{part} is an LED without a resistor in its build: write resistor_ohm = 330."
)
NO_SUCH_WIRE = Message(
    "check.no_such_wire",
    "{part} sits in the wire of {wire}, but the list has no such part, and no passive part either.",
)
NO_SOURCE = Message(
    "check.no_source",
    "{part} switches 12 V, but the list does not say where they come from: write [passive.storage] with "
    'kind = "battery" or kind = "power_supply".',
)


def building(wires: list[Link], wiring: Wiring) -> Iterator[ElectricalMistake]:
    """What the build tables say, held against the rest of the list. A part without a build is not judged."""
    known = {part.name for part in wiring.parts} | {part.name for part in wiring.passive}
    for wire in wires:
        yield from _divider(wire, wiring)
    for part in wiring.parts:
        yield from _output(part)
        target = part.build.get("in_wire_of")
        if target is not None and target not in known:
            yield ElectricalMistake(Severity.FAILS, NO_SUCH_WIRE(part=part.name, wire=target))
    switches = [part.name for part in wiring.parts if part.build.get("carrier") in (RELAY, MOSFET)]
    if switches and not any(part.kind in SOURCES for part in wiring.passive):
        yield ElectricalMistake(Severity.FAILS, NO_SOURCE(part=switches[0]))


def _divider(wire: Link, wiring: Wiring) -> Iterator[ElectricalMistake]:
    if wire.terminal.role not in ("analog", "input", "pulse"):
        return
    part, said = wire.part, wire.part.options.get("divider")
    pair = part.build.get("divider_ohm")
    if pair is None:
        if said and part.build:
            yield ElectricalMistake(Severity.FAILS, NO_DIVIDER(part=part.name, said=float(said)))
        return
    upper, lower = map(float, pair)
    ratio = 1.0 + upper / lower
    if said and abs(ratio / float(said) - 1.0) > SAME:
        found = OTHER_DIVIDER(part=part.name, upper=upper, lower=lower, built=ratio, said=float(said))
        yield ElectricalMistake(Severity.FAILS, found)
    full_v = wire.terminal.volts
    if full_v / ratio > PI_LEVEL_V + SPARE_V and adc_of(wire, wiring) is None:
        found = DIVIDER_TOO_SMALL(part=part.name, upper=upper, lower=lower, volts=full_v / ratio, signal_v=full_v)
        yield ElectricalMistake(Severity.BURNS, found)


def _output(part: WiredPart) -> Iterator[ElectricalMistake]:
    build, name = part.build, part.name
    carrier, active_high = build.get("carrier"), part.options.get("active_high", True)
    if carrier == RELAY and not active_high and build.get("vcc", "5V") != "3V3":
        yield ElectricalMistake(Severity.FAILS, RELAY_STAYS_ON(part=name))
    if carrier == MOSFET and not active_high:
        yield ElectricalMistake(Severity.FAILS, MOSFET_LOW(part=name))
    if carrier == MOSFET and part.driver in COILS and not build.get("diode"):
        yield ElectricalMistake(Severity.BURNS, NO_BUILD_DIODE(part=name))
    if carrier == LED:
        yield from _led(name, build.get("resistor_ohm"))


def _led(name: str, ohm: float | None) -> Iterator[ElectricalMistake]:
    if ohm is None:
        yield ElectricalMistake(Severity.BURNS, LED_NO_RESISTOR(part=name))
        return
    current_ma = 1000.0 * (PI_LEVEL_V - LED_V) / ohm
    if current_ma > PIN_LIMIT_MA:
        found = LED_CURRENT(part=name, ohm=ohm, current_ma=current_ma, limit_ma=PIN_LIMIT_MA)
        yield ElectricalMistake(Severity.BURNS, found)
