"""The numbers of the law, each with its unit and its source; `chosen` means that it is our own choice."""

from __future__ import annotations

from science import battery

DAY_S = 86_400.0
HOUR_S = 3600.0

# Your lamp: measure and change these first
BATTERY = battery.AGM_7AH  # 12 V, 7 Ah, 0.035 ohm; another chemistry needs other voltages below
NOMINAL_V = 12.0
CAPACITY_WH = BATTERY.capacity_ah * NOMINAL_V
HEATER_W = 10.0
LIGHT_W = 3.0
FAN_W = 1.2
OWN_WH_PER_DAY = 17.0  # Raspberry Pi Zero 2 W with its sensors, 0.7 W; measure yours

# Waiting
BOOT_S = 10.0  # all sensors must answer for this long after power-on
BOOT_TIMEOUT_S = 120.0  # 48 polls of a DHT22: a sensor that has not answered by then is lost
SENSOR_BACK_S = 60.0  # a lost sensor must answer for this long again
DOOR_CLOSED_S = 10.0  # the door must stay closed for this long
BLINK_S = 4  # slow blink: one second in four
BEAT_S = 10.0  # ledger, heater watch and drying are renewed this often: a box changes in minutes

# Too hot
HEATER_LIMIT_C = 45.0  # too warm to touch for long, far from scorching paper; chosen
BOX_LIMIT_C = 40.0  # chosen: no book or cloth needs more, and the mold model ends at 50 C
HEATER_REST_C = 44.5  # the heater rests before its limit, so that only a fault goes over
LOOK_AHEAD_S = 15.0  # its probe is read every 5 s and filtered, and warm air makes the heater climb faster
BOX_REST_C = 38.0
COOL_HEATER_C = 43.0  # reset works only below these two; chosen
COOL_BOX_C = 38.0

# A heater that does not do what it is told
WARM_AFTER_S = 180.0  # a 10 W heater on its plate (0.9 W/K, 100 J/K) is 9 K above its box by then, one of 7 W 6 K
WARM_K = 3.5  # chosen: above what two cheap thermometers differ by, below a weak heater
COOL_AFTER_S = 300.0  # from 11 K above its box it is down to 0.7 K by then (time constant 111 s)
HOT_K = 6.0  # chosen: sun on the box and two cheap thermometers make 5 K; a relay that is stuck holds it 11 K above
QUIET_AFTER_S = 60.0  # this long after "off" both current meters have been read again
CONFIRM_S = 60.0  # a sign must last this long
METER_SHARE = (
    0.15  # two INA219 boards may differ by this share of the panel's current; one was 18 % off before trimming
)
DRAIN_A = 0.5 * HEATER_W / NOMINAL_V  # more than that beyond all known loads is a heater

# Battery. LiFePO4 (KiloVault HLX manual): SHED_V 12.8, DISCONNECT_V 12.25, BACK_V 13.0; its voltage says little between
SHED_V = 12.06  # rest voltage at half charge, Renogy PWM manual; deeper, the battery dies young
SHED_SOC = 0.50
DISCONNECT_V = 11.5  # low-voltage disconnect: only the logger goes on, Morningstar SunSaver
BACK_V = 12.6  # low-voltage reconnect, Morningstar SunSaver
BACK_SOC = 0.60  # chosen, with BACK_V: the sun lifts the voltage long before the charge is back
BATTERY_DELAY_S = 60.0  # a heavy load pulls the voltage down for a moment; 5 s, as in shops, is too hasty
LIGHT_SHED_SOC = 0.55  # the light goes before the heat; chosen
LIGHT_BACK_SOC = 0.60
HEAT_SHED_SOC = 0.54  # then the heat, a little before all loads are shed
CALM_A = 0.1  # with less current than that the voltage is a rest voltage
CALM_S = 1800.0  # after half an hour of it
CORRECTION_S = 3600.0  # then the charge follows the rest voltage within an hour

# What may be spent
HARVEST_SHARE = 0.8  # of the harvest may be spent: a battery gives back 0.8-0.9 of what it is given
TARGET_SOC = 0.6  # above it the allowance grows, below it shrinks, so that it is made up in three days
TARGET_DAYS = 3.0
HARVEST_HOURS = 72  # the mean harvest is that of three days
FIRST_GUESS_WH = 30.0  # a day, until three days are known: a small panel in a gray month
LIGHT_SHARE = 0.2  # of the allowance
LIGHT_BUDGET_MAX_WH = 6.0  # two hours of light can be saved up
HEAT_BUDGET_MAX_WH = 40.0  # about as much as the battery holds above half
FULL_SOC = 0.97  # above it the panel's sun is thrown away: heat costs nothing
LIGHT_S = 45 * 60.0  # one press gives 45 minutes; nobody has to remember to switch it off
LIGHT_AGAIN_WH = 0.75  # after it went out for lack of energy: a quarter of an hour must be there

# Drying
ON_BELOW_CRITICAL_PCT = 5.0  # DHT22: +-5 % at most above 90 %, +-2 % typical; so 75 % from 20 C on
OFF_PCT = 70.0
FAN_DRIER_G_M3 = 1.0  # the room must hold this much less water,
FAN_DRIER_SHARE = 0.08  # and this share less: what two calibrated sensors near 95 % differ by where the air is the same
FAN_MIN_GAIN_G_M3 = 0.3  # in 20 minutes; else the fan is no help
FAN_TRIAL_S = 20 * 60.0
FAN_REST_S = 3600.0  # chosen: then it is tried again

# Pulses of heat
HEATER_ON_S = 600.0  # ten minutes at least, on and off, for the relay's contacts; only heat cuts a pulse short
HEATER_OFF_S = 600.0
LONG_ON_S = 3600.0  # on gray days: fewer, longer pulses; the box needs 17 minutes to warm by two thirds
HOT_OFF_S = (
    1200.0  # after a pulse that heat cut short: in warm air many half pulses would wear the relay for little gain
)
PULSE_WH = HEATER_W * HEATER_ON_S / HOUR_S
LONG_PULSE_WH = HEATER_W * LONG_ON_S / HOUR_S
RICH = 0.75  # of the heat budget: from here on no rationing
POOR = 0.50  # until it is down to this
GRAY_WH = 2.0 * OWN_WH_PER_DAY  # chosen: a daily harvest that leaves as much for heat as the Pi itself takes
GRAY_SOC = 0.75  # chosen: below it the battery can't pay what gray days put into the budget
GRAY_SPAN_S = 24 * HOUR_S  # on gray days at most two pulses in this time: the relay moves less than six times a day

# What heat is worth
WARMING_K = 1.0  # what a little warmth is; one K lowers 90 % by about 5 points
DEW_PCT = 99.0  # mean of box and room air at the wall's temperature: dew, which stays at 100 % however warm it gets
DEW_DOUBT_PCT = 4.0  # chosen: what a calibrated humidity sensor with its thermometer and one at the wall may miss
DEW_GONE_PCT = 97.0  # chosen: until there is clearly none; two sensors differ by some percent
WATTS_PER_K = 4.55  # a closed bookshelf box of 0.15 m3: 4.5 W/K through its walls and 0.05 with its air
HOURS_PER_WEEK = 168.0
USUAL_S = 3 * DAY_S  # how long the memory of the usual benefit is
PRICE_AT_EMPTY = 2.0  # an empty budget asks for twice the usual benefit, a half-full one for the usual benefit
