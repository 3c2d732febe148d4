"""Control laws as people get them wrong: each is one edit of a law's own source.

`old` must stand exactly once in the file. The mistakes are those that reviews of hobby controllers find again and again:
an inverted comparison, a forgotten latch, two swapped outputs, no hysteresis, unknown taken for zero, a unit error.
"""

from __future__ import annotations

from typing import NamedTuple


class WrongLaw(NamedTuple):
    """One mistake: in `file` of the tree, `old` became `new`; the projects that `plays` names (by commas) must catch it."""

    plays: str
    file: str
    mistake: str
    old: str
    new: str


def _of(project: str, *rows: tuple[str, str, str, str]) -> list[WrongLaw]:
    """Mistakes in a project; its files are named without folder and `.py`, such as `law/drying`."""
    return [
        WrongLaw(project, f"projects/{project}/{file if '.' in file else file + '.py'}", mistake, old, new)
        for file, mistake, old, new in rows
    ]


GAS_ALARM = _of(
    "gas_alarm",
    ("limits", "the alarm comes at twice the level", "ALARM_PPM = 10 * PCT_LEL_PPM", "ALARM_PPM = 20 * PCT_LEL_PPM"),
    ("limits", "the prealarm comes late", "PREALARM_PPM = 5 * PCT_LEL_PPM", "PREALARM_PPM = 8 * PCT_LEL_PPM"),
    ("limits", "unit error: a fraction taken for percent", "PCT_LEL_PPM = LPG_LEL_PPM / 100.0", "PCT_LEL_PPM = LPG_LEL_PPM"),
    ("limits", "no emergency below the lower explosive limit", "EMERGENCY_PPM = 20 * PCT_LEL_PPM", "EMERGENCY_PPM = 100 * PCT_LEL_PPM"),
    ("limits", "minutes for seconds: the valve waits", "HOLD_S = 12.0", "HOLD_S = 720.0"),
    ("limits", "no patience: a puff of hair spray shuts the gas", "HOLD_S = 12.0", "HOLD_S = 0.0"),
    ("limits", "a hushed alarm stays quiet while gas rises", "HUSH_RISE_PPM = 2 * PCT_LEL_PPM", "HUSH_RISE_PPM = 200 * PCT_LEL_PPM"),
    ("limits", "unit slip: mA for A", "HEATER_LOW_A = 0.10", "HEATER_LOW_A = 0.10e-3"),
    ("limits", "battery limit of a 6 V battery", "BATTERY_LOW_V = 11.5", "BATTERY_LOW_V = 5.75"),
    ("law/air", "emergency comparison turned round", "air.gas_ppm >= EMERGENCY_PPM:", "air.gas_ppm <= EMERGENCY_PPM:"),
    ("law/air", "forgotten latch: emergency", "        emergency = True", "        emergency = False"),
    ("law/air", "forgotten latch: carbon monoxide", "        co = True", "        co = False"),
    ("law/faults", "a missing gas value is no fault", "if seen.gas_ppm is None and not gas_may_wait:", "if False and not gas_may_wait:"),
    ("control", "no siren when the law is blind in an alarm", "siren = steady or (not starting and beep_is_due(memory))", "siren = not steady and not starting and beep_is_due(memory)"),
    ("law/valve", "gas comes back by itself, without the reset button", "if clean and (latched.valve is NEW or reset) else latched", "if clean else latched"),
    ("law/steps", "alarm does not shut the valve", "if now.air.hold_s >= HOLD_S:", "if now.air.hold_s >= 1e9:"),
    ("law/steps", "carbon monoxide does not shut the valve", "shut(now.latched, Valve.SHUT_BY_CO, now.fault)", "shut_by_fault(now.latched, now.fault)"),
    ("law/states", "faults are not looked for", "    if now.fault_why is not None:\n        return Step(State.FAULT", "    if now.fault_why is not None and False:\n        return Step(State.FAULT"),
    ("control", "siren and fan swapped", "return Action(valve_open, siren, run_fan(after), red,", "return Action(valve_open, run_fan(after), siren, red,"),
    ("control", "the fan is switched above 20 % LEL", "    if gas_ppm is not None and gas_ppm < EMERGENCY_PPM:\n        if after.state is CO_ALARM:", "    if gas_ppm is not None:\n        if after.state is not NORMAL:"),
    ("control", "the valve stays open when the law is blind", "return Action(False, siren, memory.fan, red, amber, False)", "return Action(latched.valve is OPEN, siren, memory.fan, red, amber, False)"),
    ("law/air", "carbon monoxide counts a tenth", "step_dose_min(dose_min, co_ppm, dt_s)", "step_dose_min(dose_min, co_ppm / 10.0, dt_s)"),
    ("law/air", "the alarm level is forgotten, only a fast rise counts", "(gas_ppm >= ALARM_PPM or rises_fast(before.marks, gas_ppm))", "rises_fast(before.marks, gas_ppm)"),
    ("law/steps", "an emergency can be hushed", "return Step(State.EMERGENCY, why, latched)", "return Step(State.EMERGENCY, why, latched, now.hush)"),
    ("law/air", "one clean turn is enough for reset", "if seen.pressed.reset and air.clean.reached(CLEAN_FOR_S):", "if seen.pressed.reset and air.clean.holds:"),
    ("law/states", "one clean turn ends an alarm", "if now.air.clean.reached(CLEAN_FOR_S) and (seen", "if now.air.clean.holds and (seen"),
    ("law/air", "clean air although CO is unknown", "co_ppm is not None and co_ppm < CO_CLEAN_PPM", "(co_ppm is None or co_ppm < CO_CLEAN_PPM)"),
    ("law/faults", "nobody hears that the gas sensor's signal has moved", "    if sense.has_moved:", "    if False:"),
    ("law/senses", "a button back from unreadable counts as pressed", "down = Down(reset, hush, test)", "down = Down(reset is True, hush is True, test is True)"),
    ("law/senses", "no upper limit for the heater's current", "HEATER_LOW_A <= heater_a <= HEATER_HIGH_A", "HEATER_LOW_A <= heater_a"),
    ("law/states", "an emergency is demoted when the gas is less", "    if now.latched.emergency:\n", "    if now.latched.emergency and not now.air.clean.holds:\n"),
    ("law/steps", "quiet that was asked for in PREALARM lasts into ALARM", "if now.fault is not None or now.state is State.PREALARM else", "if now.fault is not None else"),
    ("law/valve", "the valve does not wait for the card", "return before.valve is OPEN and clean and seen.latch_saved", "return before.valve is OPEN and clean"),
    ("law/faults", "a low supply of the board is no fault", "return Fault.SUPPLY_LOW if supply_low else None", "return None"),
    ("control", "a low supply does not spare the fan", "if after.state is NORMAL or after.supply.low:", "if after.state is NORMAL:"),
    ("law/valve", "the valve opens before its latch is on the card", "return before.valve is OPEN and clean and seen.latch_saved", "return clean and seen.latch_saved"),
    ("limits", "a valve that something else shut opens again", "CUT_TURNS = 2", "CUT_TURNS = 2000"),
    ("law/valve", "a valve that was never seen open counts as cut", "cut_turns = before.cut_turns + 1 if seen_open else 0", "cut_turns = before.cut_turns + 1"),
    ("limits", "hours for minutes: a warning without an end", "PREALARM_S = 1800.0", "PREALARM_S = 108000.0"),
    ("control", "a valve that stays open keeps its supply", "    return latched.cut_off\n", "    return False\n"),
    ("law/valve", "the supply of a broken valve comes back by itself", "if latched.cut_off and reset else latched", "if latched.cut_off else latched"),
    ("limits", "a warning ends after half a minute", "PREALARM_S = 1800.0", "PREALARM_S = 30.0"),
    ("law/memory", "the CO dose is forgotten at a restart", "air = air._replace(dose_min=latched.co_dose_min)", "air = air._replace(dose_min=0.0)"),
    ("law/air", "the CO dose is never noted", "_dose_after(air.dose_min, seen.co_ppm, CO_EVERY_S) if air.co_is_new else latched.co_dose_min", "latched.co_dose_min"),
    ("law/air", "what was breathed while CO was unknown does not count", "_dose_after(before.dose_min, co_ppm, before.co_gap_s + dt_s)", "_dose_after(before.dose_min, co_ppm, dt_s)"),
    ("law/air", "seconds for minutes: the CO dose", "return min(step_dose_min(dose_min, co_ppm, dt_s), ALARM_DOSE_MIN)", "return min(step_dose_min(dose_min, co_ppm, 60.0 * dt_s), ALARM_DOSE_MIN)"),
    ("control", "the fan stands still in smoke", "        if after.state is CO_ALARM:\n            return True\n", ""),
    ("control", "the fan never stops", "        if after.state is NORMAL or after.supply.low:\n            return False\n", ""),
    ("law/sensitivity", "a sensor that lost its sense is believed", "    return not _within(CLEAN_AIR_PCT, signal_pct)", "    return False"),
    ("law/sensitivity", "a healthy sensor counts as worn out", "    return not _within(CLEAN_AIR_PCT, signal_pct)", "    return signal_pct is not None and _within(CLEAN_AIR_PCT, signal_pct)"),
    ("law/valve", "gas comes back after a restart", "return _as(latched, Valve.SHUT_BY_RESTART) if latched.valve is OPEN else latched", "return latched"),
    ("law/valve", "gas that comes through a shut valve is not noticed", "return self.rising.reached(SHUT_RISE_S)", "return False"),
    ("law/valve", "a switch that contradicts is not noticed", "wrong = seen.valve_shut is told_open  #", "wrong = False  #"),
    ("law/air", "a pause of a second and the alarm begins anew", "hold_s = max(hold_s - dt_s, 0.0)", "hold_s = 0.0"),
    ("law/air", "a fast rise is not noticed", "return gas_ppm > FAST_RISE_PPM and len(marks) > 1", "return False and len(marks) > 1"),
    ("limits", "minutes for seconds: quiet", "HUSH_S = 600.0", "HUSH_S = 36000.0"),
    ("limits", "no warm-up in the law", "WARM_UP_S = 180.0", "WARM_UP_S = 1.8"),
    ("limits", "minutes for seconds: clean air", "CLEAN_FOR_S = 300.0", "CLEAN_FOR_S = 5.0"),
    ("limits", "a fault chirps once an hour", "CHIRP_EVERY_S = 40.0", "CHIRP_EVERY_S = 3600.0"),
    ("limits", "a sensor is at its end after five days", "END_OF_LIFE_DAYS = 5 * 365.25", "END_OF_LIFE_DAYS = 5.0"),
    ("limits", "a sensor never comes to its end", "END_OF_LIFE_DAYS = 5 * 365.25", "END_OF_LIFE_DAYS = 5 * 365.25 * 12"),
    ("law/faults", "a low battery flickers", "BATTERY_GOOD_V if before.low else BATTERY_LOW_V", "BATTERY_LOW_V"),
    ("law/faults", "a charger that is dead is not noticed", "if seen.mains and not drain.reached(DRAIN_S):", "if seen.mains:"),
    ("law/faults", "a dead CO sensor is no fault", "if seen.co_ppm is None and not warming_up:", "if False:"),
    ("law/steps", "the self-test leaves the valve open", "shut_if_open(now.latched, Valve.SHUT_BY_SELF_TEST)", "now.latched"),
    ("law/memory", "hush: more gas does not end it", "gas_ppm >= before.from_ppm + HUSH_RISE_PPM", "gas_ppm >= before.from_ppm + 10 * HUSH_RISE_PPM"),
    ("law/memory", "a button that is held down hushes again and again", "return Hush(HUSH_S, gas_ppm) if pressed else LOUD", "return Hush(HUSH_S, gas_ppm)"),
)  # fmt: skip

