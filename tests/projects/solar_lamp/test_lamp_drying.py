"""Fan and heat: never wetter air in, no worn relay, no heater near its limit, and heat in the hours that count."""

from __future__ import annotations

import pytest

from projects.solar_lamp.control import Action, State
from projects.solar_lamp.law.benefit import benefit_per_wh, price_per_wh, usual_benefit
from projects.solar_lamp.law.drying import (
    Air,
    Drying,
    later,
    next_drying,
    stopped,
)
from projects.solar_lamp.law.heater import Climb, Heater, next_climb
from science.humid_air import absolute_humidity_g_m3

DAMP = Air(surface_c=20.0, surface_rh_pct=92.0, box_g_m3=15.9, room_g_m3=15.9)

READY = Heater(switched_s=600.0)  # it was off long enough


def step(was: Drying, air: Air, ledger, for_s: float = 10.0) -> Drying:
    for _ in range(round(for_s / 10.0)):
        was = next_drying(later(was, 10.0), air, ledger, may_heat=True, beat_s=10.0)
    return was


@pytest.mark.parametrize(
    ("box_g_m3", "room_g_m3", "fan"),
    [(11.0, 10.01, False), (11.0, 9.99, True), (20.0, 18.41, False), (20.0, 18.39, True)],
)
def test_the_fan_needs_room_air_one_gram_and_eight_percent_drier(ledger, box_g_m3, room_g_m3, fan):
    """Old: one gram alone. Near 95 % two calibrated sensors differ by up to 8 % where the air is the same."""
    air = DAMP._replace(box_g_m3=box_g_m3, room_g_m3=room_g_m3)
    assert step(Drying(), air, ledger).fan.on is fan


def test_no_fan_when_the_room_is_unknown(ledger):
    assert not step(Drying(), DAMP._replace(room_g_m3=None), ledger).fan.on


def test_the_fan_stops_at_once_when_the_room_turns_wetter(ledger):
    fanning = step(Drying(), DAMP._replace(room_g_m3=14.0), ledger)
    assert fanning.fan.on
    assert not step(fanning, DAMP._replace(room_g_m3=16.0), ledger).fan.on


@pytest.mark.parametrize(("gain_g_m3", "fan"), [(0.29, False), (0.31, True)])
def test_the_fan_must_gain_0_3_g_m3_in_20_minutes(ledger, gain_g_m3, fan):
    dry_room = DAMP._replace(room_g_m3=14.0)
    fanning = step(step(Drying(), dry_room, ledger), dry_room, ledger, 1190.0)
    assert fanning.fan.on
    after = step(fanning, dry_room._replace(box_g_m3=dry_room.box_g_m3 - gain_g_m3), ledger)
    assert after.fan.on is fan


def test_a_useless_fan_rests_for_an_hour(ledger):
    dry_room = DAMP._replace(room_g_m3=14.0)
    useless = step(step(Drying(), dry_room, ledger), dry_room, ledger, 1200.0)
    assert not useless.fan.on
    assert not step(useless, dry_room, ledger, 3590.0).fan.on
    assert step(useless, dry_room, ledger, 3610.0).fan.on


def test_a_fan_that_dried_the_box_blows_again_as_soon_as_it_is_damp(ledger):
    dry_room = DAMP._replace(room_g_m3=12.0)
    dry_box = dry_room._replace(surface_rh_pct=69.0, box_g_m3=12.2)
    dried = step(step(Drying(), dry_room, ledger, 300.0), dry_box, ledger)
    assert not dried.fan.on
    damp_again = step(dried, dry_room, ledger)
    assert (damp_again.fan.on, damp_again.heater.on) == (True, False)


