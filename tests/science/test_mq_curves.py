"""MQ gas sensors against the points of their data-sheet figures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from science import mq_sensors
from science.mq_sensors import MQ2, MQ2_TABLE, MQ5, MQ6, MQ6_TABLE, MQ7, MQ135

# Digitised from the Hanwei data-sheet figures (MQSensorsLib_Docs)
MQ6_LPG = [(200, 1.991), (500, 1.357), (1000, 1.010), (2000, 0.744), (5000, 0.517), (10000, 0.393)]
MQ5_LPG = [(200, 0.700), (500, 0.468), (1000, 0.358), (2000, 0.267), (5000, 0.188), (10000, 0.144)]
MQ7_CO = [(50.9, 1.606), (97.9, 1.000), (396, 0.380), (1009, 0.215), (4026, 0.0901)]

SENSORS_AND_GASES = [(sensor, gas) for sensor in (MQ2, MQ5, MQ6, MQ7, MQ135) for gas in sensor.curves]


def rounding(ratio: float, curve: mq_sensors.Curve) -> float:
    """Share of ppm that hides in the points' third decimal and in the error's, which was printed to 0.1 %."""
    return 0.0005 / ratio / -curve.b + 0.0005


# Worst error of our log-log fits in ppm
@pytest.mark.parametrize(
    ("sensor", "gas", "points", "worst"),
    [(MQ6, "lpg", MQ6_LPG, 0.043), (MQ5, "lpg", MQ5_LPG, 0.082), (MQ7, "co", MQ7_CO, 0.086)],
)
def test_curve_meets_the_figure(
    sensor: mq_sensors.MqSensor, gas: str, points: list[tuple[float, float]], worst: float
) -> None:
    for ppm, ratio in points:
        assert abs(sensor.ppm(gas, ratio) / ppm - 1.0) <= worst + rounding(ratio, sensor.curves[gas])


@pytest.mark.parametrize("sensor", [MQ6, MQ7, MQ135])
def test_r0_is_the_resistance_in_the_reference_gas(sensor: mq_sensors.MqSensor) -> None:
    """Data sheets: at the R0 gas and level Rs/R0 is 1, and it is about ten times that in clean air."""
    assert sensor.curves[sensor.r0_gas].ratio(sensor.r0_ppm) == pytest.approx(1.0, abs=0.01)
    assert sensor.clean_air_ratio > 3.0


@pytest.mark.parametrize(("sensor", "gas"), SENSORS_AND_GASES)
@settings(max_examples=40, deadline=None)
@given(ppm=st.floats(200.0, 10_000.0), t_c=st.floats(-10.0, 50.0), rh_pct=st.floats(20.0, 95.0))
def test_gas_goes_to_voltage_and_back(
    sensor: mq_sensors.MqSensor, gas: str, ppm: float, t_c: float, rh_pct: float
) -> None:
    r0_ohm = 20_000.0 * sensor.climate_factor(t_c, rh_pct)
    voltage_v = mq_sensors.voltage_from_resistance_v(sensor.ratio(gas, ppm) * r0_ohm, sensor.load_ohm)
    assert 0.0 < voltage_v < mq_sensors.SUPPLY_V
    rs_ohm = mq_sensors.resistance_from_voltage_ohm(voltage_v, sensor.load_ohm)
    assert sensor.ppm(gas, rs_ohm / r0_ohm) == pytest.approx(ppm)


def test_clean_air_reads_zero() -> None:
    for sensor, gas in SENSORS_AND_GASES:
        assert sensor.ppm(gas, sensor.ratio(gas, 0.0)) == 0.0


def test_more_gas_never_means_a_higher_resistance() -> None:
    for sensor, gas in SENSORS_AND_GASES:
        ratios = [sensor.ratio(gas, ppm) for ppm in (0, 0.01, 1, 10, 100, 1000, 10_000)]
        assert ratios == sorted(ratios, reverse=True)


# Read off the MQ-6 figure, Rs/R0 at 1000 ppm LPG
@pytest.mark.parametrize(
    ("t_c", "rh_pct", "value"),
    [(-10, 33, 1.32), (5, 33, 1.09), (20, 33, 1.0), (50, 33, 0.9), (20, 85, 0.85), (50, 85, 0.755)],
)
def test_mq6_climate_figure(t_c: float, rh_pct: float, value: float) -> None:
    assert MQ6_TABLE.value(t_c, rh_pct) == pytest.approx(value)


@pytest.mark.parametrize(("t_c", "rh_pct", "value"), [(-10, 30, 1.71), (20, 60, 1.07), (40, 85, 0.745), (50, 60, 0.74)])
def test_mq2_climate_figure(t_c: float, rh_pct: float, value: float) -> None:
    assert MQ2_TABLE.value(t_c, rh_pct) == pytest.approx(value)  # MQ-2 figure


# An uncorrected MQ-6 reading is multiplied by factor^b with the library's b = -2.35
@pytest.mark.parametrize(
    ("t_c", "rh_pct", "times"), [(5, 33, 0.82), (20, 33, 1.0), (20, 85, 1.47), (50, 85, 1.94), (-10, 33, 0.52)]
)
def test_uncorrected_reading(t_c: float, rh_pct: float, times: float) -> None:
    assert MQ6_TABLE.value(t_c, rh_pct) ** -2.35 == pytest.approx(times, abs=0.006)


@pytest.mark.parametrize("sensor", list(mq_sensors.MODELS.values()), ids=lambda sensor: sensor.name)
def test_no_correction_at_the_reference_climate(sensor: mq_sensors.MqSensor) -> None:
    assert sensor.climate_factor(20.0, 65.0) == pytest.approx(1.0)


def test_climate_table_holds_its_edges() -> None:
    assert MQ6.climate_factor(-40.0, 10.0) == MQ6.climate_factor(-10.0, 33.0)
    assert MQ2.climate_factor(80.0, 100.0) == MQ2.climate_factor(50.0, 85.0)


def test_load_resistor_trap() -> None:
    """A blue module's 1 k load leaves 0.3 V at the alarm: the wrong load must show at commissioning."""

    def shown_v(ppm: float, load_ohm: float) -> float:
        return mq_sensors.voltage_from_resistance_v(20e3 * MQ6.ratio("lpg", ppm), load_ohm)

    # R0 20 k, RL 20 k gives 0.455 V clean, 2.81 V at 1800 ppm (library curve); RL 1 k 0.025, 0.30
    assert shown_v(0.0, 20e3) == pytest.approx(0.455, abs=0.001)
    assert shown_v(1800.0, 20e3) == pytest.approx(2.81, abs=0.02)
    assert shown_v(0.0, 1e3) == pytest.approx(0.025, abs=0.0005)
    assert shown_v(1800.0, 1e3) == pytest.approx(0.30, abs=0.005)


