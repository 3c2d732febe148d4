"""Law and world together, without drivers: the relay is spared, and no room is so warm that the heater trips."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from random import Random

import pytest

import projects.solar_lamp
from firmware.fit import switched
from projects.solar_lamp.control import Action, Memory, Sensed, State, decide
from projects.solar_lamp.law.energy import Ledger
from projects.solar_lamp.limits import (
    BEAT_S,
    HARVEST_HOURS,
    HEAT_BUDGET_MAX_WH,
    HEATER_OFF_S,
    HEATER_ON_S,
    HOT_OFF_S,
    LOOK_AHEAD_S,
)
from projects.solar_lamp.plant import Plant, Settings
from wiring.read import read_wiring

DAMP = {"weather": "constant", "constant_rh_pct": 92.0, "ghi_kwh_m2_d": 2.5, "door_min_d": 0.0, "evening_light_h": 0.0}
PROBE_S = 5.0
BRIGHT_WH = 80.0  # a day, of the last days: pulses are short, and the relay moves most
LATE = 3  # values of the probe, of which the law sees the median


class Run:
    """A lamp in its world for some hours; the heater's probe is read every 5 s and filtered, as wired."""

    def __init__(self, for_h: float, dt_s: float, heat_wh: float = 20.0, **settings: float) -> None:
        plant = Plant(Settings(**(DAMP | settings)), Random(1))  # type: ignore[arg-type]
        bright = Ledger(heat_wh=heat_wh, hours_wh=(BRIGHT_WH / 24.0,) * HARVEST_HOURS, daily_harvest_wh=BRIGHT_WH)
        memory, action, since_s, read_s = Memory(ledger=bright), Action(), 0.0, 0.0
        felt, driven = plant.felt, dict.fromkeys(Action._fields, 0.0)
        probe: deque[float] = deque([plant.box.heater_c], LATE)
        self.pulses_s: list[float] = []
        self.rests_s: list[float] = []
        self.states: set[State] = set()
        self.hottest_c = 0.0
        for tick in range(round(for_h * 3600.0 / dt_s)):
            t_s = tick * dt_s
            if t_s - read_s >= PROBE_S:
                probe.append(plant.box.heater_c)
                read_s = t_s
                self.hottest_c = max(self.hottest_c, plant.box.heater_c)
            felt["heater_probe_temperature_c"] = sorted(probe)[len(probe) // 2]
            values = [felt[name] for name in Sensed._fields[:-2]]
            sensed = Sensed(*values, latch_saved=True, under_voltage=False)  # type: ignore[arg-type]
            decision = decide(sensed, memory, dt_s)
            memory = decision.memory
            self.states.add(memory.state)
            if decision.action is not action:
                if decision.action.heater is not action.heater:
                    (self.pulses_s if action.heater else self.rests_s).append(t_s - since_s)
                    since_s = t_s
                action = decision.action
                driven["heater"], driven["fan"] = float(action.heater), float(action.fan)
            plant.step(dt_s, driven)

    @property
    def moves(self) -> int:
        """Of the heater's relay."""
        return len(self.pulses_s) + len(self.rests_s)


@pytest.mark.proof
@pytest.mark.parametrize(("room_c", "rh_pct"), [(20.0, 92.0), (25.0, 94.0)])
def test_half_a_damp_day_moves_the_relay_20_times_at_most_in_whole_pulses(room_c, rh_pct):
    """From a full budget: 16 moves. Old: 28, and 65 at 25 C, where a plate of half the size cut each pulse short."""
    half_day = Run(12.0, 10.0, heat_wh=HEAT_BUDGET_MAX_WH, constant_t_c=room_c, constant_rh_pct=rh_pct)
    assert 10 <= half_day.moves <= 20
    assert min(half_day.pulses_s) > 0.9 * HEATER_ON_S
    assert min(half_day.rests_s[1:]) >= HEATER_OFF_S - BEAT_S


@pytest.mark.proof
def test_half_a_hot_damp_day_stays_below_65_moves():
    """33 C: the heater nears its limit within minutes, and rests for twenty."""
    half_day = Run(12.0, 10.0, heat_wh=HEAT_BUDGET_MAX_WH, constant_t_c=33.0, constant_rh_pct=94.0)
    assert 20 <= half_day.moves <= 65
    assert max(half_day.pulses_s) < HEATER_ON_S
    assert min(half_day.rests_s[1:]) >= HOT_OFF_S - BEAT_S


@pytest.mark.examples(1)
@pytest.mark.parametrize(
    ("room_c", "heater_w", "hottest_c"),
    [
        (20.0, 10.0, 33.0),
        (20.0, 14.4, 38.6),
        (31.0, 10.0, 44.0),
        (30.0, 14.4, 44.3),
        (35.0, 10.0, 44.4),
        (35.0, 14.4, 43.9),
    ],
)
def test_a_healthy_heater_never_reaches_its_limit_in_any_room(room_c, heater_w, hottest_c):
    """10 W run steadily up to 31 C. 14.4 W: a resistor of 10 W at 12 V when the sun lifts the battery to 14.4 V."""
    hour = Run(0.7, 1.0, heat_wh=HEAT_BUDGET_MAX_WH, constant_t_c=room_c, heater_w=heater_w)
    assert State.OVERTEMP not in hour.states
    assert hour.hottest_c < 45.0
    assert hour.hottest_c == pytest.approx(hottest_c, abs=0.4)


def test_the_probe_is_read_often_enough_for_the_look_ahead():
    """Worst age of what the law sees: one period, one more for the median of three, and a turn of the loop."""
    wiring = read_wiring(Path(projects.solar_lamp.__file__).parent / "wiring.toml")
    sampling = wiring.part("heater_probe").sampling
    assert (sampling["sample_s"], sampling["median"]) == (PROBE_S, LATE)
    assert 2.0 * sampling["sample_s"] + 1.0 <= LOOK_AHEAD_S


def test_the_relays_own_minimum_times_never_hold_a_heater_that_the_law_has_switched_off():
    """They are a second guard: with the same 600 s a fan started beside a heater that was held on for one turn more."""
    wiring = read_wiring(Path(projects.solar_lamp.__file__).parent / "wiring.toml")
    relay = switched(wiring)["heater"]
    assert relay.min_on_s + BEAT_S <= HEATER_ON_S
    assert relay.min_off_s + BEAT_S <= HEATER_OFF_S
