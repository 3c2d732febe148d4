"""The words of the law: the lamp's states, what it senses and switches, what can be wrong, and what is latched."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class State(Enum):
    """What the lamp is doing."""

    BOOT = "boot"
    IDLE = "idle"
    DRY_FAN = "dry_fan"
    DRY_HEAT = "dry_heat"
    RATION = "ration"  # damp, but energy is short: heat only in the best hours
    DEW = "dew"  # the wall is wet: heat would not help, a person can
    LOW_BATT = "low_batt"
    LOW_SUPPLY = "low_supply"  # the board's own 5 V is too low: loads off, so that it does not stop
    SENSOR_LOST = "sensor_lost"
    OVERTEMP = "overtemp"  # stays until somebody presses reset
    DOOR_OPEN = "door_open"
    RUNAWAY = "runaway"  # the heater does not go off any more; stays until somebody presses reset
    NO_HEAT = "no_heat"  # the heater does not warm: it stays off until reset; fan and light go on working

    __hash__ = object.__hash__  # Enum's own is slow, and the law looks states up every second


class Sensed(NamedTuple):
    """What the sensors say; None when a value is stale or not to be trusted."""

    box_temperature_c: float | None
    box_humidity_pct: float | None
    room_temperature_c: float | None
    room_humidity_pct: float | None
    wall_temperature_c: float | None
    heater_probe_temperature_c: float | None
    battery_voltage_v: float | None
    battery_current_a: float | None  # positive: into the battery
    panel_current_a: float | None
    door_open: bool | None
    light_button_pressed: bool | None
    reset_pressed: bool | None
    latch_saved: bool  # the newest latches are on the card: a restart would find them
    under_voltage: bool | None  # the board's own supply is too low now; None: nobody knows, as off a Pi


SAFETY_INPUTS = frozenset(
    {
        "box_temperature_c",
        "box_humidity_pct",
        "heater_probe_temperature_c",
        "battery_voltage_v",
        "battery_current_a",
        "door_open",
    }
)


class LostPart(Enum):
    """The part that gives no value that safety needs, by its name in wiring.toml."""

    BOX = "box"
    HEATER_PROBE = "heater_probe"
    BATTERY = "battery"
    DOOR = "door"


class Seen(NamedTuple):
    """What is sensed on this tick when every safety input is known."""

    box_c: float
    box_pct: float
    room_c: float | None
    room_pct: float | None
    wall_c: float | None
    heater_c: float
    battery_v: float
    battery_a: float  # positive: into the battery
    door_open: bool
    light_pressed: bool
    latch_saved: bool
    dt_s: float  # since the last tick


def look(sensed: Sensed, dt_s: float) -> Seen | LostPart:
    """What is seen, or the first part whose value safety needs and nobody knows."""
    # Unpacked once, in the order of Sensed: that is quicker than asking for each name.
    (box_c, box_pct, room_c, room_pct, wall_c, heater_c, battery_v, battery_a, _, door_open, light_pressed, _,
     saved, _) = sensed  # fmt: skip
    if box_c is None or box_pct is None:
        return LostPart.BOX
    if heater_c is None:
        return LostPart.HEATER_PROBE
    if battery_v is None or battery_a is None:
        return LostPart.BATTERY
    if door_open is None:
        return LostPart.DOOR
    pressed = light_pressed is True
    return Seen(
        box_c, box_pct, room_c, room_pct, wall_c, heater_c, battery_v, battery_a, door_open, pressed, saved, dt_s
    )  # fmt: skip


class Action(NamedTuple):
    """What is switched on."""

    heater: bool = False
    fan: bool = False
    light: bool = False
    buzzer: bool = False
    fault_lamp: bool = False


SAFE = Action(fault_lamp=True)
ALL_OFF = Action()
ALARM = Action(buzzer=True, fault_lamp=True)
WORK = {
    (heater, fan, light, fault): Action(heater, fan, light, fault_lamp=fault)
    for heater in (False, True)
    for fan in (False, True)
    for light in (False, True)
    for fault in (False, True)
}


class Shed(Enum):
    """What is switched off to spare a low battery. The values stand in saved state files."""

    NOTHING = 0
    LOADS = 1  # heater, fan and light
    ALL = 2  # all but the logger


class HeaterFault(Enum):
    """What keeps a heater cold that is switched on. The values stand in saved state files."""

    NONE = 0
    NO_CURRENT = 1  # cold, and no current was seen
    PROBE_OFF = 2  # its current flows, but its probe stays cold


class Latched(NamedTuple):
    """What a restart must not forget."""

    overtemp: bool = False
    shed: Shed = Shed.NOTHING
    state_lost: bool = False  # set at start when the saved latches could not be read
    runaway: bool = False  # switched off, the heater went on heating
    no_heat: HeaterFault = HeaterFault.NONE  # switched on, the heater stayed cold
