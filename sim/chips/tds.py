"""SEN0244 TDS sensor: volts rise with dissolved salts and with temperature; a dry probe gives 0 V.

DFRobot wiki SEN0244. It adds no noise.
"""

from __future__ import annotations

from science.sensor_curves import SEN0244_MAX_V, tds_voltage_v
from sim.chips._analog import AnalogChip

CELL_WITHIN = 0.10  # +-10 % of full scale, DFRobot wiki SEN0244 (from memory, not read), taken as a share
CELL_LEFT = 0.03  # chosen: a buffer from a sachet, mixed in a class


class TdsChip(AnalogChip):
    """A probe that senses dissolved salts, the water's temperature, and whether it is in the water."""

    feels = ("tds_ppm", "temperature_c", "wet")

    def plug(self) -> None:
        super().plug()
        self._cell_k = self.unit.share("cell_k", 1.0, CELL_WITHIN, CELL_LEFT)

    def output_v(self) -> float:
        """Volts that it puts out, up to the board's own 2.3 V."""
        if not self._powered or not self.feel("wet"):
            return 0.0
        return min(tds_voltage_v(self.feel("tds_ppm"), self.feel("temperature_c"), self._cell_k), SEN0244_MAX_V)
