"""What the lamp senses, switches and remembers. The law itself is in control.py."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from devices import Message

from . import reasons
from .drying import Drying
from .energy import NOTHING_USED, Book, Used
from .evening_light import DARK, EveningLight
from .heater_watch import CALM, WORKS, Watch
from .watch import DOOR_CLOSED_S, KEEP, Climb, Timers


class State(Enum):
    """What the lamp is doing."""

    BOOT = "boot"
    IDLE = "idle"
    DRY_FAN = "dry_fan"
    DRY_HEAT = "dry_heat"
    RATION = "ration"  # damp, but energy is short: heat only in the best hours
    LOW_BATT = "low_batt"
    SENSOR_LOST = "sensor_lost"
    OVERTEMP = "overtemp"  # stays until somebody presses reset
    DOOR_OPEN = "door_open"
    RUNAWAY = "runaway"  # the heater does not go off any more; stays until somebody presses reset
    NO_HEAT = "no_heat"  # the heater does not warm: it stays off until reset; fan and light go on working


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


class Latched(NamedTuple):
    """What a restart must not forget."""

    overtemp: bool = False
    shed: int = KEEP
    state_lost: bool = False  # set at start when the saved latches could not be read
    runaway: bool = False  # told off, the heater stayed on
    no_heat: int = WORKS  # told on, the heater stayed cold: NO_CURRENT or PROBE_OFF


class Memory(NamedTuple):
    """All that the lamp remembers."""

    state: State = State.BOOT
    latched: Latched = Latched()
    in_state_s: float = 0.0
    timers: Timers = Timers(closed_s=DOOR_CLOSED_S)
    climb: Climb = Climb()
    watch: Watch = CALM
    lost: str = ""  # the part that was silent last
    book: Book = Book()
    used: Used = NOTHING_USED  # since the book was written
    drying: Drying = Drying()
    light: EveningLight = DARK
    said: Message = reasons.BOOTING
