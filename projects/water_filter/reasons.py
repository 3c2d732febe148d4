"""Why the filter does what it does, in sentences for people. None of them says that water is safe to drink."""

from __future__ import annotations

from devices import Message

# The way of the water
SELF_TEST = Message("boot.self_test", "Just started: testing the sensors, everything is off.")
WARMING_UP = Message("boot.warming_up", "Just started: waiting for the first good value of every sensor.")
RESTING = Message("idle.resting", "Pausing between two runs.")
UNSAVED = Message(
    "idle.unsaved",
    "The card keeps no record: a restart would forget what went wrong. The pump waits until the card works. "
    "Check it: is it full?",
)
TANK_OK = Message("idle.tank_ok", "There is enough filtered water in the tank.")
TANK_FULL = Message("idle.tank_full", "The tank is full: pump off.")
RAW_EMPTY = Message(
    "idle.raw_empty", "The raw water tank is nearly empty: pump off. It goes on when there is water again."
)
RAW_DIRTY = Message("idle.raw_dirty", "Raw water has {ntu:.0f} NTU. A run starts below {limit_ntu:.0f} NTU.")
BATTERY_WAIT = Message(
    "idle.battery",
    "The battery has {rest_v:.2f} V at rest and {soc_pct:.0f} % by the book: pump off. "
    "Pumping starts from {limit_v:.2f} V and {limit_pct:.0f} %.",
)
BATTERY_WORN = Message(
    "idle.battery_worn",
    "The battery did not last {tries} runs ({rest_v:.2f} V at rest, {soc_pct:.0f} % by the book): pump off until "
    "{limit_pct:.0f} %. Check its age, its clamps and the panel.",
)
BATTERY_SAGS = Message(
    "idle.battery_sags",
    "The battery fell to {rest_v:.3f} V at rest, below {limit_v:.2f} V: pump off for at least {minutes:.0f} min.",
)
CUT_IN_A_RUN = Message(
    "boot.cut",
    "The last run was cut off, by its power or its program: pump off for {minutes:.0f} min. Check battery and supply.",
)
RINSE_WAITS = Message("idle.rinse_waits", "A backwash was cut short. The sand must be rinsed first: {reason}")
WASH_WAITS = Message("idle.wash_waits", "The sand must be washed first: {reason}")
RAW_NOT_FULL = Message("idle.raw_not_full", "The raw water tank is not full enough for a whole backwash.")
LAMP_FIRST = Message("prime.lamp", "UV lamp on: looking whether it burns before the pump starts.")
PRIMING = Message("prime.wait", "Pump on: waiting for water at the flow meter.")
RIPENING = Message("waste.ripening", "Filtering to waste until the water is clear and steady: {ntu:.1f} NTU now.")
HEATING = Message("waste.lamp", "The water is clear. Waiting for the UV lamp: {left_s:span} left.")
FLOW_LOST = Message("waste.flow_lost", "Flow fell to {lpm:.2f} L/min: product valve closed, water goes to waste.")
PRODUCING = Message("produce.working", "Clear enough: {ntu:.1f} NTU at {lpm:.2f} L/min, and the UV lamp burns.")
SALTY = Message(
    "produce.tds_high", "{ppm:.0f} ppm of dissolved solids, above {limit_ppm:.0f}. Sand can't take them out."
)
SALT_UNKNOWN = Message(
    "produce.tds_unknown", "Filtering, but dissolved solids are unknown. Check the TDS probe: is it dry?"
)

# Washing
WASH_CLOGGED = Message("wash.clogged", "Flow is {share_pct:.0f} % of the clean sand's: the sand must be washed.")
WASH_HOURS = Message("wash.hours", "{hours} hours of filtering: the sand must be washed.")
WASH_DIRTY = Message("wash.dirty", "Raw water was above {limit_ntu:.0f} NTU for an hour: the sand must be washed.")
WASHING = Message("wash.running", "Washing the sand with upward flow: {left_s:span} left.")
RINSING = Message("rinse.running", "Rinsing the sand to waste: {left_s:span} left.")
RINSED = Message("rinse.done", "The sand is washed and rinsed.")

