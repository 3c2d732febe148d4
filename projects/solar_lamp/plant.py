"""The world of the solar lamp: a closed box in a damp room, a panel in the sun, and a twin box without a lamp.

Read this before you compare numbers. In the default build the Raspberry Pi hangs INSIDE the box (`own_heat_in_box`).
Its 0.7 W never stop and hold the box 0.15 K above the room, day and night, and the twin box has no Pi. So a part of
what "the lamp" saves is the Pi's own heat. Mold with the lamp divided by mold without (`mold_ratio`):

    20 C, 92 %, books, 2.5 kWh/m2 of sun a day, no evening light     Pi inside   Pi outside
    90 days, 50 Wp panel                                                  0.66         0.74
    90 days, 20 Wp panel                                                  0.86         0.95
    a week at 25 C, 94 %, raw pine, a fifth of the clear sun, 50 Wp       0.72         0.81

These are simulated with the law of this folder; nothing was measured on a board. `--set own_heat_in_box=false` hangs
the Pi outside. The heater is a steady 10 W here; a real resistor gives more when the sun lifts the battery to 14 V.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from math import isnan
from random import Random

from science import enclosure
from science.enclosure import Enclosure, Surroundings
from science.humid_air import saturation_pressure_pa

from .world.power import Load, SolarPower, UvLamp
from .world.weather import DAY_S, SITES, ConstantAir, Growth, Weather

LESSON_S = 7 * DAY_S
STEP_S = 5.0  # the box takes minutes to warm: 5 s is fine and quick
MINUTE_S = 60.0  # sun, weather, mold and the twin box
# The relay modules as built: these are on when their input is low, all others when it is high. A polarity mistake in
# wiring.toml is seen because the world does not believe it.
ACTIVE_LOW = frozenset({"heater"})
FAULTS = {
    "heater": ("open",),  # its wire is broken
    "heater_probe": ("dry",),  # it fell off and hangs in the air of the box
    "door": ("open",),  # it stands open
    "panel": ("shaded",),  # leaves, dust, a new roof
    "battery": ("weak_cell",),
}

VIETNAM = timezone(timedelta(hours=7))
BIMETAL_OPENS_C = 50.0  # cut-off in the heater's own supply, works without any program
BIMETAL_CLOSES_C = 38.0  # chosen: such switches close 10-20 K lower
DOOR_CHANGES_PER_H = 30.0  # chosen: air changes with the door open
SHADED = 0.8  # of the light is lost, by default
WEAK = 0.4  # of the capacity is left, by default
EVENING_H = 18.5  # somebody presses the light button when it gets dark
PRESS_S = 1.0  # how long the button is held, or one step if that is longer
PRESS_AGAIN_S = 600.0  # and again ten minutes after it would not light or went out
BUZZER_W = 0.3
FAULT_LAMP_W = 0.06


@dataclass(frozen=True)
class Settings:
    """What can be changed from outside, with `--set NAME=VALUE`. NaN means: as the climate and the clouds have it."""

    start_date: str = "2026-02-24"
    site: str = "na_hang"  # or cao_bang
    panel_wp: float = 50.0
    battery_ah: float = 7.0
    chemistry: str = "lead_acid"  # or lifepo4
    initial_soc: float = 0.9
    own_w: float = 17.0 / 24.0  # the Raspberry Pi Zero 2 W itself: 17 Wh a day
    own_heat_in_box: bool = True  # the Pi hangs inside the box and warms it by 0.15 K; a large part of the result
    heater_w: float = 10.0
    light_w: float = 3.0
    fan_w: float = 1.2
    fan_m3_h: float = 5.0
    volume_m3: float = 0.15
    ua_w_k: float = 4.5  # heat that leaves the box for each K
    air_changes_per_h: float = 1.0  # of the closed box
    wall_w_k: float = 0.5  # of this box to the cold outer wall behind it
    contents_j_k: float = 5000.0  # 3.5 kg of books and clothes
    moisture_g_h: float = 0.0  # clothes put away damp
    buffer_m2: float = 0.0  # bare spruce that takes and gives moisture
    material: str = "sensitive"
    weather: str = "climate"  # or constant
    constant_t_c: float = 20.0
    constant_rh_pct: float = 92.0
    constant_wall_c: float = float("nan")  # NaN: the box stands free of any cold wall
    clearness: float = float("nan")  # 0-1 of a clear sky, every day
    ghi_kwh_m2_d: float = float("nan")  # sun on level ground, every day
    evening_light_h: float = 1.0  # somebody wants light so long after 18:30
    door_min_d: float = 2.0  # minutes a day with the door open
    door_at_h: float = 7.0  # hour of the day at which somebody opens it and takes a book out
    uv_mw_cm2: float = 0.0  # a UV-C lamp as strong as that at a hand in the door; 0: none, as in every build of ours
    uv_door_switch: bool = True  # it is fed through a switch that an open door opens
    uv_at_h: float = 2.0  # hour of the day at which its timer starts it
    uv_min_d: float = 9.0  # minutes: 54 mJ/cm2 at 0.1 mW/cm2, nine in ten spores (Green et al. 2004)


class Plant:
    """Box, heater, room, panel and battery. `felt` is what the chips feel; `step` lets time pass."""

    def __init__(self, settings: Settings, rng: Random) -> None:
        self.settings = settings
        self.start = datetime.fromisoformat(settings.start_date).replace(tzinfo=VIETNAM)
        constant = None
        wall_w_k = settings.wall_w_k
        if settings.weather == "constant":
            free = isnan(settings.constant_wall_c)
            wall_c = settings.constant_t_c if free else settings.constant_wall_c
            wall_w_k = 0.0 if free else wall_w_k
            constant = ConstantAir(settings.constant_t_c, settings.constant_rh_pct, wall_c)
        site = SITES[settings.site]
        self.weather = Weather(site, self.start, rng, constant, settings.clearness, settings.ghi_kwh_m2_d)
        self.power = SolarPower(settings.panel_wp, settings.battery_ah, settings.chemistry, settings.initial_soc)
        self._closed = Enclosure(
            settings.volume_m3,
            settings.ua_w_k,
            settings.air_changes_per_h,
            wall_w_k,
            settings.contents_j_k,
            buffer_m2=settings.buffer_m2,
        )
        fan_changes = settings.air_changes_per_h + settings.fan_m3_h / settings.volume_m3
        self._fanned = replace(self._closed, air_changes_per_h=fan_changes)
        self._opened = replace(self._closed, air_changes_per_h=DOOR_CHANGES_PER_H)
        self._own_heat_w = settings.own_w if settings.own_heat_in_box else 0.0
        self.box = self.twin = enclosure.settled(self.weather.around)
        rh_pct = self.surface(self.box)[1]
        self.growth, self.twin_growth = Growth(settings.material, rh_pct), Growth(settings.material, rh_pct)
        self.uv = UvLamp(settings.uv_mw_cm2, settings.uv_door_switch)
        self.t_s = 0.0
        self._minute_s = self._unpowered_s = 0.0
        self._bimetal_open = False
        self._visited = self._door_stands_open = self._door_open = False
        self._heater_open = self._probe_in_air = False
        self._button_pressed = False
        self._pressed_at_s = -PRESS_AGAIN_S
        self.heater, self.fan, self.light = Load(), Load(), Load()
        self._hottest_c = self.box.heater_c
        self.felt: dict[str, float | bool] = {}
        self.shown = {"heater_w": 0.0, "uv_mw_cm2": 0.0, "uv_hand_mj_cm2": 0.0}  # true, but felt by no part
        self._slow = self._felt_slowly()
        self._feel()
        self._show_slowly()

    @property
    def powered(self) -> bool:
        """Whether the charge controller feeds the board and all loads."""
        return self.power.supply.feeds

    def apply_faults(self, faults: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
        """Break these things from now on, and repair all others. A repaired battery is new, with the same charge."""
        self._heater_open = "heater" in faults
        self._probe_in_air = "heater_probe" in faults
        self._door_stands_open = "door" in faults
        self._slow["door_open"] = self._door_open = self._visited or self._door_stands_open
        shade, weak = faults.get("panel", {}).get("shaded", {}), faults.get("battery", {}).get("weak_cell", {})
        self.power.lit_share = 1.0 - shade.get("share", SHADED if "panel" in faults else 0.0)
        self.power.weaken(weak.get("share", WEAK if "battery" in faults else 1.0))

    def step(self, dt_s: float, driven: Mapping[str, float]) -> None:
        """Let `dt_s` pass with that much power at each actuator (0-1)."""
        self.t_s += dt_s
        self._minute_s += dt_s
        if self._button_pressed and self.t_s - self._pressed_at_s >= PRESS_S:
            self._button_pressed = False
        minute = self._minute_s >= MINUTE_S
        if minute:
            self.weather.step(self.t_s, self._minute_s)
            self.power.shine(self.weather.sun_w_m2, self.weather.around.room_c)
            self._people(driven)
            self._slow = self._felt_slowly()
        heat_w = self._electricity(dt_s, driven)
        box = self._opened if self._door_open else self._fanned if self.fan.on else self._closed
        around = self.weather.around
        if self._own_heat_w > 0.0 and self.powered:  # heat given to the air is a room that is so much warmer
            around = Surroundings(around.room_c + self._own_heat_w / box.loss_w_k, around.vapor_pa, around.wall_c)
        self.box = enclosure.step(self.box, box, around, heat_w, dt_s, self.settings.moisture_g_h)
        if self.box.heater_c > self._hottest_c:
            self._hottest_c = self.box.heater_c
        if minute:
            self._grow(self._minute_s)
            self._minute_s = 0.0
            self._show_slowly()
        self._feel()

    def _electricity(self, dt_s: float, driven: Mapping[str, float]) -> float:
        settings = self.settings
        self._bimetal_open = self.box.heater_c >= (BIMETAL_CLOSES_C if self._bimetal_open else BIMETAL_OPENS_C)
        heater_on, fan_on, light_on = driven.get("heater", 0.0), driven.get("fan", 0.0), driven.get("light", 0.0)
        heater_w = 0.0 if self._bimetal_open or self._heater_open else settings.heater_w * heater_on
        fan_w, light_w = settings.fan_w * fan_on, settings.light_w * light_on
        load_w = settings.own_w + heater_w + fan_w + light_w
        load_w += BUZZER_W * driven.get("buzzer", 0.0) + FAULT_LAMP_W * driven.get("fault_lamp", 0.0)
        if not self.power.step(load_w, dt_s):
            heater_w = fan_w = light_w = 0.0
            self._unpowered_s += dt_s
        self.heater.use(heater_on > 0.5, heater_w, dt_s)
        self.fan.use(fan_on > 0.5, fan_w, dt_s)
        self.light.use(light_on > 0.5, light_w, dt_s)
        self.shown["heater_w"] = heater_w
        if self.uv.full_mw_cm2 > 0.0:
            self._irradiate(dt_s)
        return heater_w

    def _irradiate(self, dt_s: float) -> None:
        since_s = self.t_s % DAY_S - self.settings.uv_at_h * 3600.0
        self.uv.shine(0.0 <= since_s < self.settings.uv_min_d * 60.0, self._door_open, dt_s)
        self.shown["uv_mw_cm2"] = self.uv.mw_cm2
        self.shown["uv_hand_mj_cm2"] = self.uv.hand_mj_cm2

    def _people(self, driven: Mapping[str, float]) -> None:
        second = self.t_s % DAY_S
        self._visited = 0.0 <= second - self.settings.door_at_h * 3600.0 < self.settings.door_min_d * 60.0
        self._door_open = self._visited or self._door_stands_open
        wanted = 0.0 <= second - EVENING_H * 3600.0 < self.settings.evening_light_h * 3600.0
        dark = driven.get("light", 0.0) < 0.5
        if wanted and dark and self.t_s - self._pressed_at_s >= PRESS_AGAIN_S:
            self._button_pressed = True
            self._pressed_at_s = self.t_s

    def _grow(self, dt_s: float) -> None:
        """Mold in both boxes, and the twin box itself: same weather, same door, no lamp."""
        box = self._opened if self._door_open else self._closed
        self.twin = enclosure.step(self.twin, box, self.weather.around, 0.0, dt_s, self.settings.moisture_g_h)
        self.growth.expose(*self.surface(self.box), dt_s)
        self.twin_growth.expose(*self.surface(self.twin), dt_s)

    def surface(self, box: enclosure.EnclosureState) -> tuple[float, float]:
        """Temperature (C) and relative humidity (%) at the coldest inner surface, the back wall: 100 % if wet."""
        surface_c = self._closed.surface_c(box.air_c, self.weather.around.wall_c)
        rh_pct = enclosure.surface_rh_pct(box, surface_c)
        return surface_c, max(rh_pct, 100.0) if box.dew_g > 0.0 else rh_pct

    def _felt_slowly(self) -> dict[str, float | bool]:
        """What changes once a minute, or never."""
        around = self.weather.around
        return {
            "room_temperature_c": around.room_c,
            "room_humidity_pct": min(100.0 * around.vapor_pa / saturation_pressure_pa(around.room_c), 100.0),
            "door_open": self._door_open,
            "reset_pressed": False,
        }

    def _feel(self) -> None:
        felt, box, power = self.felt, self.box, self.power.supply
        air_c, voltage_v = box.air_c, power.voltage_v
        felt.update(self._slow)
        felt["box_temperature_c"] = air_c
        felt["box_humidity_pct"] = min(enclosure.rh_pct(box), 100.0)
        felt["wall_temperature_c"] = self._closed.surface_c(air_c, self.weather.around.wall_c)
        felt["heater_probe_temperature_c"] = air_c if self._probe_in_air else box.heater_c
        felt["battery_voltage_v"] = felt["panel_voltage_v"] = voltage_v
        felt["battery_current_a"] = power.charge_a
        felt["panel_current_a"] = power.source_a
        felt["light_button_pressed"] = self._button_pressed
        self.shown["battery_soc"] = power.soc
        self.shown["heater_c"] = box.heater_c

    def _show_slowly(self) -> None:
        shown, growth, twin = self.shown, self.growth, self.twin_growth
        shown["mold_index"], shown["mold_index_without_lamp"] = growth.mold.mold_index, twin.mold.mold_index
        shown["energy_from_nowhere_wh"] = self.power.supply.from_nowhere_wh()
        shown["dew_g"] = self.box.dew_g
        shown["sun_w_m2"] = self.weather.sun_w_m2
        shown["surface_rh_pct"], shown["surface_rh_without_lamp_pct"] = growth.rh_pct, twin.rh_pct

    def metrics(self) -> dict[str, float]:
        """The totals of the run, for the class."""
        growth, twin, power = self.growth, self.twin_growth, self.power.supply
        twin_m = twin.mold.mold_index
        return {
            "mold_index": growth.mold.mold_index,
            "mold_index_without_lamp": twin_m,
            "mold_ratio": growth.mold.mold_index / twin_m if twin_m > 0.0 else 1.0,
            "hours_wet": growth.wet_s / 3600.0,
            "hours_wet_without_lamp": twin.wet_s / 3600.0,
            "hours_soaked": growth.soaked_s / 3600.0,
            "hours_soaked_without_lamp": twin.soaked_s / 3600.0,
            "harvest_wh": power.harvest_wh,
            "load_wh": power.load_wh,
            "heater_wh": self.heater.used_wh,
            "light_wh": self.light.used_wh,
            "fan_wh": self.fan.used_wh,
            "energy_from_nowhere_wh": power.from_nowhere_wh(),
            "battery_soc": power.soc,
            "min_soc": power.lowest_soc,
            "min_soc_pct": 100.0 * power.lowest_soc,
            "hours_below_half_charge": self.power.below_half_s / 3600.0,
            "hours_without_power": self._unpowered_s / 3600.0,
            "heater_switches": float(self.heater.switches),
            "fan_switches": float(self.fan.switches),
            "light_switches": float(self.light.switches),
            "hottest_heater_c": self._hottest_c,
        }
