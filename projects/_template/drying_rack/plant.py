"""The world of the drying rack: wet herbs in a box, and the air of the house that a fan blows through it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from math import cos, pi

from science.humid_air import MOLD_SURFACE_RH_PCT, absolute_humidity_g_m3, relative_humidity_pct

LESSON_S = 24 * 3600.0  # how long `highland sim` runs when nobody says
STEP_S = 1.0
VIETNAM = timezone(timedelta(hours=7))
WARMEST_H = 15.0  # hour of the day


@dataclass(frozen=True)
class Settings:
    """What can be changed with `--set KEY=VALUE`."""

    start_date: str = "2026-03-01"  # date at the start, the wet season of the north
    room_c: float = 22.0  # mean temperature of the house
    room_swing_c: float = 3.0  # how much warmer the afternoon is than the mean
    room_humidity_pct: float = 68.0  # at the mean temperature
    water_g: float = 600.0  # water in the fresh herbs
    drying_g_per_h: float = 40.0  # what the herbs give to quite dry air
    volume_m3: float = 0.2  # air in the box
    leak_ach: float = 1.0  # air changes an hour through the gaps of the box
    fan_ach: float = 60.0  # air changes an hour with the fan
    fan_w: float = 2.4  # a 12 V computer fan


class Plant:
    """The box. `felt` is what the parts feel, `step` lets the time pass."""

    def __init__(self, settings: Settings, rng: random.Random) -> None:
        self.settings = settings
        self.start = datetime.fromisoformat(settings.start_date).replace(tzinfo=VIETNAM)
        self.t_s = 0.0
        self.water_g = settings.water_g
        self.room_g_m3 = absolute_humidity_g_m3(settings.room_c, settings.room_humidity_pct)
        self.air_g_m3 = self.room_g_m3
        self.fan_wh = 0.0
        self.moldy_s = 0.0
        self.felt: dict[str, float | bool] = {}
        self.shown: dict[str, float] = {}  # what is true and no part feels: for the picture, scene.py
        self._feel()

    def step(self, dt_s: float, driven: Mapping[str, float]) -> None:
        """Let `dt_s` seconds pass with that much power at each actuator."""
        settings, fan = self.settings, driven.get("fan", 0.0)
        self.t_s += dt_s
        dryness = 1.0 - self.humidity_pct / 100.0
        dried_g = min(self.water_g, settings.drying_g_per_h * dryness * dt_s / 3600.0)
        self.water_g -= dried_g
        fresh_ach = settings.leak_ach + settings.fan_ach * fan
        self.air_g_m3 += dried_g / settings.volume_m3 + fresh_ach * (self.room_g_m3 - self.air_g_m3) * dt_s / 3600.0
        self.fan_wh += settings.fan_w * fan * dt_s / 3600.0
        if self.humidity_pct >= MOLD_SURFACE_RH_PCT:
            self.moldy_s += dt_s
        self._feel()

    @property
    def temperature_c(self) -> float:
        """The air of the house through the day: a cosine, warmest at 15 h."""
        hour = self.t_s / 3600.0
        return self.settings.room_c + self.settings.room_swing_c * cos((hour - WARMEST_H) * pi / 12.0)

    @property
    def humidity_pct(self) -> float:
        """Relative humidity in the box, at most 100: more than that would fall as dew."""
        return min(relative_humidity_pct(self.temperature_c, self.air_g_m3), 100.0)

    def _feel(self) -> None:
        self.felt["rack_temperature_c"] = self.temperature_c
        self.felt["rack_humidity_pct"] = self.humidity_pct
        self.shown["water_share"] = self.water_g / self.settings.water_g if self.settings.water_g > 0.0 else 0.0

    def metrics(self) -> dict[str, float]:
        """What the run came to."""
        return {
            "dried_g": self.settings.water_g - self.water_g,
            "left_g": self.water_g,
            "moldy_h": self.moldy_s / 3600.0,
            "fan_wh": self.fan_wh,
        }
