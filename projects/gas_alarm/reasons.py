"""Every sentence of the gas alarm: what was seen, what was done to stay safe, what to do or check."""

from __future__ import annotations

from devices import Message

from .model import Fault, Notice, Valve

# All is well
ALL_WELL = Message("normal.well", "The air is clean and every part answers. The gas valve is open.")

# What somebody should see to, by its Notice
NOTICES = {
    Notice.ON_BATTERY: Message(
        "normal.battery", "The mains is off: the alarm runs on its battery. The gas valve stays open for now."
    ),
    Notice.NOT_CHARGED: Message(
        "normal.not_charged",
        "The mains is on, yet the battery feeds the alarm and runs down. The gas valve stays open for now. "
        "Check the charger and its fuse.",
    ),
    Notice.CALIBRATION_OLD: Message(
        "normal.calibration_old", "The sensors were calibrated {age_days:.0f} days ago. Calibrate them again."
    ),
    Notice.NOT_CALIBRATED: Message(
        "normal.not_calibrated",
        "A gas sensor is not calibrated. `highland calibrate` does it step by step.",
    ),
    Notice.SIGNAL_MOVED: Message(
        "normal.signal_moved",
        "In clean air the gas sensor's signal is no longer that of its calibration: the gas level it shows may be "
        "wrong. Calibrate it again.",
    ),
    Notice.BUMP_TEST: Message(
        "normal.bump_test",
        "Nobody has shown gas to the sensor for more than a week. Hold an unlit lighter to it for a second: it must "
        "beep.",
    ),
    Notice.OPENING: Message(
        "normal.opening",
        "The air is clean. The gas valve opens as soon as the card has kept this. If it does not, check the "
        "card: is it full?",
    ),
    Notice.AIR_NOT_CLEAN: Message(
        "normal.not_clean",
        "There is a little gas or smoke in the air, so the valve stays shut. Open the windows and wait.",
    ),
}

# Warming up and testing
WARMING_UP = Message("warmup.wait", "The sensors are warming up. The valve stays shut until they can be trusted.")
WARMING_UP_SHUT = Message("warmup.shut", "The sensors are warming up. {cause}")
SELF_TEST = Message(
    "selftest.running",
    "Self-test: look at the lamps, listen to the siren. The valve shuts to show that it can. Then hold an unlit "
    "lighter to the gas sensor for a second: it must beep.",
)

# Gas
PREALARM = Message(
    "gas.prealarm",
    "Gas warning. Put out flames. Open the windows. {lpg_ppm:.0f} ppm now, the limit is {limit_ppm:.0f} ppm.",
)
PREALARM_SHUT = Message(
    "gas.prealarm_shut",
    "Open the windows. Find the leak. There has been a little gas for half an hour: {lpg_ppm:.0f} ppm "
    "now. The valve is shut.",
)
ALARM = Message(
    "gas.alarm",
    "Gas alarm! Put out flames. Open the windows. Touch no switch. {lpg_ppm:.0f} ppm now. Alarm from "
    "{limit_ppm:.0f} ppm or at a fast rise. If it goes on, the valve shuts.",
)
ALARM_SHUT = Message(
    "gas.alarm_shut",
    "Gas alarm! Touch no switch. Open the windows. Close the gas bottle. {lpg_ppm:.0f} ppm now. The valve is shut.",
)
ALARM_FAULT = Message(
    "gas.alarm_fault",
    "Open the windows. Touch no switch. There was gas. Now the alarm itself has a fault, so the warning stays. {fault}",
)
HUSHED = Message(
    "gas.hushed", "The siren is quiet for at most {left_min:.0f} min. The alarm goes on: {lpg_ppm:.0f} ppm now."
)
EMERGENCY = Message(
    "gas.emergency",
    "DANGER! Go outside now. Touch no switch. Light nothing. More than {limit_ppm:.0f} ppm of gas. The valve is shut.",
)
EMERGENCY_FAULT = Message(
    "gas.emergency_fault",
    "DANGER! Go outside now. Touch no switch. Light nothing. More than {limit_ppm:.0f} ppm of gas. {fault}",
)

# Carbon monoxide
CO_ALARM = Message(
    "co.alarm", "CARBON MONOXIDE! Go outside now. Call for help. {co_ppm:.0f} ppm now. The gas is shut off."
)
CO_ALARM_FAULT = Message(
    "co.alarm_fault", "Stay outside, in fresh air. There was carbon monoxide. The alarm has a fault. {fault}"
)

# An alarm that is over but stays until somebody has looked
PRESS_RESET = Message(
    "alarm.over", "The air has been clean for 5 minutes. Find the cause, turn every burner off, then press reset."
)
RESET_FLUTTERS = Message(
    "reset.flutters",
    "The reset button presses itself, so it does nothing. Check its wire. Wait a minute, then press it once.",
)

