"""The kinds of calibration that bench/calibrate.py plays, each with what its instrument leaves at best.

A floor is the usual (median) error at a true value, from tolerances that stand beside the instruments in
workshop/calibration/practice.py and beside the units in sim/chips.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import hypot, sqrt
from typing import Any

from science.mq_sensors import MQ6, MQ7
from science.sensor_curves import ZERO_C_IN_K
from sim.chips._mq import CLEAN_AIR_WITHIN
from sim.chips.ina219 import SHUNT_STEP_V, SHUNT_WITHIN
from sim.chips.ntc import BETA_WITHIN
from workshop.calibration.practice import (
    BUCKET_WITHIN,
    BUFFER_WITHIN,
    CLEAR_NTU,
    FEVER_WITHIN_C,
    GAS_WITHIN,
    GLASS_SCALE_C,
    GLASS_SHIFT_C,
    ICE_WITHIN_C,
    JAR_WITHIN_PCT,
    METER_WITHIN,
)
from workshop.calibration.procedures.flow import FILLS
from workshop.calibration.recording import both_within

CHEAP_METER = 0.01
WARM_C = 38.5  # of the warm glass
TENTH_C = 0.05  # an instrument that shows tenths
BATTERY_OHM = 0.02  # the solar lamp's shunt
DHT22, SHT31 = (0.5, 2.0), (0.2, 2.0)  # °C and %: what their types allow, data sheets
EVEN_SIGMA, MEDIAN_SIGMA = 1.0 / sqrt(3.0), 0.6745  # of an even spread of +-1; of a bell

Floor = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of calibration. `floors` go by channel; `answers` are a class's that has less at hand."""

    name: str
    project: str
    part: str
    floors: Mapping[str, Floor]
    answers: Mapping[str, Any] = field(default_factory=dict)
    meter_within: float = METER_WITHIN
    first: str = ""  # the part that is calibrated before it, such as its thermometer


def usual(*within: float) -> float:
    """The usual error of a sum of even spreads of +-`within`: half of a single one."""
    if len(within) == 1:
        return 0.5 * within[0]
    return MEDIAN_SIGMA * EVEN_SIGMA * sqrt(sum(each * each for each in within))


def _share(within: float) -> Floor:
    return lambda true: usual(within) * abs(true)


def _ice(true_c: float) -> float:
    """Ice alone: its own error, and a beta that may be any of the type's."""
    kelvin = true_c + ZERO_C_IN_K
    stretch = kelvin / ZERO_C_IN_K
    return usual(ICE_WITHIN_C * stretch**2, BETA_WITHIN * abs(true_c) * stretch)


def _between(true_c: float) -> float:
    """Ice and a fever thermometer, and the tenths of the latter."""
    warm = true_c / WARM_C
    return usual(ICE_WITHIN_C * (1.0 - warm), FEVER_WITHIN_C * warm, TENTH_C * warm)


def _checked(type_c: float, jars: int = 3) -> Floor:
    """A glass thermometer that was compared with both, and read in each jar."""

    def floor(true_c: float) -> float:
        warm = true_c / WARM_C
        reading = hypot(GLASS_SCALE_C, TENTH_C)
        points = ICE_WITHIN_C * (1.0 - warm), FEVER_WITHIN_C * warm, reading * (1.0 - warm), reading * warm
        within = hypot(*points, TENTH_C * warm, reading / sqrt(jars))
        return usual(both_within(type_c, within), 0.0)  # a sum of many: a bell

    return floor


def _amperes(meter: float) -> Floor:
    """Meter and resistor, and the step of the converter at zero."""
    return lambda true_a: usual(both_within(SHUNT_WITHIN, meter) * abs(true_a), 0.5 * SHUNT_STEP_V / BATTERY_OHM)


def _air(type_within: tuple[float, float], jars: int, thermometer: Floor) -> Mapping[str, Floor]:
    jar = usual(*[JAR_WITHIN_PCT / jars] * jars)
    return {"temperature_c": thermometer, "humidity_pct": lambda _: min(jar, usual(type_within[1]))}


GLASS_C = GLASS_SHIFT_C + GLASS_SCALE_C
ONE_JAR: Mapping[str, Any] = {"second": False, "checked": False}
NO_GAS: Mapping[str, Any] = {"test_gas": False}

ROWS = (
    Row(
        "MQ-6, clean air alone",
        "gas_alarm",
        "gas",
        {"lpg_ppm": _share(CLEAN_AIR_WITHIN / -MQ6.curves["lpg"].b)},
        NO_GAS,
    ),
    Row("MQ-6, clean air and test gas", "gas_alarm", "gas", {"lpg_ppm": _share(GAS_WITHIN)}),
    Row(
        "MQ-7, clean air alone",
        "gas_alarm",
        "fumes",
        {"co_ppm": _share(CLEAN_AIR_WITHIN / -MQ7.curves["co"].b)},
        NO_GAS,
    ),
    Row("MQ-7, clean air and bottled gas", "gas_alarm", "fumes", {"co_ppm": _share(GAS_WITHIN)}),
    Row("SEN0189 turbidity", "water_filter", "raw", {"turbidity_ntu": lambda _: 0.5 * CLEAR_NTU}),
    Row("SEN0244 TDS, buffer 707 ppm", "water_filter", "water", {"tds_ppm": _share(BUFFER_WITHIN)}),
    Row("SEN0244 TDS, thermometer first", "water_filter", "water", {"tds_ppm": _share(BUFFER_WITHIN)}, first="bed"),
    Row(
        "YF-S401 flow, three buckets",
        "water_filter",
        "filter",
        {"flow_lpm": lambda lpm: lpm * usual(*[BUCKET_WITHIN / FILLS] * FILLS)},
    ),
    Row(
        "NTC, ice alone",
        "water_filter",
        "bed",
        {"temperature_c": _ice},
        {"second": False},
    ),
    Row("NTC, ice and fever thermometer", "water_filter", "bed", {"temperature_c": _between}),
    Row("INA219, meter of 0.1 %", "solar_lamp", "battery", {"current_a": _amperes(METER_WITHIN)}),
    Row(
        "INA219, meter of 1 %",
        "solar_lamp",
        "battery",
        {"current_a": _amperes(CHEAP_METER)},
        meter_within=CHEAP_METER,
    ),
    Row(
        "DHT22, one jar, glass thermometer",
        "solar_lamp",
        "box",
        _air(DHT22, 1, lambda _: usual(both_within(DHT22[0], GLASS_C))),
        ONE_JAR,
    ),
    Row(
        "DHT22, two jars, checked in ice",
        "solar_lamp",
        "box",
        _air(DHT22, 2, _checked(DHT22[0], 2)),
        {"third": False},
    ),
    Row("DHT22, three jars, checked in ice", "solar_lamp", "box", _air(DHT22, 3, _checked(DHT22[0]))),
    Row(
        "SHT31, one jar, glass thermometer",
        "solar_lamp",
        "room",
        _air(SHT31, 1, lambda _: usual(both_within(SHT31[0], GLASS_C))),
        ONE_JAR,
    ),
    Row(
        "SHT31, three jars, checked in ice",
        "solar_lamp",
        "room",
        _air(SHT31, 3, _checked(SHT31[0])),
    ),
)
