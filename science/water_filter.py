"""A sand filter: head loss through a clean and a clogged bed, what it holds back, and how much a pump gets through.

Sources: Carman-Kozeny and Ergun equations (Crittenden et al., MWH's Water Treatment, chapter 11); Iwasaki (1937) for
C = C0 exp(-lambda L). No theory predicts the clogging of a real bed: deposit density and lambda are chosen.
"""

from dataclasses import dataclass
from math import exp, inf, pi, sqrt

G_M_S2 = 9.81
WATER_KG_M3 = 998.2  # 20 C
WATER_PA_S = 1.002e-3  # 20 C
CARMAN_KOZENY = 180.0
ERGUN_INERTIA = 1.75
LAMINAR_RE = 6.0  # above it Carman-Kozeny falls short
SECONDS_PER_HOUR = 3600.0
M3_S_PER_LPM = 1.0 / 60_000.0
BACKWASH_M_H = 36.7  # 15 gpm/ft2 for 7 min or more, US practice
BACKWASH_S = 7 * 60.0
MIN_POROSITY = 0.05  # chosen: a clogged bed still seeps
GRAMS_PER_M3_PER_NTU = 1.0  # chosen: suspended solids of river silt, 0.7-2.2


@dataclass(frozen=True, slots=True)
class Bed:
    """A column of sand: sizes in m, porosity and roundness 0-1, and how it takes dirt.

    With the defaults and 20 NTU at 8 m/h a clean run lasts about a day. `full_g_m3` is the deposit at which nothing
    more is held; `deposit_g_m3` is dry dirt in a cubic meter of the soft deposit that fills the pores.
    """

    diameter_m: float = 0.10
    depth_m: float = 0.60
    grain_m: float = 0.5e-3
    porosity: float = 0.42
    roundness: float = 1.0
    capture_per_m: float = 5.0  # lambda of the clean bed: 95 % held in 0.6 m
    deposit_g_m3: float = 125_000.0  # chosen for that day; loose flocs hold 20-100 g/L, silt more
    full_g_m3: float = 30_000.0  # chosen

    @property
    def area_m2(self) -> float:
        """Cross-section of the column."""
        return pi / 4.0 * self.diameter_m**2


def velocity_m_s(flow_lpm: float, bed: Bed) -> float:
    """Speed above the sand at this flow."""
    return flow_lpm * M3_S_PER_LPM / bed.area_m2


def flow_lpm(velocity_m_h: float, bed: Bed) -> float:
    """Flow through the column at this speed above the sand."""
    return velocity_m_h / SECONDS_PER_HOUR * bed.area_m2 / M3_S_PER_LPM


def reynolds(velocity: float, grain_m: float) -> float:
    """Reynolds number of the grains; `velocity` in m/s."""
    return WATER_KG_M3 * velocity * grain_m / WATER_PA_S


def laminar_slope_s_m(bed: Bed, porosity: float) -> float:
    """Head loss in m per m of bed and per m/s, Carman-Kozeny."""
    empty = 1.0 - porosity
    return CARMAN_KOZENY * WATER_PA_S * empty**2 / (WATER_KG_M3 * G_M_S2 * (bed.roundness * bed.grain_m) ** 2) / (
        porosity * porosity * porosity
    )  # fmt: skip


def inertial_slope_s2_m2(bed: Bed, porosity: float) -> float:
    """Head loss in m per m of bed and per (m/s)^2, the second term of Ergun."""
    return ERGUN_INERTIA * (1.0 - porosity) / (G_M_S2 * bed.roundness * bed.grain_m * porosity * porosity * porosity)


def head_loss_m(bed: Bed, velocity: float, porosity: float | None = None) -> float:
    """Head loss through the bed at `velocity` (m/s): Carman-Kozeny, with Ergun's term above Re = 6."""
    eps = bed.porosity if porosity is None else porosity
    slope = laminar_slope_s_m(bed, eps) * velocity
    if reynolds(velocity, bed.grain_m) >= LAMINAR_RE:
        slope += inertial_slope_s2_m2(bed, eps) * velocity * velocity
    return slope * bed.depth_m


def relative_head_loss(porosity: float, clean_porosity: float) -> float:
    """Head loss of a bed whose pores filled, over that of the clean bed at the same speed."""
    return ((1.0 - porosity) / (1.0 - clean_porosity)) ** 2 * (clean_porosity / porosity) ** 3


def clogged_porosity(bed: Bed, held_g_m3: float) -> float:
    """Porosity left when the bed holds `held_g_m3` of dirt: eps = eps0 - sigma/rho_d."""
    return max(bed.porosity - held_g_m3 / bed.deposit_g_m3, MIN_POROSITY)


def capture_per_m(bed: Bed, held_g_m3: float) -> float:
    """Filter coefficient lambda, which falls in a straight line to 0 as the bed fills."""
    return bed.capture_per_m * max(1.0 - held_g_m3 / bed.full_g_m3, 0.0)


def passed_share(bed: Bed, held_g_m3: float) -> float:
    """Share of the dirt that comes through: exp(-lambda L)."""
    return exp(-capture_per_m(bed, held_g_m3) * bed.depth_m)


def step_held_g_m3(held_g_m3: float, bed: Bed, velocity: float, inlet_g_m3: float, dt_s: float) -> float:
    """Dirt held in a cubic meter of bed `dt_s` later: what came in and did not come out."""
    kept = velocity * inlet_g_m3 * (1.0 - passed_share(bed, held_g_m3)) * dt_s / bed.depth_m
    return min(held_g_m3 + kept, bed.full_g_m3)


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


def working_flow_lpm(
    bed: Bed, shut_off_m: float, free_flow_lpm: float, held_g_m3: float = 0.0, lift_m: float = 0.0
) -> float:
    """Flow at which pump head equals lift plus bed loss (Carman-Kozeny and Ergun's term); 0 if the pump can't lift."""
    spare_m = shut_off_m - lift_m
    if spare_m <= 0.0:
        return 0.0
    eps = clogged_porosity(bed, held_g_m3)
    per_lpm = M3_S_PER_LPM / bed.area_m2
    linear = laminar_slope_s_m(bed, eps) * bed.depth_m * per_lpm
    square = inertial_slope_s2_m2(bed, eps) * bed.depth_m * per_lpm**2 + shut_off_m / free_flow_lpm**2
    return (-linear + sqrt(linear * linear + 4.0 * square * spare_m)) / (2.0 * square)


def widest_backwashed_m(pump_lpm: float, wash_m_h: float = BACKWASH_M_H) -> float:
    """Diameter of the widest column that a pump of `pump_lpm` can still backwash."""
    if wash_m_h <= 0.0:
        return inf
    return sqrt(4.0 / pi * pump_lpm * M3_S_PER_LPM * SECONDS_PER_HOUR / wash_m_h)
