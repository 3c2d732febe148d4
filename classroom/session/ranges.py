"""How far a slider goes: from a number's name, which ends with its unit, and from the number it has now."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor, log10
from typing import NamedTuple, TypeVar

from firmware.names import Name

T = TypeVar("T")

UNITS = {  # by the end of a name, the longest first
    "_g_per_h": "g/h", "_m3_per_h": "m³/h", "_g_h": "g/h", "_g_m3": "g/m³", "_m3_h": "m³/h", "_mw_cm2": "mW/cm²",
    "_w_k": "W/K", "_j_k": "J/K", "_l_day": "L/d", "_per_h": "/h", "_min_d": "min", "_days": "d", "_days_ago": "d",
    "_ppm": "ppm", "_ntu": "NTU", "_lpm": "L/min", "_pct": "%", "_ach": "/h", "_min": "min", "_m3": "m³", "_m2": "m²",
    "_wp": "W", "_ah": "Ah", "_wh": "Wh", "_c": "°C", "_k": "K", "_v": "V", "_a": "A", "_w": "W", "_l": "L", "_m": "m",
    "_h": "h", "_s": "s", "_g": "g",
}  # fmt: skip
SHARES = ("_soc", "_share", "clearness")  # from 0 to 1
FROM_0 = {  # how far a number goes that is 0 or "never" now, by the end of its name; chosen
    "_ppm": 5000.0, "_g_per_h": 2000.0, "_m3_per_h": 0.02, "_g_h": 50.0, "_g_m3": 6000.0, "_ach": 10.0, "_m2": 5.0,
    "_mw_cm2": 1.0, "_per_week": 7.0, "_ntu": 500.0, "_min": 240.0, "lamp_h": 12_000.0, "_h": 48.0, "_s": 600.0,
}  # fmt: skip
DAY_H = 24.0
OF_THE_DAY = ("start_h", "at_h")  # hours that a clock shows
NEVER = -1.0
AROUND_C = 20.0
AROUND_V = 0.25  # a share: a battery's voltage says much in little
TIMES = 4.0
STEPS = 100.0  # of a slider at least
TINY = 1e-6  # of a step


class Range(NamedTuple):
    """The lowest and highest value, and the step between two."""

    low: float
    high: float
    step: float

    def holds(self, value: float) -> bool:
        """Whether the value lies in it."""
        return self.low <= value <= self.high


def unit_of(name: str) -> str:
    """The unit that a name ends with; empty for none."""
    return _by_ending(name.lower(), UNITS, "")


def range_of(name: str, value: float, called: Name, from_0: bool = False) -> Range:
    """The range around a number, or the one that names.toml says; `from_0` for an amount that may be nothing.

    Both ends and the number itself are whole steps, as a slider needs it.
    """
    low, high = _ends(name.lower(), float(value), from_0)
    low = min(low if called.low is None else called.low, value)
    high = max(high if called.high is None else called.high, value)
    step = _step(low, high, value)
    return Range(_tidy(floor(low / step + TINY) * step), _tidy(ceil(high / step - TINY) * step), step)


def _ends(name: str, value: float, from_0: bool) -> tuple[float, float]:
    if name.endswith(SHARES):
        return min(value, 0.0), 1.0
    if name.endswith("_pct"):
        return 0.0, 100.0
    if name.endswith("_c"):
        return value - AROUND_C, value + AROUND_C
    if name.endswith("_v"):
        return value * (1.0 - AROUND_V), value * (1.0 + AROUND_V)
    if name.endswith(OF_THE_DAY):
        return 0.0, DAY_H
    if value in (0.0, NEVER):
        return value, _by_ending(name, FROM_0, 10.0)
    ends = sorted((value / TIMES, value * TIMES))
    return (min(ends[0], 0.0) if from_0 else ends[0]), ends[1]


def _step(low: float, high: float, value: float) -> float:
    """1, 2 or 5 times a power of ten, so that the number and an end below 0 are whole steps, if there is one."""
    power = floor(log10((high - low) / STEPS))
    tries = [_tidy(first * 10.0**each) for each in (power, power - 1) for first in (5.0, 2.0, 1.0)]
    tries = [
        each for each in tries if each <= (high - low) / STEPS * 1.001 and (each >= 1.0 or isinstance(value, float))
    ]
    must = (value, NEVER) if low == NEVER else (value,)
    fitting = (each for each in tries if all(abs(number / each - round(number / each)) < TINY for number in must))
    return next(fitting, tries[0] if tries else 1.0)


def _tidy(number: float) -> float:
    return float(f"{number:.9g}")


def _by_ending(name: str, table: Mapping[str, T], otherwise: T) -> T:
    return next((found for ending, found in table.items() if name.endswith(ending)), otherwise)
