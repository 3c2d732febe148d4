"""SEN0189 turbidity sensor on 5 V: volts fall as the water gets muddy. DFRobot wiki SEN0189.

It adds no noise; the converter's single step is already a third of an NTU at the clear end.
"""

from __future__ import annotations

from science.sensor_curves import SEN0189_CLEAR_SPREAD_V, SEN0189_CLEAR_V, SEN0189_ZERO_V, turbidity_voltage_v
from sim.chips._analog import AnalogChip

CALIBRATED_V = 0.0003  # chosen: what is left when a hundred readings in clear water are averaged through its own wires


class TurbidityChip(AnalogChip):
    """A probe that senses turbidity. A unit follows the published curve in proportion to its volts in clear water."""

    feels = ("turbidity_ntu",)

    def plug(self) -> None:
        super().plug()
        within, left = SEN0189_CLEAR_SPREAD_V / SEN0189_CLEAR_V, CALIBRATED_V / SEN0189_CLEAR_V
        self._share = self.unit.share("clear_v", SEN0189_CLEAR_V, within, left) / SEN0189_ZERO_V

    def output_v(self) -> float:
        """Volts that it puts out; 0 V when unplugged, because the divider pulls it down."""
        return self._share * turbidity_voltage_v(self.feel("turbidity_ntu")) if self._powered else 0.0
