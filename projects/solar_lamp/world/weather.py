"""The weather around the box (sun on the panel, air and outer wall of the room), and what air does to a surface."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, exp, isnan, pi, sqrt
from random import Random

from science import mold
from science.climate import CAO_BANG, MID_MONTH_DAY, NA_HANG, WARMEST_HOUR, Climate, Clouds
from science.enclosure import Surroundings
from science.humid_air import MOLD_SURFACE_RH_PCT, saturation_pressure_pa, vapor_pressure_pa
from science.sun import clear_day_kwh_m2, clear_sky_w_m2, cos_zenith

SITES = {"na_hang": NA_HANG, "cao_bang": CAO_BANG}
TIME_ZONE_DEG = 105.0  # Vietnam's clock is noon when the sun stands over 105 degrees east
DAY_S = 86_400.0

ROOM_LAG_S = 8 * 3600.0  # chosen: an open brick house follows the air outside in a third of a day
WALL_LAG_S = 40 * 3600.0  # chosen: its outer wall in two days; in "nom" weather it is still cold when wet air comes
VAPOR_LAG_S = 3600.0  # chosen: one air change an hour
SPELL_LAG_1 = 0.7  # chosen: warm and cold spells last some days
SPELL_SD_K = 2.5  # chosen
RH_PER_CLEARNESS_PCT = 40.0  # chosen: a gloomy day (clearness 0.2 below the mean) is 8 points wetter than the mean
DAY_RH_PCT = (50.0, 98.0)  # chosen: driest and wettest day
SWING_SHARE = (0.3, 1.5)  # chosen: a day under thick cloud warms little, a clear one much

MATERIALS = {
    "very_sensitive": mold.VERY_SENSITIVE,  # raw pine
    "sensitive": mold.SENSITIVE,  # books, clothes, cardboard
    "medium_resistant": mold.MEDIUM_RESISTANT,  # plaster
    "resistant": mold.RESISTANT,  # glass, metal
    "pine": mold.PINE,  # the original wood model of 1999
}
SOAKED_RH_PCT = 95.0  # near dew: mold grows fastest


@dataclass(frozen=True, slots=True)
class ConstantAir:
    """Air that never changes, as in the published mold tests. `wall_c` is the outer wall."""

    t_c: float
    rh_pct: float
    wall_c: float


class Weather:
    """One place through the days. `around` is the room, `sun_w_m2` the light on the level panel.

    `clearness` and `ghi_kwh_m2_d` replace the drawn clouds when they are not NaN. All randomness comes from `rng`.
    """

    def __init__(
        self,
        site: Climate,
        start: datetime,
        rng: Random,
        constant: ConstantAir | None,
        clearness: float,
        ghi_kwh_m2_d: float,
    ) -> None:
        self.site = site
        self._start = start
        self._rng = rng
        self._constant = constant
        self._clearness = clearness
        self._ghi_kwh_m2_d = ghi_kwh_m2_d
        self._clouds = Clouds(site.monthly_clearness(), rng)
        self._usual_clearness = site.monthly_clearness()
        self._day = -1
        self._spell_k = rng.gauss(0.0, SPELL_SD_K)
        self.sun_w_m2 = 0.0
        self._new_day(0)
        if constant is None:
            self.around = Surroundings(self._mean_c, self._outdoor_pa, self._mean_c)
        else:
            vapor_pa = vapor_pressure_pa(constant.t_c, constant.rh_pct)
            self.around = Surroundings(constant.t_c, vapor_pa, constant.wall_c)

    def step(self, t_s: float, dt_s: float) -> None:
        """Move on to `t_s` seconds after the start, `dt_s` after the last step."""
        day = int(t_s // DAY_S)
        if day != self._day:
            self._new_day(day)
        hour = (t_s - day * DAY_S) / 3600.0
        solar_hour = hour + (self.site.longitude_deg - TIME_ZONE_DEG) / 15.0
        self.sun_w_m2 = self._kc * clear_sky_w_m2(cos_zenith(self.site.latitude_deg, self._day_of_year, solar_hour))
        if self._constant is None:
            self._follow_outdoors(hour, dt_s)

    def _follow_outdoors(self, hour: float, dt_s: float) -> None:
        outdoor_c = self._mean_c + self._swing_k * cos((hour - WARMEST_HOUR) * pi / 12.0)
        outdoor_pa = min(self._outdoor_pa, saturation_pressure_pa(outdoor_c))
        room_c, vapor_pa, wall_c = self.around
        room_c += (outdoor_c - room_c) * (1.0 - exp(-dt_s / ROOM_LAG_S))
        wall_c += (room_c - wall_c) * (1.0 - exp(-dt_s / WALL_LAG_S))
        vapor_pa += (outdoor_pa - vapor_pa) * (1.0 - exp(-dt_s / VAPOR_LAG_S))
        self.around = Surroundings(room_c, min(vapor_pa, saturation_pressure_pa(room_c)), wall_c)

    def _new_day(self, day: int) -> None:
        self._day = day
        date = self._start + timedelta(days=day)
        self._day_of_year = date.timetuple().tm_yday
        usual = self._usual_clearness[date.month - 1]
        self._kc = self._clouds.next_day(date.month)
        if not isnan(self._clearness):
            self._kc = self._clearness
        if not isnan(self._ghi_kwh_m2_d):
            self._kc = self._ghi_kwh_m2_d / clear_day_kwh_m2(self.site.latitude_deg, self._day_of_year)
        self._spell_k = SPELL_LAG_1 * self._spell_k + sqrt(1 - SPELL_LAG_1**2) * self._rng.gauss(0.0, SPELL_SD_K)
        self._mean_c = between_months(self.site.mean_c, self._day_of_year) + self._spell_k
        full_swing_k = between_months(self.site.max_c, self._day_of_year) - self._mean_c + self._spell_k
        self._swing_k = full_swing_k * _clamped(self._kc / usual, SWING_SHARE)
        rh_pct = between_months(self.site.rh_pct, self._day_of_year) + RH_PER_CLEARNESS_PCT * (usual - self._kc)
        self._outdoor_pa = vapor_pressure_pa(self._mean_c, _clamped(rh_pct, DAY_RH_PCT))


def between_months(row: tuple[float, ...], day_of_year: int) -> float:
    """A value of twelve monthly means on one day: straight lines between the middles of the months."""
    following = next((i for i, middle in enumerate(MID_MONTH_DAY) if middle > day_of_year), 12)
    before = following - 1
    first_day = MID_MONTH_DAY[before] if before >= 0 else MID_MONTH_DAY[11] - 365
    last_day = MID_MONTH_DAY[following] if following < 12 else MID_MONTH_DAY[0] + 365
    share = (day_of_year - first_day) / (last_day - first_day)
    return row[before] + (row[following % 12] - row[before]) * share


def _clamped(value: float, bounds: tuple[float, float]) -> float:
    return min(max(value, bounds[0]), bounds[1])


class Growth:
    """What the air has done to a surface: mold, time damp (80 % and more), time soaked (above 95 %)."""

    def __init__(self, material: str, rh_pct: float) -> None:
        self.material = MATERIALS[material]
        self.mold = mold.CLEAN
        self.rh_pct = rh_pct
        self.wet_s = 0.0
        self.soaked_s = 0.0

    def expose(self, surface_c: float, rh_pct: float, dt_s: float) -> None:
        """Let `dt_s` pass at this temperature and humidity of the surface."""
        self.rh_pct = rh_pct
        self.mold = mold.step(self.mold, surface_c, rh_pct, dt_s, self.material)
        if rh_pct >= MOLD_SURFACE_RH_PCT:
            self.wet_s += dt_s
        if rh_pct > SOAKED_RH_PCT:
            self.soaked_s += dt_s
