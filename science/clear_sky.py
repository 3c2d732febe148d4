"""Sunlight on level ground: without clouds, from hours of sunshine, and its diffuse part."""

from math import exp

from science.sun import cos_zenith

HAURWITZ_W_M2 = 1098.0
HAURWITZ_LOSS = 0.057
ANGSTROM_A = 0.25  # share of Ra on a day without sun, FAO-56
ANGSTROM_B = 0.50


def clear_sky_w_m2(cosine: float) -> float:
    """Global irradiance under a clear sky from the cosine of the zenith angle. Source: Haurwitz (1945)."""
    if cosine <= 0.0:
        return 0.0
    return HAURWITZ_W_M2 * cosine * exp(-HAURWITZ_LOSS / cosine)


def clear_day_kwh_m2(latitude_deg: float, day_of_year: float, steps_per_hour: int = 6) -> float:
    """Energy of a clear day on level ground, by adding up the middles of equal time steps."""
    count = 24 * steps_per_hour
    hours = ((i + 0.5) / steps_per_hour for i in range(count))
    total = sum(clear_sky_w_m2(cos_zenith(latitude_deg, day_of_year, hour)) for hour in hours)
    return total / steps_per_hour / 1000.0


def diffuse_fraction(kt: float) -> float:
    """Share of light that comes from the whole sky, for clearness kt = ground/top. Source: Erbs et al. (1982)."""
    if kt <= 0.22:
        return 1.0 - 0.09 * kt
    if kt <= 0.80:
        return 0.9511 + kt * (-0.1604 + kt * (4.388 + kt * (-16.638 + kt * 12.336)))
    return 0.165


def radiation_from_sunshine_mj_m2(sunshine_h: float, day_length_h: float, extraterrestrial_mj_m2: float) -> float:
    """Sun on level ground in a day from hours of sunshine. Source: Angstrom-Prescott, FAO-56 equation 35."""
    return (ANGSTROM_A + ANGSTROM_B * sunshine_h / day_length_h) * extraterrestrial_mj_m2