@pytest.mark.parametrize("wall_c", [14.0, 16.0, 18.0, 20.0])
@pytest.mark.parametrize("box_c", [18.0, 20.0, 22.0])
def test_the_fan_never_runs_in_nom_weather(bench, wall_c, box_c):
    """Room air 24 C/95 % (20.7 g/m3) holds more water than any box below 22 C can."""
    assert absolute_humidity_g_m3(24.0, 95.0) > absolute_humidity_g_m3(22.0, 100.0)
    bench.start(
        room_temperature_c=24.0, room_humidity_pct=95.0, box_temperature_c=box_c, box_humidity_pct=100.0,
        wall_temperature_c=wall_c,
    )  # fmt: skip
    bench.fill_ledger(soc=0.9, heat_wh=40.0)
    bench.run(1200.0, dt_s=10.0)
    if wall_c > box_c:  # no wall is wet
        assert bench.decision.action == Action(heater=True)
        return
    assert bench.decision.action == Action(), "old: heater on; the wall is wet, and a warmer wet wall grows more mold"
    assert (bench.memory.state, bench.decision.why.key) == (State.DEW, "dew.wall")
    assert "wipe the wall dry" in bench.decision.why.render()


@pytest.mark.parametrize("rh_pct", [99.0, 100.0, 107.0, 134.6])
@pytest.mark.parametrize("heat_wh", [1.0, 20.0, 40.0])
def test_no_heat_is_spent_where_the_mold_model_says_that_it_does_not_help(ledger, rh_pct, heat_wh):
    """Dew: once 134 % counted as much worse than 100 %, and 94 Wh went for a mold ratio of 1.005."""
    wet = DAMP._replace(surface_rh_pct=rh_pct, room_g_m3=20.7)
    after = step(Drying(heater=READY), wet, ledger._replace(heat_wh=heat_wh), 7200.0)
    assert (after.heater.on, after.useless, after.dew) == (False, True, True)


def test_the_benefit_ends_where_the_mold_model_ends():
    assert benefit_per_wh(22.0, 130.0, dew=True) == benefit_per_wh(22.0, 100.0, dew=True) < 0.0
    assert benefit_per_wh(22.0, 130.0) < 0.0
    assert benefit_per_wh(22.0, 98.0) > 0.0
    assert benefit_per_wh(50.0, 98.0) == 0.0


def test_dew_is_believed_until_there_is_clearly_none(ledger):
    nom = DAMP._replace(surface_rh_pct=100.5, room_g_m3=18.0)  # 104 % at a wall of 20 C
    wet = step(Drying(heater=READY), nom, ledger._replace(heat_wh=40.0))
    almost = step(wet, nom._replace(surface_rh_pct=93.5), ledger, 7200.0)
    assert wet.useless
    assert almost.useless
    assert step(almost, nom._replace(surface_rh_pct=92.5), ledger._replace(heat_wh=40.0)).heater.on


@pytest.mark.parametrize("rh_pct", [96.0, 97.5, 100.0, 102.5])
def test_dew_out_of_the_room_is_seen_by_any_sensor_in_the_box(ledger, rh_pct):
    """A wall of 22 C in air of 24 C and 95 %: the box's air stays at 100 % there, as its sensor shows it."""
    nom = Air(surface_c=22.0, surface_rh_pct=rh_pct, box_g_m3=19.4, room_g_m3=20.7)
    after = step(Drying(heater=READY), nom, ledger._replace(heat_wh=40.0), 7200.0)
    assert (after.heater.on, after.useless) == (False, True)


@pytest.mark.parametrize("wrong_pct", [-3.0, 0.0, 3.0])
def test_no_sensor_takes_a_damp_wall_for_a_wet_one(ledger, wrong_pct):
    """A lined box at 95 %, the room's air at 95.5 % there: heat helps."""
    lined = Air(surface_c=24.0, surface_rh_pct=95.0 + wrong_pct, box_g_m3=20.7, room_g_m3=20.8)
    assert step(Drying(heater=READY), lined, ledger._replace(heat_wh=40.0), 7200.0).heater.on


@pytest.mark.parametrize(("room_g_m3", "heats"), [(15.9, True), (17.2, False), (None, False)])
def test_a_box_that_is_wet_by_itself_in_a_drier_room_is_heated(ledger, room_g_m3, heats):
    """Damp clothes: what heat drives out leaves with the air. A room of 17.2 g/m3 would be 99.4 % at that wall."""
    soaked = Air(surface_c=20.0, surface_rh_pct=100.5, box_g_m3=17.4, room_g_m3=room_g_m3)
    assert step(Drying(heater=READY), soaked._replace(box_g_m3=16.0), ledger._replace(heat_wh=40.0)).heater.on is heats


