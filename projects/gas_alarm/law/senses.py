"""Looking before acting: what one tick sees, and whether anything that safety needs is missing."""

from __future__ import annotations

from typing import NamedTuple

from devices import is_held, is_press

from ..limits import DRAIN_A, END_OF_LIFE_DAYS, HEATER_HIGH_A, HEATER_LOW_A
from ..model import Sensed

SAFETY_INPUTS = frozenset(
    {"gas_lpg_ppm", "fumes_co_ppm", "heater_current_a", "battery_voltage_v", "valve_switch_closed"}
)  # not mains_closed: without it the law believes that the mains is off


class Buttons(NamedTuple):
    """Something that is true or not of each button."""

    reset: bool
    hush: bool
    test: bool


NONE, ALL = Buttons(False, False, False), Buttons(True, True, True)


class Seen(NamedTuple):
    """What one tick sees. One dead sensor must not silence the others, so what is unknown stays None, one by one."""

    gas_ppm: float | None  # as the sensor tells it; law/air.py says whether it is believed
    gas_warming: bool
    clean_air_pct: float | None  # the gas sensor's signal, in % of the calibrated one in clean air
    co_ppm: float | None
    heater_a: float | None
    heater_ok: bool  # it draws its proper current
    valve_shut: bool | None
    battery_v: float | None
    mains: bool  # unknown counts as off
    drains: bool  # the battery feeds the alarm though the mains is on
    calibration_days: float | None  # age of the older calibration; None: one of them has no date
    worn_out: bool  # a sensor is past its service life, counted from its calibration
    pressed: Buttons  # newly: a button that is taped down, or has a short, does nothing
    held: Buttons  # one that cannot be read counts as held
    blind: bool  # one of SAFETY_INPUTS is missing
    latch_saved: bool  # the newest latches are on the card
    under_voltage: bool | None  # the flag of the board's own supply


def look(sensed: Sensed, held: Buttons) -> Seen:
    """What this tick sees. `held`: the buttons that were down at the last one."""
    # Unpacked once, in the order of Sensed: that is quicker than asking for each name.
    (gas_ppm, gas_warming, gas_days, clean_air_pct, co_ppm, co_days, heater_a, battery_v, battery_a, mains_closed,
     valve_shut, reset, hush, test, latch_saved, under_voltage) = sensed  # fmt: skip
    mains = mains_closed is True
    pressed = down = NONE
    if reset is not False or hush is not False or test is not False:
        down = Buttons(is_held(reset), is_held(hush), is_held(test))
        pressed = Buttons(is_press(reset, held.reset), is_press(hush, held.hush), is_press(test, held.test))
    return Seen(
        gas_ppm,
        gas_warming,
        clean_air_pct,
        co_ppm,
        heater_a,
        heater_a is not None and HEATER_LOW_A <= heater_a <= HEATER_HIGH_A,
        valve_shut,
        battery_v,
        mains,
        mains and battery_a is not None and battery_a < DRAIN_A,
        None if gas_days is None or co_days is None else max(gas_days, co_days),
        (gas_days or 0.0) >= END_OF_LIFE_DAYS or (co_days or 0.0) >= END_OF_LIFE_DAYS,
        pressed,
        down,
        gas_ppm is None or co_ppm is None or heater_a is None or battery_v is None or valve_shut is None,
        latch_saved,
        under_voltage,
    )
