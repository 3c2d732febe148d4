"""Sunlight: where the sun stands, what reaches level ground under a clear sky, and what a solar panel makes of it."""

from __future__ import annotations

from dataclasses import dataclass
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


def clear_day_kwh_m2(latitude_deg: float, day_of_year: float, steps_per_hour: int = 6) -> float:
    """Energy of a clear day on level ground, by adding up the middles of equal time steps."""
    count = 24 * steps_per_hour
    hours = ((i + 0.5) / steps_per_hour for i in range(count))
    total = fsum(clear_sky_w_m2(cos_zenith(latitude_deg, day_of_year, hour)) for hour in hours)
    return total / steps_per_hour / 1000.0


STANDARD_W_M2 = 1000.0
SYSTEM_LOSSES = 0.1408  # PVWatts version 5 default: dirt, shade, wires, mismatch (NREL/TP-6A20-62641)


@dataclass(frozen=True, slots=True)
class Panel:
    """The label on the back of a solar panel: peak power (W) and short-circuit current (A)."""

    peak_w: float
    short_circuit_a: float


PANEL_50W = Panel(50.0, 3.0)


def pwm_current_a(panel: Panel, irradiance_w_m2: float) -> float:
    """Current of a 36-cell panel clamped to a 12 V battery, Isc G/1000: within 2 % of a single diode at 13 V."""
    return panel.short_circuit_a * irradiance_w_m2 / STANDARD_W_M2
