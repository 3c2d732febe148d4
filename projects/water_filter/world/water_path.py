"""The way of the water, second by second: how much flows, where the valves lead it, and what is broken on its way."""

from __future__ import annotations

from collections.abc import Mapping, Set
from enum import Enum
from math import exp, sqrt

from science import water

from .surroundings import RAW_DEAD_L, SECOND_FLOAT_L, Household, RawTank
from .treatment import SAND, FilterBed, UvReactor

# Chosen: a small 12 V centrifugal pump behind a voltage regulator, and a hand valve set to 1.28 L/min with clean sand.
SHUT_OFF_M = 3.0
FREE_FLOW_LPM = 6.0
HAND_VALVE_M_LPM2 = 1.4  # head loss of the hand valve, m per (L/min)^2
WASH_PIPE_M_LPM2 = 0.018  # of the wide wash pipes
GRAIN_RELATIVE_DENSITY = 2.65  # quartz
THROUGH_HAND_VALVE_LPM = sqrt(SHUT_OFF_M / (SHUT_OFF_M / FREE_FLOW_LPM**2 + HAND_VALVE_M_LPM2))  # without sand
LIFTING_M = (1.0 - SAND.porosity) * (GRAIN_RELATIVE_DENSITY - 1.0) * SAND.depth_m  # weight of the lifted sand
WASH_LPM = sqrt((SHUT_OFF_M - LIFTING_M) / (SHUT_OFF_M / FREE_FLOW_LPM**2 + WASH_PIPE_M_LPM2))
BURST_LPM = 0.95 * FREE_FLOW_LPM  # out of an open pipe
OPEN_SHARE = 0.5  # power above which a relay or valve has moved
VALVES = ("inlet_valve", "waste_valve", "backwash_valve", "product_valve")  # springs shut them without power
CATCHING_S = 1.5  # time constant of a pump that fills its pipe

SOLVE_S = 30.0  # sand clogs in hours, so the flow through it is worked out this often
PUMP_A = 1.3  # at 12 V
VALVE_A = 0.3
DIRTY_SLEEVE_SHARE = 0.5  # of the light that is lost, when a fault does not say
CLOGGED_SHARE = 0.5  # of the flow that is left, when a fault does not say
WHOLE_WASH_S = water.BACKWASH_S - 10.0  # the pump takes some seconds to catch water


class Route(Enum):
    """Which way is open."""

    NONE = "none"
    WASTE = "through the sand to waste"
    PRODUCT = "through the sand to the tank"
    BOTH = "through the sand to tank and waste"
    WASH = "up through the sand to waste"


def route_of(open_valves: Set[str]) -> Route:
    """The way that these open valves leave to the water."""
    if "backwash_valve" in open_valves:
        return Route.WASH
    if "inlet_valve" not in open_valves:
        return Route.NONE
    waste = "waste_valve" in open_valves
    if "product_valve" in open_valves:
        return Route.BOTH if waste else Route.PRODUCT
    return Route.WASTE if waste else Route.NONE


def filter_flow_lpm(held_g_m3: float) -> float:
    """Flow down through sand that holds this much dirt, L/min: pump, hand valve and sand in one working point."""
    return water.working_flow_lpm(SAND, SHUT_OFF_M, THROUGH_HAND_VALVE_LPM, held_g_m3)


CLEAN_LPM = filter_flow_lpm(0.0)
TO_TANK_SHARE = {Route.PRODUCT: 1.0, Route.BOTH: 0.5}
TOTALS = (
    "product_l",
    "delivered_over_5_ntu_l",
    "delivered_under_40_mj_l",
    "waste_l",
    "wash_l",
    "lost_l",
    "raw_l",
    "backwashes",
    "backwashes_cut_short",
    "pump_h",
    "pump_against_shut_valves_s",
    "pump_without_water_s",
)
Faults = Mapping[str, Mapping[str, Mapping[str, float]]]  # thing -> kind -> details


