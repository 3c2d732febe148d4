"""What all MQ gas sensors share: from the voltage over the load resistor to Rs/R0, with plausibility limits.

Rs = (Vc/V - 1) RL (Hanwei data sheets). The curves and their errors are in science.mq_sensors.
"""

from __future__ import annotations

from collections.abc import Callable

from devices import AnalogInput, Channel, Message, ReadError
from science.mq_sensors import MqSensor, resistance_from_voltage_ohm

Climate = Callable[[], tuple[float, float] | None]
CLEAN_AIR = Channel("clean_air_pct", "%", low=0.0, high=400.0)
CALIBRATED = ("r0_ohm", "clean_air_ratio", "load_resistor_ohm", "supply_v")

TOO_LOW = Message("mq.too_low", "{model} gives {volts:.3f} V: no signal.")
TOO_LOW_HINT = Message(
    "mq.too_low.hint",
    "Check the 5 V supply, the AO wire to the converter, and that the load resistor is {load:.0f} ohm.",
)
TOO_HIGH = Message("mq.too_high", "{model} gives {volts:.2f} V: more than gas can cause.")
TOO_HIGH_HINT = Message("mq.too_high.hint", "Look for a short between AO and 5 V, and a broken ground wire.")
NO_CURVE = Message("mq.no_curve", "{model} shows Rs/R0 = {ratio:.3f}, which is outside its curve.")
NO_CURVE_HINT = Message(
    "mq.no_curve.hint", "Check load_resistor_ohm in wiring.toml; calibrate r0_ohm again after two days of heating."
)

LOWEST_V = 0.02  # below it: open wire or no supply; the science text's plausibility limit for all models
HIGHEST_SHARE = 0.96  # of the supply: 4.8 V of 5 V, above it a short
LOWEST_RATIO = 0.05
HIGHEST_RATIO = 15.0  # the MQ-6 is at 10 in clean air
CLEAN_AIR_MARGIN = 1.5  # and the MQ-7, at 27.5 in clean air, gets the same margin above it
FACTOR_STEP = 0.005  # chosen: less is the noise of the climate's own sensor, and would shake a value at a limit


class LoadVoltage:
    """The resistance ratio of one MQ sensor behind one analog input.

    `divider` is the module's voltage over the converter's voltage: 1.5 for 10 k over 20 k.
    `climate` gives air temperature in C and humidity in %, or None when unknown: then nothing is corrected.
    """

    def __init__(
        self,
        adc: AnalogInput,
        sensor: MqSensor,
        climate: Climate | None,
        load_resistor_ohm: float,
        r0_ohm: float,
        supply_v: float,
        divider: float,
    ) -> None:
        self._adc = adc
        self._sensor = sensor
        self._climate = climate
        self._air: tuple[float, float] | None = None
        self._factor = 1.0
        self._load_resistor_ohm = load_resistor_ohm
        self._r0_ohm = r0_ohm
        self._supply_v = supply_v
        self._divider = divider
        self._highest_v = HIGHEST_SHARE * supply_v
        self._highest_ratio = max(HIGHEST_RATIO, CLEAN_AIR_MARGIN * sensor.clean_air_ratio)

    def ratio(self) -> float:
        """Rs/R0 brought to 20 C and 65 % humidity. Raises ReadError when it is implausible."""
        volts = self._adc.voltage_v() * self._divider
        model = self._sensor.name
        if volts < LOWEST_V:
            raise ReadError(TOO_LOW(model=model, volts=volts), TOO_LOW_HINT(load=self._load_resistor_ohm))
        if volts > self._highest_v:
            raise ReadError(TOO_HIGH(model=model, volts=volts), TOO_HIGH_HINT)
        rs_ohm = resistance_from_voltage_ohm(volts, self._load_resistor_ohm, self._supply_v)
        ratio = rs_ohm / (self._r0_ohm * self._climate_factor())
        if not LOWEST_RATIO <= ratio <= self._highest_ratio:
            raise ReadError(NO_CURVE(model=model, ratio=ratio), NO_CURVE_HINT)
        return ratio

    def clean_air_pct(self, ratio: float) -> float:
        """That ratio in % of the unit's own in clean air: 100 there, less in gas. More: it has lost sensitivity."""
        return 100.0 * ratio / self._sensor.clean_air_ratio

    def _climate_factor(self) -> float:
        air = None if self._climate is None else self._climate()
        if air != self._air:
            self._air = air
            factor = 1.0 if air is None else self._sensor.climate_factor(*air)
            if abs(factor - self._factor) > FACTOR_STEP:
                self._factor = factor
        return self._factor
