"""One unit of a type, as it comes out of the shop: never quite what its data sheet says, and the same for a seed.

A chip asks its unit for what differs from unit to unit and knows the truth. The drivers are given only what a person
would have measured: a calibration with a day, in the form of calibration.toml, which leaves an error of its own.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

DIGITS = 6  # what a person writes down is never more exact


class Kind(Enum):
    """Which units a world is built of."""

    CALIBRATED = "calibrated"
    UNCALIBRATED = "uncalibrated"
    IDEAL = "ideal"


class Unit:
    """One part's own share of luck. An ideal unit has the values of its type, and no noise or lag of its own."""

    def __init__(self, rng: random.Random | None = None) -> None:
        self.measured: dict[str, Any] = {}
        self._rng = rng

    @property
    def ideal(self) -> bool:
        """Whether it is exactly as its data sheet says."""
        return self._rng is None

    def share(self, name: str, typical: float, within: float, left: float | None = None) -> float:
        """The unit's own value: anywhere within that share of the typical one.

        `left` is the share by which a person's calibration still misses it; None: nobody calibrates it.
        """
        true = typical * (1.0 + within * self._luck())
        if left is not None:
            self.measured[name] = float(f"{true * (1.0 + left * self._luck()):.{DIGITS}g}")
        return true

    def offset(self, channel: str, at: float, within: float, left: float | None = None) -> float:
        """How much too high the unit shows, anywhere within +-`within`; compared at the true value `at`, if ever."""
        true = within * self._luck()
        if left is not None:
            shown = float(f"{at + true + left * self._luck():.{DIGITS}g}")
            self.measured[channel] = [[shown, at]]
        return true

    def _luck(self) -> float:
        return 0.0 if self._rng is None else self._rng.uniform(-1.0, 1.0)


class Units:
    """All units of one world, and their calibrations."""

    def __init__(self, kind: Kind, seed: int) -> None:
        self.kind = kind
        self._seed = seed
        self._units: dict[str, Unit] = {}

    def unit(self, part: str) -> Unit:
        """The unit that is this part, drawn from the seed and the part's name alone."""
        ideal = self.kind is Kind.IDEAL
        unit = self._units[part] = Unit(None if ideal else random.Random(f"unit {self._seed} {part}"))
        return unit

    def calibration(self, measured_on: date) -> Mapping[str, Any]:
        """What calibration.toml of this device says, as tables; nothing for uncalibrated units."""
        if self.kind is Kind.UNCALIBRATED:
            return {}
        name = f"simulated, seed {self._seed}"
        return {
            part: {"unit": name, "measured_on": measured_on, **unit.measured}
            for part, unit in self._units.items()
            if unit.measured
        }
