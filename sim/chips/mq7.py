"""MQ-7 module with a heater that the Pi switches. Hanwei data sheet MQ-7: 60 s at 5.0 V, then 90 s at 1.4 V.

Only a layer that was burned clean at 5 V and then cooled to 1.4 V takes up CO; in every other state there is no CO in
the signal, as with a module whose heater is simply left on.
"""

from __future__ import annotations

from math import sqrt

from science.mq_sensors import MQ7, felt_ppm
from sim.chips._mq import MqChip

HEATER_SUPPLY_V = 5.0
CLEAN_V = (4.8, 5.2)  # the data sheet says 5.0 +-0.1 V; the rest is room for a transistor
SENSE_V = (1.3, 1.5)  # 1.4 +-0.1 V
CLEAN_S = 59.0  # 60 +-1 s
COLD_RATIO = 500.0  # chosen: a layer without heat hardly conducts


class Mq7Chip(MqChip):
    """A CO sensor that senses CO, the air, and the signal on its heater wire."""

    feels = ("co_ppm", "temperature_c", "humidity_pct")

    def plug(self) -> None:
        super().plug()
        self._sensor = self.of_this_unit(MQ7)
        gpio = self.option("heater_pin", None)
        self._heater = None if gpio is None else self.pi.pins[gpio]
        self._heater_v = self._heater_volts()
        self._since_s = self._on_since_s
        self._clean = False
        if self._heater is not None:
            self._heater.on_change(self._heater_changed)

    def _heater_volts(self) -> float:
        """The steady voltage that heats as much as the switched one; a bare module has its heater on 5 V."""
        if self._heater is None:
            return HEATER_SUPPLY_V
        return HEATER_SUPPLY_V * sqrt(self._heater.duty or 0.0)

    def _heater_changed(self) -> None:
        volts = self._heater_volts()
        if abs(volts - self._heater_v) < 0.01:
            return
        now_s = self.pi.clock.monotonic()
        was_cleaning = _within(self._heater_v, CLEAN_V) and now_s - self._since_s >= CLEAN_S
        self._clean = was_cleaning and _within(volts, SENSE_V)
        self._heater_v = volts
        self._since_s = now_s

    def power_changed(self) -> None:
        super().power_changed()
        self._since_s = self._on_since_s
        self._clean = False

    def output_v(self) -> float:
        """Volts over the load resistor; without power the load resistor holds it at 0 V."""
        if not self._powered:
            return 0.0
        if self._heater_v < SENSE_V[0]:
            return self.load_v(COLD_RATIO * self._r0_ohm)
        co_ppm = 0.0
        if self._clean:
            co_ppm = felt_ppm(0.0, self.feel("co_ppm"), self.pi.clock.monotonic() - self._since_s)
        factor = self._sensor.climate_factor(self.feel("temperature_c"), self.feel("humidity_pct"))
        ratio = self.poisoned(self._sensor.ratio("co", co_ppm), self._sensor.clean_air_ratio)
        return self.load_v(ratio * factor * self._r0_ohm * self.warm_share())


def _within(volts: float, band: tuple[float, float]) -> bool:
    return band[0] <= volts <= band[1]
