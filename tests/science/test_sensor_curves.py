"""Turbidity, dissolved solids and flow sensors, and the thermistor, against published points."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from science import sensor_curves as curves


# DFRobot wiki SEN0189
@pytest.mark.parametrize(("voltage_v", "ntu"), [(2.5, 3000), (3.5, 2020), (3.9, 1001), (4.1, 357), (4.20, 0.9)])
def test_turbidity_points(voltage_v: float, ntu: float) -> None:
    assert curves.turbidity_ntu(voltage_v) == pytest.approx(ntu, abs=0.6)


def test_turbidity_is_never_negative() -> None:
    """A user of the bare curve got -3651 NTU at 5 V (DFRobot forum 11591): clear water must read 0."""
    bare_ntu = curves.SEN0189_A * 25 + curves.SEN0189_B * 5 + curves.SEN0189_C
    assert bare_ntu == pytest.approx(-3651, abs=1)
    assert curves.turbidity_ntu(5.0) == 0.0
    assert curves.turbidity_ntu(4.2003) == 0.0


def test_turbidity_does_not_fall_again_below_the_valid_range() -> None:
    """The parabola turns at 2.563 V; a lower voltage must not read as clearer water."""
    top_v = -curves.SEN0189_B / (2 * curves.SEN0189_A)
    assert top_v == pytest.approx(2.563, abs=0.001)
    assert curves.turbidity_ntu(0.5) == curves.SEN0189_MAX_NTU


def test_turbidity_resolution_cannot_show_2_ntu() -> None:
    slope = (curves.turbidity_ntu(4.2) - curves.turbidity_ntu(4.199)) / 0.001
    assert slope == pytest.approx(-3669, abs=3)  # NTU/V; 1 NTU = 0.27 mV
    assert -slope * 5.0 / 1024 == pytest.approx(18, abs=0.5)  # NTU per step of a 10-bit converter on 5 V
    assert -slope * 6.144 / 32768 == pytest.approx(0.69, abs=0.01)  # NTU per step of an ADS1115 at +-6.144 V


@settings(max_examples=40, deadline=None)
@given(ntu=st.floats(0.0, 2995.0))
def test_turbidity_goes_both_ways(ntu: float) -> None:
    assert curves.turbidity_ntu(curves.turbidity_voltage_v(ntu)) == pytest.approx(ntu, abs=1e-6)


def test_turbidity_chip_holds_its_ends() -> None:
    assert curves.turbidity_voltage_v(-5.0) == pytest.approx(4.2002, abs=0.0001)
    assert curves.turbidity_voltage_v(9000.0) == curves.turbidity_voltage_v(3000.0)


# DFRobot GravityTDS
@pytest.mark.parametrize(
    ("voltage_v", "water_c", "tds"),
    [(0.5, 25, 190.7), (1.0, 25, 367.5), (2.0, 25, 879.4), (1.0, 15, 459.3), (1.0, 30, 334.1), (2.3, 25, 1121)],
)
def test_tds_points(voltage_v: float, water_c: float, tds: float) -> None:
    assert curves.tds_ppm(voltage_v, water_c) == pytest.approx(tds, abs=0.06 if tds < 1000 else 0.6)


def test_tds_calibration_buffer() -> None:
    # 1413 uS/cm (707 ppm) stands at 1.735 V
    assert curves.conductivity_us_cm(1.735) == pytest.approx(1413, abs=1.5)
    assert curves.tds_voltage_v(707.0) == pytest.approx(1.735, abs=0.001)


@settings(max_examples=40, deadline=None)
@given(tds=st.floats(0.0, 1500.0), water_c=st.floats(0.0, 45.0), k=st.floats(0.5, 2.0))
def test_tds_goes_both_ways(tds: float, water_c: float, k: float) -> None:
    assert curves.tds_ppm(curves.tds_voltage_v(tds, water_c, k), water_c, k) == pytest.approx(tds, abs=1e-6)


def test_pulses_per_liter_agree_with_the_rate() -> None:
    """7.5 Hz at 1 L/min (YF-S201 data sheet). A popular tutorial says 7.5 pulses a liter, wrong by 60."""
    assert curves.YF_S201_PULSES_PER_L == 7.5 * 60.0


def test_thermistor() -> None:
    assert curves.ntc_temperature_c(10_000.0) == pytest.approx(25.0)
    # Beta equation by hand, 3950 K: 10 k exp(3950 (1/273.15 - 1/298.15))
    assert curves.ntc_resistance_ohm(0.0) == pytest.approx(33_621, abs=5)
    # Vishay NTCLE100E3103 (B25/85 3977 K) table: 19872 ohm at 10 C, 3605 ohm at 50 C; from memory, within 1 K
    assert curves.ntc_temperature_c(3605.0, 10_000.0, 3977.0) == pytest.approx(50.0, abs=0.5)
    assert curves.ntc_temperature_c(19_872.0, 10_000.0, 3977.0) == pytest.approx(10.0, abs=0.5)


@settings(max_examples=40, deadline=None)
@given(t_c=st.floats(-20.0, 120.0))
def test_thermistor_goes_both_ways(t_c: float) -> None:
    assert curves.ntc_temperature_c(curves.ntc_resistance_ohm(t_c)) == pytest.approx(t_c, abs=1e-6)
    voltage_v = curves.ntc_voltage_v(curves.ntc_resistance_ohm(t_c), 10_000.0, 3.3)
    assert curves.ntc_resistance_from_voltage_ohm(voltage_v, 10_000.0, 3.3) == pytest.approx(
        curves.ntc_resistance_ohm(t_c)
    )


def test_broken_thermistors_are_refused() -> None:
    with pytest.raises(ValueError, match="short"):
        curves.ntc_temperature_c(0.0)
    for voltage_v in (0.0, 3.3):
        with pytest.raises(ValueError, match="unplugged"):
            curves.ntc_resistance_from_voltage_ohm(voltage_v, 10_000.0, 3.3)
