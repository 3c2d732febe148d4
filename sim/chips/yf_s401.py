"""YF-S401 flow meter: the small turbine, 98 pulses a second at 1 L/min, 0.3 to 6 L/min (from memory, not read)."""

from __future__ import annotations

from science.sensor_curves import YF_S401_LEAST_LPM, YF_S401_PULSES_PER_L
from sim.chips.flow_meter import FlowMeterChip


class SmallFlowMeterChip(FlowMeterChip):
    """A small turbine that senses the flow."""

    pulses_per_l = YF_S401_PULSES_PER_L
    least_lpm = YF_S401_LEAST_LPM
    fastest_lpm = 12.0  # chosen: twice the range
