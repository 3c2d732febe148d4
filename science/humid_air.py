"""Water vapor in air: saturation pressure, absolute humidity, and the same air colder or warmer.

Saturation is always over liquid water, also below 0 C, because that is what humidity sensors report (WMO convention).
"""

from math import exp

BUCK_PA = 611.21  # Pa at 0 C; Buck Research CR-1A manual 1996, over water
BUCK_B = 18.678
BUCK_C = 257.14  # C
BUCK_D = 234.5  # C
ZERO_C_IN_K = 273.15
GRAM_KELVIN_PER_JOULE = 2.16679  # g K/J = 1000 / 461.5 J/(kg K); Vaisala, Humidity Conversion Formulas
MOLD_SURFACE_RH_PCT = 80.0  # monthly mean at the surface, EN ISO 13788:2012 and ASHRAE 160-2009; from memory, not read


def saturation_pressure_pa(t_c: float) -> float:
    """Vapor pressure over liquid water at `t_c` (within 0.04 % of ASHRAE 2017's table from 0 to 50 C).

    Source: A. L. Buck, "New equations for computing vapor pressure", 1981, constants of 1996.
    """
    return BUCK_PA * exp((BUCK_B - t_c / BUCK_D) * t_c / (BUCK_C + t_c))


def vapor_pressure_pa(t_c: float, rh_pct: float) -> float:
    """Part of the air pressure that water vapor makes, for a relative humidity of 0-100 %."""
    return 0.01 * rh_pct * saturation_pressure_pa(t_c)


def absolute_humidity_g_m3(t_c: float, rh_pct: float) -> float:
    """Grams of water vapor in a cubic meter of air. Source: ideal gas law, Vaisala B210973EN."""
    return GRAM_KELVIN_PER_JOULE * vapor_pressure_pa(t_c, rh_pct) / (t_c + ZERO_C_IN_K)


def vapor_pressure_from_absolute_pa(t_c: float, absolute_g_m3: float) -> float:
    """Vapor pressure of air at `t_c` that holds `absolute_g_m3` of water."""
    return absolute_g_m3 * (t_c + ZERO_C_IN_K) / GRAM_KELVIN_PER_JOULE


def relative_humidity_pct(t_c: float, absolute_g_m3: float) -> float:
    """Relative humidity of air at `t_c` that holds `absolute_g_m3` of water; above 100 means it would condense."""
    return 100.0 * vapor_pressure_from_absolute_pa(t_c, absolute_g_m3) / saturation_pressure_pa(t_c)


def rh_at_temperature_pct(air_t_c: float, air_rh_pct: float, t_c: float) -> float:
    """Relative humidity of the same air where it is `t_c`: at a cold wall, or after a heater. Above 100 means dew.

    The vapor pressure stays, only the saturation pressure changes. Source: EN ISO 13788:2012, clause 5,
    which was not read in full.
    """
    return air_rh_pct * saturation_pressure_pa(air_t_c) / saturation_pressure_pa(t_c)
