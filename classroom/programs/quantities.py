"""What the sensors of a program feel, as sliders: from where to where, in which steps, and what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices import Message
from messages import Translate
from sim.programs.plugging.worlds import UNITS

VOLTS_IN = Message("program.quantity.input", "input {number}")


@dataclass(frozen=True, slots=True)
class Slider:
    """The range that a slider offers: what a classroom can show with such a part, not all that the part can measure."""

    words: Message
    low: float
    high: float
    step: float

    def as_json(self, name: str, quantity: str, value: float, translate: Translate) -> dict[str, Any]:
        """For the page."""
        unit = UNITS.get(quantity.rpartition("_")[2], "")
        words = self.words.render(translate)
        return {
            "name": name, "words": words, "value": value, "low": self.low, "high": self.high, "step": self.step,
            "unit": unit,
        }  # fmt: skip


SLIDERS: Mapping[str, Slider] = {
    "temperature_c": Slider(Message("program.quantity.temperature", "temperature"), -10.0, 50.0, 0.5),
    "humidity_pct": Slider(Message("program.quantity.humidity", "humidity"), 0.0, 100.0, 1.0),
    "light_lux": Slider(Message("program.quantity.light", "light"), 0.0, 1000.0, 5.0),
    "distance_m": Slider(Message("program.quantity.distance", "distance"), 0.02, 4.0, 0.01),
    "voltage_v": Slider(Message("program.quantity.voltage", "voltage"), 0.0, 24.0, 0.1),
    "current_a": Slider(Message("program.quantity.current", "current"), 0.0, 3.0, 0.01),
    **{f"a{number}_v": Slider(VOLTS_IN(number=number), 0.0, 3.3, 0.05) for number in range(4)},
    **{f"ch{number}_v": Slider(VOLTS_IN(number=number), 0.0, 3.3, 0.05) for number in range(8)},
}


def clamped(quantity: str, value: float) -> float:
    """The value, or the nearest that the slider offers."""
    slider = SLIDERS[quantity]
    return min(max(value, slider.low), slider.high)
