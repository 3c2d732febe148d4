"""How parts are built in: what carries an output's current, its resistors, and the parts that have no pin.

`[parts.X.build]` and `[passive.X]` of wiring.toml. No program needs them; a true picture and a safe build do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import Any

from devices import Message, PassivePart
from wiring.values import ABOVE_ZERO, NOT_BELOW_ZERO, TEXT, YES_OR_NO, bad_value, is_above_zero, is_not_below_zero

# What may carry the current of an output, and what each is.
RELAY, MOSFET, LED, MODULE = "relay", "mosfet", "led", "module"
CARRIERS = (RELAY, MOSFET, LED, MODULE)
SUPPLIES = ("3V3", "5V", "12V")
LED_COLORS = ("green", "amber", "red", "blue", "white")

BATTERY, POWER_SUPPLY, FUSE, CONTROLLER, PANEL = "battery", "power_supply", "fuse", "charge_controller", "panel"
BIMETAL, FLOAT, MAINS_RELAY, DIODE = "bimetal_switch", "float_switch", "mains_relay", "diode"
SOURCES = (BATTERY, POWER_SUPPLY)
IN_A_WIRE = (FUSE, BIMETAL, FLOAT, DIODE)  # each says in whose wire it sits
PASSIVE_KINDS = (*SOURCES, CONTROLLER, PANEL, *IN_A_WIRE, MAINS_RELAY)

CARRIER = Message("build.wanted.carrier", "one of relay, mosfet, led and module, in quotes")
SUPPLY = Message("build.wanted.supply", "one of 3V3, 5V and 12V, in quotes")
LED_COLOR = Message("build.wanted.color", "one of `green`, `amber`, `red`, `blue` and `white`, in quotes")
PAIR = Message("build.wanted.pair", "two resistances in ohm, such as [12000, 20000]: first the one in the wire")
KIND = Message("build.wanted.kind", "one of {kinds}, in quotes")
PART = Message("build.wanted.part", "the name of a part of this list, in quotes")
TABLE = Message("build.wanted.table", "a table such as [passive.fuse]")
NO_KEY = Message("build.wanted.key", "one of the keys {keys}")


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(is_above_zero, value))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


Rule = tuple[Callable[[Any], bool], Message]
RULES: dict[str, Rule] = {
    "carrier": (lambda value: value in CARRIERS, CARRIER),
    "vcc": (lambda value: value in SUPPLIES, SUPPLY),  # of a relay module's input side
    "heater_carrier": (lambda value: value in CARRIERS, CARRIER),
    "divider_ohm": (_is_pair, PAIR),
    "pull_up_ohm": (is_above_zero, ABOVE_ZERO),
    "resistor_ohm": (is_above_zero, ABOVE_ZERO),  # of an LED
    "color": (lambda value: value in LED_COLORS, LED_COLOR),  # of an LED, for the drawing
    "diode": (lambda value: isinstance(value, bool), YES_OR_NO),  # across a coil or motor
    "in_wire_of": (_is_text, TEXT),  # of a current sensor
}
BUILD_KEYS: Set[str] = RULES.keys()
PASSIVE_RULES: dict[str, Rule] = {
    "in_wire_of": (_is_text, TEXT),
    "rating_a": (is_above_zero, ABOVE_ZERO),
    "opens_c": (is_not_below_zero, NOT_BELOW_ZERO),
    "volts": (is_above_zero, ABOVE_ZERO),
    "contact_of": (_is_text, TEXT),  # of a mains relay: the part that reads its contact
}


def check_build(part: str, build: Mapping[str, Any]) -> None:
    """Raises WiringError for the first value that does not fit its key."""
    for key, value in build.items():
        fits, wanted = RULES[key]
        if not fits(value):
            raise bad_value(part, key, value, wanted)


def read_passive(found: Any, parts: Set[str]) -> tuple[PassivePart, ...]:
    """The parts without a pin. Raises WiringError for one that cannot be."""
    if not isinstance(found, dict):
        raise bad_value("passive", "passive", found, TABLE)
    known = {*parts, *found, *SOURCES}
    return tuple(_passive(name, table, known) for name, table in found.items())


def _passive(name: str, table: Any, known: Set[str]) -> PassivePart:
    if not isinstance(table, dict):
        raise bad_value(name, "passive", table, TABLE)
    kind = table.get("kind")
    if kind not in PASSIVE_KINDS:
        raise bad_value(name, "kind", kind, KIND(kinds=", ".join(PASSIVE_KINDS)))
    options = {key: value for key, value in table.items() if key != "kind"}
    for key, value in options.items():
        if key not in PASSIVE_RULES:
            raise bad_value(name, key, value, NO_KEY(keys=", ".join(("kind", *PASSIVE_RULES))))
        fits, wanted = PASSIVE_RULES[key]
        if not fits(value):
            raise bad_value(name, key, value, wanted)
    needed = "in_wire_of" if kind in IN_A_WIRE else "contact_of" if kind == MAINS_RELAY else ""
    if needed and options.get(needed) not in known - {name}:
        raise bad_value(name, needed, options.get(needed), PART)
    return PassivePart(name, kind, options)
