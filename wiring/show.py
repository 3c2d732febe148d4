"""Show a wiring list to people, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from devices import Message, Wiring
from devices.header import physical_pin
from wiring.links import I2C_PINS, SPI_PINS, Link, links

TO_ADC = Message("wire.adc", "{adc} A{channel}")
TO_BUS = Message("wire.bus", "{bus} (pins {pins})")
TO_PIN = Message("wire.pin", "GPIO{gpio} (pin {pin})")
NO_PIN = Message("wire.no_pin", "GPIO{gpio}")
NOWHERE = Message("wire.nowhere", "-")


@dataclass(frozen=True, slots=True)
class Row:
    """One part: its name, what it is, where it goes, its supply in volts."""

    part: str
    title: Message
    goes_to: Message
    supply_v: float


def rows(wiring: Wiring) -> list[Row]:
    """One row a wire, in the order of the list. Raises WiringError for an unknown driver."""
    return [Row(wire.part.name, wire.kind.title, goes_to(wire), wire.kind.supply_v) for wire in links(wiring)]


def goes_to(wire: Link) -> Message:
    """Where a wire goes, with GPIO number and physical pin."""
    role, value = wire.terminal.role, wire.value
    if role == "analog":
        return TO_ADC(adc=wire.part.options.get("on", "?"), channel=value or 0)
    if role == "i2c":
        return TO_BUS(bus=f"I2C 0x{value or 0:02X}", pins=_pins(I2C_PINS))
    if role == "spi":
        return TO_BUS(bus=f"SPI CE{value or 0}", pins=_pins(SPI_PINS[1:]))
    if value is None:
        return NOWHERE
    try:
        return TO_PIN(gpio=value, pin=physical_pin(value))
    except KeyError:
        return NO_PIN(gpio=value)


def _pins(gpios: Iterable[int]) -> str:
    return ", ".join(str(physical_pin(gpio)) for gpio in gpios)
