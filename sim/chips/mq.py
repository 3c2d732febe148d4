"""MQ-2, MQ-5, MQ-6 and MQ-135 modules: heater always on, analog output over the load resistor. Hanwei data sheets.

The gas reaches the layer with a delay: 15 s rising, 45 s falling.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from devices import WiredPart
from science.mq_sensors import MODELS, felt_ppm
from sim.chips._mq import MqChip
from sim.chips._unit import Unit

if TYPE_CHECKING:
    from sim.virtual_pi import VirtualPi


class MqGasChip(MqChip):
    """A module that senses cooking gas, or carbon dioxide for an MQ-135, and the air's temperature and humidity."""

    feels = ("lpg_ppm", "temperature_c", "humidity_pct")

    def __init__(
        self,
        pi: VirtualPi,
        part: WiredPart,
        felt: Mapping[str, Any],
        driven: MutableMapping[str, float],
        unit: Unit | None = None,
    ) -> None:
        self._gas = "co2" if part.options["model"] == "MQ-135" else "lpg"
        self.feels = (f"{self._gas}_ppm", "temperature_c", "humidity_pct")  # type: ignore[misc]  # by model
        super().__init__(pi, part, felt, driven, unit)

    def plug(self) -> None:
        super().plug()
        self._sensor = self.of_this_unit(MODELS[self.part.options["model"]])
        self._ppm_key, self._c_key, self._pct_key = self._keys.values()
        self._layer_ppm = 0.0
        self._air: tuple[float, float] | None = None
        self._factor = 1.0
        self._looked_s = self._on_since_s

    def output_v(self) -> float:
        """Volts over the load resistor; without power the load resistor holds it at 0 V."""
        if not self._powered:
            return 0.0
        felt = self.felt
        now_s = self.pi.clock.monotonic()
        self._layer_ppm = felt_ppm(self._layer_ppm, felt[self._ppm_key], now_s - self._looked_s)
        self._looked_s = now_s
        sensor = self._sensor
        air = felt[self._c_key], felt[self._pct_key]
        if air != self._air:
            self._air, self._factor = air, sensor.climate_factor(*air)
        ratio = self.poisoned(sensor.ratio(self._gas, self._layer_ppm), sensor.clean_air_ratio)
        return self.load_v(ratio * self._factor * self._r0_ohm * self.warm_share())
