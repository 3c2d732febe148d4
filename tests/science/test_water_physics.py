"""Filter bed, pump, tank and ultraviolet light against published figures."""

from dataclasses import replace
from math import exp, inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from science import water
from science.water import Bed

M_H = 1.0 / 3600.0
BED = Bed(0.10, 0.60, 0.5e-3, 0.42, capture_per_m=5.0, deposit_g_m3=125_000.0, full_g_m3=30_000.0)


# Carman-Kozeny at 20 C, spheres
@pytest.mark.parametrize(
    ("v_m_h", "depth_m", "grain_mm", "porosity", "loss_m"),
    [(5, 0.6, 0.5, 0.42, 0.279), (5, 0.6, 0.5, 0.40, 0.345), (10, 0.75, 0.6, 0.42, 0.484), (5, 0.3, 0.5, 0.42, 0.139)],
)
def test_clean_head_loss_at_low_speed_is_that_of_carman_and_kozeny(
    v_m_h: float, depth_m: float, grain_mm: float, porosity: float, loss_m: float
) -> None:
    bed = replace(BED, depth_m=depth_m, grain_m=grain_mm / 1000.0, porosity=porosity)
    assert water.head_loss_m(bed, v_m_h * M_H) == pytest.approx(loss_m, rel=0.03), "Ergun's term is small here"
    slow = 0.01 * v_m_h * M_H
    assert 100.0 * water.head_loss_m(bed, slow) == pytest.approx(loss_m, abs=0.001)


def test_clean_bed_stays_below_the_practical_limit() -> None:
    assert water.head_loss_m(BED, 8.0 * M_H) < 0.6  # Davis, Water and Wastewater Engineering, page 11-16


def test_ergun_adds_inertia() -> None:
    bed = replace(BED, grain_m=2e-3)
    inertial = 1.75 * 0.58 / (9.81 * 2e-3 * 0.42**3)  # Ergun 1952, second term
    assert water.inertial_slope_s2_m2(bed, 0.42) == pytest.approx(inertial)


@pytest.mark.parametrize("grain_m", [0.5e-3, 2e-3, 5e-3])
def test_head_loss_has_no_jump_anywhere(grain_m: float) -> None:
    """Two formulas, one below and one above Re 6, made a step of 10 % there."""
    bed = replace(BED, grain_m=grain_m)
    for reynolds in (1.0, 6.0, 100.0):
        speed = reynolds * water.WATER_PA_S / (water.WATER_KG_M3 * grain_m)
        below, above = water.head_loss_m(bed, 0.9999 * speed), water.head_loss_m(bed, 1.0001 * speed)
        assert below < above < 1.001 * below


# Relative head loss as pores fill
@pytest.mark.parametrize(("porosity", "times"), [(0.42, 1.0), (0.38, 1.54), (0.34, 2.44), (0.30, 4.00), (0.25, 7.93)])
def test_relative_head_loss(porosity: float, times: float) -> None:
    ratio = water.laminar_slope_s_m(BED, porosity) / water.laminar_slope_s_m(BED, 0.42)
    assert ratio == pytest.approx(times, abs=0.006)


def test_backwash_needs_a_narrow_column() -> None:
    # 15 gpm/ft2 is 36.7 m/h: 19.2 L/min in 20 cm; a 5 L/min pump washes 10.2 cm at most
    gallon_l, foot_m = 3.785412, 0.3048
    assert 15.0 * gallon_l / 1000.0 * 60.0 / foot_m**2 == pytest.approx(water.BACKWASH_M_H, abs=0.05)
    for lpm, diameter_m in ((19.2, 0.20), (5.0, 0.102)):
        speed_m_h = water.velocity_m_s(lpm, replace(BED, diameter_m=diameter_m)) / M_H
        assert speed_m_h == pytest.approx(water.BACKWASH_M_H, rel=0.01)


# DN100 column
@pytest.mark.parametrize(("v_m_h", "lpm"), [(5.0, 0.65), (7.6, 1.0), (10.0, 1.3)])
def test_speed_in_a_dn100_column(v_m_h: float, lpm: float) -> None:
    assert water.velocity_m_s(lpm, BED) / M_H == pytest.approx(v_m_h, rel=0.015)


def test_a_full_bed_holds_nothing_more() -> None:
    assert exp(-water.capture_per_m(BED, 0.0) * BED.depth_m) == pytest.approx(0.05, abs=0.001)
    assert water.capture_per_m(BED, BED.full_g_m3) == 0.0


