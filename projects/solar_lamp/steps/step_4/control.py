"""Solar lamp, step 4: two limits for the battery too."""

from devices import Message
from projects.solar_lamp.model import Action, State

ON_PCT = 80.0  # mold grows on books and clothes above 80 % relative humidity
OFF_PCT = 75.0  # 5 points lower, so that the relay moves less often
LOW_V = 12.06  # a lead battery at half charge; emptied further, it dies young
BACK_V = 12.6  # only the sun lifts it as high as that; rest alone does not

LOW = Message("low", "The battery shows {volts:.2f} V: the heater is off, up to {limit:.1f} V.")
DAMP = Message("damp", "{pct:.1f} % in the box is damp: heating, down to {limit:.0f} %.")
DRY = Message("dry", "{pct:.1f} % in the box: the heater is off, up to {limit:.0f} %.")


def law(sensed, before):
    pct = sensed.box_humidity_pct or 0.0
    volts = sensed.battery_voltage_v or 0.0
    if volts < (BACK_V if before.state is State.LOW_BATT else LOW_V):
        return State.LOW_BATT, Action(), LOW(volts=volts, limit=BACK_V)
    if pct > (OFF_PCT if before.state is State.DRY_HEAT else ON_PCT):
        return State.DRY_HEAT, Action(heater=True), DAMP(pct=pct, limit=OFF_PCT)
    return State.IDLE, Action(), DRY(pct=pct, limit=ON_PCT)
