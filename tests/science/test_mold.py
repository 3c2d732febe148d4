"""The mold index against its published response times and against bugs seen in public code."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from science import mold
from science.humid_air import rh_at_temperature_pct
from science.mold import MEDIUM_RESISTANT, PINE, RESISTANT, SENSITIVE, VERY_SENSITIVE

DAY_S = 86_400.0
QUARTER_S = 900.0


def highest_index(t_c: float, rh_pct: float, material: mold.Material) -> float:
    return mold.highest_index(rh_pct, mold.critical_rh_pct(t_c, material.rh_min_pct), material)


def days_to(target: float, t_c: float, rh_pct: float, material: mold.Material, dt_s: float) -> float:
    state, steps = mold.CLEAN, 0
    while state.mold_index < target:
        state = mold.step(state, t_c, rh_pct, dt_s, material)
        steps += 1
    return steps * dt_s / DAY_S


# Hukka and Viitanen 1999, critical humidity polynomial
@pytest.mark.parametrize(("t_c", "rh_pct"), [(1, 97.027), (5, 88.016), (10, 82.030), (15, 80.039), (20, 80.040)])
def test_critical_humidity(t_c: float, rh_pct: float) -> None:
    assert mold.critical_rh_pct(t_c) == pytest.approx(rh_pct, abs=0.001)


@pytest.mark.parametrize("t_c", [25.0, 30.0])
def test_critical_humidity_is_80_when_warm(t_c: float) -> None:
    assert mold.critical_rh_pct(t_c) == 80.0


# Hukka and Viitanen 1999, response times of pine in days
@pytest.mark.parametrize(
    ("t_c", "rh_pct", "first_d", "visible_d"), [(20, 97, 10.38, 20.88), (10, 97, 16.64, 34.87), (20, 90, 29.41, 54.14)]
)
def test_response_times(t_c: float, rh_pct: float, first_d: float, visible_d: float) -> None:
    assert 7.0 * mold.weeks_to_first_growth(t_c, rh_pct) == pytest.approx(first_d, rel=0.001)
    assert 7.0 * mold.weeks_to_visible_growth(t_c, rh_pct) == pytest.approx(visible_d, rel=0.001)


def test_response_times_in_weeks() -> None:
    assert mold.weeks_to_first_growth(20.0, 97.0) == pytest.approx(1.484, rel=0.001)  # Hukka and Viitanen 1999
    assert mold.weeks_to_visible_growth(20.0, 97.0) == pytest.approx(2.983, rel=0.001)


@pytest.mark.parametrize(("rh_pct", "factor"), [(97.0, 1.979), (90.0, 2.380)])  # Hukka and Viitanen 1999
def test_late_growth_factor(rh_pct: float, factor: float) -> None:
    assert mold.late_growth_factor(20.0, rh_pct) == pytest.approx(factor, abs=0.001)


@pytest.mark.parametrize(("rh_pct", "ceiling"), [(97.0, 5.504), (90.0, 3.995), (85.0, 2.616), (100.0, 6.000)])
def test_ceiling_of_very_sensitive(rh_pct: float, ceiling: float) -> None:
    assert highest_index(20.0, rh_pct, VERY_SENSITIVE) == pytest.approx(ceiling, abs=0.002)  # Ojanen et al. 2010


# Calculated apart from this code, with Runge-Kutta in 15 min steps. Days to M = 1 and to M = 3; None: never reached.
@pytest.mark.parametrize(
    ("t_c", "rh_pct", "material", "first_d", "visible_d"),
    [
        (20, 97, PINE, 10.4, 20.9),
        (20, 90, PINE, 29.4, 54.7),
        (20, 85, PINE, 65.7, None),
        (10, 97, PINE, 16.6, 34.9),
        (20, 97, VERY_SENSITIVE, 10.4, 20.8),
        (20, 90, VERY_SENSITIVE, 29.4, 59.5),
        (20, 85, VERY_SENSITIVE, 65.7, None),
        (10, 97, VERY_SENSITIVE, 16.6, 33.3),
        (20, 97, SENSITIVE, 18.0, 72.0),
        (20, 90, SENSITIVE, 51.1, 280.0),
        (20, 85, SENSITIVE, 121.8, None),
        (10, 97, SENSITIVE, 28.8, 115.5),
        (20, 97, MEDIUM_RESISTANT, 144.8, 471.6),
        (20, 90, MEDIUM_RESISTANT, 470.4, None),
        (20, 85, MEDIUM_RESISTANT, None, None),
        (10, 97, MEDIUM_RESISTANT, 231.9, 755.6),
        (20, 97, RESISTANT, 338.5, None),
        (20, 90, RESISTANT, None, None),
        (20, 85, RESISTANT, None, None),
        (10, 97, RESISTANT, 542.0, None),
    ],
)
def test_days_to_growth(
    t_c: float, rh_pct: float, material: mold.Material, first_d: float | None, visible_d: float | None
) -> None:
    for target, days in ((1.0, first_d), (3.0, visible_d)):
        if days is None:
            assert highest_index(t_c, rh_pct, material) < target
        else:
            dt_s = QUARTER_S if days < 200.0 else 4 * QUARTER_S
            assert days_to(target, t_c, rh_pct, material, dt_s) == pytest.approx(days, abs=0.06 if days < 200 else 0.5)


# Ojanen et al. 2010: M_max of the class at 22 C and 97 %
@pytest.mark.parametrize(("material", "index"), [(VERY_SENSITIVE, 5.505), (SENSITIVE, 4.678)])
def test_a_year_of_wet_air_comes_to_the_ceiling(material: mold.Material, index: float) -> None:
    state = mold.CLEAN
    for _ in range(365 * 48):
        state = mold.step(state, 22.0, 97.0, 1800.0, material)
    assert state.mold_index == pytest.approx(index, abs=0.001)


@pytest.mark.parametrize(("hours", "index"), [(6, 1.992), (24, 1.992), (48, 1.976), (30 * 24, 1.528)])
@pytest.mark.parametrize("dt_s", [900.0, 3600.0])
def test_decline_from_2(hours: int, index: float, dt_s: float) -> None:
    """Hukka and Viitanen 1999: a fall in the first 6 h, a pause, a slow fall from 24 h on."""
    state = mold.MoldState(2.0)
    for _ in range(round(hours * 3600 / dt_s)):
        state = mold.step(state, 20.0, 50.0, dt_s, VERY_SENSITIVE)
    assert state.mold_index == pytest.approx(index, abs=0.0006)


def test_decline_does_not_depend_on_the_step() -> None:
    assert mold.step(mold.MoldState(2.0), 20, 50, 48 * 3600.0).mold_index == pytest.approx(1.976, abs=0.0005)


# Calculated apart from this code: air of 20 C and 92 %, warmed by 2.3 K for some hours a day; M after 90 days
HEATED = [
    (VERY_SENSITIVE, (4.48, 4.39, 3.43, 1.92, 0.67, 0.0), 2.50, 0.02),
    (SENSITIVE, (1.93, 1.30, 0.89, 0.49, 0.09, 0.0), 1.01, 0.01),
    (MEDIUM_RESISTANT, (0.295, 0.003, 0.002, 0.002, 0.001, 0.0), 0.083, 0.001),
]


@pytest.mark.parametrize(("material", "after", "at_1_k", "tolerance"), HEATED)
def test_index_after_90_days_of_heating(
    material: mold.Material, after: tuple[float, ...], at_1_k: float, tolerance: float
) -> None:
    def grown(rise_k: float, hours: int) -> float:
        warm = rh_at_temperature_pct(20.0, 92.0, 20.0 + rise_k)
        state = mold.CLEAN
        for half_hour in range(90 * 48):
            if half_hour % 48 < 2 * hours:
                state = mold.step(state, 20.0 + rise_k, warm, 1800.0, material)
            else:
                state = mold.step(state, 20.0, 92.0, 1800.0, material)
        return state.mold_index

    for hours, index in zip((0, 4, 8, 12, 16, 24), after, strict=True):
        assert grown(2.3, hours) == pytest.approx(index, abs=tolerance)
    assert grown(1.0, 24) == pytest.approx(at_1_k, abs=tolerance)


def test_bug_wrong_sign_in_polynomial() -> None:
    """ConSciR wrote +3.13 T: the critical humidity would exceed 100 % and nothing would ever grow."""
    assert all(mold.critical_rh_pct(t) < 100.0 for t in range(1, 51))


def test_bug_late_factor_switched_on_the_wrong_thing() -> None:
    """ConSciR took k1 = 2/(t_v/(t_m - 1)) and switched it on M_max; M itself must switch it."""
    early, late = (
        mold.step(mold.MoldState(index), 20.0, 90.0, 60.0, SENSITIVE).mold_index - index for index in (0.999, 1.001)
    )
    assert late / early == pytest.approx(0.386 / 0.578, rel=0.01)


def test_bug_hours_and_days_mixed() -> None:
    """RIBuild added a day's growth each hour: a day in steps must equal a day at the daily rate."""
    state = mold.CLEAN
    for _ in range(24):
        state = mold.step(state, 20.0, 97.0, 3600.0, PINE)
    assert state.mold_index == pytest.approx(1.0 / 10.38, rel=0.002)


