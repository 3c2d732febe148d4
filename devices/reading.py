"""A reading: a value with its unit, its age, and whether it may be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Quality(Enum):
    """Whether a value may be trusted. Only GOOD reaches a control law; everything else arrives there as None."""

    GOOD = "good"
    WARMING = "warming"
    STALE = "stale"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """One channel at one moment: the last good value, its unit, its age in seconds, its quality."""

    value: float | bool | None
    unit: str
    age_s: float
    quality: Quality