def test_backwash_cleans_only_when_fast_enough() -> None:
    washed = water.step_backwash_g_m3(BED, 6000.0, water.BACKWASH_M_H * M_H, water.BACKWASH_S)
    assert washed / 6000.0 == pytest.approx(0.03, abs=0.001)
    assert water.step_backwash_g_m3(BED, 6000.0, 8.6 * M_H, water.BACKWASH_S) == 6000.0, "the sand does not float"
    assert water.step_backwash_g_m3(BED, 6000.0, 8.7 * M_H, water.BACKWASH_S) < 6000.0


def test_sand_of_half_a_millimetre_floats_from_8_7_meters_an_hour() -> None:
    # Wen and Yu at 20 C: Ga 2014, Re 1.20
    assert water.fluidization_m_s(BED) / M_H == pytest.approx(8.66, abs=0.02)
    assert water.fluidization_m_s(replace(BED, grain_m=1e-3)) / M_H == pytest.approx(31.24, abs=0.02)


# Quartz spheres at 20 C, sinking speed by any textbook's drag curve (from memory): 0.8, 7 to 8, 15 to 16 cm/s
@pytest.mark.parametrize(("grain_mm", "low", "high"), [(0.1, 0.0075, 0.0085), (0.5, 0.07, 0.08), (1.0, 0.15, 0.165)])
def test_a_grain_sinks_as_fast_as_textbooks_say(grain_mm: float, low: float, high: float) -> None:
    assert low <= water.settling_m_s(grain_mm / 1000.0) <= high


def test_a_washed_bed_expands_as_richardson_and_zaki_say() -> None:
    speed = water.BACKWASH_M_H * M_H
    rise = water.expansion(BED, speed)
    assert rise == pytest.approx(0.198, abs=0.005)
    eps = 1.0 - (1.0 - BED.porosity) / (1.0 + rise)  # the grains stay as many
    alone = water.settling_m_s(BED.grain_m)
    n = 4.45 * (water.WATER_KG_M3 * alone * BED.grain_m / water.WATER_PA_S) ** -0.1
    assert alone * eps**n == pytest.approx(speed)
    assert water.expansion(BED, 8.6 * M_H) == 0.0
    assert water.expansion(BED, 0.1) == inf, "the wash carries the sand away"


@settings(max_examples=40, deadline=None)
@given(
    held=st.floats(0.0, 30_000.0),
    shut_off_m=st.floats(2.0, 30.0),
    free_lpm=st.floats(1.0, 30.0),
)
def test_working_point_balances_pump_and_bed(held: float, shut_off_m: float, free_lpm: float) -> None:
    bed = BED
    flow = water.working_flow_lpm(bed, shut_off_m, free_lpm, held)
    bed_m = water.head_loss_m(bed, water.velocity_m_s(flow, bed), held)
    assert water.pump_head_m(flow, shut_off_m, free_lpm) == pytest.approx(bed_m)
    assert 0.0 < flow < free_lpm


def test_dirtier_bed_means_less_flow() -> None:
    flows = [water.working_flow_lpm(BED, 8.0, 6.0, held) for held in (0.0, 3000.0, 6000.0, 30_000.0)]
    assert flows == sorted(flows, reverse=True)


@settings(max_examples=40, deadline=None)
@given(
    level=st.floats(0.0, 50.0), inflow=st.floats(0.0, 30.0), outflow=st.floats(0.0, 30.0), dt_s=st.floats(0.1, 600.0)
)
def test_tank_loses_no_water(level: float, inflow: float, outflow: float, dt_s: float) -> None:
    after = water.step_tank(level, 50.0, inflow, outflow, dt_s)
    assert after.level_l + after.drawn_l + after.spilled_l == pytest.approx(level + inflow * dt_s / 60.0)
    assert 0.0 <= after.level_l <= 50.0
    assert after.spilled_l >= 0.0


def test_tank_runs_over_and_runs_dry() -> None:
    assert water.step_tank(49.5, 50.0, 1.0, 0.0, 60.0).spilled_l == pytest.approx(0.5)
    assert water.step_tank(0.5, 50.0, 0.0, 1.0, 60.0) == water.TankStep(0.0, 0.5, 0.0)


def test_mixing() -> None:
    assert water.mixed(30.0, 2.0, 10.0, 6.0) == pytest.approx(3.0)
    assert water.mixed(0.0, 2.0, 0.0, 6.0) == 2.0


def test_uv_flow_limit() -> None:
    # NSF/ANSI 55 class A, 40 mJ/cm2: 0.5 L at 2 mW/cm2 needs 20 s, so 1.5 L/min at most
    assert water.highest_flow_lpm(0.5, 2.0) == pytest.approx(1.5)
