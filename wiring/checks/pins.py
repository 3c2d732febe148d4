"""Mistakes of pins: taken twice, not there, reserved, needed by a bus, or at the wrong level while the Pi starts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from devices import Message, WiredPart
from devices.header import PINS
from wiring.checks import ElectricalMistake, Severity
from wiring.links import I2C_PINS, SPI_PINS, Link, number, on_gpio

ID_PINS = (0, 1)
CONSOLE_PINS = {14: "TXD", 15: "RXD"}
FIXED_PULL_UPS = (2, 3)  # 1.8 k to 3.3 V soldered on the board
WEAKEST_HOLD_OHM = 20_000.0  # against the Pi's own pull of 50 k or more it holds 2.4 of 3.3 V
LAST_PULLED_UP = 8  # GPIO 0-8 are pulled up while the Pi starts, 9-27 down; BCM2835 ARM Peripherals, table 6-31

PIN_TWICE = Message(
    "check.pin_twice", "GPIO{gpio} is used twice: by {first} and by {second}. Give one of them another pin."
)
NO_SUCH_PIN = Message("check.no_pin", "{part} is on GPIO{gpio}, and the 40-pin header has no such GPIO: use 4 to 27.")
BOARD_NUMBER = Message(
    "check.board_number",
    "{part}: {number} is a pin of the header that is no GPIO. Did you count pins? Write the GPIO number.",
)
ID_PIN = Message(
    "check.id_pin", "{part} is on GPIO{gpio}, which belongs to add-on boards (ID EEPROM). Use another pin."
)
BUS_PIN = Message("check.bus_pin", "{part} is on GPIO{gpio}, but that pin carries {bus} for {user}. Use another pin.")
PULLED_UP = Message(
    "check.pulled_up",
    "{part} listens on GPIO{gpio} with a pull-down, but that pin has a fixed pull-up. Use another pin.",
)
CONSOLE = Message(
    "check.console_pin",
    "{part} is on GPIO{gpio}, which is {name} of the serial console. If the console is on, the part flickers while the "
    "Pi starts. Use another pin, or switch the console off in raspi-config.",
)
ON_AT_BOOT_LOW = Message(
    "check.on_at_boot_low",
    "{part} is on when its pin is low, and GPIO{gpio} is pulled low while the Pi starts: it may switch on then. "
    "Use GPIO 4 to 8, or put 10 k from its input to 3.3 V and write build = {{ pull_up_ohm = 10000 }}.",
)
ON_AT_BOOT_HIGH = Message(
    "check.on_at_boot_high",
    "{part} is on when its pin is high, and GPIO{gpio} is pulled high while the Pi starts: it may switch on then. "
    "Use GPIO 9 to 27, or put 10 k from its input to ground and write electrical = {{ pull_down_ohm = 10000 }}.",
)
FLOATS = Message(
    "check.floats",
    "{part} has no resistor that pulls its wire up on GPIO{gpio}: while the line is idle it floats, and many reads "
    "fail. Put 10 k from the data wire to 3.3 V.",
)


def shared(wires: list[Link]) -> Iterator[ElectricalMistake]:
    """Two parts on one pin."""
    pins: dict[int, str] = {}
    for wire, gpio in on_gpio(wires):
        if gpio in pins:
            yield ElectricalMistake(Severity.BURNS, PIN_TWICE(gpio=gpio, first=pins[gpio], second=wire.part.name))
        pins.setdefault(gpio, wire.part.name)


def impossible(wires: list[Link]) -> Iterator[ElectricalMistake]:
    """Pins that are not there, or not free."""
    known = {pin.gpio for pin in PINS if pin.gpio is not None}
    for wire, gpio in on_gpio(wires):
        name = wire.part.name
        if gpio not in known:
            on_header = 0 < gpio <= len(PINS)
            found = BOARD_NUMBER(part=name, number=gpio) if on_header else NO_SUCH_PIN(part=name, gpio=gpio)
            yield ElectricalMistake(Severity.FAILS, found)
        elif gpio in ID_PINS:
            yield ElectricalMistake(Severity.SURPRISES, ID_PIN(part=name, gpio=gpio))
        elif gpio in FIXED_PULL_UPS and wire.terminal.role == "input" and wire.part.options.get("pull_up") is False:
            yield ElectricalMistake(Severity.FAILS, PULLED_UP(part=name, gpio=gpio))


def bus_pins(wires: list[Link]) -> Iterator[ElectricalMistake]:
    """Pins that a bus needs."""
    users: dict[str, list[str]] = defaultdict(list)
    for wire in wires:
        users[wire.terminal.role].append(wire.part.name)
    for wire, gpio in on_gpio(wires):
        for role, bus, pins in (("i2c", "I2C", I2C_PINS), ("spi", "SPI", SPI_PINS)):
            if users[role] and gpio in pins:
                found = BUS_PIN(part=wire.part.name, gpio=gpio, bus=bus, user=", ".join(users[role]))
                yield ElectricalMistake(Severity.FAILS, found)


def boot_levels(wires: list[Link]) -> Iterator[ElectricalMistake]:
    """Levels of pins that nobody drives: while the Pi starts, under the serial console, without a resistor."""
    cut = {name for wire in wires for name in wire.part.options.get("cuts", ())}
    for wire, gpio in on_gpio(wires):
        name = wire.part.name
        if gpio in CONSOLE_PINS:
            yield ElectricalMistake(Severity.SURPRISES, CONSOLE(part=name, gpio=gpio, name=CONSOLE_PINS[gpio]))
        if wire.terminal.role == "pulse" and number(wire.part, "pull_up_ohm") == 0:
            yield ElectricalMistake(Severity.SURPRISES, FLOATS(part=name, gpio=gpio))
        if wire.terminal.role == "output" and name not in cut:
            yield from _at_boot(wire, gpio)


def _at_boot(wire: Link, gpio: int) -> Iterator[ElectricalMistake]:
    """An output that a pull resistor of the Pi may switch on. One behind a heartbeat relay has no supply yet."""
    pulled_up = gpio <= LAST_PULLED_UP
    if pulled_up is not wire.part.options.get("active_high", True):
        return
    if wire.part.driver == "heartbeat" or _is_held(wire.part, "pull_down_ohm" if pulled_up else "pull_up_ohm"):
        return
    found = ON_AT_BOOT_HIGH if pulled_up else ON_AT_BOOT_LOW
    yield ElectricalMistake(Severity.SURPRISES, found(part=wire.part.name, gpio=gpio))


def _is_held(part: WiredPart, key: str) -> bool:
    """Whether the list says that a resistor holds the part off against the Pi's own pull."""
    ohm = number(part, key) or float(part.build.get(key, 0.0))
    return 0.0 < ohm <= WEAKEST_HOLD_OHM