SOLAR_LAMP = _of(
    "solar_lamp",
    ("limits", "the heater's limit is above its cut-off", "HEATER_LIMIT_C = 45.0", "HEATER_LIMIT_C = 75.0"),
    ("law/memory", "comparison turned round: too hot", "heater_c > limits.HEATER_LIMIT_C", "heater_c < limits.HEATER_LIMIT_C"),
    ("law/heater", "the heater never rests before its limit", "return soon_c >= limits.HEATER_REST_C or box_c >= limits.BOX_REST_C", "return False"),
    ("law/energy", "the battery is never shed", "return Shed.LOADS if was is Shed.NOTHING and low else was", "return was"),
    ("law/memory", "no hysteresis: loads come back at once", "charged = not low and voltage_v >= limits.BACK_V and ledger.soc >= limits.BACK_SOC", "charged = at_rest_v > limits.SHED_V"),
    ("law/memory", "an open door counts as closed", "was.closed.step(sensed.door_open is False,", "was.closed.step(sensed.door_open is not None,"),
    ("law/memory", "forgotten latch: too hot", "latched._replace(overtemp=True)", "latched._replace(overtemp=False)"),
    ("control", "a silent sensor is ignored", "    if isinstance(seen, LostPart):", "    if isinstance(seen, LostPart) and False:"),
    ("model", "an unknown heater temperature is ignored", "    if heater_c is None:\n        return LostPart.HEATER_PROBE", "    if False:\n        return LostPart.HEATER_PROBE"),
    ("law/memory", "too much heat is not looked at", "    if too_hot(heater_c, box_c):\n        return latched", "    if False:\n        return latched"),
    ("limits", "relative humidity as a fraction", "OFF_PCT = 70.0", "OFF_PCT = 0.70"),
    ("law/drying", "comparison turned round: heats when dry", "return air.surface_rh_pct >= critical_rh_pct(air.surface_c) - limits.ON_BELOW_CRITICAL_PCT", "return air.surface_rh_pct <= critical_rh_pct(air.surface_c) - limits.ON_BELOW_CRITICAL_PCT"),
    ("law/drying", "the fan runs in wetter air", "drier_g_m3 >= needed_g_m3", "drier_g_m3 <= needed_g_m3"),
    ("law/drying", "a wet wall is heated: it stays wet, only warmer", "dew = air.dew_pct >= (limits.DEW_GONE_PCT if now.dew else limits.DEW_PCT)", "dew = False"),
    ("law/drying", "heat is spent where it makes mold grow faster", "worth = benefit >= 0.0 and (rich or", "worth = (rich or"),
    ("law/heater", "no rationing: heat whenever it is wet", "    if ledger.soc <= limits.HEAT_SHED_SOC:\n        return False\n", "    return True\n"),
    ("law/energy", "the battery's sign: charging counts as drawing", "return voltage_v - charge_a * limits.BATTERY.resistance_ohm", "return voltage_v + 20.0 * charge_a * limits.BATTERY.resistance_ohm"),
    ("limits", "loads are shed far too late", "SHED_V = 12.06", "SHED_V = 10.06"),
    ("model", "heater and fan swapped", "Action(heater, fan, light, fault_lamp=fault)", "Action(fan, heater, light, fault_lamp=fault)"),
    ("law/memory", "reset works while it is hot", "    if reset and signs == CALM and is_cool(heater_c, box_c):", "    if reset and signs == CALM:"),
    ("law/memory", "a reset button that is taped down clears every alarm", "reset.counts(sensed.reset_pressed), timers", "sensed.reset_pressed is True, timers"),
    ("law/memory", "an unknown temperature is cool", "    if heater_c is None or box_c is None:\n        return False\n    return heater_c", "    if heater_c is None or box_c is None:\n        return True\n    return heater_c"),
    ("law/memory", "the box may be as hot as it likes", "box_c is not None and box_c > limits.BOX_LIMIT_C", "False"),
    ("law/memory", "what the lamp used is not written down", "        used = add_used(used, drying.heater.on, drying.fan.on, light.on, dt_s)\n", "        pass\n"),
    ("law/heater", "a relay that is stuck is not noticed", "return signs.hot.reached(limits.CONFIRM_S) or signs.drain.reached(limits.CONFIRM_S)", "return False"),
    ("law/heater", "a stuck relay is noticed by its current alone", "return signs.hot.reached(limits.CONFIRM_S) or signs.drain.reached(limits.CONFIRM_S)", "return signs.drain.reached(limits.CONFIRM_S)"),
    ("law/heater", "a heater that does not warm is not noticed", "    if not signs.cold.reached(limits.CONFIRM_S):", "    if True:"),
    ("law/heater", "forgotten latch: the stuck relay", "was._replace(runaway=True)", "was._replace(runaway=False)"),
    ("law/heater", "its own climb is not looked at", "soon_c = heater_c + limits.LOOK_AHEAD_S * climb.k_per_s", "soon_c = heater_c - 40.0"),
    ("law/rules", "the door need not stay closed", "    if closed.reached(limits.DOOR_CLOSED_S):\n        return None\n", "    if closed.holds:\n        return None\n"),
    ("law/rules", "an open door stops nothing", "    if closed.reached(limits.DOOR_CLOSED_S):\n        return None\n", "    if True:\n        return None\n"),
    ("law/rules", "an empty battery stops nothing", "    if now.latched.shed is Shed.NOTHING:\n        return None\n", "    if True:\n        return None\n"),
    ("law/rules", "a lost sensor is believed again at once", "    if left_s > 0.0:\n        return Step(State.SENSOR_LOST", "    if False:\n        return Step(State.SENSOR_LOST"),
    ("law/rules", "nothing is waited for after the start", "    if not now.timers.good.reached(limits.BOOT_S):\n", "    if False:\n"),
    ("limits", "hours for minutes: the light", "LIGHT_S = 45 * 60.0", "LIGHT_S = 45 * 3600.0"),
    ("limits", "hours for minutes: a pulse of heat", "HEATER_ON_S = 600.0", "HEATER_ON_S = 36000.0"),
    ("limits", "the battery may be drained to a tenth", "SHED_SOC = 0.50", "SHED_SOC = 0.10"),
    ("limits", "the light takes the heat's energy", "LIGHT_SHED_SOC = 0.55", "LIGHT_SHED_SOC = 0.05"),
    ("limits", "dew is heated", "DEW_PCT = 99.0", "DEW_PCT = 999.0"),
    ("law/rules", "heat does not wait for the card", "(drying.heater.on or (seen.latch_saved and not doubted))", "(drying.heater.on or not doubted)"),
    ("law/rules", "a new pulse hides that the heater heats untold", "(drying.heater.on or (seen.latch_saved and not doubted))", "(drying.heater.on or seen.latch_saved)"),
    ("control", "a heater that goes on heating keeps its supply", "    return latched.runaway\n", "    return False\n"),
    ("law/supply", "a low supply of the board sheds nothing", "reasons.LOW_SUPPLY) if now.supply.low else None", "reasons.LOW_SUPPLY) if False else None"),
)  # fmt: skip

