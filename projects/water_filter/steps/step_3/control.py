"""Water filter, step 3: cloudy water goes to waste, too."""

from devices import Message
from projects.water_filter.model import Action, State

WARM_S = 120.0  # a UV lamp needs two minutes for its full light
CLOUDY_NTU = 5.0  # the most that the WHO accepts; in cloudy water UV light does not get far

TO_WASTE = Action(inlet_valve_open=True, waste_valve_open=True, pump=True, uv_lamp=True)
FILLING = Action(inlet_valve_open=True, product_valve_open=True, pump=True, uv_lamp=True)

ENOUGH = Message("enough", "There is enough water in the tank: the pump is off.")
WASTES = Message(
    "wastes",
    "The water goes to waste: lamp on for {lamp:.0f} s, {ntu:.1f} NTU. "
    "The tank gets it from {warm:.0f} s on, with at most {limit:.0f} NTU.",
)
FILLS = Message("fills", "The tank is not full: the pump fills it.")


def law(sensed, before):
    ntu = sensed.product_turbidity_ntu or 0.0
    if sensed.product_high_wet or (sensed.product_low_wet and before.on_s.pump == 0):
        return State.IDLE, Action(), ENOUGH
    if before.on_s.uv_lamp < WARM_S or ntu > CLOUDY_NTU:
        return State.FILTER_TO_WASTE, TO_WASTE, WASTES(lamp=before.on_s.uv_lamp, ntu=ntu, warm=WARM_S, limit=CLOUDY_NTU)
    return State.PRODUCE, FILLING, FILLS