class WaterPath:
    """Everything that water runs through between the two tanks."""

    def __init__(self, raw: RawTank, household: Household, held_g_m3: float, lamp_h: float = 0.0) -> None:
        self.raw = raw
        self.household = household
        self.bed = FilterBed(held_g_m3)
        self.lamp = UvReactor(lamp_h)
        self.flow_lpm = 0.0
        self.totals = dict.fromkeys(TOTALS, 0.0)
        self.product_ntu_l = 0.0  # turbidity times volume of all that was delivered
        self._open: frozenset[str] = frozenset()  # valves
        self._stuck: Mapping[str, bool] = {}  # valves that no longer move: whether they are open
        self._solved_lpm = 0.0
        self._solve_in_s = 0.0
        self._washed_s = 0.0  # of the backwash that is running
        self.switch({})
        self.apply_faults({})

    def switch(self, driven: Mapping[str, float]) -> None:
        """Take over what has power now, 0 to 1."""
        self._powered = frozenset(name for name in VALVES if driven.get(f"{name}_open", 0.0) > OPEN_SHARE)
        self._pump_on = driven.get("pump", 0.0) > OPEN_SHARE
        self._lamp_on = driven.get("uv_lamp", 0.0) > OPEN_SHARE
        self.active = bool(self._powered) or self._pump_on or self._lamp_on
        self._set_valves(self._stuck)

    def apply_faults(self, faults: Faults) -> None:
        """These things are broken from now on, all others are whole."""
        self._pump_is_dry = "dry" in faults.get("pump", {})
        self._pipe_is_burst = "burst" in faults.get("pipe", {})
        self._lamp_is_open = "open" in faults.get("uv_lamp", {})
        dirty = faults.get("uv_lamp", {}).get("shaded")
        self.lamp.sleeve_share = 1.0 if dirty is None else 1.0 - dirty.get("share", DIRTY_SLEEVE_SHARE)
        clogged = faults.get("bed", {}).get("clogged")
        self.bed_share = 1.0 if clogged is None else clogged.get("share", CLOGGED_SHARE)
        stuck = {name: faults[name]["stuck"] for name in VALVES if "stuck" in faults.get(name, {})}
        self._set_valves({name: how.get("value", name in self._open) > OPEN_SHARE for name, how in stuck.items()})
        self._solve_in_s = 0.0
        self.lamp.step(self._lamp_on, self._lamp_is_open, 0.0)

    def _set_valves(self, stuck: Mapping[str, bool]) -> None:
        self._stuck = stuck
        self._open = frozenset(name for name in VALVES if stuck.get(name, name in self._powered))
        self._route = route_of(self._open)

    def move(self, dt_s: float) -> None:
        """Lamp, pump and sand, `dt_s` later."""
        self.lamp.step(self._lamp_on, self._lamp_is_open, dt_s)
        pumping = self.pump_has_power()
        wanted_lpm = self._working_point_lpm(dt_s) if pumping else 0.0
        if wanted_lpm > 0.0:
            self.flow_lpm += (wanted_lpm - self.flow_lpm) * (1.0 - exp(-dt_s / CATCHING_S))
            self._send(self.raw.draw(self.flow_lpm * dt_s / 60.0), dt_s)
        elif self.flow_lpm > 0.0:
            self.bed.rest()
            self._end_wash()
            self.flow_lpm = 0.0
        if pumping:
            self._count_pumping(dt_s, wanted_lpm > 0.0)

    def pump_has_power(self) -> bool:
        """Whether the pump runs: the second float cuts its power above the full tank."""
        return self._pump_on and self.household.level_l < SECOND_FLOAT_L

    def load_a(self) -> float:
        """What valves, pump and lamp take from the battery now, A at 12 V."""
        return self.lamp.current_a + VALVE_A * len(self._powered) + (PUMP_A if self.pump_has_power() else 0.0)

    def product_valve_is_open(self) -> bool:
        """Whether the product valve is really open, whatever it was told."""
        return "product_valve" in self._open

    def valves_open(self) -> dict[str, float]:
        """Which valves are really open (1.0), whatever they were told."""
        return {name: float(name in self._open) for name in VALVES}

    def lost_lpm(self) -> float:
        """What runs out of a burst pipe now."""
        return self.flow_lpm if self._bursts() else 0.0

    def delivered_lpm(self) -> float:
        """What runs into the tank now."""
        return 0.0 if self._bursts() else self.flow_lpm * TO_TANK_SHARE.get(self._route, 0.0)

    def flow_share(self) -> float:
        """What the sand lets through, of what clean sand does, 0 to 1."""
        return self.bed_share * filter_flow_lpm(self.bed.held_g_m3) / CLEAN_LPM

    def _bursts(self) -> bool:
        return self._pipe_is_burst and "inlet_valve" in self._open and self._route is not Route.WASH

    def _working_point_lpm(self, dt_s: float) -> float:
        if self._pump_is_dry or self.raw.level_l <= RAW_DEAD_L:
            return 0.0
        if self._bursts():
            return BURST_LPM
        if self._route is Route.NONE:
            return 0.0
        if self._route is Route.WASH:
            return WASH_LPM
        self._solve_in_s -= dt_s
        if self._solve_in_s <= 0.0:
            self._solve_in_s = SOLVE_S
            self._solved_lpm = self.bed_share * filter_flow_lpm(self.bed.held_g_m3)
        return self._solved_lpm

    def _count_pumping(self, dt_s: float, flows: bool) -> None:
        totals = self.totals
        totals["pump_h"] += dt_s / 3600.0
        if flows:
            return
        shut = self._route is Route.NONE
        totals["pump_against_shut_valves_s" if shut else "pump_without_water_s"] += dt_s

    def _send(self, liters: float, dt_s: float) -> None:
        """Let the water that was pumped arrive where the valves lead it."""
        totals = self.totals
        totals["raw_l"] += liters
        if self._route is Route.WASH:
            totals["backwashes"] += self._washed_s == 0.0
            totals["wash_l"] += liters
            self._washed_s += dt_s
            self.bed.wash(self.flow_lpm, self.raw.ntu, dt_s)
            self._solve_in_s = 0.0
            return
        self._end_wash()
        if self._bursts():
            totals["lost_l"] += liters
            return
        self.bed.filter(self.flow_lpm, self.raw.ntu, dt_s)
        share = TO_TANK_SHARE.get(self._route, 0.0)
        totals["waste_l"] += liters * (1.0 - share)
        if share:
            self._deliver(liters * share)

    def _end_wash(self) -> None:
        if self._washed_s > 0.0:
            self.totals["backwashes_cut_short"] += self._washed_s < WHOLE_WASH_S
            self._washed_s = 0.0

    def _deliver(self, liters: float) -> None:
        totals, ntu = self.totals, self.bed.out_ntu
        self.household.fill(liters)
        totals["product_l"] += liters
        self.product_ntu_l += ntu * liters
        if ntu > water.FILTER_ACCEPTABLE_NTU:
            totals["delivered_over_5_ntu_l"] += liters
        if not self.lamp.enough_for(self.flow_lpm, ntu):
            totals["delivered_under_40_mj_l"] += liters
