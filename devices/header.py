"""The 40-pin header of every Raspberry Pi since the B+: which physical pin carries what.

Physical pins are counted 1 to 40, odd ones on the inner row. Source: Raspberry Pi documentation, "GPIO and the 40-pin
header". Programs and wiring.toml use GPIO numbers; a pupil with a jumper wire in the hand counts physical pins.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["power", "ground", "gpio", "id"]


@dataclass(frozen=True, slots=True)
class HeaderPin:
    """One of the 40 pins. `gpio` is None for power and ground; `id` pins belong to add-on boards: leave them free."""

    physical: int
    name: str
    kind: Kind
    gpio: int | None = None


def _pin(physical: int, name: str) -> HeaderPin:
    if name == "GND":
        return HeaderPin(physical, name, "ground")
    if not name.startswith("GPIO"):
        return HeaderPin(physical, name, "power")
    gpio = int(name.split()[0].removeprefix("GPIO"))
    return HeaderPin(physical, name, "id" if gpio < 2 else "gpio", gpio)


_NAMES = (
    "3V3", "5V",
    "GPIO2 SDA", "5V",
    "GPIO3 SCL", "GND",
    "GPIO4", "GPIO14 TXD",
    "GND", "GPIO15 RXD",
    "GPIO17", "GPIO18",
    "GPIO27", "GND",
    "GPIO22", "GPIO23",
    "3V3", "GPIO24",
    "GPIO10 MOSI", "GND",
    "GPIO9 MISO", "GPIO25",
    "GPIO11 SCLK", "GPIO8 CE0",
    "GND", "GPIO7 CE1",
    "GPIO0 ID_SD", "GPIO1 ID_SC",
    "GPIO5", "GND",
    "GPIO6", "GPIO12",
    "GPIO13", "GND",
    "GPIO19", "GPIO16",
    "GPIO26", "GPIO20",
    "GND", "GPIO21",
)  # fmt: skip

PINS: tuple[HeaderPin, ...] = tuple(_pin(number, name) for number, name in enumerate(_NAMES, start=1))

_PHYSICAL = MappingProxyType({pin.gpio: pin.physical for pin in PINS if pin.gpio is not None})


def physical_pin(gpio: int) -> int:
    """The physical pin (1 to 40) of a GPIO. Raises KeyError when the header has no such GPIO."""
    return _PHYSICAL[gpio]


def gpio_of(physical: int) -> int | None:
    """The GPIO on a physical pin, or None for power and ground. Raises KeyError outside 1 to 40."""
    if not 1 <= physical <= len(PINS):
        raise KeyError(physical)
    return PINS[physical - 1].gpio
