"""A reading: a value with its unit, its age, and whether it may be trusted. A channel: one quantity a part gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Channel:
    """One quantity of a part, such as `temperature_c`.

    `name` ends in its unit; a yes-or-no channel (`pressed`) has no unit and `unit=""`.
    A value outside `low`..`high` cannot be true and is treated as a failed read.
    """

    name: str
    unit: str = ""
    low: float = float("-inf")
    high: float = float("inf")

    @property
    def is_switch(self) -> bool:
        """True for a yes-or-no channel."""
        return self.unit == ""


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
