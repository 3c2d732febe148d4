"""Water in a tank, through a sand filter with its pump, and past a UV lamp.

Sources: Carman-Kozeny and Ergun equations (Crittenden et al., MWH's Water Treatment, chapter 11); Iwasaki (1937) for
C = C0 exp(-lambda L); Wen and Yu (1966), Schiller and Naumann (1935), Richardson and Zaki (1954) for a bed that
is washed, from memory. No theory predicts the clogging of a real bed: deposit density and lambda are chosen.
None of our sensors sees bacteria, arsenic or pesticide: never say "safe".
"""

from dataclasses import dataclass
from math import exp, inf, log, pi, sqrt
from typing import NamedTuple

FILTER_ACCEPTABLE_NTU = 5.0  # WHO drinking-water guidelines, after PATH: 5 or less acceptable; the eye sees about 5
CLASS_A_MJ_CM2 = 40.0  # NSF/ANSI 55 class A, by a UV sensor at its alarm point, in clear water; a current is no proof.
# From a magazine (WC&P, June 2002); the standard was not read.

LAMP_LIFE_H = 9000.0  # low-pressure mercury lamps, from memory, not read
LAMP_END_SHARE = 0.8  # of the new lamp's light, at the end of its life; from memory, not read
ABSORBED_PER_CM_NTU = 0.01  # chosen: absorbance at 254 nm that each NTU of silt adds

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
QUARTZ_KG_M3 = 2650.0
SETTLING_ROUNDS = 40  # of a fixed-point search that needs about 25 for sand
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
    """First term of the head loss, in m per m of bed and per m/s: Carman-Kozeny."""
    empty = 1.0 - porosity
    return CARMAN_KOZENY * WATER_PA_S * empty**2 / (WATER_KG_M3 * G_M_S2 * bed.grain_m**2) / (
        porosity * porosity * porosity
    )  # fmt: skip


def inertial_slope_s2_m2(bed: Bed, porosity: float) -> float:
    """Second term of the head loss, in m per m of bed and per (m/s)^2: Ergun."""
    return ERGUN_INERTIA * (1.0 - porosity) / (G_M_S2 * bed.grain_m * porosity * porosity * porosity)


def head_loss_m(bed: Bed, velocity: float, held_g_m3: float = 0.0) -> float:
    """Head lost in the whole bed at this speed: both terms at every speed, so it has no jump anywhere."""
    eps = clogged_porosity(bed, held_g_m3)
    return (laminar_slope_s_m(bed, eps) + inertial_slope_s2_m2(bed, eps) * velocity) * velocity * bed.depth_m


def clogged_porosity(bed: Bed, held_g_m3: float) -> float:
    """Porosity left when the bed holds `held_g_m3` of dirt: eps = eps0 - sigma/rho_d."""
    return max(bed.porosity - held_g_m3 / bed.deposit_g_m3, MIN_POROSITY)


def capture_per_m(bed: Bed, held_g_m3: float) -> float:
    """Filter coefficient lambda, which falls in a straight line to 0 as the bed fills."""
    return bed.capture_per_m * max(1.0 - held_g_m3 / bed.full_g_m3, 0.0)


def fluidization_m_s(bed: Bed) -> float:
    """Upward speed at which the sand begins to float at 20 C, Wen and Yu: Re = sqrt(33.7^2 + 0.0408 Ga) - 33.7."""
    galileo = bed.grain_m**3 * WATER_KG_M3 * (QUARTZ_KG_M3 - WATER_KG_M3) * G_M_S2 / WATER_PA_S**2
    return (sqrt(33.7**2 + 0.0408 * galileo) - 33.7) * WATER_PA_S / (WATER_KG_M3 * bed.grain_m)


