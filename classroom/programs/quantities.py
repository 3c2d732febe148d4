"""The quantities that a pupil can change while a program runs: the range and the words of each slider."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from messages import Translate
from sim.programs.parts.catalog import QUANTITIES
from sim.programs.parts.quantities import Quantity

SLIDERS: Mapping[str, Quantity] = {name: each for name, each in QUANTITIES.items() if each.words is not None}


def slider(part: str, quantity: str, value: float, translate: Translate) -> dict[str, Any]:
    """One slider of a part, for the page. `part` is the whole name, such as dht22_gpio4_temperature_c."""
    what = SLIDERS[quantity]
    assert what.words is not None
    return {
        "name": part, "words": what.words.render(translate), "value": value,
        "low": what.low, "high": what.high, "step": what.step, "unit": what.unit,
    }  # fmt: skip


def clamped(quantity: str, value: float) -> float:
    """The value, or the nearest that the slider offers."""
    what = SLIDERS[quantity]
    return min(max(value, what.low), what.high)
