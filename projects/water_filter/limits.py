"""Every number of the law, with its unit and why it is that number. Change a limit here, nowhere else.

"Chosen" means: our own decision for this filter, a sand column DN100 with a 12 V pump. Measure yours and correct it.
"""

from __future__ import annotations

# Flow, L/min. The meter is a YF-S401 on the pump's outlet: 0.3-6 L/min, 98 Hz at 1 L/min (from memory, not read).
PRIME_LPM = 0.5  # 49 pulses a second: the pump has caught water
PRIME_S = 10.0  # this long may the pump look for water
DRY_RUN_S = 5.0  # this long below PRIME_LPM while running: dry (usual dry-run delay of pump controls)
UV_MAX_LPM = 1.5  # 0.5 L reactor, 2 mW/cm2, 40 mJ/cm2 (NSF/ANSI 55 class A asks for a UV sensor): Q = V I / D
LEAK_HIGH_LPM = 2.0  # chosen: the hand valve lets 1.3 L/min through; more means that a pipe is open
LEAK_REST_LPM = 0.4  # chosen: above 0.3 L/min, where the meter's range begins
WASH_LPM = 4.3  # 36.7 m/h in DN100 is 4.8 L/min (15 gpm/ft2, US practice); less the meter's 10 %
CLEAN_LPM = 1.25  # chosen: set with the hand valve when the sand is clean
MIN_CLEAN_LPM = 1.0  # chosen: clean sand lets more through, else the hand valve is not open enough

# Pump: head in m of water at flow Q is H0 (1 - (Q/Q0)^2), from two points measured with a bucket and a hose.
PUMP_H0_M = 3.0
PUMP_Q0_LPM = 6.0

# Turbidity, NTU.
PRODUCT_STOP_NTU = 5.0  # WHO after PATH: 5 or less acceptable. The aim before UV is 1: this probe cannot show it
PROBE_ZERO_NTU = 0.0  # what the SEN0189 shows in clear water after calibration
PROBE_SIGMA_NTU = 0.7  # one step of the ADS1115 is 0.69 NTU on this probe
TURBID_NTU = max(PRODUCT_STOP_NTU, PROBE_ZERO_NTU + 3.0 * PROBE_SIGMA_NTU)  # below 3 sigma it is only noise
OPEN_NTU = 4.0  # chosen: the 60 s mean must be this low before the product valve may open
STABLE_NTU = 0.5  # chosen: two 60 s means this near each other: the sand has ripened
RAW_REFUSE_NTU = 100.0  # PATH: a river in flood has tens to hundreds; the sand can't hold that back
RAW_RESUME_NTU = 20.0  # chosen: sand that holds 85 % makes 3 NTU of it, and a calibrated probe errs by 1 NTU
RAW_DIRTY_NTU = 50.0  # raw water above this for an hour of filtering asks for a wash
MEAN_S = 60.0  # length of a mean
RIPEN_TIMEOUT_S = 20 * 60.0  # chosen: sand that is not clear by now needs a wash

# Dissolved solids, mg/L. Only a warning: sand does not take salt out.
TDS_WARN_PPM = 1000.0  # QCVN 01:2009/BYT (a vendor's page) and 01-1:2018/BYT (from memory); neither text was read

# Backwash.
WASH_BELOW_SHARE = 0.60  # of the clean sand's specific flow Q/h
WASH_AFTER_H = 24  # hours of filtering
DIRTY_S = 3600.0
WASH_S = 7 * 60.0  # 7 min or more, US practice
RINSE_S = 3 * 60.0
SETTLE_S = 15.0  # chosen: the lifted sand sinks back before water goes down through it

# The two turbidity probes. At the end of a backwash both look at the same raw water: a free test of both.
PROBES_AGREE_NTU = 5.0  # chosen: two probes that err by 1 NTU each after calibration, and step by 0.7
PROBES_AGREE_SHARE = 0.15  # chosen: and their curves are vendor's polynomials
RAW_HOPELESS_NTU = 33.0  # sand that holds 85 % makes 5 NTU of it: for long, no probe is believed that says less
RAW_HOPELESS_S = 60.0  # chosen: water needs 2 min to pass, so the run ends before much of it is through

