"""What the parts of a program measure: still values, or a room in which a day goes by and people walk past."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import cache
from math import cos, pi, sin
from typing import Any, Protocol

from science.humid_air import absolute_humidity_g_m3, relative_humidity_pct
from sim.programs.parts.catalog import QUANTITIES
from sim.programs.parts.quantities import STILL_C, STILL_PCT
from sim.time.clock import VirtualClock

WORDS = {"1": True, "true": True, "on": True, "yes": True, "0": False, "false": False, "off": False, "no": False}


@cache
def quantity_in(key: str) -> str | None:
    """The quantity that a key such as `dht22_gpio4_temperature_c` ends in: the longest one known, or None."""
    fitting = [name for name in QUANTITIES if key == name or key.endswith(f"_{name}")]
    return max(fitting, key=len, default=None)


def with_unit(quantity: str, value: float | bool) -> str:
    """A value as people write it: `27 °C`; yes and no as 1 and 0."""
    unit = QUANTITIES[quantity].unit
    number = f"{float(value):.4g}"
    return f"{number} {unit}" if unit else number


def value_of(quantity: str, text: str) -> float | bool:
    """The value that somebody wrote. Raises ValueError."""
    if isinstance(QUANTITIES[quantity].still, bool):
        if text.lower() not in WORDS:
            raise ValueError(text)
        return WORDS[text.lower()]
    value = float(text)
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(text)
    return value


DAY_H = 24.0
WARMEST_H = 15.0  # chosen: the warmest hour of a day
SWING_K = 3.0  # chosen: a room with open windows, either way
SUNRISE_H, SUNSET_H = 6.0, 18.0
BRIGHTEST_LUX = 800.0  # chosen: beside a window at noon
DARKEST_LUX = 1.0
WETTEST_PCT = 99.0
WALL_M, PERSON_M = 2.0, 0.6  # what a distance sensor sees: the wall, or somebody in front of it
FIRST_S = (20.0, 60.0)  # chosen: the first person comes soon, so that a short run sees one
GAP_S = (60.0, 600.0)
STAY_S = (5.0, 20.0)


class ProgramWorld(Protocol):
    """A world for programs: it says what is, and calls `moved` when something changes by itself."""

    def value(self, quantity: str) -> float | bool:
        """What this quantity is now."""
        ...

    def begin(self, clock: VirtualClock, moved: Callable[[], None]) -> None:
        """The program begins."""
        ...


class Still:
    """Nothing changes, unless somebody says so."""

    def value(self, quantity: str) -> float | bool:
        """What this quantity always is."""
        return QUANTITIES[quantity].still

    def begin(self, clock: VirtualClock, moved: Callable[[], None]) -> None:
        """Nothing will happen."""


class Room:
    """A room: temperature, humidity and light follow the hour of the day, and now and then a person walks past."""

    def __init__(self, seed: int) -> None:
        self._luck = random.Random(f"room {seed}")
        self._water_g_m3 = absolute_humidity_g_m3(STILL_C, STILL_PCT)
        self._person = False

    def begin(self, clock: VirtualClock, moved: Callable[[], None]) -> None:
        """Time and people begin to pass."""
        self._clock = clock
        self._moved = moved
        clock.at(clock.monotonic() + self._luck.uniform(*FIRST_S), self._come)

    def value(self, quantity: str) -> float | bool:
        """What this quantity is at this moment."""
        if quantity == "temperature_c":
            return self._temperature_c()
        if quantity == "humidity_pct":
            return min(relative_humidity_pct(self._temperature_c(), self._water_g_m3), WETTEST_PCT)
        if quantity == "light_lux":
            share = sin(pi * (self._hour() - SUNRISE_H) / (SUNSET_H - SUNRISE_H))
            return max(BRIGHTEST_LUX * share, DARKEST_LUX)
        if quantity == "distance_m":
            return PERSON_M if self._person else WALL_M
        if quantity in ("motion", "active"):
            return self._person
        return QUANTITIES[quantity].still

    def _hour(self) -> float:
        now = self._clock.now()
        return now.hour + now.minute / 60.0 + now.second / 3600.0

    def _temperature_c(self) -> float:
        return STILL_C + SWING_K * cos(2.0 * pi * (self._hour() - WARMEST_H) / DAY_H)

    def _come(self) -> None:
        self._person = True
        self._clock.at(self._clock.monotonic() + self._luck.uniform(*STAY_S), self._go)
        self._moved()

    def _go(self) -> None:
        self._person = False
        self._clock.at(self._clock.monotonic() + self._luck.uniform(*GAP_S), self._come)
        self._moved()


class Felt(dict[str, Any]):
    """What every part feels, by keys such as `dht22_gpio4_temperature_c`.

    What somebody set counts first, for one part (the whole key) or for all (`temperature_c` alone), then what is tried,
    then the world. `on_read` hears of every look at what nobody has set.
    """

    def __init__(self, world: ProgramWorld) -> None:
        super().__init__()
        self._world = world
        self.used: set[str] = set()  # what somebody set for all parts, and a part felt
        self.tried: dict[str, float | bool] = {}
        self.on_read: Callable[[str], None] | None = None

    def __missing__(self, key: str) -> float | bool:
        if self.on_read is not None:
            self.on_read(key)
        if self.tried and key in self.tried:
            return self.tried[key]
        quantity = quantity_in(key)
        if quantity is None:
            raise KeyError(key)
        if quantity in self:
            self.used.add(quantity)
            return self[quantity]  # type: ignore[no-any-return]  # numbers, yes and no
        return self._world.value(quantity)

    def number(self, quantity: str) -> float:
        """What somebody set for the board itself, or its still value: neither a check nor the panel moves it."""
        if quantity not in self:
            return float(QUANTITIES[quantity].still)
        self.used.add(quantity)
        return float(self[quantity])


class FeltBehindPlant(Felt):
    """The same with a project's plant as the world; what the plant does not know stays still."""

    def __init__(self, plant_felt: Mapping[str, Any]) -> None:
        super().__init__(Still())
        self._plant_felt = plant_felt

    def __missing__(self, key: str) -> float | bool:
        return self._plant_felt[key] if key in self._plant_felt else super().__missing__(key)