# Trips: what was seen, what was done, what to check
DRY = Message(
    "trip.dry",
    "Too little water at the flow meter ({lpm:.2f} L/min): pump off. Check tank, hose, valves, meter, second float.",
)
WASH_WEAK = Message(
    "trip.wash_weak", "Only {lpm:.1f} L/min for a backwash: pump off. Check pump, backwash valve and battery."
)
WASH_NO_HELP = Message(
    "trip.wash_no_help",
    "Just washed, but still only {share_pct:.0f} % of the clean sand's flow: pump off. Check the sand and the valves.",
)
TURBID_PRODUCT = Message(
    "trip.turbid", "Filtered water has {ntu:.1f} NTU: product valve closed. The sand will be washed."
)
NEVER_CLEAR = Message(
    "trip.never_clear", "The water did not get clear in {minutes:.0f} min: pump off. The sand will be washed."
)
TURBID_RAW = Message(
    "trip.raw", "Raw water has {ntu:.0f} NTU, above {limit_ntu:.0f}: product valve closed until it clears."
)
TURBID_THROUGH = Message(
    "trip.through",
    "Filtered water has {ntu:.1f} NTU, for raw water has {raw_ntu:.0f}: product valve closed until it clears.",
)
LAMP_OUT = Message(
    "trip.lamp",
    "The current of the UV lamp is {current_a:.2f} A, not between {low_a:.2f} and {high_a:.2f} A. Product "
    "valve closed. Check the lamp.",
)
LAMP_OLD = Message(
    "trip.lamp_old",
    "The UV lamp has burned {hours:.0f} h, its end of life: filter stopped. Change the lamp and clean its sleeve, "
    "then press reset.",
)
VALVE_SHUT = Message(
    "trip.valve_shut",
    "The product valve was commanded open, but its switch says shut: pump off. Check valve, relay and switch.",
)
VALVE_OPEN = Message(
    "trip.valve_open",
    "Shut the tap before the tank by hand. The product valve was commanded shut, but its switch says "
    "open. Filter stopped. Check valve and switch, then press reset.",
)
PROBES_DISAGREE = Message(
    "trip.probes_disagree",
    "The two turbidity probes disagree in the same water: {ntu:.1f} NTU and {raw_ntu:.1f} NTU. Neither is "
    "believed, filter stopped. Clean both probes, check plugs and calibration, then press reset.",
)
PROBE_WAITS = Message(
    "trip.probe_waits",
    "A turbidity probe is not believed. Clean and calibrate both, then press reset: a backwash tests them.",
)
TOO_FAST = Message(
    "trip.too_fast", "{lpm:.2f} L/min is too fast for the UV lamp: product valve closed. Turn the hand valve down."
)
LEAK_RUNNING = Message(
    "trip.leak_running",
    "Look for a burst pipe. {lpm:.1f} L/min, more than the filter lets through. Pump off. Repair it, then press reset.",
)
LEAK_RESTING = Message(
    "trip.leak_resting",
    "Shut the tap by hand. Water flows ({lpm:.2f} L/min) while the pump is off. Find the leak, then press reset.",
)
LAMP_WELDED = Message(
    "trip.lamp_welded",
    "Pull the UV lamp's fuse. {current_a:.2f} A still flow, though the lamp is switched off. Filter "
    "stopped. Check the lamp's relay.",
)
RELAY_WELDED = Message(
    "trip.relay_welded",
    "Pull the fuse. Everything is off, yet the battery gives {current_a:.2f} A, more than {limit_a:.2f} "
    "A. Filter stopped. Check the relays of pump and valves.",
)
MAX_RUN = Message(
    "trip.max_run", "The tank was not full after {minutes:.0f} min: pump off. Check the tank, its floats and the taps."
)
RAW_DIRTY_STILL = Message(
    "trip.raw_still", "Raw water still has {ntu:.0f} NTU. Filtering goes on when it has been clearer for a minute."
)
LEAK_STOPPED = Message("trip.leak_stopped", "There was a leak; no water flows now. Repair the pipe, then press reset.")
WELDED_STOPPED = Message(
    "trip.welded_stopped",
    "Something stayed on that was switched off; now it is off. Find the relay or valve, then press reset.",
)
LOW_BATTERY = Message(
    "trip.battery", "The battery is low ({rest_v:.2f} V at rest): pump and lamp off until it is charged."
)
LOW_SUPPLY = Message(
    "trip.supply",
    "The board's 5 V supply is too low, so it may stop. Pump, lamp and valves are off. Check the converter from 12 V, "
    "its cable and the battery's clamps.",
)
SUPPLY_BACK = Message(
    "trip.supply_back", "The board's supply is good again. Next try in {left_s:span}: the pump may have pulled it down."
)
SENSOR_LOST = Message("trip.sensor", "No good value from {part}: everything off. Check its wires.")
FLOATS_DISAGREE = Message(
    "trip.floats", "In the {tank} tank the high float is wet and the low one dry: everything off. Check both floats."
)
ALL_GOOD_AGAIN = Message("trip.good_again", "All sensors answer again. Waiting a minute to be sure.")
STATE_LOST = Message(
    "trip.state_lost", "The saved faults were lost: everything off. Check for leaks, then press reset."
)
WAITING = Message("trip.waiting", "Stopped after a fault. Next try in {left_s:span}; the reset button tries now.")
LATCHED = Message("trip.latched", "Stopped after {tries} failed tries. Find the cause, then press reset.")
RESET = Message("trip.reset", "Reset was pressed: ready to try again.")
RETRY = Message("trip.retry", "The pause is over: trying again.")

RAW_TANK = Message("tank.raw", "raw water")
PRODUCT_TANK = Message("tank.product", "filtered water")
