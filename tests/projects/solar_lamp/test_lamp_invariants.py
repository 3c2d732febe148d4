"""The invariants can be broken: each is shown a lamp that breaks it, and a healthy one."""

from __future__ import annotations

from typing import Any

import pytest

from devices import Decision, Moment
from projects.solar_lamp import reasons
from projects.solar_lamp.control import Action, Latched, Memory, Sensed, State
from projects.solar_lamp.invariants import Invariants
from projects.solar_lamp.model import HeaterFault, Shed

NOTHING = Sensed(*[None] * len(Sensed._fields))
TRUE: dict[str, Any] = {
    "heater_c": 30.0,
    "heater_w": 0.0,
    "battery_soc": 0.8,
    "battery_voltage_v": 12.6,
    "door_open": False,
    "box_temperature_c": 20.0,
    "box_humidity_pct": 80.0,
    "wall_temperature_c": 20.0,
    "room_temperature_c": 20.0,
    "room_humidity_pct": 80.0,
}
OFF = Action()
WORKING = Memory(state=State.DRY_HEAT)


def moment(
    action: Action = OFF,
    before: Memory = WORKING,
    after: Memory = WORKING,
    broken: tuple[str, ...] = (),
    reset: bool = False,
    driven: Action | None = None,
    sags: bool | None = None,
    **true: Any,
) -> Moment:
    decision = Decision(action, after, reasons.BOOTING)
    sensed = NOTHING._replace(reset_pressed=reset, under_voltage=sags)
    power = {name: float(on) for name, on in (driven or action)._asdict().items()}
    return Moment(1000.0, 1.0, sensed, before, decision, action._asdict(), TRUE | true, power, frozenset(broken))


def broken_after(seconds: int, seen: Moment) -> str:
    """The key of the invariant that is broken after so many turns of this; empty when none is."""
    invariants = Invariants()
    found = None
    for _ in range(seconds):
        found = invariants.look(seen)
    return found.key.removeprefix("invariant.lamp_") if found else ""


HEAT, FAN, LIGHT = Action(heater=True), Action(fan=True), Action(light=True)
HOT = Memory(state=State.OVERTEMP, latched=Latched(overtemp=True))
COLD = Memory(state=State.NO_HEAT, latched=Latched(no_heat=HeaterFault.NO_CURRENT))
SHED = Memory(state=State.LOW_BATT, latched=Latched(shed=Shed.LOADS))


@pytest.mark.parametrize(
    ("seconds", "seen", "key"),
    [
        (5, moment(HEAT, heater_c=47.9), ""),
        (5, moment(HEAT, heater_c=48.1), "too_hot"),
        (5, moment(HEAT, heater_c=48.1, broken=("heater_probe_temperature_c=stuck",)), ""),
        (5, moment(heater_c=48.1), ""),
        (5, moment(driven=HEAT, heater_c=48.1), "too_hot"),
        (5, moment(driven=HEAT, heater_c=48.1, broken=("heater=welded",)), ""),
        (5, moment(HEAT, driven=OFF, heater_c=48.1), ""),
        (5, moment(heater_c=53.1, broken=("heater=welded",)), "burning"),
        (5, moment(HEAT, driven=Action(heater=True, fan=True)), "together"),
        (5, moment(Action(heater=True, fan=True)), "together"),
        (5, moment(LIGHT, door_open=True), ""),
        (20, moment(LIGHT, door_open=True), "door"),
        (20, moment(LIGHT, door_open=True, broken=("door=open",)), "door"),
        (20, moment(driven=HEAT, door_open=True), "door"),
        (20, moment(driven=HEAT, door_open=True, broken=("heater=welded",)), ""),
        (20, moment(LIGHT, door_open=True, broken=("door_open=stuck",)), ""),
        (900, moment(LIGHT, battery_soc=0.46), ""),
        (500, moment(LIGHT, battery_soc=0.44), ""),
        (900, moment(LIGHT, battery_soc=0.44), "drained"),
        (900, moment(LIGHT, battery_soc=0.44, broken=("battery=weak_cell(share=0.4)",)), "drained"),
        (900, moment(LIGHT, battery_soc=0.44, broken=("battery_voltage_v=wrong(offset=1)",)), ""),
        (1, moment(before=SHED, battery_voltage_v=12.4), "too_soon"),
        (1, moment(before=SHED), ""),
        (900, moment(FAN, room_humidity_pct=85.0), ""),
        (900, moment(FAN, room_humidity_pct=95.0), "wetter"),
        (800, moment(HEAT, box_humidity_pct=55.0), ""),
        (1000, moment(HEAT, box_humidity_pct=55.0), "wasted"),
        (1000, moment(HEAT, box_humidity_pct=55.0, wall_temperature_c=17.0), ""),
        (1000, moment(HEAT, box_humidity_pct=55.0, broken=("box_humidity_pct=wrong(offset=20)",)), ""),
        (500, moment(heater_w=10.0, broken=("heater=welded",)), ""),
        (900, moment(heater_w=10.0, broken=("heater=welded",)), "hidden"),
        (900, moment(Action(buzzer=True), heater_w=10.0, broken=("heater=welded",)), ""),
        (1, moment(before=HOT), "forgotten"),
        (1, moment(before=HOT, reset=True), ""),
        (1, moment(HEAT, before=HOT, after=HOT), "trusted"),
        (1, moment(before=HOT, after=HOT), ""),
        (1, moment(driven=HEAT, before=HOT, after=HOT), "trusted"),
        (1, moment(driven=HEAT, before=HOT, after=HOT, broken=("heater=welded",)), ""),
        (1, moment(before=COLD), "forgotten"),
        (1, moment(HEAT, before=COLD, after=COLD), "trusted"),
    ],
)
def test_each_invariant_can_be_broken_and_can_hold(seconds, seen, key):
    assert broken_after(seconds, seen) == key


def test_what_did_not_last_is_forgotten():
    invariants = Invariants()
    for _ in range(10):
        for _ in range(10):
            assert invariants.look(moment(LIGHT, door_open=True)) is None
        assert invariants.look(moment(LIGHT)) is None


def test_loads_on_a_board_whose_supply_sags_are_seen():
    for load in (HEAT, FAN, LIGHT):
        assert broken_after(30, moment(load, sags=True)) == "sagging"
        assert broken_after(20, moment(load, sags=True)) == ""
        assert broken_after(30, moment(load, sags=False)) == broken_after(30, moment(load, sags=None)) == ""
    assert broken_after(30, moment(OFF, sags=True)) == ""
