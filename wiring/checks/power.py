"""Mistakes of power: what draws more than a pin or the board gives, and coils, motors and LEDs on the wrong supply."""

from __future__ import annotations

from collections.abc import Iterator

from devices import Message
from wiring.checks import ElectricalMistake, Severity
from wiring.links import PI_LEVEL_V, Link, number, on_gpio, says

PIN_LIMIT_MA = 16.0  # maximum current of one GPIO; Raspberry Pi documentation, "Voltage specifications"
TOTAL_LIMIT_MA = 50.0  # maximum current of all GPIOs together; same source
LED_V = 1.8  # chosen: the lowest forward voltage of a red LED; other colors have more, so less current flows
PI_5V_LIMIT_MA = 500.0  # chosen: what most chargers still give beside a busy Pi 4
COILS = ("relay", "valve", "pump", "fan")
HEAVY = ("relay", "valve", "pump", "fan", "uv_lamp", "heartbeat")

TOO_MUCH_CURRENT = Message(
    "check.current",
    "{part} draws {current_ma:g} mA from GPIO{gpio}; a pin gives {limit_ma:g} mA: use a relay module or a transistor.",
)
TOO_MUCH_IN_ALL = Message(
    "check.current_in_all",
    "All parts together draw {current_ma:g} mA from the GPIOs; the board gives {limit_ma:g} mA. Use transistors.",
)
LED_WITHOUT_RESISTOR = Message(
    "check.led_resistor",
    "{part} is an LED on GPIO{gpio} with {ohm:g} ohm in front of it. That lets {current_ma:g} mA flow, which destroys "
    "the LED or the pin. Put 330 ohm in its wire.",
)
LED_SHORT = Message(
    "check.led_no_resistor",
    "{part} is an LED on GPIO{gpio} without a resistor. Nothing limits its current, which destroys the LED or the "
    "pin. Put 330 ohm in its wire.",
)
COIL_STRAIGHT = Message(
    "check.coil_straight",
    "The coil of {part} is connected straight to GPIO{gpio}. A coil draws 70 mA or more, and gives a voltage spike "
    "when it is switched off; both destroy the pin. Use a relay module, or a transistor with a diode across the coil.",
)
NO_DIODE = Message(
    "check.no_diode",
    "{part} has a coil and no diode across it. When it is switched off its coil gives a spike of some 100 V, which "
    "destroys the transistor. Put a 1N4007 across it, with its ring at plus.",
)
FROM_3V3 = Message(
    "check.from_3v3",
    "{part} takes its power from a 3.3 V pin. A motor or coil pulls that voltage down and the Pi with it, and can "
    "break the Pi's regulator. Give it a supply of its own and join the grounds.",
)
FROM_5V = Message(
    "check.from_5v",
    "{part} takes {current_ma:g} mA from a 5 V pin. Then the Pi lacks power, warns of low voltage and restarts. "
    "Above {limit_ma:g} mA give the part a supply of its own and join the grounds.",
)
NO_GROUND = Message(
    "check.no_ground",
    "The ground of {part} is not joined with the Pi's. Without a return path no signal is valid. Run a wire from "
    "its GND to a GND pin of the Pi, such as pin 6.",
)


def power(wires: list[Link]) -> Iterator[ElectricalMistake]:
    """Currents, coils, LEDs, supplies and grounds."""
    yield from _currents(wires)
    for wire, gpio in on_gpio(wires):
        if wire.terminal.role == "output":
            yield from _led(wire, gpio)
            if says(wire.part, "coil_straight", True):
                yield ElectricalMistake(Severity.BURNS, COIL_STRAIGHT(part=wire.part.name, gpio=gpio))
    seen: set[str] = set()
    for wire in wires:
        if wire.part.name not in seen:
            seen.add(wire.part.name)
            yield from _supply(wire)


def _currents(wires: list[Link]) -> Iterator[ElectricalMistake]:
    drawn = [(wire, gpio, wire.current_ma) for wire, gpio in on_gpio(wires) if wire.terminal.role == "output"]
    for wire, gpio, current_ma in drawn:
        if current_ma > PIN_LIMIT_MA:
            found = TOO_MUCH_CURRENT(part=wire.part.name, current_ma=current_ma, gpio=gpio, limit_ma=PIN_LIMIT_MA)
            yield ElectricalMistake(Severity.BURNS, found)
    total_ma = sum(current_ma for _, _, current_ma in drawn)
    if total_ma > TOTAL_LIMIT_MA:
        yield ElectricalMistake(Severity.BURNS, TOO_MUCH_IN_ALL(current_ma=total_ma, limit_ma=TOTAL_LIMIT_MA))


def _led(wire: Link, gpio: int) -> Iterator[ElectricalMistake]:
    ohm = number(wire.part, "resistor_ohm")
    if ohm is None:
        return
    if ohm == 0:
        yield ElectricalMistake(Severity.BURNS, LED_SHORT(part=wire.part.name, gpio=gpio))
        return
    current_ma = (PI_LEVEL_V - LED_V) / ohm * 1000
    if current_ma > PIN_LIMIT_MA:
        found = LED_WITHOUT_RESISTOR(part=wire.part.name, gpio=gpio, ohm=ohm, current_ma=round(current_ma))
        yield ElectricalMistake(Severity.BURNS, found)


def _supply(wire: Link) -> Iterator[ElectricalMistake]:
    part = wire.part
    if part.driver in COILS and says(part, "diode", False):
        yield ElectricalMistake(Severity.BURNS, NO_DIODE(part=part.name))
    volts = number(part, "pi_supply_v")
    if volts is not None and volts < 4 and part.driver in HEAVY:
        yield ElectricalMistake(Severity.BURNS, FROM_3V3(part=part.name))
    supply_ma = number(part, "supply_ma") or 0.0
    if volts is not None and volts > 4 and supply_ma > PI_5V_LIMIT_MA:
        found = FROM_5V(part=part.name, current_ma=supply_ma, limit_ma=PI_5V_LIMIT_MA)
        yield ElectricalMistake(Severity.SURPRISES, found)
    if says(part, "common_ground", False):
        yield ElectricalMistake(Severity.FAILS, NO_GROUND(part=part.name))
