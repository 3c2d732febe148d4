"""Mistakes on shared wires: I2C addresses and analog inputs, too many pull-ups, a sensor read too often."""

from __future__ import annotations

from collections.abc import Iterator

from devices import AdcPart, Message, Wiring
from drivers import find as find_driver
from wiring.checks import ElectricalMistake, Severity
from wiring.links import Link, adc_of, number, on_i2c

# Addresses that a chip's own pins can set: data sheets SBAS444 (ADDR pin), SBOS448 (A0 and A1), SHT3x-DIS (ADDR).
ADDRESSES = {"ads1115": range(0x48, 0x4C), "ina219": range(0x40, 0x50), "sht31": range(0x44, 0x46)}
MODULE_PULL_UP_OHM = 10_000.0  # what most modules carry
BOARD_PULL_UP_OHM = 1_800.0  # on every Pi, GPIO2 and GPIO3 to 3.3 V
STRONGEST_PULL_UP_OHM = 967.0  # (3.3 - 0.4) V / 3 mA; UM10204, section 7.1
DHT_PERIOD_S = 2.0  # Aosong AM2302 product manual: reading interval at least 2 s
DHTS = ("dht11", "dht22")

ADDRESS_TWICE = Message(
    "check.address_twice",
    "I2C address {address} is used twice: by {first} and by {second}. Set another address on one of them.",
)
ADDRESS_IMPOSSIBLE = Message(
    "check.address_wrong",
    "{part} has the I2C address {address}, which a {driver} cannot have: no chip would answer. "
    "It can be at {first} to {last}. `i2cdetect -y 1` shows which chips answer.",
)
ADDRESS_DECIMAL = Message(
    "check.address_decimal",
    "{part} has the address {number}, which is {address}. Addresses are written with 0x: you meant {meant}.",
)
PULL_UPS = Message(
    "check.many_pull_ups",
    "{count} modules with pull-up resistors share the I2C bus. With the Pi's own they make {ohm:.0f} ohm; chips can "
    "pull down {limit_ohm:g} ohm or more. Take the resistors off some modules and write "
    "electrical = {{ pull_up_ohm = 0 }}.",
)
DHT_TOO_OFTEN = Message(
    "check.dht_too_often",
    "{part} is read every {seconds:g} s. A DHT needs 2 s between two reads; sooner it gives old values or none. "
    "Write at least {key} = 2.5.",
)
INPUT_TWICE = Message(
    "check.input_twice", "Input {channel} of {adc} is used twice: by {first} and by {second}. Use a free input."
)
NO_SUCH_INPUT = Message("check.no_input", "{part} is on input {channel}, but {adc} has inputs 0 to {last}.")
ANALOG_ON_GPIO = Message(
    "check.analog_on_gpio",
    "{part} gives a voltage, and GPIO{gpio} only knows on and off: "
    "use an ADS1115 or MCP3008 and write on = and channel =.",
)
ANALOG_NOWHERE = Message(
    "check.analog_nowhere",
    "{part} gives a voltage but is on no converter: add an ADS1115 or MCP3008 and write on = and channel =.",
)


def addresses(wires: list[Link]) -> Iterator[ElectricalMistake]:
    """Two chips at one address."""
    found: dict[int, str] = {}
    for wire, address in on_i2c(wires):
        if address in found:
            clash = ADDRESS_TWICE(address=_hex(address), first=found[address], second=wire.part.name)
            yield ElectricalMistake(Severity.FAILS, clash)
        found.setdefault(address, wire.part.name)


def analog(wires: list[Link], wiring: Wiring) -> Iterator[ElectricalMistake]:
    """Analog parts on a pin, on no converter, on an input that is not there or taken."""
    taken: dict[tuple[str, int], str] = {}
    for wire in wires:
        if wire.terminal.role != "analog":
            continue
        name = wire.part.name
        adc = adc_of(wire, wiring)
        if adc is None:
            gpio = wire.part.options.get("pin")
            found = ANALOG_NOWHERE(part=name) if gpio is None else ANALOG_ON_GPIO(part=name, gpio=gpio)
            yield ElectricalMistake(Severity.FAILS, found)
            continue
        channel = wire.value or 0
        kind = find_driver(adc.driver)
        if issubclass(kind, AdcPart) and not 0 <= channel < kind.inputs:
            found = NO_SUCH_INPUT(part=name, channel=channel, adc=adc.name, last=kind.inputs - 1)
            yield ElectricalMistake(Severity.FAILS, found)
        if (adc.name, channel) in taken:
            found = INPUT_TWICE(channel=channel, adc=adc.name, first=taken[adc.name, channel], second=name)
            yield ElectricalMistake(Severity.FAILS, found)
        taken.setdefault((adc.name, channel), name)


def bus_use(wires: list[Link], wiring: Wiring) -> Iterator[ElectricalMistake]:
    """Impossible addresses, too many pull-ups, a DHT that is read too often."""
    for wire, address in on_i2c(wires):
        yield from _address(wire, address)
    yield from _pull_ups(wires)
    for part in wiring.parts:
        for key in ("sample_s", "retry_s"):
            seconds = part.sampling.get(key)
            if part.driver in DHTS and seconds is not None and seconds < DHT_PERIOD_S:
                yield ElectricalMistake(Severity.SURPRISES, DHT_TOO_OFTEN(part=part.name, seconds=seconds, key=key))


def _address(wire: Link, address: int) -> Iterator[ElectricalMistake]:
    name, driver = wire.part.name, wire.part.driver
    possible = ADDRESSES.get(driver)
    if possible is None or address in possible:
        return
    meant = int(str(address), 16)
    if meant in possible:
        found = ADDRESS_DECIMAL(part=name, number=address, address=_hex(address), meant=_hex(meant))
    else:
        first, last = _hex(possible[0]), _hex(possible[-1])
        found = ADDRESS_IMPOSSIBLE(part=name, address=_hex(address), driver=driver, first=first, last=last)
    yield ElectricalMistake(Severity.FAILS, found)


def _pull_ups(wires: list[Link]) -> Iterator[ElectricalMistake]:
    siemens = 1 / BOARD_PULL_UP_OHM
    count = 0
    for wire, _ in on_i2c(wires):
        said = number(wire.part, "pull_up_ohm")
        ohm = MODULE_PULL_UP_OHM if said is None else said
        if ohm:
            siemens += 1 / ohm
            count += 1
    if 1 / siemens < STRONGEST_PULL_UP_OHM:
        found = PULL_UPS(count=count, ohm=1 / siemens, limit_ohm=STRONGEST_PULL_UP_OHM)
        yield ElectricalMistake(Severity.SURPRISES, found)


def _hex(address: int) -> str:
    return f"0x{address:02X}"
