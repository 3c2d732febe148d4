"""How time passes in the law's memory: it counts `dt_s` and never reads a clock."""

from __future__ import annotations

from .limits import (
    MEAN_S,
    PRIME_LPM,
    PUMP_MIN_V,
    RAW_DIRTY_NTU,
    RAW_RESUME_NTU,
    RECONNECT_V,
    REST_MOST_A,
    REST_S,
    SHED_V,
    WASH_LPM,
    WASH_SHED_V,
)
from .states import RUNNING, TRIPS, Memory, Run, Seen, State, Step, Watch

LOW_V = dict.fromkeys(State, SHED_V) | {
    State.PRIME: PUMP_MIN_V,
    State.FILTER_TO_WASTE: PUMP_MIN_V,
    State.PRODUCE: PUMP_MIN_V,
    State.BACKWASH: WASH_SHED_V,  # finish what began
    State.RINSE: WASH_SHED_V,
}
NOTHING = Watch()
FILTERING = frozenset({State.FILTER_TO_WASTE, State.PRODUCE})


def advanced(memory: Memory, seen: Seen, dt_s: float) -> Memory:
    """The memory `dt_s` later, in the same state."""
    state = memory.state
    run = _worked(memory.run, seen, dt_s) if state in FILTERING else memory.run
    watch = _watched(memory, seen, dt_s)
    return Memory(state, memory.latched, memory.since_s + dt_s, memory.wait_s, watch, run)


def waited(memory: Memory, dt_s: float) -> Memory:
    """The memory `dt_s` later when a safety input is unknown: time passes, but nothing counts as good."""
    return Memory(memory.state, memory.latched, memory.since_s + dt_s, memory.wait_s, NOTHING, memory.run)


def entered(now: Memory, step: Step) -> Memory:
    """The memory after a step. A new state begins at 0 s; when a run ends, its hours are written down."""
    state, _, latched, wait_s = step
    run = now.run
    if state is now.state:
        return now if latched is now.latched else Memory(state, latched, now.since_s, now.wait_s, now.watch, run)
    if now.state in FILTERING and state not in FILTERING:
        latched = latched._replace(run_h=latched.run_h + run.worked_s / 3600.0)
        run = Run(dirty_s=run.dirty_s)
    elif state is State.FILTER_TO_WASTE:  # means begin afresh
        run = Run(worked_s=run.worked_s, dirty_s=run.dirty_s)
    elif now.state is State.BACKWASH and state is State.RINSE:  # clean sand
        run = Run()
    watch = now.watch if state is State.FILTER_TO_WASTE else NOTHING  # a dry pump stays dry
    return Memory(state, latched, 0.0, wait_s, watch, run)


def _watched(memory: Memory, seen: Seen, dt_s: float) -> Watch:
    """Most of the time nothing needs watching, and the same empty watch is kept."""
    state, before = memory.state, memory.watch
    dry = state in RUNNING and seen.flow_lpm < (WASH_LPM if state is State.BACKWASH else PRIME_LPM)
    low = seen.rest_v < LOW_V[state]
    good = state in TRIPS and _cause_gone(state, seen)
    drain = seen.battery_a < -REST_MOST_A and memory.since_s >= REST_S and state not in RUNNING
    if not (dry or low or good or drain):
        return NOTHING
    return Watch(
        before.dry_s + dt_s if dry else 0.0,
        before.low_v_s + dt_s if low else 0.0,
        before.good_s + dt_s if good else 0.0,
        before.drain_s + dt_s if drain else 0.0,
    )


def _cause_gone(state: State, seen: Seen) -> bool:
    if state is State.LOW_BATT:
        return seen.battery_v >= RECONNECT_V and seen.rest_v >= PUMP_MIN_V
    if state is State.TURBID:
        return seen.raw_ntu <= RAW_RESUME_NTU
    return True


def _worked(run: Run, seen: Seen, dt_s: float) -> Run:
    sum_ntu_s, sum_lpm_s, sum_s, means, mean_ntu, previous_ntu, mean_lpm, worked_s, dirty_s = run
    sum_ntu_s += seen.product_ntu * dt_s
    sum_lpm_s += seen.flow_lpm * dt_s
    sum_s += dt_s
    worked_s += dt_s
    if seen.raw_ntu > RAW_DIRTY_NTU:
        dirty_s += dt_s
    if sum_s < MEAN_S:
        return Run(sum_ntu_s, sum_lpm_s, sum_s, means, mean_ntu, previous_ntu, mean_lpm, worked_s, dirty_s)
    return Run(
        means=means + 1,
        mean_ntu=sum_ntu_s / sum_s,
        previous_ntu=mean_ntu,
        mean_lpm=sum_lpm_s / sum_s,
        worked_s=worked_s,
        dirty_s=dirty_s,
    )
