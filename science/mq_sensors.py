"""Heated metal-oxide gas sensors (MQ family): resistance, voltage and gas, in both directions.

A sensor's resistance Rs falls as gas rises: Rs/R0 = A ppm^B. R0 is the sensor's own resistance in its REFERENCE GAS
(for the MQ-6: 1000 ppm LPG), not in clean air; in clean air Rs is about ten times R0.
Curves are log-log fits to the points of the Hanwei data-sheet figures; the worst error in ppm stands beside each. How
temperature and humidity change the resistance was read by eye (+-0.02) off the figures of the MQ-2 and the MQ-6: the
correction is +-20 % at best.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import exp
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ClimateTable:
    """Rs/R0 in one gas mix over humidity (rows) and temperature (columns), both rising."""

    t_c: tuple[float, ...]
    rh_pct: tuple[float, ...]
    rows: tuple[tuple[float, ...], ...]
    reference: float  # the figure's own value at 20 C and 65 % RH

    def value(self, t_c: float, rh_pct: float) -> float:
        """Rs/R0 of the figure, straight lines between its points in both directions, held at its edges."""
        column, along = _place(self.t_c, t_c)
        row, down = _place(self.rh_pct, rh_pct)
        upper, lower = self.rows[row], self.rows[row + 1]
        at_upper = upper[column] + along * (upper[column + 1] - upper[column])
        at_lower = lower[column] + along * (lower[column + 1] - lower[column])
        return at_upper + down * (at_lower - at_upper)

    def factor(self, t_c: float, rh_pct: float) -> float:
        """Resistance at this climate over that at 20 C and 65 % RH."""
        return self.value(t_c, rh_pct) / self.reference


def _place(points: tuple[float, ...], x: float) -> tuple[int, float]:
    """Index of the interval that holds `x` and the share of it passed, 0-1."""
    if x <= points[0]:
        return 0, 0.0
    if x >= points[-1]:
        return len(points) - 2, 1.0
    i = bisect_right(points, x) - 1
    return i, (x - points[i]) / (points[i + 1] - points[i])


MQ6_TABLE = ClimateTable(  # 1000 ppm LPG; the figure has two humidities only, so 65 % lies on the line between them
    (-10.0, 5.0, 20.0, 50.0),
    (33.0, 85.0),
    ((1.32, 1.09, 1.00, 0.90), (1.12, 0.93, 0.85, 0.755)),
    reference=1.00 + (65.0 - 33.0) / (85.0 - 33.0) * (0.85 - 1.00),
)
MQ2_TABLE = ClimateTable(
    (-10.0, 0.0, 10.0, 20.0, 30.0, 40.0, 50.0),
    (30.0, 60.0, 85.0),
    (
        (1.71, 1.585, 1.42, 1.25, 1.15, 1.00, 0.87),
        (1.45, 1.35, 1.21, 1.07, 0.975, 0.86, 0.74),
        (1.265, 1.18, 1.05, 0.925, 0.855, 0.745, 0.64),
    ),
    reference=1.07 + (65.0 - 60.0) / (85.0 - 60.0) * (0.925 - 1.07),
)


SUPPLY_V = 5.0  # Vc and heater, all five models, +-0.1 V
RISE_S = 15.0  # time constant when gas comes, 10-20 s; from memory, not read
FALL_S = 45.0  # time constant when gas goes, 30-60 s; from memory, not read


@dataclass(frozen=True, slots=True)
class Curve:
    """Rs/R0 = a ppm^b, with b below 0."""

    a: float
    b: float

    def ratio(self, ppm: float) -> float:
        """Rs/R0 at `ppm` (above 0)."""
        return self.a * float(ppm**self.b)

    def ppm(self, ratio: float) -> float:
        """Gas in ppm at this Rs/R0 (above 0)."""
        return float((ratio / self.a) ** (1.0 / self.b))


@dataclass(frozen=True, slots=True)
class MqSensor:
    """One model of the family, from its Hanwei data sheet. Resistances in ohm at 20 C and 65 % RH."""

    name: str
    heater_ohm: float
    load_ohm: float  # RL the data sheet recommends
    r0_gas: str
    r0_ppm: float
    clean_air_ratio: float  # Rs/R0 in clean air, typical
    curves: Mapping[str, Curve]
    climate: ClimateTable | None = None  # None: no figure known, no correction

    def ratio(self, gas: str, ppm: float) -> float:
        """Rs/R0 at reference climate in `ppm` of `gas`, and never more than in clean air."""
        if ppm <= 0.0:
            return self.clean_air_ratio
        return min(self.curves[gas].ratio(ppm), self.clean_air_ratio)

    def ppm(self, gas: str, ratio: float) -> float:
        """Gas in ppm at this Rs/R0 (above 0, reference climate); 0 at the clean-air ratio and above."""
        if ratio >= self.clean_air_ratio:
            return 0.0
        return self.curves[gas].ppm(ratio)

    def of_unit(self, clean_air_ratio: float | None) -> MqSensor:
        """A unit of this type with its own ratio in clean air; None: the typical one."""
        return self if clean_air_ratio is None else replace(self, clean_air_ratio=clean_air_ratio)

    def climate_factor(self, t_c: float, rh_pct: float) -> float:
        """How much temperature and humidity multiply Rs; 1 at 20 C and 65 % RH, +-20 % at best."""
        return 1.0 if self.climate is None else self.climate.factor(t_c, rh_pct)

    def heater_current_a(self, heater_v: float = SUPPLY_V) -> float:
        """Current that a whole heater draws; 0 means it is broken, which the gas signal cannot show."""
        return heater_v / self.heater_ohm


def resistance_from_voltage_ohm(voltage_v: float, load_ohm: float, supply_v: float = SUPPLY_V) -> float:
    """Sensor resistance from the voltage over the load: Rs = (Vc/V - 1) RL. ValueError outside 0 < V < Vc."""
    if not 0.0 < voltage_v < supply_v:
        raise ValueError(f"{voltage_v} V is not between 0 and {supply_v} V: wire open or shorted")
    return (supply_v / voltage_v - 1.0) * load_ohm


def voltage_from_resistance_v(rs_ohm: float, load_ohm: float, supply_v: float = SUPPLY_V) -> float:
    """Voltage over the load resistor, with the sensor between it and the supply."""
    return supply_v * load_ohm / (rs_ohm + load_ohm)


def felt_ppm(felt: float, true_ppm: float, dt_s: float, rise_s: float = RISE_S, fall_s: float = FALL_S) -> float:
    """What the sensor's surface feels `dt_s` later: a first-order lag, slower when the gas goes than when it comes."""
    tau_s = rise_s if true_ppm > felt else fall_s
    return true_ppm + (felt - true_ppm) * exp(-dt_s / tau_s)


