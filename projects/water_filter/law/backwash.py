"""Washing the sand: when it is due, whether it can be finished, and the two states BACKWASH and RINSE."""

from __future__ import annotations

from devices import Message
from science.water import pump_head_m

from .. import limits, reasons
from ..model import Latched, Seen, State
from .charge import too_low
from .memory import Memory, RunSums, Step, stay
from .trips import battery_low, fail, latch


def specific_flow(flow_lpm: float) -> float:
    """Flow for each meter of the pump's head, L/min per m: it falls as the sand clogs, whatever the pump does."""
    return flow_lpm / pump_head_m(flow_lpm, limits.PUMP_H0_M, limits.PUMP_Q0_LPM)


def due(latched: Latched, run: RunSums) -> Message | None:
    """Why the sand must be washed, or None. Asked at each 60 s mean."""
    share = specific_flow(run.mean_lpm) / specific_flow(latched.clean_lpm or limits.CLEAN_LPM)
    if share <= limits.WASH_BELOW_SHARE:
        return reasons.WASH_CLOGGED(share_pct=100.0 * share)
    if latched.run_h + run.worked_s / 3600.0 >= limits.WASH_AFTER_H:
        return reasons.WASH_HOURS(hours=limits.WASH_AFTER_H)
    if run.dirty_s >= limits.DIRTY_S:
        return reasons.WASH_DIRTY(limit_ntu=limits.RAW_DIRTY_NTU)
    return None


def may_start(now: Memory, seen: Seen) -> Message | None:
    """None when a run may start, else the reason why not."""
    if not seen.raw_low_wet:
        return reasons.RAW_EMPTY
    if seen.raw_ntu > limits.RAW_RESUME_NTU:
        return reasons.RAW_DIRTY(ntu=seen.raw_ntu, limit_ntu=limits.RAW_RESUME_NTU)
    return too_low(now.charge, seen, now.latched)


def may_wash(now: Memory, seen: Seen) -> Message | None:
    """None when a backwash may start, else why not: it starts only when water and battery last to its end."""
    if not seen.raw_high_wet:
        return reasons.RAW_NOT_FULL
    if seen.raw_ntu > limits.RAW_REFUSE_NTU:
        return reasons.RAW_DIRTY(ntu=seen.raw_ntu, limit_ntu=limits.RAW_REFUSE_NTU)
    return too_low(now.charge, seen, now.latched)


def rinse_or_wash(now: Memory, seen: Seen) -> Step | None:
    """What the sand needs before a run: the rinse of a wash that was cut short, or a wash. None when it is ready."""
    if now.latched.rinse_due:
        problem = may_start(now, seen)
        if problem is None:
            return Step(State.RINSE, reasons.RINSING(left_s=limits.SETTLE_S + limits.RINSE_S), now.latched)
        return stay(now, reasons.RINSE_WAITS(reason=problem))
    if now.latched.wash_due:
        problem = may_wash(now, seen)
        if problem is None:
            return Step(State.BACKWASH, reasons.WASHING(left_s=limits.WASH_S), now.latched._replace(rinse_due=True))
        return stay(now, reasons.WASH_WAITS(reason=problem))
    return None


def backwash(now: Memory, seen: Seen) -> Step:
    """BACKWASH: seven minutes of strong upward flow. Cut short or not, a rinse follows: `rinse_due` is latched.

    At its end raw water stands at both probes. A probe that is frozen or shifted does not agree with the other one.
    """
    cut_short = _cut_short(now, seen, now.since_s - limits.VALVE_LEAD_S, reasons.WASH_WEAK(lpm=seen.flow_lpm))
    if cut_short is not None:
        return cut_short
    left_s = limits.VALVE_LEAD_S + limits.WASH_S - now.since_s
    if left_s > 0.0:
        return stay(now, reasons.WASHING(left_s=left_s))
    if abs(seen.product_ntu - seen.raw_ntu) > limits.PROBES_AGREE_NTU + limits.PROBES_AGREE_SHARE * seen.raw_ntu:
        return latch(now, State.PROBE, reasons.PROBES_DISAGREE(ntu=seen.product_ntu, raw_ntu=seen.raw_ntu))
    washed = now.latched._replace(wash_due=False, run_h=0.0, clean_lpm=0.0)
    return Step(State.RINSE, reasons.RINSING(left_s=limits.SETTLE_S + limits.RINSE_S), washed)


def rinse(now: Memory, seen: Seen) -> Step:
    """RINSE: let the sand settle, then three minutes of downward flow to waste."""
    cut_short = _cut_short(now, seen, now.since_s - limits.SETTLE_S, reasons.DRY(lpm=seen.flow_lpm))
    if cut_short is not None:
        return cut_short
    left_s = limits.SETTLE_S + limits.RINSE_S - now.since_s
    if left_s > 0.0:
        return stay(now, reasons.RINSING(left_s=left_s))
    return Step(State.IDLE, reasons.RINSED, now.latched._replace(rinse_due=False))


def _cut_short(now: Memory, seen: Seen, pumped_s: float, dry: Message) -> Step | None:
    if not seen.raw_low_wet:
        return fail(now, State.DRY_RUN, reasons.RAW_EMPTY)
    if pumped_s >= limits.PRIME_S and now.timers.dry.reached(limits.DRY_RUN_S):
        return fail(now, State.DRY_RUN, dry)
    return battery_low(now, seen)
