"""Gas alarm, step 8: carbon monoxide (CO), which nobody smells and the gas sensor does not see.

CO harms by how much and how long: the dose. Twice the CO counts four times as much in each minute.
"""

from devices import Message
from projects.gas_alarm.model import ALARM, CO_ALARM, EMERGENCY, FAULT, NORMAL, PREALARM, WARMUP, Action

CLEAN_PPM = 420.0  # ppm of gas: 3 % of what can burn (14 000 ppm); a warning ends below it
WARNING_PPM = 700.0  # 5 %: clearly more than in clean air, early enough to open a window
LIMIT_PPM = 1400.0  # 10 %
DANGER_PPM = 2800.0  # 20 %: from here on no switch may be moved
HOLD_S = 12.0  # seconds; three values of the sensor: a puff of 10 s is over by then, a leak is not
BEEP_EVERY_S = 5.0  # seconds from beep to beep
HEATER_LOW_A = 0.10  # amperes; a good heater wire of 33 ohm at 5 V draws 0.15 A
READY_BY_S = 600.0  # seconds; a CO sensor that is well gives its first value long before
CO_CLEAN_PPM = 25.0  # ppm of CO; less is not counted
CO_AT_ONCE_PPM = 200.0  # ppm of CO: one such value is enough
CO_DOSE_MIN = 75.0  # minutes at 50 ppm of CO; 100 ppm need a quarter of that time

CLEAN = Message("clean", "{ppm:.0f} ppm of gas, below {limit:.0f}, and no CO: the gas is on.")
WARNING = Message("warning", "Gas warning: {ppm:.0f} ppm. Put out flames. Open the windows.")
TOO_MUCH = Message("too_much", "{ppm:.0f} ppm of gas, above {limit:.0f}: the gas is shut and the siren sounds.")
MAY_PASS = Message("may_pass", "{ppm:.0f} ppm of gas, above {limit:.0f}. If this lasts {hold:.0f} s, the gas is shut.")
GO_OUT = Message("go_out", "Danger: {ppm:.0f} ppm of gas. Go outside. Touch no switch. The gas is shut.")
STAYS_SHUT = Message("stays_shut", "There was too much gas. The gas stays shut until somebody presses reset.")
CO = Message("co", "Carbon monoxide! Go outside. Call for help. The gas is shut.")
WARMING_UP = Message("warming_up", "The sensors are warming up. The gas stays shut until they are ready.")
BLIND = Message("blind", "A sensor gives no value, or it is not hot: the gas is shut. Check the wires.")


def law(sensed, before):
    co_ppm = sensed.fumes_co_ppm or 0.0
    dose = before.note or 0.0
    if co_ppm > CO_CLEAN_PPM:
        dose = dose + (co_ppm / 50.0) ** 2 * before.dt_s / 60.0
    elif sensed.fumes_co_ppm is not None and before.state is not CO_ALARM:
        dose = 0.0

    is_over = sensed.fumes_co_ppm is not None and co_ppm < CO_CLEAN_PPM and sensed.reset_pressed
    if co_ppm > CO_AT_ONCE_PPM or dose > CO_DOSE_MIN or (before.state is CO_ALARM and not is_over):
        return CO_ALARM, Action(siren=True, amber_lamp=True, fan=before.on_s.fan > 0), CO, dose
    state, action, why = gas_law(sensed, before)
    return state, action, why, dose


def gas_law(sensed, before):
    ppm = sensed.gas_lpg_ppm
    is_open = before.on_s.valve_open > 0
    fan = before.on_s.fan > 0  # as it was: only a warning and clean air move its switch
    loud = Action(siren=True, amber_lamp=True, fan=fan)

    if ppm is not None and ppm > DANGER_PPM:
        return EMERGENCY, loud, GO_OUT(ppm=ppm)
    if ppm is not None and ppm > LIMIT_PPM:
        if is_open and (before.state is not ALARM or before.state_s < HOLD_S):
            loud_and_open = Action(siren=True, amber_lamp=True, fan=fan, valve_open=True)
            return ALARM, loud_and_open, MAY_PASS(ppm=ppm, limit=LIMIT_PPM, hold=HOLD_S)
        return ALARM, loud, TOO_MUCH(ppm=ppm, limit=LIMIT_PPM)
    if before.state in (ALARM, EMERGENCY) and not is_open and not sensed.reset_pressed:
        return before.state, loud, STAYS_SHUT
    is_starting = before.state is WARMUP and before.state_s < READY_BY_S
    if sensed.gas_warming or (is_starting and sensed.fumes_co_ppm is None):
        return WARMUP, Action(amber_lamp=True, fan=fan), WARMING_UP
    if ppm is None or sensed.fumes_co_ppm is None or (sensed.heater_current_a or 0.0) < HEATER_LOW_A:
        return FAULT, Action(siren=True, fault_lamp=True, fan=fan), BLIND
    if ppm > WARNING_PPM or (before.state is PREALARM and ppm > CLEAN_PPM):
        beep = before.state_s % BEEP_EVERY_S < 1.0
        return PREALARM, Action(siren=beep, amber_lamp=True, fan=True, valve_open=is_open), WARNING(ppm=ppm)
    return NORMAL, Action(valve_open=True, green_lamp=True), CLEAN(ppm=ppm, limit=WARNING_PPM)
