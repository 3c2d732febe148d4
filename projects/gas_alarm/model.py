"""The words of the law: its states, what it sees, what it can do, and the causes that it acts on."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class State(Enum):
    """What the alarm is doing. The stronger danger wins: see law/states.py."""

    BOOT = "boot"  # before the first tick
    WARMUP = "warmup"  # sensors not hot yet: no detection, valve shut, amber lamp
    NORMAL = "normal"
    PREALARM = "prealarm"  # from 5 % LEL: beeps, and the fan may start
    ALARM = "alarm"  # from 10 % LEL, or a fast rise: siren; the valve shuts when it lasts
    EMERGENCY = "emergency"  # from 20 % LEL: valve shut at once, and the fan is left as it is
    CO_ALARM = "co_alarm"  # carbon monoxide: valve shut at once
    FAULT = "fault"  # the alarm itself is faulty: valve shut, chirps
    SELFTEST = "selftest"  # lamps and siren on, and the valve closes once
    EOL = "eol"  # end of life: a sensor is too old; valve shut, chirps

    __hash__ = object.__hash__  # Enum's own is slow, and the law looks states up on every tick


# Short names for what is asked on every tick: Python 3.11, which a Pi has, is slow to look a member up in its Enum.
BOOT, WARMUP, NORMAL, SELFTEST = State.BOOT, State.WARMUP, State.NORMAL, State.SELFTEST
PREALARM, ALARM, EMERGENCY, CO_ALARM = State.PREALARM, State.ALARM, State.EMERGENCY, State.CO_ALARM
FAULT, EOL = State.FAULT, State.EOL

ALARMS = frozenset({PREALARM, ALARM, EMERGENCY, CO_ALARM})


class Valve(Enum):
    """Never opened yet, open, or what shut it. Each value stands in the state file."""

    NEW = "new"
    OPEN = "open"
    SHUT_BY_ALARM = "alarm"
    SHUT_BY_LONG_WARNING = "prealarm"
    SHUT_BY_EMERGENCY = "emergency"
    SHUT_BY_CO = "co"
    SHUT_BY_FAULT = "fault"
    SHUT_BUT_GAS_COMES = "gas_still_comes"
    SHUT_BY_AGE = "end_of_life"
    SHUT_BY_SELF_TEST = "self_test"
    SHUT_BY_RESTART = "restart"
    SHUT_BY_OTHERS = "cut"  # not by the law: the heartbeat relay, a hand, a loose wire
    SHUT_BY_LOST_STATE = "state_lost"
    SHUT_BY_UNKNOWN = "unknown"

    @classmethod
    def _missing_(cls, value: object) -> Valve:
        """A cause that another version wrote: what it was is unknown, but the valve was shut."""
        return cls.SHUT_BY_UNKNOWN

    @property
    def needs_reset(self) -> bool:
        """Whether something shut it: then only the reset button opens it."""
        return self is not NEW and self is not OPEN


NEW, OPEN = Valve.NEW, Valve.OPEN


class Fault(Enum):
    """What is wrong with the alarm itself."""

    NOT_READY = "not_ready"
    GAS_LOST = "gas_lost"
    CO_LOST = "co_lost"
    HEATER_UNKNOWN = "heater_unknown"
    HEATER_WRONG = "heater_wrong"
    VALVE_UNKNOWN = "valve_unknown"
    VALVE_STAYS_OPEN = "valve_stays_open"
    VALVE_STAYS_SHUT = "valve_stays_shut"
    VALVE_CUT_OFF = "valve_cut_off"  # it shut only when its supply was taken away
    GAS_STILL_COMES = "gas_still_comes"  # though the valve is shut
    BATTERY_UNKNOWN = "battery_unknown"
    BATTERY_LOW = "battery_low"
    BATTERY_NOT_CHARGED = "battery_not_charged"
    SUPPLY_LOW = "supply_low"  # the board's own 5 V, which its sensors live on too


class Notice(Enum):
    """What somebody should see to while the state is NORMAL: the amber lamp is on."""

    VALVE_SHUT = "valve_shut"
    AIR_NOT_CLEAN = "air_not_clean"
    OPENING = "opening"  # it waits until the card has kept that the valve is open
    ON_BATTERY = "on_battery"
    NOT_CHARGED = "not_charged"
    NOT_CALIBRATED = "not_calibrated"
    CALIBRATION_OLD = "calibration_old"
    SIGNAL_MOVED = "signal_moved"  # the gas sensor's, in clean air
    BUMP_TEST = "bump_test"  # nobody has shown gas to the sensor for a week


class Sensed(NamedTuple):
    """What the law sees. None: stale, failed, or not to be trusted."""

    gas_lpg_ppm: float | None
    gas_warming: bool
    gas_calibration_age_days: float | None
    gas_clean_air_pct: float | None  # its signal, in % of that in clean air when it was calibrated
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
    latch_saved: bool  # the newest latches are on the card: a restart would find them
    under_voltage: bool | None  # the board's own supply is too low now; None: nobody knows, as off a Pi


class Action(NamedTuple):
    """What the law can do. A spring shuts the valve when its power is off."""

    valve_open: bool = False
    siren: bool = False
    fan: bool = False
    fault_lamp: bool = False
    amber_lamp: bool = False
    green_lamp: bool = False


class Latched(NamedTuple):
    """What survives a power cut. Only the reset button clears it, and clean air the dose."""

    valve: Valve = Valve.NEW
    emergency: bool = False
    co: bool = False
    co_dose_min: float = 0.0  # CO breathed so far, noted with each value of the sensor
    cut_off: bool = False  # the valve did not shut: the heartbeat is silent, and its relay takes the supply away
    state_lost: bool = False  # the loop sets this when the saved latches cannot be read
