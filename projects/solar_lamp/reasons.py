"""Why the lamp does what it does, in sentences for people: what was seen, what was done, what to check."""

from devices import Message

from .model import HeaterFault

BOOTING = Message("boot.testing", "Just switched on: everything stays off until all sensors answer.")
SENSOR_LOST = Message(
    "sensor.lost",
    "No good value from {part}. Heater, fan and light are off. Check the wires of {part}.",
)
SENSOR_BACK = Message("sensor.back", "{part} answers again. Waiting {left_s:span} more to be sure.")

OVERTEMP = Message(
    "overtemp.now",
    "Too hot! Unplug the heater. Heater {heater_c:.0f} °C (limit {heater_limit_c:.0f}), box {box_c:.0f} "
    "°C (limit {box_limit_c:.0f}). Everything is off. Find the cause, then press reset.",
)
OVERTEMP_LATCHED = Message(
    "overtemp.latched",
    "It was too hot. Now heater {heater_c:.0f} °C, box {box_c:.0f} °C. Everything stays off. Look inside, "
    "then press reset.",
)
STATE_LOST = Message(
    "overtemp.state_lost",
    "The saved faults could not be read. Everything stays off. Check the heater, then press reset.",
)

RUNAWAY = Message(
    "runaway.now",
    "Pull the heater's fuse now! Heater {heater_c:.0f} °C, box {box_c:.0f} °C. It is switched off but "
    "still heats: its relay is stuck. Everything else is off. Change the relay, then press reset.",
)
NO_CURRENT = Message(
    "no_heat.current",
    "The heater was on for minutes but stayed cold, and no current was measured. It stays off; fan and "
    "light go on. Check its fuse, its relay and its wires. Then press reset.",
)
PROBE_OFF = Message(
    "no_heat.probe",
    "Current flowed into the heater, but its probe stayed cold. It stays off; fan and light go on. "
    "Check that the probe is tied to the heater, then press reset.",
)
NO_HEAT = {HeaterFault.NO_CURRENT: NO_CURRENT, HeaterFault.PROBE_OFF: PROBE_OFF}

DOOR_OPEN = Message("door.open", "The door is open: everything is off.")
DOOR_CLOSING = Message("door.closing", "The door is closed. Waiting {left_s:span} before anything is switched on.")

LOW_SUPPLY = Message(
    "supply.low",
    "The board's 5 V supply is too low, so it may stop. Heater, fan and light are off until it has been good for a "
    "minute. Check the converter from 12 V, its cable and the battery's clamps.",
)
LOW_BATTERY = Message(
    "battery.low",
    "The battery is low ({soc_pct:.0f} %). Heater, fan and light are off until it shows {back_v:.1f} V and "
    "{back_pct:.0f} %. Check that the panel is clean and in the sun.",
)
LOW_VOLTAGE = Message(
    "battery.low_voltage",
    "The battery is low ({rest_v:.2f} V at rest, which is {soc_pct:.0f} %). Heater, fan and light are off until it "
    "shows {back_v:.1f} V and {back_pct:.0f} %. Check that the panel is clean and in the sun.",
)
EMPTY_BATTERY = Message(
    "battery.last",
    "The battery is nearly empty ({rest_v:.2f} V at rest). Everything but the logger is off. Charge it today.",
)

AT_WALL = Message("place.wall", "at the coldest surface")
IN_AIR = Message("place.air", "in the air of the box (the wall sensor gives no value: check its wires)")

DRY_ENOUGH = Message("dry.enough", "Dry enough: {rh_pct:.0f} % {place}. Nothing to do.")
FAN_HELPS = Message(
    "fan.helps",
    "The room's air holds {less_g_m3:.1f} g/m³ less water than the box: the fan blows it in.",
)
HEATING = Message("heat.on", "{rh_pct:.0f} % {place} is damp, and there is enough energy: heating.")
HEAT_UNSAVED = Message(
    "heat.unsaved",
    "{rh_pct:.0f} % {place} is damp, but the card keeps no record: a restart would forget that the heater was too hot. "
    "No heat until the card works. Check it: is it full?",
)
HEAT_DOUBTED = Message(
    "heat.doubted",
    "Damp ({rh_pct:.0f} %), but no heat yet: the heater is switched off and still seems to heat. "
    "In a minute it is known whether its relay is stuck.",
)
HEATER_RESTS = Message(
    "heat.rests",
    "Damp ({rh_pct:.0f} %): the heater rests for some minutes, so that it never gets hotter than {limit_c:.0f} °C.",
)
HEAT_SHED = Message(
    "heat.shed",
    "Damp ({rh_pct:.0f} %), but the battery is at {soc_pct:.0f} %: heat waits for the sun.",
)
RATION_HEATING = Message(
    "ration.heat",
    "Energy is short, but now ({rh_pct:.0f} %) heat prevents more mold than usual: heating.",
)
DEW = Message(
    "dew.wall",
    "The wall is wet ({rh_pct:.0f} % {place}): heat would only make mold grow faster. The heater stays off. "
    "Shut the box, wipe the wall dry, move the box away from the wall, and wait for drier air.",
)
RATION_WAITING = Message(
    "ration.wait",
    "Energy is short ({budget_wh:.1f} Wh saved up). Damp ({rh_pct:.0f} %), but heat is kept for a worse hour.",
)

LIGHT_REFUSED = Message(
    "light.refused",
    "No light now: its share of the solar energy is used up, or the battery is at {soc_pct:.0f} %. "
    "Sun will bring it back.",
)