def test_heat_waits_ten_minutes_and_then_stays_ten_minutes(ledger):
    """Ten minutes on and off spare the relay; a budget that runs empty meanwhile does not cut them short."""
    rich = ledger._replace(heat_wh=40.0)
    waiting = step(Drying(), DAMP, rich, 590.0)
    assert not waiting.heater.on
    heating = step(waiting, DAMP, rich)
    assert heating.heater.on
    poor = ledger._replace(heat_wh=0.0)
    assert step(heating, DAMP._replace(surface_rh_pct=60.0), poor, 590.0).heater.on
    assert not step(heating, DAMP._replace(surface_rh_pct=60.0), poor, 600.0).heater.on


def test_less_than_a_pulse_in_the_budget_starts_nothing(ledger):
    """Ten minutes of 10 W are 1.67 Wh."""
    ready = Drying(heater=READY, usual=1e-9)
    assert not step(ready, DAMP, ledger._replace(heat_wh=1.6)).heater.on
    assert step(ready, DAMP, ledger._replace(heat_wh=1.7)).heater.on


@pytest.mark.parametrize(("heater_c", "on"), [(44.4, True), (44.5, False)])
def test_the_heater_rests_before_it_is_too_hot(bench, heater_c, on):
    bench.reach(State.DRY_HEAT)
    bench.run(11.0)
    decision = bench.tick(heater_probe_temperature_c=heater_c)
    assert (decision.action.heater, decision.urgent) == (on, not on)
    assert bench.memory.state is State.DRY_HEAT


@pytest.mark.parametrize(("climb_k", "on"), [(0.9, True), (1.1, False)])
def test_a_heater_that_climbs_fast_rests_earlier(bench, climb_k, on):
    """43.0 C now and 1.0 K more in 10 s would be 44.5 C in 15 s: the probe is read late, and 45 C is an alarm."""
    bench.memory = bench.reach(State.DRY_HEAT)._replace(climb=next_climb(Climb(43.0 - climb_k), 43.0, 10.0))
    bench.tick(heater_probe_temperature_c=43.0)
    assert bench.decision.action.heater is on
    assert bench.memory.state is State.DRY_HEAT


def test_a_heater_that_rested_from_heat_stays_off_for_twenty_minutes(bench):
    """In warm air pulses are short; ten minutes between them would be 200 moves a day."""
    bench.reach(State.DRY_HEAT)
    bench.tick(heater_probe_temperature_c=44.6)
    bench.run(1190.0, heater_probe_temperature_c=25.0)
    assert not bench.decision.action.heater
    bench.run(30.0)
    assert bench.decision.action.heater


def test_stopping_keeps_what_was_learned():
    drying = Drying(wet=True, heater=Heater(on=True, switched_s=300.0), usual=1e-4)
    after = stopped(drying)
    assert (after.heater.on, after.heater.switched_s, after.fan.rest_s) == (False, 0.0, drying.fan.rest_s)
    assert (after.wet, after.usual, after.heater.pulse_s) == (True, 1e-4, drying.heater.pulse_s)


@pytest.mark.parametrize(("open_s", "shut_s"), [(8, 12), (3, 14), (1, 11), (7, 23)])
def test_a_door_that_rattles_does_not_shorten_the_ten_minutes_of_rest(bench, open_s, shut_s):
    """Old: seconds with the door open were counted at once and again at the next beat: 457 to 519 s of rest."""
    bench.reach(State.DRY_HEAT)
    bench.run(600.0)
    rest_s = 0
    for _ in range(60):
        for seconds, door in ((open_s, True), (shut_s, False)):
            for _ in range(seconds):
                if bench.tick(door_open=door).action.heater:
                    assert 600 <= rest_s <= 640
                    return
                rest_s += 1
    pytest.fail(f"no heat again after {rest_s} s")


