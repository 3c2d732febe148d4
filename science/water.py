"""Water in a tank, through a sand filter with its pump, and past a UV lamp.

Sources: Carman-Kozeny and Ergun equations (Crittenden et al., MWH's Water Treatment, chapter 11); Iwasaki (1937) for
C = C0 exp(-lambda L). No theory predicts the clogging of a real bed: deposit density and lambda are chosen.
None of our sensors sees bacteria, arsenic or pesticide: never say "safe".
"""

from dataclasses import dataclass
from math import exp, pi, sqrt
from typing import NamedTuple

FILTER_ACCEPTABLE_NTU = 5.0  # WHO drinking-water guidelines, after PATH: 5 or less acceptable; the eye sees about 5
CLASS_A_MJ_CM2 = 40.0  # NSF/ANSI 55 class A, at the alarm point of the lamp's sensor; visually clear water only

G_M_S2 = 9.81
WATER_KG_M3 = 998.2  # 20 C
WATER_PA_S = 1.002e-3  # 20 C
CARMAN_KOZENY = 180.0
ERGUN_INERTIA = 1.75
SECONDS_PER_HOUR = 3600.0
M3_S_PER_LPM = 1.0 / 60_000.0
BACKWASH_M_H = 36.7  # 15 gpm/ft2 for 7 min or more, US practice
BACKWASH_S = 7 * 60.0
MIN_POROSITY = 0.05  # chosen: a clogged bed still seeps
GRAMS_PER_M3_PER_NTU = 1.0  # chosen: suspended solids of river silt, 0.7-2.2


@dataclass(frozen=True, slots=True)
class Bed:
    """A column of sand: its sizes, its porosity (0-1), and how it takes dirt.

    `capture_per_m` is lambda of the clean bed; `deposit_g_m3` is dry dirt in a cubic meter of the soft deposit that
    fills the pores; `full_g_m3` is the deposit at which nothing more is held.
    """

    diameter_m: float
    depth_m: float
    grain_m: float
    porosity: float
    capture_per_m: float
    deposit_g_m3: float
    full_g_m3: float

    @property
    def area_m2(self) -> float:
        """Cross-section of the column."""
        return pi / 4.0 * self.diameter_m**2


def velocity_m_s(flow_lpm: float, bed: Bed) -> float:
    """Speed above the sand at this flow."""
    return flow_lpm * M3_S_PER_LPM / bed.area_m2


def laminar_slope_s_m(bed: Bed, porosity: float) -> float:
    """Head loss in m per m of bed and per m/s, Carman-Kozeny."""
    empty = 1.0 - porosity
    return CARMAN_KOZENY * WATER_PA_S * empty**2 / (WATER_KG_M3 * G_M_S2 * bed.grain_m**2) / (
        porosity * porosity * porosity
    )  # fmt: skip


def inertial_slope_s2_m2(bed: Bed, porosity: float) -> float:
    """Head loss in m per m of bed and per (m/s)^2, the second term of Ergun."""
    return ERGUN_INERTIA * (1.0 - porosity) / (G_M_S2 * bed.grain_m * porosity * porosity * porosity)


def clogged_porosity(bed: Bed, held_g_m3: float) -> float:
    """Porosity left when the bed holds `held_g_m3` of dirt: eps = eps0 - sigma/rho_d."""
    return max(bed.porosity - held_g_m3 / bed.deposit_g_m3, MIN_POROSITY)


def capture_per_m(bed: Bed, held_g_m3: float) -> float:
    """Filter coefficient lambda, which falls in a straight line to 0 as the bed fills."""
    return bed.capture_per_m * max(1.0 - held_g_m3 / bed.full_g_m3, 0.0)


def step_backwash_g_m3(held_g_m3: float, velocity: float, dt_s: float, clean_s: float = 120.0) -> float:
    """Dirt left after `dt_s` of upward flow: it washes out with the time constant `clean_s`, in proportion to flow.

    Chosen: at 36.7 m/h seven minutes leave 3 %; below half that speed the sand doesn't lift and nothing leaves.
    """
    share = velocity * SECONDS_PER_HOUR / BACKWASH_M_H
    if share < 0.5:
        return held_g_m3
    return held_g_m3 * exp(-dt_s * share / clean_s)


def pump_head_m(flow: float, shut_off_m: float, free_flow_lpm: float) -> float:
    """Head of a small centrifugal pump at `flow` L/min: h0 (1 - (Q/Q0)^2)."""
    return shut_off_m * (1.0 - (flow / free_flow_lpm) ** 2)


def working_flow_lpm(bed: Bed, shut_off_m: float, free_flow_lpm: float, held_g_m3: float = 0.0) -> float:
    """Flow at which the pump's head equals the loss in the bed (Carman-Kozeny and Ergun's term)."""
    eps = clogged_porosity(bed, held_g_m3)
    per_lpm = M3_S_PER_LPM / bed.area_m2
    linear = laminar_slope_s_m(bed, eps) * bed.depth_m * per_lpm
    square = inertial_slope_s2_m2(bed, eps) * bed.depth_m * per_lpm**2 + shut_off_m / free_flow_lpm**2
    return (-linear + sqrt(linear * linear + 4.0 * square * shut_off_m)) / (2.0 * square)


def highest_flow_lpm(volume_l: float, irradiance_mw_cm2: float, dose_mj_cm2: float = CLASS_A_MJ_CM2) -> float:
    """Flow through a UV reactor above which water gets less than the dose at 254 nm: Q = V I / D, mean irradiance."""
    return 60.0 * volume_l * irradiance_mw_cm2 / dose_mj_cm2


class TankStep(NamedTuple):
    """Liters in the tank, liters drawn, and liters spilled over the rim."""

    level_l: float
    drawn_l: float
    spilled_l: float


def step_tank(level_l: float, capacity_l: float, inflow_lpm: float, outflow_lpm: float, dt_s: float) -> TankStep:
    """Tank `dt_s` later for wanted flows of 0 or more; less is drawn when it runs empty, and water is never lost."""
    available_l = level_l + inflow_lpm * dt_s / 60.0
    wanted_l = outflow_lpm * dt_s / 60.0
    drawn_l = wanted_l if wanted_l < available_l else available_l
    left_l = available_l - drawn_l
    if left_l <= capacity_l:
        return TankStep(left_l, drawn_l, 0.0)
    return TankStep(capacity_l, drawn_l, left_l - capacity_l)


def mixed(level_l: float, value: float, added_l: float, added_value: float) -> float:
    """Turbidity of a tank after `added_l` of other water was stirred in."""
    total_l = level_l + added_l
    return value if total_l <= 0.0 else (level_l * value + added_l * added_value) / total_l
