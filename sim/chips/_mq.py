"""The electrical side of MQ sensors: gas changes a resistance, and a load resistor turns that into volts.

It adds no noise; the converter's noise is larger. Units differ in R0 and in clean air; the slope of the curve is that
of the type for all.
"""

from __future__ import annotations

from math import exp

from science.mq_sensors import MqSensor, voltage_from_resistance_v
from sim.chips._analog import AnalogChip

COLD_SHARE = 0.15  # chosen: share of its resistance at power-on; Rs starts low and rises for 1-3 min (onetransistor.eu)
WARM_TAU_S = 40.0  # chosen: 95 % after two minutes
R0_WITHIN = 0.30  # chosen: the data sheets allow a factor of 6 (MQ-6: 10 to 60 k), of which one batch shows less
R0_LEFT = 0.04  # chosen: what a calibration in a known gas still misses; 10 % in ppm of an MQ-6
CLEAN_AIR_WITHIN = 0.15  # chosen: the typical ratio is a library's, its spread was not found
CLEAN_AIR_LEFT = 0.03  # chosen: mean of a day in clean air, corrected for heat and humidity
WARM_S = 600.0  # after this the rest of the rise is below a millionth


class MqChip(AnalogChip):
    """What every MQ module has: supply, divider, and a resistance that comes up after power-on."""

    volt_faults = (*AnalogChip.volt_faults, "poisoned")

    def plug(self) -> None:
        super().plug()
        self._supply_v = float(self.option("supply_v", 5.0))
        self._load_ohm = float(self.part.options["load_resistor_ohm"])
        self._r0_ohm = self.unit.share("r0_ohm", float(self.part.options["r0_ohm"]), R0_WITHIN, R0_LEFT)
        self._on_since_s = self.pi.clock.monotonic()

    def of_this_unit(self, sensor: MqSensor) -> MqSensor:
        """The type with this unit's own clean-air ratio."""
        typical = sensor.clean_air_ratio
        return sensor.of_unit(self.unit.share("clean_air_ratio", typical, CLEAN_AIR_WITHIN, CLEAN_AIR_LEFT))

    def power_changed(self) -> None:
        self._on_since_s = self.pi.clock.monotonic()

    def warm_share(self) -> float:
        """Share of its resistance that the heating layer has reached, up to 1."""
        on_s = self.pi.clock.monotonic() - self._on_since_s
        return 1.0 if on_s > WARM_S else 1.0 - (1.0 - COLD_SHARE) * exp(-on_s / WARM_TAU_S)

    def load_v(self, rs_ohm: float) -> float:
        """Volts over the load resistor for a sensor resistance."""
        return voltage_from_resistance_v(rs_ohm, self._load_ohm, self._supply_v)

    def poisoned(self, ratio: float, clean_air_ratio: float) -> float:
        """Rs/R0 after what silicone has done to the layer: it answers less to gas, and conducts less in clean air.

        Both by the share that is lost: chosen, since data sheets name the damage and give no figure.
        """
        if not self.ailing:
            return ratio
        now_s, lost = self.pi.clock.monotonic(), 0.0
        for kind, distort in self.ailing:
            if kind == "poisoned":
                lost = distort(lost, now_s)
        return clean_air_ratio * float((ratio / clean_air_ratio) ** (1.0 - lost)) * (1.0 + lost)
