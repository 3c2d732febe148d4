"""Looking before acting: what one tick sees, and whether anything that safety needs is missing."""

from __future__ import annotations

from typing import NamedTuple

from devices import Press

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


class Down(NamedTuple):
    """Which buttons are down; None: nobody knows."""

    reset: bool | None
    hush: bool | None
    test: bool | None


class Presses(NamedTuple):
    """What is remembered of each button; at power-on, that it may have been down before."""

    reset: Press = Press()
    hush: Press = Press()
    test: Press = Press()

    def step(self, down: Down, dt_s: float) -> Presses:
        """The buttons `dt_s` later."""
        if down is UP and self is LET_GO:
            return self
        reset, hush, test = self
        after = Presses(reset.step(down.reset, dt_s), hush.step(down.hush, dt_s), test.step(down.test, dt_s))
        return LET_GO if after == LET_GO else after


NONE, UP = Buttons(False, False, False), Down(False, False, False)
RELEASED = Press(held=False)
LET_GO = Presses(RELEASED, RELEASED, RELEASED)


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
    down: Down
    blind: bool  # one of SAFETY_INPUTS is missing
    latch_saved: bool  # the newest latches are on the card
    under_voltage: bool | None  # the flag of the board's own supply


def look(sensed: Sensed, held: Presses) -> Seen:
    """What this tick sees. `held`: the buttons as they were at the last one."""
    # Unpacked once, in the order of Sensed: that is quicker than asking for each name.
    (gas_ppm, gas_warming, gas_days, clean_air_pct, co_ppm, co_days, heater_a, battery_v, battery_a, mains_closed,
     valve_shut, reset, hush, test, latch_saved, under_voltage) = sensed  # fmt: skip
    mains = mains_closed is True
    pressed, down = NONE, UP
    if reset is not False or hush is not False or test is not False:
        down = Down(reset, hush, test)
        pressed = Buttons(held.reset.counts(reset), held.hush.counts(hush), held.test.counts(test))
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
