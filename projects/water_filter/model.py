"""The words of the law: its states, what it sees, what it does, and what survives a power cut."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class State(Enum):
    """What the filter is doing. The last ten are trips: something is wrong and everything is off."""

    BOOT = "boot"
    IDLE = "idle"
    PRIME = "prime"
    FILTER_TO_WASTE = "filter to waste"
    PRODUCE = "produce"
    BACKWASH = "backwash"
    RINSE = "rinse"
    DRY_RUN = "dry run"
    TURBID = "turbid"
    UV_FAULT = "uv fault"
    LEAK = "leak"
    WELDED = "does not switch off"
    MAX_RUN = "max run"
    PROBE = "probe not believed"
    LOW_BATT = "low battery"
    LOW_SUPPLY = "low supply of the board"
    SENSOR_LOST = "sensor lost"

    __hash__ = object.__hash__  # Enum's own is slow, and the law looks states up many times a second


# The loop calls the law every second; plain frozensets keep the questions below quick.
RUNNING = frozenset({State.PRIME, State.FILTER_TO_WASTE, State.PRODUCE, State.BACKWASH, State.RINSE})
RETRIED = frozenset({State.DRY_RUN, State.TURBID, State.UV_FAULT, State.MAX_RUN})
TRIPS = RETRIED | {State.LEAK, State.WELDED, State.PROBE, State.LOW_BATT, State.LOW_SUPPLY, State.SENSOR_LOST}
LOUD = frozenset({State.LEAK, State.WELDED})  # a person must come now: the buzzer sounds


class FilterStatus(Enum):
    """What a person may be told about the filter. It never says that water is safe to drink."""

    WORKING = "filter working"
    NOT_WORKING = "filter not working"
    UNKNOWN = "unknown"


class Sensed(NamedTuple):
    """What the law sees. None: warming up, too old, or not to be trusted."""

    raw_low_wet: bool | None
    raw_high_wet: bool | None
    product_low_wet: bool | None
    product_high_wet: bool | None
    filter_flow_lpm: float | None
    raw_turbidity_ntu: float | None
    product_turbidity_ntu: float | None
    water_tds_ppm: float | None
    uv_current_a: float | None  # tells whether the lamp burns, never how much light the water gets
    product_switch_closed: bool | None  # closed: the product valve is really shut
    battery_voltage_v: float | None
    battery_current_a: float | None  # positive into the battery
    reset_pressed: bool | None
    latch_saved: bool  # the newest latches are on the card: a restart would find them
    under_voltage: bool | None  # the board's own supply is too low now; None: nobody knows, as off a Pi


class Action(NamedTuple):
    """What the law does. Valves are shut by a spring when their power is off."""

    inlet_valve_open: bool = False
    waste_valve_open: bool = False
    backwash_valve_open: bool = False
    product_valve_open: bool = False
    pump: bool = False
    uv_lamp: bool = False
    fault_lamp: bool = False
    buzzer: bool = False


class Seen(NamedTuple):
    """What the law sees when every safety input is known: the same names, without None."""

    raw_low_wet: bool
    raw_high_wet: bool
    product_low_wet: bool
    product_high_wet: bool
    flow_lpm: float
    raw_ntu: float
    product_ntu: float
    uv_a: float
    product_shut: bool  # the product valve, by its own switch
    battery_v: float  # at the clamps
    rest_v: float  # what the battery would show without current
    battery_a: float  # positive into the battery
    tds_ppm: float | None
    reset: bool
    latch_saved: bool


class Trip(Enum):
    """A trip that is latched: only the reset button clears it. Its value is the name of its state."""

    NONE = ""
    DRY_RUN = "DRY_RUN"
    TURBID = "TURBID"
    UV_FAULT = "UV_FAULT"
    MAX_RUN = "MAX_RUN"
    LEAK = "LEAK"
    WELDED = "WELDED"
    PROBE = "PROBE"


class Latched(NamedTuple):
    """What survives a power cut."""

    trip: Trip = Trip.NONE
    tries: int = 0  # failed tries since the tank was last full
    wash_due: bool = False
    rinse_due: bool = False  # a backwash has begun and its rinse is not done
    run_h: float = 0.0  # hours of filtering since the last wash, written when a run ends
    clean_lpm: float = 1.25  # flow through clean sand; 0 right after a wash: measured again in the next run
    state_lost: bool = False  # set by the loop when this record could not be read
    pumping: bool = False  # a run has begun and has not ended: a boot that finds this was a cut in the middle
    battery_tries: int = 0  # runs that the battery did not last, since the tank was last full
    lamp_h: float = 0.0  # hours that this UV lamp has burned, written when a run ends
