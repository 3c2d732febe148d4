"""A supply: nothing comes from nowhere, an empty battery is taken off, the voltage goes to rest slowly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from science.battery import AGM_7AH, LEAD_ACID, LIFEPO4
from science.power_supply import PowerSupply, battery_of

STEPS = st.lists(
    st.tuples(
        st.sampled_from([0.0, 0.1, 1.0, 5.0, 30.0, 60.0, 600.0, 3600.0]),  # s
        st.sampled_from([0.0, 0.01, 0.5, 2.6, 30.0]),  # A from the source
        st.sampled_from([0.0, 0.7, 10.7, 200.0]),  # W
        st.sampled_from([0.0, 1.5]),  # A
        st.sampled_from([1.0, 1.0, 1.0, 0.2]),  # share of the capacity that is left
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(STEPS, st.floats(0.0, 1.0), st.sampled_from([LEAD_ACID, LIFEPO4]), st.sampled_from([0.1, 7.0, 100.0]))
def test_no_energy_comes_from_nowhere(steps, soc, chemistry, capacity_ah):
    whole = battery_of(chemistry, capacity_ah)
    supply = PowerSupply(whole, soc)
    used_wh, first_wh, changed_wh = 0.0, supply.stored_wh(), 0.0
    for dt_s, offered_a, load_w, load_a, share in steps:
        before_wh = supply.stored_wh()
        supply.exchange(battery_of(chemistry, capacity_ah * share))
        changed_wh += supply.stored_wh() - before_wh
        supply.offered_a = offered_a
        before_wh = supply.load_wh
        fed = supply.step(dt_s, load_w, load_a)
        if fed and load_a == 0.0:
            assert supply.load_wh - before_wh == pytest.approx(load_w * dt_s / 3600.0, rel=1e-6, abs=1e-8)
        if not fed:
            assert supply.load_wh == before_wh
        assert supply.source_a <= offered_a * (1.0 + 1e-12), "the source gives no more than it has"
        used_wh += supply.load_wh - before_wh
        assert 0.0 <= supply.soc <= 1.0
        assert supply.from_nowhere_wh() < 1e-6
    given_wh = supply.harvest_wh + first_wh + changed_wh - supply.stored_wh()
    assert used_wh <= given_wh + 1e-6
    assert supply.harvest_wh == pytest.approx(supply.load_wh + supply.charged_wh, abs=1e-6)


@pytest.mark.parametrize(("capacity_ah", "load_a", "dt_s"), [(0.1, 1.0, 3600.0), (7.0, 500.0, 1.0)])
def test_what_a_battery_cannot_give_is_neither_delivered_nor_called_harvest(capacity_ah, load_a, dt_s):
    """Without any sun: 1 Ah out of 0.1 Ah, or 500 A through 0.035 ohm. Once the load itself counted as harvest."""
    supply = PowerSupply(battery_of(LEAD_ACID, capacity_ah), 1.0)
    assert not supply.step(dt_s, load_a=load_a)
    assert (supply.load_wh, supply.harvest_wh, supply.source_a) == (0.0, 0.0, 0.0)
    assert supply.soc == 1.0


def test_energy_that_nobody_gave_is_seen_and_stays_seen():
    """A model that books more than there is, twice; in between its battery loses what would hide it."""
    supply = PowerSupply(AGM_7AH, 0.5)
    assert supply.from_nowhere_wh() == 0.0
    supply.load_wh += 0.5
    assert supply.from_nowhere_wh() == pytest.approx(0.5)
    supply.soc = 0.4
    assert supply.from_nowhere_wh() == pytest.approx(0.5)
    stored_wh = supply.stored_wh()
    supply.soc = 0.45
    assert supply.from_nowhere_wh() == pytest.approx(0.5 + supply.stored_wh() - stored_wh)


def test_an_empty_battery_gives_nothing_and_a_milliwatt_panel_does_not_help():
    """Once 9.6 Wh came out of 1.7."""
    supply = PowerSupply(AGM_7AH, 0.02)
    supply.offered_a = 6e-5
    assert supply.stored_wh() == pytest.approx(1.48, abs=0.01)
    assert not any(supply.step(5.0, 0.7) for _ in range(2 * 17_280))
    assert supply.load_wh == 0.0
    assert supply.soc == pytest.approx(0.02, abs=0.001)


def test_what_is_left_is_delivered_and_then_no_more():
    supply = PowerSupply(AGM_7AH, 0.2)
    stored_wh = supply.stored_wh()
    fed_s = sum(60.0 for _ in range(3 * 1440) if supply.step(60.0, 0.7))
    assert supply.load_wh == pytest.approx(0.7 * fed_s / 3600.0, rel=1e-6)
    assert supply.load_wh < stored_wh
    assert 0.0 < supply.soc < 0.1  # 11.1 V, BougeRV Sunflow: about 8 % stay in, so that it lives on


def test_loads_go_at_11_1_v_and_come_back_at_12_6_v_once():
    """Low-voltage disconnect and reconnect of a shop's controller, each after 5 s."""
    supply = PowerSupply(AGM_7AH, 0.15)
    went, came, fed = [], [], True
    for step in range(4 * 17_280):
        supply.offered_a = 1.0 if step > 17_280 else 0.0
        supply.step(5.0, 2.0)
        if supply.feeds is not fed:
            fed = supply.feeds
            (came if fed else went).append((round(supply.voltage_v, 2), step))
    assert len(went) == len(came) == 1
    assert went[0][0] == pytest.approx(11.1, abs=0.02)
    assert came[0][0] == pytest.approx(12.6, abs=0.02)


