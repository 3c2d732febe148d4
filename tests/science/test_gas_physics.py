"""Leaks in rooms, explosive limits and the carbon monoxide dose, against published examples."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from science import gas
from science.gas import TwoZones

ROOM_M3 = 30.0


def settled_ppm(gas_m3_h: float, fresh_air_m3_h: float) -> float:
    """Level at which a leak and the fresh air balance."""
    return gas.step_ppm(0.0, gas_m3_h, fresh_air_m3_h, ROOM_M3, math.inf)


# Calculated apart from this code: 0.03 m3/h into 30 m3 at 1 air change an hour
@pytest.mark.parametrize(("hours", "ppm"), [(0.5, 393.4), (1.0, 631.9), (2.0, 864.1), (100.0, 999.0)])
@pytest.mark.parametrize("steps", [1, 7, 300])
def test_room_fills(hours: float, ppm: float, steps: int) -> None:
    level = 0.0
    for _ in range(steps):
        level = gas.step_ppm(level, 0.03, 30.0, ROOM_M3, hours * 3600.0 / steps)
    assert level == pytest.approx(ppm, abs=0.06)


def test_purge() -> None:
    # Calculated apart from this code: 3600 to 540 ppm at 10 air changes an hour, in 11.38 min
    assert gas.step_ppm(3600.0, 0.0, 300.0, ROOM_M3, 11.383 * 60.0) == pytest.approx(540.0, abs=0.1)
    # USBR HVAC design guide 2006: 20 % to 1.4 % with K = 0.2 needs 13.3 air changes
    assert gas.step_ppm(20.0, 0.0, 60.0, 1.0, 13.296 * 60.0, mixing=0.2) == pytest.approx(1.4, abs=0.001)


# Calculated apart from this code: minutes to 540, 900, 1800 and 3600 ppm and the steady level, V = 30 m3
@pytest.mark.parametrize(
    ("leak_g_h", "ach", "minutes", "steady"),
    [
        (50, 0.3, (46.2, 84.2, 232.8, math.inf), 2614),
        (100, 0.3, (21.8, 37.7, 84.3, 233.4), 5213),
        (100, 1.0, (25.3, 51.0, math.inf, math.inf), 1570),
        (150, 0.5, (14.6, 25.4, 57.8, 173.9), 4695),
        (250, 0.3, (8.4, 14.2, 29.6, 64.4), 12932),
        (250, 1.0, (8.9, 15.6, 36.8, 150.6), 3915),
    ],
)
def test_leak_table(leak_g_h: float, ach: float, minutes: tuple[float, ...], steady: float) -> None:
    gas_m3_h = gas.lpg_m3_from_grams(leak_g_h)
    for ppm, expected_min in zip((540.0, 900.0, 1800.0, 3600.0), minutes, strict=True):
        early, late = (
            gas.step_ppm(0.0, gas_m3_h, ach * ROOM_M3, ROOM_M3, (expected_min + off_min) * 60.0)
            for off_min in (-0.06, 0.06)
        )
        assert early < ppm < late if math.isfinite(expected_min) else late < ppm
    assert settled_ppm(gas_m3_h, ach * ROOM_M3) == pytest.approx(steady, abs=1.0)


def test_open_window_and_fan() -> None:
    """At 3 air changes 250 g/h stays below 1308 ppm; with a fan from 900 ppm on, 39.8 min."""
    leak = gas.lpg_m3_from_grams(250.0)
    assert settled_ppm(leak, 90.0) == pytest.approx(1308.0, abs=1.0)
    assert settled_ppm(gas.lpg_m3_from_grams(100.0), 39.0) < 1800.0
    level = minutes = 0.0
    while level < 1800.0:
        level = gas.step_ppm(level, leak, 39.0 if level >= 900.0 else 9.0, ROOM_M3, 1.0)
        minutes += 1.0 / 60.0
    assert minutes == pytest.approx(39.8, abs=0.1)


def test_nothing_moves_in_a_sealed_clean_room() -> None:
    assert gas.step_ppm(123.0, 0.0, 0.0, ROOM_M3, 60.0) == 123.0


@settings(max_examples=40, deadline=None)
@given(leak_m3_h=st.floats(0.0, 0.2), fresh=st.floats(0.0, 300.0), dt_s=st.floats(0.1, 3600.0))
def test_two_zones_are_exact_for_any_step(leak_m3_h: float, fresh: float, dt_s: float) -> None:
    """Two half steps are one whole step, and the low zone leads while heavy gas pours in."""
    start = TwoZones(50.0, 20.0)
    whole = gas.step_zones(start, leak_m3_h, fresh, ROOM_M3, dt_s)
    half = gas.step_zones(start, leak_m3_h, fresh, ROOM_M3, dt_s / 2)
    halves = gas.step_zones(half, leak_m3_h, fresh, ROOM_M3, dt_s / 2)
    assert halves.low_ppm == pytest.approx(whole.low_ppm, rel=1e-9)
    assert halves.high_ppm == pytest.approx(whole.high_ppm, rel=1e-9)
    assert whole.low_ppm >= whole.high_ppm - 1e-9


def test_two_zones_keep_the_gas() -> None:
    """In a sealed room all the gas that leaked is there, less the little that the leak itself pushed out."""
    zones = TwoZones()
    for _ in range(60):
        zones = gas.step_zones(zones, 0.05, 0.0, ROOM_M3, 60.0)
    held_m3 = (0.2 * zones.low_ppm + 0.8 * zones.high_ppm) * 1e-6 * ROOM_M3
    assert held_m3 == pytest.approx(0.05, rel=0.002)
    assert zones.low_ppm > 1.5 * zones.high_ppm


def test_two_zones_settle_at_the_level_of_the_mixed_room() -> None:
    zones = gas.step_zones(TwoZones(), 0.05, 30.0, ROOM_M3, 1e6)
    out_m3_h = 30.0 * 1e-6 * (0.2 * zones.low_ppm + 0.8 * zones.high_ppm) + 0.05 * 1e-6 * zones.high_ppm
    assert out_m3_h == pytest.approx(0.05, rel=1e-6)


# LEL 14000 ppm, the lower of two published values (IEC 60079-20-1)
@pytest.mark.parametrize(("pct", "ppm"), [(3, 420), (5, 700), (10, 1400), (20, 2800)])
def test_parts_of_the_limit(pct: float, ppm: float) -> None:
    assert gas.ppm_from_lel_pct(pct) == pytest.approx(ppm)
    assert gas.lel_pct_from_ppm(ppm) == pytest.approx(pct)


def test_lpg_volume() -> None:
    assert gas.lpg_m3_from_grams(100.0) == pytest.approx(0.0472, abs=0.00005)  # 100/51 x 24.055 L


def minutes_to_alarm(ppm: float) -> float:
    """Minutes of constant gas from a clean start until the dose alarms."""
    dose, passed_s = 0.0, 0
    while dose < gas.ALARM_DOSE_MIN:
        dose = gas.step_dose_min(dose, ppm, 5.0)
        passed_s += 5
    return passed_s / 60.0


# 75 min x (50 ppm / C)^2
@pytest.mark.parametrize(("ppm", "minutes"), [(30, 208.3), (50, 75.0), (100, 18.75), (300, 2.083)])
def test_dose_times(ppm: float, minutes: float) -> None:
    assert minutes_to_alarm(ppm) == pytest.approx(minutes, abs=0.1)


# EN 50291-1, after vendors' pages: no alarm before so many minutes, an alarm by so many
@pytest.mark.parametrize(
    ("ppm", "not_before_min", "by_min"),
    [(30.0, 120.0, math.inf), (50.0, 60.0, 90.0), (100.0, 10.0, 40.0), (300.0, 0.0, 3.0)],
)
def test_dose_law_keeps_every_row_of_en_50291(ppm: float, not_before_min: float, by_min: float) -> None:
    assert not_before_min <= minutes_to_alarm(ppm) <= by_min


def test_law_does_not_keep_ul_2034() -> None:
    assert minutes_to_alarm(70.0) == pytest.approx(38.0, abs=0.5)  # UL 2034 wants 60 to 240 min


def test_dose_decays_below_25_ppm() -> None:
    assert gas.step_dose_min(60.0, 24.9, 3600.0) == pytest.approx(60.0 / math.e)
    assert gas.step_dose_min(60.0, 25.0, 3600.0) > 60.0


def test_one_high_sample_alarms_at_once() -> None:
    assert gas.must_alarm(0.0, 200.0)
    assert not gas.must_alarm(74.9, 199.0)
    assert gas.must_alarm(75.0, 0.0)


def test_brazier() -> None:
    # Calculated apart from this code: 0.0045 m3/h of CO into 30 m3 at 0.5 air changes an hour
    assert settled_ppm(0.0045, 15.0) == pytest.approx(299.9, abs=0.05)
    for minutes, ppm in ((15, 35.3), (30, 66.4), (60, 118.0)):
        assert gas.step_ppm(0.0, 0.0045, 15.0, ROOM_M3, minutes * 60.0) == pytest.approx(ppm, abs=0.06)


# Calculated apart from this code: the dose law alarms at 49.7 min (102 ppm) and, for 0.015 m3/h, at 21.0 min (160 ppm)
@pytest.mark.parametrize(("source_m3_h", "minutes", "ppm"), [(0.0045, 49.7, 102.0), (0.015, 21.0, 160.0)])
def test_brazier_alarm(source_m3_h: float, minutes: float, ppm: float) -> None:
    level = dose = 0.0
    passed_s = 0
    while not gas.must_alarm(dose, level):
        before, level = level, gas.step_ppm(level, source_m3_h, 15.0, ROOM_M3, 1.0)
        dose = gas.step_dose_min(dose, (before + level) / 2.0, 1.0)
        passed_s += 1
    assert passed_s / 60.0 == pytest.approx(minutes, abs=0.5)
    assert level == pytest.approx(ppm, abs=1.0)
