"""NTC thermistor: a resistor that falls as it warms, between the converter's input and ground, below a fixed resistor.

Beta equation, good to about 1 K from 0 to 60 C (Vishay, NTC thermistors).
"""

from __future__ import annotations

from collections.abc import Mapping

from devices import AnalogInput, Channel, Message, ReadError, SensorPart, Terminal
from science.sensor_curves import ntc_resistance_from_voltage_ohm, ntc_temperature_c

OPEN = Message("ntc.open", "The thermistor gives {volts:.2f} V: it looks unplugged.")
OPEN_HINT = Message("ntc.open.hint", "Check both wires of the thermistor, from the converter's input to ground.")
SHORT = Message("ntc.short", "The thermistor gives {volts:.2f} V: it looks short-circuited.")
SHORT_HINT = Message(
    "ntc.short.hint", "Check that its two wires do not touch and that the {series:.0f} ohm resistor has its supply."
)
SHORT_SHARE = 0.02  # of the supply: with 10 k parts about 155 C
OPEN_SHARE = 0.98  # of the supply: with 10 k parts about -43 C


class Ntc(SensorPart):
    """Temperature in C. `series_ohm` goes from `supply_v` to the input, the thermistor from the input to ground.

    Raises ReadError for an open or shorted thermistor.
    """

    title = Message("driver.ntc", "NTC thermistor")
    terminals = (Terminal("channel", "analog", volts=3.3),)
    channels = (Channel("temperature_c", "C", low=-40.0, high=125.0),)
    calibrated = ("r25_ohm", "beta_k", "series_ohm", "supply_v")
    sample_s = 2.0

    def __init__(
        self,
        adc: AnalogInput,
        series_ohm: float = 10_000.0,
        r25_ohm: float = 10_000.0,
        beta_k: float = 3950.0,
        supply_v: float = 3.3,
    ) -> None:
        self._adc = adc
        self._series_ohm = series_ohm
        self._r25_ohm = r25_ohm
        self._beta_k = beta_k
        self._supply_v = supply_v

    def read(self) -> Mapping[str, float | bool]:
        volts = self._adc.voltage_v()
        if volts > OPEN_SHARE * self._supply_v:
            raise ReadError(OPEN(volts=volts), OPEN_HINT)
        if volts < SHORT_SHARE * self._supply_v:
            raise ReadError(SHORT(volts=volts), SHORT_HINT(series=self._series_ohm))
        ohm = ntc_resistance_from_voltage_ohm(volts, self._series_ohm, self._supply_v)
        return {"temperature_c": ntc_temperature_c(ohm, self._r25_ohm, self._beta_k)}
