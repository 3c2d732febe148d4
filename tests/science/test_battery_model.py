"""Batteries: published rest voltages, what fits in and what is there, a fuel gauge and its reset at full."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from science import battery
from science.battery import AGM_7AH, LEAD_ACID, LIFEPO4, Battery, Gauge

# Renogy PWM and Commander manuals: 12 V lead-acid, rest voltage by state of charge
RENOGY = [
    (1.0, 12.70), (0.9, 12.50), (0.8, 12.42), (0.7, 12.32), (0.6, 12.20), (0.5, 12.06),
    (0.4, 11.90), (0.3, 11.75), (0.2, 11.58), (0.1, 11.31), (0.0, 10.50),
]  # fmt: skip
# gridwright.com chart, 4 cells of LiFePO4
GRIDWRIGHT = [
    (1.0, 14.6), (0.99, 13.6), (0.9, 13.4), (0.7, 13.3), (0.4, 13.2),
    (0.3, 13.0), (0.2, 12.8), (0.1, 12.0), (0.0, 10.0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("chemistry", "soc", "voltage_v"),
    [(LEAD_ACID, *row) for row in RENOGY] + [(LIFEPO4, *row) for row in GRIDWRIGHT],
)
def test_rest_voltage_tables_both_ways(chemistry: battery.Chemistry, soc: float, voltage_v: float) -> None:
    assert battery.rest_voltage_v(soc, chemistry) == pytest.approx(voltage_v)
    assert battery.soc_from_rest(voltage_v, chemistry) == pytest.approx(soc)


@settings(max_examples=40, deadline=None)
@given(soc=st.floats(0.0, 1.0), chemistry=st.sampled_from([LEAD_ACID, LIFEPO4]))
def test_rest_voltage_goes_both_ways(soc: float, chemistry: battery.Chemistry) -> None:
    assert battery.soc_from_rest(battery.rest_voltage_v(soc, chemistry), chemistry) == pytest.approx(soc, abs=1e-9)


def test_tables_end_where_they_end() -> None:
    assert battery.soc_from_rest(15.0) == 1.0
    assert battery.soc_from_rest(9.0) == 0.0


def test_voltage_says_nothing_on_the_lifepo4_plateau() -> None:
    """Vendor chart: 30 % of charge per 0.1 V, so a 1 % error of 13 V hides about 40 %."""
    assert battery.soc_from_rest(13.3, LIFEPO4) - battery.soc_from_rest(13.2, LIFEPO4) == pytest.approx(0.30)
    slope = (battery.soc_from_rest(13.29, LIFEPO4) - battery.soc_from_rest(13.21, LIFEPO4)) / 0.08
    assert slope * 0.13 == pytest.approx(0.40, abs=0.02)


def test_temperature_compensation() -> None:
    # -3 mV per K and cell (EPsolar): 14.40 V at 25 C is 14.58 at 15 C and 14.31 at 30 C
    assert battery.compensated_v(14.4, 15.0) == pytest.approx(14.58)
    assert battery.compensated_v(14.4, 30.0) == pytest.approx(14.31)
    assert battery.compensated_v(14.1, 15.0, LIFEPO4) == 14.1


def test_what_is_stored_is_the_integral_of_the_rest_voltage() -> None:
    """Trapezoids over Renogy's table: 11.915 V x 7 Ah."""
    mean_v = sum((a[1] + b[1]) / 2 * 0.1 for a, b in pairwise(RENOGY))
    assert battery.stored_wh(1.0, AGM_7AH) == pytest.approx(7.0 * mean_v)
    assert battery.stored_wh(0.02, AGM_7AH) == pytest.approx(0.14 * (10.5 + 0.5 * 0.02 * 8.1))
    assert battery.stored_wh(0.0, AGM_7AH) == 0.0


