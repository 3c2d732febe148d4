"""Filter bed, pump, tank, limits and ultraviolet light against published figures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from science import tank, water_quality
from science import water_filter as wf
from science.water_filter import Bed

M_H = 1.0 / 3600.0


# Carman-Kozeny at 20 C, spheres
@pytest.mark.parametrize(
    ("v_m_h", "depth_m", "grain_mm", "porosity", "loss_m"),
    [(5, 0.6, 0.5, 0.42, 0.279), (5, 0.6, 0.5, 0.40, 0.345), (10, 0.75, 0.6, 0.42, 0.484), (5, 0.3, 0.5, 0.42, 0.139)],
)
def test_clean_head_loss(v_m_h: float, depth_m: float, grain_mm: float, porosity: float, loss_m: float) -> None:
    bed = Bed(depth_m=depth_m, grain_m=grain_mm / 1000.0, porosity=porosity)
    assert wf.head_loss_m(bed, v_m_h * M_H) == pytest.approx(loss_m, abs=0.001)


def test_reynolds() -> None:
    assert wf.reynolds(5.0 * M_H, 0.5e-3) == pytest.approx(0.69, abs=0.005)  # calculated apart from this code


def test_clean_bed_stays_below_the_practical_limit() -> None:
    assert wf.head_loss_m(Bed(), 8.0 * M_H) < 0.6  # Davis, Water and Wastewater Engineering, page 11-16


def test_ergun_adds_inertia_above_re_6() -> None:
    bed = Bed(grain_m=2e-3)
    fast = 20.0 * M_H
    assert wf.reynolds(fast, bed.grain_m) > 6.0
    laminar = wf.laminar_slope_s_m(bed, 0.42) * fast * bed.depth_m
    inertial = 1.75 * fast**2 * 0.58 / (9.81 * 2e-3 * 0.42**3) * bed.depth_m  # Ergun 1952, second term
    assert wf.head_loss_m(bed, fast) == pytest.approx(laminar + inertial)


# Relative head loss as pores fill
@pytest.mark.parametrize(("porosity", "times"), [(0.42, 1.0), (0.38, 1.54), (0.34, 2.44), (0.30, 4.00), (0.25, 7.93)])
def test_relative_head_loss(porosity: float, times: float) -> None:
    assert wf.relative_head_loss(porosity, 0.42) == pytest.approx(times, abs=0.006)
    bed = Bed()
    ratio = wf.head_loss_m(bed, 5 * M_H, porosity) / wf.head_loss_m(bed, 5 * M_H, 0.42)
    assert ratio == pytest.approx(times, abs=0.006)


def test_backwash_needs_a_narrow_column() -> None:
    # 15 gpm/ft2 is 36.7 m/h: 19.2 L/min in 20 cm; a 5 L/min pump washes 10.2 cm at most
    gallon_l, foot_m = 3.785412, 0.3048
    assert 15.0 * gallon_l / 1000.0 * 60.0 / foot_m**2 == pytest.approx(wf.BACKWASH_M_H, abs=0.05)
    assert wf.flow_lpm(wf.BACKWASH_M_H, Bed(diameter_m=0.20)) == pytest.approx(19.2, abs=0.05)
    assert wf.widest_backwashed_m(5.0) == pytest.approx(0.102, abs=0.0005)


# DN100 column
@pytest.mark.parametrize(("v_m_h", "lpm"), [(5.0, 0.65), (7.6, 1.0), (10.0, 1.3)])
def test_flow_of_a_dn100_column(v_m_h: float, lpm: float) -> None:
    assert wf.flow_lpm(v_m_h, Bed()) == pytest.approx(lpm, abs=0.015)
    assert wf.velocity_m_s(wf.flow_lpm(v_m_h, Bed()), Bed()) == pytest.approx(v_m_h * M_H)


def test_clean_run_lasts_about_a_day_at_20_ntu() -> None:
    """The chosen deposit figures: 60 % of the clean specific flow after 24 h (ruling), and the water stays clear."""
    bed, held_g_m3, hours, dt_s = Bed(), 0.0, 0.0, 300.0
    clean = wf.head_loss_m(bed, 8 * M_H)
    while clean / wf.head_loss_m(bed, 8 * M_H, wf.clogged_porosity(bed, held_g_m3)) > 0.6:
        held_g_m3 = wf.step_held_g_m3(held_g_m3, bed, 8 * M_H, 20.0 * wf.GRAMS_PER_M3_PER_NTU, dt_s)
        hours += dt_s / 3600.0
        assert hours < 48.0
    assert hours == pytest.approx(24.0, abs=2.0)
    assert 20.0 * wf.passed_share(bed, held_g_m3) < water_quality.FILTER_ACCEPTABLE_NTU


def test_dirt_is_neither_made_nor_lost() -> None:
    bed, held = Bed(), 3000.0
    inlet, v = 20.0, 8 * M_H
    after = wf.step_held_g_m3(held, bed, v, inlet, 60.0)
    kept_g = (after - held) * bed.area_m2 * bed.depth_m
    in_g = inlet * v * bed.area_m2 * 60.0
    out_g = in_g * wf.passed_share(bed, held)
    assert kept_g == pytest.approx(in_g - out_g)


def test_full_bed_breaks_through() -> None:
    bed = Bed()
    assert wf.passed_share(bed, 0.0) == pytest.approx(0.05, abs=0.001)
    assert wf.passed_share(bed, bed.full_g_m3) == 1.0
    assert wf.step_held_g_m3(bed.full_g_m3, bed, 8 * M_H, 300.0, 3600.0) == bed.full_g_m3


def test_backwash_cleans_only_when_fast_enough() -> None:
    washed = wf.step_backwash_g_m3(6000.0, wf.BACKWASH_M_H * M_H, wf.BACKWASH_S)
    assert washed / 6000.0 == pytest.approx(0.03, abs=0.001)
    assert wf.step_backwash_g_m3(6000.0, 10.0 * M_H, wf.BACKWASH_S) == 6000.0


@settings(max_examples=40, deadline=None)
@given(
    held=st.floats(0.0, 30_000.0),
    shut_off_m=st.floats(2.0, 30.0),
    free_lpm=st.floats(1.0, 30.0),
    lift_m=st.floats(0.0, 1.9),
)
def test_working_point_balances_pump_and_bed(held: float, shut_off_m: float, free_lpm: float, lift_m: float) -> None:
    bed = Bed()
    flow = wf.working_flow_lpm(bed, shut_off_m, free_lpm, held, lift_m)
    eps, v = wf.clogged_porosity(bed, held), wf.velocity_m_s(flow, bed)
    bed_m = (wf.laminar_slope_s_m(bed, eps) * v + wf.inertial_slope_s2_m2(bed, eps) * v * v) * bed.depth_m
    assert wf.pump_head_m(flow, shut_off_m, free_lpm) == pytest.approx(bed_m + lift_m)
    assert 0.0 < flow < free_lpm


def test_dirtier_bed_means_less_flow_and_a_weak_pump_none() -> None:
    flows = [wf.working_flow_lpm(Bed(), 8.0, 6.0, held) for held in (0.0, 3000.0, 6000.0, 30_000.0)]
    assert flows == sorted(flows, reverse=True)
    assert wf.working_flow_lpm(Bed(), 2.0, 6.0, lift_m=2.0) == 0.0


@settings(max_examples=40, deadline=None)
@given(
    level=st.floats(0.0, 50.0), inflow=st.floats(0.0, 30.0), outflow=st.floats(0.0, 30.0), dt_s=st.floats(0.1, 600.0)
)
def test_tank_loses_no_water(level: float, inflow: float, outflow: float, dt_s: float) -> None:
    after = tank.step(level, 50.0, inflow, outflow, dt_s)
    assert after.level_l + after.drawn_l + after.spilled_l == pytest.approx(level + inflow * dt_s / 60.0)
    assert 0.0 <= after.level_l <= 50.0
    assert after.spilled_l >= 0.0


def test_tank_runs_over_and_runs_dry() -> None:
    assert tank.step(49.5, 50.0, 1.0, 0.0, 60.0).spilled_l == pytest.approx(0.5)
    assert tank.step(0.5, 50.0, 0.0, 1.0, 60.0) == tank.TankStep(0.0, 0.5, 0.0)


def test_mixing() -> None:
    assert tank.mixed(30.0, 2.0, 10.0, 6.0) == pytest.approx(3.0)
    assert tank.mixed(0.0, 2.0, 0.0, 6.0) == 2.0


def test_limits_are_those_of_the_regulation() -> None:
    # QCVN 01:2009/BYT: turbidity 2 NTU, pH 6.5-8.5, TDS 1000 mg/L; WHO after PATH: filtered water 5 NTU, better 1
    assert water_quality.TURBIDITY_NTU == 2.0
    assert (water_quality.PH_LOW, water_quality.PH_HIGH) == (6.5, 8.5)
    assert water_quality.TDS_MG_L == 1000.0
    assert (water_quality.FILTER_ACCEPTABLE_NTU, water_quality.FILTER_DESIRABLE_NTU) == (5.0, 1.0)


def test_uv_flow_limit() -> None:
    # NSF/ANSI 55 class A, 40 mJ/cm2: 0.5 L at 2 mW/cm2 needs 20 s, so 1.5 L/min at most
    assert water_quality.seconds_to_dose(water_quality.CLASS_A_MJ_CM2, 2.0) == pytest.approx(20.0)
    assert water_quality.highest_flow_lpm(0.5, 2.0) == pytest.approx(1.5)


def test_uv_harms_people_before_mold() -> None:
    # At 0.1 mW/cm2: human limit (CIE 187:2010) after 60 s, 90 % of A. fumigatus (Green 2004) after 540 s
    assert water_quality.seconds_to_dose(water_quality.HUMAN_LIMIT_MJ_CM2, 0.1) == pytest.approx(60.0)
    assert water_quality.seconds_to_dose(water_quality.FUMIGATUS_90_MJ_CM2, 0.1) == pytest.approx(540.0)
    assert water_quality.dose_mj_cm2(0.0002, 8 * 3600.0) == pytest.approx(
        water_quality.HUMAN_LIMIT_MJ_CM2, abs=0.3
    )  # 0.2 uW/cm2 for 8 h
