"""SEN0189 turbidity sensor (DFRobot): muddy or not, by light through the water. DFRobot wiki SEN0189.

At the clear end 1 NTU is 0.27 mV: it can never show that water is clear enough to drink. Use it on 5 V with a divider
in front of the converter; the "3.3 V formula" on forums is a guess.
"""

from __future__ import annotations

from collections.abc import Mapping

from devices import AnalogInput, Channel, Message, ReadError, SensorPart, Terminal
from science.sensor_curves import turbidity_ntu

NO_SIGNAL = Message("turbidity.no_signal", "The turbidity sensor gives {volts:.3f} V: no signal.")
NO_SIGNAL_HINT = Message(
    "turbidity.no_signal.hint", "Check its 5 V supply, the plug at the probe, and the wire to the converter."
)
LOWEST_V = 0.05  # chosen: even black water leaves more than this


class Turbidity(SensorPart):
    """Turbidity in NTU, held to 0-3000: above 4.2 V it is 0, below 2.5 V it is 3000 (the ends of the published curve).

    `divider` is the sensor's voltage over the converter's voltage: 1.5 for 10 k over 20 k. Raises ReadError at 0 V.
    """

    title = "SEN0189 turbidity sensor"
    supply_v = 5.0
    terminals = (Terminal("channel", "analog", volts=4.5),)
    channels = (Channel("turbidity_ntu", "NTU", low=0.0, high=3000.0),)
    sample_s = 1.0

    def __init__(self, adc: AnalogInput, divider: float = 1.0) -> None:
        self._adc = adc
        self._divider = divider

    def read(self) -> Mapping[str, float | bool]:
        volts = self._adc.voltage_v() * self._divider
        if volts < LOWEST_V:
            raise ReadError(NO_SIGNAL(volts=volts), NO_SIGNAL_HINT)
        return {"turbidity_ntu": turbidity_ntu(volts)}
