"""A channel: one quantity that a part gives, with its unit."""

from __future__ import annotations

from dataclasses import dataclass


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
