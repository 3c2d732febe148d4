"""Where the sun stands, and how much of its light reaches level ground under a clear sky."""

from __future__ import annotations

from math import acos, asin, atan2, cos, degrees, exp, pi, radians, sin, tan
from typing import NamedTuple

J2000_UNIX_DAYS = 10_957.5  # 2000-01-01 12:00 UTC, in days from 1970
DAYS_PER_CENTURY = 36_525.0
SOLAR_CONSTANT_MJ_M2_MIN = 0.0820  # FAO-56
MJ_PER_KWH = 3.6


class SunPosition(NamedTuple):
    """Angle from straight up, without refraction, and angle from north over east."""

    zenith_deg: float
    azimuth_deg: float


def position(unix_s: float, latitude_deg: float, longitude_deg: float) -> SunPosition:
    """Place of the sun at a time (seconds since 1970, UTC) and a place (north and east positive).

    Source: NOAA solar calculator, after J. Meeus, Astronomical Algorithms, chapter 25. Within 0.02 deg of NREL's SPA.
    """
    days = unix_s / 86_400.0 - J2000_UNIX_DAYS
    t = days / DAYS_PER_CENTURY
    mean_longitude = radians((280.46646 + t * (36_000.76983 + 0.0003032 * t)) % 360.0)
    anomaly = radians(357.52911 + t * (35_999.05029 - 0.0001537 * t))
    center = radians(
        (1.914602 - t * (0.004817 + 0.000014 * t)) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2.0 * anomaly)
        + 0.000289 * sin(3.0 * anomaly)
    )
    node = radians(125.04 - 1934.136 * t)
    longitude = mean_longitude + center - radians(0.00569 + 0.00478 * sin(node))
    tilt = radians(23.439291 - 0.0130042 * t + 0.00256 * cos(node))
    declination = asin(sin(tilt) * sin(longitude))
    right_ascension = atan2(cos(tilt) * sin(longitude), cos(longitude))
    sidereal_deg = 280.46061837 + 360.98564736629 * days
    hour_angle = radians((sidereal_deg + longitude_deg) % 360.0) - right_ascension
    latitude = radians(latitude_deg)
    cos_zenith = sin(latitude) * sin(declination) + cos(latitude) * cos(declination) * cos(hour_angle)
    azimuth = pi + atan2(sin(hour_angle), cos(hour_angle) * sin(latitude) - tan(declination) * cos(latitude))
    return SunPosition(degrees(acos(min(max(cos_zenith, -1.0), 1.0))), degrees(azimuth) % 360.0)


def refraction_deg(true_zenith_deg: float, pressure_hpa: float = 1010.0, air_c: float = 10.0) -> float:
    """How much higher the air shows the sun. Source: Saemundsson (1986), in Meeus chapter 16; 0 below the horizon."""
    height_deg = 90.0 - true_zenith_deg
    if height_deg < -0.57:
        return 0.0
    bend = 1.02 / (60.0 * tan(radians(height_deg + 10.3 / (height_deg + 5.11))))
    return bend * pressure_hpa / 1010.0 * 283.0 / (273.0 + air_c)


def declination_rad(day_of_year: float) -> float:
    """Height of the noon sun over the equator's. Source: FAO-56, equation 24."""
    return 0.409 * sin(2.0 * pi * day_of_year / 365.0 - 1.39)


def cos_zenith(latitude_deg: float, day_of_year: float, solar_hour: float) -> float:
    """Cosine of the sun's zenith angle at local solar time (12 is noon); below 0 at night. Quick, for plants."""
    latitude, declination = radians(latitude_deg), declination_rad(day_of_year)
    hour_angle = (solar_hour - 12.0) * pi / 12.0
    return sin(latitude) * sin(declination) + cos(latitude) * cos(declination) * cos(hour_angle)


def sunset_angle_rad(latitude_deg: float, day_of_year: float) -> float:
    """Hour angle of sunset, 0 in polar night and pi in polar day. Source: FAO-56, equation 25."""
    x = -tan(radians(latitude_deg)) * tan(declination_rad(day_of_year))
    return acos(min(max(x, -1.0), 1.0))


def day_length_h(latitude_deg: float, day_of_year: float) -> float:
    """Hours from sunrise to sunset, N. Source: FAO-56, equation 34."""
    return 24.0 / pi * sunset_angle_rad(latitude_deg, day_of_year)


def extraterrestrial_mj_m2(latitude_deg: float, day_of_year: float) -> float:
    """Sun on a level square meter above the air in a day, Ra, MJ/m2. Source: FAO-56, equation 21."""
    latitude, declination = radians(latitude_deg), declination_rad(day_of_year)
    sunset = sunset_angle_rad(latitude_deg, day_of_year)
    distance = 1.0 + 0.033 * cos(2.0 * pi * day_of_year / 365.0)
    seen = sunset * sin(latitude) * sin(declination) + cos(latitude) * cos(declination) * sin(sunset)
    return 24.0 * 60.0 / pi * SOLAR_CONSTANT_MJ_M2_MIN * distance * seen


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
