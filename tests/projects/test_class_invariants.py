"""The class version of each project is judged from outside: what it must never do, whatever its law calls safe."""

from types import SimpleNamespace

import pytest

from devices import Decision, Message, Moment
from firmware.project import find
from messages import translator
from sim.scenarios.invariants import invariants_of

WELL = {
    "gas_alarm_class": {"gas_lpg_ppm": 100.0, "gas_warming": False, "reset_pressed": False},
    "solar_lamp_class": {
        "box_temperature_c": 25.0, "box_humidity_pct": 80.0,
        "room_temperature_c": 25.0, "room_humidity_pct": 60.0, "door_open": False,
    },
    "water_filter_class": {
        "raw_low_wet": True, "product_low_wet": False, "product_high_wet": False,
        "filter_flow_lpm": 1.2, "reset_pressed": False,
    },
}  # fmt: skip
FILLING = ("pump", "inlet_valve_open", "product_valve_open", "uv_lamp")
WORK = [  # what is well, and is no break
    ("gas_alarm_class", {}, ("valve_open",)),
    ("solar_lamp_class", {}, ("heater",)),
    ("solar_lamp_class", {}, ("fan",)),
    ("solar_lamp_class", {"door_open": True}, ("light",)),
    ("solar_lamp_class", {"room_humidity_pct": None}, ("heater",)),
    ("solar_lamp_class", {"box_humidity_pct": None}, ("fault_lamp",)),
    ("water_filter_class", {}, FILLING),
    ("water_filter_class", {}, ("uv_lamp",)),
    ("water_filter_class", {"filter_flow_lpm": None}, ("fault_lamp", "buzzer")),
]
WRONG = [
    ("gas_alarm_class", {"gas_lpg_ppm": None}, ("valve_open",), "gas_class_blind"),
    ("gas_alarm_class", {"gas_lpg_ppm": 1500.0}, ("valve_open",), "gas_valve_late"),
    ("gas_alarm_class", {"gas_lpg_ppm": 2900.0}, ("valve_open",), "gas_valve_in_danger"),
    ("solar_lamp_class", {"box_humidity_pct": None}, ("heater",), "lamp_class_blind"),
    ("solar_lamp_class", {"box_temperature_c": None}, ("fan",), "lamp_class_blind"),
    ("solar_lamp_class", {"door_open": None}, ("light",), "lamp_class_blind"),
    ("solar_lamp_class", {}, ("heater", "fan"), "lamp_together"),
    ("solar_lamp_class", {"door_open": True}, ("heater",), "lamp_door"),
    ("solar_lamp_class", {"door_open": True}, ("light", "fan"), "lamp_door"),
    *(
        ("water_filter_class", {needed: None}, (on,), "filter_class_blind")
        for needed in ("raw_low_wet", "product_low_wet", "product_high_wet", "filter_flow_lpm")
        for on in FILLING
    ),
    ("water_filter_class", {}, FILLING[:3], "filter_class_unlit"),
    ("water_filter_class", {}, ("pump", "uv_lamp"), "shut"),
    ("water_filter_class", {"filter_flow_lpm": 0.1}, FILLING, "dry"),
    ("water_filter_class", {"raw_low_wet": False}, FILLING, "filter_class_no_raw"),
    ("water_filter_class", {"product_high_wet": True}, FILLING, "filter_class_full"),
]


def broken(name, sensed, on, seconds):
    """What is broken in the last second of so many that all are the same, or None."""
    law, own = find(name).law(), invariants_of(find(name))
    action = law.module.Action(**dict.fromkeys(on, True))
    seen, memory = SimpleNamespace(**(WELL[name] | sensed)), law.boot()
    decision = Decision(action, memory, Message("why", "Because."), False)
    found = None
    for second in range(seconds):
        found = own.look(Moment(second, 1.0, seen, memory, decision, action._asdict(), {}, {}, frozenset()))
    return found


@pytest.mark.parametrize(("name", "sensed", "on"), WORK)
def test_what_a_sound_law_does_breaks_nothing(name, sensed, on):
    assert broken(name, sensed, on, 100) is None


@pytest.mark.parametrize(("name", "sensed", "on", "key"), WRONG)
def test_what_must_never_be_is_told_soon(name, sensed, on, key):
    found = broken(name, sensed, on, 20)
    assert found.key == f"invariant.{key}"
    assert found.render(translator("vi", find(name).folder)) != found.render(translator("en"))