def test_benefit_is_greatest_in_the_wettest_air_and_none_where_nothing_grows():
    assert benefit_per_wh(20.0, 97.0) > benefit_per_wh(20.0, 90.0) > benefit_per_wh(20.0, 85.0) > 0.0
    assert benefit_per_wh(20.0, 79.0) == 0.0
    assert benefit_per_wh(-1.0, 97.0) == 0.0


def test_a_second_kelvin_prevents_less_than_the_first():
    """92 % at 20 C becomes 86.5 % at 21 C: the warm box has less to gain, so heat is spread over the day."""
    assert benefit_per_wh(21.0, 86.5) < 0.6 * benefit_per_wh(20.0, 92.0)


def test_benefit_of_one_watt_hour():
    """1/t_m at 20 C/92 % is 1/3.09 weeks (Hukka and Viitanen 1999); 1 K less than halves it; 4.55 W hold 1 K."""
    speed, warmer = 1.0 / 3.09, 1.0 / 6.98
    assert benefit_per_wh(20.0, 92.0) == pytest.approx((speed - warmer) / 168.0 / 4.55, rel=0.02)


@pytest.mark.parametrize(("share", "price"), [(0.0, 2.0), (0.5, 1.0), (0.75, 0.5), (1.0, 0.0)])
def test_price_by_the_budget(share, price):
    assert price_per_wh(1.0, share) == price


def test_the_usual_benefit_is_learned_in_three_days():
    assert usual_benefit(0.0, 5.0, 10.0) == 5.0
    assert usual_benefit(1.0, 2.0, 3 * 86_400.0) == 2.0
    assert usual_benefit(1.0, 2.0, 86_400.0) == pytest.approx(1.0 + 1.0 / 3.0)


def test_with_a_half_full_budget_only_a_worse_hour_than_usual_is_heated(ledger):
    ready = Drying(wet=True, heater=READY, usual=benefit_per_wh(20.0, 90.0))
    assert step(ready, DAMP._replace(surface_rh_pct=95.0), ledger).heater.on
    assert not step(ready, DAMP._replace(surface_rh_pct=85.0), ledger).heater.on


@pytest.mark.parametrize(
    ("harvest_wh", "soc", "pulse_s"), [(30.0, 0.70, 3600.0), (30.0, 0.80, 600.0), (60.0, 0.70, 600.0)]
)
def test_gray_days_on_a_low_battery_give_long_pulses(ledger, harvest_wh, soc, pulse_s):
    """The first look finds a good hour, all later ones a bad one: a long pulse is carried through all the same."""
    gray = ledger._replace(daily_harvest_wh=harvest_wh, soc=soc)
    ready = Drying(wet=True, heater=READY, usual=benefit_per_wh(20.0, 90.0))
    was = step(ready, DAMP, gray)
    assert was.heater.on
    heated_s = 0.0
    while was.heater.on:
        was = step(was, DAMP._replace(surface_rh_pct=85.0), gray)
        heated_s += 10.0
    assert heated_s == pytest.approx(pulse_s, abs=10.0)


@pytest.mark.parametrize(("soc", "on"), [(0.65, False), (0.67, True)])
def test_a_long_pulse_needs_a_battery_that_can_pay_it(ledger, soc, on):
    """Ten watt-hours above the limit at which heat is shed: 0.54 + 10/84."""
    ready = Drying(wet=True, heater=READY, usual=1e-9)
    assert step(ready, DAMP, ledger._replace(soc=soc, heat_wh=40.0, daily_harvest_wh=30.0)).heater.on is on


@pytest.mark.parametrize(("before_s", "heats"), [(86_380.0, False), (86_400.0, True)])
def test_gray_days_on_a_low_battery_give_two_pulses_a_day(ledger, before_s, heats):
    """Six moves of the relay in a day are too many; after the second pulse it waits until the first is a day old."""
    gray = ledger._replace(daily_harvest_wh=20.0, soc=0.7, heat_wh=40.0)
    ready = Drying(heater=Heater(switched_s=6e4, pulse_s=4e4, pulse_before_s=before_s), usual=1e-9)
    assert step(ready, DAMP, gray).heater.on is heats
    assert step(ready, DAMP, gray._replace(daily_harvest_wh=80.0)).heater.on
