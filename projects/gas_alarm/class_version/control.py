"""Gas alarm of a class: one limit, shut until reset, and unknown is shut."""

from typing import NamedTuple

from devices import Message
from projects.gas_alarm.limits import ALARM_PPM
from projects.gas_alarm.model import ALARM, BOOT, FAULT, NORMAL, WARMUP


class Sensed(NamedTuple):
    """What the class version senses."""

    gas_lpg_ppm: float | None
    gas_warming: bool
    reset_pressed: bool | None


class Action(NamedTuple):
    """What it switches: LEDs and a buzzer."""

    valve_open: bool = False
    amber_lamp: bool = False
    fault_lamp: bool = False
    siren: bool = False


READY_S = 200.0  # the sensor warms up for 180 s, then takes some values
SAFE, WARM = Action(fault_lamp=True), Action(amber_lamp=True)
SAFETY_INPUTS = frozenset({"gas_lpg_ppm"})
KEPT = (ALARM,)

WARMING = Message("warming", "The sensor is warming up for three minutes. The valve stays shut.")
NO_VALUE = Message("no_value", "The gas sensor gives no value. The valve is shut. Check its three wires.")
TOO_MUCH = Message("too_much", "{ppm:.0f} ppm of gas, limit {limit:.0f}: the valve is shut, the buzzer sounds.")
STAYS_SHUT = Message("stays_shut", "There was gas; now {ppm:.0f} ppm. The valve stays shut until reset.")
CLEAN = Message("clean", "{ppm:.0f} ppm of gas, limit {limit:.0f}: the valve is open.")


def law(sensed, before):
    """Warm up, then shut at the limit; only the reset button opens again."""
    ppm, was_shut = sensed.gas_lpg_ppm, bool(before.note) or before.state is ALARM
    starting = sensed.gas_warming or (before.state is WARMUP and before.state_s < READY_S)
    if ppm is None:
        state, why = (WARMUP, WARMING) if starting else (FAULT, NO_VALUE)
        return state, safe_action(before.state), why, was_shut
    if sensed.gas_warming:
        return WARMUP, WARM, WARMING, was_shut
    if ppm >= ALARM_PPM:
        return ALARM, Action(siren=True), TOO_MUCH(ppm=ppm, limit=ALARM_PPM), True
    if was_shut and not sensed.reset_pressed:
        return ALARM, Action(siren=True), STAYS_SHUT(ppm=ppm), True
    return NORMAL, Action(valve_open=True), CLEAN(ppm=ppm, limit=ALARM_PPM), False


def safe_action(state):
    """Without a value: shut, and the lamp of the state that it was lost in."""
    return WARM if state in (BOOT, WARMUP) else SAFE
