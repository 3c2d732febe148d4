"""DHT11: whole percents, degrees with one decimal in the fourth byte. Data sheet DHT11."""

from __future__ import annotations

from sim.chips._dht import DhtChip, frame


class Dht11Chip(DhtChip):
    """A DHT11: 0 to 60 C, 5 to 95 %. It needs a start signal of 18 ms. Spread and noise from memory, not read."""

    start_us = 18_000
    within = (2.0, 5.0)
    noise_steps = (10, 1)

    def measured(self) -> tuple[int, int, int, int, int]:
        t_c, rh_pct = self.sensed()
        humidity = min(max(round(rh_pct) + self.noise(self._noise_pct), 5), 95)
        tenths = min(max(round(t_c * 10.0) + self.noise(self._noise_c), 0), 600)
        return frame(humidity << 8, tenths // 10 << 8 | tenths % 10)