# What is wrong with the alarm itself, by its Fault
FAULTS = {
    Fault.GAS_LOST: Message(
        "fault.gas_lost",
        "The gas sensor gives no value. The valve is shut. Check the wires of the sensor and the converter.",
    ),
    Fault.CO_LOST: Message(
        "fault.co_lost",
        "The carbon monoxide sensor gives no value. The valve is shut. Check its wires and its heater pin.",
    ),
    Fault.NOT_READY: Message(
        "fault.not_ready",
        "A sensor is not ready after 10 minutes. The valve is shut. Check the wires of both gas sensors.",
    ),
    Fault.HEATER_UNKNOWN: Message(
        "fault.heater_unknown",
        "The current of the gas sensor's heater cannot be measured. The valve is shut. Check the current sensor.",
    ),
    Fault.HEATER_WRONG: Message(
        "fault.heater_wrong",
        "The heater of the gas sensor draws {heater_a:.2f} A instead of {low_a:.2f} to {high_a:.2f} A. Its "
        "value means nothing. The valve is shut. Check the 5 V supply and the sensor.",
    ),
    Fault.VALVE_UNKNOWN: Message(
        "fault.valve_unknown", "The switch on the valve gives no answer. The valve is shut. Check its two wires."
    ),
    Fault.VALVE_STAYS_OPEN: Message(
        "fault.valve_shuts_not",
        "Close the gas bottle by hand now! The valve was commanded to shut, but its switch says it is open.",
    ),
    Fault.VALVE_STAYS_SHUT: Message(
        "fault.valve_opens_not",
        "The valve was commanded to open, but its switch says it is shut. Check its coil and its switch.",
    ),
    Fault.VALVE_CUT_OFF: Message(
        "fault.valve_cut_off",
        "The valve did not shut when it was told to, so its supply was cut. Change the transistor (MOSFET) that "
        "switches it, then press reset.",
    ),
    Fault.GAS_STILL_COMES: Message(
        "fault.gas_still_comes",
        "Close the gas bottle by hand now. Open the windows. Touch no switch. The valve is shut, yet the gas "
        "rises. The leak is before the valve, or the valve is not tight.",
    ),
    Fault.BATTERY_UNKNOWN: Message(
        "fault.battery_unknown", "The battery cannot be measured. The valve is shut. Check the wires of its meter."
    ),
    Fault.BATTERY_LOW: Message(
        "fault.battery_low",
        "No mains, and the battery has only {battery_v:.1f} V (limit {limit_v:.1f} V). The valve is shut. Charge it.",
    ),
    Fault.BATTERY_NOT_CHARGED: Message(
        "fault.battery_not_charged",
        "The battery has only {battery_v:.1f} V (limit {limit_v:.1f} V) and is not charged, though the mains is on. "
        "The valve is shut. Check the charger and its fuse.",
    ),
    Fault.SUPPLY_LOW: Message(
        "fault.supply_low",
        "The board's 5 V supply is too low. Its sensors cannot be believed, and it may stop. The valve is shut. Check "
        "the power supply and its cable.",
    ),
}
END_OF_LIFE = Message(
    "eol.sensor",
    "The sensors are older than 5 years and can no longer be trusted. The valve is shut. Install new sensors.",
)

SENSE_LOST = Message(
    "eol.sense_lost",
    "The gas sensor can no longer be trusted. Its resistance in clean air is {signal_pct:.0f} % of the "
    "calibrated one. The valve is shut. Calibrate it again or install a new one.",
)

# Why the valve waits for the reset button, by the cause kept in Latched
SHUT_BY = {
    Valve.SHUT_BY_ALARM: Message(
        "shut.alarm", "The valve was shut by a gas alarm. Find the leak, turn every burner off, then press reset."
    ),
    Valve.SHUT_BY_LONG_WARNING: Message(
        "shut.prealarm",
        "The valve was shut after half an hour with a little gas. Find the leak, turn every burner off, then press "
        "reset.",
    ),
    Valve.SHUT_BY_EMERGENCY: Message(
        "shut.emergency", "The valve was shut by dangerous gas. Have pipes and bottle checked, then press reset."
    ),
    Valve.SHUT_BY_CO: Message(
        "shut.co", "The valve was shut by carbon monoxide. Find the stove or fire that made it, then press reset."
    ),
    Valve.SHUT_BY_FAULT: Message(
        "shut.fault", "The valve was shut by a fault, which is gone now. Turn every burner off, then press reset."
    ),
    Valve.SHUT_BUT_GAS_COMES: Message(
        "shut.gas_still_comes",
        "The valve was shut, but gas still came. Have bottle, hose and valve checked, then press reset.",
    ),
    Valve.SHUT_BY_AGE: Message(
        "shut.end_of_life", "The valve was shut because of old sensors. Turn every burner off, then press reset."
    ),
    Valve.SHUT_BY_SELF_TEST: Message(
        "shut.self_test", "The self-test has passed. It put out every flame: turn every burner off, then press reset."
    ),
    Valve.SHUT_BY_RESTART: Message(
        "shut.restart", "The alarm was off, and every flame went out. Turn every burner off, then press reset."
    ),
    Valve.SHUT_BY_OTHERS: Message(
        "shut.cut",
        "Something else shut the valve: the heartbeat relay, a hand or a loose wire. Every flame went out. "
        "Check its wires, turn every burner off, then press reset.",
    ),
    Valve.SHUT_BY_LOST_STATE: Message(
        "shut.state_lost", "The record of past alarms is damaged. Turn every burner off, then press reset."
    ),
    Valve.SHUT_BY_UNKNOWN: Message(
        "shut.unknown", "The valve was shut and the cause is not known. Turn every burner off, then press reset."
    ),
}
