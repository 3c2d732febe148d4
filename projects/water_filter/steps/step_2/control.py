"""Water filter, step 2: while the lamp warms up, the water goes to waste."""

from devices import Message
from projects.water_filter.model import Action, State

WARM_S = 120.0  # a UV lamp needs two minutes for its full light

TO_WASTE = Action(inlet_valve_open=True, waste_valve_open=True, pump=True, uv_lamp=True)
FILLING = Action(inlet_valve_open=True, product_valve_open=True, pump=True, uv_lamp=True)

ENOUGH = Message("enough", "There is enough water in the tank: the pump is off.")
WARMS = Message("warms", "The lamp has been on for {lamp_s:.0f} s of {warm_s:.0f}: the water goes to waste.")
FILLS = Message("fills", "The tank is not full: the pump fills it.")


def law(sensed, before):
    if sensed.product_high_wet or (sensed.product_low_wet and before.on_s.pump == 0):
        return State.IDLE, Action(), ENOUGH
    if before.on_s.uv_lamp < WARM_S:
        return State.FILTER_TO_WASTE, TO_WASTE, WARMS(lamp_s=before.on_s.uv_lamp, warm_s=WARM_S)
    return State.PRODUCE, FILLING, FILLS
