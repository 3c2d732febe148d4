"""NTC thermistor below a fixed resistor: volts fall as it warms. Vishay, NTC thermistors. It adds no noise."""

from __future__ import annotations

from science.sensor_curves import ntc_resistance_ohm, ntc_voltage_v
from sim.chips._analog import AnalogChip

R25_WITHIN = 0.05  # of cheap beads, with that of the series resistor; from memory, not read
R25_LEFT = 0.01  # chosen: 0.2 K, what comparing it with a thermometer in a glass of water still misses
BETA_WITHIN = 0.01  # from memory, not read; nobody calibrates it


class NtcChip(AnalogChip):
    """A thermistor that senses the temperature where it is glued."""

    feels = ("temperature_c",)

    def plug(self) -> None:
        super().plug()
        self._series_ohm = self.option("series_ohm", 10_000.0)
        self._r25_ohm = self.unit.share("r25_ohm", self.option("r25_ohm", 10_000.0), R25_WITHIN, R25_LEFT)
        self._beta_k = self.unit.share("beta_k", self.option("beta_k", 3950.0), BETA_WITHIN)
        self._supply_v = self.option("supply_v", 3.3)

    def output_v(self) -> float:
        """Volts over it; unplugged, the fixed resistor pulls it up to the supply."""
        if not self._powered:
            return float(self._supply_v)
        ohm = ntc_resistance_ohm(self.feel("temperature_c"), self._r25_ohm, self._beta_k)
        return ntc_voltage_v(ohm, self._series_ohm, self._supply_v)
