"""Water filter, step 5: a pump that brings no water is switched off."""

from devices import Message
from projects.water_filter.model import Action, State

WARM_S = 120.0  # a UV lamp needs two minutes for its full light
CLOUDY_NTU = 5.0  # the most that the WHO accepts; in cloudy water UV light does not get far
MUD_NTU = 20.0  # the sand lets about a seventh through: 20 NTU become 3
CATCH_S = 10.0  # so long may the pump take to catch water
FLOW_LPM = 0.5  # less is no water: clean sand lets 1.3 L/min through
REST_S = 900.0  # a quarter of an hour between two tries: a dry pump wears out

TO_WASTE = Action(inlet_valve_open=True, waste_valve_open=True, pump=True, uv_lamp=True)
FILLING = Action(inlet_valve_open=True, product_valve_open=True, pump=True, uv_lamp=True)

ENOUGH = Message("enough", "There is enough water in the tank: the pump is off.")
MUDDY = Message("muddy", "The raw water has {ntu:.0f} NTU, above {limit:.0f}: the pump waits until it is clearer.")
RESTS = Message("rests", "A pause, so that nothing wears out: everything is off. Next try in {left:.0f} s.")
DRY = Message("dry", "The pump is on and no water comes: pump off. Check the hose and the tank.")
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
    if (sensed.raw_turbidity_ntu or 0.0) > MUD_NTU:
        return State.TURBID, Action(), MUDDY(ntu=sensed.raw_turbidity_ntu, limit=MUD_NTU)
    if before.state is State.DRY_RUN and before.state_s < REST_S:
        return before.state, Action(), RESTS(left=REST_S - before.state_s)
    if before.on_s.pump > CATCH_S and (sensed.filter_flow_lpm or 0.0) < FLOW_LPM:
        return State.DRY_RUN, Action(), DRY
    if before.on_s.uv_lamp < WARM_S or ntu > CLOUDY_NTU:
        return State.FILTER_TO_WASTE, TO_WASTE, WASTES(lamp=before.on_s.uv_lamp, ntu=ntu, warm=WARM_S, limit=CLOUDY_NTU)
    return State.PRODUCE, FILLING, FILLS
