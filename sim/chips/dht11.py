"""DHT11: whole percents, degrees with one decimal in the fourth byte. Data sheet DHT11."""

from __future__ import annotations

from sim.chips._dht import NOISE_STEPS, DhtChip, frame


class Dht11Chip(DhtChip):
    """A DHT11: 0 to 60 C, 5 to 95 %. It needs a start signal of 18 ms."""

    start_us = 18_000

    def measured(self) -> tuple[int, int, int, int, int]:
        humidity = min(max(round(self.felt[self._humidity]) + self.noise(NOISE_STEPS), 5), 95)
        tenths = min(max(round(self.felt[self._temperature] * 10.0) + self.noise(NOISE_STEPS), 0), 600)
        return frame(humidity << 8, tenths // 10 << 8 | tenths % 10)
