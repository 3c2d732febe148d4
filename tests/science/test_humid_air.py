"""Humid air against ASHRAE's tables, published examples and PsychroLib."""

import psychrolib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from science import humid_air, moist_air

TEMPERATURES = st.floats(0.0, 50.0)
HUMIDITIES = st.floats(5.0, 100.0)


@pytest.fixture(autouse=True, scope="module")
def _si_units() -> None:
    psychrolib.SetUnitSystem(psychrolib.SI)


# ASHRAE Handbook Fundamentals 2017, chapter 1, table 3 (as in PsychroLib's tests), tolerance 300 ppm.
# The row at 25 C of that table, 3169.7 Pa, stands 370 ppm above Buck: see the wider test below.
@pytest.mark.parametrize(("t_c", "pressure_pa"), [(5.0, 872.6), (50.0, 12351.3)])
def test_saturation_pressure_meets_ashrae_table(t_c: float, pressure_pa: float) -> None:
    assert humid_air.saturation_pressure_pa(t_c) == pytest.approx(pressure_pa, rel=300e-6)


def test_saturation_pressure_at_25_c_is_within_buck_error() -> None:
    assert humid_air.saturation_pressure_pa(25.0) == pytest.approx(3169.7, rel=500e-6)  # ASHRAE 2017, as above


@pytest.mark.parametrize("t_c", [step / 2 for step in range(101)])
def test_saturation_pressure_is_within_0_05_pct_of_psychrolib(t_c: float) -> None:
    # PsychroLib's formula steps from ice to water at the triple point, 0.01 C, so 0 C is taken just above it.
    reference_pa = psychrolib.GetSatVapPres(max(t_c, 0.011))
    assert humid_air.saturation_pressure_pa(max(t_c, 0.011)) == pytest.approx(reference_pa, rel=0.0005)


def test_dew_point_is_within_0_02_k_of_psychrolib() -> None:
    """Over 0-50 C and 5-100 %; below 0 C PsychroLib gives the frost point, we the dew point over water."""
    compared = 0
    for t_c in range(0, 51, 5):
        for rh_pct in range(5, 101, 5):
            reference_c = psychrolib.GetTDewPointFromRelHum(float(t_c), rh_pct / 100.0)
            if reference_c > 0.02:
                assert humid_air.dew_point_c(t_c, rh_pct) == pytest.approx(reference_c, abs=0.02)
                compared += 1
    assert compared > 130


@settings(max_examples=40, deadline=None)
@given(t_c=TEMPERATURES, rh_pct=HUMIDITIES)
def test_dew_point_inverts_saturation_pressure(t_c: float, rh_pct: float) -> None:
    dew_c = humid_air.dew_point_c(t_c, rh_pct)
    assert dew_c <= t_c + 1e-9
    assert humid_air.saturation_pressure_pa(dew_c) == pytest.approx(humid_air.vapor_pressure_pa(t_c, rh_pct))


@settings(max_examples=40, deadline=None)
@given(t_c=TEMPERATURES, rh_pct=HUMIDITIES)
def test_absolute_humidity_goes_both_ways(t_c: float, rh_pct: float) -> None:
    assert humid_air.relative_humidity_pct(t_c, humid_air.absolute_humidity_g_m3(t_c, rh_pct)) == pytest.approx(rh_pct)


def test_vaisala_examples() -> None:
    # Vaisala B210973EN: 20 C and 80 % hold 13.82 g/m3; 40 C and 50 % have a dew point of 27.6 C
    assert humid_air.absolute_humidity_g_m3(20.0, 80.0) == pytest.approx(13.82, abs=0.01)
    assert humid_air.dew_point_c(40.0, 50.0) == pytest.approx(27.6, abs=0.02)
    # computed with PsychroLib
    assert humid_air.dew_point_c(25.0, 90.0) == pytest.approx(23.24, abs=0.01)
    assert humid_air.absolute_humidity_g_m3(25.0, 90.0) == pytest.approx(20.7, abs=0.05)


