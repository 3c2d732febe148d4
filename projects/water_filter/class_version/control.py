"""Water filter of a class: fill the tank, the lamp warm first, never dry, and unknown is off."""

from typing import NamedTuple

from devices import Message
from projects.water_filter.model import State

WARM_S = 120.0  # a UV lamp needs two minutes
PRIME_S = 10.0  # our choice: the pump may look for water this long
FLOW_LPM = 0.5  # below it there is no water


class Sensed(NamedTuple):
    """What the class version senses."""

    raw_low_wet: bool | None
    product_low_wet: bool | None
    product_high_wet: bool | None
    filter_flow_lpm: float | None
    reset_pressed: bool | None


class Action(NamedTuple):
    """What it switches: LEDs and a buzzer."""

    pump: bool = False
    inlet_valve_open: bool = False
    product_valve_open: bool = False
    uv_lamp: bool = False
    fault_lamp: bool = False
    buzzer: bool = False


SAFE = Action(fault_lamp=True)
SAFETY_INPUTS = frozenset({"raw_low_wet", "product_low_wet", "product_high_wet", "filter_flow_lpm"})
KEPT = (State.DRY_RUN,)
ALL_ON = Action(pump=True, inlet_valve_open=True, product_valve_open=True, uv_lamp=True)

NO_VALUE = Message("no_value", "A float or the flow meter gives no value. Everything is off. Check their wires.")
RAN_DRY = Message("ran_dry", "The pump ran without water. Everything is off until somebody presses reset.")
FULL = Message("full", "There is enough water in the tank. Everything is off.")
NO_RAW = Message("no_raw", "There is no raw water. Everything is off.")
WARMS = Message("warms", "The lamp warms up for {left:.0f} more seconds. Then the pump starts.")
RUNS = Message("runs", "Water runs through sand and lamp: {lpm:.1f} L/min.")


def law(sensed, before):
    """From the low float to the high one; the lamp for two minutes before the pump."""
    if None in sensed[:4]:
        return State.SENSOR_LOST, SAFE, NO_VALUE
    if before.state is State.DRY_RUN and not sensed.reset_pressed:
        return State.DRY_RUN, SAFE, RAN_DRY
    if before.on_s.pump > PRIME_S and sensed.filter_flow_lpm < FLOW_LPM:
        return State.DRY_RUN, Action(fault_lamp=True, buzzer=True), RAN_DRY
    filling = before.state in (State.PRIME, State.PRODUCE)
    if sensed.product_high_wet or (sensed.product_low_wet and not filling):
        return State.IDLE, Action(), FULL
    if not sensed.raw_low_wet:
        return State.IDLE, Action(), NO_RAW
    if before.on_s.uv_lamp < WARM_S:
        return State.PRIME, Action(uv_lamp=True), WARMS(left=WARM_S - before.on_s.uv_lamp)
    return State.PRODUCE, ALL_ON, RUNS(lpm=sensed.filter_flow_lpm)
