"""NTC thermistor below a fixed resistor: volts fall as it warms. Vishay, NTC thermistors. It adds no noise."""

from __future__ import annotations

from science.sensor_curves import ntc_resistance_ohm, ntc_voltage_v
from sim.chips import Chip


class NtcChip(Chip):
    """A thermistor that senses the temperature where it is glued."""

    feels = ("temperature_c",)

    def plug(self) -> None:
        self._series_ohm = self.option("series_ohm", 10_000.0)
        self._r25_ohm = self.option("r25_ohm", 10_000.0)
        self._beta_k = self.option("beta_k", 3950.0)
        self._supply_v = self.option("supply_v", 3.3)

    def volts(self) -> float:
        """Volts at the converter's input; unplugged, the fixed resistor pulls it up to the supply."""
        if not self._powered:
            return float(self._supply_v)
        ohm = ntc_resistance_ohm(self.feel("temperature_c"), self._r25_ohm, self._beta_k)
        return ntc_voltage_v(ohm, self._series_ohm, self._supply_v)
