"""What a watt-hour of heat is worth now, by the mold model, and what it must be worth to be spent."""

from __future__ import annotations

from science.humid_air import rh_at_temperature_pct
from science.mold import growth_per_week

from .. import limits


def benefit_per_wh(surface_c: float, surface_rh_pct: float, dew: bool = False) -> float:
    """Mold growth that one watt-hour of heat prevents now, in M; 0 where nothing grows, below 0 where it speeds it up.

    It is the mold model's own growth on clean wood, with its own ends. A surface with `dew` stays at 100 %.
    """
    warmer_c = surface_c + limits.WARMING_K
    warmer_rh_pct = 100.0 if dew else rh_at_temperature_pct(surface_c, surface_rh_pct, warmer_c)
    now = growth_per_week(0.0, surface_c, 100.0 if dew else surface_rh_pct)
    prevented = now - growth_per_week(0.0, warmer_c, warmer_rh_pct)
    return prevented / limits.HOURS_PER_WEEK / limits.WATTS_PER_K


def usual_benefit(usual: float, now: float, dt_s: float) -> float:
    """The mean benefit of the last three wet days, after `dt_s` more. The first answer is usual by itself."""
    if usual == 0.0:
        return now
    return usual + (now - usual) * min(dt_s / limits.USUAL_S, 1.0)


def price_per_wh(usual: float, budget_share: float) -> float:
    """What a watt-hour must prevent to be spent, for a budget from 0 (empty) to 1 (full)."""
    return usual * limits.PRICE_AT_EMPTY * (1.0 - budget_share)
