"""Solar lamp, step 7: the wall decides, not the air."""

from devices import Message
from projects.solar_lamp.model import Action, State
from science.humid_air import rh_at_temperature_pct

ON_PCT = 80.0  # at the wall: mold grows on books and clothes above 80 % relative humidity
OFF_PCT = 75.0  # 5 points lower, so that the relay moves less often
DEW_PCT = 99.0  # at the wall: there is dew, and heat only makes the water warmer
DEW_GONE_PCT = 97.0  # surely no dew any more: two sensors differ by 2 %
LOW_V = 12.06  # a lead battery at half charge; emptied further, it dies young
BACK_V = 12.6  # only the sun lifts it as high as that; rest alone does not
HOT_C = 43.0  # above 45 it is too warm to touch for long; its probe tells it some seconds late
COOL_C = 40.0  # then it may heat again
STUCK_K = 6.0  # warmer than the box by this much, it heats; it stands 11 K above while it is on
COOL_AFTER_S = 900.0  # wiring.toml keeps the relay on for up to 590 s (min_on_s), and the plate needs 300 s to cool

LOST = Message("lost", "A sensor gives no value: the heater is off. Check the wires.")
STUCK = Message(
    "stuck", "Pull the heater's fuse! It was told off and stayed hot: its relay is stuck. Then press reset."
)
HOT = Message("hot", "The heater has {c:.1f} °C: it is off, down to {limit:.0f} °C.")
LOW = Message("low", "The battery shows {volts:.2f} V: the heater is off, up to {limit:.1f} V.")
DEW = Message("dew", "The wall is wet: heat would not dry it. Wipe it, and move the box away from it.")
DAMP = Message("damp", "{pct:.1f} % at the wall is damp: heating, down to {limit:.0f} %.")
DRY = Message("dry", "{pct:.1f} % at the wall: the heater is off, up to {limit:.0f} %.")


def law(sensed, before):
    return trouble(sensed, before) or drying(sensed, before)


def trouble(sensed, before):
    """What stops all work; None when nothing does."""
    heater_c, box_c, volts = sensed.heater_probe_temperature_c, sensed.box_temperature_c, sensed.battery_voltage_v
    if None in (heater_c, box_c, volts, sensed.box_humidity_pct, sensed.wall_temperature_c):
        return State.SENSOR_LOST, Action(fault_lamp=True), LOST
    long_off = before.state is not State.DRY_HEAT and before.state_s > COOL_AFTER_S
    if (long_off and heater_c > box_c + STUCK_K) or (before.state is State.RUNAWAY and not sensed.reset_pressed):
        return State.RUNAWAY, Action(buzzer=True, fault_lamp=True), STUCK
    if heater_c > (COOL_C if before.state is State.OVERTEMP else HOT_C):
        return State.OVERTEMP, Action(fault_lamp=True), HOT(c=heater_c, limit=COOL_C)
    if volts < (BACK_V if before.state is State.LOW_BATT else LOW_V):
        return State.LOW_BATT, Action(), LOW(volts=volts, limit=BACK_V)
    return None


def drying(sensed, before):
    """Mold grows at the coldest place, so the wall decides, not the air in the middle of the box."""
    pct = rh_at_temperature_pct(sensed.box_temperature_c, sensed.box_humidity_pct, sensed.wall_temperature_c)
    if pct > (DEW_GONE_PCT if before.state is State.DEW else DEW_PCT):
        return State.DEW, Action(), DEW
    if pct > (OFF_PCT if before.state is State.DRY_HEAT else ON_PCT):
        return State.DRY_HEAT, Action(heater=True), DAMP(pct=pct, limit=OFF_PCT)
    return State.IDLE, Action(), DRY(pct=pct, limit=ON_PCT)
