"""Air that is wet and dry in turn, whatever the heater does."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

STEP_S = 1.0
VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class Settings:
    """What a scenario may set."""

    wet_s: float = 10.0  # so long it is wet
    dry_s: float = 0.0  # then so long it is dry; 0: never
    wet_pct: float = 90.0
    dry_pct: float = 60.0


class Plant:
    """`felt` is what the part feels, `step` lets the time pass."""

    def __init__(self, settings: Settings, rng: random.Random) -> None:
        self._settings = settings
        self.start = datetime(2026, 3, 1, tzinfo=VIETNAM)
        self.t_s = self.heated_s = 0.0
        self.felt: dict[str, float | bool] = {"air_temperature_c": 25.0}
        self._feel()

    def step(self, dt_s: float, driven: Mapping[str, float]) -> None:
        """Let `dt_s` seconds pass with that much power at each actuator."""
        self.t_s += dt_s
        self.heated_s += dt_s * driven.get("heater", 0.0)
        self._feel()

    def _feel(self) -> None:
        settings = self._settings
        is_wet = self.t_s % (settings.wet_s + settings.dry_s) < settings.wet_s
        self.felt["air_humidity_pct"] = settings.wet_pct if is_wet else settings.dry_pct

    def metrics(self) -> dict[str, float]:
        """What the run came to."""
        return {"heated_s": self.heated_s}
