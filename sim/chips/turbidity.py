"""SEN0189 turbidity sensor on 5 V: volts fall as the water gets muddy. DFRobot wiki SEN0189.

It adds no noise; the converter's single step is already a third of an NTU at the clear end.
"""

from __future__ import annotations

from science.sensor_curves import turbidity_voltage_v
from sim.chips import Chip


class TurbidityChip(Chip):
    """A probe that senses the water's turbidity."""

    feels = ("turbidity_ntu",)

    def plug(self) -> None:
        self._divider = self.option("divider", 1.0)

    def volts(self) -> float:
        """Volts at the converter's input; 0 V when unplugged, because the divider pulls it down."""
        return turbidity_voltage_v(self.feel("turbidity_ntu")) / self._divider if self._powered else 0.0
