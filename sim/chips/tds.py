"""SEN0244 TDS sensor: volts rise with dissolved salts and with temperature; a dry probe gives 0 V.

DFRobot wiki SEN0244. It adds no noise.
"""

from __future__ import annotations

from science.sensor_curves import SEN0244_MAX_V, tds_voltage_v
from sim.chips import Chip


class TdsChip(Chip):
    """A probe that senses dissolved salts, the water's temperature, and whether it is in the water."""

    feels = ("tds_ppm", "temperature_c", "wet")

    def volts(self) -> float:
        """Volts at the converter's input, up to the board's own 2.3 V."""
        if not self._powered or not self.feel("wet"):
            return 0.0
        return min(tds_voltage_v(self.feel("tds_ppm"), self.feel("temperature_c")), SEN0244_MAX_V)
