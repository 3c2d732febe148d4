"""Gas alarm, step 4: a sensor that is still cold knows nothing, and is not broken either."""

from devices import Message
from projects.gas_alarm.model import ALARM, FAULT, NORMAL, WARMUP, Action

LIMIT_PPM = 1400.0  # ppm of gas: a tenth of what can burn, which is 14 000 ppm

CLEAN = Message("clean", "{ppm:.0f} ppm of gas, below {limit:.0f}: the gas is on.")
TOO_MUCH = Message("too_much", "{ppm:.0f} ppm of gas, above {limit:.0f}: the gas is shut and the siren sounds.")
STAYS_SHUT = Message("stays_shut", "There was too much gas. The gas stays shut until somebody presses reset.")
UNKNOWN = Message("unknown", "The gas sensor gives no value: the gas is shut. Check the wires of the sensor.")
WARMING_UP = Message("warming_up", "The gas sensor is warming up. The gas stays shut until it is hot.")


def law(sensed, before):
    ppm = sensed.gas_lpg_ppm
    if ppm is not None and ppm > LIMIT_PPM:
        return ALARM, Action(siren=True), TOO_MUCH(ppm=ppm, limit=LIMIT_PPM)
    if before.state is ALARM and not sensed.reset_pressed:
        return ALARM, Action(siren=True), STAYS_SHUT
    if sensed.gas_warming:
        return WARMUP, Action(amber_lamp=True), WARMING_UP
    if ppm is None:
        return FAULT, Action(siren=True, fault_lamp=True), UNKNOWN
    return NORMAL, Action(valve_open=True), CLEAN(ppm=ppm, limit=LIMIT_PPM)
