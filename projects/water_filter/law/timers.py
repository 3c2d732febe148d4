"""What is watched over time: each of these conditions must last without a break before the law acts on it."""

from __future__ import annotations

from typing import NamedTuple

from devices import Timer

from .. import limits
from ..model import RUNNING, TRIPS, Seen, State


class Timers(NamedTuple):
    """What has lasted without a break in this state."""

    dry: Timer = Timer()  # too little flow while the pump runs
    low_v: Timer = Timer()  # battery too low
    good: Timer = Timer()  # the cause of a trip is gone
    drain: Timer = Timer()  # everything is off, and yet the battery gives current
    ajar: Timer = Timer()  # the product valve is commanded shut, and its switch says open
    hopeless: Timer = Timer()  # raw water that this sand cannot clear


LOW_V = dict.fromkeys(State, limits.SHED_V) | {
    State.PRIME: limits.PUMP_MIN_V,
    State.FILTER_TO_WASTE: limits.PUMP_MIN_V,
    State.PRODUCE: limits.PUMP_MIN_V,
    State.BACKWASH: limits.WASH_SHED_V,  # finish what began
    State.RINSE: limits.WASH_SHED_V,
}
STOPPED = Timers()
FILTERING = frozenset({State.FILTER_TO_WASTE, State.PRODUCE})
FILLING = FILTERING | {State.PRIME}


def timed(before: Timers, state: State, since_s: float, seen: Seen, dt_s: float) -> Timers:
    """The timers `dt_s` later. Most of the time nothing needs watching, and the same stopped timers are kept."""
    dry = state in RUNNING and seen.flow_lpm < (limits.WASH_LPM if state is State.BACKWASH else limits.PRIME_LPM)
    low = seen.rest_v < LOW_V[state]
    good = state in TRIPS and _cause_gone(state, seen)
    drain = seen.battery_a < -limits.MAX_REST_A and since_s >= limits.REST_S and state not in RUNNING
    ajar = state is not State.PRODUCE and not seen.product_shut
    hopeless = state in FILTERING and seen.raw_ntu > limits.RAW_HOPELESS_NTU
    if not (dry or low or good or drain or ajar or hopeless):
        return STOPPED
    return Timers(
        before.dry.step(dry, dt_s, first_s=dt_s),
        before.low_v.step(low, dt_s, first_s=dt_s),
        before.good.step(good, dt_s, first_s=dt_s),
        before.drain.step(drain, dt_s, first_s=dt_s),
        before.ajar.step(ajar, dt_s, first_s=dt_s),
        before.hopeless.step(hopeless, dt_s, first_s=dt_s),
    )


def _cause_gone(state: State, seen: Seen) -> bool:
    if state is State.LOW_BATT:
        return seen.battery_v >= limits.RECONNECT_V and seen.rest_v >= limits.PUMP_MIN_V
    if state is State.TURBID:
        return seen.raw_ntu <= limits.RAW_RESUME_NTU
    return True
