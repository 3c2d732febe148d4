"""Published relations of three cheap water sensors, both ways: signal to value, and value to signal."""

from math import sqrt

# SEN0189 turbidity, 5 V supply: NTU = A V^2 + B V + C, DFRobot wiki SEN0189. Valid from 2.5 to 4.2 V.
SEN0189_A = -1120.4
SEN0189_B = 5742.3
SEN0189_C = -4352.9
SEN0189_LOWEST_V = 2.5
SEN0189_CLEAR_V = 4.2002  # zero of the curve; above it clear water
SEN0189_MAX_NTU = 3000.0

# SEN0244 dissolved solids: EC = (A V^3 + B V^2 + C V) K, DFRobot GravityTDS library
SEN0244_A = 133.42
SEN0244_B = -255.86
SEN0244_C = 857.39
SEN0244_MAX_V = 2.3  # full scale of the board's output
TDS_PER_EC = 0.5  # ppm per uS/cm
EC_PER_K = 0.02  # relative rise of conductivity with each K above 25 C
EC_REFERENCE_C = 25.0

# YF-S201 flow, data sheet: 1-30 L/min, +-10 %
YF_S201_HZ_PER_LPM = 7.5
YF_S201_PULSES_PER_L = 450.0
YF_S201_LOWEST_LPM = 1.0
YF_S201_HIGHEST_LPM = 30.0


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


def flow_lpm(pulse_hz: float) -> float:
    """Flow from the pulse rate of a YF-S201: F = 7.5 Q."""
    return pulse_hz / YF_S201_HZ_PER_LPM


def flow_pulse_hz(flow: float) -> float:
    """Pulse rate of a YF-S201 at `flow` L/min."""
    return YF_S201_HZ_PER_LPM * flow
