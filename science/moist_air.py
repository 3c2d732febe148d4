"""Moist air by its humidity ratio (kg of vapor in a kg of dry air): wet bulb, enthalpy, volume, pressure on a mountain.

Source of every equation: ASHRAE Handbook Fundamentals 2017, chapter 1.
"""

from science.humid_air import ZERO_C_IN_K, saturation_pressure_pa, saturation_temperature_c, vapor_pressure_pa

SEA_LEVEL_PA = 101_325.0
MASS_RATIO = 0.621945  # molar mass of water over that of dry air
DRY_AIR_J_KG_K = 287.042  # gas constant of dry air
WET_BULB_ERROR_K = 1e-4


def pressure_at_altitude_pa(altitude_m: float) -> float:
    """Mean air pressure of the standard atmosphere, -5000 to 11000 m (equation 3)."""
    return SEA_LEVEL_PA * float((1.0 - 2.25577e-5 * altitude_m) ** 5.2559)


def humidity_ratio(vapor_pa: float, pressure_pa: float = SEA_LEVEL_PA) -> float:
    """Kilograms of vapor in a kilogram of dry air (equation 20)."""
    return MASS_RATIO * vapor_pa / (pressure_pa - vapor_pa)


def vapor_pressure_of_ratio_pa(ratio: float, pressure_pa: float = SEA_LEVEL_PA) -> float:
    """Vapor pressure of air with this humidity ratio."""
    return pressure_pa * ratio / (MASS_RATIO + ratio)


def ratio_from_wet_bulb(t_c: float, wet_bulb_c: float, pressure_pa: float = SEA_LEVEL_PA) -> float:
    """Humidity ratio from a dry and a wet thermometer, wet bulb above 0 C (equation 33)."""
    saturated = humidity_ratio(saturation_pressure_pa(wet_bulb_c), pressure_pa)
    heat_taken = (2501.0 - 2.326 * wet_bulb_c) * saturated - 1.006 * (t_c - wet_bulb_c)
    return heat_taken / (2501.0 + 1.86 * t_c - 4.186 * wet_bulb_c)


def wet_bulb_c(t_c: float, rh_pct: float, pressure_pa: float = SEA_LEVEL_PA) -> float:
    """Temperature of a wet thermometer in a draft, by halving the gap between dew point and air temperature."""
    vapor_pa = vapor_pressure_pa(t_c, rh_pct)
    target = humidity_ratio(vapor_pa, pressure_pa)
    low_c, high_c = saturation_temperature_c(vapor_pa), t_c
    while high_c - low_c > WET_BULB_ERROR_K:
        middle_c = 0.5 * (low_c + high_c)
        if ratio_from_wet_bulb(t_c, middle_c, pressure_pa) > target:
            high_c = middle_c
        else:
            low_c = middle_c
    return 0.5 * (low_c + high_c)


def enthalpy_kj_kg(t_c: float, ratio: float) -> float:
    """Heat in moist air, kJ per kg of dry air, zero for dry air at 0 C (equation 30)."""
    return 1.006 * t_c + ratio * (2501.0 + 1.86 * t_c)


def volume_m3_kg(t_c: float, ratio: float, pressure_pa: float = SEA_LEVEL_PA) -> float:
    """Cubic meters of moist air that hold a kilogram of dry air (equation 26)."""
    return DRY_AIR_J_KG_K * (t_c + ZERO_C_IN_K) * (1.0 + 1.607858 * ratio) / pressure_pa
