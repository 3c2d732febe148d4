"""What feeds the alarm: the mains, a charger, and a battery that takes over when the mains is gone."""

from __future__ import annotations

from dataclasses import replace

from science.battery import AGM_7AH
from science.power_supply import PowerSupply

CHARGE_A = 0.7  # chosen: a tenth of the battery's capacity, beside what the alarm draws itself
CHARGER_V = 13.8  # float voltage of sealed lead-acid
MIN_SHARE = 0.01  # chosen: even a dead cell leaves this share, so that its resistance stays a number


class Supply:
    """Mains, charger and battery. The alarm hangs on the battery, which the charger keeps full."""

    def __init__(self, soc: float, load_a: float) -> None:
        self.mains = True
        self.charger_ok = True
        self.power = PowerSupply(AGM_7AH, soc)
        self.power.set_charger(CHARGER_V, CHARGER_V)
        self._load_a = load_a
        self._at_s = 0.0
        self.work_out(0.0)

    def weaken(self, share: float) -> None:
        """A weak cell: so much of the capacity is left, and the resistance is as many times higher."""
        left = max(share, MIN_SHARE)
        capacity_ah, resistance_ohm = AGM_7AH.capacity_ah * left, AGM_7AH.resistance_ohm / left
        self.power.exchange(replace(AGM_7AH, capacity_ah=capacity_ah, resistance_ohm=resistance_ohm))

    def work_out(self, t_s: float) -> None:
        """Let the time since the last look pass as it was, and find what the battery gives or takes from now on.

        The charger can feed the alarm alone, so that a mains that comes back does so even with an empty battery.
        """
        power, passed_s = self.power, t_s - self._at_s
        self._at_s = t_s
        if passed_s > 0.0:
            power.step(passed_s, load_a=self._load_a)
        fed_by_mains = self.mains and self.charger_ok
        power.offered_a = CHARGE_A + self._load_a if fed_by_mains else 0.0
        power.feeds = power.feeds or fed_by_mains
        power.step(0.0, load_a=self._load_a)
