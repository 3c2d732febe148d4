"""Gas alarm, step 6: a puff of hair spray may sound the siren, but only gas that lasts shuts the valve.

The wiring list helps: it takes the middle one of three values, so a single wrong value changes nothing.
"""

from devices import Message
from projects.gas_alarm.model import ALARM, FAULT, NORMAL, WARMUP, Action

LIMIT_PPM = 1400.0  # ppm of gas: a tenth of what can burn, which is 14 000 ppm
HOLD_S = 12.0  # seconds; three values of the sensor: a puff of 10 s is over by then, a leak is not
HEATER_LOW_A = 0.10  # amperes; a good heater wire of 33 ohm at 5 V draws 0.15 A

CLEAN = Message("clean", "{ppm:.0f} ppm of gas, below {limit:.0f}: the gas is on.")
TOO_MUCH = Message("too_much", "{ppm:.0f} ppm of gas, above {limit:.0f}: the gas is shut and the siren sounds.")
MAY_PASS = Message("may_pass", "{ppm:.0f} ppm of gas, above {limit:.0f}. If this lasts {hold:.0f} s, the gas is shut.")
STAYS_SHUT = Message("stays_shut", "There was too much gas. The gas stays shut until somebody presses reset.")
WARMING_UP = Message("warming_up", "The gas sensor is warming up. The gas stays shut until it is hot.")
BLIND = Message("blind", "The gas sensor gives no value, or it is not hot: the gas is shut. Check its wires.")


def law(sensed, before):
    ppm, is_open = sensed.gas_lpg_ppm, before.on_s.valve_open > 0
    if ppm is not None and ppm > LIMIT_PPM:
        if is_open and (before.state is not ALARM or before.state_s < HOLD_S):
            return ALARM, Action(siren=True, valve_open=True), MAY_PASS(ppm=ppm, limit=LIMIT_PPM, hold=HOLD_S)
        return ALARM, Action(siren=True), TOO_MUCH(ppm=ppm, limit=LIMIT_PPM)
    if before.state is ALARM and not is_open and not sensed.reset_pressed:
        return ALARM, Action(siren=True), STAYS_SHUT
    if sensed.gas_warming:
        return WARMUP, Action(amber_lamp=True), WARMING_UP
    if ppm is None or (sensed.heater_current_a or 0.0) < HEATER_LOW_A:
        return FAULT, Action(siren=True, fault_lamp=True), BLIND
    return NORMAL, Action(valve_open=True), CLEAN(ppm=ppm, limit=LIMIT_PPM)