def settling_m_s(grain_m: float) -> float:
    """Speed of a single grain of quartz that sinks in still water at 20 C: drag of Schiller and Naumann."""
    stokes_m_s = (QUARTZ_KG_M3 - WATER_KG_M3) * G_M_S2 * grain_m**2 / (18.0 * WATER_PA_S)
    speed = 0.0
    for _ in range(SETTLING_ROUNDS):
        reynolds = WATER_KG_M3 * speed * grain_m / WATER_PA_S
        speed = 0.5 * (speed + stokes_m_s / (1.0 + 0.15 * reynolds**0.687))
    return float(speed)


def expansion(bed: Bed, velocity: float) -> float:
    """Share by which the sand rises at this upward speed (Richardson and Zaki, v = v_settling eps^n), 0 at rest.

    n = 4.45 Re^-0.1 holds for Re of a sinking grain from 1 to 500: grains of 0.1 to 2 mm. Speeds above a grain's own
    carry it away: infinite.
    """
    if velocity <= fluidization_m_s(bed):
        return 0.0
    alone = settling_m_s(bed.grain_m)
    if velocity >= alone:
        return inf
    n: float = 4.45 * (WATER_KG_M3 * alone * bed.grain_m / WATER_PA_S) ** -0.1
    porosity: float = (velocity / alone) ** (1.0 / n)
    return max((1.0 - bed.porosity) / (1.0 - porosity) - 1.0, 0.0)


def step_backwash_g_m3(bed: Bed, held_g_m3: float, velocity: float, dt_s: float, clean_s: float = 120.0) -> float:
    """Dirt left after `dt_s` of upward flow: it washes out with the time constant `clean_s`, in proportion to flow.

    Chosen: at 36.7 m/h seven minutes leave 3 %. Below the speed at which the sand floats nothing leaves.
    """
    if velocity <= fluidization_m_s(bed):
        return held_g_m3
    return held_g_m3 * exp(-dt_s * velocity * SECONDS_PER_HOUR / BACKWASH_M_H / clean_s)


def pump_head_m(flow: float, shut_off_m: float, free_flow_lpm: float) -> float:
    """Head of a small centrifugal pump at `flow` L/min: h0 (1 - (Q/Q0)^2)."""
    return shut_off_m * (1.0 - (flow / free_flow_lpm) ** 2)


def working_flow_lpm(bed: Bed, shut_off_m: float, free_flow_lpm: float, held_g_m3: float = 0.0) -> float:
    """Flow at which the pump's head equals `head_loss_m` of the bed."""
    eps = clogged_porosity(bed, held_g_m3)
    per_lpm = M3_S_PER_LPM / bed.area_m2
    linear = laminar_slope_s_m(bed, eps) * bed.depth_m * per_lpm
    square = inertial_slope_s2_m2(bed, eps) * bed.depth_m * per_lpm**2 + shut_off_m / free_flow_lpm**2
    return (-linear + sqrt(linear * linear + 4.0 * square * shut_off_m)) / (2.0 * square)


def highest_flow_lpm(volume_l: float, irradiance_mw_cm2: float, dose_mj_cm2: float = CLASS_A_MJ_CM2) -> float:
    """Flow through a UV reactor above which water gets less than the dose at 254 nm: Q = V I / D, mean irradiance."""
    return 60.0 * volume_l * irradiance_mw_cm2 / dose_mj_cm2


def lamp_output_share(burned_h: float) -> float:
    """Share of a new lamp's light: a straight line to 80 % at 9000 h, the usual end of life (from memory), and on."""
    return max(1.0 - (1.0 - LAMP_END_SHARE) * burned_h / LAMP_LIFE_H, 0.0)


def light_share(ntu: float, path_cm: float = 2.0) -> float:
    """Share of the light in clear water that is left, mean over a layer of `path_cm`: Beer and Lambert.

    (1 - 10^(-a l)) / (a l ln 10), with `ABSORBED_PER_CM_NTU` for each NTU. Water colored by humus lets less through.
    """
    absorbance = ABSORBED_PER_CM_NTU * ntu * path_cm
    return 1.0 if absorbance <= 0.0 else (1.0 - exp(-absorbance * log(10.0))) / (absorbance * log(10.0))


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
