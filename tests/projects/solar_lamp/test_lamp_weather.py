"""The weather keeps the climate's monthly means, and brings the wet spells that the lamp is for."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from random import Random
from statistics import mean

import pytest

from projects.solar_lamp.world.weather import Weather, between_months
from science.climate import MID_MONTH_DAY, NA_HANG
from science.humid_air import saturation_pressure_pa

NAN = float("nan")
VIETNAM = timezone(timedelta(hours=7))


def february_and_march(seed: int, **clouds: float) -> tuple[list[float], list[float], list[float]]:
    """Hourly sun (W/m2), room temperature (C) and room humidity (%) from 1 February, for 58 days."""
    start = datetime(2026, 2, 1, tzinfo=VIETNAM)
    weather = Weather(NA_HANG, start, Random(seed), None, clouds.get("clearness", NAN), clouds.get("ghi", NAN))
    sun, room, rh = [], [], []
    for hour in range(1, 58 * 24):
        weather.step(hour * 3600.0, 3600.0)
        sun.append(weather.sun_w_m2)
        room.append(weather.around.room_c)
        rh.append(100.0 * weather.around.vapor_pa / saturation_pressure_pa(weather.around.room_c))
    return sun, room, rh


@pytest.fixture(scope="module")
def springs() -> list[tuple[list[float], list[float], list[float]]]:
    return [february_and_march(seed) for seed in range(12)]


def test_the_sun_keeps_the_climates_mean(springs):
    """Na Hang: 2.31 kWh/m2 a day in February, 2.52 in March (scaled row of science.climate)."""
    daily = [sum(sun) / 1000.0 / 58.0 for sun, _, _ in springs]
    assert mean(daily) == pytest.approx(2.4, rel=0.12)


def test_the_room_keeps_the_climates_temperature_and_humidity(springs):
    """Na Hang, February and March: 17.1 and 20.1 C, 82.5 and 84.5 %."""
    assert mean(mean(room) for _, room, _ in springs) == pytest.approx(18.5, abs=1.0)
    assert mean(mean(rh) for _, _, rh in springs) == pytest.approx(83.0, abs=3.0)


def test_the_room_is_never_wetter_than_wet(springs):
    assert max(max(rh) for _, _, rh in springs) <= 100.0 + 1e-9


def test_most_springs_have_damp_days(springs):
    """48 hours in a row at 85 % or more, in most seeds: that is what the lamp is for."""

    def longest(rh: list[float]) -> int:
        run = best = 0
        for value in rh:
            run = run + 1 if value >= 85.0 else 0
            best = max(best, run)
        return best

    assert sum(longest(rh) >= 48 for _, _, rh in springs) >= 9


def test_a_given_day_of_sun_is_kept():
    sun, _, _ = february_and_march(1, ghi=2.5)
    assert sum(sun) / 1000.0 / 58.0 == pytest.approx(2.5, rel=0.02)


def test_values_between_the_months():
    """The row's own values in the middle of a month, straight lines between, and December joins January."""
    row = NA_HANG.mean_c
    for month, day in enumerate(MID_MONTH_DAY):
        assert between_months(row, day) == pytest.approx(row[month])
    half = (MID_MONTH_DAY[0] + MID_MONTH_DAY[1]) // 2
    assert between_months(row, half) == pytest.approx((row[0] + row[1]) / 2.0, abs=0.05)
    assert row[0] < between_months(row, 365) < row[11]
    assert row[0] < between_months(row, 1) < between_months(row, 365)
