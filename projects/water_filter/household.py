"""The tank of filtered water and the people who draw from it."""

from __future__ import annotations

from science import tank

RIM_L = 60.0
SECOND_FLOAT_L = 58.0  # wired in series with the pump: above it the pump has no power, whatever a program wants
HIGH_L = 55.0
LOW_L = 30.0
TAPS = ((6.0, 8.0, 0.3), (11.0, 13.0, 0.3), (17.0, 20.0, 0.4))  # chosen: from hour, to hour, share of a day's water


class Household:
    """A tank with two floats, and taps that are open at mealtimes. Totals in L."""

    def __init__(self, level_l: float, litres_a_day: float) -> None:
        self.level_l = level_l
        self._litres_a_day = litres_a_day
        self.overflow_l = 0.0
        self.used_l = 0.0
        self.missed_l = 0.0  # wanted while the tank was empty

    def fill(self, litres: float) -> None:
        """Let filtered water in; what does not fit runs over the rim."""
        self.level_l += litres
        if self.level_l > RIM_L:
            self.overflow_l += self.level_l - RIM_L
            self.level_l = RIM_L

    def use(self, hour: float, dt_s: float) -> None:
        """Let people draw what they want at this hour of the day."""
        for first, last, share in TAPS:
            if first <= hour < last:
                wanted_lpm = self._litres_a_day * share / ((last - first) * 60.0)
                after = tank.step(self.level_l, RIM_L, 0.0, wanted_lpm, dt_s)
                self.level_l = after.level_l
                self.used_l += after.drawn_l
                self.missed_l += wanted_lpm * dt_s / 60.0 - after.drawn_l
