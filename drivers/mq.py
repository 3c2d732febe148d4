"""MQ-2, MQ-5, MQ-6 (cooking gas) and MQ-135 (air quality): heated gas sensors on an analog input. Hanwei data sheets.

They also answer to alcohol, hair spray and steam, and drift with air and age: a warning for a class, never a
certified alarm. Heat a new one for 24 h (MQ-2: 48 h) before r0_ohm is measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from devices import AnalogInput, Channel, Message, SensorPart, Terminal, WiringError
from drivers._mq import CALIBRATED, CLEAN_AIR, Climate, LoadVoltage
from science.mq_sensors import MODELS

NO_MODEL = Message("mq.no_model", "The driver mq does not support the model {model}.")
NO_MODEL_HINT = Message("mq.no_model.hint", "It supports MQ-2, MQ-5, MQ-6 and MQ-135. An MQ-7 has its own driver, mq7.")

LPG = Channel("lpg_ppm", "ppm", low=0.0, high=10_000.0)
CO2 = Channel("co2_ppm", "ppm", low=0.0, high=10_000.0)
TARGETS = {"MQ-2": ("lpg", LPG), "MQ-5": ("lpg", LPG), "MQ-6": ("lpg", LPG), "MQ-135": ("co2", CO2)}


class Mq(SensorPart):
    """Gas in ppm, held at the data sheet's upper end of 10000 ppm. No value for 3 minutes after power-on.

    Measure `load_resistor_ohm` on the board with a meter (blue modules often carry 1 k, which wastes the signal) and
    `r0_ohm` from a calibration: Rs in the reference gas of the data sheet, not in clean air. `clean_air_pct` is Rs/R0
    in % of the calibrated `clean_air_ratio`.
    """

    title = Message("driver.mq", "MQ gas sensor module")
    supply_v = 5.0
    terminals = (Terminal("channel", "analog", volts=5.0),)
    channels: ClassVar[tuple[Channel, ...]] = (LPG, CLEAN_AIR)
    calibrated = CALIBRATED
    sample_s = 1.0
    warm_up_s = 180.0

    @classmethod
    def channels_with(cls, options: Mapping[str, Any]) -> tuple[Channel, ...]:
        """Which gas it shows depends on its model. Raises WiringError for a model without a curve."""
        model = options["model"]
        if model not in TARGETS:
            raise WiringError(NO_MODEL(model=model), NO_MODEL_HINT)
        return (TARGETS[model][1], CLEAN_AIR)

    def __init__(
        self,
        adc: AnalogInput,
        model: str,
        load_resistor_ohm: float,
        r0_ohm: float,
        climate: Climate | None = None,
        supply_v: float = 5.0,
        divider: float = 1.0,
        clean_air_ratio: float | None = None,
    ) -> None:
        self.channels = self.channels_with({"model": model})  # type: ignore[misc]  # which gas it is depends on the model in wiring.toml
        gas, channel = TARGETS[model]
        self._name = channel.name
        self._highest_ppm = channel.high
        self._curve = MODELS[model].of_unit(clean_air_ratio)
        self._gas = gas
        self._load = LoadVoltage(adc, self._curve, climate, load_resistor_ohm, r0_ohm, supply_v, divider)

    def read(self) -> Mapping[str, float | bool]:
        ratio = self._load.ratio()
        ppm = self._curve.ppm(self._gas, ratio)
        return {self._name: min(ppm, self._highest_ppm), CLEAN_AIR.name: self._load.clean_air_pct(ratio)}
