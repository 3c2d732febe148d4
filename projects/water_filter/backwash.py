"""Washing the sand: when it is due, whether it can be finished, and the two states BACKWASH and RINSE."""

from __future__ import annotations

from devices import Message

from . import reasons
from .limits import (
    CLEAN_LPM,
    DIRTY_S,
    DRY_RUN_S,
    PRIME_S,
    PUMP_H0_M,
    PUMP_Q0_LPM,
    RAW_DIRTY_NTU,
    RAW_REFUSE_NTU,
    RINSE_S,
    SETTLE_S,
    START_V,
    VALVE_LEAD_S,
    WASH_AFTER_H,
    WASH_BELOW_SHARE,
    WASH_S,
)
from .states import Latched, Memory, Run, Seen, State, Step, stay
from .trips import battery_low, fail


def specific_flow(flow_lpm: float) -> float:
    """Flow for each meter of the pump's head, L/min per m: it falls as the sand clogs, whatever the pump does."""
    head_m = PUMP_H0_M * (1.0 - (flow_lpm / PUMP_Q0_LPM) ** 2)
    return flow_lpm / head_m


def due(latched: Latched, run: Run) -> Message | None:
    """Why the sand must be washed, or None. Asked at each 60 s mean."""
    share = specific_flow(run.mean_lpm) / specific_flow(latched.clean_lpm or CLEAN_LPM)
    if share <= WASH_BELOW_SHARE:
        return reasons.WASH_CLOGGED(share_pct=100.0 * share)
    if latched.run_h + run.worked_s / 3600.0 >= WASH_AFTER_H:
        return reasons.WASH_HOURS(hours=WASH_AFTER_H)
    if run.dirty_s >= DIRTY_S:
        return reasons.WASH_DIRTY(limit_ntu=RAW_DIRTY_NTU)
    return None


def may_wash(seen: Seen) -> Message | None:
    """None when a backwash may start, else why not: it starts only when water and battery last to its end."""
    if not seen.raw_high_wet:
        return reasons.RAW_NOT_FULL
    if seen.raw_ntu > RAW_REFUSE_NTU:
        return reasons.RAW_DIRTY(ntu=seen.raw_ntu, limit_ntu=RAW_REFUSE_NTU)
    if seen.rest_v < START_V:
        return reasons.BATTERY_WAIT(rest_v=seen.rest_v, limit_v=START_V)
    return None


def backwash(now: Memory, seen: Seen) -> Step:
    """BACKWASH: seven minutes of strong upward flow. Cut short or not, a rinse follows: `rinse_due` is latched."""
    cut_short = _cut_short(now, seen, now.since_s - VALVE_LEAD_S, reasons.WASH_WEAK(lpm=seen.flow_lpm))
    if cut_short is not None:
        return cut_short
    left_s = VALVE_LEAD_S + WASH_S - now.since_s
    if left_s > 0.0:
        return stay(now, reasons.WASHING(left_s=left_s))
    washed = now.latched._replace(wash_due=False, run_h=0.0, clean_lpm=0.0)
    return Step(State.RINSE, reasons.RINSING(left_s=SETTLE_S + RINSE_S), washed)


def rinse(now: Memory, seen: Seen) -> Step:
    """RINSE: let the sand settle, then three minutes of downward flow to waste."""
    cut_short = _cut_short(now, seen, now.since_s - SETTLE_S, reasons.DRY(lpm=seen.flow_lpm))
    if cut_short is not None:
        return cut_short
    left_s = SETTLE_S + RINSE_S - now.since_s
    if left_s > 0.0:
        return stay(now, reasons.RINSING(left_s=left_s))
    return Step(State.IDLE, reasons.RINSED, now.latched._replace(rinse_due=False))


def _cut_short(now: Memory, seen: Seen, pumped_s: float, dry: Message) -> Step | None:
    if not seen.raw_low_wet:
        return fail(now, State.DRY_RUN, reasons.RAW_EMPTY)
    if pumped_s >= PRIME_S and now.watch.dry_s >= DRY_RUN_S:
        return fail(now, State.DRY_RUN, dry)
    return battery_low(now, seen)
