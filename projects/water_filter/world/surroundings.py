"""What the filter stands between: a stream and its tank, a household and its tank, and the sun with a battery."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import exp
from random import Random

from science import sun, water
from science.battery import LEAD_ACID
from science.climate import CAO_BANG, NA_HANG, Clouds
from science.power_supply import PowerSupply, battery_of

# The raw water's tank, and the stream that runs through it
RAW_RIM_L = 100.0
RAW_HIGH_L = 60.0  # a backwash and its rinse take 38 L
RAW_LOW_L = 12.0
RAW_DEAD_L = 3.0  # below the pump's hose

DRIFT_SHARE = 0.08  # chosen: the stream's turbidity moves by about this share in each step
DRIFT_FADES_S = 2 * 3600.0  # chosen: time constant with which that is forgotten
DRIFT_STEP_S = 600.0

# The tank of filtered water, and the people who draw from it
RIM_L = 60.0
SECOND_FLOAT_L = 58.0  # wired in series with the pump: above it the pump has no power, whatever a program wants
HIGH_L = 55.0
LOW_L = 30.0
TAPS = ((6.0, 8.0, 0.3), (11.0, 13.0, 0.3), (17.0, 20.0, 0.4))  # chosen: from hour, to hour, share of a day's water

# Sun and battery
PLACES = {"na_hang": NA_HANG, "cao_bang": CAO_BANG}
UTC_TO_SUN_H = 24.0 / 360.0  # hours of solar time for each degree east
SHADED_SHARE = 0.8  # of the light that is lost, when a fault does not say: a panel under trees
WEAK_SHARE = 0.5  # of the capacity that is left, when a fault does not say
MIN_SHARE = 0.01  # chosen: a battery is never quite nothing


class RawTank:
    """A tank that a stream runs through: level in L, turbidity in NTU. What does not fit runs back to the stream."""

    def __init__(self, level_l: float, ntu: float, rng: Random) -> None:
        self.level_l = level_l
        self.ntu = ntu
        self._rng = rng
        self._drift = 0.0
        self._drifts_at_s = 0.0
        self._storm_until_s = 0.0
        self._storm_ntu = 0.0

    def stream_ntu(self, base_ntu: float, storm_ntu: float, t_s: float, storms_per_week: float) -> float:
        """Turbidity of the stream now: it drifts, and storms bring mud for some hours."""
        if t_s >= self._drifts_at_s:
            self._drifts_at_s = t_s + DRIFT_STEP_S
            self._drift = self._drift * exp(-DRIFT_STEP_S / DRIFT_FADES_S) + self._rng.gauss(0.0, DRIFT_SHARE)
            if self._rng.random() < storms_per_week * DRIFT_STEP_S / (7 * 86_400.0):
                self._storm_until_s = t_s + self._rng.uniform(2.0, 8.0) * 3600.0
                self._storm_ntu = self._rng.uniform(60.0, 400.0)
        random_ntu = self._storm_ntu if t_s < self._storm_until_s else 0.0
        return max(base_ntu * exp(self._drift), storm_ntu, random_ntu)

    def let_in(self, stream_lpm: float, stream_ntu: float, dt_s: float) -> None:
        """Let the stream in for `dt_s` seconds."""
        self.ntu = water.mixed(self.level_l, self.ntu, stream_lpm * dt_s / 60.0, stream_ntu)
        self.level_l = water.step_tank(self.level_l, RAW_RIM_L, stream_lpm, 0.0, dt_s).level_l

    def draw(self, liters: float) -> float:
        """Let the pump draw; returns the liters that it really got."""
        got_l = min(liters, self.level_l)
        self.level_l -= got_l
        return got_l


class Household:
    """A tank with two floats, and taps that are open at mealtimes. Totals in L."""

    def __init__(self, level_l: float, liters_a_day: float) -> None:
        self.level_l = level_l
        self._liters_a_day = liters_a_day
        self.overflow_l = 0.0
        self.used_l = 0.0
        self.missed_l = 0.0  # wanted while the tank was empty

    def fill(self, liters: float) -> None:
        """Let filtered water in; what does not fit runs over the rim."""
        self.level_l += liters
        if self.level_l > RIM_L:
            self.overflow_l += self.level_l - RIM_L
            self.level_l = RIM_L

    def use(self, hour: float, dt_s: float) -> None:
        """Let people draw what they want at this hour of the day."""
        for first, last, share in TAPS:
            if first <= hour < last:
                wanted_lpm = self._liters_a_day * share / ((last - first) * 60.0)
                after = water.step_tank(self.level_l, RIM_L, 0.0, wanted_lpm, dt_s)
                self.level_l = after.level_l
                self.used_l += after.drawn_l
                self.missed_l += wanted_lpm * dt_s / 60.0 - after.drawn_l


class SolarSupply:
    """A panel with a PWM controller and a lead-acid battery. Current is positive into the battery."""

    def __init__(
        self,
        board_w: float,
        place: str,
        start: datetime,
        panel_w: float,
        capacity_ah: float,
        soc: float,
        clearness: float,
        rng: Random,
    ) -> None:
        self._climate = PLACES[place]
        self._panel = sun.panel_of(panel_w)
        self._capacity_ah = capacity_ah
        self._clouds = Clouds(self._climate.monthly_clearness(), rng)
        self._fixed_clearness = clearness
        self._clearness = 0.0
        self._start = start
        self._day = -1
        self._board_w = board_w
        self.power = PowerSupply(battery_of(LEAD_ACID, capacity_ah), soc)
        self.apply_faults({})
        self.air_c = 0.0

    def apply_faults(self, faults: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
        """Panel and battery are broken from now on, or whole. A weak cell holds less charge and has more resistance."""
        shaded = faults.get("panel", {}).get("shaded")
        self._light_share = 1.0 - (0.0 if shaded is None else shaded.get("share", SHADED_SHARE))
        weak = faults.get("battery", {}).get("weak_cell")
        share = 1.0 if weak is None else max(weak.get("share", WEAK_SHARE), MIN_SHARE)
        self.power.exchange(battery_of(LEAD_ACID, self._capacity_ah * share))

    def look_at_the_sky(self, t_s: float) -> None:
        """Sun and air `t_s` after the start; they change slowly, so once in a minute is enough."""
        now = self._start + timedelta(seconds=t_s)
        day = int((t_s + self._start.hour * 3600.0 + self._start.minute * 60.0) // 86_400.0)
        if day != self._day:
            self._day = day
            drawn = self._clouds.next_day(now.month)
            self._clearness = self._fixed_clearness if self._fixed_clearness >= 0.0 else drawn
        hour = now.hour + now.minute / 60.0
        solar_hour = hour - 7.0 + self._climate.longitude_deg * UTC_TO_SUN_H  # wall clock is UTC+7
        cosine = sun.cos_zenith(self._climate.latitude_deg, now.timetuple().tm_yday, solar_hour)
        light_w_m2 = self._light_share * self._clearness * sun.clear_sky_w_m2(cosine)
        self.air_c = self._climate.temperature_c(now.month, hour)
        self.power.offered_a = sun.pwm_current_a(self._panel, light_w_m2, self.air_c, self.power.voltage_v)

    def step(self, load_a: float, dt_s: float) -> bool:
        """Give the board its power and others `load_a` for `dt_s` seconds; False when there is nothing to give."""
        return self.power.step(dt_s, self._board_w, load_a)
