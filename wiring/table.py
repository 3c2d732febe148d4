"""A wiring list as rows for people: which wire of which part goes to which pin."""

from __future__ import annotations

from dataclasses import dataclass

from devices import Wiring
from devices.header import physical_pin
from wiring.check import I2C_PINS, SPI_PINS, Link, links


@dataclass(frozen=True, slots=True)
class Row:
    """One part: its name, what it is, where it goes, its supply in volts."""

    part: str
    title: str
    goes_to: str
    supply_v: float


def rows(wiring: Wiring) -> list[Row]:
    """One row a wire, in the order of the list. Raises WiringError for an unknown driver."""
    return [Row(wire.part.name, wire.kind.title, goes_to(wire), wire.kind.supply_v) for wire in links(wiring)]


def goes_to(wire: Link) -> str:
    """Where a wire goes, with GPIO number and physical pin."""
    role, value = wire.terminal.role, wire.value
    if role == "analog":
        return f"{wire.part.options.get('on', '?')} A{value or 0}"
    if role == "i2c":
        pins = ", ".join(f"pin {physical_pin(gpio)}" for gpio in I2C_PINS)
        return f"I2C 0x{value or 0:02X} ({pins})"
    if role == "spi":
        pins = ", ".join(f"pin {physical_pin(gpio)}" for gpio in SPI_PINS[1:])
        return f"SPI CE{value or 0} ({pins})"
    if value is None:
        return "-"
    try:
        return f"GPIO{value} (pin {physical_pin(value)})"
    except KeyError:
        return f"GPIO{value}"
