"""Thermistor (NTC) by the Beta equation, both ways: 1/T = 1/T25 + ln(R/R25)/B. Source: Vishay, NTC thermistors."""

from math import exp, log

ZERO_C_IN_K = 273.15
T25_K = 298.15


def temperature_c(resistance_ohm: float, r25_ohm: float = 10_000.0, beta_k: float = 3950.0) -> float:
    """Temperature of an NTC of `resistance_ohm` (above 0); good to about 1 K from 0 to 60 C."""
    if resistance_ohm <= 0.0:
        raise ValueError(f"{resistance_ohm} ohm is a short circuit, not a thermistor")
    return 1.0 / (1.0 / T25_K + log(resistance_ohm / r25_ohm) / beta_k) - ZERO_C_IN_K


def resistance_ohm(t_c: float, r25_ohm: float = 10_000.0, beta_k: float = 3950.0) -> float:
    """Resistance of an NTC at `t_c`."""
    return r25_ohm * exp(beta_k * (1.0 / (t_c + ZERO_C_IN_K) - 1.0 / T25_K))


def divider_voltage_v(ntc_ohm: float, series_ohm: float, supply_v: float) -> float:
    """Voltage over an NTC that goes to ground, below a series resistor to the supply."""
    return supply_v * ntc_ohm / (ntc_ohm + series_ohm)


def divider_resistance_ohm(voltage_v: float, series_ohm: float, supply_v: float) -> float:
    """Resistance of that NTC from its voltage. ValueError outside 0 < V < supply: shorted or unplugged."""
    if not 0.0 < voltage_v < supply_v:
        raise ValueError(f"{voltage_v} V is not between 0 and {supply_v} V: thermistor shorted or unplugged")
    return series_ohm * voltage_v / (supply_v - voltage_v)
