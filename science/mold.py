"""VTT mold index M: 0 none, 1 first growth under a microscope, 3 seen by eye, 6 all covered.

Two models share one `step`: the original wood model (Hukka and Viitanen 1999, Wood Science and Technology 33:475-485)
and its four sensitivity classes (Ojanen et al. 2010, ASHRAE Buildings XI). Valid from 0 to 50 C.
Neither paper was read in full. M compares one treatment with another. It is not a forecast (Berger et al. 2018,
arXiv:1804.02992, abstract).
"""

from dataclasses import dataclass
from math import exp, log
from typing import NamedTuple

SECONDS_PER_HOUR = 3600.0
SECONDS_PER_WEEK = 7 * 86_400.0
SLOWDOWN = 2.3  # of growth near the ceiling, in exp(2.3 (M - M_max))
TOO_HOT_C = 50.0  # no growth at or above, limit of the regression
FIRST_DECLINE_PER_H = 0.00133  # of M, in the first 6 dry hours
FIRST_DECLINE_H = 6.0
LATE_DECLINE_PER_H = 0.000667  # of M, from the 24th dry hour on
LATE_DECLINE_AFTER_H = 24.0


@dataclass(frozen=True, slots=True)
class Material:
    """How a material feeds mold: growth factors below and above M = 1, the ceiling A + Bx - Cx^2, and the driest RH.

    `early` is None for the original wood model, whose late factor follows from its response times.
    `decline` is 1.0 (strong), 0.5, 0.25 or 0.1 (almost none).
    """

    early: float | None
    late: float
    a: float
    b: float
    c: float
    rh_min_pct: float
    decline: float = 1.0


VERY_SENSITIVE = Material(1.0, 2.0, 1.0, 7.0, 2.0, 80.0)  # pine sapwood
SENSITIVE = Material(0.578, 0.386, 0.3, 6.0, 1.0, 80.0)  # glued wood board, paper, clothes, books
MEDIUM_RESISTANT = Material(0.072, 0.097, 0.0, 5.0, 1.5, 85.0)  # concrete, plaster, mineral wool
RESISTANT = Material(0.033, 0.014, 0.0, 3.0, 1.0, 85.0)  # glass, metal
PINE = Material(None, 0.0, 1.0, 7.0, 2.0, 80.0)  # original wood model, re-sawn pine sapwood, the worst case


class MoldState(NamedTuple):
    """Mold index 0-6 and the hours since the air was last wet enough for growth."""

    mold_index: float = 0.0
    dry_h: float = 0.0


CLEAN = MoldState()


def critical_rh_pct(t_c: float, rh_min_pct: float = 80.0) -> float:
    """Relative humidity below which nothing grows at `t_c`; 80 % above 20 C. Source: Hukka and Viitanen 1999."""
    if t_c > 20.0:
        return rh_min_pct
    critical = ((-0.00267 * t_c + 0.160) * t_c - 3.13) * t_c + 100.0
    return critical if critical > rh_min_pct else rh_min_pct


def weeks_to_first_growth(t_c: float, rh_pct: float) -> float:
    """Response time t_m: weeks to M = 1 on re-sawn pine in constant air, `t_c` above 0."""
    return exp(66.02 - 0.68 * log(t_c) - 13.9 * log(rh_pct))


def weeks_to_visible_growth(t_c: float, rh_pct: float) -> float:
    """Response time t_v: weeks to M = 3 on pine in constant air, `t_c` above 0."""
    return exp(61.50 - 0.74 * log(t_c) - 12.72 * log(rh_pct))


def late_growth_factor(t_c: float, rh_pct: float, material: Material = PINE) -> float:
    """Factor k1 for M >= 1: 2 / (t_v/t_m - 1) in the wood model, a constant in the classes."""
    if material.early is not None:
        return material.late
    ratio = weeks_to_visible_growth(t_c, rh_pct) / weeks_to_first_growth(t_c, rh_pct)
    return 2.0 / (ratio - 1.0)


def growth_per_week(mold_index: float, t_c: float, rh_pct: float, material: Material = PINE) -> float:
    """Speed of growth in M a week; 0 where nothing grows. Above 100 % (dew) it is that of 100 %: wet is wet."""
    critical_pct = critical_rh_pct(t_c, material.rh_min_pct)
    return (
        _growth_per_week(mold_index, t_c, rh_pct, critical_pct, material) if _grows(t_c, rh_pct, critical_pct) else 0.0
    )


def _grows(t_c: float, rh_pct: float, critical_pct: float) -> bool:
    return rh_pct >= critical_pct and 0.0 < t_c < TOO_HOT_C


def _growth_per_week(mold_index: float, t_c: float, rh_pct: float, critical_pct: float, material: Material) -> float:
    rh = rh_pct if rh_pct < 100.0 else 100.0
    slowdown = 1.0 - exp(SLOWDOWN * (mold_index - highest_index(rh, critical_pct, material)))
    if slowdown <= 0.0:
        return 0.0
    if mold_index >= 1.0:
        factor = late_growth_factor(t_c, rh, material)
    else:
        factor = 1.0 if material.early is None else material.early
    return factor * slowdown / weeks_to_first_growth(t_c, rh)


def highest_index(rh_pct: float, critical_pct: float, material: Material) -> float:
    """Ceiling M_max that growth comes to in constant air, in which nothing grows below `critical_pct`."""
    if critical_pct >= 100.0:
        return 0.0
    rh = rh_pct if rh_pct < 100.0 else 100.0
    x = (rh - critical_pct) / (100.0 - critical_pct)
    return material.a + (material.b - material.c * x) * x


def decline_by(dry_h: float) -> float:
    """Fall of M since the air turned dry: 0.008 in the first 6 h, a pause to 24 h, then 0.016 a day."""
    if dry_h <= FIRST_DECLINE_H:
        return FIRST_DECLINE_PER_H * dry_h
    fall = FIRST_DECLINE_PER_H * FIRST_DECLINE_H
    return fall if dry_h <= LATE_DECLINE_AFTER_H else fall + LATE_DECLINE_PER_H * (dry_h - LATE_DECLINE_AFTER_H)


def step(state: MoldState, t_c: float, rh_pct: float, dt_s: float, material: Material = SENSITIVE) -> MoldState:
    """Move the mold index on by `dt_s` (up to an hour) of air at `t_c` and `rh_pct` at the surface.

    Growth is one forward step at the present rate; decline is exact for any `dt_s`. Raises ValueError for air that is
    not known (NaN) and for time that runs backwards.
    """
    if not (dt_s >= 0.0 and t_c - t_c == 0.0 and rh_pct >= 0.0):
        raise ValueError(f"mold needs known air and dt_s >= 0, not {t_c} C, {rh_pct} %, {dt_s} s")
    mold_index, dry_h = state
    critical = critical_rh_pct(t_c, material.rh_min_pct)
    if _grows(t_c, rh_pct, critical):
        growth = _growth_per_week(mold_index, t_c, rh_pct, critical, material)
        return MoldState(mold_index + growth * dt_s / SECONDS_PER_WEEK, 0.0)
    later_h = dry_h + dt_s / SECONDS_PER_HOUR
    if mold_index == 0.0:
        return MoldState(0.0, later_h)
    fall = material.decline * (decline_by(later_h) - decline_by(dry_h))
    return MoldState(mold_index - fall if fall < mold_index else 0.0, later_h)
