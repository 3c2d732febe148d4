"""What cannot be true, by the unit at the end of a channel's name. Such a value is kept and flagged, never dropped.

The node's own driver already refuses what its chip cannot measure (`devices.Channel`); this net is wider, and holds for
nodes that are not ours. A flagged value is left out of every mean, and shown as what it is.
"""

from __future__ import annotations

from functools import lru_cache

RANGE = "range"
LIMITS: dict[str, tuple[float, float]] = {
    "pct": (0.0, 100.0),  # a share of a whole
    "c": (-40.0, 125.0),  # SHT31 data sheet, operating range; the widest of our thermometers
    "ppm": (0.0, 1_000_000.0),  # all of it
    "v": (-60.0, 60.0),  # chosen: extra-low voltage, IEC 61140; INA219 ends at 26 V
    "a": (-100.0, 100.0),  # chosen: three times our largest shunt
    "w": (-6000.0, 6000.0),  # 60 V times 100 A
    "wh": (-1_000_000.0, 1_000_000.0),  # chosen: a counter of a few years of a small solar plant
    "lpm": (0.0, 100.0),  # chosen: above YF-S201 (30 L/min) and YF-B10 (60 L/min)
    "l": (0.0, 10_000_000.0),  # chosen: a counter of years
    "ntu": (0.0, 4000.0),  # ISO 7027 nephelometers end here; our probe at 3000
    "pa": (0.0, 120_000.0),  # chosen: vapour and air pressure; 108.6 kPa is the highest at sea level
    "m": (-500.0, 9000.0),  # chosen: heights of land
    "g": (-1_000_000.0, 1_000_000.0),  # chosen
}
ANY = 1e12  # chosen: sums of such values stay exact enough, and finite


@lru_cache(maxsize=4096)
def limits_of(channel: str) -> tuple[float, float]:
    """From where to where a value can be true."""
    return LIMITS.get(channel.rpartition("_")[2], (-ANY, ANY))


def flag_of(channel: str, value: float | None) -> str:
    """Why a value cannot be true: "range", or empty. None, unknown, is no lie."""
    if value is None:
        return ""
    low, high = limits_of(channel)
    return "" if low <= value <= high else RANGE
