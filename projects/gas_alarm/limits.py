"""Every number of the gas alarm, with its unit and where it comes from. Change them here and nowhere else.

LEL is the lower explosive limit: below it, gas in air cannot burn. 100 % LEL of LPG is 14 000 ppm.
"""

from __future__ import annotations

from science.gas import LPG_LEL_PPM

PCT_LEL_PPM = LPG_LEL_PPM / 100.0  # 140 ppm: one percent of the LEL

# LPG levels. EN 50194-1 wants the alarm between 3 and 20 % LEL (from memory, not read); a vendor's unit has 8, 13 and
# 20 % (Perry 1GA300M).
CLEAN_PPM = 3 * PCT_LEL_PPM  # 420 ppm, the standard's lower bound: below it the air counts as clean
PREALARM_PPM = 5 * PCT_LEL_PPM  # 700 ppm, chosen: clearly above clean, early enough to open a window
ALARM_PPM = 10 * PCT_LEL_PPM  # 1400 ppm: heat and damp bend an MQ-6 to a true 5-19 % LEL, still inside the window
EMERGENCY_PPM = 20 * PCT_LEL_PPM  # 2800 ppm, the standard's upper bound: from here on no switch may be moved
FAST_RISE_PPM = 5 * PCT_LEL_PPM  # 700 ppm within a minute, chosen: a hose that came off

# Times in seconds.
WARM_UP_S = 180.0  # the MQ-6's signal settles in 1-3 min; vendors wait 60 s
GAS_READY_BY_S = 200.0  # chosen: warm-up, three samples for the median, and a margin
READY_BY_S = 600.0  # chosen: warm-up and two or three whole cycles of the CO sensor
CLEAN_FOR_S = 300.0  # chosen: 5 min of clean air end an alarm
# How long ALARM lasts before the valve shuts: vendors take 15 s. 12 s leaves room for late ticks, and lets a 10 s puff
# of hair spray pass: two of three samples, taken every 4 s, show it for 12 s at most, and the first tick counts 0.
HOLD_S = 12.0
PREALARM_S = 1800.0  # chosen: half an hour of a little gas is a leak that nobody looks for
HUSH_S = 600.0  # chosen: 10 min of quiet, no more
HUSH_RISE_PPM = 2 * PCT_LEL_PPM  # 280 ppm, chosen: so much more gas ends the quiet
CHIRP_EVERY_S = 40.0  # a fault; commercial alarms chirp every 30-60 s
BEEP_EVERY_S = 5.0  # a prealarm; chosen: nobody takes it for a fault
VALVE_MOVES_S = 5.0  # chosen: a spring shuts a valve in less than 1 s
CUT_TURNS = 2  # chosen: a valve that was open is seen shut so often: something else shut it, and every flame went out
SELF_TEST_S = 10.0  # chosen: twice the time the valve may need
SELF_TEST_LOUD_S = 3.0  # chosen: long enough to see every lamp and hear the siren
SELF_TEST_EVERY_S = 7 * 86_400.0  # chosen: a week

# Gas that comes though the valve is shut.
SHUT_SETTLES_S = 60.0  # chosen: four time constants of an MQ-6, so that gas from before the closing has been seen
SHUT_RISE_PPM = 2 * PCT_LEL_PPM  # 280 ppm, chosen: at 10 % LEL, gas that only spreads adds no more, even high up
SHUT_RISE_S = 180.0  # chosen: a minute of hair spray is seen for 155 s

# A gas sensor that has lost its sense (poisoned by silicone, or old) shows clean air for ever. Its signal in clean air
# then moves away from the one that was noted when it was calibrated.
CLEAN_AIR_PCT = (70.0, 130.0)  # chosen: of the calibrated signal; outside, the sensor is at its end
MOVED_PCT = (85.0, 115.0)  # chosen: outside, it is to be calibrated again; a good calibration is up to 9 % off itself
NOTE_EVERY_S = 3600.0  # chosen: one note an hour
NOTES = 24  # chosen: the median of a day is compared, so that no single hour decides
BUMP_TEST_S = 8 * 86_400.0  # chosen: a day after the weekly self-test asked for it

# Proof that the sensors and the supply are alive.
HEATER_LOW_A = 0.10  # MQ-6 data sheet: 33 ohm at 5 V draws 0.15 A. A dead heater looks like clean air.
HEATER_HIGH_A = 0.20
BATTERY_LOW_V = 11.5  # low-voltage cut-off of a solar controller for lead-acid (Morningstar SunSaver MPPT)
BATTERY_GOOD_V = 12.6  # its reconnect voltage; between the two a low battery stays low, so nothing flickers
DRAIN_A = -0.05  # chosen: a charged battery takes a little or nothing; the alarm itself draws 0.6 A
DRAIN_S = 60.0  # chosen: after so long with the mains on, the charger counts as dead
CALIBRATION_OLD_DAYS = 183.0  # chosen: half a year
END_OF_LIFE_DAYS = 5 * 365.25  # chosen: vendors say 5 to 10 years; the data sheets of MQ-6 and MQ-7 do not say

# Carbon monoxide. The dose law is in science/gas.py; below 25 ppm its dose decays.
CO_CLEAN_PPM = 25.0
CO_EVERY_S = 150.0  # the heater cycle of the MQ-7: a value that was noted must do until the next one
