"""Solar lamp, step 1: one limit."""

from devices import Message
from projects.solar_lamp.model import Action, State

LIMIT_PCT = 80.0  # mold grows on books and clothes above 80 % relative humidity

DAMP = Message("damp", "{pct:.1f} % in the box, above {limit:.0f}: heating.")
DRY = Message("dry", "{pct:.1f} % in the box, not above {limit:.0f}: the heater is off.")


def law(sensed, before):
    pct = sensed.box_humidity_pct or 0.0
    if pct > LIMIT_PCT:
        return State.DRY_HEAT, Action(heater=True), DAMP(pct=pct, limit=LIMIT_PCT)
    return State.IDLE, Action(), DRY(pct=pct, limit=LIMIT_PCT)
