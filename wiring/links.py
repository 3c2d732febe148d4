"""Every wire between a part and the board: its terminal, where it ends, and what stands in between."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from devices import Part, Terminal, WiredPart, Wiring
from drivers import find as find_driver

PI_LEVEL_V = 3.3  # a GPIO is not 5 V tolerant
I2C_PINS = (2, 3)
SPI_PINS = (7, 8, 9, 10, 11)

# The keys of a part's `electrical` table: what stands between the part and the board.
LEVELS = frozenset(("signal_v", "supply_v", "current_ma"))  # behind a divider or level shifter; out of the GPIO
NUMBERS = frozenset(
    (
        "resistor_ohm",
        "pull_up_ohm",
        "pull_down_ohm",
        "pi_supply_v",  # the part takes its power from the Pi's own pins of 3.3 or 5 V,
        "supply_ma",  # and so much of it
    )
)
SWITCHES = frozenset(
    (
        "coil_straight",  # the coil of a relay or motor sits on the GPIO itself
        "diode",  # one lies across the coil
        "common_ground",  # the part's ground is joined with the Pi's
    )
)
ELECTRICAL_KEYS = LEVELS | NUMBERS | SWITCHES


@dataclass(frozen=True, slots=True)
class Link:
    """One wire from a part to the board: which terminal, on which GPIO, address or input."""

    part: WiredPart
    kind: type[Part]
    terminal: Terminal
    value: int | None

    @property
    def signal_v(self) -> float:
        """The level on the wire; `signal_v` in wiring.toml says that something lowers it."""
        return float(self.part.electrical.get("signal_v", self.terminal.volts))

    @property
    def current_ma(self) -> float:
        """What the part draws from a GPIO; `current_ma` in wiring.toml says when it is another figure."""
        return float(self.part.electrical.get("current_ma", self.terminal.current_ma))

    @property
    def output_gpio(self) -> int | None:
        """The GPIO of an output, or None."""
        return self.value if self.terminal.role == "output" else None


def links(wiring: Wiring) -> list[Link]:
    """Every wire between a part and the board, in the order of the list. Raises WiringError for an unknown driver."""
    found = []
    for part in wiring.parts:
        kind = find_driver(part.driver)
        for terminal in kind.terminals:
            option = "channel" if terminal.role == "analog" else terminal.option
            found.append(Link(part, kind, terminal, _value(kind, part, option)))
    return found


def on_gpio(wires: Iterable[Link]) -> Iterator[tuple[Link, int]]:
    """The wires that end on a GPIO, each with its number."""
    for wire in wires:
        if wire.terminal.role in ("input", "output", "pulse") and wire.value is not None:
            yield wire, wire.value


def on_i2c(wires: Iterable[Link]) -> Iterator[tuple[Link, int]]:
    """The parts on the I2C bus, each with its address."""
    for wire in wires:
        if wire.terminal.role == "i2c" and wire.value is not None:
            yield wire, wire.value


def number(part: WiredPart, key: str) -> float | None:
    """A number of the part's electrical table, or None when the list does not give it."""
    found = part.electrical.get(key)
    return None if found is None else float(found)


def says(part: WiredPart, key: str, answer: bool) -> bool:
    """Whether the list gives exactly this answer; silence is neither yes nor no."""
    return part.electrical.get(key) is answer


def adc_of(wire: Link, wiring: Wiring) -> WiredPart | None:
    """The converter that an analog wire ends on, or None."""
    if wire.terminal.role != "analog" or "on" not in wire.part.options:
        return None
    wanted = wire.part.options["on"]
    return next((part for part in wiring.parts if part.name == wanted), None)


def divided_v(wire: Link) -> float:
    """The highest voltage that arrives at the converter, behind the part's divider."""
    return wire.signal_v / float(wire.part.options.get("divider", 1.0))


def _value(kind: type[Part], part: WiredPart, option: str) -> int | None:
    if option in part.options:
        return int(part.options[option])
    default = _default(kind, option)
    return default if isinstance(default, int) else None


def _default(kind: type[Part], option: str) -> object:
    parameter = inspect.signature(kind).parameters.get(option)
    return None if parameter is None else parameter.default
