"""The world of the gas alarm: a kitchen with a gas bottle, a valve, a burner, fumes, mains and a battery.

Gas spreads by the dilution equation of BS 5925 (science/gas.py). How the sensors see it is up to their
chips; this is what is really in the air.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from math import inf
from typing import NamedTuple

from science.gas import TwoZones, lel_pct_from_ppm, lpg_m3_from_grams, step_ppm, step_zones
from science.mq_sensors import MQ6, SUPPLY_V

from .world.metrics import NEVER, Metrics
from .world.supply import Supply

LESSON_S = 2 * 3600.0  # how long `highland sim` runs when nobody says
STEP_S = 1.0
# The relay modules as built: these are on when their input is low, all others when it is high. A polarity mistake in
# wiring.toml is seen because the world does not believe it.
ACTIVE_LOW = frozenset[str]()
FAULTS = {  # what can break in this world, beside the parts
    "valve": ("stuck",),  # stays where it is, or at `value`: 0 shut, 1 open, 0.1 a crumb in its seat
    "hose": ("burst",),  # between bottle and valve: gas comes that no valve can stop
    "gas_heater": ("open",),  # the heater wire of the gas sensor
    "mains": ("cut",),
    "charger": ("open",),  # its fuse: the mains is there, and the battery runs down all the same
    "battery": ("weak_cell",),  # `share` of the capacity that is left
}

CALM = {"leak_g_per_h": 0.0}  # settings with which nothing happens by itself: a board on the table

VIETNAM = timezone(timedelta(hours=7))
BATTERY_S = 10.0  # a battery is slow: it is worked out this often, and at once when the mains comes or goes
WEAK_SHARE = 0.3  # chosen: of a battery with a weak cell, when nobody says
BURST_G_PER_H = 1500.0  # chosen: what the regulator of a kitchen bottle lets through into an open hose


@dataclass(frozen=True)
class Settings:
    """What can be changed with `--set KEY=VALUE`. A time of -1 means never."""

    start_date: str = "2026-09-15"  # wall date at the start
    calibrated_days_ago: float = 14.0  # how old the calibration of the sensors is at the start
    volume_m3: float = 30.0  # kitchen, 12 m2 and 2.5 m high
    ventilation_ach: float = 0.3  # fresh air, times the kitchen's volume per hour; 0.3 is a closed kitchen
    fan_ach: float = 0.0  # what the fan adds while it runs; a small one adds 1; 0: no fan is built in
    two_zones: bool = False  # LPG is heavier than air: fill the lowest fifth of the room first
    leak_g_per_h: float = 250.0  # LPG; 250 is a burner that is open and not lit
    leak_start_min: float = 10.0
    leak_stop_min: float = NEVER
    leak_upstream: bool = False  # the leak is before the valve, which then cannot stop it
    first_lpg_ppm: float = 0.0  # gas in the kitchen at the start
    co_m3_per_h: float = 0.0  # carbon monoxide from a charcoal brazier; 0.0045 is a small one
    co_start_min: float = 10.0
    co_stop_min: float = -1.0
    co_held_ppm: float = 0.0  # held at this level instead, from the same moment on, as in a test chamber
    burner_g_per_h: float = 0.0  # LPG that a lit burner burns; when its flame is put out, this much escapes
    burner_start_min: float = 10.0
    burner_stop_min: float = NEVER
    spray_ppm: float = 0.0  # hair spray at the sensor, as the LPG it is mistaken for
    spray_start_min: float = 10.0
    spray_s: float = 10.0
    battery_soc: float = 1.0  # state of charge at the start, 0 to 1
    load_a: float = 0.6  # what the alarm draws from 12 V: Pi, sensors, valve
    temperature_c: float = 22.0
    humidity_pct: float = 70.0


class Span(NamedTuple):
    """From `start_s` on, until before `stop_s`; both in seconds since the start of the run, infinity for never."""

    start_s: float
    stop_s: float = inf

    def holds(self, t_s: float) -> bool:
        """Whether that moment lies in it."""
        return self.start_s <= t_s < self.stop_s


def span(start_min: float, stop_min: float = NEVER) -> Span:
    """The span between two settings in minutes."""
    return Span(*(inf if minutes == NEVER else minutes * 60.0 for minutes in (start_min, stop_min)))


class Plant:
    """The kitchen. `felt` is what the parts feel, `step` lets the time pass."""

    def __init__(self, settings: Settings, rng: random.Random) -> None:
        self.settings = settings
        self.start = datetime.fromisoformat(settings.start_date).replace(tzinfo=VIETNAM)
        self.calibrated_on = self.start.date() - timedelta(days=settings.calibrated_days_ago)
        self.t_s = 0.0
        self.lpg_ppm = settings.first_lpg_ppm  # where the sensor hangs, near the floor
        self.high_ppm = settings.first_lpg_ppm  # above it, when the kitchen has two zones
        self.co_ppm = 0.0
        self.valve_open = 0.0  # how far, 0 to 1
        self.burner_lit = False
        self._burner_on = False
        self.leaked_g = 0.0
        self.burnt_g = 0.0
        self._still_air_m3_h = settings.ventilation_ach * settings.volume_m3
        self._fan_m3_h = settings.fan_ach * settings.volume_m3
        leak_min = 0.0 if settings.first_lpg_ppm > 0.0 else settings.leak_start_min
        self._metrics = Metrics(max(leak_min, 0.0) * 60.0, max(settings.co_start_min, 0.0) * 60.0)
        self._leak = span(settings.leak_start_min, settings.leak_stop_min)
        self._fumes = span(settings.co_start_min, settings.co_stop_min)
        self._burner = span(settings.burner_start_min, settings.burner_stop_min)
        self._spray = span(settings.spray_start_min, settings.spray_start_min + settings.spray_s / 60.0)
        self._escaping_g_per_h = 0.0
        self.felt: dict[str, float | bool] = {}
        self.shown: dict[str, float] = {}  # what is true and no part feels: hair spray is no gas, a switch may lie
        self._supply = Supply(settings.battery_soc, settings.load_a)
        self._slow = _unchanging(settings)  # what the parts feel and what seldom changes
        self.apply_faults({})
        self._feel()

    def apply_faults(self, faults: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
        """These things of this world are broken from now on, all others work; names and kinds are in FAULTS."""
        valve = faults.get("valve", {}).get("stuck")
        self._stuck_at = None if valve is None else min(max(valve.get("value", self.valve_open), 0.0), 1.0)
        self._burst_g_per_h = BURST_G_PER_H if "hose" in faults else 0.0
        self._heated = "gas_heater" not in faults
        self._slow["heater_current_a"] = MQ6.heater_current_a() if self._heated else 0.0
        self._slow["mains_closed"] = "mains" not in faults
        battery = faults.get("battery", {}).get("weak_cell", {"share": 1.0})
        self._supply.work_out(self.t_s)
        self._supply.mains = "mains" not in faults
        self._supply.charger_ok = "charger" not in faults
        self._supply.weaken(battery.get("share", WEAK_SHARE))
        self._keep_timetable()

    @property
    def powered(self) -> bool:
        """Whether the mains or the battery feeds the alarm; a battery that is nearly empty takes itself off."""
        return self._supply.power.feeds

    def step(self, dt_s: float, driven: Mapping[str, float]) -> None:
        """Let `dt_s` seconds pass with that much power at each actuator."""
        if not self.powered:
            driven = {}
        if self._stuck_at is None:
            self.valve_open = 1.0 if driven.get("valve_open", 0.0) > 0.5 else 0.0  # a spring shuts it
        else:
            self.valve_open = self._stuck_at
        self._spread(dt_s, driven.get("fan", 0.0))
        self.t_s += dt_s
        if self.t_s >= self._change_s:
            self._keep_timetable()
        elif self.t_s >= self._power_s:
            self._power()
        self._metrics.look(self.t_s, dt_s, self.lpg_ppm, self.co_ppm, self.valve_open > 0.0, driven)
        self._feel()

    # What begins and ends at set times

    def _keep_timetable(self) -> None:
        settings, t_s = self.settings, self.t_s
        self._leak_g_per_h = settings.leak_g_per_h if self._leak.holds(t_s) else 0.0
        fumes = self._fumes.holds(t_s)
        self._co_m3_per_h = settings.co_m3_per_h if fumes else 0.0
        self._co_held_ppm = settings.co_held_ppm if fumes else 0.0
        self._turn_burner(self._burner.holds(t_s))
        self._spray_ppm = settings.spray_ppm if self._spray.holds(t_s) else 0.0
        spans = (self._leak, self._fumes, self._burner, self._spray)
        self._change_s = min([each_s for each in spans for each_s in each if each_s > t_s], default=inf)
        self._power()

    def _turn_burner(self, on: bool) -> None:
        """A person turns the knob and lights the flame, or turns it off. Nobody relights a flame that went out."""
        if on is not self._burner_on:
            self._burner_on = self.burner_lit = on

    def _power(self) -> None:
        self._supply.work_out(self.t_s)
        self._power_s = self.t_s + BATTERY_S
        power = self._supply.power
        self._slow["battery_voltage_v"], self._slow["battery_current_a"] = power.voltage_v, power.charge_a
        self.shown["energy_from_nowhere_wh"] = power.from_nowhere_wh()

    # The air

    def _spread(self, dt_s: float, fan: float) -> None:
        gas_g_per_h = self._burst_g_per_h
        if self._burner_on:
            gas_g_per_h += self._burn(dt_s)
        if self._leak_g_per_h > 0.0:
            gas_g_per_h += self._leak_g_per_h * (1.0 if self.settings.leak_upstream else self.valve_open)
        self._escaping_g_per_h = gas_g_per_h
        air_m3_h = self._still_air_m3_h + self._fan_m3_h * fan
        if gas_g_per_h > 0.0:
            self.leaked_g += gas_g_per_h * dt_s / 3600.0
            self._spread_gas(dt_s, lpg_m3_from_grams(gas_g_per_h), air_m3_h)
        elif self.lpg_ppm > 0.0:
            self._spread_gas(dt_s, 0.0, air_m3_h)
        if self._co_held_ppm > 0.0:
            self.co_ppm = self._co_held_ppm
        elif self._co_m3_per_h > 0.0 or self.co_ppm > 0.0:
            self.co_ppm = step_ppm(self.co_ppm, self._co_m3_per_h, air_m3_h, self.settings.volume_m3, dt_s)

    def _spread_gas(self, dt_s: float, gas_m3_h: float, air_m3_h: float) -> None:
        volume_m3 = self.settings.volume_m3
        if self.settings.two_zones:
            zones = TwoZones(self.lpg_ppm, self.high_ppm)
            self.lpg_ppm, self.high_ppm = step_zones(zones, gas_m3_h, air_m3_h, volume_m3, dt_s)
        else:
            self.lpg_ppm = step_ppm(self.lpg_ppm, gas_m3_h, air_m3_h, volume_m3, dt_s)

    def _burn(self, dt_s: float) -> float:
        """Gas that escapes from the burner, g/h. A flame that lost its gas does not come back when the gas does."""
        self.burner_lit = self.burner_lit and self.valve_open >= 0.5
        if self.burner_lit:
            self.burnt_g += self.settings.burner_g_per_h * dt_s / 3600.0
            return 0.0
        return self.settings.burner_g_per_h * self.valve_open

    # What the parts feel

    def _feel(self) -> None:
        felt = self.felt
        felt.update(self._slow)
        felt["gas_lpg_ppm"] = self.lpg_ppm + self._spray_ppm if self._heated else 0.0  # a cold sensor sees no gas
        felt["fumes_co_ppm"] = self.co_ppm
        felt["valve_switch_closed"] = self.valve_open < 0.5  # a crumb in the seat does not move it
        shown = self.shown
        shown["lpg_ppm"] = self.lpg_ppm
        shown["valve_open"] = self.valve_open
        shown["escaping_g_per_h"] = self._escaping_g_per_h
        shown["burner_lit"] = float(self.burner_lit and self.settings.burner_g_per_h > 0.0)

    def metrics(self) -> dict[str, float]:
        """What the run came to. A time is in seconds after the leak or the fumes began (else: the run); -1: never."""
        found = self._metrics.metrics()
        found["peak_lel_pct"] = lel_pct_from_ppm(found["peak_ppm"])
        found["leaked_g"] = self.leaked_g
        found["burnt_g"] = self.burnt_g
        found["end_ppm"] = self.lpg_ppm
        found["battery_soc_pct"] = 100.0 * self._supply.power.soc
        found["energy_from_nowhere_wh"] = self._supply.power.from_nowhere_wh()
        return found


def _unchanging(settings: Settings) -> dict[str, float | bool]:
    """What stays the same for a whole run: the climate, the 5 V supply, and buttons that nobody presses."""
    felt: dict[str, float | bool] = {"heater_voltage_v": SUPPLY_V}
    for part in ("gas", "fumes", "room"):
        felt[f"{part}_temperature_c"] = settings.temperature_c
        felt[f"{part}_humidity_pct"] = settings.humidity_pct
    for button in ("reset", "hush", "test"):
        felt[f"{button}_pressed"] = False  # nobody is in the kitchen; `--press` sends somebody
    return felt