def test_a_dip_of_four_seconds_is_forgiven():
    supply = PowerSupply(AGM_7AH, 0.2)
    for _ in range(4):
        supply.step(1.0, 160.0)
        assert supply.voltage_v < 11.1
    supply.step(1.0, 0.7)
    assert supply.feeds


def test_the_voltage_comes_to_rest_over_minutes_after_the_sun():
    supply = PowerSupply(AGM_7AH, 0.7)
    supply.offered_a = 3.0
    while supply.voltage_v < 14.35:
        supply.step(60.0)
    supply.offered_a = 0.0
    shown = []
    for _ in range(40):
        supply.step(60.0, 0.7)
        shown.append(supply.voltage_v - supply.rest_v())
    assert shown[0] > 1.0
    assert shown[4] > 0.3
    assert shown[20] == pytest.approx(0.0, abs=0.01)
    assert shown == sorted(shown, reverse=True)


def test_the_voltage_sags_on_under_a_load_and_comes_back_over_minutes():
    """10.7 W, 0.87 A: 0.030 V at once, and a third more within minutes."""
    supply = PowerSupply(AGM_7AH, 0.8)
    supply.step(1.0, 10.7)
    at_once_v = supply.rest_v() - supply.voltage_v
    for _ in range(20):
        supply.step(60.0, 10.7)
    sagged_v = supply.rest_v() - supply.voltage_v
    assert (at_once_v, sagged_v) == (pytest.approx(0.030, abs=0.001), pytest.approx(0.039, abs=0.001))
    supply.step(1.0)
    assert supply.rest_v() - supply.voltage_v == pytest.approx(0.009, abs=0.001)
    for _ in range(20):
        supply.step(60.0)
    assert supply.rest_v() - supply.voltage_v < 0.0005


@pytest.mark.parametrize("cells", [AGM_7AH, battery_of(LIFEPO4, 6.0)])
def test_a_day_of_sun_fills_the_battery_and_the_controller_floats(cells):
    supply = PowerSupply(cells, 0.3)
    supply.offered_a, highest_v = 1.0, 0.0
    for _ in range(20 * 60):
        supply.step(60.0)
        highest_v = max(highest_v, supply.voltage_v)
    assert supply.soc > 0.98
    assert highest_v == pytest.approx(cells.chemistry.absorb_v, abs=0.01)
    if cells is AGM_7AH:
        assert supply.voltage_v == pytest.approx(13.8)
