"""The UV lamp: its current tells whether it burns, its warmth how much light the water gets."""

from __future__ import annotations

from math import exp

from science import water_quality

WARM_A = 0.92  # 11 W from 12 V
COLD_SHARE = 0.7  # chosen: of the warm lamp's current, right after switching on
BROKEN_A = 0.05  # chosen: the ballast alone
WARMING_S = 40.0  # chosen: time constant
WARM_MW_CM2 = 2.0  # mean in the reactor
REACTOR_L = 0.5


class Lamp:
    """An 11 W lamp around a half-liter reactor; `warmth` runs from 0 to 1."""

    def __init__(self) -> None:
        self.warmth = 0.0
        self.current_a = 0.0

    def step(self, on: bool, broken: bool, dt_s: float) -> None:
        """Let it warm up, go out, or stay broken."""
        if not on:
            self.warmth = self.current_a = 0.0
        elif broken:
            self.warmth, self.current_a = 0.0, BROKEN_A
        else:
            self.warmth += (1.0 - self.warmth) * (1.0 - exp(-dt_s / WARMING_S))
            self.current_a = WARM_A * (COLD_SHARE + (1.0 - COLD_SHARE) * self.warmth)

    def enough_for(self, flow_lpm: float) -> bool:
        """Whether water at this flow gets 40 mJ/cm2."""
        return flow_lpm <= water_quality.highest_flow_lpm(REACTOR_L, WARM_MW_CM2 * self.warmth)
