"""Published curves of cheap sensors, both ways: turbidity, dissolved solids, thermistor; and a flow meter's pulses."""

from math import exp, log, sqrt

# SEN0189 turbidity, 5 V supply: NTU = A V^2 + B V + C, DFRobot wiki SEN0189. Valid from 2.5 to 4.2 V.
SEN0189_A = -1120.4
SEN0189_B = 5742.3
SEN0189_C = -4352.9
SEN0189_LOWEST_V = 2.5
SEN0189_ZERO_V = -(SEN0189_B + sqrt(SEN0189_B**2 - 4.0 * SEN0189_A * SEN0189_C)) / (2.0 * SEN0189_A)  # 4.2002: 0 NTU
SEN0189_CLEAR_V = 4.1  # in clear water, +-0.3 V from unit to unit: DFRobot wiki SEN0189
SEN0189_CLEAR_SPREAD_V = 0.3
SEN0189_MAX_NTU = 3000.0

# SEN0244 dissolved solids: EC = (A V^3 + B V^2 + C V) K, DFRobot GravityTDS library
SEN0244_A = 133.42
SEN0244_B = -255.86
SEN0244_C = 857.39
SEN0244_MAX_V = 2.3  # full scale of the board's output
TDS_PER_EC = 0.5  # ppm per uS/cm
EC_PER_K = 0.02  # relative rise of conductivity with each K above 25 C
EC_REFERENCE_C = 25.0

# Turbine flow meters: what they count, and from which flow on they count all of it, L/min
YF_S201_PULSES_PER_L = 450.0  # 7.5 Hz at 1 L/min; data sheet: 1-30 L/min, +-10 %
YF_S201_LEAST_LPM = 1.0
YF_S401_PULSES_PER_L = 5880.0  # 98 Hz at 1 L/min, 0.3-6 L/min; from memory, not read
YF_S401_LEAST_LPM = 0.3

# Thermistor (NTC), Beta equation: 1/T = 1/T25 + ln(R/R25)/B. Source: Vishay, NTC thermistors
ZERO_C_IN_K = 273.15
T25_K = 298.15


def turbidity_ntu(voltage_v: float) -> float:
    """Turbidity from a SEN0189 on 5 V, held to 0-3000 NTU.

    At the clear end 1 NTU is 0.27 mV: it shows muddy or not, never 2 NTU.
    """
    v = max(voltage_v, SEN0189_LOWEST_V)
    return min(max((SEN0189_A * v + SEN0189_B) * v + SEN0189_C, 0.0), SEN0189_MAX_NTU)


def turbidity_voltage_v(ntu: float) -> float:
    """Voltage of a SEN0189 on 5 V in water of `ntu`, held to 0-3000 NTU."""
    wanted = min(max(ntu, 0.0), SEN0189_MAX_NTU)
    root = sqrt(SEN0189_B * SEN0189_B - 4.0 * SEN0189_A * (SEN0189_C - wanted))
    return (-SEN0189_B - root) / (2.0 * SEN0189_A)


def conductivity_us_cm(voltage_v: float, k: float = 1.0) -> float:
    """Conductivity at the water's own temperature from a SEN0244; `k` is the probe's calibration, about 1."""
    return ((SEN0244_A * voltage_v + SEN0244_B) * voltage_v + SEN0244_C) * voltage_v * k


def tds_ppm(voltage_v: float, water_c: float = 25.0, k: float = 1.0) -> float:
    """Dissolved solids from a SEN0244, as at 25 C. Zero is as likely a dry probe as clean water."""
    return TDS_PER_EC * conductivity_us_cm(voltage_v, k) / (1.0 + EC_PER_K * (water_c - EC_REFERENCE_C))


def tds_voltage_v(tds: float, water_c: float = 25.0, k: float = 1.0) -> float:
    """Voltage of a SEN0244 in water with `tds` ppm (0 or more), by Newton's method on the rising cubic; no clamp."""
    ec = max(tds, 0.0) / TDS_PER_EC * (1.0 + EC_PER_K * (water_c - EC_REFERENCE_C)) / k
    v = ec / SEN0244_C
    for _ in range(20):
        wrong = ((SEN0244_A * v + SEN0244_B) * v + SEN0244_C) * v - ec
        v -= wrong / ((3.0 * SEN0244_A * v + 2.0 * SEN0244_B) * v + SEN0244_C)
        if abs(wrong) < 1e-9:
            break
    return v


def ntc_temperature_c(resistance_ohm: float, r25_ohm: float = 10_000.0, beta_k: float = 3950.0) -> float:
    """Temperature of an NTC of `resistance_ohm` (above 0); good to about 1 K from 0 to 60 C."""
    if resistance_ohm <= 0.0:
        raise ValueError(f"{resistance_ohm} ohm is a short circuit, not a thermistor")
    return 1.0 / (1.0 / T25_K + log(resistance_ohm / r25_ohm) / beta_k) - ZERO_C_IN_K


def ntc_resistance_ohm(t_c: float, r25_ohm: float = 10_000.0, beta_k: float = 3950.0) -> float:
    """Resistance of an NTC at `t_c`."""
    return r25_ohm * exp(beta_k * (1.0 / (t_c + ZERO_C_IN_K) - 1.0 / T25_K))


def ntc_voltage_v(ntc_ohm: float, series_ohm: float, supply_v: float) -> float:
    """Voltage over an NTC that goes to ground, below a series resistor to the supply."""
    return supply_v * ntc_ohm / (ntc_ohm + series_ohm)


def ntc_resistance_from_voltage_ohm(voltage_v: float, series_ohm: float, supply_v: float) -> float:
    """Resistance of that NTC from its voltage. ValueError outside 0 < V < supply: shorted or unplugged."""
    if not 0.0 < voltage_v < supply_v:
        raise ValueError(f"{voltage_v} V is not between 0 and {supply_v} V: thermistor shorted or unplugged")
    return series_ohm * voltage_v / (supply_v - voltage_v)
