"""Filling the tank: when to start, how to prove the filter works, and when to stop."""

from __future__ import annotations

from devices import Message

from .. import limits, reasons
from ..model import Seen, State
from .backwash import due, may_start, rinse_or_wash, specific_flow
from .charge import failed
from .memory import Memory, Step, stay
from .trips import battery_low, fail, lamp_old, latch
from .uv import unlit, uv_problem


def idle(now: Memory, seen: Seen) -> Step:
    """IDLE: rest, then whatever is needed first: the rinse of a wash that was cut short, a wash, or water."""
    low = battery_low(now, seen)
    if low is not None:
        return low
    if now.since_s < max(limits.REST_S, now.wait_s):
        return stay(now, reasons.RESTING)
    if not seen.latch_saved:
        return stay(now, reasons.UNSAVED)  # a restart would forget a trip
    sand_first = rinse_or_wash(now, seen)
    if sand_first is not None:
        return sand_first
    if seen.product_low_wet:
        return stay(now, reasons.TANK_OK)
    problem = may_start(now, seen)
    if problem is not None:
        return stay(now, problem)
    if now.latched.lamp_h >= limits.UV_LIFE_H:
        return latch(now, State.UV_FAULT, lamp_old(now))
    return Step(State.PRIME, reasons.LAMP_FIRST, now.latched)


def prime(now: Memory, seen: Seen) -> Step:
    """PRIME: first the lamp must burn, then the pump has ten seconds to bring water to the meter."""
    stop = _stop(now, seen)
    if stop is not None:
        return stop
    running_s = now.since_s - limits.LAMP_LOOK_S
    if running_s < 0.0:
        return stay(now, reasons.LAMP_FIRST)
    dead = unlit(now, seen, limits.UV_DEAD_A)
    if dead is not None:
        return dead
    if running_s > 0.0 and seen.flow_lpm >= limits.PRIME_LPM:
        return Step(State.FILTER_TO_WASTE, reasons.RIPENING(ntu=seen.product_ntu), now.latched)
    if running_s >= limits.PRIME_S:
        return fail(now, State.DRY_RUN, reasons.DRY(lpm=seen.flow_lpm))
    return stay(now, reasons.PRIMING)


def filter_to_waste(now: Memory, seen: Seen) -> Step:
    """FILTER_TO_WASTE: until two 60 s means say clear and steady, and the lamp has burned for 120 s."""
    stop = _stop(now, seen)
    if stop is not None:
        return stop
    if now.timers.dry.reached(limits.DRY_RUN_S):
        return fail(now, State.DRY_RUN, reasons.DRY(lpm=seen.flow_lpm))
    warm = now.since_s >= limits.UV_PREHEAT_S
    problem = uv_problem(now, seen) if warm else unlit(now, seen, limits.UV_DEAD_A)
    if problem is not None:
        return problem
    if now.since_s >= limits.RIPEN_TIMEOUT_S:
        return _cloudy(now, seen, reasons.NEVER_CLEAR(minutes=limits.RIPEN_TIMEOUT_S / 60.0))
    if not _clear(now, seen):
        return stay(now, reasons.RIPENING(ntu=seen.product_ntu))
    if not warm or seen.flow_lpm < limits.PRIME_LPM:
        return stay(now, reasons.HEATING(left_s=max(limits.UV_PREHEAT_S - now.since_s, 0.0)))
    return Step(State.PRODUCE, _producing(seen), now.latched)


