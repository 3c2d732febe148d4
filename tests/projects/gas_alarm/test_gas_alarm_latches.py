"""What survives a power cut, and why the gas does not come back by itself."""

from __future__ import annotations

import pytest

from firmware.project import find
from projects.gas_alarm.control import Latched, Memory, State
from projects.gas_alarm.model import Valve
from projects.gas_alarm.reasons import SHUT_BY


def test_a_first_start_opens_the_valve_after_warm_up(reboot):
    assert reboot(Latched()).start().action.valve_open


@pytest.mark.parametrize("cause", [*SHUT_BY, Valve("something a newer version wrote")])
def test_after_a_reboot_a_shut_valve_stays_shut_and_says_why(reboot, cause):
    alarm = reboot(Latched(valve=cause))
    alarm.run(10, gas_lpg_ppm=None, gas_warming=True)
    assert (alarm.state, alarm.why) == (State.WARMUP, "warmup.shut")
    alarm.start()
    assert (alarm.state, alarm.action.valve_open) == (State.NORMAL, False)
    assert alarm.decision.why.key.startswith("shut.")
    alarm.run(1000, 3.0)
    assert not alarm.action.valve_open
    alarm.press("reset")
    assert alarm.action.valve_open


@pytest.mark.parametrize(
    ("latched", "state"),
    [(Latched(Valve.SHUT_BY_EMERGENCY, emergency=True), "EMERGENCY"), (Latched(Valve.SHUT_BY_CO, co=True), "CO_ALARM")],
)
def test_emergency_and_co_sound_on_after_a_reboot(reboot, latched, state):
    alarm = reboot(latched)
    actions = alarm.run(180, gas_lpg_ppm=None, gas_warming=True)
    actions += alarm.run(400, gas_lpg_ppm=5.0, gas_warming=False)
    assert all(action.siren and not action.valve_open for action in actions)
    assert [action.fan for action in actions] == [False] * 180 + [state == "CO_ALARM"] * 400
    assert alarm.state.name == state
    alarm.press("reset")
    assert (alarm.state, alarm.action.valve_open) == (State.NORMAL, True)


def test_after_a_power_cut_with_the_gas_on_the_valve_waits_for_reset(reboot, alarm):
    """Every flame went out with the power; gas that comes back would stream out of the burners, unlit."""
    alarm.tick()
    again = reboot(alarm.memory.latched)
    assert not any(action.valve_open for action in again.run(400))
    assert (again.state, again.why) == (State.NORMAL, "shut.restart")
    again.press("reset")
    assert again.action.valve_open


def test_a_reset_button_whose_damp_wire_presses_it_opens_no_gas_until_it_has_rested(reboot):
    alarm = reboot(Latched(valve=Valve.SHUT_BY_ALARM))
    for _ in range(20):
        alarm.run(18, gas_lpg_ppm=500.0, reset_pressed=False)
        alarm.run(2, reset_pressed=True)
    for _ in range(50):
        alarm.run(18, gas_lpg_ppm=3.0, reset_pressed=False)
        alarm.run(2, reset_pressed=True)
    assert not alarm.action.valve_open
    assert alarm.why == "reset.flutters"
    alarm.run(61, reset_pressed=False)
    alarm.press("reset")
    assert alarm.action.valve_open


def test_damaged_latches_keep_the_valve_shut(reboot):
    alarm = reboot(Latched(state_lost=True)).start()
    assert (alarm.why, alarm.action.valve_open) == ("shut.state_lost", False)
    assert alarm.memory.latched == Latched(valve=Valve.SHUT_BY_LOST_STATE)


def test_latches_change_only_when_something_happens(alarm):
    """Each change is written to the card: a quiet day must write nothing."""
    before = alarm.memory.latched
    alarm.run(500)
    assert alarm.memory.latched is before


def test_a_reset_button_held_down_does_not_reset(alarm):
    alarm.run(20, gas_lpg_ppm=2000.0)
    alarm.run(1000, 3.0, gas_lpg_ppm=5.0, reset_pressed=True)
    assert alarm.state is State.ALARM


def test_reset_in_normal_while_the_gas_is_on_does_nothing(alarm):
    before = alarm.memory.latched
    alarm.press("reset")
    assert (alarm.memory.latched, alarm.state) == (before, State.NORMAL)


def test_boot_memory_is_the_default():
    assert Memory() == Memory(latched=Latched())
    assert Memory().state is State.BOOT


# The state file: causes stand in it by their values, which must never change


OLD_FILE = {"valve": "open", "emergency": False, "co": False, "state_lost": False}


@pytest.mark.parametrize("valve", Valve)
def test_every_cause_is_read_as_it_was_written(valve):
    law = find("gas_alarm").law()
    latched = Latched(valve, emergency=True, co=True)
    assert law.boot(law.as_saved(latched)).latched == latched


@pytest.mark.parametrize(
    ("saved", "valve"),
    [
        ("new", Valve.NEW),
        ("open", Valve.OPEN),
        ("alarm", Valve.SHUT_BY_ALARM),
        ("emergency", Valve.SHUT_BY_EMERGENCY),
        ("co", Valve.SHUT_BY_CO),
        ("fault", Valve.SHUT_BY_FAULT),
        ("gas_still_comes", Valve.SHUT_BUT_GAS_COMES),
        ("end_of_life", Valve.SHUT_BY_AGE),
        ("self_test", Valve.SHUT_BY_SELF_TEST),
        ("restart", Valve.SHUT_BY_RESTART),
        ("state_lost", Valve.SHUT_BY_LOST_STATE),
    ],
)
def test_a_file_of_an_older_version_means_latched(saved, valve, reboot):
    """It lacks the CO dose. What it tells is kept; what it does not tell counts as lost, so the valve waits."""
    latched = find("gas_alarm").law().boot(OLD_FILE | {"valve": saved}).latched
    assert latched == Latched(valve, state_lost=True)
    alarm = reboot(latched).start()
    kept = valve if valve.needs_reset else Valve.SHUT_BY_LOST_STATE
    assert (alarm.memory.latched.valve, alarm.action.valve_open) == (kept, False)


@pytest.mark.parametrize("saved", ["something a newer version wrote", True, 3])
def test_a_cause_that_nobody_knows_keeps_the_valve_shut_and_the_alarms_latched(saved, reboot):
    latched = find("gas_alarm").law().boot(OLD_FILE | {"valve": saved, "co": True}).latched
    assert latched == Latched(Valve.SHUT_BY_UNKNOWN, co=True, state_lost=True)
    assert not reboot(latched).tick().valve_open
