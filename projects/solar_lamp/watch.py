"""What is watched every second: silent sensors, heat, the door, the battery. Each has a limit and a waiting time."""

from __future__ import annotations

from typing import NamedTuple

from .energy import BACK_SOC, BACK_V, LAST_V, SHED_SOC, SHED_V, Book, rest_v

HEATER_LIMIT_C = 45.0  # too warm to touch for long, far from scorching paper; chosen
BOX_LIMIT_C = 40.0  # ASHRAE 160 speaks of 5-40 C; the mold model ends at 50 C
HEATER_REST_C = 44.5  # the heater rests before its limit, so that only a fault goes over
AHEAD_S = 15.0  # and looks so far ahead: its probe is read every 5 s and filtered, and warm air makes it climb faster
BOX_REST_C = 38.0
COOL_HEATER_C = 43.0  # reset works only below these two; chosen
COOL_BOX_C = 38.0
BATTERY_DELAY_S = 60.0  # a heavy load pulls the voltage down for a moment; 5 s, as in shops, is too twitchy
DOOR_CLOSED_S = 10.0  # so long the door must stay closed

KEEP = 0  # what was shed: nothing
SHED_LOADS = 1  # heater, fan and light
SHED_ALL = 2  # all but the logger


class Timers(NamedTuple):
    """Seconds for which something has been so."""

    good_s: float = 0.0  # every safety input known
    closed_s: float = 0.0  # door closed
    low_s: float = 0.0  # battery below the limit for the loads
    last_s: float = 0.0  # battery below the last limit
    back_s: float = 0.0  # battery above the reconnect limit
    beat_s: float = 0.0  # since energy and drying were thought over


def count(
    timers: Timers,
    all_known: bool,
    door_open: bool | None,
    voltage_v: float | None,
    charge_a: float | None,
    book: Book,
    dt_s: float,
) -> Timers:
    """The timers after `dt_s`; what is unknown is neither good, nor closed, nor a sign that the battery is back."""
    low_s = last_s = back_s = 0.0
    if voltage_v is not None and charge_a is not None:
        at_rest_v = rest_v(voltage_v, charge_a)
        if at_rest_v <= SHED_V or (book.known and book.soc <= SHED_SOC):
            low_s = timers.low_s + dt_s
            if at_rest_v <= LAST_V:
                last_s = timers.last_s + dt_s
        elif voltage_v >= BACK_V and book.soc >= BACK_SOC:
            back_s = timers.back_s + dt_s
    return Timers(
        timers.good_s + dt_s if all_known else 0.0,
        timers.closed_s + dt_s if door_open is False else 0.0,
        low_s,
        last_s,
        back_s,
        timers.beat_s + dt_s,
    )


def shed_after(shed: int, timers: Timers) -> int:
    """What is shed now: more when the battery stays low, all given back only when it is well again."""
    if timers.last_s >= BATTERY_DELAY_S:
        return SHED_ALL
    if timers.back_s >= BATTERY_DELAY_S:
        return KEEP
    if timers.low_s >= BATTERY_DELAY_S:
        return max(shed, SHED_LOADS)
    return shed


def too_hot(heater_c: float | None, box_c: float | None) -> bool:
    """Whether a known temperature is above its limit."""
    return (heater_c is not None and heater_c > HEATER_LIMIT_C) or (box_c is not None and box_c > BOX_LIMIT_C)


def is_cool(heater_c: float | None, box_c: float | None) -> bool:
    """Whether both temperatures are known and low enough to begin again after too much heat."""
    return heater_c is not None and box_c is not None and heater_c < COOL_HEATER_C and box_c < COOL_BOX_C


class Climb(NamedTuple):
    """How fast the heater warms, seen from beat to beat; 0 K/s while it cools or is not known."""

    heater_c: float | None = None
    k_per_s: float = 0.0


def next_climb(was: Climb, heater_c: float | None, dt_s: float) -> Climb:
    """The climb over the last `dt_s`."""
    if heater_c is None or was.heater_c is None or heater_c < was.heater_c:
        return Climb(heater_c)
    return Climb(heater_c, (heater_c - was.heater_c) / dt_s)


def must_rest(heater_c: float, climb: Climb, box_c: float) -> bool:
    """Whether the heater is to be switched off at once, though nothing is wrong."""
    return heater_c + AHEAD_S * climb.k_per_s >= HEATER_REST_C or box_c >= BOX_REST_C