@pytest.mark.parametrize("dt_s", [1.0, 60.0, 900.0])
def test_one_hour_of_load_takes_its_charge(dt_s: float) -> None:
    state = Gauge(0.8)
    for _ in range(round(3600 / dt_s)):
        state = battery.gauge(state, -1.4, 12.2, dt_s, AGM_7AH)
    assert state.soc == pytest.approx(0.6)


def test_charge_efficiency() -> None:
    # From memory: lead-acid falls from 0.97 to 0.85 above 80 %, LiFePO4 0.99
    assert battery.charge_efficiency(0.0) == 0.97
    assert battery.charge_efficiency(0.8) == battery.charge_efficiency(1.0) == pytest.approx(0.85)
    assert battery.charge_efficiency(0.3, LIFEPO4) == battery.charge_efficiency(0.99, LIFEPO4) == pytest.approx(0.99)
    state = battery.gauge(Gauge(0.9), 0.7, 13.5, 3600.0, AGM_7AH)
    assert state.soc == pytest.approx(0.9 + 0.1 * 0.85)


def test_full_needs_30_minutes_of_small_current_at_absorption() -> None:
    state = Gauge(0.9)
    for _ in range(29):
        state = battery.gauge(state, 0.1, 14.4, 60.0, AGM_7AH)
    assert state.soc < 1.0
    assert battery.gauge(state, 0.1, 14.4, 60.0, AGM_7AH).soc == 1.0


@pytest.mark.parametrize(("charge_a", "voltage_v"), [(0.15, 14.4), (0.1, 14.2), (-0.1, 14.4)])
def test_no_reset_while_current_is_large_voltage_low_or_load_on(charge_a: float, voltage_v: float) -> None:
    state = Gauge(0.5)
    for _ in range(40):
        state = battery.gauge(state, charge_a, voltage_v, 60.0, AGM_7AH)
    assert state.soc < 0.6
    assert state.tail_s == 0.0


@pytest.mark.parametrize("dt_s", [1.0, 60.0, 600.0, 3600.0])
@pytest.mark.parametrize("cells", [AGM_7AH, Battery(LIFEPO4, 6.0, 0.05)])
def test_no_more_goes_in_than_fits_and_no_more_comes_out_than_is_there(cells: Battery, dt_s: float) -> None:
    """Steps of an hour once put 8 Ah into a battery of 7; it fills along 1 - exp(-t) and stays below full."""
    soc, into_ah = 0.0, 0.0
    for _ in range(round(4 * 3600.0 / dt_s)):
        taken_a = battery.accepted_a(soc, 50.0, cells, dt_s)
        into_ah += taken_a * battery.charge_efficiency(soc, cells.chemistry) * dt_s / 3600.0
        soc = battery.charged(soc, taken_a, dt_s, cells)
    assert 0.96 < soc < 1.0
    assert into_ah <= cells.capacity_ah * 1.0001
    out_ah = 0.0
    for _ in range(round(4 * 3600.0 / dt_s)):
        given_a = battery.accepted_a(soc, -5.0, cells, dt_s)
        out_ah -= given_a * dt_s / 3600.0
        soc = battery.charged(soc, given_a, dt_s, cells)
    assert soc == pytest.approx(0.0, abs=1e-12)
    assert out_ah <= cells.capacity_ah


def test_an_hour_of_exponential_filling() -> None:
    """Ampere-hour law, tau one hour: from empty, 1 - exp(-0.97) of the capacity after one step of an hour."""
    taken_a = battery.accepted_a(0.0, 50.0, AGM_7AH, 3600.0)
    assert battery.charged(0.0, taken_a, 3600.0, AGM_7AH) == pytest.approx(1.0 - 0.37908, abs=1e-4)
    assert battery.accepted_a(0.0, 50.0, AGM_7AH, 0.0) == pytest.approx(7.0)


def test_an_empty_battery_gives_nothing() -> None:
    assert battery.accepted_a(0.0, -1.0, AGM_7AH, 1.0) == 0.0
    assert battery.accepted_a(0.001, -5.0, AGM_7AH, 3600.0) == pytest.approx(-0.007)
