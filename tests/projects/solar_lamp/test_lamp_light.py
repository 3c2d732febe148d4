"""The evening light: a press, a time limit, a budget of its own."""

from __future__ import annotations

import pytest

from projects.solar_lamp.control import Action, State
from projects.solar_lamp.law.light import DARK, EveningLight, next_light
from projects.solar_lamp.limits import LIGHT_S


def press(light: EveningLight, budget_wh: float = 3.0, soc: float = 0.8) -> EveningLight:
    return next_light(next_light(light, True, budget_wh, soc, 1.0), False, budget_wh, soc, 1.0)


def test_a_press_lights_and_a_second_press_darkens():
    lit = press(DARK)
    assert lit.on
    assert not press(lit).on


def test_a_held_button_is_one_press():
    light = DARK
    for _ in range(5):
        light = next_light(light, True, 3.0, 0.8, 1.0)
    assert light.on


def test_it_goes_out_by_itself_after_45_minutes():
    lit = press(DARK)
    assert next_light(lit, False, 3.0, 0.8, LIGHT_S - 2.0).on
    assert not next_light(lit, False, 3.0, 0.8, LIGHT_S).on


@pytest.mark.parametrize(("budget_wh", "soc"), [(0.0, 0.8), (3.0, 0.55)])
def test_it_goes_out_without_energy_and_refuses_to_light(budget_wh, soc):
    dark = next_light(press(DARK), False, budget_wh, soc, 1.0)
    assert not dark.on
    assert not press(dark, budget_wh, soc).on


@pytest.mark.parametrize(
    ("budget_wh", "soc", "on"), [(0.74, 0.8, False), (0.75, 0.8, True), (3.0, 0.59, False), (3.0, 0.6, True)]
)
def test_it_lights_again_only_when_there_is_enough(budget_wh, soc, on):
    refused = next_light(press(DARK), False, 0.0, 0.5, 1.0)
    assert press(refused, budget_wh, soc).on is on


def test_an_unknown_button_is_not_a_press(bench):
    bench.reach(State.IDLE)
    assert not bench.tick(light_button_pressed=None).action.light
    bench.tick(light_button_pressed=True)
    assert bench.tick(light_button_pressed=None).action.light


def test_the_lamp_says_why_there_is_no_light(bench):
    bench.reach(State.IDLE)
    bench.fill_ledger(light_wh=0.0)
    bench.tick(light_button_pressed=True)
    assert (bench.decision.action, bench.decision.why.key) == (Action(), "light.refused")
    assert bench.tick(light_button_pressed=False).why.key == "dry.enough"
