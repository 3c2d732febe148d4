"""The world of the water filter: a stream, two tanks, a column of sand, a UV lamp, taps, sun and battery.

Not in it: the temperature acts neither on the sand nor on the lamp, and the pump stands behind a voltage regulator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from math import exp, inf
from random import Random

from science.water_quality import FILTER_ACCEPTABLE_NTU

from .bed import FilterBed
from .household import HIGH_L, LOW_L, SECOND_FLOAT_L, Household
from .hydraulics import BURST_LPM, CATCHING_S, OPEN_SHARE, WASH_LPM, Path, filter_flow_lpm, path_of
from .lamp import Lamp
from .power import Supply
from .river import DEAD_L, RAW_HIGH_L, RAW_LOW_L, RawTank

LESSON_S = 24 * 3600.0
STEP_S = 1.0

# Pump, sand and lamp move each second, but only while something is switched on. All else is slow:
SLOW_S = 30.0  # stream, taps and battery, and at once when something is switched
SKY_S = 60.0  # sun and air
SOLVE_S = 30.0  # flow through the sand, which clogs in hours

PI_W = 0.7  # Raspberry Pi Zero 2 W, 17 Wh a day, from memory: measure yours
PUMP_A = 1.3  # at 12 V
VALVE_A = 0.3

VALVES = ("inlet_valve_open", "waste_valve_open", "backwash_valve_open", "product_valve_open")
SWITCHED = (*VALVES, "pump", "uv_lamp")
TO_TANK_SHARE = {Path.PRODUCT: 1.0, Path.BOTH: 0.5}
TOTALS = (
    "product_l",
    "delivered_over_5_ntu_l",
    "delivered_under_40_mj_l",
    "waste_l",
    "wash_l",
    "lost_l",
    "raw_l",
    "backwashes",
    "pump_h",
    "pump_against_shut_valves_s",
    "pump_without_water_s",
    "energy_wh",
)


@dataclass(frozen=True)
class Settings:
    """What `--set` can change. An hour counts from the start of the run; below 0 it means never."""

    start_date: str = "2026-05-15"
    start_h: float = 6.0  # hour of the day at which the world begins
    place: str = "na_hang"  # or cao_bang
    household_l_day: float = 60.0  # four people, 15 L each to drink and cook
    product_l: float = 36.0  # in the tank at the start; it holds 60
    raw_l: float = 95.0  # in the raw tank at the start; it holds 100
    stream_lpm: float = 3.0
    stream_dry_h: float = -1.0  # from this hour no water comes
    raw_turbidity_ntu: float = 20.0
    storm_h: float = -1.0  # hour at which mud comes
    storm_lasts_h: float = 6.0
    storm_turbidity_ntu: float = 300.0
    storms_per_week: float = 0.0  # more of them, by luck
    tds_ppm: float = 150.0
    tds_probe_dry_h: float = -1.0  # from this hour the TDS probe hangs in the air
    held_g_m3: float = 0.0  # dirt in the sand at the start; 6300 is clogged
    lamp_breaks_h: float = -1.0
    pipe_bursts_h: float = -1.0  # behind the inlet valve
    panel_w: float = 50.0
    battery_ah: float = 12.0
    battery_soc: float = 0.9  # charge of the battery at the start, 0-1
    clearness: float = -1.0  # of every day, 0-1; below 0: by luck, as the month has it


class Plant:
    """The whole world of one filter. It works out slow things seldom, so a quiet second costs next to nothing."""

    def __init__(self, settings: Settings, rng: Random) -> None:
        self.settings = settings
        day = datetime.fromisoformat(settings.start_date).replace(tzinfo=timezone(timedelta(hours=7)))
        self.start = day + timedelta(hours=settings.start_h)
        self.bed = FilterBed(settings.held_g_m3)
        self.raw = RawTank(settings.raw_l, settings.raw_turbidity_ntu, rng)
        self.household = Household(settings.product_l, settings.household_l_day)
        self.lamp = Lamp()
        self.supply = Supply(
            PI_W,
            settings.place,
            self.start,
            settings.panel_w,
            settings.battery_ah,
            settings.battery_soc,
            settings.clearness,
            rng,
        )
        self.t_s = 0.0
        self.flow_lpm = 0.0
        self._lamp_breaks_s = _moment_s(settings.lamp_breaks_h)
        self._bursts_s = _moment_s(settings.pipe_bursts_h)
        self._dry_from_s = _moment_s(settings.stream_dry_h)
        self._storm_s = _moment_s(settings.storm_h)
        self._storm_ends_s = self._storm_s + settings.storm_lasts_h * 3600.0
        self._probe_dry_s = _moment_s(settings.tds_probe_dry_h)
        self._totals = dict.fromkeys(TOTALS, 0.0)
        self._product_ntu_l = 0.0
        self._washing = False
        self._late_s = 0.0  # time that the slow things have not lived through yet
        self._sky_s = self._solved_s = 0.0
        self._solved_lpm = 0.0
        self._true: dict[str, float | bool] = {}
        self.felt: dict[str, float | bool] = {}
        self._switch({})
        self.supply.look_at_the_sky(0.0)
        self.supply.step(0.0, 0.0)
        self._feel_water()
        self._feel_the_rest()
        self.felt.update(self._true)

    def step(self, dt_s: float, driven: Mapping[str, float]) -> None:
        """Let the world go on for `dt_s` seconds with that much power at each actuator."""
        switched = driven != self._driven
        if switched:
            self._go_on_slowly(self._late_s)  # the time before belongs to what was on before
            self._switch(driven)
        self.t_s += dt_s
        self._late_s += dt_s
        if self._active or switched:
            self._move(dt_s)
        if switched or self._late_s >= SLOW_S:
            self._go_on_slowly(self._late_s)
        self.felt.update(self._true)

    def _switch(self, driven: Mapping[str, float]) -> None:
        self._driven = dict(driven)
        self._path = path_of(driven)
        on = {name for name in SWITCHED if driven.get(name, 0.0) > OPEN_SHARE}
        self._active = bool(on)
        self._pump_on, self._lamp_on = "pump" in on, "uv_lamp" in on
        self._valves_a = VALVE_A * len(on.intersection(VALVES))

    # each second while something is on

    def _move(self, dt_s: float) -> None:
        """Lamp, pump and sand, `dt_s` later."""
        self.lamp.step(self._lamp_on, self.t_s >= self._lamp_breaks_s, dt_s)
        pumping = self._has_power()
        wanted_lpm = self._working_point_lpm() if pumping else 0.0
        if wanted_lpm > 0.0:
            self.flow_lpm += (wanted_lpm - self.flow_lpm) * (1.0 - exp(-dt_s / CATCHING_S))
            self._send(self.raw.draw(self.flow_lpm * dt_s / 60.0), dt_s)
        elif self.flow_lpm > 0.0:
            self.bed.rest()
            self.flow_lpm = 0.0
        if pumping:
            self._count_pumping(dt_s, wanted_lpm > 0.0)
        self._feel_water()

    def _has_power(self) -> bool:
        """Whether the pump runs: the second float cuts its power above the full tank."""
        return self._pump_on and self.household.level_l < SECOND_FLOAT_L

    def _count_pumping(self, dt_s: float, flows: bool) -> None:
        totals = self._totals
        totals["pump_h"] += dt_s / 3600.0
        if self._path is Path.NONE:
            totals["pump_against_shut_valves_s"] += dt_s
        elif not flows:
            totals["pump_without_water_s"] += dt_s

    def _working_point_lpm(self) -> float:
        if self.raw.level_l <= DEAD_L or self._path is Path.NONE:
            return 0.0
        if self._path is Path.WASH:
            return WASH_LPM
        if self.t_s >= self._bursts_s:
            return BURST_LPM
        if self.t_s >= self._solved_s:
            self._solved_s = self.t_s + SOLVE_S
            self._solved_lpm = filter_flow_lpm(self.bed.held_g_m3)
        return self._solved_lpm

    def _send(self, liters: float, dt_s: float) -> None:
        """Let the water that was pumped arrive where the valves lead it."""
        totals = self._totals
        totals["raw_l"] += liters
        begins = self._path is Path.WASH and not self._washing
        self._washing = self._path is Path.WASH
        if self._washing:
            totals["backwashes"] += begins
            totals["wash_l"] += liters
            self.bed.wash(self.flow_lpm, self.raw.ntu, dt_s)
            self._solved_s = 0.0
        elif self.t_s >= self._bursts_s:
            totals["lost_l"] += liters
        else:
            self.bed.filter(self.flow_lpm, self.raw.ntu, dt_s)
            share = TO_TANK_SHARE.get(self._path, 0.0)
            totals["waste_l"] += liters * (1.0 - share)
            if share:
                self._deliver(liters * share)

    def _deliver(self, liters: float) -> None:
        totals, ntu = self._totals, self.bed.out_ntu
        self.household.fill(liters)
        totals["product_l"] += liters
        self._product_ntu_l += ntu * liters
        if ntu > FILTER_ACCEPTABLE_NTU:
            totals["delivered_over_5_ntu_l"] += liters
        if not self.lamp.enough_for(self.flow_lpm):
            totals["delivered_under_40_mj_l"] += liters

    def _feel_water(self) -> None:
        true = self._true
        true["filter_flow_lpm"] = self.flow_lpm
        true["product_turbidity_ntu"] = self.bed.out_ntu
        true["uv_current_a"] = self.lamp.current_a
        true["raw_low_wet"] = self.raw.level_l > RAW_LOW_L
        true["product_high_wet"] = self.household.level_l > HIGH_L

    # every half minute, and when something is switched

    def _go_on_slowly(self, dt_s: float) -> None:
        """Stream, taps, sun and battery, `dt_s` later, with what is switched on now."""
        self._late_s = 0.0
        if self.t_s >= self._sky_s:
            self._sky_s = self.t_s + SKY_S
            self.supply.look_at_the_sky(self.t_s)
        settings = self.settings
        storm_ntu = settings.storm_turbidity_ntu if self._storm_s <= self.t_s < self._storm_ends_s else 0.0
        ntu = self.raw.stream_ntu(settings.raw_turbidity_ntu, storm_ntu, self.t_s, settings.storms_per_week)
        self.raw.let_in(settings.stream_lpm if self.t_s < self._dry_from_s else 0.0, ntu, dt_s)
        self.household.use((settings.start_h + self.t_s / 3600.0) % 24.0, dt_s)
        load_a = self.lamp.current_a + self._valves_a + (PUMP_A if self._has_power() else 0.0)
        self._totals["energy_wh"] += load_a * self.supply.voltage_v * dt_s / 3600.0
        self.supply.step(load_a, dt_s)
        self._feel_the_rest()

    def _feel_the_rest(self) -> None:
        supply, true = self.supply, self._true
        true["raw_low_wet"] = self.raw.level_l > RAW_LOW_L
        true["raw_high_wet"] = self.raw.level_l > RAW_HIGH_L
        true["product_low_wet"] = self.household.level_l > LOW_L
        true["product_high_wet"] = self.household.level_l > HIGH_L
        true["raw_turbidity_ntu"] = self.raw.ntu
        true["water_tds_ppm"] = self.settings.tds_ppm
        true["water_temperature_c"] = true["bed_temperature_c"] = supply.air_c
        true["water_wet"] = self.t_s < self._probe_dry_s
        true["battery_voltage_v"] = true["uv_voltage_v"] = supply.voltage_v
        true["battery_current_a"] = supply.current_a
        true["reset_pressed"] = False

    def metrics(self) -> dict[str, float]:
        """What the run came to."""
        product_l = self._totals["product_l"]
        return self._totals | {
            "product_turbidity_mean_ntu": self._product_ntu_l / product_l if product_l else 0.0,
            "raw_turbidity_ntu": self.raw.ntu,
            "product_level_l": self.household.level_l,
            "overflow_l": self.household.overflow_l,
            "used_l": self.household.used_l,
            "missed_l": self.household.missed_l,
            "raw_level_l": self.raw.level_l,
            "held_g": self.bed.held_g(),
            "clean_flow_pct": 100.0 * filter_flow_lpm(self.bed.held_g_m3) / filter_flow_lpm(0.0),
            "harvested_wh": self.supply.harvested_wh,
            "battery_soc": self.supply.state.soc,
            "battery_lowest_soc": self.supply.lowest_soc,
        }


def _moment_s(hour: float) -> float:
    """Seconds from the start to that hour; never, when it is below 0."""
    return hour * 3600.0 if hour >= 0.0 else inf
