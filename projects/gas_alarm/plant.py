"""The world of the gas alarm: a kitchen with a gas bottle, a valve, a burner, fumes, mains and a battery.

Gas spreads by the dilution equation of BS 5925 (science/gas_room.py). What the sensors make of it is their chips'
affair; here is what is really in the air.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from science.battery import AGM_7AH, BatteryState, accepted_a, terminal_voltage_v
from science.battery import step as battery_step
from science.explosive_limits import lel_pct_from_ppm, lpg_m3_from_grams
from science.gas_room import TwoZones, step_ppm, step_zones
from science.mq_sensors import MQ6, SUPPLY_V

from .witness import Witness

LESSON_S = 2 * 3600.0  # how long `highland sim` runs when nobody says
STEP_S = 1.0
NEVER = -1.0  # as a time: it does not happen

VIETNAM = timezone(timedelta(hours=7))
CHARGER_A = 0.7  # chosen: a tenth of the battery's capacity
BATTERY_S = 10.0
CHARGER_V = 13.8  # float voltage of sealed lead-acid


@dataclass(frozen=True)
class Settings:
    """What can be changed with `--set KEY=VALUE`. A time of -1 means never."""

    start_date: str = "2026-09-15"  # wall date at the start
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
    burner_g_per_h: float = 0.0  # LPG that a lit burner burns; when its flame is put out, this much escapes
    burner_start_min: float = 10.0
    burner_stop_min: float = NEVER
    spray_ppm: float = 0.0  # hair spray at the sensor, as the LPG it is mistaken for
    spray_start_min: float = 10.0
    spray_s: float = 10.0
    valve_sticks: bool = False  # once open, the valve does not shut
    heater_breaks_min: float = NEVER  # the heater wire of the MQ-6
    mains_off_min: float = NEVER
    mains_on_min: float = NEVER
    battery_soc: float = 1.0  # state of charge at the start, 0 to 1
    load_a: float = 0.6  # what the alarm draws from 12 V: Pi, sensors, valve
    temperature_c: float = 22.0
    humidity_pct: float = 70.0


class Plant:
    """The kitchen. `felt` is what the parts feel, `step` lets the time pass."""

    def __init__(self, settings: Settings, rng: random.Random) -> None:
        self.settings = settings
        self.start = datetime.fromisoformat(settings.start_date).replace(tzinfo=VIETNAM)
        self.t_s = 0.0
        self.zones = TwoZones(settings.first_lpg_ppm, settings.first_lpg_ppm)
        self.co_ppm = 0.0
        self.valve_open = False
        self.burner_lit = False
        self._burner_on = False
        self.leaked_g = 0.0
        self.burnt_g = 0.0
        self._battery = BatteryState(settings.battery_soc)
        self._battery_a = 0.0
        self._battery_v = 0.0
        self._battery_due_s = 0.0
        self._mains_was: bool | None = None
        leak_min = 0.0 if settings.first_lpg_ppm > 0.0 else settings.leak_start_min
        self._witness = Witness(max(leak_min, 0.0) * 60.0, max(settings.co_start_min, 0.0) * 60.0)
        self.felt: dict[str, float | bool] = {}
        self._power()
        self._feel()

    def step(self, dt_s: float, driven: Mapping[str, float]) -> None:
        """Let `dt_s` seconds pass with that much power at each actuator."""
        self.valve_open = driven.get("valve_open", 0.0) > 0.5 or (self.settings.valve_sticks and self.valve_open)
        self._spread(dt_s, driven.get("fan", 0.0))
        self.t_s += dt_s
        self._power()
        self._witness.look(self.t_s, dt_s, self.lpg_ppm, self.co_ppm, self.valve_open, driven)
        self._feel()

    @property
    def lpg_ppm(self) -> float:
        """Gas where the sensor hangs, near the floor."""
        return self.zones.low_ppm

    def _spread(self, dt_s: float, fan: float) -> None:
        settings = self.settings
        gas_g_per_h = self._leak_g_per_h() + self._burner(dt_s)
        self.leaked_g += gas_g_per_h * dt_s / 3600.0
        gas_m3_h = lpg_m3_from_grams(gas_g_per_h)
        air_m3_h = (settings.ventilation_ach + settings.fan_ach * fan) * settings.volume_m3
        if settings.two_zones:
            self.zones = step_zones(self.zones, gas_m3_h, air_m3_h, settings.volume_m3, dt_s)
        else:
            ppm = step_ppm(self.zones.low_ppm, gas_m3_h, air_m3_h, settings.volume_m3, dt_s)
            self.zones = TwoZones(ppm, ppm)
        co_m3_h = settings.co_m3_per_h if self._between(settings.co_start_min, NEVER) else 0.0
        self.co_ppm = step_ppm(self.co_ppm, co_m3_h, air_m3_h, settings.volume_m3, dt_s)

    def _leak_g_per_h(self) -> float:
        settings = self.settings
        flows = self.valve_open or settings.leak_upstream
        return (
            settings.leak_g_per_h if flows and self._between(settings.leak_start_min, settings.leak_stop_min) else 0.0
        )

    def _burner(self, dt_s: float) -> float:
        """Gas that escapes from the burner, g/h. A flame that lost its gas does not come back when the gas does."""
        settings = self.settings
        if not self._between(settings.burner_start_min, settings.burner_stop_min):
            self._burner_on = self.burner_lit = False
            return 0.0
        if not self._burner_on:
            self._burner_on = self.burner_lit = True  # a person turns the knob and lights it
        self.burner_lit = self.burner_lit and self.valve_open
        if self.burner_lit:
            self.burnt_g += settings.burner_g_per_h * dt_s / 3600.0
            return 0.0
        return settings.burner_g_per_h if self.valve_open else 0.0

    def _power(self) -> None:
        """A battery is slow: look at it every BATTERY_S, and at once when the mains comes or goes."""
        mains = self._mains()
        if self.t_s < self._battery_due_s and mains is self._mains_was:
            return
        passed_s = self.t_s - (self._battery_due_s - BATTERY_S) if self.t_s > 0.0 else 0.0
        self._battery = battery_step(self._battery, self._battery_a, self._battery_v, passed_s, AGM_7AH, CHARGER_V)
        self._battery_due_s = self.t_s + BATTERY_S
        self._mains_was = mains
        soc = self._battery.soc
        offered_a = CHARGER_A if mains else -self.settings.load_a
        self._battery_a = accepted_a(soc, offered_a, AGM_7AH)
        self._battery_v = terminal_voltage_v(soc, offered_a, AGM_7AH, CHARGER_V)

    def _mains(self) -> bool:
        return not self._between(self.settings.mains_off_min, self.settings.mains_on_min)

    def _between(self, start_min: float, stop_min: float) -> bool:
        """Whether the moment lies between two times; -1 means that it never comes."""
        if start_min == NEVER or self.t_s < start_min * 60.0:
            return False
        return stop_min == NEVER or self.t_s < stop_min * 60.0

    def _feel(self) -> None:
        settings, felt = self.settings, self.felt
        heated = not self._between(settings.heater_breaks_min, NEVER)
        sprayed = self._between(settings.spray_start_min, settings.spray_start_min + settings.spray_s / 60.0)
        sensor_ppm = self.lpg_ppm + (settings.spray_ppm if sprayed else 0.0)
        felt["gas_lpg_ppm"] = sensor_ppm if heated else 0.0  # a cold sensor shows clean air, whatever there is
        felt["fumes_co_ppm"] = self.co_ppm
        for part in ("gas", "fumes", "room"):
            felt[f"{part}_temperature_c"] = settings.temperature_c
            felt[f"{part}_humidity_pct"] = settings.humidity_pct
        felt["heater_voltage_v"] = SUPPLY_V
        felt["heater_current_a"] = MQ6.heater_current_a() if heated else 0.0
        felt["battery_voltage_v"] = self._battery_v
        felt["battery_current_a"] = self._battery_a
        felt["mains_closed"] = self._mains()
        felt["valve_switch_closed"] = not self.valve_open
        for button in ("reset", "hush", "test"):
            felt[f"{button}_pressed"] = False  # nobody is in the kitchen; `--press` sends somebody

    def metrics(self) -> dict[str, float]:
        """What the run came to. A time is in seconds after the leak or the fumes began (else: the run); -1: never."""
        found = self._witness.metrics()
        found["peak_lel_pct"] = lel_pct_from_ppm(found["peak_ppm"])
        found["leaked_g"] = self.leaked_g
        found["burnt_g"] = self.burnt_g
        found["end_ppm"] = self.lpg_ppm
        found["battery_soc_pct"] = 100.0 * self._battery.soc
        return found
