"""Sunlight: where the sun stands, what reaches level ground under a clear sky, and what a solar panel makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, exp, fsum, pi, radians, sin

HAURWITZ_W_M2 = 1098.0
HAURWITZ_LOSS = 0.057


def declination_rad(day_of_year: float) -> float:
    """Height of the noon sun over the equator's. Source: FAO-56, equation 24."""
    return 0.409 * sin(2.0 * pi * day_of_year / 365.0 - 1.39)


def cos_zenith(latitude_deg: float, day_of_year: float, solar_hour: float) -> float:
    """Cosine of the sun's zenith angle at local solar time (12 is noon); below 0 at night. Quick, for plants."""
    latitude, declination = radians(latitude_deg), declination_rad(day_of_year)
    hour_angle = (solar_hour - 12.0) * pi / 12.0
    return sin(latitude) * sin(declination) + cos(latitude) * cos(declination) * cos(hour_angle)


def clear_sky_w_m2(cosine: float) -> float:
    """Global irradiance under a clear sky from the cosine of the zenith angle. Source: Haurwitz (1945)."""
    if cosine <= 0.0:
        return 0.0
    return HAURWITZ_W_M2 * cosine * exp(-HAURWITZ_LOSS / cosine)


@lru_cache(maxsize=1000)  # each world of a place asks for its twelve months
def clear_day_kwh_m2(latitude_deg: float, day_of_year: float, steps_per_hour: int = 6) -> float:
    """Energy of a clear day on level ground, by adding up the middles of equal time steps."""
    count = 24 * steps_per_hour
    hours = ((i + 0.5) / steps_per_hour for i in range(count))
    total = fsum(clear_sky_w_m2(cos_zenith(latitude_deg, day_of_year, hour)) for hour in hours)
    return total / steps_per_hour / 1000.0


STANDARD_W_M2 = 1000.0
SYSTEM_LOSSES = (
    0.1408  # PVWatts version 5 default: dirt, shade, wires, mismatch (NREL/TP-6A20-62641); from memory, not read
)
NOCT_RISE_K_M2_W = 25.0 / 800.0  # a cell of NOCT 45 C is 25 K above air of 20 C in 800 W/m2


@dataclass(frozen=True, slots=True)
class Panel:
    """The label on the back of a solar panel of 36 cells: peak power (W) and short-circuit current (A)."""

    peak_w: float
    short_circuit_a: float


PANEL_50W = Panel(50.0, 3.0)


def panel_of(peak_w: float) -> Panel:
    """A panel of that size, built of the same cells as PANEL_50W."""
    return Panel(peak_w, PANEL_50W.short_circuit_a * peak_w / PANEL_50W.peak_w)


# Single diode of a 36-cell panel of 20 W and 1.24 A (Voc 21.6 V), and how its parameters follow the temperature:
# De Soto, Klein and Beckman, "Improvement and validation of a model for photovoltaic array performance", 2006
_CELL_A = 1.24  # short-circuit current that the resistances and the diode current below belong to
_DIODE_V = 0.9712  # n Ns Vth at 25 C
_DIODE_A = 2.639e-10
_SERIES_OHM = 1.069
_SHUNT_OHM = 600.0
_CURRENT_PER_K = 0.0005  # of the short-circuit current; silicon, from memory, not read
_STANDARD_K = 298.15
_GAP_EV = 1.121  # silicon at 25 C
_GAP_PER_K = -0.0002677
_BOLTZMANN_EV_K = 8.617333e-5
_NEWTON_STEPS = 8  # from above, the error is below 1e-9 A after six


def cell_c(air_c: float, irradiance_w_m2: float) -> float:
    """Temperature of a panel's cells in open air, by its nominal operating cell temperature of 45 C."""
    return air_c + NOCT_RISE_K_M2_W * irradiance_w_m2


def clamped_a(panel: Panel, irradiance_w_m2: float, at_c: float, voltage_v: float) -> float:
    """Current of a 36-cell panel whose cells have `at_c`, clamped to `voltage_v`; never below 0."""
    if irradiance_w_m2 <= 0.0:
        return 0.0
    t_k, light = at_c + 273.15, irradiance_w_m2 / STANDARD_W_M2
    warmer_k = t_k - _STANDARD_K
    diode_v = _DIODE_V * t_k / _STANDARD_K
    gap_ev = _GAP_EV * (1.0 + _GAP_PER_K * warmer_k)
    climb = (_GAP_EV / _STANDARD_K - gap_ev / t_k) / _BOLTZMANN_EV_K
    diode_a = _DIODE_A * (t_k / _STANDARD_K) ** 3 * exp(climb)
    light_a = light * _CELL_A * (1.0 + _SERIES_OHM / _SHUNT_OHM) * (1.0 + _CURRENT_PER_K * warmer_k)
    shunt_s = light / _SHUNT_OHM
    current_a = light_a
    for _ in range(_NEWTON_STEPS):
        junction_v = voltage_v + current_a * _SERIES_OHM
        through_a = diode_a * exp(junction_v / diode_v)
        missing_a = light_a - through_a + diode_a - junction_v * shunt_s - current_a
        current_a += missing_a / (1.0 + _SERIES_OHM * (through_a / diode_v + shunt_s))
    return max(current_a * panel.short_circuit_a / _CELL_A, 0.0)


def pwm_current_a(panel: Panel, irradiance_w_m2: float, air_c: float, voltage_v: float) -> float:
    """What a PWM controller brings from a panel on a roof to a battery at `voltage_v`, all losses taken off."""
    at_c = cell_c(air_c, irradiance_w_m2)
    return (1.0 - SYSTEM_LOSSES) * clamped_a(panel, irradiance_w_m2, at_c, voltage_v)