# UV lamp, monitored by an INA219 in its 12 V wire. 11 W takes 0.92 A when warm, 0.64 A right after switching on.
# A current shows that the lamp burns, not that the water gets its dose: that takes a UV sensor (NSF/ANSI 55 class A).
LAMP_LOOK_S = 3.0  # chosen: its current is read every second, and the pump waits until it was judged
UV_DEAD_A = 0.40  # chosen: less is no burning lamp, cold or warm; a ballast alone takes 0.05 A
UV_LIFE_H = 9000.0  # usual end of life of low-pressure lamps, 80 % of the light is left (from memory, not read)
UV_PREHEAT_S = 120.0
UV_LOW_A = 0.75
UV_HIGH_A = 1.10
UV_REST_A = 0.20  # chosen: a lamp that is switched off takes nothing; the INA219 errs by some mA

# Current that the battery gives while everything is switched off. By day the panel hides it; at night it shows.
MAX_REST_A = 0.30  # chosen: a Pi Zero 2 W takes 0.06 A, a Pi 4 0.25 A; a valve on a welded relay adds 0.3 A
DRAIN_S = 60.0  # the battery is read every 10 s, and an old value may be 30 s old

# Valves and pump.
VALVE_LEAD_S = 1.0  # valves open first, the pump follows: it never pushes against a shut pipe
VALVE_SHUT_S = 5.0  # chosen: this long may the product valve take to shut, by its own switch
VALVE_LAG_S = 3.0  # the pump stops first, the way stays open: no water hammer
HANDOVER_S = 2.0  # the product valve opens before the waste valve shuts
REST_S = 10.0  # between two starts; longer than the pump's min_off_s in wiring.toml
RAW_WAIT_S = 15 * 60.0  # after the raw tank ran low: at most 4 starts an hour
BACKOFF_S = (5 * 60.0, 15 * 60.0, 60 * 60.0)  # chosen: three more tries, then a person must look
TANK_L = 55.0  # an empty product tank up to its high float
MAX_RUN_S = 1.5 * TANK_L / CLEAN_LPM * 60.0  # 1.5 x time to fill the tank at clean flow: 66 min

# Battery, 12 V lead-acid: rest voltages of the Renogy manual, see science.battery.
START_V = 12.26  # 65 %: a wash and rinse take 3 Wh, 4 % of the smallest battery (7 Ah), and end above PUMP_MIN_V
PUMP_MIN_V = 12.21  # 60 % is 12.20 V: 10 mV for the minute until it stops and for steps of 4 mV in the INA219
SHED_V = 12.06  # 50 %: deeper each night kills a lead-acid battery
RECONNECT_V = 12.60  # at the clamps; controllers' usual reconnect (Morningstar SunSaver, BougeRV Sunflow)
WASH_SHED_V = 11.50  # controllers' usual disconnect: until here a wash that began is finished
START_SOC = 0.60  # by the law's own book; a run and its ripening take about 5 Wh of a 7 Ah battery's 84
MORE_SOC = 0.07  # chosen: so much more after each run that the battery did not last, three times: 81 %
BEGIN_SOC = 0.70  # chosen: the book begins with no more while the panel charges: then the voltage promises too much
CALM_S = 300.0  # chosen: a battery that has given current for so long shows what it has, by its rest voltage,
CORRECTION_S = 1800.0  # chosen: and the book follows that within half an hour
LOW_V_S = 60.0  # 5 s, the usual delay, is too twitchy for a pump's start
BATTERY_AH = 12.0  # yours
BATTERY_OHM = 0.18 / BATTERY_AH  # AGM: 0.025-0.05 ohm at 7 Ah, from memory. The least of it: a big one stops too late
CHARGING_OHM = 6.0 / BATTERY_AH  # chosen: a battery under charge stands about 0.6 V above rest at C/10; measure yours

# Starting and coming back.
SELF_TEST_S = 10.0
WARM_UP_TIMEOUT_S = 300.0  # chosen: sensors that are silent for longer after the start are lost
GOOD_S = 60.0  # all well for this long before a trip clears itself
