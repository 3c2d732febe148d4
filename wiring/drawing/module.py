"""A part as a thing on the table: which terminals it has, on which side, and where it stands on the sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from devices import AdcPart, HeartbeatPart, OutputPart, Part, WiredPart, Wiring
from drivers import find as find_driver
from drivers._contact import ContactPart
from wiring.build import LED, MODULE, MOSFET, RELAY
from wiring.links import SPI_PINS, Link, links

WIDTH, PITCH = 128, 16
METER, HEATER = "ina219", "H−"  # a current sensor, and the minus of a sensor's heater
BUS = {"i2c": ("SDA", "SCL"), "spi": ("MOSI", "MISO", "SCLK", "CE")}
BUS_GPIO = {"SDA": 2, "SCL": 3, "MOSI": 10, "MISO": 9, "SCLK": 11}

STRONG = frozenset({"COM", "NO", "V+", "OUT+", "OUT−"})  # terminals of the 12 V side of a relay or MOSFET module


class Stage(Enum):
    """What of a part is built, and so drawn and said, in a step."""

    WHOLE = "whole"
    SIGNAL = "signal"  # no 12 V yet, and no load
    LOAD = "load"  # 12 V and the load, on a module whose signal is there already

    def has(self, terminal: str) -> bool:
        """Whether the step joins that terminal."""
        if self is Stage.WHOLE:
            return True
        return (terminal in STRONG) is (self is Stage.LOAD)


@dataclass(slots=True)
class Module:
    """One part. `left` and `right` are its terminals from top to bottom, `at` says where each is."""

    part: WiredPart
    kind: type[Part]
    name: str  # for people
    cut: bool  # its 12 V come from behind the heartbeat relay
    wires: list[Link]
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    x: float = 0.0
    y: float = 0.0
    gpios: dict[str, int] = field(default_factory=dict)  # by terminal
    heats: bool = False  # the MOSFET in the heater wire of a sensor: a thing of its own on the table

    @property
    def h(self) -> float:
        """Its height."""
        return max(60, PITCH * max(len(self.left), len(self.right)) + 10)

    @property
    def carrier(self) -> str:
        """What carries its current: relay, mosfet, led or module; empty for a part that is read."""
        return str(self.part.build.get("carrier", MODULE)) if issubclass(self.kind, OutputPart) else ""

    @property
    def role(self) -> str:
        """adc, analog, heater, bus, contact, pin (senses on a pin of its own), heartbeat or output."""
        if self.heats:
            return "heater"
        if issubclass(self.kind, AdcPart):
            return "adc"
        if issubclass(self.kind, HeartbeatPart):
            return "heartbeat"
        if issubclass(self.kind, OutputPart):
            return "output"
        if issubclass(self.kind, ContactPart):
            return "contact"
        roles = {each.role for each in self.kind.terminals}
        return "analog" if "analog" in roles else "bus" if roles & {"i2c", "spi"} else "pin"

    @property
    def has_load(self) -> bool:
        """Whether it switches a load on 12 V."""
        return self.carrier in (RELAY, MOSFET)

    def at(self, terminal: str) -> tuple[float, float]:
        """Where a terminal is. Raises KeyError."""
        for names, dx in ((self.left, 0), (self.right, WIDTH)):
            if terminal in names:
                top = self.h / 2 - PITCH * (len(names) - 1) / 2
                return self.x + dx, self.y + top + PITCH * names.index(terminal)
        raise KeyError(terminal)


def modules(wiring: Wiring, names: dict[str, str]) -> list[Module]:
    """All parts with a wire, in the order of the list. Raises WiringError for an unknown driver."""
    cuts = {each for part in wiring.parts for each in part.options.get("cuts", ())}
    wires = links(wiring)
    found = []
    for part in wiring.parts:
        own = [wire for wire in wires if wire.part is part]
        module = Module(part, find_driver(part.driver), names.get(part.name, part.name), part.name in cuts, own)
        module.left, module.right = _terminals(module)
        module.gpios = _gpios(module)
        found.append(module)
        gpio = module.gpios.pop(HEATER, None)
        if gpio is not None and part.build.get("heater_carrier") == MOSFET:
            found.append(_heater(module, gpio))
    return found


def _heater(sensor: Module, gpio: int) -> Module:
    """The MOSFET between a sensor's heater and GND: the pin's wire ends at it, not at the sensor."""
    heater = Module(sensor.part, sensor.kind, sensor.name, False, sensor.wires, heats=True)
    heater.right, heater.gpios = ("D", "GND", "S"), {"S": gpio}
    return heater


def _terminals(module: Module) -> tuple[tuple[str, ...], tuple[str, ...]]:
    supply = "5V" if module.kind.supply_v == 5.0 else "3V3"
    role = module.role
    bus = next((BUS[each.role] for each in module.kind.terminals if each.role in BUS), ())
    if role == "adc":
        return (supply, "GND", *(f"A{number}" for number in range(getattr(module.kind, "inputs", 4)))), bus
    if role == "bus":
        return (supply, "GND"), (*bus, *(("Vin+", "Vin−") if module.part.driver == METER else ()))
    if role == "contact":
        return ("GND",), ("S",)
    if role == "analog":
        plus = () if module.part.driver == "ntc" else (supply,)
        return (), (*plus, "GND", "AO", *((HEATER,) if "heater_pin" in module.part.options else ()))
    if role == "heartbeat":
        return ("S",), ("5V", "GND", "12V", "12V*")
    if role == "output":
        return ("S",), _output_terminals(module)
    return (supply, "GND"), ("S",)


def _output_terminals(module: Module) -> tuple[str, ...]:
    if module.carrier == LED:
        return ("GND",)
    if module.carrier == RELAY:
        split = module.part.build.get("vcc") == "3V3"
        return ("JD-VCC", "VCC", "GND", "COM", "NO") if split else ("VCC", "GND", "COM", "NO")
    if module.carrier == MOSFET:
        return ("GND", "V+", "OUT+", "OUT−")
    return ("5V" if module.kind.supply_v == 5.0 else "3V3", "GND")


def rail_of(module: Module, terminal: str) -> str:
    """The rail that a terminal goes to, or nothing."""
    if terminal == "VCC":
        return str(module.part.build.get("vcc", "5V"))
    if terminal == "JD-VCC":
        return "5V"
    if terminal in ("COM", "V+"):
        return "12V*" if module.cut else "12V"
    return terminal if terminal in ("3V3", "5V", "12V", "12V*", "GND") else ""


def _gpios(module: Module) -> dict[str, int]:
    found: dict[str, int] = {}
    for wire in module.wires:
        role, value = wire.terminal.role, wire.value
        if role in BUS:
            names = {**BUS_GPIO, "CE": SPI_PINS[0] if value == 1 else SPI_PINS[1]}
            found |= {name: names[name] for name in BUS[role]}
        elif role != "analog" and value is not None:
            found[HEATER if wire.terminal.option == "heater_pin" else "S"] = value
    return found