WATER_FILTER = _of(
    "water_filter",
    ("limits", "the pump may run dry for long", "DRY_RUN_S = 5.0", "DRY_RUN_S = 500.0"),
    ("limits", "the pump may look for water for minutes", "PRIME_S = 10.0", "PRIME_S = 600.0"),
    ("limits", "cloudy water is let through", "PRODUCT_STOP_NTU = 5.0", "PRODUCT_STOP_NTU = 50.0"),
    ("limits", "muddy raw water is let in", "RAW_REFUSE_NTU = 100.0", "RAW_REFUSE_NTU = 1000.0"),
    ("limits", "a dead lamp counts as burning", "UV_LOW_A = 0.75", "UV_LOW_A = 0.0"),
    ("limits", "unit slip: mA for A", "UV_HIGH_A = 1.10", "UV_HIGH_A = 1.10e-3"),
    ("limits", "the lamp gets no time to warm up", "UV_PREHEAT_S = 120.0", "UV_PREHEAT_S = 0.0"),
    ("limits", "pumping on an empty battery", "PUMP_MIN_V = 12.21", "PUMP_MIN_V = 10.21"),
    ("limits", "a burst pipe is not noticed", "LEAK_HIGH_LPM = 2.0", "LEAK_HIGH_LPM = 20.0"),
    ("limits", "the sand is washed too late", "WASH_BELOW_SHARE = 0.60", "WASH_BELOW_SHARE = 0.30"),
    ("control", "the rinse goes into the tank", "WASTE_WAY = Action(inlet_valve_open=True, waste_valve_open=True)", "WASTE_WAY = Action(inlet_valve_open=True, product_valve_open=True)"),
    ("control", "a lost sensor is ignored: the last action stays", "        return Decision(safe_action(memory), entered(now, step), step.why, urgent=True)", "        return Decision(action_in(memory.state, memory.since_s), now, step.why, urgent=True)"),
    ("law/produce", "comparison turned round: cloudy water", "if seen.product_ntu > limits.TURBID_NTU:", "if seen.product_ntu < limits.TURBID_NTU:"),
    ("law/monitors", "two floats swapped", "    return Seen(\n        raw_low, raw_high, product_low, product_high,", "    return Seen(\n        raw_low, raw_high, product_high, product_low,"),
    ("law/produce", "low raw water is not looked at", "    if not seen.raw_low_wet:\n        return Step(State.IDLE, reasons.RAW_EMPTY, now.latched, limits.RAW_WAIT_S)\n", ""),
    ("law/produce", "no ripening: the first water goes to the tank", "    if not _clear(now, seen):\n", "    if not _clear(now, seen) and False:\n"),
    ("law/backwash", "forgotten latch: the rinse after a wash that was cut short", "now.latched._replace(rinse_due=False)", "now.latched._replace(rinse_due=True)"),
    ("law/trips", "tries are not counted: it tries forever", "tries = now.latched.tries + 1", "tries = 1"),
    ("law/trips", "no waiting between tries", "return Step(trip, why, latched, 0.0 if spent else limits.BACKOFF_S[tries - 1])", "return Step(trip, why, latched, 0.0)"),
    ("law/trips", "a leak is not latched", "return Step(trip, why, now.latched._replace(trip=Trip[trip.name]))", "return Step(trip, why, now.latched)"),
    ("law/timers", "a clear minute is not begun afresh when mud comes back", "good = state in TRIPS and _cause_gone(state, seen)", "good = state in TRIPS and (before.good.held_s > 0.0 or _cause_gone(state, seen))"),
    ("law/memory", "a watch is kept over a change of state", "timers = now.timers if state is State.FILTER_TO_WASTE else STOPPED", "timers = now.timers"),
    ("law/backwash", "a frozen probe is believed", "    if abs(seen.product_ntu - seen.raw_ntu) > ", "    if seen.raw_ntu > 1e9 + "),
    ("law/backwash", "only a probe that reads too high is found out", "abs(seen.product_ntu - seen.raw_ntu)", "seen.product_ntu - seen.raw_ntu"),
    ("limits", "a dead lamp is judged when it should be warm", "UV_DEAD_A = 0.40", "UV_DEAD_A = 0.0"),
    ("law/timers", "nobody looks at the product valve's switch", "ajar = state is not State.PRODUCE and not seen.product_shut", "ajar = False"),
    ("law/produce", "a product valve that stays shut is not noticed", "    if seen.product_shut and now.since_s > limits.HANDOVER_S:\n        return fail(now, State.DRY_RUN, reasons.VALVE_SHUT)\n", ""),
    ("law/produce", "muddy raw water never ends a run whose probe says clear", "hopeless = now.timers.hopeless.reached(limits.RAW_HOPELESS_S)", "hopeless = False"),
    ("law/charge", "runs that the battery did not last are not counted", "tries = latched.battery_tries + 1", "tries = 1"),
    ("law/charge", "volts alone decide whether the battery is charged", "if seen.rest_v >= limits.START_V and charge.soc >= soc:", "if seen.rest_v >= limits.START_V:"),
    ("law/produce", "the river's mud counts as a failed try", "    if seen.raw_ntu > limits.RAW_RESUME_NTU:\n        return Step(State.TURBID, reasons.TURBID_THROUGH", "    if seen.raw_ntu > 1e9:\n        return Step(State.TURBID, reasons.TURBID_THROUGH"),
    ("law/timers", "the minute of good news is not begun anew when the cause returns", "good = state in TRIPS and _cause_gone(state, seen)", "good = state in TRIPS and (before.good.holds or _cause_gone(state, seen))"),
    ("law/memory", "hours of filtering are not counted", "latched = latched._replace(run_h=latched.run_h + hours, lamp_h=latched.lamp_h + hours)", "latched = latched"),
    ("law/memory", "means of the last run count for the next", "    elif state is State.FILTER_TO_WASTE:  # means begin afresh\n        run = RunSums(worked_s=run.worked_s, dirty_s=run.dirty_s)\n", ""),
    ("law/memory", "clean sand keeps the sums of dirty sand", "    elif now.state is State.BACKWASH and state is State.RINSE:  # clean sand\n        run = RunSums()\n", ""),
    ("law/memory", "what is unknown counts as good: timers run on", "timers=STOPPED)", "timers=memory.timers)"),
    ("law/monitors", "an unknown flow counts as none", "        or lpm is None\n", ""),
    ("law/monitors", "an unknown lamp current is ignored", "        or uv_a is None\n", "        or (uv_a is None and False)\n"),
    ("law/monitors", "water that flows at rest is no leak", "if seen.flow_lpm > limits.LEAK_REST_LPM:\n        return latch(now, State.LEAK, reasons.LEAK_RESTING", "if False:\n        return latch(now, State.LEAK, reasons.LEAK_RESTING"),
    ("law/monitors", "a product valve that stays open is not noticed", "if now.timers.ajar.reached(limits.VALVE_SHUT_S) and", "if False and"),
    ("law/monitors", "a welded lamp relay is not noticed", "    if seen.uv_a > limits.UV_REST_A:\n        return latch", "    if False:\n        return latch"),
    ("law/monitors", "a welded pump relay is not noticed", "if now.timers.drain.reached(limits.DRAIN_S):", "if False:"),
    ("law/monitors", "the sign of the battery's current turned round", "return voltage_v - current_a *", "return voltage_v + current_a *"),
    ("law/monitors", "floats that contradict are believed", "    if product_high and not product_low:\n", "    if False:\n"),
    ("law/uv", "a dead lamp is only noticed by its heat", "    if low_a <= seen.uv_a <= limits.UV_HIGH_A:", "    if 0.0 <= seen.uv_a <= limits.UV_HIGH_A:"),
    ("law/uv", "water may run past the lamp as fast as it likes", "if seen.flow_lpm > limits.UV_MAX_LPM:", "if False:"),
    ("law/produce", "the lamp is not looked at while water is made", "    unproven = uv_problem(now, seen)\n    if unproven is not None:\n        return unproven\n", ""),
    ("law/produce", "the pump runs before the lamp was looked at", "    if running_s < 0.0:\n", "    if False:\n"),
    ("law/produce", "the tank may overflow by the law", "    if seen.product_high_wet:\n        return Step(State.IDLE, reasons.TANK_FULL, now.latched._replace(tries=0, battery_tries=0))\n", ""),
    ("law/produce", "a run has no end", "if now.since_s >= limits.MAX_RUN_S:", "if False:"),
    ("law/produce", "a dry pump is not noticed while the sand ripens", "if now.timers.dry.reached(limits.DRY_RUN_S):", "if False:"),
    ("law/produce", "the lamp gets no time to warm up", "warm = now.since_s >= limits.UV_PREHEAT_S", "warm = True"),
    ("law/produce", "the battery may sag while the pump runs", "    if now.timers.low_v.reached(limits.LOW_V_S):\n        latched", "    if False:\n        latched"),
    ("law/backwash", "probes that disagree after a wash are believed", "if abs(seen.product_ntu - seen.raw_ntu) > limits.PROBES_AGREE_NTU", "if False and abs(seen.product_ntu - seen.raw_ntu) > limits.PROBES_AGREE_NTU"),
    ("law/backwash", "a wash starts although the water is not enough", "    if not seen.raw_high_wet:\n        return reasons.RAW_NOT_FULL\n", ""),
    ("law/backwash", "a wash leaves no rinse to do", "now.latched._replace(rinse_due=True))\n        return stay", "now.latched)\n        return stay"),
    ("law/backwash", "a wash runs dry", "    if not seen.raw_low_wet:\n        return fail(now, State.DRY_RUN, reasons.RAW_EMPTY)\n", ""),
    ("law/charge", "the battery's book counts hours for seconds", "dt_s / (3600.0 * limits.BATTERY_AH)", "dt_s / limits.BATTERY_AH"),
    ("law/trips", "a trip clears itself at once", "if now.state is State.TURBID and not now.timers.good.reached(limits.GOOD_S):", "if False:"),
    ("law/trips", "reset works while it still leaks", "    if seen.flow_lpm > limits.LEAK_REST_LPM:\n        still", "    if False:\n        still"),
    ("law/trips", "a lost record of faults is ignored", "    if latched.state_lost:\n", "    if False:\n"),
    ("law/trips", "a latched trip is forgotten at a restart", "    if latched.trip is not Trip.NONE:\n        return Step(State[latched.trip.name]", "    if False:\n        return Step(State[latched.trip.name]"),
    ("limits", "minutes for seconds: the lamp warms up", "UV_PREHEAT_S = 120.0", "UV_PREHEAT_S = 2.0"),
    ("limits", "the wash is too weak", "WASH_LPM = 4.3", "WASH_LPM = 0.43"),
    ("limits", "the wash is too short", "WASH_S = 7 * 60.0", "WASH_S = 7.0"),
    ("limits", "the sand gets no rinse", "RINSE_S = 3 * 60.0", "RINSE_S = 3.0"),
    ("limits", "starts without a pause when the raw tank is low", "RAW_WAIT_S = 15 * 60.0", "RAW_WAIT_S = 15.0"),
    ("control", "the pump starts before the valves have moved", "(VALVE_LEAD_S, WASH_WAY._replace(pump=True))", "(0.0, WASH_WAY._replace(pump=True))"),
    ("control", "stopping the pump waits for its minimum time", "step.why, not action.pump)", "step.why)"),
    ("law/produce", "the pump does not wait for the card", "    if not seen.latch_saved:\n", "    if False:\n"),
    ("control", "a pump that goes on running keeps its supply", "    return latched.trip is Trip.WELDED\n", "    return False\n"),
    ("law/supply", "a low supply of the board stops nothing", "if not now.supply.low or now.state is State.BOOT", "if True or now.state is State.BOOT"),
    ("law/supply", "a run that a low supply cut is tried again at once", "failed(now.latched) if now.state in RUNNING else (now.latched, 0.0)", "now.latched, 0.0"),
)  # fmt: skip