# Surface humidity, computed with PsychroLib: RH_s = RH_a p_sat(T_a) / p_sat(T_s)
@pytest.mark.parametrize(("surface_c", "rh_pct"), [(20.0, 108.5), (22.0, 95.9)])
def test_surface_humidity(surface_c: float, rh_pct: float) -> None:
    assert humid_air.rh_at_temperature_pct(24.0, 85.0, surface_c) == pytest.approx(rh_pct, abs=0.06)
    assert humid_air.dew_point_c(24.0, 85.0) == pytest.approx(21.32, abs=0.01)


def test_nom_weather_condenses_on_an_18_c_wall() -> None:
    """Nom must be known to wet a cold wall. By pressures it is 137.4 %; the ratio of g/m3 would say 134.6 %."""
    ratio_of_masses = humid_air.absolute_humidity_g_m3(24.0, 95.0) / humid_air.absolute_humidity_g_m3(18.0, 100.0)
    assert 100.0 * ratio_of_masses == pytest.approx(134.6, abs=0.05)
    assert humid_air.rh_at_temperature_pct(24.0, 95.0, 18.0) == pytest.approx(137.4, abs=0.05)


# EN ISO 13788: least surface temperature for 80 % at the surface
@pytest.mark.parametrize(("rh_pct", "surface_c"), [(50.0, 12.63), (60.0, 15.44), (65.0, 16.69)])
def test_least_surface_temperature(rh_pct: float, surface_c: float) -> None:
    assert humid_air.temperature_for_rh_c(20.0, rh_pct) == pytest.approx(surface_c, abs=0.01)


def test_a_dry_pipe_has_no_dew_point() -> None:
    with pytest.raises(ValueError, match="above 0 Pa"):
        humid_air.dew_point_c(20.0, 0.0)


# ASHRAE 2017 chapter 1, tables 1 and 2, as in PsychroLib's tests
@pytest.mark.parametrize(("altitude_m", "pressure_pa"), [(0.0, 101325.0), (500.0, 95461.0), (1000.0, 89875.0)])
def test_pressure_falls_with_altitude(altitude_m: float, pressure_pa: float) -> None:
    assert moist_air.pressure_at_altitude_pa(altitude_m) == pytest.approx(pressure_pa, abs=1.0)


@pytest.mark.parametrize(
    ("t_c", "ratio", "rel"), [(5.0, 0.005425, 0.005), (25.0, 0.020173, 0.005), (50.0, 0.086863, 0.01)]
)
def test_saturated_humidity_ratio(t_c: float, ratio: float, rel: float) -> None:
    assert moist_air.humidity_ratio(humid_air.saturation_pressure_pa(t_c)) == pytest.approx(ratio, rel=rel)


def test_wet_bulb_rows() -> None:
    # PsychroLib's tests: T_wb(7 C, 61 %, 100000 Pa) = 3.92667 C; W(30 C, T_wb 25 C, 95461 Pa) = 0.0192281
    assert moist_air.wet_bulb_c(7.0, 61.0, 100_000.0) == pytest.approx(3.92667, abs=0.001)
    assert moist_air.ratio_from_wet_bulb(30.0, 25.0, 95_461.0) == pytest.approx(0.0192281, rel=0.001)


def test_ashrae_example_1() -> None:
    # ASHRAE 2017 chapter 1 example 1: 40 C, wet bulb 20 C: W 0.0065, dew point 7 C, RH 0.14, h 56.7, v 0.896
    ratio = moist_air.ratio_from_wet_bulb(40.0, 20.0)
    vapor_pa = moist_air.vapor_pressure_of_ratio_pa(ratio)
    assert ratio == pytest.approx(0.0065, abs=0.00015)
    assert humid_air.saturation_temperature_c(vapor_pa) == pytest.approx(7.0, abs=0.5)
    assert vapor_pa / humid_air.saturation_pressure_pa(40.0) == pytest.approx(0.14, abs=0.005)
    assert moist_air.enthalpy_kj_kg(40.0, ratio) == pytest.approx(56.7, abs=0.1)
    assert moist_air.volume_m3_kg(40.0, ratio) == pytest.approx(0.896, abs=0.001)
