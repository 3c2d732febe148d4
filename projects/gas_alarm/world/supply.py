"""What feeds the alarm: the mains, a charger, and a battery that takes over when the mains is gone."""

from __future__ import annotations

from dataclasses import replace

from science.battery import AGM_7AH, Battery, BatteryState, accepted_a, terminal_voltage_v
from science.battery import step as battery_step

CHARGER_A = 0.7  # chosen: a tenth of the battery's capacity
CHARGER_V = 13.8  # float voltage of sealed lead-acid
MIN_SHARE = 0.01  # chosen: even a dead cell leaves this share, so that its resistance stays a number


class Supply:
    """Mains, charger and battery. The alarm hangs on the battery, which the charger keeps full."""

    def __init__(self, soc: float, load_a: float) -> None:
        self.mains = True
        self.charger_ok = True
        self.current_a = 0.0  # into the battery
        self.voltage_v = 0.0
        self._load_a = load_a
        self._battery: Battery = AGM_7AH
        self._state = BatteryState(soc)
        self._at_s = 0.0
        self.work_out(0.0)

    @property
    def soc(self) -> float:
        """State of charge, 0 to 1, of the capacity that is left."""
        return self._state.soc

    def weaken(self, share: float) -> None:
        """A weak cell: so much of the capacity is left, and the resistance is as many times higher."""
        left = max(share, MIN_SHARE)
        capacity_ah, resistance_ohm = AGM_7AH.capacity_ah * left, AGM_7AH.resistance_ohm / left
        self._battery = replace(AGM_7AH, capacity_ah=capacity_ah, resistance_ohm=resistance_ohm)

    def work_out(self, t_s: float) -> None:
        """What the battery gave or took since the last time, and what it does from now on."""
        battery, passed_s = self._battery, t_s - self._at_s
        self._at_s = t_s
        if passed_s > 0.0:
            self._state = battery_step(self._state, self.current_a, self.voltage_v, passed_s, battery, CHARGER_V)
        soc = self._state.soc
        offered_a = CHARGER_A if self.mains and self.charger_ok else -self._load_a
        self.current_a = accepted_a(soc, offered_a, battery)
        self.voltage_v = terminal_voltage_v(soc, offered_a, battery, CHARGER_V)
