"""Law and kitchen together, with perfect sensors: the times of the leak table, tick by tick."""

from __future__ import annotations

import random

import pytest

from projects.gas_alarm.control import Memory, Sensed, State, decide
from projects.gas_alarm.plant import Plant, Settings


def live(seconds: int, break_at: tuple[int, str, str] | None = None, **changes) -> tuple[Plant, list[State]]:
    """A law in the kitchen. Sensors without lag, CO once every 150 s. `break_at`: second, thing, kind of fault."""
    plant = Plant(Settings(**changes), random.Random(1))
    memory, driven, states, co_ppm = Memory(), {}, [], None
    for second in range(seconds):
        if break_at is not None and second == break_at[0]:
            plant.apply_faults({break_at[1]: {break_at[2]: {}}})
        felt = plant.felt
        if second and second % 150 == 0:
            co_ppm = felt["fumes_co_ppm"]
        sensed = Sensed(
            felt["gas_lpg_ppm"] if second >= 180 else None, second < 180, 14.0, 100.0, co_ppm, 14.0,
            felt["heater_current_a"], felt["battery_voltage_v"], felt["battery_current_a"],
            felt["mains_closed"], felt["valve_switch_closed"],
            felt["reset_pressed"], felt["hush_pressed"], felt["test_pressed"], True, None,
        )  # fmt: skip
        decision = decide(sensed, memory, 1.0)
        memory = decision.memory
        states.append(memory.state)
        driven = {name: float(getattr(decision.action, name)) for name in ("valve_open", "siren", "fan")}
        plant.step(1.0, driven)
    return plant, states


def test_lesson_250_g_an_hour():
    """Leak table, 250 g/h at 0.3 ach: 700 ppm at 11.0 min, 1400 at 22.6; shut 12 to 15 s later; 27 ppm overshoot."""
    plant, states = live(3000)
    metrics = plant.metrics()
    assert metrics["time_to_prealarm_s"] / 60.0 == pytest.approx(11.0, abs=0.1)
    assert metrics["time_to_alarm_s"] / 60.0 == pytest.approx(22.6, abs=0.1)
    assert 12.0 <= metrics["valve_closed_s"] - metrics["time_to_alarm_s"] <= 15.0
    assert 1400.0 < metrics["peak_ppm"] < 1427.0
    assert metrics["fan_switches_above_20pct_lel"] == metrics["false_siren_s"] == 0.0
    assert states[599] is State.NORMAL


def test_slow_leak_100_g_an_hour():
    """Leak table, 100 g/h at 0.3 ach: 700 ppm at 28.7 min; half an hour later the valve shuts, before 1400 ppm."""
    plant, states = live(6000, leak_g_per_h=100.0)
    metrics = plant.metrics()
    assert metrics["time_to_prealarm_s"] / 60.0 == pytest.approx(28.7, abs=0.1)
    assert metrics["valve_closed_s"] - metrics["time_to_prealarm_s"] == pytest.approx(1800.0, abs=2.0)
    assert metrics["peak_ppm"] == pytest.approx(1332.0, abs=5.0)
    assert State.ALARM not in states


def test_a_leak_too_small_for_an_alarm_does_not_go_on_for_a_day():
    """34 g/h: it beeped for 21 hours with the valve open."""
    metrics = live(9000, leak_g_per_h=34.0)[0].metrics()
    assert metrics["valve_closed_s"] - metrics["time_to_prealarm_s"] == pytest.approx(1800.0, abs=2.0)


def test_with_an_open_window_it_stays_at_prealarm():
    """250 g/h at 3 ach never passes 1308 ppm."""
    plant, states = live(6000, ventilation_ach=3.0)
    assert plant.metrics()["peak_ppm"] < 1308.0
    assert State.PREALARM in states
    assert State.ALARM not in states


@pytest.mark.parametrize(("co_m3_per_h", "minutes", "within"), [(0.0045, 49.7, 5.0), (0.015, 21.0, 3.0)])
def test_charcoal_brazier(co_m3_per_h, minutes, within):
    """Dose law at 0.5 ach: 49.7 and 21.0 min; one sample every 150 s."""
    changes = {"leak_start_min": -1.0, "co_m3_per_h": co_m3_per_h, "ventilation_ach": 0.5}
    metrics = live(4000, **changes)[0].metrics()
    assert metrics["time_to_co_alarm_s"] / 60.0 == pytest.approx(minutes, abs=within)


def test_boot_during_a_leak_before_the_valve_is_an_alarm_right_after_warm_up():
    _, states = live(400, first_lpg_ppm=2500.0, leak_upstream=True, leak_start_min=0.0)
    assert set(states[:180]) == {State.WARMUP}
    assert states[181] is State.ALARM


def test_power_cut_shuts_the_gas_when_the_battery_is_low():
    plant, states = live(1500, (600, "mains", "cut"), battery_soc=0.15, leak_start_min=-1.0)
    assert states[590] is State.NORMAL
    assert State.FAULT in states[600:]
    assert plant.valve_open == 0.0


def test_a_broken_heater_is_a_fault_within_a_second():
    plant, states = live(620, (600, "gas_heater", "open"))
    assert states[601] is State.FAULT
    assert plant.valve_open == 0.0


def test_a_burst_hose_is_named_though_the_valve_shut_in_time():
    """1500 g/h from before the valve: the alarm comes by its rise or level, and the valve cannot help."""
    plant, states = live(1200, (300, "hose", "burst"), leak_start_min=-1.0)
    assert State.EMERGENCY in states
    assert plant.valve_open == 0.0
    assert plant.leaked_g > 300.0
