"""Mistakes on shared wires: I2C addresses that clash or cannot be, too many pull-ups, a sensor asked too often."""

from __future__ import annotations

from collections.abc import Iterator

from devices import Message, Wiring
from wiring.links import Link, number, on_i2c
from wiring.mistake import Mistake, Severity

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
    "{part} is said to be at I2C address {address}, where a {driver} cannot be: nobody would answer. "
    "It can be at {first} to {last}. `i2cdetect -y 1` shows who is there.",
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
    "{part} is to be read every {seconds:g} s. A DHT needs 2 s between two reads; sooner it gives old values or none. "
    "Write at least {key} = 2.5.",
)


def addresses(wires: list[Link]) -> Iterator[Mistake]:
    """Two chips at one address."""
    found: dict[int, str] = {}
    for wire, address in on_i2c(wires):
        if address in found:
            clash = ADDRESS_TWICE(address=_hex(address), first=found[address], second=wire.part.name)
            yield Mistake(Severity.FAILS, clash)
        found.setdefault(address, wire.part.name)


def bus_habits(wires: list[Link], wiring: Wiring) -> Iterator[Mistake]:
    """Addresses that cannot be, pull-ups in a crowd, a DHT in a hurry."""
    for wire, address in on_i2c(wires):
        yield from _address(wire, address)
    yield from _pull_ups(wires)
    for part in wiring.parts:
        for key in ("sample_s", "retry_s"):
            seconds = part.sampling.get(key)
            if part.driver in DHTS and seconds is not None and seconds < DHT_PERIOD_S:
                yield Mistake(Severity.SURPRISES, DHT_TOO_OFTEN(part=part.name, seconds=seconds, key=key))


def _address(wire: Link, address: int) -> Iterator[Mistake]:
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
    yield Mistake(Severity.FAILS, found)


def _pull_ups(wires: list[Link]) -> Iterator[Mistake]:
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
        yield Mistake(Severity.SURPRISES, found)


def _hex(address: int) -> str:
    return f"0x{address:02X}"