def produce(now: Memory, seen: Seen) -> Step:
    """PRODUCE: the product valve is open, and every proof must hold on every tick."""
    unproven = uv_problem(now, seen)
    if unproven is not None:
        return unproven
    if seen.product_ntu > limits.TURBID_NTU:
        return _cloudy(now, seen, reasons.TURBID_PRODUCT(ntu=seen.product_ntu))
    if seen.product_high_wet:
        return Step(State.IDLE, reasons.TANK_FULL, now.latched._replace(tries=0, battery_tries=0))
    stop = _stop(now, seen)
    if stop is not None:
        return stop
    if seen.product_shut and now.since_s > limits.HANDOVER_S:
        return fail(now, State.DRY_RUN, reasons.VALVE_SHUT)
    if seen.flow_lpm < limits.PRIME_LPM:
        return Step(State.FILTER_TO_WASTE, reasons.FLOW_LOST(lpm=seen.flow_lpm), now.latched)
    if now.since_s >= limits.MAX_RUN_S:
        return fail(now, State.MAX_RUN, reasons.MAX_RUN(minutes=limits.MAX_RUN_S / 60.0))
    if now.run.sum_s == 0.0 and now.run.means:
        return _at_each_mean(now, seen)
    return stay(now, _producing(seen))


def _at_each_mean(now: Memory, seen: Seen) -> Step:
    """Once a minute: take the first mean after a wash as the flow of clean sand, and ask whether a wash is due."""
    latched = now.latched
    if latched.clean_lpm == 0.0:
        share = specific_flow(now.run.mean_lpm) / specific_flow(limits.CLEAN_LPM)
        if share <= limits.WASH_BELOW_SHARE:  # washing again and again would only waste water
            return fail(now, State.DRY_RUN, reasons.WASH_NO_HELP(share_pct=100.0 * share), wash=True)
        latched = latched._replace(clean_lpm=min(max(now.run.mean_lpm, limits.MIN_CLEAN_LPM), limits.UV_MAX_LPM))
    reason = due(latched, now.run)
    if reason is not None:
        return Step(State.IDLE, reason, latched._replace(wash_due=True))
    return Step(State.PRODUCE, _producing(seen), latched)


def _stop(now: Memory, seen: Seen) -> Step | None:
    """Reasons to stop that hold in every part of a run."""
    hopeless = now.timers.hopeless.reached(limits.RAW_HOPELESS_S)
    if seen.raw_ntu > limits.RAW_REFUSE_NTU or hopeless:
        limit_ntu = limits.RAW_HOPELESS_NTU if hopeless else limits.RAW_REFUSE_NTU
        why = reasons.TURBID_RAW(ntu=seen.raw_ntu, limit_ntu=limit_ntu)
        return Step(State.TURBID, why, now.latched)  # not a failed try: the river clears by itself
    if seen.product_high_wet:
        return Step(State.IDLE, reasons.TANK_FULL, now.latched)
    if not seen.raw_low_wet:
        return Step(State.IDLE, reasons.RAW_EMPTY, now.latched, limits.RAW_WAIT_S)
    if now.timers.low_v.reached(limits.LOW_V_S):
        latched, pause_s = failed(now.latched)
        why = reasons.BATTERY_SAGS(rest_v=seen.rest_v, limit_v=limits.PUMP_MIN_V, minutes=pause_s / 60.0)
        return battery_low(now, seen) or Step(State.IDLE, why, latched, pause_s)
    return None


def _cloudy(now: Memory, seen: Seen, why: Message) -> Step:
    """TURBID. Muddy raw water is no failed try, and no wash helps against it: the river clears by itself."""
    if seen.raw_ntu > limits.RAW_RESUME_NTU:
        return Step(State.TURBID, reasons.TURBID_THROUGH(ntu=seen.product_ntu, raw_ntu=seen.raw_ntu), now.latched)
    return fail(now, State.TURBID, why, wash=True)


def _clear(now: Memory, seen: Seen) -> bool:
    run = now.run
    steady = run.means >= 2 and abs(run.mean_ntu - run.previous_ntu) <= limits.STABLE_NTU
    return steady and run.mean_ntu <= limits.OPEN_NTU and seen.product_ntu <= limits.TURBID_NTU


def _producing(seen: Seen) -> Message:
    if seen.tds_ppm is None:
        return reasons.SALT_UNKNOWN
    if seen.tds_ppm > limits.TDS_WARN_PPM:
        return reasons.SALTY(ppm=seen.tds_ppm, limit_ppm=limits.TDS_WARN_PPM)
    return reasons.PRODUCING(ntu=seen.product_ntu, lpm=seen.flow_lpm)
