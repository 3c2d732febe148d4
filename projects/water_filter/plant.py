"""The world of the water filter: a stream, two tanks, a column of sand, a UV lamp, taps, sun and battery.

Not in it: the temperature acts neither on the sand nor on the lamp, and the pump stands behind a voltage regulator.
Read next, in world/: water_path.py (pump and valves), treatment.py (sand and lamp), surroundings.py (all around).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from math import inf
from random import Random

from .world.surroundings import HIGH_L, LOW_L, RAW_HIGH_L, RAW_LOW_L, Household, RawTank, SolarSupply
from .world.water_path import Faults, WaterPath

LESSON_S = 24 * 3600.0
STEP_S = 1.0
# The relay modules as built: these are on when their input is low, all others when it is high. A polarity mistake in
# wiring.toml is seen because the world does not believe it.
ACTIVE_LOW = frozenset({"pump", "inlet_valve", "backwash_valve", "waste_valve", "uv_lamp", "product_valve"})
UPSIDE_DOWN = frozenset({"product_high"})  # the floats as built: the contact of this one opens in water
FAULTS = {  # what can break in this world, beside the parts and their wires
    "pump": ("dry",),  # air in its hose
    "inlet_valve": ("stuck",),
    "waste_valve": ("stuck",),
    "backwash_valve": ("stuck",),
    "product_valve": ("stuck",),
    "pipe": ("burst",),  # behind the inlet valve
    "bed": ("clogged",),  # by something that no backwash takes out; `share` of the flow is left
    "uv_lamp": ("open", "shaded"),  # shaded: a dirty sleeve around it
    "water": ("dry",),  # the TDS probe hangs in the air
    "panel": ("shaded",),
    "battery": ("weak_cell",),
}

# The water moves each second, but only while something is switched on. All else is slow:
SLOW_S = 30.0  # stream, taps and battery, and at once when something is switched
SKY_S = 60.0  # sun and air

PI_W = 0.7  # Raspberry Pi Zero 2 W, 17 Wh a day, from memory: measure yours
FULL_V = 12.7  # rest voltage of a full battery


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
    raw_turbidity_ntu: float = 12.0  # a stream in fair weather
    storm_h: float = -1.0  # hour at which mud comes
    storm_lasts_h: float = 6.0
    storm_turbidity_ntu: float = 300.0
    storms_per_week: float = 0.0  # more of them, at random
    tds_ppm: float = 150.0
    lamp_h: float = 0.0  # hours that the UV lamp has burned before; 9000 is its end of life
    held_g_m3: float = 0.0  # dirt in the sand at the start; 5800 is clogged
    panel_w: float = 50.0
    battery_ah: float = 12.0
    battery_soc: float = 0.9  # charge of the battery at the start, 0-1
    clearness: float = -1.0  # of every day, 0-1; below 0: at random, as the month has it


class Plant:
    """The whole world of one filter. It works out slow things seldom, so a quiet second costs next to nothing."""

    def __init__(self, settings: Settings, rng: Random) -> None:
        self.settings = settings
        day = datetime.fromisoformat(settings.start_date).replace(tzinfo=timezone(timedelta(hours=7)))
        self.start = day + timedelta(hours=settings.start_h)
        self.raw = RawTank(settings.raw_l, settings.raw_turbidity_ntu, rng)
        self.household = Household(settings.product_l, settings.household_l_day)
        self.path = WaterPath(self.raw, self.household, settings.held_g_m3, settings.lamp_h)
        self.supply = SolarSupply(
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
        self._dry_from_s = _moment_s(settings.stream_dry_h)
        self._storm_s = _moment_s(settings.storm_h)
        self._storm_ends_s = self._storm_s + settings.storm_lasts_h * 3600.0
        self._probe_is_dry = False
        self._energy_wh = self._unpowered_s = 0.0
        self._pumping_lowest_rest_v = FULL_V
        self._driven: dict[str, float] = {}
        self._late_s = 0.0  # time that the slow things have not lived through yet,
        self._unbooked_s = 0.0  # and the battery
        self._sky_s = 0.0
        self._true: dict[str, float | bool] = {}
        self.felt: dict[str, float | bool] = {}  # what the parts feel
        self.shown: dict[str, float] = {}  # what is true and no part feels
        self.supply.look_at_the_sky(0.0)
        self.supply.step(0.0, 0.0)
        self._feel()

    @property
    def powered(self) -> bool:
        """Whether the charge controller feeds the board and all loads."""
        return self.supply.power.feeds

    def step(self, dt_s: float, driven: Mapping[str, float]) -> None:
        """Let the world go on for `dt_s` seconds with that much power at each actuator."""
        if not self.powered:
            driven = {}
        switched = driven != self._driven
        if switched:
            self._go_on_slowly()  # the time before belongs to what was on before
            self._driven = dict(driven)
            self.path.switch(driven)
        self.t_s += dt_s
        self._late_s += dt_s
        self._unbooked_s += dt_s
        if self.path.active or switched:
            self._feed()
            self.path.move(dt_s)
            self._feel_water()
        if switched or self._late_s >= SLOW_S:
            self._go_on_slowly()
        self.felt.update(self._true)

    def apply_faults(self, faults: Faults) -> None:
        """These things of this world are broken from now on, all others are whole.

        `faults["panel"]["shaded"] == {"share": 0.8}`; FAULTS says what there is.
        """
        self._go_on_slowly()
        self.path.apply_faults(faults)
        self.supply.apply_faults(faults)
        self.supply.look_at_the_sky(self.t_s)
        self._probe_is_dry = "dry" in faults.get("water", {})
        self._feel()

    def _go_on_slowly(self) -> None:
        """Stream, taps, sun and battery live through the time since the last look, with what is switched on now."""
        dt_s, self._late_s = self._late_s, 0.0
        if self.t_s >= self._sky_s:
            self._sky_s = self.t_s + SKY_S
            self.supply.look_at_the_sky(self.t_s)
        settings = self.settings
        storm_ntu = settings.storm_turbidity_ntu if self._storm_s <= self.t_s < self._storm_ends_s else 0.0
        ntu = self.raw.stream_ntu(settings.raw_turbidity_ntu, storm_ntu, self.t_s, settings.storms_per_week)
        self.raw.let_in(settings.stream_lpm if self.t_s < self._dry_from_s else 0.0, ntu, dt_s)
        self.household.use((settings.start_h + self.t_s / 3600.0) % 24.0, dt_s)
        self._feed()
        self._feel_the_rest()

    def _feed(self) -> None:
        """The battery lives through the time since it was last looked at; what it can't feed stands still."""
        dt_s, self._unbooked_s = self._unbooked_s, 0.0
        power, pumps = self.supply.power, self.path.pump_has_power()
        before_wh = power.load_wh
        if self.supply.step(self.path.load_a(), dt_s):
            self._energy_wh += power.load_wh - before_wh - PI_W * dt_s / 3600.0
        else:
            self._unpowered_s += dt_s
            self.path.switch({})
        if pumps:
            self._pumping_lowest_rest_v = min(self._pumping_lowest_rest_v, power.rest_v())

    def _feel(self) -> None:
        """Everything that is felt or shown, at once."""
        self._feel_water()
        self._feel_the_rest()
        self.felt.update(self._true)

    def _feel_water(self) -> None:
        """What changes each second while the pump runs."""
        true, path, level_l = self._true, self.path, self.household.level_l
        true["filter_flow_lpm"] = path.flow_lpm
        true["product_turbidity_ntu"] = path.bed.out_ntu
        true["uv_current_a"] = path.lamp.current_a
        true["product_switch_closed"] = not path.product_valve_is_open()
        for valve, share in path.valves_open().items():
            self.shown[f"{valve}_open_share"] = share
        self.shown["uv_light"] = path.lamp.warmth
        self.shown["lost_lpm"] = path.lost_lpm()
        self.shown["pump_runs"] = float(path.pump_has_power())
        true["raw_low_wet"] = self.raw.level_l > RAW_LOW_L
        true["product_high_wet"] = level_l > HIGH_L
        self.shown["raw_level_l"] = self.raw.level_l
        self.shown["product_level_l"] = level_l
        self.shown["delivered_lpm"] = path.delivered_lpm()

    def _feel_the_rest(self) -> None:
        power, true, shown = self.supply.power, self._true, self.shown
        raw_l, product_l = self.raw.level_l, self.household.level_l
        true["raw_low_wet"] = raw_l > RAW_LOW_L
        true["raw_high_wet"] = raw_l > RAW_HIGH_L
        true["product_low_wet"] = product_l > LOW_L
        true["product_high_wet"] = product_l > HIGH_L
        true["raw_turbidity_ntu"] = self.raw.ntu
        true["water_tds_ppm"] = self.settings.tds_ppm
        true["water_temperature_c"] = true["bed_temperature_c"] = self.supply.air_c
        true["water_wet"] = not self._probe_is_dry
        true["battery_voltage_v"] = true["uv_voltage_v"] = power.voltage_v
        true["battery_current_a"] = power.charge_a
        true["reset_pressed"] = False
        shown["raw_level_l"] = raw_l
        shown["product_level_l"] = product_l
        shown["overflow_l"] = self.household.overflow_l
        shown["bed_flow_pct"] = 100.0 * self.path.flow_share()
        shown["battery_rest_v"] = power.rest_v()
        shown["battery_soc"] = power.soc
        shown["energy_from_nowhere_wh"] = power.from_nowhere_wh()

    def metrics(self) -> dict[str, float]:
        """What the run came to."""
        path, household, power = self.path, self.household, self.supply.power
        product_l = path.totals["product_l"]
        return path.totals | {
            "product_turbidity_mean_ntu": path.product_ntu_l / product_l if product_l else 0.0,
            "raw_turbidity_ntu": self.raw.ntu,
            "product_level_l": household.level_l,
            "overflow_l": household.overflow_l,
            "used_l": household.used_l,
            "missed_l": household.missed_l,
            "raw_level_l": self.raw.level_l,
            "held_g": path.bed.held_g(),
            "lamp_h": path.lamp.burned_h,
            "clean_flow_pct": 100.0 * path.flow_share(),
            "bed_expansion_pct": 100.0 * path.bed.expansion,
            "energy_wh": self._energy_wh,
            "harvested_wh": power.harvest_wh,
            "load_wh": power.load_wh,
            "energy_from_nowhere_wh": power.from_nowhere_wh(),
            "hours_without_power": self._unpowered_s / 3600.0,
            "battery_soc": power.soc,
            "battery_lowest_soc": power.lowest_soc,
            "pumping_lowest_rest_v": self._pumping_lowest_rest_v,
        }


def _moment_s(hour: float) -> float:
    """Seconds from the start to that hour; never, when it is below 0."""
    return hour * 3600.0 if hour >= 0.0 else inf
