"""Clearness of one day after another: kc = light on the ground over light under a clear sky.

Days follow each other a little (AR(1), lag 0.29: Graham, Hollands and Brunger 1988, Solar Energy 40:83-92), and from
January to April the sky can stay shut for a week ("nom", drizzle): a Markov chain with two states, chosen.
"""

from collections.abc import Sequence
from math import erf, sqrt
from random import Random

LAG_1 = 0.29
CLEAREST = 1.0
DULLEST = 0.05
GLOOM_MONTHS = frozenset({1, 2, 3, 4})
GLOOM_SHARE = 0.36  # chosen: of the days in these months
GLOOM_DAYS = 6.0  # chosen: mean length
GLOOM_KC = (0.15, 0.25)  # chosen: even between these
GLOOM_ENDS = 1.0 / GLOOM_DAYS
GLOOM_BEGINS = GLOOM_ENDS * GLOOM_SHARE / (1.0 - GLOOM_SHARE)


class Clouds:
    """Daily clearness with the monthly means of a table (12 values, January first); luck comes from `rng`."""

    def __init__(self, monthly_clearness: Sequence[float], rng: Random) -> None:
        """Start on a day of unknown weather; `monthly_clearness` above 0.05 and below 1."""
        self._means = tuple(monthly_clearness)
        self._rng = rng
        self._z = rng.gauss(0.0, 1.0)
        self._month = 0
        self.gloom = False

    def next_day(self, month: int) -> float:
        """Clearness 0.05-1 of the next day, which lies in `month` (1-12)."""
        self._move_gloom(month)
        self._z = LAG_1 * self._z + sqrt(1.0 - LAG_1 * LAG_1) * self._rng.gauss(0.0, 1.0)
        if self.gloom:
            return self._rng.uniform(*GLOOM_KC)
        mean = self._means[month - 1]
        if month in GLOOM_MONTHS:
            mean = (mean - GLOOM_SHARE * sum(GLOOM_KC) / 2.0) / (1.0 - GLOOM_SHARE)
        return clearness_from_normal(self._z, mean)

    def _move_gloom(self, month: int) -> None:
        was_season = self._month in GLOOM_MONTHS
        self._month = month
        if month not in GLOOM_MONTHS:
            self.gloom = False
        elif not was_season:
            self.gloom = self._rng.random() < GLOOM_SHARE
        else:
            self.gloom = self._rng.random() >= GLOOM_ENDS if self.gloom else self._rng.random() < GLOOM_BEGINS


def clearness_from_normal(z: float, mean: float) -> float:
    """Map a standard normal number to a clearness with this mean (0.05 < mean < 1).

    The share u of normal numbers below z is even on 0-1; u^a has the mean 1/(a + 1), and for a below 1 it heaps up at
    the clear end, as measured days do.
    """
    u = 0.5 * (1.0 + erf(z / sqrt(2.0)))
    span = CLEAREST - DULLEST
    power = span / (mean - DULLEST) - 1.0
    return DULLEST + span * float(u**power)
