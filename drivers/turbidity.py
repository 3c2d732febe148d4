"""SEN0189 turbidity sensor (DFRobot): muddy or not, by light through the water. DFRobot wiki SEN0189.

In clear water one unit gives 3.8 V and another 4.4 V, and there 1 NTU is 0.27 mV: uncalibrated it shows nothing, and
calibrated it can never show that water is clear enough to drink. Use it on 5 V with a divider in front of the
converter; the "3.3 V formula" on forums is a guess.
"""

from __future__ import annotations

from collections.abc import Mapping

from devices import AnalogInput, Channel, Message, ReadError, SensorPart, Terminal
from science.sensor_curves import SEN0189_CLEAR_SPREAD_V, SEN0189_CLEAR_V, SEN0189_ZERO_V, turbidity_ntu

NO_SIGNAL = Message("turbidity.no_signal", "The turbidity sensor gives {volts:.3f} V: no signal.")
NO_SIGNAL_HINT = Message(
    "turbidity.no_signal.hint", "Check its 5 V supply, the plug at the probe, and the wire to the converter."
)
UNCALIBRATED = Message(
    "turbidity.uncalibrated",
    "The turbidity sensor gives {volts:.3f} V, but nobody measured what it gives in clear water.",
)
UNCALIBRATED_HINT = Message(
    "turbidity.uncalibrated.hint", "Put it into clear water and calibrate it with `highland calibrate`."
)
TOO_CLEAR = Message(
    "turbidity.too_clear",
    "The turbidity sensor gives {volts:.3f} V, but only {clear:.3f} V in clear water: that cannot be true.",
)
TOO_CLEAR_HINT = Message(
    "turbidity.too_clear.hint",
    "Look for sunlight on the probe, bubbles and a wrong supply. Then calibrate it again.",
)
LOWEST_V = 0.05  # chosen: even black water leaves more than this
ABOVE_CLEAR_V = 0.05  # chosen: so much more than in clear water is drift, light from outside or a bubble
SUPPLY_V = 5.0
UNLIKELY_V = SEN0189_CLEAR_SPREAD_V + 0.1  # a unit further from the type than its tolerance and a meter's error


class Turbidity(SensorPart):
    """Turbidity in NTU, held to 0-3000, the ends of the published curve; the unit is taken to follow it in proportion.

    `clear_v` is what this unit gives in clear water on its own supply of `supply_v`, from its calibration. Without it,
    or with clearly more than that now, there is no value: ReadError, also at 0 V. ValueError for a `clear_v` that no
    unit has. `divider` is the sensor's voltage over the converter's voltage: 1.5 for 10 k over 20 k.
    """

    title = Message("driver.turbidity", "SEN0189 turbidity sensor")
    supply_v = 5.0
    terminals = (Terminal("channel", "analog", volts=4.5),)
    channels = (Channel("turbidity_ntu", "NTU", low=0.0, high=3000.0, resolution=1.0),)
    calibrated = ("clear_v", "supply_v")
    sample_s = 1.0

    def __init__(
        self, adc: AnalogInput, divider: float = 1.0, clear_v: float | None = None, supply_v: float = SUPPLY_V
    ) -> None:
        expected_v = SEN0189_CLEAR_V * supply_v / SUPPLY_V
        if clear_v is not None and abs(clear_v - expected_v) > UNLIKELY_V:
            low_v, high_v = expected_v - UNLIKELY_V, expected_v + UNLIKELY_V
            raise ValueError(f"clear_v = {clear_v:g} V: in clear water it gives {low_v:.1f} to {high_v:.1f} V")
        self._adc = adc
        self._divider = divider
        self._clear_v = clear_v

    def read(self) -> Mapping[str, float | bool]:
        volts = self._adc.voltage_v() * self._divider
        clear_v = self._clear_v
        if volts < LOWEST_V:
            raise ReadError(NO_SIGNAL(volts=volts), NO_SIGNAL_HINT)
        if clear_v is None:
            raise ReadError(UNCALIBRATED(volts=volts), UNCALIBRATED_HINT)
        if volts > clear_v + ABOVE_CLEAR_V:
            raise ReadError(TOO_CLEAR(volts=volts, clear=clear_v), TOO_CLEAR_HINT)
        return {"turbidity_ntu": turbidity_ntu(volts * SEN0189_ZERO_V / clear_v)}
