"""Solar lamp, step 2: two limits."""

from devices import Message
from projects.solar_lamp.model import Action, State

ON_PCT = 80.0  # mold grows on books and clothes above 80 % relative humidity
OFF_PCT = 75.0  # 5 points lower, so that the relay moves less often

DAMP = Message("damp", "{pct:.1f} % in the box is damp: heating, down to {limit:.0f} %.")
DRY = Message("dry", "{pct:.1f} % in the box: the heater is off, up to {limit:.0f} %.")


def law(sensed, before):
    pct = sensed.box_humidity_pct or 0.0
    if pct > (OFF_PCT if before.state is State.DRY_HEAT else ON_PCT):
        return State.DRY_HEAT, Action(heater=True), DAMP(pct=pct, limit=OFF_PCT)
    return State.IDLE, Action(), DRY(pct=pct, limit=ON_PCT)
