"""The raw water: a stream that runs through a tank, with mud after rain."""

from __future__ import annotations

from math import exp
from random import Random

from science import tank

CAPACITY_L = 100.0
RAW_HIGH_L = 60.0  # a backwash and its rinse take 38 L
RAW_LOW_L = 12.0
DEAD_L = 3.0  # below the pump's hose

RESTLESS = 0.08  # chosen: each ten minutes the stream's turbidity moves by about this share
FADING_S = 2 * 3600.0  # chosen: time constant with which that is forgotten
NEWS_S = 600.0


class RawTank:
    """A tank that a stream runs through: level in L, turbidity in NTU. What does not fit runs back to the stream."""

    def __init__(self, level_l: float, ntu: float, rng: Random) -> None:
        self.level_l = level_l
        self.ntu = ntu
        self._rng = rng
        self._mood = 0.0
        self._news_s = 0.0
        self._storm_until_s = 0.0
        self._storm_ntu = 0.0

    def stream_ntu(self, base_ntu: float, storm_ntu: float, t_s: float, storms_per_week: float) -> float:
        """Turbidity of the stream now: it never stands quite still, and storms bring mud for some hours."""
        if t_s >= self._news_s:
            self._news_s = t_s + NEWS_S
            self._mood = self._mood * exp(-NEWS_S / FADING_S) + self._rng.gauss(0.0, RESTLESS)
            if self._rng.random() < storms_per_week * NEWS_S / (7 * 86_400.0):
                self._storm_until_s = t_s + self._rng.uniform(2.0, 8.0) * 3600.0
                self._storm_ntu = self._rng.uniform(60.0, 400.0)
        luck_ntu = self._storm_ntu if t_s < self._storm_until_s else 0.0
        return max(base_ntu * exp(self._mood), storm_ntu, luck_ntu)

    def let_in(self, stream_lpm: float, stream_ntu: float, dt_s: float) -> None:
        """Let the stream in for `dt_s` seconds."""
        self.ntu = tank.mixed(self.level_l, self.ntu, stream_lpm * dt_s / 60.0, stream_ntu)
        self.level_l = tank.step(self.level_l, CAPACITY_L, stream_lpm, 0.0, dt_s).level_l

    def draw(self, liters: float) -> float:
        """Let the pump draw; returns the liters that it really got."""
        got_l = min(liters, self.level_l)
        self.level_l -= got_l
        return got_l
