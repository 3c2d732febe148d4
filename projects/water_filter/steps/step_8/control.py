"""Water filter, step 8: what is not known is not safe."""

from devices import Message
from projects.water_filter.model import Action, State

WARM_S = 120.0  # a UV lamp needs two minutes for its full light
CLOUDY_NTU = 5.0  # the most that the WHO accepts; in cloudy water UV light does not get far
MUD_NTU = 20.0  # the sand lets about a seventh through: 20 NTU become 3
CATCH_S = 10.0  # so long may the pump take to catch water
FLOW_LPM = 0.5  # less is no water: clean sand lets 1.3 L/min through
REST_S = 900.0  # a quarter of an hour between two tries: a dry pump wears out
LOOK_S = 3.0  # so long the meter of the lamp may take
DARK_A = 0.4  # a burning lamp takes 0.6 A when cold and 0.9 A when warm, a dark one 0.05 A
BURST_LPM = 2.0  # the sand lets 1.3 L/min through: more means that a pipe is open

TO_WASTE = Action(inlet_valve_open=True, waste_valve_open=True, pump=True, uv_lamp=True)
FILLING = Action(inlet_valve_open=True, product_valve_open=True, pump=True, uv_lamp=True)
OFF = Action(fault_lamp=True)  # without power a spring shuts each valve
CALL = Action(fault_lamp=True, buzzer=True)  # a person must come
RESTING = (State.DRY_RUN, State.UV_FAULT)  # after these the filter rests before it tries again
KEPT = (State.LEAK,)  # a power cut does not mend a pipe
NEEDED = (
    "product_low_wet",
    "product_high_wet",
    "filter_flow_lpm",
    "raw_turbidity_ntu",
    "product_turbidity_ntu",
    "uv_current_a",
)  # what the law must know: without one of them nothing runs

ENOUGH = Message("enough", "There is enough water in the tank: the pump is off.")
MUDDY = Message("muddy", "The raw water has {ntu:.0f} NTU, above {limit:.0f}: the pump waits until it is clearer.")
RESTS = Message("rests", "A pause, so that nothing wears out: everything is off. Next try in {left:.0f} s.")
DRY = Message("dry", "The pump is on and no water comes: pump off. Check the hose and the tank.")
DARK = Message("dark", "The lamp takes too little current to burn: pump and lamp off. Check the lamp.")
BURST = Message("burst", "{lpm:.1f} L/min: more than the sand lets through. Pump off. Look for a burst pipe.")
STAYS = Message("stays", "A pipe may be burst: the pump stays off until somebody has checked it and presses reset.")
UNKNOWN = Message("unknown", "A sensor gives no value: everything is off. Look which one shows no number.")
FLOATS = Message("floats", "The upper float is wet and the lower one dry: everything is off. Check both floats.")
WASTES = Message(
    "wastes",
    "The water goes to waste: lamp on for {lamp:.0f} s, {ntu:.1f} NTU. "
    "The tank gets it from {warm:.0f} s on, with at most {limit:.0f} NTU.",
)
FILLS = Message("fills", "The tank is not full: the pump fills it.")


def trouble(sensed, before):
    """The answer when something is wrong; None when nothing is."""
    if before.state is State.LEAK and not sensed.reset_pressed:
        return State.LEAK, CALL, STAYS
    if None in [getattr(sensed, name) for name in NEEDED]:
        return State.SENSOR_LOST, OFF, UNKNOWN
    if sensed.product_high_wet and not sensed.product_low_wet:
        return State.SENSOR_LOST, OFF, FLOATS
    if sensed.filter_flow_lpm > BURST_LPM:
        return State.LEAK, CALL, BURST(lpm=sensed.filter_flow_lpm)
    if before.on_s.pump > CATCH_S and sensed.filter_flow_lpm < FLOW_LPM:
        return State.DRY_RUN, OFF, DRY
    if before.on_s.uv_lamp > LOOK_S and sensed.uv_current_a < DARK_A:
        return State.UV_FAULT, OFF, DARK
    return None


def law(sensed, before):
    wrong = trouble(sensed, before)
    if wrong is not None:
        return wrong
    if sensed.product_high_wet or (sensed.product_low_wet and before.on_s.pump == 0):
        return State.IDLE, Action(), ENOUGH
    if sensed.raw_turbidity_ntu > MUD_NTU:
        return State.TURBID, OFF, MUDDY(ntu=sensed.raw_turbidity_ntu, limit=MUD_NTU)
    if before.state in RESTING and before.state_s < REST_S:
        return before.state, OFF, RESTS(left=REST_S - before.state_s)
    ntu = sensed.product_turbidity_ntu
    if before.on_s.uv_lamp < WARM_S or ntu > CLOUDY_NTU:
        return State.FILTER_TO_WASTE, TO_WASTE, WASTES(lamp=before.on_s.uv_lamp, ntu=ntu, warm=WARM_S, limit=CLOUDY_NTU)
    return State.PRODUCE, FILLING, FILLS
