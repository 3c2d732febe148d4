"""What parts can feel, with the value that each has when nobody says anything else."""

from __future__ import annotations

from functools import cache

STILL_C = 27.0  # chosen: a classroom in September
STILL_PCT = 80.0  # chosen: humid, as in the mountains of northern Vietnam
STILL_LUX = 300.0  # EN 12464-1: a classroom needs at least 300 lux
HALF_V = 1.65  # half of 3.3 V: a potentiometer in the middle

STILL: dict[str, float | bool] = {
    "temperature_c": STILL_C,
    "humidity_pct": STILL_PCT,
    "light_lux": STILL_LUX,
    "distance_m": 1.0,
    "voltage_v": 5.0,
    "current_a": 0.2,
    "lpg_ppm": 0.0,
    "co_ppm": 0.0,
    "tds_ppm": 150.0,
    "turbidity_ntu": 2.0,
    "flow_lpm": 0.0,
    "motion": False,
    "pressed": False,
    "active": False,
    "closed": False,
    "open": False,
    "wet": True,
    **{f"a{number}_v": HALF_V for number in range(4)},
    **{f"ch{number}_v": HALF_V for number in range(8)},
}

WORDS = {"1": True, "true": True, "on": True, "yes": True, "0": False, "false": False, "off": False, "no": False}
# Other values than the still ones, for the examples that people are shown.
ANOTHER = {
    "temperature_c": "31",
    "humidity_pct": "60",
    "light_lux": "20",
    "distance_m": "0.4",
    "voltage_v": "3.3",
    "a0_v": "0.5",
    "ch0_v": "0.5",
}
UNITS = {"c": "°C", "pct": "%", "lux": "lux", "m": "m", "v": "V", "a": "A", "ppm": "ppm", "ntu": "NTU", "lpm": "L/min"}


@cache
def quantity_in(key: str) -> str | None:
    """The quantity that a key such as `dht22_gpio4_temperature_c` ends in: the longest one known, or None."""
    fitting = [name for name in STILL if key == name or key.endswith(f"_{name}")]
    return max(fitting, key=len, default=None)


def with_unit(quantity: str, value: float | bool) -> str:
    """A value as people write it: `27 °C`; yes and no as 1 and 0."""
    unit = UNITS.get(quantity.rpartition("_")[2], "")
    number = f"{float(value):.4g}"
    return f"{number} {unit}" if unit else number


def value_of(quantity: str, text: str) -> float | bool:
    """The value that somebody wrote. Raises ValueError."""
    if isinstance(STILL[quantity], bool):
        if text.lower() not in WORDS:
            raise ValueError(text)
        return WORDS[text.lower()]
    value = float(text)
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(text)
    return value
