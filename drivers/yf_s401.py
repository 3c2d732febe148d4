"""YF-S401 water flow meter, for little water: 98 Hz at 1 L/min, 0.3 to 6 L/min (from memory, not read).

Wired like a YF-S201: its yellow wire gives 5 V, so divide it to 3.3 V and say so in wiring.toml.
"""

from __future__ import annotations

from devices import Channel, Clock, Message
from drivers.flow_meter import FlowMeter
from science.sensor_curves import YF_S401_PULSES_PER_L


class SmallFlowMeter(FlowMeter):
    """Mean flow since the last read, and the volume since the start. Trustworthy from 0.3 to 6 L/min.

    Calibrate `pulses_per_litre` with a measuring cup: units differ. Below 0.3 L/min it reads low and then stops.
    """

    title = Message("driver.yf_s401", "YF-S401 water flow meter")
    channels = (
        Channel("flow_lpm", "L/min", low=0.0, high=12.0),
        Channel("volume_l", "L", low=0.0),
    )

    def __init__(self, pin: int, clock: Clock, pulses_per_litre: float = YF_S401_PULSES_PER_L) -> None:
        super().__init__(pin, clock, pulses_per_litre)