def test_bug_shrinks_while_growing() -> None:
    """mweber95 did not clip k2: above the ceiling M must stay, not fall, while the air is wet."""
    assert mold.step(mold.MoldState(4.0), 20.0, 85.0, 3600.0, VERY_SENSITIVE) == mold.MoldState(4.0, 0.0)


@settings(max_examples=40, deadline=None)
@given(
    index=st.floats(0.0, 6.0),
    dry_h=st.floats(0.0, 1e4),
    t_c=st.floats(-30.0, 70.0),
    rh_pct=st.floats(0.0, 130.0),
    material=st.sampled_from([PINE, VERY_SENSITIVE, SENSITIVE, MEDIUM_RESISTANT, RESISTANT]),
)
def test_index_stays_between_0_and_6_in_any_air(
    index: float, dry_h: float, t_c: float, rh_pct: float, material: mold.Material
) -> None:
    state = mold.step(mold.MoldState(index, dry_h), t_c, rh_pct, 3600.0, material)
    assert 0.0 <= state.mold_index <= 6.001
    grows = 0.0 < t_c < 50.0 and rh_pct >= mold.critical_rh_pct(t_c, material.rh_min_pct)
    assert (state.dry_h == 0.0) == grows


@pytest.mark.parametrize(
    ("t_c", "rh_pct", "dt_s"),
    [
        (math.nan, 90.0, 60.0),
        (20.0, math.nan, 60.0),
        (20.0, -1.0, 60.0),
        (20.0, 90.0, math.nan),
        (20.0, 90.0, -1.0),
        (math.inf, 90.0, 1.0),
    ],
)
def test_unknown_air_and_time_that_runs_backwards_are_refused(t_c: float, rh_pct: float, dt_s: float) -> None:
    """NaN once counted as dry, and dt below 0 raised M."""
    with pytest.raises(ValueError, match="mold needs known air"):
        mold.step(mold.MoldState(2.0), t_c, rh_pct, dt_s)


def test_the_speed_of_growth_is_that_of_a_step_and_dew_is_no_wetter_than_wet() -> None:
    for t_c, rh_pct in ((20.0, 97.0), (10.0, 90.0), (24.0, 130.0), (20.0, 79.0), (-1.0, 99.0), (50.0, 99.0)):
        grown = mold.step(mold.CLEAN, t_c, rh_pct, 3600.0, PINE).mold_index
        assert grown * 168.0 == pytest.approx(mold.growth_per_week(0.0, t_c, rh_pct, PINE))
    assert mold.growth_per_week(0.0, 24.0, 134.6) == mold.growth_per_week(0.0, 24.0, 100.0)