def _curves(**curves: Curve) -> Mapping[str, Curve]:
    return MappingProxyType(curves)


MQ2 = MqSensor(
    "MQ-2", 31.0, 10_000.0, "h2", 1000.0, 9.83,
    _curves(lpg=Curve(19.56, -0.4676), propane=Curve(19.91, -0.4610), co=Curve(31.34, -0.3312)),  # 8.6, 6.3, 9.7 %
    MQ2_TABLE,
)  # fmt: skip
MQ5 = MqSensor(
    "MQ-5", 31.0, 20_000.0, "h2", 1000.0, 6.5,
    _curves(lpg=Curve(5.699, -0.4011), ch4=Curve(7.53, -0.3900)),  # 8.2, 8.8 %
    MQ6_TABLE,  # chosen: the MQ-6 is its sister, heated alike; its own figure was not read
)  # fmt: skip
MQ6 = MqSensor(
    "MQ-6", 33.0, 20_000.0, "lpg", 1000.0, 10.0,
    _curves(lpg=Curve(17.92, -0.4168), ch4=Curve(20.73, -0.3956)),  # 4.3, 4.8 %
    MQ6_TABLE,
)  # fmt: skip
MQ7 = MqSensor(
    "MQ-7", 33.0, 10_000.0, "co", 100.0, 27.5,
    _curves(co=Curve(20.54, -0.6579)),  # 8.6 %
)  # fmt: skip
MQ135 = MqSensor(
    "MQ-135", 33.0, 20_000.0, "nh3", 100.0, 3.6,
    _curves(co2=Curve(5.171, -0.3492), nh3=Curve(6.492, -0.4043)),  # 4.6, 1.8 %
)  # fmt: skip
MODELS: Mapping[str, MqSensor] = MappingProxyType({each.name: each for each in (MQ2, MQ5, MQ6, MQ7, MQ135)})
