"""Lamp of a class: two limits, the fan only while the room is drier, and unknown is off."""

from typing import Any, NamedTuple

from devices import Message
from projects.solar_lamp.model import State
from science.humid_air import absolute_humidity_g_m3

ON_PCT = 75.0  # mold needs 80 % (EN ISO 13788, from memory); a DHT22 may be 5 % wrong: begin early
OFF_PCT = 70.0
DRIER_G_M3, STILL_DRIER_G_M3 = 2.0, 0.5  # our choice: a DHT11 may be wrong by 1 g; two limits, so that nothing flaps


class Sensed(NamedTuple):
    """What the class version senses."""

    box_temperature_c: float | None
    box_humidity_pct: float | None
    room_temperature_c: float | None
    room_humidity_pct: float | None
    door_open: bool | None


class Action(NamedTuple):
    """What it switches: LEDs."""

    heater: bool = False
    fan: bool = False
    light: bool = False
    fault_lamp: bool = False


SAFE = Action(fault_lamp=True)
SAFETY_INPUTS = frozenset({"box_temperature_c", "box_humidity_pct", "door_open"})

NO_VALUE = Message("no_value", "A sensor of the box gives no value. Everything is off. Check its wires.")
OPEN = Message("open", "The lid is open: the light is on, heater and fan are off.")
FAN = Message("fan", "{pct:.0f} % in the box, and the room is drier: the fan runs.")
HEAT = Message("heat", "{pct:.0f} % in the box, and the room is no drier: the heater runs.")
DRY = Message("dry", "{pct:.0f} % in the box: dry enough. Everything is off.")


def law(sensed, before):
    """Dry the box while it is damp: with air of the room where that is drier, else with heat."""
    box_c, pct = sensed.box_temperature_c, sensed.box_humidity_pct
    if box_c is None or pct is None or sensed.door_open is None:
        return State.SENSOR_LOST, SAFE, NO_VALUE
    if sensed.door_open:
        return State.DOOR_OPEN, Action(light=True), OPEN
    drying = before.state in (State.DRY_FAN, State.DRY_HEAT)
    if pct < (OFF_PCT if drying else ON_PCT):
        return State.IDLE, Action(), DRY(pct=pct)
    if room_is_drier(sensed, STILL_DRIER_G_M3 if before.state is State.DRY_FAN else DRIER_G_M3):
        return State.DRY_FAN, Action(fan=True), FAN(pct=pct)
    return State.DRY_HEAT, Action(heater=True), HEAT(pct=pct)


def room_is_drier(sensed: Any, by_g_m3: float) -> bool:
    """Whether a cubic meter of the room's air holds so much less water than one of the box; unknown is no."""
    if sensed.room_temperature_c is None or sensed.room_humidity_pct is None:
        return False
    room = absolute_humidity_g_m3(sensed.room_temperature_c, sensed.room_humidity_pct)
    return room < absolute_humidity_g_m3(sensed.box_temperature_c, sensed.box_humidity_pct) - by_g_m3
