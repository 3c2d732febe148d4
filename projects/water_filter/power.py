"""Sun, panel, battery and everything that draws from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from science import battery, panel, sun
from science.climate import CAO_BANG, NA_HANG, Clouds

PLACES = {"na_hang": NA_HANG, "cao_bang": CAO_BANG}
UTC_TO_SUN_H = 24.0 / 360.0  # hours of solar time for each degree east
SHADED_SHARE = 0.8  # of the light that is lost, when a fault does not say: a panel under trees
WEAK_SHARE = 0.5  # of the capacity that is left, when a fault does not say
MIN_SHARE = 0.01  # chosen: a battery is never quite nothing
RESISTANCE_OHM_AH = 0.035 * 7.0  # AGM: 0.035 ohm at 7 Ah, and less in proportion for a bigger one


class Supply:
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
        self._panel = panel.Panel(panel_w, panel_w * panel.PANEL_50W.short_circuit_a / panel.PANEL_50W.peak_w)
        self._capacity_ah = capacity_ah
        self._clouds = Clouds(self._climate.monthly_clearness(), rng)
        self._fixed_clearness = clearness
        self._clearness = 0.0
        self._start = start
        self._day = -1
        self._board_w = board_w
        self.state = battery.BatteryState(soc)
        self.apply_faults({})
        self.panel_a = 0.0
        self.current_a = 0.0
        self.voltage_v = battery.rest_voltage_v(soc)
        self.air_c = 0.0
        self.harvested_wh = 0.0
        self.lowest_soc = soc

    def apply_faults(self, faults: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
        """Panel and battery are broken from now on, or whole. A weak cell holds less charge and has more resistance."""
        shaded = faults.get("panel", {}).get("shaded")
        self._light_share = 1.0 - (0.0 if shaded is None else shaded.get("share", SHADED_SHARE))
        weak = faults.get("battery", {}).get("weak_cell")
        ah = self._capacity_ah * (1.0 if weak is None else max(weak.get("share", WEAK_SHARE), MIN_SHARE))
        self._battery = battery.Battery(battery.LEAD_ACID, ah, RESISTANCE_OHM_AH / ah)

    def rest_v(self) -> float:
        """What the battery would really show after some hours without current."""
        return battery.rest_voltage_v(self.state.soc)

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
        light_w_m2 = self._clearness * sun.clear_sky_w_m2(cosine)
        self.panel_a = panel.pwm_current_a(self._panel, self._light_share * light_w_m2)
        self.air_c = self._climate.temperature_c(now.month, hour)

    def step(self, load_a: float, dt_s: float) -> None:
        """Give the board its power and others `load_a` for `dt_s` seconds, and count the charge."""
        soc = self.state.soc
        total_a = load_a + self._board_w / self.voltage_v
        offered_a = self.panel_a - total_a
        self.voltage_v = battery.terminal_voltage_v(soc, offered_a, self._battery)
        self.current_a = battery.accepted_a(soc, offered_a, self._battery)
        self.state = battery.step(self.state, self.current_a, self.voltage_v, dt_s, self._battery)
        self.harvested_wh += max(self.current_a + total_a, 0.0) * self.voltage_v * dt_s / 3600.0
        self.lowest_soc = min(self.lowest_soc, self.state.soc)
