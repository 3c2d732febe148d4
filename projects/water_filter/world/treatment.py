"""What cleans the water: sand that ripens, holds dirt, clogs, breaks through and is washed, and light from a UV lamp.

The laws are in science.water; what is chosen here are one column's numbers, how sand ripens and a lamp warms up.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from science import water

# Chosen together with the pump (water_path.py) so that the flow through clean sand is 1.28 L/min, slow enough
# for the lamp, and specific flow falls to 60 % after 24 h of filtering water of 20 NTU.
SAND = water.Bed(
    diameter_m=0.10,  # DN100: the widest column a 5 L/min pump can wash
    depth_m=0.60,
    grain_m=0.5e-3,
    porosity=0.42,
    capture_per_m=3.16,  # chosen: clean ripe sand holds 85 % of 20 NTU silt; without coagulant 75 to 95 % is usual
    deposit_g_m3=36_000.0,  # chosen: wet clay flocs hold 20-100 g of dry dirt in a liter
    full_g_m3=60_000.0,  # chosen: breakthrough comes long after clogging
)
FRESH_SHARE = 0.35  # chosen: of ripe sand's capture right after a wash
RIPENING_S = 240.0  # chosen: time constant with water flowing
RESTED_SHARE = 0.8  # chosen: what a pause leaves of the ripeness
STANDING_L = 0.5  # water over and under the sand that mixes with the pore water
LITERS_PER_M3 = 1000.0
SAND_M3 = SAND.area_m2 * SAND.depth_m
MIXING_L = SAND_M3 * SAND.porosity * LITERS_PER_M3 + STANDING_L

# The UV lamp: its current tells whether it burns. How much light the water gets hangs on its warmth and age, on the
# glass sleeve around it and on the water: nothing in the filter measures that.
LAMP_WARM_A = 0.92  # 11 W from 12 V
LAMP_COLD_SHARE = 0.7  # chosen: of the warm lamp's current, right after switching on
LAMP_BROKEN_A = 0.05  # chosen: the ballast alone
LAMP_WARMING_S = 40.0  # chosen: time constant
LAMP_NEW_MW_CM2 = 2.5  # mean in the reactor, new lamp, clear water: 2.0 are left at the end of life
REACTOR_L = 0.5


@dataclass(slots=True)
class FilterBed:
    """A column of sand with the dirt it holds (g/m3 of sand), its ripeness 0-1, and the water that leaves it (NTU)."""

    held_g_m3: float = 0.0
    ripe: float = 1.0
    out_ntu: float = 1.8  # of 12 NTU
    into_g: float = 0.0  # dirt that came with raw water, since the start
    through_g: float = 0.0  # dirt that passed the sand
    washed_g: float = 0.0  # dirt that a backwash took away
    expansion: float = 0.0  # share by which the sand rose in the last backwash

    def passed_share(self) -> float:
        """Share of the dirt that comes through now: Iwasaki's law, with less capture while the sand is fresh."""
        capture = water.capture_per_m(SAND, self.held_g_m3) * (FRESH_SHARE + (1.0 - FRESH_SHARE) * self.ripe)
        return exp(-capture * SAND.depth_m)

    def filter(self, flow_lpm: float, raw_ntu: float, dt_s: float) -> None:
        """Let raw water go down through the sand."""
        if flow_lpm <= 0.0:
            return
        share = self.passed_share()
        liters = flow_lpm * dt_s / 60.0
        dirt_g = raw_ntu * water.GRAMS_PER_M3_PER_NTU * liters / LITERS_PER_M3
        self.into_g += dirt_g
        self.through_g += dirt_g * share
        self.held_g_m3 += dirt_g * (1.0 - share) / SAND_M3
        self.ripe += (1.0 - self.ripe) * (1.0 - exp(-dt_s / RIPENING_S))
        self.out_ntu += (raw_ntu * share - self.out_ntu) * (1.0 - exp(-liters / MIXING_L))

    def rest(self) -> None:
        """A pause has begun: the sand loosens a little."""
        self.ripe = min(self.ripe, RESTED_SHARE)

    def wash(self, flow_lpm: float, raw_ntu: float, dt_s: float) -> None:
        """Let raw water go up through the sand, which lifts and lets go of its dirt."""
        velocity = water.velocity_m_s(flow_lpm, SAND)
        self.expansion = water.expansion(SAND, velocity)
        left_g_m3 = water.step_backwash_g_m3(SAND, self.held_g_m3, velocity, dt_s)
        if left_g_m3 < self.held_g_m3:
            self.washed_g += (self.held_g_m3 - left_g_m3) * SAND_M3
            self.held_g_m3 = left_g_m3
            self.ripe = 0.0
        liters = flow_lpm * dt_s / 60.0
        self.out_ntu += (raw_ntu - self.out_ntu) * (1.0 - exp(-liters / MIXING_L))

    def held_g(self) -> float:
        """Dirt in the whole bed, g."""
        return self.held_g_m3 * SAND_M3


class UvReactor:
    """A half-liter reactor around an 11 W lamp; `warmth` runs from 0 to 1, `sleeve_share` of the light gets through."""

    def __init__(self, burned_h: float = 0.0) -> None:
        self.burned_h = burned_h
        self.sleeve_share = 1.0
        self.warmth = 0.0
        self.current_a = 0.0

    def step(self, on: bool, broken: bool, dt_s: float) -> None:
        """Let it warm up, go out, or stay broken."""
        if not on:
            self.warmth = self.current_a = 0.0
        elif broken:
            self.warmth, self.current_a = 0.0, LAMP_BROKEN_A
        else:
            self.burned_h += dt_s / 3600.0
            self.warmth += (1.0 - self.warmth) * (1.0 - exp(-dt_s / LAMP_WARMING_S))
            self.current_a = LAMP_WARM_A * (LAMP_COLD_SHARE + (1.0 - LAMP_COLD_SHARE) * self.warmth)

    def mean_mw_cm2(self, ntu: float) -> float:
        """Light at 254 nm, mean over the reactor, in water of this turbidity."""
        lamp = self.warmth * water.lamp_output_share(self.burned_h) * self.sleeve_share
        return LAMP_NEW_MW_CM2 * lamp * water.light_share(ntu)

    def enough_for(self, flow_lpm: float, ntu: float = 0.0) -> bool:
        """Whether water at this flow gets 40 mJ/cm2."""
        return flow_lpm <= water.highest_flow_lpm(REACTOR_L, self.mean_mw_cm2(ntu))
