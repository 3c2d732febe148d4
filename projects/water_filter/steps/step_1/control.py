"""Water filter, step 1: two floats tell the pump when to run."""

from devices import Message
from projects.water_filter.model import Action, State

FILLING = Action(inlet_valve_open=True, product_valve_open=True, pump=True, uv_lamp=True)

ENOUGH = Message("enough", "There is enough water in the tank: the pump is off.")
FILLS = Message("fills", "The tank is not full: the pump fills it.")


def law(sensed, before):
    if sensed.product_high_wet or (sensed.product_low_wet and before.on_s.pump == 0):
        return State.IDLE, Action(), ENOUGH
    return State.PRODUCE, FILLING, FILLS
