"""Mistakes of voltage: too much of it on a pin, a bus or a converter's input, or too little for a part to work."""

from __future__ import annotations

from collections.abc import Iterator

from devices import Message, WiredPart, Wiring
from wiring.checks import ElectricalMistake, Severity
from wiring.links import PI_LEVEL_V, Link, adc_of, divided_v, number, on_gpio

SPARE_V = 0.05  # chosen: rounding of a divider
ADS1115_RANGE_V = {1: 4.096, 2: 2.048, 4: 1.024, 8: 0.512, 16: 0.256}  # full scale by gain; SBAS444, PGA[2:0]
MQ_HEATER_V = 5.0  # Hanwei data sheets, "heater voltage": 5.0 V +- 0.1 V

FIVE_VOLTS = Message(
    "check.five_volts",
    "{part} puts {volts:g} V on GPIO{gpio}, which takes 3.3 V at most: "
    "use a divider or a level shifter and write electrical = {{ signal_v = 3.3 }}.",
)
FIVE_VOLTS_ADC = Message(
    "check.five_volts_adc",
    "{part} puts {volts:g} V on an input of {adc}, which takes {limit:g} V at most: "
    "use a divider and write divider = {divider:.2g}.",
)
FIVE_VOLTS_SPI = Message(
    "check.five_volts_spi",
    "{part} runs on {volts:g} V and answers with {volts:g} V on MISO, GPIO9, which takes 3.3 V at most. "
    "Run the chip on 3.3 V: it works there too.",
)
FIVE_VOLTS_I2C = Message(
    "check.five_volts_i2c",
    "{part} is on the I2C bus and runs on {volts:g} V. It reads a wire as high from {needs:g} V, and the Pi gives "
    "3.3 V: it may miss data. Run it on 3.3 V or use a level shifter and write signal_v = 3.3.",
)
CLIPPED = Message(
    "check.clipped",
    "{part} gives up to {volts:g} V, and {adc} measures up to {range_v:g} V: above that the reading no longer rises. "
    "Set another gain or a bigger divider.",
)
MQ_COLD = Message(
    "check.mq_cold",
    "{part} is heated with {volts:g} V. Its heater needs 5 V: colder, its numbers mean nothing. "
    "Give it 5 V and put a divider before the converter.",
)
MQ7_UNHEATED = Message(
    "check.mq7_heater",
    "{part} has no heater_pin. An MQ-7 must be heated with 5 V and 1.4 V in turn, or it gives no value. "
    "Put its heater behind a MOSFET and write heater_pin.",
)


def levels(wires: list[Link], wiring: Wiring) -> Iterator[ElectricalMistake]:
    """Voltages on pins, buses and inputs."""
    for wire, gpio in on_gpio(wires):
        if wire.terminal.role != "output" and wire.signal_v > PI_LEVEL_V:
            yield ElectricalMistake(Severity.BURNS, FIVE_VOLTS(part=wire.part.name, volts=wire.signal_v, gpio=gpio))
    for wire in wires:
        yield from _bus(wire)
        adc = adc_of(wire, wiring)
        if adc is not None:
            yield from _input(wire, adc)
    for part in wiring.parts:
        yield from _mq(part)


def _bus(wire: Link) -> Iterator[ElectricalMistake]:
    part = wire.part
    supply_v = max(number(part, "supply_v") or 0.0, float(part.options.get("reference_v", 0.0)))
    if supply_v <= PI_LEVEL_V or number(part, "signal_v") is not None:
        return
    if wire.terminal.role == "spi":
        yield ElectricalMistake(Severity.BURNS, FIVE_VOLTS_SPI(part=part.name, volts=supply_v))
    elif wire.terminal.role == "i2c":
        needs_v = 0.7 * supply_v  # UM10204, V_IH: an I2C input is high from 0.7 of its supply
        yield ElectricalMistake(Severity.SURPRISES, FIVE_VOLTS_I2C(part=part.name, volts=supply_v, needs=needs_v))


def _input(wire: Link, adc: WiredPart) -> Iterator[ElectricalMistake]:
    limit_v = number(adc, "supply_v") or PI_LEVEL_V
    arrives_v = divided_v(wire)
    name, signal_v = wire.part.name, wire.signal_v
    if arrives_v > limit_v + SPARE_V:
        found = FIVE_VOLTS_ADC(part=name, volts=signal_v, adc=adc.name, limit=limit_v, divider=signal_v / limit_v)
        yield ElectricalMistake(Severity.BURNS, found)
        return
    range_v = _range_v(adc)
    if range_v is not None and arrives_v > range_v + SPARE_V:
        found = CLIPPED(part=name, volts=round(arrives_v, 2), adc=adc.name, range_v=range_v)
        yield ElectricalMistake(Severity.SURPRISES, found)


def _range_v(adc: WiredPart) -> float | None:
    """What a converter can measure at most; None when nothing is said about it."""
    if adc.driver == "ads1115":
        return ADS1115_RANGE_V.get(adc.options.get("gain", 1))
    reference_v = adc.options.get("reference_v")
    return None if reference_v is None else float(reference_v)


def _mq(part: WiredPart) -> Iterator[ElectricalMistake]:
    if part.driver not in ("mq", "mq7"):
        return
    heated_v = number(part, "pi_supply_v") or number(part, "supply_v") or float(part.options.get("supply_v", 5.0))
    if heated_v < MQ_HEATER_V - 0.1:
        yield ElectricalMistake(Severity.FAILS, MQ_COLD(part=part.name, volts=heated_v))
    if part.driver == "mq7" and part.options.get("heater_pin") is None:
        yield ElectricalMistake(Severity.FAILS, MQ7_UNHEATED(part=part.name))
