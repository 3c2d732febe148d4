"""DHT22 (AM2302): tenths of a degree and of a percent, the sign in the highest bit. Data sheet AM2302."""

from __future__ import annotations

from sim.chips._dht import DhtChip, frame

SIGN = 0x8000


def temperature_word(tenths: int) -> int:
    """Sign and magnitude: -10.1 C is 0x8065."""
    return SIGN | -tenths if tenths < 0 else tenths


class Dht22Chip(DhtChip):
    """A DHT22: -40 to 80 C, 0 to 99.9 %. +-0.5 C and +-2 % typical, repeatable to +-1 % (data sheet AM2302)."""

    within = (0.5, 2.0)
    noise_steps = (3, 10)  # +-0.3 C from memory, not read: the edition of the data sheet that was read says +-0.2 C

    def measured(self) -> tuple[int, int, int, int, int]:
        t_c, rh_pct = self.sensed()
        humidity = round(rh_pct * 10.0) + self.noise(self._noise_pct)
        tenths = round(t_c * 10.0) + self.noise(self._noise_c)
        if not 0 <= humidity <= 999:
            humidity = min(max(humidity, 0), 999)
        if not -400 <= tenths <= 800:
            tenths = min(max(tenths, -400), 800)
        return frame(humidity, temperature_word(tenths))
