"""When is heat worth most? How much mold one watt-hour would prevent now, and what it must prevent to be spent.

The lamp earns energy into a purse all day long, at an even pace, and pays for every minute of heat out of it.
Each minute it asks how much mold a little warmth would prevent now, and compares that with the usual answer of the
last days. With a full purse it buys always, with a half-full purse when now is at least as good as usual, and with an
empty purse never.
"""

from __future__ import annotations

from science.humid_air import rh_at_temperature_pct
from science.mold import critical_rh_pct, weeks_to_first_growth

WARMING_K = 1.0  # what a little warmth is; one K lowers 90 % by about 5 points
WATTS_PER_K = 4.55  # a closed bookshelf box of 0.15 m3: 4.5 W/K through its walls and 0.05 with its air
HOURS_PER_WEEK = 168.0
USUAL_S = 3 * 86_400.0  # how long the memory of the usual benefit is
AT_EMPTY = 2.0  # an empty purse asks for twice the usual benefit, a half-full one for the usual, a full one for none


def growth_per_week(t_c: float, rh_pct: float) -> float:
    """Speed of mold on clean wood at a surface, in M a week. Above 100 % (dew) it goes on rising: dew is worst."""
    if t_c <= 0.0 or rh_pct < critical_rh_pct(t_c):
        return 0.0
    return 1.0 / weeks_to_first_growth(t_c, rh_pct)


def benefit_per_wh(surface_c: float, surface_rh_pct: float) -> float:
    """Mold growth that one watt-hour of heat prevents now, in M; 0 where nothing grows."""
    warmer_c = surface_c + WARMING_K
    warmer_rh_pct = rh_at_temperature_pct(surface_c, surface_rh_pct, warmer_c)
    prevented = growth_per_week(surface_c, surface_rh_pct) - growth_per_week(warmer_c, warmer_rh_pct)
    return prevented / HOURS_PER_WEEK / WATTS_PER_K


def usual_benefit(usual: float, now: float, dt_s: float) -> float:
    """The mean benefit of the last three wet days, after `dt_s` more. The first answer is usual by itself."""
    if usual == 0.0:
        return now
    return usual + (now - usual) * min(dt_s / USUAL_S, 1.0)


def price_per_wh(usual: float, purse_share: float) -> float:
    """What a watt-hour must prevent to be spent, for a purse from 0 (empty) to 1 (full)."""
    return usual * AT_EMPTY * (1.0 - purse_share)
