"""Find the mistakes in a wiring list before a wire gets warm: what is wrong, why it hurts, what to do instead."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from devices import AdcPart, Message, Part, Terminal, WiredPart, Wiring, WiringError
from devices.header import PINS
from drivers import find as find_driver

PIN_LIMIT_MA = 16.0  # most current out of one GPIO; Raspberry Pi documentation, "Voltage specifications"
TOTAL_LIMIT_MA = 50.0  # most current out of all GPIOs together; same source
PI_LEVEL_V = 3.3  # a GPIO is not 5 V tolerant
I2C_PINS = (2, 3)
SPI_PINS = (7, 8, 9, 10, 11)
ID_PINS = (0, 1)
FIXED_PULL_UPS = (2, 3)  # 1.8 k to 3.3 V soldered on the board

SEE_ALL = Message("check.see_all", "`highland wiring PROJECT` shows the whole list and every mistake in it.")
PIN_TWICE = Message(
    "check.pin_twice", "GPIO{gpio} is used twice: by {first} and by {second}. Give one of them another pin."
)
ADDRESS_TWICE = Message(
    "check.address_twice",
    "I2C address {address} is used twice: by {first} and by {second}. Set another address on one of them.",
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
NO_SUCH_PIN = Message("check.no_pin", "{part} is on GPIO{gpio}, and the 40-pin header has no such GPIO: use 4 to 27.")
BOARD_NUMBER = Message(
    "check.board_number",
    "{part}: {number} is a pin of the header that is no GPIO. Did you count pins? We count GPIO numbers.",
)
ID_PIN = Message(
    "check.id_pin", "{part} is on GPIO{gpio}, which belongs to add-on boards (ID EEPROM). Use another pin."
)
BUS_PIN = Message("check.bus_pin", "{part} is on GPIO{gpio}, but that pin carries {bus} for {user}. Use another pin.")
PULLED_UP = Message(
    "check.pulled_up",
    "{part} listens on GPIO{gpio} with a pull-down, but that pin has a fixed pull-up. Use another pin.",
)
FIVE_VOLTS = Message(
    "check.five_volts",
    "{part} puts {volts:g} V on GPIO{gpio}, which bears 3.3 V: "
    "use a divider or a level shifter and write electrical = {{ signal_v = 3.3 }}.",
)
FIVE_VOLTS_ADC = Message(
    "check.five_volts_adc",
    "{part} puts {volts:g} V on an input of {adc}, which bears {limit:g} V: "
    "use a divider and write divider = {divider:.2g}.",
)
TOO_MUCH_CURRENT = Message(
    "check.current",
    "{part} draws {current_ma:g} mA from GPIO{gpio}; a pin gives {limit_ma:g} mA: use a relay module or a transistor.",
)
TOO_MUCH_IN_ALL = Message(
    "check.current_in_all",
    "All parts together draw {current_ma:g} mA from the GPIOs; the board gives {limit_ma:g} mA. Use transistors.",
)


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


def links(wiring: Wiring) -> list[Link]:
    """Every wire between a part and the board, in the order of the list. Raises WiringError for an unknown driver."""
    found = []
    for part in wiring.parts:
        kind = find_driver(part.driver)
        for terminal in kind.terminals:
            option = "channel" if terminal.role == "analog" else terminal.option
            found.append(Link(part, kind, terminal, _value(kind, part, option)))
    return found


def check(wiring: Wiring) -> list[Message]:
    """All mistakes found, the dangerous ones first. Empty when none was found."""
    wires = links(wiring)
    return [
        *_levels(wires, wiring),
        *_currents(wires),
        *_shared(wires),
        *_analog(wires, wiring),
        *_pins(wires),
        *_buses(wires),
    ]


def refuse_what_cannot_work(wiring: Wiring) -> None:
    """Raise WiringError for the first mistake that no board could start with, such as a pin used twice."""
    wires = links(wiring)
    for found in (*_shared(wires), *_analog(wires, wiring), *_pins(wires), *_buses(wires)):
        raise WiringError(found, SEE_ALL)


def _on_gpio(wires: Iterable[Link]) -> Iterator[tuple[Link, int]]:
    for wire in wires:
        if wire.terminal.role in ("input", "output", "pulse") and wire.value is not None:
            yield wire, wire.value


def _levels(wires: list[Link], wiring: Wiring) -> Iterator[Message]:
    for wire, gpio in _on_gpio(wires):
        if wire.terminal.role != "output" and wire.signal_v > PI_LEVEL_V:
            yield FIVE_VOLTS(part=wire.part.name, volts=wire.signal_v, gpio=gpio)
    for wire in wires:
        adc = _adc(wire, wiring)
        if adc is None:
            continue
        limit = float(adc.electrical.get("supply_v", PI_LEVEL_V))
        divided = wire.signal_v / float(wire.part.options.get("divider", 1.0))
        if divided > limit + 0.05:
            needed = wire.signal_v / limit
            yield FIVE_VOLTS_ADC(part=wire.part.name, volts=wire.signal_v, adc=adc.name, limit=limit, divider=needed)


def _currents(wires: list[Link]) -> Iterator[Message]:
    drawn = [(wire, gpio, wire.current_ma) for wire, gpio in _on_gpio(wires) if wire.terminal.role == "output"]
    for wire, gpio, current_ma in drawn:
        if current_ma > PIN_LIMIT_MA:
            yield TOO_MUCH_CURRENT(part=wire.part.name, current_ma=current_ma, gpio=gpio, limit_ma=PIN_LIMIT_MA)
    total_ma = sum(current_ma for _, _, current_ma in drawn)
    if total_ma > TOTAL_LIMIT_MA:
        yield TOO_MUCH_IN_ALL(current_ma=total_ma, limit_ma=TOTAL_LIMIT_MA)


def _shared(wires: list[Link]) -> Iterator[Message]:
    pins: dict[int, str] = {}
    for wire, gpio in _on_gpio(wires):
        if gpio in pins:
            yield PIN_TWICE(gpio=gpio, first=pins[gpio], second=wire.part.name)
        pins.setdefault(gpio, wire.part.name)
    addresses: dict[int, str] = {}
    for wire in wires:
        if wire.terminal.role != "i2c" or wire.value is None:
            continue
        if wire.value in addresses:
            yield ADDRESS_TWICE(address=f"0x{wire.value:02X}", first=addresses[wire.value], second=wire.part.name)
        addresses.setdefault(wire.value, wire.part.name)


def _analog(wires: list[Link], wiring: Wiring) -> Iterator[Message]:
    taken: dict[tuple[str, int], str] = {}
    for wire in wires:
        if wire.terminal.role != "analog":
            continue
        name = wire.part.name
        adc = _adc(wire, wiring)
        if adc is None:
            gpio = wire.part.options.get("pin")
            yield ANALOG_NOWHERE(part=name) if gpio is None else ANALOG_ON_GPIO(part=name, gpio=gpio)
            continue
        channel = wire.value or 0
        kind = find_driver(adc.driver)
        if issubclass(kind, AdcPart) and not 0 <= channel < kind.inputs:
            yield NO_SUCH_INPUT(part=name, channel=channel, adc=adc.name, last=kind.inputs - 1)
        if (adc.name, channel) in taken:
            yield INPUT_TWICE(channel=channel, adc=adc.name, first=taken[adc.name, channel], second=name)
        taken.setdefault((adc.name, channel), name)


def _pins(wires: list[Link]) -> Iterator[Message]:
    known = {pin.gpio for pin in PINS if pin.gpio is not None}
    for wire, gpio in _on_gpio(wires):
        if gpio not in known:
            board_number = 0 < gpio <= len(PINS)
            yield (
                BOARD_NUMBER(part=wire.part.name, number=gpio)
                if board_number
                else NO_SUCH_PIN(part=wire.part.name, gpio=gpio)
            )
        elif gpio in ID_PINS:
            yield ID_PIN(part=wire.part.name, gpio=gpio)
        elif gpio in FIXED_PULL_UPS and wire.terminal.role == "input" and wire.part.options.get("pull_up") is False:
            yield PULLED_UP(part=wire.part.name, gpio=gpio)


def _buses(wires: list[Link]) -> Iterator[Message]:
    users: dict[str, list[str]] = defaultdict(list)
    for wire in wires:
        users[wire.terminal.role].append(wire.part.name)
    for wire, gpio in _on_gpio(wires):
        for role, bus, pins in (("i2c", "I2C", I2C_PINS), ("spi", "SPI", SPI_PINS)):
            if users[role] and gpio in pins:
                yield BUS_PIN(part=wire.part.name, gpio=gpio, bus=bus, user=", ".join(users[role]))


def _adc(wire: Link, wiring: Wiring) -> WiredPart | None:
    if wire.terminal.role != "analog" or "on" not in wire.part.options:
        return None
    wanted = wire.part.options["on"]
    return next((part for part in wiring.parts if part.name == wanted), None)


def _value(kind: type[Part], part: WiredPart, option: str) -> int | None:
    if option in part.options:
        return int(part.options[option])
    default = _default(kind, option)
    return default if isinstance(default, int) else None


def _default(kind: type[Part], option: str) -> object:
    parameter = inspect.signature(kind).parameters.get(option)
    return None if parameter is None else parameter.default