WRONG_LAWS = [*GAS_ALARM, *SOLAR_LAMP, *WATER_FILTER]

# Mistakes that the short set cannot catch, each with the reason.
SURVIVORS: dict[str, str] = {
    "the battery may be drained to a tenth": "The voltage sheds at the same charge, and light and heat are shed before; a "
    "unit test has the count alone.",
    "the pump runs before the lamp was looked at": "The timetable of the outputs holds the pump back all the same, and a dead lamp is "
    "judged before it; a unit test looks at the first three seconds.",
    "a button back from unreadable counts as pressed": "A contact on a wire always reads as open or closed; a unit test "
    "of the law makes it unreadable.",
    "clean sand keeps the sums of dirty sand": "Raw water that dirty ends a run after a minute; a unit test has an hour.",
    "an unknown flow counts as none": "A pulse meter without power gives 0, not nothing; a unit test gives nothing.",
    "values count while the sensor warms up": "No value is young enough then: at a start there is none yet, and who comes back was "
    "silent for longer than the age limit.",
    "the first, unfinished cycle counts": "Without the word that it warms up, the CO sensor gives no value all the same.",
    "a measurement that is not ready counts": "Only what is read in the first two milliseconds of the chip's life can be so, and the "
    "driver waits for that; a unit test reads earlier.",
    "no minimum times for the relay": "The law counts its ten minutes itself; the relay's limit is the second lock, for a law that a "
    "pupil changes. A unit test switches the relay.",
}
