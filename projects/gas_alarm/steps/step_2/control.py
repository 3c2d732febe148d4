"""Gas alarm, step 2: what was shut stays shut until somebody presses reset."""

from devices import Message
from projects.gas_alarm.model import ALARM, NORMAL, Action

LIMIT_PPM = 1400.0  # ppm of gas: a tenth of what can burn, which is 14 000 ppm

CLEAN = Message("clean", "{ppm:.0f} ppm of gas, below {limit:.0f}: the gas is on.")
TOO_MUCH = Message("too_much", "{ppm:.0f} ppm of gas, above {limit:.0f}: the gas is shut and the siren sounds.")
STAYS_SHUT = Message("stays_shut", "There was gas; now {ppm:.0f} ppm. The gas stays shut until somebody presses reset.")


def law(sensed, before):
    ppm = sensed.gas_lpg_ppm or 0.0
    if ppm > LIMIT_PPM:
        return ALARM, Action(siren=True), TOO_MUCH(ppm=ppm, limit=LIMIT_PPM)
    if before.state is ALARM and not sensed.reset_pressed:
        return ALARM, Action(siren=True), STAYS_SHUT(ppm=ppm)
    return NORMAL, Action(valve_open=True), CLEAN(ppm=ppm, limit=LIMIT_PPM)
