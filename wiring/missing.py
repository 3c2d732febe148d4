"""What a wiring list does not say and a drawing must not guess: each thing with the key that says it."""

from __future__ import annotations

from collections.abc import Iterator

from devices import HeartbeatPart, Message, OutputPart, WiredPart, Wiring
from wiring.build import LED, RELAY
from wiring.links import PI_LEVEL_V, Link, links

CARRIER = Message(
    "missing.carrier",
    '{part}: what carries its current? Write build = {{ carrier = "relay" }}, or "mosfet", "led", "module".',
)
VCC = Message("missing.vcc", '{part}: which supply has its relay board on VCC? Write vcc = "3V3" in its build.')
RESISTOR = Message("missing.resistor_ohm", "{part}: which resistor has its LED? Write resistor_ohm = 330 in its build.")
DIVIDER = Message(
    "missing.divider_ohm",
    "{part}: which resistors divide its voltage? Write build = {{ divider_ohm = [10000, 20000] }}.",
)
PULL_UP = Message(
    "missing.pull_up_ohm", "{part}: which resistor pulls its data wire up? Write build = {{ pull_up_ohm = 10000 }}."
)
HEATER = Message(
    "missing.heater_carrier", '{part}: what switches its heater? Write build = {{ heater_carrier = "mosfet" }}.'
)
WIRE = Message("missing.in_wire_of", '{part}: whose current does it measure? Write build = {{ in_wire_of = "PART" }}.')


def missing(wiring: Wiring) -> list[Message]:
    """Every question that the list leaves open, in its order. Raises WiringError for an unknown driver."""
    found: dict[tuple[str, str], Message] = {}
    for wire in links(wiring):
        for question in _questions(wire):
            found[question.key, wire.part.name] = question(part=wire.part.name)
    return list(found.values())


def _questions(wire: Link) -> Iterator[Message]:
    part, build = wire.part, wire.part.build
    if issubclass(wire.kind, OutputPart) and not issubclass(wire.kind, HeartbeatPart):
        yield from _of_output(part)
    if "divider_ohm" not in build and _is_divided(wire):
        yield DIVIDER
    if wire.terminal.role == "pulse" and "pull_up_ohm" not in {*build, *part.electrical}:
        yield PULL_UP
    if "heater_pin" in part.options and "heater_carrier" not in build:
        yield HEATER
    if part.driver == "ina219" and "in_wire_of" not in build:
        yield WIRE


def _of_output(part: WiredPart) -> Iterator[Message]:
    carrier = part.build.get("carrier")
    if carrier is None:
        yield CARRIER
    elif carrier == RELAY and "vcc" not in part.build:
        yield VCC
    elif carrier == LED and "resistor_ohm" not in {*part.build, *part.electrical}:
        yield RESISTOR


def _is_divided(wire: Link) -> bool:
    """Whether something must stand between its 5 V and what listens."""
    if wire.terminal.role == "analog":
        return float(wire.part.options.get("divider", 1.0)) != 1.0
    return wire.terminal.role == "input" and wire.terminal.volts > PI_LEVEL_V
