"""The words of the law: its states, what it sees, what it can do, what it remembers."""

from __future__ import annotations

from enum import Enum
from math import inf
from typing import NamedTuple

from .buttons import ALL, Buttons
from .hush import LOUD, Hush
from .watch import COLD, Watch


class State(Enum):
    """What the alarm is doing. The stronger state wins: see `next_state`."""

    BOOT = "boot"  # before the first tick
    WARMUP = "warmup"  # sensors not hot yet: no detection, valve shut, amber lamp
    NORMAL = "normal"
    PREALARM = "prealarm"  # from 5 % LEL: beeps, and the fan may start
    ALARM = "alarm"  # from 10 % LEL, or a fast rise: siren; the valve shuts when it goes on
    EMERGENCY = "emergency"  # from 20 % LEL: valve shut at once, and the fan is left as it is
    CO_ALARM = "co_alarm"  # carbon monoxide: valve shut at once
    FAULT = "fault"  # the alarm itself is not sound: valve shut, chirps
    SELFTEST = "selftest"  # lamps, siren, and one stroke of the valve
    EOL = "eol"  # end of life: sensors too old, valve shut, chirps


# Short names for the law: looking a state up in its Enum at every use takes most of a small Pi's time.
BOOT, WARMUP, NORMAL, SELFTEST = State.BOOT, State.WARMUP, State.NORMAL, State.SELFTEST
PREALARM, ALARM, EMERGENCY, CO_ALARM = State.PREALARM, State.ALARM, State.EMERGENCY, State.CO_ALARM
FAULT, EOL = State.FAULT, State.EOL

GAS_ALARMS = (PREALARM, ALARM)  # a hushed alarm is still that alarm: only the siren is quiet
SIRENS = (ALARM, EMERGENCY, CO_ALARM)
ALARMS = (PREALARM, *SIRENS)


class Sensed(NamedTuple):
    """What the law sees. None: stale, failed, or not to be trusted."""

    gas_lpg_ppm: float | None
    gas_warming: bool
    gas_calibration_age_days: float | None
    fumes_co_ppm: float | None
    fumes_calibration_age_days: float | None
    heater_current_a: float | None  # of the gas sensor: a dead heater looks like clean air
    battery_voltage_v: float | None
    battery_current_a: float | None  # into the battery; below 0 it feeds the alarm
    mains_closed: bool | None
    valve_switch_closed: bool | None  # closed: the valve is really shut
    reset_pressed: bool | None
    hush_pressed: bool | None
    test_pressed: bool | None


class Action(NamedTuple):
    """What the law can do."""

    valve_open: bool
    siren: bool
    fan: bool
    fault_lamp: bool
    amber_lamp: bool
    green_lamp: bool


NEW, OPEN = "new", "open"  # of the valve: never opened; open. Anything else is the cause that shut it


class Latched(NamedTuple):
    """What survives a power cut. Only the reset button clears it."""

    valve: str = NEW
    emergency: bool = False
    co: bool = False
    state_lost: bool = False  # the loop sets this when the saved latches cannot be read


class Memory(NamedTuple):
    """All that the law remembers."""

    state: State = State.BOOT
    latched: Latched = Latched()
    watch: Watch = COLD
    hush: Hush = LOUD
    held: Buttons = ALL  # buttons that were down at the last tick
    fan: bool = False
    state_s: float = 0.0
    beep_s: float = inf  # since the last beep; the first one comes at once
    test_s: float = 0.0  # since the last self-test
