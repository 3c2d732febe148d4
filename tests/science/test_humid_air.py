"""Humid air against ASHRAE's tables, published examples and PsychroLib."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from science import humid_air

TEMPERATURES = st.floats(0.0, 50.0)
HUMIDITIES = st.floats(5.0, 100.0)


# ASHRAE Handbook Fundamentals 2017, chapter 1, table 3 (as in PsychroLib's tests), tolerance 300 ppm.
# The row at 25 C of that table, 3169.7 Pa, stands 370 ppm above Buck: see the wider test below.
@pytest.mark.parametrize(("t_c", "pressure_pa"), [(5.0, 872.6), (50.0, 12351.3)])
def test_saturation_pressure_meets_ashrae_table(t_c: float, pressure_pa: float) -> None:
    assert humid_air.saturation_pressure_pa(t_c) == pytest.approx(pressure_pa, rel=300e-6)


def test_saturation_pressure_at_25_c_is_within_buck_error() -> None:
    assert humid_air.saturation_pressure_pa(25.0) == pytest.approx(3169.7, rel=500e-6)  # ASHRAE 2017, as above


# Computed with PsychroLib 2.5.0, GetSatVapPres in SI (ASHRAE Fundamentals 2017, chapter 1, equation 6), to 0.01 Pa.
# It steps from ice to water at the triple point, 0.01 C, so the first row is just above it.
@pytest.mark.parametrize(
    ("t_c", "reference_pa"),
    [
        (0.011, 611.70), (5.0, 872.49), (10.0, 1228.00), (15.0, 1705.45), (20.0, 2338.80), (25.0, 3169.22),
        (30.0, 4246.03), (35.0, 5627.82), (40.0, 7383.46), (50.0, 12349.86),
    ],
)  # fmt: skip
def test_saturation_pressure_is_within_0_05_pct_of_psychrolib(t_c: float, reference_pa: float) -> None:
    assert humid_air.saturation_pressure_pa(t_c) == pytest.approx(reference_pa, rel=0.0005)


@settings(max_examples=40, deadline=None)
@given(t_c=TEMPERATURES, rh_pct=HUMIDITIES)
def test_absolute_humidity_goes_both_ways(t_c: float, rh_pct: float) -> None:
    assert humid_air.relative_humidity_pct(t_c, humid_air.absolute_humidity_g_m3(t_c, rh_pct)) == pytest.approx(rh_pct)


def test_vaisala_examples() -> None:
    # Vaisala B210973EN: 20 C and 80 % hold 13.82 g/m3; 40 C and 50 % have their dew point, 100 %, at 27.6 C
    assert humid_air.absolute_humidity_g_m3(20.0, 80.0) == pytest.approx(13.82, abs=0.01)
    assert humid_air.rh_at_temperature_pct(40.0, 50.0, 27.6) == pytest.approx(100.0, abs=0.12)
    # computed with PsychroLib
    assert humid_air.rh_at_temperature_pct(25.0, 90.0, 23.24) == pytest.approx(100.0, abs=0.06)
    assert humid_air.absolute_humidity_g_m3(25.0, 90.0) == pytest.approx(20.7, abs=0.05)


# Surface humidity, computed with PsychroLib: RH_s = RH_a p_sat(T_a) / p_sat(T_s)
@pytest.mark.parametrize(("surface_c", "rh_pct"), [(20.0, 108.5), (22.0, 95.9)])
def test_surface_humidity(surface_c: float, rh_pct: float) -> None:
    assert humid_air.rh_at_temperature_pct(24.0, 85.0, surface_c) == pytest.approx(rh_pct, abs=0.06)
    assert humid_air.rh_at_temperature_pct(24.0, 85.0, 21.32) == pytest.approx(100.0, abs=0.06)  # its dew point


def test_nom_weather_condenses_on_an_18_c_wall() -> None:
    """Nom must be known to wet a cold wall. By pressures it is 137.4 %; the ratio of g/m3 would say 134.6 %."""
    ratio_of_masses = humid_air.absolute_humidity_g_m3(24.0, 95.0) / humid_air.absolute_humidity_g_m3(18.0, 100.0)
    assert 100.0 * ratio_of_masses == pytest.approx(134.6, abs=0.05)
    assert humid_air.rh_at_temperature_pct(24.0, 95.0, 18.0) == pytest.approx(137.4, abs=0.05)


# EN ISO 13788: surface temperature at which this air of 20 C shows 80 %
@pytest.mark.parametrize(("rh_pct", "surface_c"), [(50.0, 12.63), (60.0, 15.44), (65.0, 16.69)])
def test_least_surface_temperature(rh_pct: float, surface_c: float) -> None:
    assert humid_air.rh_at_temperature_pct(20.0, rh_pct, surface_c) == pytest.approx(80.0, abs=0.06)
