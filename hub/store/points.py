"""What is kept of a record: its values as points, flagged where they cannot be true, and their sums in the rollups.

A value that cannot be true, by the unit at the end of its channel's name, is kept and flagged, never dropped. The
node's own driver already refuses what its chip cannot measure (`devices.Channel`); these limits are wider, and hold for
foreign nodes too. A flagged value is left out of every mean, and shown as flagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from hub.store.interface import SECONDS_OF
from telemetry.fields import QUALITIES
from telemetry.record import Record

RANGE = "range"
LIMITS: dict[str, tuple[float, float]] = {
    "pct": (0.0, 100.0),  # a share of a whole
    "clean_air_pct": (0.0, 400.0),  # of the signal in clean air when calibrated, which may be more: drivers/_mq.py
    "c": (-40.0, 125.0),  # SHT31 data sheet, operating range; the widest of our thermometers
    "ppm": (0.0, 1_000_000.0),  # all of it
    "v": (-60.0, 60.0),  # chosen: extra-low voltage, IEC 61140; INA219 ends at 26 V
    "a": (-100.0, 100.0),  # chosen: three times our largest shunt
    "w": (-6000.0, 6000.0),  # 60 V times 100 A
    "wh": (-1_000_000.0, 1_000_000.0),  # chosen: a counter of a few years of a small solar plant
    "lpm": (0.0, 100.0),  # chosen: above YF-S201 (30 L/min) and YF-B10 (60 L/min)
    "l": (0.0, 10_000_000.0),  # chosen: a counter of years
    "ntu": (0.0, 4000.0),  # ISO 7027 nephelometers end here; our probe at 3000
    "pa": (0.0, 120_000.0),  # chosen: vapor and air pressure; 108.6 kPa is the highest at sea level
    "m": (-500.0, 9000.0),  # chosen: elevations on land
    "g": (-1_000_000.0, 1_000_000.0),  # chosen
}
ANY = 1e12  # chosen: sums of such values stay exact enough, and finite
CODES = {name: number for number, name in enumerate(QUALITIES)}
GOOD = CODES["good"]
COMMANDED = "commanded"  # unit of an actuator whose name is also a channel's; no shipped project has one
SPANS_S = tuple(SECONDS_OF.values())


@lru_cache(maxsize=4096)
def limits_of(channel: str) -> tuple[float, float]:
    """From where to where a value can be true."""
    endings = (channel.split("_", skip)[-1] for skip in range(channel.count("_") + 1))  # the longest first
    return next((LIMITS[each] for each in endings if each in LIMITS), (-ANY, ANY))


def flag_of(channel: str, value: float | None) -> str:
    """Why a value is impossible: "range", or empty. None (unknown) is possible."""
    if value is None:
        return ""
    low, high = limits_of(channel)
    return "" if low <= value <= high else RANGE


class Kept(NamedTuple):
    """One value of a record as it is kept. `quality` is a number of QUALITIES, `flag` why it cannot be true.

    `counts`: it goes into the rollups, as a good, plausible number.
    """

    channel: str
    unit: str
    value: float | None
    quality: int
    flag: str
    counts: bool


def points_of(record: Record) -> list[Kept]:
    """The points of a reading: its channels, and its actuators as 0 and 1."""
    found = []
    for channel, each in record.readings.items():
        value = None if each.value is None else float(each.value)
        quality, flag = CODES[each.quality], flag_of(channel, value)
        found.append(Kept(channel, each.unit, value, quality, flag, value is not None and quality == GOOD and not flag))
    for name, on in record.commanded.items():
        taken = name in record.readings and record.readings[name].unit == ""
        found.append(Kept(name, COMMANDED if taken else "", float(on), GOOD, "", True))
    return found


class Sums:
    """The rollups of a batch."""

    def __init__(self) -> None:
        self._finest: dict[tuple[int, int, int], list[float]] = {}

    def add(self, stream: int, series: int, ts: float, value: float) -> None:
        """Count a value."""
        key = (stream, int(ts // SPANS_S[0]), series)
        found = self._finest.get(key)
        if found is None:
            self._finest[key] = [1, value, value, value]
            return
        found[0] += 1
        if value < found[1]:
            found[1] = value
        if value > found[2]:
            found[2] = value
        found[3] += value

    def rows(self) -> Iterator[tuple[int, int, int, int, int, float, float, float]]:
        """Span in seconds, stream, bucket, series, samples, low, high, total; each bucket once."""
        by, before_s = self._finest, SPANS_S[0]
        for span_s in SPANS_S:
            if span_s != before_s:
                by, before_s = _coarser(by, span_s // before_s), span_s
            for (stream, bucket, series), (samples, low, high, total) in by.items():
                yield span_s, stream, bucket, series, int(samples), low, high, total


def _coarser(by: dict[tuple[int, int, int], list[float]], times: int) -> dict[tuple[int, int, int], list[float]]:
    found: dict[tuple[int, int, int], list[float]] = {}
    for (stream, bucket, series), each in by.items():
        key = (stream, bucket // times, series)
        if key in found:
            _merge(found[key], each)
        else:
            found[key] = list(each)
    return found


def _merge(into: list[float], more: Sequence[float]) -> None:
    samples, low, high, total = more
    into[0] += samples
    if low < into[1]:
        into[1] = low
    if high > into[2]:
        into[2] = high
    into[3] += total
