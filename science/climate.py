"""Weather of two places in northern Vietnam: mean months, and how clear one day is after another.

The months are provisional: no full table of either place was found. Before a lesson quotes these rows, load NASA POWER
(ALLSKY_SFC_SW_DWN, T2M, RH2M) or QCVN 02:2022/BXD.

Clearness kc is light on the ground over light under a clear sky. Days follow each other a little (AR(1), lag 0.29 from
memory, not read: Graham, Hollands and Brunger 1988, Solar Energy 40:83-92), and from January to April the sky can stay
shut for a week ("nom", drizzle): a Markov chain with two states, chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, erf, fsum, pi, sqrt
from random import Random

from science.humid_air import rh_at_temperature_pct
from science.sun import clear_day_kwh_m2

MID_MONTH_DAY = (16, 46, 75, 106, 136, 167, 197, 228, 259, 289, 320, 350)  # the 16th, in February the 15th
WARMEST_HOUR = 15.0

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Climate:
    """A place (degrees north and east) and twelve monthly values of each quantity, January first."""

    name: str
    latitude_deg: float
    longitude_deg: float
    ghi_kwh_m2: Row  # sun on level ground a day
    mean_c: Row
    max_c: Row  # mean daily maximum
    rh_pct: Row

    def clearness(self, month: int) -> float:
        """Mean clearness that, times Haurwitz' clear sky, gives the month's energy; `month` 1-12."""
        clear_kwh_m2 = clear_day_kwh_m2(self.latitude_deg, MID_MONTH_DAY[month - 1])
        return self.ghi_kwh_m2[month - 1] / clear_kwh_m2

    def monthly_clearness(self) -> Row:
        """That clearness of all twelve months, for `Clouds`."""
        return tuple(self.clearness(month) for month in range(1, 13))

    def temperature_c(self, month: int, hour: float) -> float:
        """Air temperature of a mean day at an hour 0-24: a cosine, warmest at 15 h."""
        mean_c = self.mean_c[month - 1]
        swing_k = self.max_c[month - 1] - mean_c
        return mean_c + swing_k * cos((hour - WARMEST_HOUR) * pi / 12.0)

    def humidity_pct(self, month: int, hour: float) -> float:
        """Relative humidity of a mean day: the vapor stays, the temperature swings; at most 100."""
        t_c = self.temperature_c(month, hour)
        return min(rh_at_temperature_pct(self.mean_c[month - 1], self.rh_pct[month - 1], t_c), 100.0)


# Computed: Angstrom-Prescott on Hanoi's sunshine hours (from memory, unverified), scaled to northern Vietnam's
# 12 MJ/m2/d (Nguyen The Bao)
_GHI = (2.16, 2.31, 2.52, 3.26, 4.31, 4.28, 4.37, 4.10, 3.93, 3.38, 2.85, 2.47)
_RH_HANOI = (79.9, 82.5, 84.5, 84.7, 81.1, 80.0, 80.7, 82.7, 81.0, 78.5, 77.1, 76.2)  # from memory, unverified
_TRUNG_KHANH_C = (11.8, 13.6, 17.1, 21.2, 24.2, 25.7, 26.0, 25.6, 24.0, 21.0, 17.1, 13.2)  # 520 m, Wikipedia
_TRUNG_KHANH_MAX_C = (15.8, 17.4, 20.8, 25.1, 28.5, 29.9, 30.3, 30.3, 29.0, 26.0, 22.2, 18.3)
_TUYEN_QUANG_MAX_C = (19.7, 20.9, 23.8, 28.1, 31.9, 33.1, 33.1, 32.7, 31.8, 29.2, 25.7, 22.0)  # town, Wikipedia
# Estimate: Tuyen Quang's maximum less the daily swing of Trung Khanh, month by month
_TUYEN_QUANG_C = (15.7, 17.1, 20.1, 24.2, 27.6, 28.9, 28.8, 28.0, 26.8, 24.2, 20.6, 16.9)

NA_HANG = Climate(
    "Na Hang", 22.35, 105.40, _GHI, _TUYEN_QUANG_C, _TUYEN_QUANG_MAX_C, _RH_HANOI
)  # fmt: skip
CAO_BANG = Climate(  # sunlight of Na Hang, 0.3 degrees south of it; temperature of Trung Khanh, in the same province
    "Cao Bang", 22.66, 106.26, _GHI, _TRUNG_KHANH_C, _TRUNG_KHANH_MAX_C, _RH_HANOI
)


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
    """Daily clearness with the monthly means of a table (12 values, January first); chance comes from `rng`."""

    def __init__(self, monthly_clearness: Sequence[float], rng: Random) -> None:
        """Begin on a day of unknown weather; `monthly_clearness` above 0.05 and below 1."""
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
            mean = (mean - GLOOM_SHARE * fsum(GLOOM_KC) / 2.0) / (1.0 - GLOOM_SHARE)
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