@pytest.mark.parametrize("voltage_v", [0.0, -0.1, 5.0, 5.2])
def test_open_and_shorted_wires_are_refused(voltage_v: float) -> None:
    with pytest.raises(ValueError, match="open or shorted"):
        mq_sensors.resistance_from_voltage_ohm(voltage_v, 20e3)


def test_divider() -> None:
    assert mq_sensors.resistance_from_voltage_ohm(2.0, 10e3) == pytest.approx(15e3)  # (5/2 - 1) 10 k, data sheet


# Data sheets: heater 31 ohm <= 900 mW (MQ-2), 33 ohm < 750 mW at 5 V (MQ-6: 758 mW by its nominal resistance)
@pytest.mark.parametrize(("sensor", "current_a"), [(MQ2, 0.161), (MQ6, 0.152)])
def test_heater_current(sensor: mq_sensors.MqSensor, current_a: float) -> None:
    assert sensor.heater_current_a() == pytest.approx(current_a, abs=0.001)


def test_mq7_heater_cycle_takes_350_mw() -> None:
    """5 V for 60 s and 1.4 V for 90 s over 33 ohm are the data sheet's 350 mW."""
    mean_w = (60 * 5.0 * MQ7.heater_current_a(5.0) + 90 * 1.4 * MQ7.heater_current_a(1.4)) / 150
    assert mean_w == pytest.approx(0.35, abs=0.02)


def test_response_is_quick_up_and_slow_down() -> None:
    assert mq_sensors.felt_ppm(0.0, 1000.0, 15.0) == pytest.approx(632.1, abs=0.1)
    assert mq_sensors.felt_ppm(1000.0, 0.0, 45.0) == pytest.approx(367.9, abs=0.1)
    halves = mq_sensors.felt_ppm(mq_sensors.felt_ppm(0.0, 1000.0, 5.0), 1000.0, 5.0)
    assert halves == pytest.approx(mq_sensors.felt_ppm(0.0, 1000.0, 10.0))
