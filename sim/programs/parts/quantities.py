"""What parts of programs measure: its still value, its unit, and the range that a slider or a check goes through."""

from __future__ import annotations

from dataclasses import dataclass

from devices import Message
from sim.wires.switched_on import IDLE_C

VOLTS_IN = Message("program.quantity.input", "input {number}")
STILL_C = 27.0  # chosen: a classroom in September
STILL_PCT = 80.0  # chosen: humid, as in the mountains of northern Vietnam
STILL_LUX = 300.0  # EN 12464-1: a classroom needs at least 300 lux
HALF_V = 1.65  # half of 3.3 V: a potentiometer in the middle


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity that a part feels. `another` is a value for examples, unlike the still one.

    A number has a range: what a classroom can show with such a part, not all that the part can measure. Without
    `words` it is not offered as a slider.
    """

    name: str
    still: float | bool
    words: Message | None = None
    low: float = 0.0
    high: float = 1.0
    step: float = 0.01
    unit: str = ""
    another: str = ""


def number(
    name: str, still: float, words: Message, low: float, high: float, step: float, unit: str, another: str = ""
) -> Quantity:
    """A quantity that is a number."""
    return Quantity(name, still, words, low, high, step, unit, another)


def volts(name: str, input_number: int, another: str = "") -> Quantity:
    """The voltage at one input of a converter that runs on 3.3 V."""
    return number(name, HALF_V, VOLTS_IN(number=input_number), 0.0, 3.3, 0.05, "V", another)


COMMON = (
    number(
        "temperature_c", STILL_C, Message("program.quantity.temperature", "temperature"), -10.0, 50.0, 0.5, "°C", "31"
    ),
    number("humidity_pct", STILL_PCT, Message("program.quantity.humidity", "humidity"), 0.0, 100.0, 1.0, "%", "60"),
    number("light_lux", STILL_LUX, Message("program.quantity.light", "light"), 0.0, 1000.0, 5.0, "lux", "20"),
    number("distance_m", 1.0, Message("program.quantity.distance", "distance"), 0.02, 4.0, 0.01, "m", "0.4"),
    number("voltage_v", 5.0, Message("program.quantity.voltage", "voltage"), 0.0, 24.0, 0.1, "V", "3.3"),
    number("current_a", 0.2, Message("program.quantity.current", "current"), 0.0, 3.0, 0.01, "A"),
    *(volts(f"a{each}_v", each, "0.5" if each == 0 else "") for each in range(4)),
    *(volts(f"ch{each}_v", each, "0.5" if each == 0 else "") for each in range(8)),
    Quantity("processor_c", IDLE_C, None, 30.0, 85.0, 1.0, "°C", "70"),
    Quantity("lpg_ppm", 0.0, unit="ppm"),
    Quantity("co_ppm", 0.0, unit="ppm"),
    Quantity("tds_ppm", 150.0, unit="ppm"),
    Quantity("turbidity_ntu", 2.0, unit="NTU"),
    Quantity("flow_lpm", 0.0, unit="L/min"),
    Quantity("motion", False),
    Quantity("pressed", False),
    Quantity("active", False),
    Quantity("closed", False),
    Quantity("open", False),
    Quantity("wet", True),
)
