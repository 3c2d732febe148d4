"""Mistakes of analog parts: on a pin, on no converter, or two on one input."""

from __future__ import annotations

from collections.abc import Iterator

from devices import AdcPart, Message, Wiring
from drivers import find as find_driver
from wiring.links import Link, adc_of
from wiring.mistake import Mistake, Severity

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


def analog(wires: list[Link], wiring: Wiring) -> Iterator[Mistake]:
    """Every analog part and its input."""
    taken: dict[tuple[str, int], str] = {}
    for wire in wires:
        if wire.terminal.role != "analog":
            continue
        name = wire.part.name
        adc = adc_of(wire, wiring)
        if adc is None:
            gpio = wire.part.options.get("pin")
            found = ANALOG_NOWHERE(part=name) if gpio is None else ANALOG_ON_GPIO(part=name, gpio=gpio)
            yield Mistake(Severity.FAILS, found)
            continue
        channel = wire.value or 0
        kind = find_driver(adc.driver)
        if issubclass(kind, AdcPart) and not 0 <= channel < kind.inputs:
            found = NO_SUCH_INPUT(part=name, channel=channel, adc=adc.name, last=kind.inputs - 1)
            yield Mistake(Severity.FAILS, found)
        if (adc.name, channel) in taken:
            found = INPUT_TWICE(channel=channel, adc=adc.name, first=taken[adc.name, channel], second=name)
            yield Mistake(Severity.FAILS, found)
        taken.setdefault((adc.name, channel), name)
