"""The ledger: allowance, harvest by the hour, budgets, and the count of the charge."""

from __future__ import annotations

import pytest

from projects.solar_lamp.law.energy import NOTHING_USED, Ledger, Used, daily_allowance_wh, next_ledger
from projects.solar_lamp.limits import FIRST_GUESS_WH, HEAT_BUDGET_MAX_WH, LIGHT_BUDGET_MAX_WH

NIGHT = {"voltage_v": 12.4, "charge_a": -0.3, "panel_a": 0.0, "used": NOTHING_USED}


@pytest.mark.parametrize(
    ("harvest_wh", "soc", "allowance_wh"),
    [(50.0, 0.6, 23.0), (50.0, 0.9, 31.4), (50.0, 0.5, 20.2), (10.0, 0.5, -11.8)],
)
def test_daily_allowance(harvest_wh, soc, allowance_wh):
    """0.8 x harvest + (SOC - 0.6) x 84 Wh / 3, less 17 Wh for the Pi."""
    assert daily_allowance_wh(harvest_wh, soc) == pytest.approx(allowance_wh)


def test_a_day_s_allowance_goes_into_the_budgets_four_to_one(ledger):
    ledger = ledger._replace(heat_wh=0.0, light_wh=0.0, daily_harvest_wh=20.0, hours_wh=(20.0 / 24.0,) * 72)
    for _ in range(300):
        ledger = next_ledger(ledger._replace(soc=0.9), **NIGHT, dt_s=10.0)
    fifty_minutes_wh = daily_allowance_wh(20.0, 0.9) * 50.0 / 1440.0
    assert ledger.heat_wh == pytest.approx(0.8 * fifty_minutes_wh, rel=0.01)
    assert ledger.light_wh == pytest.approx(0.2 * fifty_minutes_wh, rel=0.01)


def test_what_nobody_uses_for_light_dries_the_box(ledger):
    ledger = ledger._replace(
        light_wh=LIGHT_BUDGET_MAX_WH, heat_wh=0.0, daily_harvest_wh=60.0, hours_wh=(2.5,) * 72, soc=0.6
    )
    ledger = next_ledger(ledger, **NIGHT, dt_s=60.0)
    assert ledger.light_wh == LIGHT_BUDGET_MAX_WH
    assert ledger.heat_wh == pytest.approx(31.0 / 1440.0, rel=0.01)


def test_heat_light_and_fan_pay_from_their_budgets(ledger):
    """Ten minutes: heater 10 W, fan 1.2 W, light 3 W."""
    ledger = ledger._replace(daily_harvest_wh=21.25, hours_wh=(21.25 / 24.0,) * 72, soc=0.6)
    after = next_ledger(ledger, **(NIGHT | {"used": Used(600.0, 600.0, 600.0)}), dt_s=10.0)
    assert ledger.heat_wh - after.heat_wh == pytest.approx(10.0 / 6.0 + 0.2, abs=0.002)
    assert ledger.light_wh - after.light_wh == pytest.approx(0.5, abs=0.002)


def test_an_allowance_below_nothing_empties_the_heat_budget_only(ledger):
    ledger = ledger._replace(daily_harvest_wh=0.0, hours_wh=(0.0,) * 72, soc=0.55, heat_wh=0.01)
    after = next_ledger(ledger, **NIGHT, dt_s=600.0)
    assert after.heat_wh == 0.0
    assert after.light_wh == ledger.light_wh


def test_the_mean_harvest_is_that_of_the_last_72_hours(ledger):
    """A day with 1 A at 12 V for 6 h is 72 Wh; after three such days the guess of the first day is gone."""
    assert ledger.daily_harvest_wh == FIRST_GUESS_WH
    for hour in range(72):
        panel_a = 1.0 if hour % 24 < 6 else 0.0
        for _ in range(6):
            ledger = next_ledger(ledger, 12.0, 0.0, panel_a, NOTHING_USED, 600.0)
    assert ledger.daily_harvest_wh == pytest.approx(72.0)
    assert len(ledger.hours_wh) == 72


def test_when_the_battery_is_full_the_sun_that_is_left_over_may_heat(ledger):
    full = ledger._replace(soc=1.0, heat_wh=0.0, light_wh=0.0)
    shaded = next_ledger(full, 12.9, 0.0, 0.0, NOTHING_USED, 360.0)
    sunny = next_ledger(full, 13.8, 0.0, 1.0, NOTHING_USED, 360.0)
    assert sunny.heat_wh - shaded.heat_wh == pytest.approx(1.0, abs=0.01)  # 10 W for 6 minutes


def test_the_heat_budget_has_an_upper_limit(ledger):
    full = ledger._replace(soc=1.0, heat_wh=HEAT_BUDGET_MAX_WH)
    assert next_ledger(full, 13.8, 0.0, 1.0, NOTHING_USED, 3600.0).heat_wh == HEAT_BUDGET_MAX_WH


def test_the_first_look_takes_the_charge_from_the_rest_voltage():
    """12.42 V is 80 %, Renogy PWM manual; 1 A through 0.035 ohm hides 0.035 V."""
    assert next_ledger(Ledger(), 12.385, -1.0, 0.0, NOTHING_USED, 10.0).soc == pytest.approx(0.8)


def test_in_the_sun_the_first_look_is_modest():
    assert next_ledger(Ledger(), 13.5, 1.0, 1.2, NOTHING_USED, 10.0).soc == 0.6


def test_an_ampere_hour_out_of_seven_is_a_seventh(ledger):
    after = next_ledger(ledger, 12.3, -1.0, 0.0, NOTHING_USED, 3600.0)
    assert ledger.soc - after.soc == pytest.approx(1.0 / 7.0)


def test_a_calm_night_puts_a_wrong_count_right(ledger):
    """The true battery rests at 12.20 V, 60 %; the count says 80 %. Half an hour of calm, then it follows."""
    for _ in range(180):
        ledger = next_ledger(ledger, 12.198, -0.06, 0.0, NOTHING_USED, 10.0)
    assert ledger.soc > 0.79
    for _ in range(4 * 360):
        ledger = next_ledger(ledger, 12.198, -0.06, 0.0, NOTHING_USED, 10.0)
    assert ledger.soc == pytest.approx(0.6, abs=0.01)


def test_a_voltage_under_charge_puts_no_count_right(ledger):
    """13.5 V in the sun would be 100 %: the count of 1 A stays, 1/7 of the battery an hour less what gasses away."""
    before = ledger._replace(soc=0.6)
    after = before
    for _ in range(360):
        after = next_ledger(after, 13.5, 1.0, 1.2, NOTHING_USED, 10.0)
    assert after.soc - before.soc == pytest.approx(0.87 / 7.0, abs=0.01 / 7.0)
