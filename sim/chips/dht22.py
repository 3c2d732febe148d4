"""DHT22 (AM2302): tenths of a degree and of a percent, the sign in the highest bit. Data sheet AM2302."""

from __future__ import annotations

from sim.chips._dht import NOISE_STEPS, DhtChip, frame

SIGN = 0x8000


def temperature_word(tenths: int) -> int:
    """Sign and magnitude: -10.1 C is 0x8065."""
    return SIGN | -tenths if tenths < 0 else tenths


class Dht22Chip(DhtChip):
    """A DHT22: -40 to 80 C, 0 to 99.9 %."""

    def measured(self) -> tuple[int, int, int, int, int]:
        humidity = round(self.felt[self._humidity] * 10.0) + self.noise(NOISE_STEPS)
        tenths = round(self.felt[self._temperature] * 10.0) + self.noise(NOISE_STEPS)
        return frame(min(max(humidity, 0), 999), temperature_word(min(max(tenths, -400), 800)))
